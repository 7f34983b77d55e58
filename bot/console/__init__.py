"""The staff console: server-rendered pages that work without JavaScript and are kept up to date with it."""
