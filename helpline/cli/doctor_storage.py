"""Key, database, content."""

import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from helpline.cli.finding import Finding, broken, good, note
from helpline.content.safeguarding import read_safeguarding
from helpline.content.wording import read_commands, read_wording
from helpline.errors import ContentError, HelplineError, SettingsError
from helpline.settings import Settings
from helpline.storage import staff
from helpline.storage.cipher import Cipher
from helpline.storage.database import Database, Transaction
from helpline.storage.migrate import is_up_to_date
from helpline.storage.schema import addresses
from helpline.usecases.check_content import check_content


def check_storage(settings: Settings) -> Iterator[Finding]:
    """Looks only: neither a key nor a database is made here."""
    yield from _check_content(settings.helpline_content_dir)
    key_file = settings.helpline_data_dir / "key"
    if settings.helpline_key:
        yield good("key", "given by HELPLINE_KEY")
    elif key_file.exists():
        yield _check_key_file(key_file)
    else:
        yield note("key", "there is none yet", "The first start makes it.")
        return
    yield from _check_database(settings, settings.helpline_key or key_file.read_text(encoding="ascii").strip())


def _check_key_file(path: Path) -> Finding:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return broken("key", f"others on this machine can read {path}", f"chmod 600 {path}")
    return good("key", f"{path}, readable only by its owner; keep a copy of it apart from the database's backups")


def _check_database(settings: Settings, key: str) -> Iterator[Finding]:
    kind = "PostgreSQL" if settings.database.startswith("postgresql") else "SQLite"
    if kind == "SQLite" and not Path(settings.database.removeprefix("sqlite:///")).exists():
        yield note("database", "there is none yet", "The first start makes it.")
        return
    try:
        database = Database(settings.database, Cipher(key), pool_size=1)
    except SettingsError as error:
        yield broken("key", str(error), "Put the right key back.")
        return
    try:
        yield from _look_inside(database, kind)
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        yield broken("database", f"{kind} cannot be used: {said}", "Check DATABASE_URL, and that the server runs.")
    finally:
        database.close()


def _look_inside(database: Database, kind: str) -> Iterator[Finding]:
    if not is_up_to_date(database):
        yield broken(
            "database", f"{kind}, and its schema is not today's", "Make a backup, then `helpline database upgrade`."
        )
        return
    yield good("database", f"{kind}, with today's schema")
    with database.read() as tx:
        yield _check_that_key_opens(tx)
        if staff.count_staff(tx):
            yield good("staff", f"{staff.count_staff(tx)} accounts")
        else:
            yield note(
                "staff",
                "nobody can sign in yet",
                "`helpline staff add`, or start once: it makes the first administrator.",
            )


def _check_that_key_opens(tx: Transaction) -> Finding:
    sealed = tx.execute(select(addresses.c.address_sealed).limit(1)).scalar()
    try:
        if sealed is not None:
            tx.cipher.open(sealed)
    except SettingsError as error:
        return broken("sealed data", str(error), "Without the right key nothing that people wrote can be read.")
    return good("sealed data", "the key opens it" if sealed is not None else "there is none yet")


def _check_content(directory: Path) -> Iterator[Finding]:
    try:
        read_wording(directory)
        read_commands(directory)
        read_safeguarding(directory)
    except ContentError as error:
        yield broken("content", str(error), "Correct the file, or restore it from the repository.")
        return
    except (HelplineError, OSError) as error:
        yield broken("content", f"{directory} cannot be read ({type(error).__name__})", "Check HELPLINE_CONTENT_DIR.")
        return
    report = check_content(directory, date.today())
    counts = f"{sum(report.per_topic.values())} answers, {report.contacts} contacts"
    if report.problems:
        yield note("content", f"{counts}, {len(report.problems)} problems", "`helpline content check` names them.")
    else:
        yield good("content", counts)
