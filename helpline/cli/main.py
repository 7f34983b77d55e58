"""`helpline <command>`: for whoever runs the installation."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from helpline.cli import answers, content, database, doctor, evaluate, person, questions, sms, staff, telegram, twilio
from helpline.errors import HelplineError
from helpline.log import silence_libraries

PROJECT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when it is done, 1 when something is wrong, 2 when the command is not understood."""
    parsed = _parser().parse_args(arguments)
    silence_libraries()
    os.chdir(PROJECT)  # `.env`, `var` and `content` mean the project's, wherever the command is typed
    try:
        return int(parsed.run(parsed))
    except HelplineError as error:
        return _fail(str(error))
    except DBAPIError as error:
        return _fail(f"the database cannot be used ({type(error.orig).__name__}); `helpline doctor` says more")
    except (KeyboardInterrupt, EOFError):
        return _fail("stopped; nothing was changed")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="helpline", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for module in (doctor, staff, person, questions, content, answers, database, telegram, twilio, sms, evaluate):
        module.add_to(commands)
    return parser


def _fail(reason: str) -> int:
    print(f"error: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
