"""Writes the answers of the FAQ database to a sheet for editors and translators, or to content files."""

from pathlib import Path

from helpline.content.answer_files import write_answers
from helpline.content.sheet_answers import rows_of
from helpline.content.sheet_files import SHEETS, write_sheet
from helpline.domain.answers import Answer
from helpline.domain.languages import SERVED
from helpline.errors import ContentError, InvalidInput, NotFound
from helpline.storage.answers import all_answers
from helpline.storage.database import Database


def export_answers(database: Database, target: Path, *, language: str = "", topic: str = "") -> int:
    """The number of answers written; `target` is a .csv or .xlsx file, or a folder. Only what is published."""
    if language and language not in SERVED:
        raise InvalidInput(f"--language must be one of {', '.join(SERVED)}.")
    with database.read() as tx:
        found = [answer for answer in all_answers(tx) if _is_wanted(answer, language, topic)]
    if not found:
        raise NotFound("There are no such answers. `helpline content load` puts the content files into the database.")
    if target.suffix.lower() in SHEETS:
        write_sheet(target, rows_of(found, language))
    elif target.suffix and not target.is_dir():
        raise ContentError(f"{target.name} must end in .csv or .xlsx, or be a folder.")
    elif language:
        raise InvalidInput("A content file holds all languages; --language is for .csv and .xlsx.")
    else:
        write_answers(target, found)
    return len(found)


def _is_wanted(answer: Answer, language: str, topic: str) -> bool:
    return (not topic or answer.topic == topic) and (not language or language in answer.translations)
