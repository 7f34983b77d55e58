"""A program of the operator's listens: it gets the sound and nothing else, and not for ever."""

import os
import select
import sys
from pathlib import Path

import pytest

from bot.transcriber import ProgramTranscriber, transcriber_for
from helpline.domain.fetching import TranscriptionFailed
from helpline.settings import Settings

LISTENS = "import os, sys; data = sys.stdin.buffer.read(); print(len(data), os.environ['MEDIA_TYPE'], 'بدون راتب')"
TELLS_SETTINGS = "import os; print(sorted(name for name in os.environ if name.startswith('HELPLINE')))"
BREAKS_OFF = "import sys; sys.exit(3)"
CHATTERS = "print('word ' * 5000)"
SLEEPS_WITH_A_CHILD = "import subprocess, time; subprocess.Popen(['sleep', '600']); time.sleep(600)"
LEAVES_A_CHILD = """
import os, subprocess
end = os.open({fifo!r}, os.O_WRONLY)
subprocess.Popen(["sleep", "600"], stdout=subprocess.DEVNULL, pass_fds=[end])
"""
SHOUTS_BYTES = "import sys; sys.stdout.buffer.write(b'a\\x00b\\xff')"


def program(directory: Path, code: str, seconds: float = 30.0) -> ProgramTranscriber:
    path = directory / "a program.py"
    path.write_text(code, encoding="utf-8")
    return ProgramTranscriber(f"{sys.executable} -X utf8 '{path}'", seconds=seconds)


def test_it_prints_what_it_hears(tmp_path: Path) -> None:
    heard = program(tmp_path, LISTENS).transcribe(b"x" * 100_000, "audio/ogg")
    assert heard == "100000 audio/ogg بدون راتب"


def test_it_does_not_get_our_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPLINE_KEY", "secret")
    assert program(tmp_path, TELLS_SETTINGS).transcribe(b"", "audio/ogg") == "[]"


def test_what_it_prints_is_bounded_and_is_text(tmp_path: Path) -> None:
    assert len(program(tmp_path, CHATTERS).transcribe(b"", "audio/ogg")) == 4000
    assert program(tmp_path, SHOUTS_BYTES).transcribe(b"", "audio/ogg") == "ab\ufffd"


@pytest.mark.parametrize(
    ("code", "seconds", "why"), [(BREAKS_OFF, 30, "exit_3"), (SLEEPS_WITH_A_CHILD, 0.5, "timeout")]
)
def test_what_goes_wrong_is_said_as_a_code(tmp_path: Path, code: str, seconds: float, why: str) -> None:
    with pytest.raises(TranscriptionFailed, match=why):
        program(tmp_path, code, seconds).transcribe(b"sound", "audio/ogg")


def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    end = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    program(tmp_path, LEAVES_A_CHILD.format(fifo=str(fifo))).transcribe(b"", "audio/ogg")
    assert select.select([end], [], [], 10)[0], "somebody still holds the other end"
    os.close(end)


def test_a_program_that_is_not_there_is_said_too() -> None:
    with pytest.raises(TranscriptionFailed, match="FileNotFoundError"):
        ProgramTranscriber("/nowhere/listen").transcribe(b"", "audio/ogg")


def test_nobody_listens_unless_it_is_set() -> None:
    assert transcriber_for(Settings()) is None
    assert transcriber_for(Settings(helpline_transcribe_command="listen --quietly")) is not None
