"""What argparse's subcommands look like to the modules that add them."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

# The class can only be subscripted by the type checker.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace], int]


def add_command(commands: Commands, name: str, help_text: str, run: Run) -> argparse.ArgumentParser:
    """A command that does something."""
    parser = commands.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run=run)
    return parser


def add_group(commands: Commands, name: str, help_text: str) -> Commands:
    """A command that only has commands of its own."""
    parser = commands.add_parser(name, help=help_text, description=help_text)
    return parser.add_subparsers(required=True, metavar="command")
