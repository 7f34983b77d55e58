"""`helpline person export` and `helpline person erase`: what a person may ask for, when chat is not the way."""

import argparse
import json

from sqlalchemy import select

from helpline.cli.commands import Commands, add_command, add_group
from helpline.cli.export import export_person
from helpline.cli.opened import opened_database
from helpline.errors import NotFound
from helpline.storage import conversations, linked_chats
from helpline.storage.database import Transaction
from helpline.storage.schema import cases
from helpline.storage.schema import conversations as conversations_table
from helpline.usecases.forget_person import forget_person

_WHO = "a case's number, such as K7Q-42, or a conversation's id"


def add_to(commands: Commands) -> None:
    group = add_group(commands, "person", "What is stored about one person")
    export = add_command(group, "export", "Prints everything that is stored about a person, as JSON", _export)
    export.add_argument("who", help=_WHO)
    erase = add_command(group, "erase", "Erases a person with all conversations, messages and cases", _erase)
    erase.add_argument("who", help=_WHO)
    erase.add_argument("--yes", action="store_true", help="does not ask")


def _export(arguments: argparse.Namespace) -> int:
    with opened_database() as database, database.read() as tx:
        exported = export_person(tx, conversations.load(tx, _find(tx, arguments.who)).person_id)
    print(json.dumps(exported, ensure_ascii=False, indent=2))
    return 0


def _erase(arguments: argparse.Namespace) -> int:
    with opened_database() as database:
        with database.read() as tx:
            conversation_id = _find(tx, arguments.who)
            found = linked_chats.others_of(tx, conversation_id)
        others = f", also their other chats ({', '.join(chat.channel for chat in found)})" if found else ""
        question = f"Erase everything about the person of {arguments.who}{others}? Type erase: "
        if not arguments.yes and input(question) != "erase":
            print("Nothing was erased.")
            return 1
        with database.write() as tx:
            # Read again: the person may have joined another chat while the question stood there.
            forget_person(tx, conversations.load_and_lock(tx, conversation_id).person_id)
    print("Erased. Backups still hold it until they are replaced.")
    return 0


def _find(tx: Transaction, who: str) -> str:
    """A conversation's id."""
    of_case = select(cases.c.conversation_id).where(cases.c.number == who.strip().upper())
    chats = conversations_table
    statement = select(chats.c.id).where((chats.c.id == who.strip().lower()) | chats.c.id.in_(of_case))
    found = tx.execute(statement).scalar()
    if found is None:
        raise NotFound("There is no case with this number and no conversation with this id.")
    return str(found)
