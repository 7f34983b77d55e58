"""Providers as real HTTP servers that keep the providers' rules."""
