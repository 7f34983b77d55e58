"""Reads the content files that caseworkers, editors and translators write."""
