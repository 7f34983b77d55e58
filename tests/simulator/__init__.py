"""The simulator: phones in the browser, against the real gateway, worker and channels."""
