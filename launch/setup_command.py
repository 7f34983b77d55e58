"""Runs a command that sets something up, and says in one line why it failed."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from typing import Optional

from launch.places import ROOT, SETUP_LOG, shown
from launch.problem import FULL, Problem, speaks_of_full_disk

_NETWORK_SIGNS = (
    "could not connect",
    "connection refused",
    "connection reset",
    "dns error",
    "error sending request",
    "failed to establish a new connection",
    "failed to fetch",
    "failed to lookup address",
    "name resolution",
    "network is unreachable",
    "no route to host",
    "temporary failure resolving",
    "timed out",
)


def run_setup_command(command: Sequence[str], *, purpose: str, environment: Optional[Mapping[str, str]] = None) -> str:
    """What the command printed. Raises Problem; `purpose` completes "… failed"."""
    done = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    output = done.stdout + done.stderr
    _keep(command, output)
    if done.returncode == 0:
        return done.stdout
    raise Problem(_explain(purpose, output))


def _keep(command: Sequence[str], output: str) -> None:
    SETUP_LOG.parent.mkdir(parents=True, exist_ok=True)
    with SETUP_LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{output}\n")


def _explain(purpose: str, output: str) -> str:
    if speaks_of_full_disk(output):
        return FULL
    details = f"Details: {shown(SETUP_LOG)}."
    if any(sign in output.lower() for sign in _NETWORK_SIGNS):
        return (
            f"{purpose} failed: the network or the package index cannot be reached. Check the connection "
            f"(and your proxy or index settings, if you use them), then run the same command again. {details}"
        )
    return f"{purpose} failed. {details}"
