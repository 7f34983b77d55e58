"""`python -m evaluation compare`: our classifier against others, on the same phrases and the same questions."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evaluation.asking import make_classifier
from evaluation.contenders.language import LanguageContender, language_contenders
from evaluation.contenders.measured import HERE, Contender, Measured, Ranking, in_rasa, ngrams_only, reranked
from evaluation.fusing import Fusing
from evaluation.questions import FRESH, STANDING, Question, read_questions
from evaluation.terminal import print_table
from helpline.settings import read_settings
from helpline.usecases.prepare import open_database, prepare
from tests.processes import ROOT

Asked = Sequence[tuple[str, Question]]


@dataclass(frozen=True)
class Comparison:
    """`questions` counts those that have a right topic; languages are told apart on all messages."""

    at: str
    questions: int
    messages: int
    contenders: list[Contender]
    languages: list[LanguageContender]


def compare() -> Comparison:
    messages = [(name, question) for name in (STANDING, FRESH) for question in read_questions(name)]
    questions = [(name, question) for name, question in messages if question.kind == "question"]
    settings = read_settings({}, Path("/nonexistent"))
    languages = language_contenders(make_classifier(settings), messages)
    ours = in_rasa("ours, without the FAQ's own words", ROOT / "config.yml", questions)
    others = [
        ngrams_only("logistic regression, character n-grams", questions),
        in_rasa("Rasa's logistic regression, character n-grams", HERE / "rasa_regression.yml", questions),
        in_rasa("Rasa's DIET", HERE / "diet.yml", questions),
    ]
    measured = [_with_search(ours, questions), ours, *others]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Comparison(at, len(questions), len(messages), [each.contender for each in measured], languages)


def _with_search(ours: Measured, questions: Asked) -> Measured:
    """What is in use. The index lives in the actions; its memory is measured with them, by `make bench`."""
    with tempfile.TemporaryDirectory() as directory:
        environment = {"HELPLINE_DATA_DIR": directory}
        settings = read_settings(environment, Path("/nonexistent"))
        prepare(settings)
        database = open_database(settings)
        fusing = Fusing(database)
        fusing.ranking("warm", "en", ())
        seconds = 0.0

        def rerank(question: Question, ranking: Ranking) -> Ranking:
            nonlocal seconds
            started = time.process_time()
            fused = fusing.ranking(question.text, question.language, ranking)
            seconds += time.process_time() - started
            return fused

        found = reranked("ours, in use", ours, questions, rerank, lambda: seconds * 1000 / max(1, len(questions)))
        database.close()
    return found


def print_comparison(found: Comparison) -> None:
    columns = [f"{right.set} {right.language}" for right in found.contenders[0].right]
    print(f"\n{found.questions} questions. Right topic first / among three")
    rows = [(each.name, *(f"{right.first} / {right.among_three}" for right in each.right)) for each in found.contenders]
    print_table(("", *columns), rows)
    print("\nCosts (times of the processor)")
    costs = [
        (each.name, f"{each.train_seconds:.0f} s", f"{each.ms_a_message:.1f} ms", f"{each.memory_mb:.0f} MB")
        for each in found.contenders
    ]
    print_table(("", "training", "a message", "memory"), costs)
    print(f"\n{found.messages} messages. Language right")
    print_table(("", *found.languages[0].right, "a message"), [_language_row(each) for each in found.languages])
    print("\nLanguage right, by letters")
    bands = [(each.name, *each.by_letters.values()) for each in found.languages]
    print_table(("", *found.languages[0].by_letters), bands)


def _language_row(each: LanguageContender) -> tuple[object, ...]:
    return (each.name, *each.right.values(), f"{each.ms_a_message:.2f} ms")
