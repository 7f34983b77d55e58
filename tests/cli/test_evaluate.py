"""`helpline evaluate` says what is not running; that it measures is tested with the evaluation itself."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.cli.conftest import Helpline
from tests.processes import free_port


class Brain(http.server.BaseHTTPRequestHandler):
    """Answers every turn with the status of its class."""

    status = 200

    def do_POST(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def brain(request: pytest.FixtureRequest) -> Iterator[str]:
    handler = type("Answering", (Brain,), {"status": request.param})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_it_says_that_rasa_does_not_answer(
    helpline: Helpline, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRAIN_URL", f"http://127.0.0.1:{free_port()}")
    assert helpline("evaluate") == 1
    said = capfd.readouterr().err
    assert "Rasa does not answer at http://127.0.0.1:" in said and "Traceback" not in said


@pytest.mark.parametrize(
    ("brain", "said"),
    [(401, "refuses the token"), (502, "the actions do not"), (404, "is not the helpline's brain")],
    indirect=["brain"],
)
def test_it_says_which_part_is_missing(
    brain: str, said: str, helpline: Helpline, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRAIN_URL", brain)
    monkeypatch.setenv("BRAIN_TOKEN", "secret-of-the-test")
    assert helpline("evaluate") == 1
    printed = capfd.readouterr().err
    assert said in printed and "secret-of-the-test" not in printed
