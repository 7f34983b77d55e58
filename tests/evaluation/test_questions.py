"""A file of questions that cannot be used is named, with its line."""

from pathlib import Path

import pytest

from evaluation.questions import STANDING, QuestionsError, read_questions

GOOD = '{"id": "1", "text": "hello", "topics": ["greet"], "kind": "question"}\n'


def written(folder: Path, name: str, text: str) -> Path:
    (folder / "fresh").mkdir()
    (folder / "fresh" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["ar.jsonl", "workers.ar.jsonl", "workers-ar.jsonl"])
def test_the_name_of_a_file_ends_with_its_language(name: str, tmp_path: Path) -> None:
    (question,) = read_questions("fresh", written(tmp_path, name, GOOD + "\n"))
    assert question.language == "ar"


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("en.jsonl", "{", "en.jsonl, line 2: not a question"),
        ("en.jsonl", '{"id": "1"}', "en.jsonl, line 2: not a question"),
        ("en.jsonl", GOOD.replace('"question"', '"joke"'), "line 2: the kind 'joke' is none of"),
        ("xx.jsonl", GOOD, "line 1: the language 'xx' is not served"),
    ],
)
def test_what_is_wrong_is_said(name: str, line: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=said):
        read_questions("fresh", written(tmp_path, name, GOOD + line))


def test_a_set_that_is_not_there_has_no_questions(tmp_path: Path) -> None:
    assert read_questions("fresh", tmp_path) == []


def test_the_standing_questions_have_ids_of_their_own() -> None:
    ids = [question.id for question in read_questions(STANDING)]
    assert ids and len(ids) == len(set(ids))


def test_what_is_out_of_scope_is_rightly_understood_as_that(tmp_path: Path) -> None:
    line = '{"id": "1", "text": "who won the match", "topics": [], "kind": "out_of_scope"}'
    (question,) = read_questions("fresh", written(tmp_path, "en.jsonl", line))
    assert question.topics == ("out_of_scope",)
