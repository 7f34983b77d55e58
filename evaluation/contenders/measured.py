"""One contender's figures, and how they come about."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evaluation.questions import Question
from evaluation.shares import Share, share_of
from tests.processes import RASA_PYTHON, ROOT

Ranking = Sequence[tuple[str, float]]
HERE = Path(__file__).parent
AMONG = 3


class ContenderFailed(Exception):
    """A contender could not be measured; the text names it and ends with what it said."""


@dataclass(frozen=True)
class Right:
    """Of one set in one language."""

    set: str
    language: str
    first: Share
    among_three: Share


@dataclass(frozen=True)
class Contender:
    """`memory_mb` is that of the process that asks; times are the processor's, of all its cores together."""

    name: str
    right: tuple[Right, ...]
    train_seconds: float
    ms_a_message: float
    memory_mb: float


@dataclass(frozen=True)
class Measured:
    contender: Contender
    rankings: list[Ranking]


def in_rasa(name: str, config: Path, questions: Sequence[tuple[str, Question]]) -> Measured:
    """Trains and asks in Rasa's environment, each in a process of its own."""
    with tempfile.TemporaryDirectory() as directory:
        model, texts = Path(directory) / "model.tar.gz", _written(questions, Path(directory))
        command = [str(RASA_PYTHON), "-m", "evaluation.contenders.inside_rasa"]
        trained = _run(name, [*command, "train", "--config", str(config), "--model", str(model)])
        found = _run(name, [*command, "ask", "--model", str(model), "--texts", str(texts)])
    return _measured(name, {**trained, **found}, questions)


def ngrams_only(name: str, questions: Sequence[tuple[str, Question]]) -> Measured:
    with tempfile.TemporaryDirectory() as directory:
        texts = _written(questions, Path(directory))
        found = _run(name, [sys.executable, "-m", "evaluation.contenders.ngrams_only", str(texts)])
    return _measured(name, found, questions)


def reranked(
    name: str,
    measured: Measured,
    questions: Sequence[tuple[str, Question]],
    rerank: Callable[[Question, Ranking], Ranking],
    ms_more: Callable[[], float],
) -> Measured:
    """The same brain, with something after it."""
    pairs = zip(questions, measured.rankings, strict=True)
    rankings = [rerank(question, ranking) for (_, question), ranking in pairs]
    contender = replace(
        measured.contender,
        name=name,
        right=rights(questions, rankings),
        ms_a_message=measured.contender.ms_a_message + ms_more(),
    )
    return Measured(contender, rankings)


def rights(questions: Sequence[tuple[str, Question]], rankings: Iterable[Ranking]) -> tuple[Right, ...]:
    """By set and language, in the order in which they are asked."""
    groups: dict[tuple[str, str], list[tuple[Question, Ranking]]] = {}
    for (name, question), ranking in zip(questions, rankings, strict=True):
        groups.setdefault((name, question.language), []).append((question, ranking))
    return tuple(
        Right(
            name,
            language,
            first=share_of(group, lambda pair: _is_among(pair, 1)),
            among_three=share_of(group, lambda pair: _is_among(pair, AMONG)),
        )
        for (name, language), group in groups.items()
    )


def _is_among(pair: tuple[Question, Ranking], places: int) -> bool:
    question, ranking = pair
    return any(topic in question.topics for topic, _ in ranking[:places])


def _measured(name: str, found: dict[str, Any], questions: Sequence[tuple[str, Question]]) -> Measured:
    rankings: list[Ranking] = [[(topic, confidence) for topic, confidence in each] for each in found["rankings"]]
    costs = found["train_seconds"], found["ms_a_message"], found["memory_mb"]
    return Measured(Contender(name, rights(questions, rankings), *costs), rankings)


def _written(questions: Iterable[tuple[str, Question]], directory: Path) -> Path:
    path = directory / "texts.json"
    path.write_text(json.dumps([question.text for _, question in questions]), encoding="utf-8")
    return path


def _run(name: str, command: list[str]) -> dict[str, Any]:
    print(f"{name} ...", file=sys.stderr)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ContenderFailed(f"{name} could not be measured: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
