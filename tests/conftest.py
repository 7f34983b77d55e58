"""What tests of every package need: a fresh database on either engine, and the trained model."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from helpline.storage.migrate import migrate
from tests.missing import skip_or_fail
from tests.postgresql import PostgresServer, find_binaries
from tests.processes import ROOT, train_model

_TEMPLATE = "sanad_template"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    binaries = find_binaries()
    if binaries is None:
        skip_or_fail("PostgreSQL's programs are not installed (apt-get install postgresql).")
    server = PostgresServer(binaries)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """A migrated database from which the tests' own are copied; never write to it."""
    url = postgres_server.create_database(_TEMPLATE)
    _migrate(url)
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database of the test's own with today's schema: each test runs on both engines."""
    url: str = request.getfixturevalue(f"{request.param}_database_url")
    return url


@pytest.fixture
def sqlite_database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "helpline.db"
    shutil.copyfile(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_database_url(postgres_url: str, postgres_server: PostgresServer) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    yield postgres_server.create_database(name, template=_TEMPLATE)
    postgres_server.drop_database(name)


@pytest.fixture(scope="session")
def model_path() -> Path:
    """Trained once for today's inputs and kept between runs."""
    return train_model(ROOT / "var" / "models")


def _migrate(url: str) -> None:
    database = Database(url, Cipher(make_key()))
    migrate(database)
    database.close()
