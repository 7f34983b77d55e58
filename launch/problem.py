"""What stops us and what to do about it, as one line for the person at the keyboard."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable

FULL = "The disk is full. Make room on it (a first start needs about 4 GB), then run the same command again."
_FULL_SIGNS = ("no space left on device", "os error 28", "database or disk is full", "disk quota exceeded")


class Problem(Exception):
    """`str()` says what is wrong and what to do."""


def speaks_of_full_disk(text: str) -> bool:
    lowered = text.lower()
    return any(sign in lowered for sign in _FULL_SIGNS)


def run_and_report(action: Callable[[], int]) -> int:
    """The exit code of `action`; a problem becomes one line on stderr and exit code 1."""
    try:
        return action()
    except Problem as problem:
        print(f"error: {problem}", file=sys.stderr)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise
        print(f"error: {_explain(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 1


def _explain(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    return f"{error.filename or 'A file'} cannot be written ({error.strerror}). Check who owns it."
