"""Opens the database and hands out transactions. SQLite and PostgreSQL behave alike behind it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, create_engine, event, text

from helpline.storage.bell import Bell
from helpline.storage.cipher import Cipher

NOTIFY_CHANNEL = "helpline"


@dataclass
class Transaction:
    """One unit of work: everything in it happens or nothing does."""

    connection: Connection
    cipher: Cipher
    now: datetime
    rung: list[str] = field(default_factory=list)

    @property
    def is_postgresql(self) -> bool:
        return self.connection.dialect.name == "postgresql"

    def execute(self, statement: Executable) -> CursorResult[Any]:
        return self.connection.execute(statement)

    def ring(self, subject: str) -> None:
        """Wakes those who wait for `subject`, once the transaction is committed."""
        if subject not in self.rung:
            self.rung.append(subject)


class Database:
    """Owns the engine. Use `write()` for anything that changes and `read()` for the rest."""

    def __init__(self, address: str, cipher: Cipher, *, pool_size: int = 8) -> None:
        self.engine = _make_engine(address, pool_size)
        self.cipher = cipher
        self.bell = Bell()

    @property
    def is_postgresql(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @contextlib.contextmanager
    def write(self) -> Iterator[Transaction]:
        """A write transaction; on SQLite it holds the one write lock from its beginning, so keep it short."""
        with self.engine.connect().execution_options(is_write=True) as connection, connection.begin():
            transaction = Transaction(connection, self.cipher, datetime.now(UTC))
            yield transaction
            if self.is_postgresql:
                for subject in transaction.rung:
                    connection.execute(
                        text("SELECT pg_notify(:channel, :subject)"), {"channel": NOTIFY_CHANNEL, "subject": subject}
                    )
        for subject in transaction.rung:
            self.bell.ring(subject)

    @contextlib.contextmanager
    def read(self) -> Iterator[Transaction]:
        with self.engine.connect() as connection, connection.begin():
            yield Transaction(connection, self.cipher, datetime.now(UTC))

    def close(self) -> None:
        self.engine.dispose()


def _make_engine(address: str, pool_size: int) -> Engine:
    if not address.startswith("sqlite"):
        return create_engine(address, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True)
    engine = create_engine(
        address, connect_args={"timeout": 30, "check_same_thread": False}, pool_size=pool_size, max_overflow=-1
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A deferred transaction that writes later fails when another has written meanwhile; so lock at the start."""
    is_write = connection.get_execution_options().get("is_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
