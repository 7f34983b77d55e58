"""What tests of every package need: a fresh database on either engine, and the trained model."""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from helpline.storage.migrate import migrate
from helpline.usecases.load_content import load_content
from tests.missing import skip_or_fail
from tests.postgresql import PostgresServer, find_binaries
from tests.processes import ROOT, train_model
from tests.sharing import keep_folders_together


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    keep_folders_together(items)


@dataclass(frozen=True)
class Templates:
    """Databases that tests copy and never write to: with today's schema, and also with the repository's content."""

    migrated: str
    loaded: str


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
    """A migrated database; see `database_url` for one that a test may write to."""
    url = postgres_server.create_database("migrated")
    _make(url)
    return url


@pytest.fixture(scope="session")
def postgresql_templates(postgres_server: PostgresServer, postgres_url: str) -> Templates:
    _make(postgres_server.create_database("loaded", template="migrated"), with_content=True)
    return Templates("migrated", "loaded")


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    directory = tmp_path_factory.mktemp("sqlite")
    templates = Templates(f"{directory}/migrated.db", f"{directory}/loaded.db")
    _make(f"sqlite:///{templates.migrated}")
    shutil.copyfile(templates.migrated, templates.loaded)
    _make(f"sqlite:///{templates.loaded}", with_content=True)
    return templates


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own with today's schema; the test runs on both engines."""
    yield from _copy_of("migrated", request, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def loaded_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same, with answers and contacts loaded from `content/`."""
    yield from _copy_of("loaded", request, tmp_path)


def _copy_of(name: str, request: pytest.FixtureRequest, directory: Path) -> Iterator[str]:
    templates: Templates = request.getfixturevalue(f"{request.param}_templates")
    template: str = getattr(templates, name)
    if request.param == "sqlite":
        shutil.copyfile(template, directory / "helpline.db")
        yield f"sqlite:///{directory / 'helpline.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    copy = f"test_{uuid.uuid4().hex}"
    yield server.create_database(copy, template)
    server.drop_database(copy)


@pytest.fixture(scope="session")
def model_path() -> Path:
    """Trained once for today's inputs and kept between runs."""
    return train_model(ROOT / "var" / "models")


def _make(url: str, *, with_content: bool = False) -> None:
    database = Database(url, Cipher(make_key()))
    migrate(database)
    if with_content:
        load_content(database, ROOT / "content")
    database.close()
