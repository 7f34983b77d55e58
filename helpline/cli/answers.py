"""`helpline answers reviews` and `helpline answers reviewed`."""

import argparse
from datetime import UTC, date, datetime

from helpline.cli.commands import Commands, add_command, add_group
from helpline.cli.opened import opened_database
from helpline.content.facts import read_facts
from helpline.domain.people import Staff
from helpline.errors import InvalidInput, NotFound
from helpline.settings import read_settings
from helpline.storage import staff
from helpline.storage.database import Database
from helpline.usecases.open_reviews import open_reviews
from helpline.usecases.review_answers import ReviewDesk


def add_to(commands: Commands) -> None:
    group = add_group(commands, "answers", "Answers that have to be compared with their sources again")
    add_command(group, "reviews", "Lists the answers that are past their date, the oldest first", _reviews)
    reviewed = add_command(group, "reviewed", "Notes that an answer is still right, until a day", _reviewed)
    reviewed.add_argument("id", help="such as unpaid_wages.QA")
    reviewed.add_argument("--by", required=True, metavar="EMAIL", help="who compared it with its sources")
    reviewed.add_argument("--until", required=True, metavar="DATE", help="such as 2027-02-20")


def _reviews(_: argparse.Namespace) -> int:
    settings = read_settings()
    with opened_database(settings) as database:
        open_reviews(database)
        listed = ReviewDesk(database, read_facts(settings.helpline_content_dir)).list()
    for review in listed:
        state = "not sent any more" if not review.answer.is_current(_today()) else "still sent"
        print(f"{review.answer.id:<44} was due on {review.answer.review_by}  {state}")
    print(f"{len(listed)} answers to review.")
    return 0


def _reviewed(arguments: argparse.Namespace) -> int:
    until, settings = _day(arguments.until), read_settings()
    with opened_database(settings) as database:
        desk = ReviewDesk(database, read_facts(settings.helpline_content_dir))
        answer = desk.confirm(arguments.id, _member(database, arguments.by), until)
    print(f"{answer.id} is confirmed until {until}.")
    return 0


def _member(database: Database, email: str) -> Staff:
    with database.read() as tx:
        found = staff.find_staff(tx, email)
    if found is None or not found[0].is_active:
        raise NotFound("There is no active account with this e-mail address. `helpline staff list` shows all.")
    return found[0]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"--until: '{text}' is not a date; write it like 2027-02-20.") from None


def _today() -> date:
    return datetime.now(UTC).date()
