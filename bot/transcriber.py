"""Lets a program on this machine write down what is said in a voice note."""

import contextlib
import os
import shlex
import signal
import subprocess

from helpline.domain.fetching import TranscriptionFailed
from helpline.settings import Settings

# Less than the lease of a file, so that nobody else begins with it meanwhile.
_SECONDS = 120.0
_LONGEST = 4_000
# The program gets no settings of ours: they hold the key and the tokens.
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")


class ProgramTranscriber:
    """`command` gets the sound on its standard input and its type in MEDIA_TYPE, and prints the text as UTF-8."""

    def __init__(self, command: str, *, seconds: float = _SECONDS) -> None:
        self._command, self._seconds = shlex.split(command), seconds

    def transcribe(self, content: bytes, content_type: str) -> str:
        """Raises TranscriptionFailed."""
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        try:
            program = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment | {"MEDIA_TYPE": content_type},
                start_new_session=True,
            )
        except OSError as error:
            raise TranscriptionFailed(type(error).__name__) from error
        with program:  # closes its pipes, which a child in a session of its own may keep open
            try:
                printed, _ = program.communicate(content, timeout=self._seconds)
            except subprocess.TimeoutExpired:
                raise TranscriptionFailed("timeout") from None
            finally:
                _end(program)
        if program.returncode != 0:
            raise TranscriptionFailed(f"exit_{program.returncode}")
        return " ".join(printed.decode("utf-8", "replace").replace("\x00", "").split())[:_LONGEST]


def _end(program: "subprocess.Popen[bytes]") -> None:
    """With everything that it started, which may still run when the program itself is done."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)


def transcriber_for(settings: Settings) -> ProgramTranscriber | None:
    """None where nobody set a program: voice notes go to people only."""
    command = settings.helpline_transcribe_command
    return ProgramTranscriber(command) if command else None
