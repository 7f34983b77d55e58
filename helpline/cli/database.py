"""`helpline database upgrade`."""

import argparse

from helpline.cli.commands import Commands, add_command, add_group
from helpline.settings import read_settings
from helpline.storage.migrate import is_up_to_date, migrate
from helpline.usecases.prepare import open_database


def add_to(commands: Commands) -> None:
    group = add_group(commands, "database", "The database's schema")
    add_command(group, "upgrade", "Applies the migrations that are missing; make a backup first", _upgrade)


def _upgrade(_: argparse.Namespace) -> int:
    database = open_database(read_settings())
    try:
        was_current = is_up_to_date(database)
        migrate(database)
    finally:
        database.close()
    print("The schema was already today's." if was_current else "The schema is today's now.")
    return 0
