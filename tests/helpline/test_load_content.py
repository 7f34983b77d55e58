"""The content files and the database: what is taken out of the files is said no more."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpline.storage.answers import find_answer
from helpline.storage.cipher import Cipher, make_key
from helpline.storage.database import Database
from helpline.usecases.load_content import load_content

UNIONS = Path("answers") / "unions.yml"


@pytest.fixture
def loaded(loaded_database_url: str) -> Iterator[Database]:
    database = Database(loaded_database_url, Cipher(make_key()))
    yield database
    database.close()


def test_an_answer_that_leaves_the_files_is_withdrawn_and_comes_back_with_them(
    loaded: Database, tmp_path: Path
) -> None:
    content = shutil.copytree("content", tmp_path / "content")
    (content / UNIONS).rename(tmp_path / "kept.yml")
    assert "unions" in load_content(loaded, content).withdrawn
    with loaded.read() as tx:
        assert find_answer(tx, "unions") is None
    (tmp_path / "kept.yml").rename(content / UNIONS)
    report = load_content(loaded, content)
    assert "unions" in report.added and not report.withdrawn
    with loaded.read() as tx:
        assert find_answer(tx, "unions") is not None
