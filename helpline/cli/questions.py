"""`helpline questions export`: what people asked, for those who write answers and training phrases."""

import argparse
from pathlib import Path

from helpline.cli.commands import Commands, add_command, add_group
from helpline.cli.opened import opened_database
from helpline.content.sheet_cells import guard
from helpline.content.sheet_csv import write_csv
from helpline.content.sheet_files import write_whole
from helpline.errors import InvalidInput
from helpline.usecases.collect_questions import Question, collect_questions

_COLUMNS = ("language", "text", "topic", "confidence", "understood")


def add_to(commands: Commands) -> None:
    group = add_group(commands, "questions", "What people asked who allow that we learn from it")
    export = add_command(group, "export", "Writes the questions, without numbers and addresses, as CSV", _export)
    export.add_argument("file", type=Path, help="such as questions.csv")


def _export(arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    if path.suffix.lower() != ".csv":
        raise InvalidInput(f"{path.name} does not end in .csv, and the questions are written as CSV.")
    with opened_database() as database:
        found = collect_questions(database)
    write_whole(path, write_csv([_COLUMNS, *map(_row, found)]))
    print(f"{len(found)} questions in {path}, of people who allow it (MY DATA).")
    print("Numbers and addresses are taken out. Names may still stand there: read every line before you use it.")
    return 0


def _row(question: Question) -> list[str]:
    understood = "yes" if question.is_understood else "no"
    return [question.language, guard(question.text), question.topic, f"{question.confidence:.2f}", understood]
