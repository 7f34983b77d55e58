"""What a check of `helpline doctor` says."""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """Only BROKEN changes the exit code."""

    GOOD = "ok     "
    NOTE = "note   "
    BROKEN = "BROKEN "


@dataclass(frozen=True)
class Finding:
    """`advice` says what to do about it."""

    verdict: Verdict
    subject: str
    text: str
    advice: str = ""


def good(subject: str, text: str) -> Finding:
    return Finding(Verdict.GOOD, subject, text)


def note(subject: str, text: str, advice: str = "") -> Finding:
    return Finding(Verdict.NOTE, subject, text, advice)


def broken(subject: str, text: str, advice: str) -> Finding:
    return Finding(Verdict.BROKEN, subject, text, advice)
