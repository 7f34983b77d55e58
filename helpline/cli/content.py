"""`helpline content check`, `load` and `export`."""

import argparse
from datetime import date
from pathlib import Path

from helpline.cli.commands import Commands, add_command, add_group
from helpline.cli.opened import opened_database
from helpline.cli.tables import content_table
from helpline.content.sheet_files import read_sheet
from helpline.errors import InvalidInput
from helpline.settings import Settings, read_settings
from helpline.usecases.check_content import check_content, read_known
from helpline.usecases.export_answers import export_answers
from helpline.usecases.load_content import load_content
from helpline.usecases.load_sheet import SheetReport, load_sheet

_MOST_NAMED = 20


def add_to(commands: Commands) -> None:
    group = add_group(commands, "content", "Answers, contacts and wording, as they stand in the content files")
    add_command(group, "check", "Names everything in the content files that would let a person down", _check)
    load = add_command(
        group, "load", "Loads the content files, or a sheet of answers; see docs/adding-an-answer.md", _load
    )
    load.add_argument(
        "file", nargs="?", type=_path, help="a .csv or .xlsx file; without it the content files are loaded"
    )
    load.add_argument("--dry-run", action="store_true", help="only says what the sheet would change")
    load.add_argument("--overwrite", action="store_true", help="also replaces answers that staff changed")
    export = add_command(group, "export", "Writes the answers to a .csv or .xlsx sheet, or to a folder", _export)
    export.add_argument("file", type=_path, help="a .csv or .xlsx file, or a folder for content files")
    export.add_argument("--language", default="", help="only this language, such as ar")
    export.add_argument("--topic", default="", help="only this topic, such as unpaid_wages")


def _check(_: argparse.Namespace) -> int:
    report = check_content(read_settings().helpline_content_dir, date.today())
    if report.answers:
        print(content_table(report.answers))
        print()
    for problem in report.problems:
        print(problem)
    if report.answers and not report.has_facts:
        print("There is no content/facts, so the facts that the answers name were not looked at.")
    print(f"{len(report.answers)} answers on {len(report.per_topic)} topics, {report.contacts} contacts.")
    print(f"{len(report.problems)} problems." if report.problems else "No problems.")
    return 1 if report.problems else 0


def _load(arguments: argparse.Namespace) -> int:
    settings = read_settings()
    if arguments.file is not None:
        return _load_sheet(settings, arguments)
    if arguments.dry_run or arguments.overwrite:
        raise InvalidInput("--dry-run and --overwrite are for a sheet; name its file.")
    with opened_database(settings) as database:
        report = load_content(database, settings.helpline_content_dir)
    print(
        f"Answers: {len(report.added)} added, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
        f"{len(report.kept_for_staff)} kept as staff changed them, {len(report.withdrawn)} withdrawn. "
        f"Contacts: {report.contacts}."
    )
    for answer_id in report.kept_for_staff:
        print(f"  kept: {answer_id}")
    return 0


def _load_sheet(settings: Settings, arguments: argparse.Namespace) -> int:
    rows, known = read_sheet(arguments.file), read_known(settings.helpline_content_dir)
    with opened_database(settings) as database:
        report = load_sheet(database, rows, known, is_dry=arguments.dry_run, overwrite=arguments.overwrite)
    for error in report.errors:
        print(error)
    if report.errors:
        print(f"{len(report.errors)} problems in {arguments.file.name}. Nothing was written.")
        return 1
    _print_changes(report)
    if arguments.dry_run:
        print("Nothing was written: this was a dry run.")
    return 0


def _print_changes(report: SheetReport) -> None:
    for what, ids in (("added", report.added), ("changed", report.changed), ("kept", report.kept_for_staff)):
        for answer_id in ids[:_MOST_NAMED]:
            print(f"  {what}: {answer_id}")
        if len(ids) > _MOST_NAMED:
            print(f"  {what}: {len(ids) - _MOST_NAMED} more")
    for answer_id, missing in report.incomplete.items():
        print(f"  without {', '.join(missing)}: {answer_id}; who writes in it gets no answer yet")
    print(
        f"Answers: {len(report.added)} added, {len(report.changed)} changed, {len(report.left)} left as they are, "
        f"{len(report.kept_for_staff)} kept as staff changed them."
    )
    if report.kept_for_staff:
        print("--overwrite replaces what staff changed in the console or loaded from an earlier sheet.")


def _export(arguments: argparse.Namespace) -> int:
    with opened_database() as database:
        count = export_answers(database, arguments.file, language=arguments.language, topic=arguments.topic)
    print(f"{count} answers written to {arguments.file}.")
    return 0


def _path(text: str) -> Path:
    """As it was meant where the command was typed: commands run in the project's folder."""
    return Path(text).expanduser().absolute()
