"""Until when free text may be written to a person, as words."""

from dataclasses import dataclass
from datetime import datetime

from bot.console.sentences import Speech
from bot.console.times import Moment, moment, span_in_words
from helpline.domain.window import Window


@dataclass(frozen=True)
class WindowNote:
    """`until` and `left` only while it is open."""

    is_open: bool
    text: str
    until: Moment | None = None
    left: str = ""

    @property
    def version(self) -> str:
        return f"{self.is_open} {self.until.iso if self.until else ''}"


def window_note(say: Speech, window: Window, now: datetime) -> WindowNote | None:
    """None where there is no such limit."""
    if not window.has_limit:
        return None
    if not window.is_open(now) or window.closes_at is None:
        return WindowNote(False, say("window_closed_noted" if window.is_noted else "window_closed"))
    left = say("window_left", span=span_in_words(say, now, window.closes_at))
    return WindowNote(True, say("window_open"), moment(window.closes_at), left)
