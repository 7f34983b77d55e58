"""Files that people sent, as providers keep them, and the ways in which fetching one goes wrong."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.simulator.media import files as made_up_files
from tests.fakes.server import Answer, Call

JPEG = made_up_files()["photo"].content
VOICE = made_up_files()["voice"].content
PDF = made_up_files()["document"].content


@dataclass
class Files:
    """`asked` are the requests for files, in order."""

    asked: list[Call] = field(default_factory=list)
    _answers: dict[str, list[Answer]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def clear(self) -> None:
        self.asked.clear()
        self._answers.clear()

    def put(self, *answers: Answer) -> str:
        name = f"ME{next(self._numbers):032x}"
        self._answers[name] = list(answers)
        return name

    def delete(self, name: str) -> bool:
        return self._answers.pop(name, None) is not None

    def has(self, name: str) -> bool:
        return name in self._answers

    def answer(self, name: str, call: Call) -> Answer:
        self.asked.append(call)
        found = self._answers.get(name)
        if not found:
            return Answer(404, {"code": 20404, "status": 404})
        return found.pop(0) if len(found) > 1 else found[0]


def holding(content: bytes, **headers: str) -> Answer:
    """A file; in the names of headers `_` stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(200, content=content, headers={"Content-Type": "application/octet-stream", **named})


def endless(head: bytes) -> Answer:
    """Begins like this and never stops."""

    def pieces() -> Iterable[bytes]:
        return itertools.chain([head], itertools.repeat(b"\x00" * 65536))

    return Answer(200, content=pieces)


def stalling(head: bytes, until: threading.Event) -> Answer:
    """Begins like this, and then nothing comes any more until the test is over."""

    def pieces() -> Iterator[bytes]:
        yield head
        until.wait(30)

    return Answer(200, content=pieces)


def elsewhere(url: str, status: int = 307) -> Answer:
    return Answer(status, headers={"Location": url})
