"""The gateway: webhooks, web chat, staff console, and the worker that handles and sends messages."""
