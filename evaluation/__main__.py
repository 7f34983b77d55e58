"""`make evaluate`: asks every question, prints a table and writes `var/evaluation/latest.json`."""

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.brain_client import BrainClient
from evaluation.asking import Asked, ask_all
from evaluation.figures import Figures, figures_of
from evaluation.questions import read_questions
from helpline.services import make_services
from helpline.settings import read_settings
from helpline.usecases.prepare import open_database
from tests.processes import ROOT, train_model
from tests.running import BRAIN_TOKEN, RunningHelpline

OUT = ROOT / "var" / "evaluation" / "latest.json"


def main() -> int:
    questions = read_questions()
    print(f"{len(questions)} questions; starting Rasa and the actions ...", file=sys.stderr)
    model = train_model(ROOT / "var" / "models")
    with (
        tempfile.TemporaryDirectory() as directory,
        RunningHelpline(model, Path(directory), environment={"HELPLINE_WORKER": "separate"}) as running,
    ):
        settings = read_settings(running.environment, Path("/nonexistent"))
        database = open_database(settings)
        brain = BrainClient(settings.brain_url, BRAIN_TOKEN, timeout_seconds=30)
        asked = ask_all(questions, make_services(settings, database, brain), brain)
        brain.close()
        database.close()
    report(asked)
    return 0


def report(asked: list[Asked]) -> None:
    languages = sorted({a.question.language for a in asked})
    figures = {code: figures_of(a for a in asked if a.question.language == code) for code in languages}
    print_table(figures)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    wrong = [
        {"id": a.question.id, "wanted": a.question.topics, "ranking": a.ranking, "answered": a.answered}
        for a in asked
        if a.question.kind == "question" and not a.is_first_right
    ]
    data = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "figures": figures, "not_first": wrong}
    OUT.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"\nWritten to {OUT.relative_to(ROOT)}")


def print_table(figures: dict[str, Figures]) -> None:
    names = next(iter(figures.values())).keys()
    print(f"{'':38}" + "".join(f"{code:>9}" for code in figures))
    for name in names:
        cells = (
            f"{values[name]:>9.0f}" if name == "questions" else f"{values[name]:>9.1%}" for values in figures.values()
        )
        print(f"{name:38}" + "".join(cells))


if __name__ == "__main__":
    sys.exit(main())
