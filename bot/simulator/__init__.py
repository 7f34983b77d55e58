"""Phones in the browser: they try every channel without an account, and staff train on them."""
