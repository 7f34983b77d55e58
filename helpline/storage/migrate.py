"""Brings the database's schema up to date with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from helpline.storage.database import Database


def migrate(database: Database) -> None:
    """Applies all migrations that are missing; safe to call by several processes, one after the other."""
    config = _config()
    with database.engine.connect().execution_options(is_write=True) as connection, connection.begin():
        if database.is_postgresql:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7361)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_up_to_date(database: Database) -> bool:
    heads = set(ScriptDirectory.from_config(_config()).get_heads())
    with database.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
