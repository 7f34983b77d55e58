"""One evaluation: every set asked once, counted."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from evaluation.asked import Asked
from evaluation.asking import Gateway, ask_all
from evaluation.public import public_figures, read_public
from evaluation.questions import DEVELOPMENT, FRESH, HELD_OUT, OTHERS, STANDING, read_questions
from evaluation.results import Results, curves_of, results_of


def evaluate(gateway: Gateway, public: Path) -> Results:
    """`public` is the folder with the public questions."""
    started, turns = time.monotonic(), 0
    results = Results(datetime.now(UTC).isoformat(timespec="seconds"), 0.0, 0, [])
    for name in (STANDING, FRESH, OTHERS, DEVELOPMENT):
        asked = ask_all(read_questions(name), gateway)
        turns += len(asked)
        if asked:
            results.sets.append(results_of(name, asked, is_held_out=name in HELD_OUT))
        if name == DEVELOPMENT and _has_questions(asked):
            results.curves.update(curves_of(asked, gateway.answered_topics))
    for name, questions in read_public(public).items():
        asked = ask_all(questions, gateway)
        turns += len(asked)
        results.public.extend(public_figures(name, asked))
    return replace(results, seconds=time.monotonic() - started, turns=turns)


def _has_questions(asked: list[Asked]) -> bool:
    return any(a.question.kind == "question" for a in asked)
