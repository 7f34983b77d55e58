"""Makes an installation ready: key, schema, content, first administrator."""

import secrets
from dataclasses import dataclass

from helpline.domain.people import Role
from helpline.settings import Settings
from helpline.storage import staff
from helpline.storage.cipher import Cipher, read_or_make_key
from helpline.storage.database import Database
from helpline.storage.migrate import migrate
from helpline.usecases.load_content import LoadReport, load_content
from helpline.usecases.passwords import hash_password

DEFAULT_ADMIN_EMAIL = "admin@helpline.local"


@dataclass(frozen=True)
class Prepared:
    """`new_password` is shown once, and only when it was made up here."""

    admin_email: str
    new_password: str
    content: LoadReport


def open_database(settings: Settings) -> Database:
    """Opens the database that the settings name. Raises SettingsError for a wrong key."""
    cipher = Cipher(read_or_make_key(settings.helpline_key, settings.helpline_data_dir))
    return Database(settings.database, cipher, pool_size=settings.helpline_worker_threads + 8)


def prepare(settings: Settings) -> Prepared:
    """Can be repeated at every start; changes only what is missing or new."""
    settings.helpline_data_dir.mkdir(parents=True, exist_ok=True)
    database = open_database(settings)
    try:
        migrate(database)
        report = load_content(database, settings.helpline_content_dir)
        return _prepare_administrator(settings, database, report)
    finally:
        database.close()


def _prepare_administrator(settings: Settings, database: Database, report: LoadReport) -> Prepared:
    email = settings.helpline_admin_email or DEFAULT_ADMIN_EMAIL
    with database.read() as tx:
        if staff.count_staff(tx):
            return Prepared(email, "", report)
    password = settings.helpline_admin_password or _made_up_password()
    hashed = hash_password(password)
    with database.write() as tx:
        staff.add_staff(tx, email=email, name="Administrator", role=Role.ADMINISTRATOR, password_hash=hashed)
    return Prepared(email, "" if settings.helpline_admin_password else password, report)


def _made_up_password() -> str:
    """Four groups that can be typed from a screen."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
