"""Posts so many bodies and counts: what was answered, what was stored, what was logged, how memory grew."""

import contextlib
import io
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from helpline.storage.schema import inbox, messages
from helpline.usecases.take_turn import take_next_turn
from tests.fuzz import nasty, strategies
from tests.fuzz.senders import Senders
from tests.in_process import InProcess, Post

# Of the bodies; the rest are real payloads that were changed.
_SHARE_OF_HYPOTHESIS = 0.1
_TWICE = 0.03
_TURNS_EVERY, _TURNS_AT_ONCE = 250, 25
_WEB_CONVERSATIONS = 20
_DRAWN_AT_ONCE = 500
# Written in words that nobody who posts can choose.
_PRIVATE = (nasty.MARK, "+974500", "whatsapp:", "Bearer ")


@dataclass
class Campaign:
    """`findings` say what went wrong; empty is what we want."""

    house: InProcess
    seed: int = 1
    seconds: float = 540.0
    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    logged: Counter[str] = field(default_factory=Counter)
    posted: int = 0
    twice: int = 0
    turns: int = 0
    megabytes: list[int] = field(default_factory=list)

    def run(self, count: int) -> None:
        """Stops early when the time is over."""
        began = time.monotonic()
        self._until = began + self.seconds
        senders = Senders(random.Random(self.seed))
        with self._watched_logs():
            senders.open_web(self.house, _WEB_CONVERSATIONS)
            self._mutations(senders, round(count * (1 - _SHARE_OF_HYPOTHESIS)))
            self._made_up(senders, count - round(count * (1 - _SHARE_OF_HYPOTHESIS)))
        self.took = time.monotonic() - began
        self._look_at_what_is_stored()

    def _mutations(self, senders: Senders, count: int) -> None:
        ways = senders.all()
        names, weights = list(ways), [share for share, _ in ways.values()]
        for number in range(count):
            if time.monotonic() > self._until - self.seconds * _SHARE_OF_HYPOTHESIS:
                return
            (name,) = senders.rng.choices(names, weights)
            self.post(name, ways[name][1](), again=senders.rng.random() < _TWICE)
            if number % _TURNS_EVERY == 0:
                self._handle_some()
            if number % 5000 == 0:
                self.megabytes.append(_resident_megabytes())

    def _made_up(self, senders: Senders, count: int) -> None:
        """A quarter each; what Hypothesis draws is the same for the same seed."""
        twilio = strategies.FORMS.map(lambda body: senders.twilio_of("/channels/twilio", body))
        status = strategies.FORMS.map(lambda body: senders.twilio_of("/channels/twilio/status", body))
        telegram = strategies.UPDATES.map(senders.telegram_of)
        web = strategies.WEB.map(senders.web_of)
        ways = {"twilio": twilio, "twilio status": status, "telegram": telegram, "webchat message": web}
        for name, posts in ways.items():
            for start in range(0, count // len(ways), _DRAWN_AT_ONCE):
                self._draw(name, posts, min(_DRAWN_AT_ONCE, count // len(ways) - start), self.seed + start)
        self._handle_some()
        self.megabytes.append(_resident_megabytes())

    def _draw(self, name: str, posts: st.SearchStrategy[Post], count: int, seed: int) -> None:
        if time.monotonic() > self._until:
            return
        every_health_check = list(HealthCheck)

        @hypothesis.seed(seed)
        @settings(max_examples=max(count, 1), database=None, deadline=None, suppress_health_check=every_health_check)
        @given(posts)
        def draw(post: Post) -> None:
            self.post(name, post)

        draw()

    def post(self, name: str, post: Post, *, again: bool = False) -> None:
        self.posted += 1
        try:
            answer = self.house.post(post)
        except Exception as error:
            self._find(f"{name}: {type(error).__name__} left the application", post)
            return
        self.statuses.setdefault(name, Counter())[answer.status] += 1
        if answer.status >= 500:
            self._find(f"{name}: {answer.status}", post)
        if nasty.MARK.encode() in answer.body and answer.status >= 400:
            self._find(f"{name}: an error repeats what was posted", post)
        if again:
            self._post_again(name, post)

    def _post_again(self, name: str, post: Post) -> None:
        self.twice += 1
        before = self._counts()
        self.house.post(post)
        if self._counts() != before and name != "webchat start":
            self._find(f"{name}: stored twice", post)

    def _handle_some(self) -> None:
        for _ in range(_TURNS_AT_ONCE):
            try:
                if not take_next_turn(self.house.gateway.services):
                    return
                self.turns += 1
            except Exception as error:
                self._find(f"a turn ended in {type(error).__name__}")
                return

    def _counts(self) -> tuple[int, int]:
        with self.house.database.read() as tx:
            newest = tx.execute(select(func.max(inbox.c.id))).scalar() or 0
            stored = tx.execute(select(func.count()).select_from(messages)).scalar_one()
        return newest, stored

    def _look_at_what_is_stored(self) -> None:
        with self.house.database.read() as tx:
            of_people = select(func.count()).select_from(messages).where(messages.c.author == "person")
            self.stored = tx.execute(of_people).scalar_one()
            rows = tx.execute(select(func.count()).select_from(inbox)).scalar_one()
            different = tx.execute(
                select(func.count(func.distinct(inbox.c.channel + inbox.c.provider_id)))
            ).scalar_one()
        if not self.stored == rows == different:
            self._find(f"stored {self.stored} messages, {rows} turns, {different} ids")
        if self.logged["request_broke"] or self.logged["turn_broke"]:
            self._find(f"logged: {dict(self.logged)}")

    def _find(self, what: str, post: Post | None = None) -> None:
        body = f" {post.path[:80]} {post.headers.get('content-type', '')[:40]!r} {post.body[:300]!r}" if post else ""
        if len(self.findings) < 50:
            self.findings.append(what + body)

    @contextlib.contextmanager
    def _watched_logs(self) -> Iterator[None]:
        watcher, root = _Watcher(self), logging.getLogger()
        handler = logging.StreamHandler(watcher)
        root.addHandler(handler)
        stderr, sys.stderr = sys.stderr, watcher
        try:
            yield
        finally:
            sys.stderr = stderr
            root.removeHandler(handler)

    def note_log(self, line: str) -> None:
        event = line.partition('"event": "')[2].partition('"')[0]
        self.logged[event or "a line that is no event"] += 1
        if any(private in line for private in _PRIVATE):
            self._find(f"logged: {line[:200]}")

    def figures(self) -> dict[str, Any]:
        return {
            "posted": self.posted,
            "seconds": round(self.took, 1),
            "seed": self.seed,
            "statuses": {
                name: {str(code): n for code, n in sorted(counts.items())} for name, counts in self.statuses.items()
            },
            "stored": self.stored,
            "posted_again": self.twice,
            "turns_handled": self.turns,
            "logged": dict(self.logged),
            "megabytes": self.megabytes,
            "findings": self.findings,
        }


class _Watcher(io.TextIOBase):
    def __init__(self, campaign: Campaign) -> None:
        self._campaign, self._begun = campaign, ""

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._campaign.note_log(line)
        return len(text)


def _resident_megabytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 // 2**20
