"""Small facts about this installation, by name."""

from sqlalchemy import select, update

from helpline.storage.database import Transaction
from helpline.storage.schema import installation


def get_value(tx: Transaction, name: str) -> str | None:
    return tx.execute(select(installation.c.value).where(installation.c.name == name)).scalar()


def set_value(tx: Transaction, name: str, value: str) -> None:
    changed = tx.execute(update(installation).where(installation.c.name == name).values(value=value))
    if changed.rowcount == 0:
        tx.execute(installation.insert().values(name=name, value=value))
