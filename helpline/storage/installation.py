"""Small facts about this installation, by name."""

from sqlalchemy import select, text, update

from helpline.storage.database import Transaction
from helpline.storage.schema import installation


def get_value(tx: Transaction, name: str) -> str | None:
    return tx.execute(select(installation.c.value).where(installation.c.name == name)).scalar()


def set_value(tx: Transaction, name: str, value: str) -> None:
    changed = tx.execute(update(installation).where(installation.c.name == name).values(value=value))
    if changed.rowcount == 0:
        tx.execute(installation.insert().values(name=name, value=value))


def get_number(tx: Transaction, name: str) -> int:
    """A counter's state; 0 when nothing was counted yet."""
    return int(tx.execute(select(installation.c.number).where(installation.c.name == name)).scalar() or 0)


def add_one(tx: Transaction, name: str) -> None:
    """One statement, so that two processes that count at the same time both count."""
    statement = text(
        "INSERT INTO installation (name, value, number) VALUES (:name, '', 1) "
        "ON CONFLICT (name) DO UPDATE SET number = COALESCE(installation.number, 0) + 1"
    )
    tx.execute(statement.bindparams(name=name))
