"""Everything that is stored about one person, opened; complete because it follows the schema's foreign keys."""

import base64
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, or_, select

from helpline.storage.database import Transaction
from helpline.storage.schema import addresses, media, metadata, people

# Marks by which we find or lock things, and colleagues' ids: they tell nothing about the person.
_LEFT_OUT = ("lease", "lease_until", "staff_id")
Ids = dict[str, list[Any]]


def export_person(tx: Transaction, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """Rows by table."""
    found = {"people": _rows(tx, people, people.c.id == person_id)}
    ids: Ids = {"people": [person_id]}
    for table in metadata.sorted_tables:
        conditions = list(_belongs(table, ids))
        if table is not people and conditions:
            found[table.name] = _rows(tx, table, or_(*conditions))
            ids[table.name] = [row["id"] for row in found[table.name] if "id" in row]
    return found


def _belongs(table: Table, ids: Ids) -> Iterator[ColumnElement[bool]]:
    """How a row shows that it hangs on rows that were found already."""
    for column in table.c:
        parents = {key.column.table.name for key in column.foreign_keys}
        if column.name == "conversation_id":  # events name their conversation without a foreign key
            parents.add("conversations")
        for parent in parents & ids.keys():
            yield column.in_(ids[parent])


def _rows(tx: Transaction, table: Table, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = [column for column in table.c if not column.name.endswith("_hash") and column.name not in _LEFT_OUT]
    rows = tx.execute(select(*columns).where(condition).order_by(*table.primary_key.columns))
    return [dict(_opened(tx, column, value) for column, value in zip(columns, row, strict=True)) for row in rows]


def _opened(tx: Transaction, column: Column[Any], value: Any) -> tuple[str, Any]:
    if isinstance(value, datetime | date):
        return column.name, value.isoformat()
    if not column.name.endswith("_sealed"):
        return column.name, value
    name = column.name.removesuffix("_sealed")
    if value is None:
        return name, None
    if column is media.c.content_sealed:
        return name, base64.b64encode(tx.cipher.open_bytes(value)).decode()
    return name, tx.cipher.open(value) if column.table is addresses else tx.cipher.open_data(value)
