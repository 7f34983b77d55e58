"""A throwaway PostgreSQL server from the installed binaries; nothing of it is kept, and nothing waits for the disk."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from psycopg import Connection, OperationalError, connect, sql

from launch.child import die_with

_OWNER = "sanad"
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
}


def find_binaries() -> Path | None:
    """The directory of the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


class PostgresServer:
    """Reached by a socket in a short directory, whose path must fit into 107 bytes."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._user = _unprivileged_user()
        self._directory = Path(tempfile.mkdtemp(prefix="sanad-pg-", dir="/tmp"))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self._user is not None:
            account = pwd.getpwnam(self._user)
            os.chown(self._directory, account.pw_uid, account.pw_gid)
        if not self._data.exists():
            initdb = [str(self._binaries / "initdb"), "-D", str(self._data), "-U", _OWNER]
            self._run([*initdb, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"])
        command = [str(self._binaries / "postgres"), "-D", str(self._data), "-k", str(self._directory)]
        for name, value in _SETTINGS.items():
            command += ["-c", f"{name}={value}"]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=self._log(), preexec_fn=die_with(os.getpid()), **self._as_user()
        )
        self._wait()

    def stop(self) -> None:
        """At once, whoever is still connected."""
        self._end(signal.SIGQUIT)
        shutil.rmtree(self._directory, ignore_errors=True)

    def kill(self) -> None:
        """As a crash would; `start` brings it back with its data."""
        self._end(signal.SIGKILL)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{_OWNER}@/{database}?host={self._directory}"

    def create_database(self, name: str, template: str = "template0") -> str:
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    @property
    def _data(self) -> Path:
        return self._directory / "data"

    def _log(self) -> int:
        return os.open(self._directory / "server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)

    def _execute(self, statement: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> Connection:
        return connect(host=str(self._directory), user=_OWNER, dbname="postgres", autocommit=True)

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            assert self._process is not None and self._process.poll() is None, self._said()
            try:
                self._connect().close()
                return
            except OperationalError:
                time.sleep(0.05)
        raise AssertionError(self._said())

    def _said(self) -> str:
        return (self._directory / "server.log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, capture_output=True, text=True, **self._as_user())
        assert done.returncode == 0, done.stderr

    def _as_user(self) -> dict[str, Any]:
        return {"cwd": "/", **({"user": self._user, "extra_groups": []} if self._user else {})}

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(timeout=30)
            self._process = None


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
