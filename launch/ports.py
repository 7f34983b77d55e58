"""Ports on this machine: whether one is free, and who holds it."""

from __future__ import annotations

import errno
import socket
from pathlib import Path
from typing import Optional

from launch.problem import Problem

_LISTENING = "0A"


def require_port(host: str, port: int) -> None:
    """Raises Problem when nobody could listen there."""
    try:
        _bind(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Problem(_in_use(host, port)) from None
        raise Problem(
            f"Cannot listen on {host}, port {port}: {error.strerror}. Check HELPLINE_HOST and HELPLINE_PORT."
        ) from None


def free_port(preferred: int, host: str = "127.0.0.1") -> int:
    """The preferred port, or another one when it is taken."""
    try:
        return _bind(host, preferred)
    except OSError:
        return _bind(host, 0)


def _bind(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def _in_use(host: str, port: int) -> str:
    holder = _holder(port)
    by = f" by {holder}" if holder else ""
    other = free_port(port + 10, host)
    return f"Port {port} is in use{by}. Stop that, or choose another port: HELPLINE_PORT={other} make run"


def _holder(port: int) -> Optional[str]:
    """`process 123 (python3)`, as far as Linux tells us."""
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for link in Path("/proc").glob("[0-9]*/fd/*") if sockets else ():
        try:
            if str(link.readlink()) in sockets:
                process = link.parent.parent
                return f"process {process.name} ({(process / 'comm').read_text().strip()})"
        except OSError:
            continue
    return None


def _listening_inodes(port: int) -> set[str]:
    found: set[str] = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:] if table.exists() else ():
            columns = line.split()
            if columns[3] == _LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                found.add(columns[9])
    return found
