"""One module per channel. A channel verifies, reads and sends; it decides nothing."""
