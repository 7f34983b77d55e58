"""The database of the settings, open for one command."""

import contextlib
from collections.abc import Iterator

from helpline.errors import SettingsError
from helpline.settings import Settings, read_settings
from helpline.storage.database import Database
from helpline.storage.migrate import is_up_to_date
from helpline.usecases.prepare import open_database


@contextlib.contextmanager
def opened_database(settings: Settings | None = None) -> Iterator[Database]:
    """Raises SettingsError when the schema is not today's."""
    database = open_database(settings or read_settings())
    try:
        if not is_up_to_date(database):
            raise SettingsError("The database's schema is not today's. Run `helpline database upgrade` first.")
        yield database
    finally:
        database.close()
