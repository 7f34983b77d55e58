"""The web chat: its API, its page and its live stream."""
