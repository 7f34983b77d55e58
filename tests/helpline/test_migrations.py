"""The migrations make exactly the tables that the schema describes."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from helpline.storage.schema import metadata


def test_migrations_and_schema_describe_the_same_tables(database_url: str) -> None:
    database = Database(database_url, Cipher(make_key()))
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    database.close()
    assert differences == []
