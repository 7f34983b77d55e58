"""Tests run two at a time: a folder's tests stay together, since they share what is slow to start."""

from collections.abc import Iterable
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def keep_folders_together(items: Iterable[pytest.Item]) -> None:
    """For `pytest --dist loadgroup`; without it the marks mean nothing."""
    for item in items:
        folder = item.path.relative_to(_HERE).parts[0] if item.path.is_relative_to(_HERE) else "other"
        item.add_marker(pytest.mark.xdist_group(folder.removesuffix(".py")))
