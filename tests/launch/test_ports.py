"""A taken port is named with who holds it."""

import os
import socket
from collections.abc import Iterator

import pytest

from launch.ports import free_port, require_port
from launch.problem import Problem


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_message_names_port_process_and_a_way_out(taken: int) -> None:
    with pytest.raises(Problem) as raised:
        require_port("127.0.0.1", taken)
    assert f"Port {taken} is in use by process {os.getpid()}" in str(raised.value)
    assert "HELPLINE_PORT=" in str(raised.value)


def test_a_free_port_is_no_problem() -> None:
    require_port("127.0.0.1", free_port(0))


def test_an_internal_port_that_is_taken_is_replaced(taken: int) -> None:
    assert free_port(taken) != taken


def test_an_address_of_another_machine_is_a_problem() -> None:
    with pytest.raises(Problem, match="Cannot listen on 192.0.2.1"):
        require_port("192.0.2.1", 8000)
