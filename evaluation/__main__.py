"""`python -m evaluation`: asks every question, prints tables, writes `var/evaluation/latest.json` and `report.html`.

`floors` writes evaluation/floors.yml from what is found; `compare` measures our classifier against others.
"""

import argparse
import contextlib
import sys
from contextlib import AbstractContextManager
from pathlib import Path

from evaluation.asking import Gateway, ask_all
from evaluation.compare import compare, print_comparison
from evaluation.contenders.measured import ContenderFailed
from evaluation.figures import by_language, figures_of
from evaluation.floors import FILE, write_floors
from evaluation.public import FOLDER
from evaluation.questions import QuestionsError, read_questions
from evaluation.report.page import page_of
from evaluation.run import evaluate
from evaluation.running import NothingThere, running_brain, started_brain
from evaluation.saving import save
from evaluation.terminal import print_results
from helpline.errors import HelplineError
from tests.processes import ROOT, train_model

OUT = ROOT / "var" / "evaluation"


def main() -> int:
    arguments = _parser().parse_args()
    try:
        arguments.run(arguments)
    except (NothingThere, QuestionsError, ContenderFailed, HelplineError) as error:
        return _fail(str(error))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.set_defaults(run=_evaluate)
    parser.add_argument("--against", metavar="URL", default="", help="the brain that runs there, instead of a new one")
    parser.add_argument("--public", type=Path, default=FOLDER, help="the folder with the public questions")
    commands = parser.add_subparsers(metavar="command")
    commands.add_parser("floors", help="write evaluation/floors.yml").set_defaults(run=_write_floors)
    commands.add_parser("compare", help="our classifier against others, 10 to 20 minutes").set_defaults(run=_compare)
    return parser


def _evaluate(arguments: argparse.Namespace) -> None:
    with _gateway(arguments.against) as gateway:
        results = evaluate(gateway, arguments.public)
    print_results(results)
    save(results, OUT / "latest.json")
    (OUT / "report.html").write_text(page_of(results), encoding="utf-8")
    print(f"Written to {OUT.relative_to(ROOT)}/latest.json and report.html.")


def _write_floors(arguments: argparse.Namespace) -> None:
    with _gateway(arguments.against) as gateway:
        asked = ask_all(read_questions(), gateway)
    write_floors({code: figures_of(group) for code, group in by_language(asked).items()})
    print(f"Written to {FILE.relative_to(ROOT)}.")


def _compare(_: argparse.Namespace) -> None:
    found = compare()
    print_comparison(found)
    save(found, OUT / "compare.json")
    print(f"\nWritten to {OUT.relative_to(ROOT)}/compare.json.")


def _gateway(url: str) -> AbstractContextManager[Gateway]:
    if url:
        return running_brain(url)
    print("Starting Rasa and the actions ...", file=sys.stderr)
    return started_brain(train_model(ROOT / "var" / "models"))


def _fail(reason: str) -> int:
    print(f"error: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
