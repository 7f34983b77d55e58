"""`helpline staff add | list | password | deactivate | activate`."""

import argparse

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from helpline.cli.commands import Commands, add_command, add_group
from helpline.cli.opened import opened_database
from helpline.cli.passwords import ask_new_password
from helpline.domain.cases import CaseState
from helpline.domain.people import Role, Staff
from helpline.errors import Conflict, NotFound
from helpline.storage import staff
from helpline.storage.database import Transaction
from helpline.storage.schema import cases
from helpline.storage.schema import staff as staff_table
from helpline.usecases.passwords import hash_password


def add_to(commands: Commands) -> None:
    group = add_group(commands, "staff", "Accounts of the people who answer")
    add = add_command(group, "add", "Makes an account; asks for its password", _add)
    add.add_argument("email")
    add.add_argument("--name", required=True, help="as the person who writes will see it")
    add.add_argument("--role", choices=[role.value for role in Role], default=Role.CASEWORKER.value)
    add_command(group, "list", "Lists all accounts", _list)
    add_command(group, "password", "Sets a new password and ends all sessions", _password).add_argument("email")
    add_command(group, "deactivate", "Ends all sessions and lets nobody in", _deactivate).add_argument("email")
    add_command(group, "activate", "Lets a deactivated account in again", _activate).add_argument("email")


def _add(arguments: argparse.Namespace) -> int:
    hashed = hash_password(ask_new_password())
    role = Role(arguments.role)
    try:
        with opened_database() as database, database.write() as tx:
            added = staff.add_staff(tx, email=arguments.email, name=arguments.name, role=role, password_hash=hashed)
    except IntegrityError:
        raise Conflict("There is already an account with this e-mail address.") from None
    print(f"{added.email} can sign in as {role.value}.")
    return 0


def _list(_: argparse.Namespace) -> int:
    with opened_database() as database, database.read() as tx:
        rows = tx.execute(select(staff_table).order_by(staff_table.c.email)).all()
    for row in rows:
        print(f"{row.email:<40} {row.role:<14} {'active' if row.is_active else 'deactivated':<12} {row.name}")
    return 0


def _password(arguments: argparse.Namespace) -> int:
    hashed = hash_password(ask_new_password())
    with opened_database() as database, database.write() as tx:
        account = _find(tx, arguments.email)
        staff.set_password_hash(tx, account.id, hashed)
        staff.end_sessions_of(tx, account.id)
    print(f"{account.email} has a new password; all sessions were ended.")
    return 0


def _deactivate(arguments: argparse.Namespace) -> int:
    with opened_database() as database, database.write() as tx:
        account = _find(tx, arguments.email)
        _set_active(tx, account, False)
        staff.end_sessions_of(tx, account.id)
        held = _count_held_cases(tx, account)
    print(f"{account.email} can no longer sign in.")
    if held:
        print(f"{held} cases are still theirs; a supervisor can give them back to the queue in the console.")
    return 0


def _activate(arguments: argparse.Namespace) -> int:
    with opened_database() as database, database.write() as tx:
        account = _find(tx, arguments.email)
        _set_active(tx, account, True)
    print(f"{account.email} can sign in again.")
    return 0


def _find(tx: Transaction, email: str) -> Staff:
    found = staff.find_staff(tx, email)
    if found is None:
        raise NotFound("There is no account with this e-mail address. `helpline staff list` shows all.")
    return found[0]


def _set_active(tx: Transaction, account: Staff, active: bool) -> None:
    tx.execute(update(staff_table).where(staff_table.c.id == account.id).values(is_active=active))


def _count_held_cases(tx: Transaction, account: Staff) -> int:
    held = select(func.count()).where(cases.c.staff_id == account.id, cases.c.state == CaseState.TAKEN)
    return int(tx.execute(held).scalar_one())
