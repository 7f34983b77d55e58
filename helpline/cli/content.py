"""`helpline content check` and `helpline content load`."""

import argparse
from collections import Counter
from datetime import date

from helpline.cli.commands import Commands, add_command, add_group
from helpline.cli.opened import opened_database
from helpline.settings import read_settings
from helpline.usecases.check_content import check_content
from helpline.usecases.load_content import load_content


def add_to(commands: Commands) -> None:
    group = add_group(commands, "content", "Answers, contacts and wording, as they stand in the content files")
    add_command(group, "check", "Names everything in the content files that would let a person down", _check)
    add_command(group, "load", "Loads the content files; what staff changed in the console is kept", _load)


def _check(_: argparse.Namespace) -> int:
    report = check_content(read_settings().helpline_content_dir, date.today())
    for problem in report.problems:
        print(problem)
    print(f"{sum(report.per_topic.values())} answers on {len(report.per_topic)} topics, {report.contacts} contacts.")
    print(f"By country: {_counted(report.per_country)}.")
    print(f"By language: {_counted(report.per_language)}.")
    print(f"{len(report.problems)} problems." if report.problems else "No problems.")
    return 1 if report.problems else 0


def _load(_: argparse.Namespace) -> int:
    settings = read_settings()
    with opened_database(settings) as database:
        report = load_content(database, settings.helpline_content_dir)
    print(
        f"Answers: {len(report.added)} added, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
        f"{len(report.kept_for_staff)} kept as staff changed them. Contacts: {report.contacts}."
    )
    for answer_id in report.kept_for_staff:
        print(f"  kept: {answer_id}")
    return 0


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "none"
