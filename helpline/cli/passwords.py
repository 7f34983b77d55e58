"""Asking for a new password: typed twice without being shown, or one line of standard input."""

import getpass
import sys

from helpline.errors import InvalidInput


def ask_new_password() -> str:
    """Raises InvalidInput when the two differ."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("New password (at least 12 characters): ")
    if getpass.getpass("Once more: ") != password:
        raise InvalidInput("The two passwords differ. Nothing was changed.")
    return password
