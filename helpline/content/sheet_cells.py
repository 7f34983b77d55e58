"""What stands in a sheet of answers: one row per answer and language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helpline.domain.messages import Source
from helpline.errors import InvalidInput

# These belong to the answer, and are the same in all its rows.
OF_ANSWER = ("topic", "country", "audience", "follow_ups", "sources", "facts", "checked_on", "review_by")
COLUMNS = (
    *("id", "topic", "country", "audience", "language", "question", "phrasings", "text", "sms", "status"),
    *("reviewed_by", "source_version", "follow_ups", "sources", "facts", "checked_on", "review_by"),
)
# A cell that begins so is a formula to Excel, or was made none by the apostrophe that we put before it.
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


@dataclass(frozen=True)
class SheetRow:
    """`number` as the spreadsheet program shows it: the columns' names stand in row 1."""

    number: int
    cells: dict[str, str]


def guard(text: str) -> str:
    """Never a formula, whoever wrote it."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def unguard(text: str) -> str:
    """Undoes `guard`, and takes line breaks as spreadsheet programs write them for ours."""
    text = text[1:] if text.startswith("'") and text[1:].startswith(_GUARDED) else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def join_lines(items: Iterable[str]) -> str:
    return "\n".join(" ".join(item.split("\n")) for item in items)


def split_lines(cell: str) -> tuple[str, ...]:
    return tuple(line for line in cell.split("\n") if line.strip())


def join_names(names: Iterable[str]) -> str:
    return ", ".join(names)


def split_names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[,;\s]+", cell) if name)


def join_sources(sources: Iterable[Source]) -> str:
    return join_lines(
        " | ".join(_with_bars_marked(part) for part in (source.title, source.publisher, source.url))
        for source in sources
    )


def split_sources(cell: str) -> tuple[Source, ...]:
    """Raises InvalidInput that says which line is wrong."""
    found = []
    for line in split_lines(cell):
        parts = [_without_marks(part.strip()) for part in _BAR.sub("\\1\0", line).split("\0")]
        if len(parts) != 3:
            raise InvalidInput(f"'{_brief(line)}' is not a source; write title | publisher | url")
        found.append(Source(*parts))
    return tuple(found)


def _with_bars_marked(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _without_marks(text: str) -> str:
    return re.sub(r"\\([\\|])", r"\1", text)


def _brief(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
