"""Hears PostgreSQL's NOTIFY from other processes and rings this process's bell."""

import threading
from collections.abc import Callable

import psycopg

from helpline.log import log_event
from helpline.storage.database import NOTIFY_CHANNEL, Database


def listen_to_postgresql(database: Database) -> Callable[[], None]:
    """Starts a thread with a connection of its own; returns what ends it. Missed rings are made up by looking."""
    stopping = threading.Event()
    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)

    def run() -> None:
        while not stopping.is_set():
            try:
                _listen_until(stopping, address, database)
            except psycopg.Error as error:
                log_event("listener_lost", error=type(error).__name__)
                stopping.wait(1.0)

    threading.Thread(target=run, name="listener", daemon=True).start()
    return stopping.set


def _listen_until(stopping: threading.Event, address: str, database: Database) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"LISTEN {NOTIFY_CHANNEL}")
        while not stopping.is_set():
            for notice in connection.notifies(timeout=1.0):
                database.bell.ring(notice.payload)
