"""`helpline staff`: accounts without a console."""

import pytest

from helpline.errors import InvalidInput
from helpline.storage.database import Database
from helpline.usecases.sign_in import sign_in, staff_of_session
from tests.cli.conftest import Helpline

AMAL = "amal@example.org"
PASSWORD = "a long password"


@pytest.fixture
def amal(helpline: Helpline, database: Database) -> str:
    assert helpline("staff", "add", AMAL, "--name", "Amal Haddad", typed=f"{PASSWORD}\n") == 0
    return AMAL


def test_an_added_account_can_sign_in(amal: str, database: Database) -> None:
    account, _ = sign_in(database, amal, PASSWORD, "test")
    assert (account.name, account.role) == ("Amal Haddad", "caseworker")


def test_the_list_shows_it(amal: str, helpline: Helpline, capsys: pytest.CaptureFixture[str]) -> None:
    assert helpline("staff", "list") == 0
    assert "amal@example.org" in capsys.readouterr().out


def test_a_second_account_with_the_same_address_is_refused(
    amal: str, helpline: Helpline, capsys: pytest.CaptureFixture[str]
) -> None:
    assert helpline("staff", "add", AMAL, "--name", "Another", typed=f"{PASSWORD}\n") == 1
    assert "already an account" in capsys.readouterr().err


def test_a_short_password_is_refused(
    helpline: Helpline, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert helpline("staff", "add", AMAL, "--name", "Amal", typed="short\n") == 1
    assert "at least 12 characters" in capsys.readouterr().err


def test_a_new_password_ends_all_sessions(amal: str, helpline: Helpline, database: Database) -> None:
    _, token = sign_in(database, amal, PASSWORD, "test")
    assert helpline("staff", "password", amal, typed="another password\n") == 0
    assert staff_of_session(database, token) is None
    assert sign_in(database, amal, "another password", "test")


def test_a_deactivated_account_cannot_sign_in_until_it_is_activated(
    amal: str, helpline: Helpline, database: Database
) -> None:
    _, token = sign_in(database, amal, PASSWORD, "test")
    assert helpline("staff", "deactivate", amal) == 0
    assert staff_of_session(database, token) is None
    with pytest.raises(InvalidInput):
        sign_in(database, amal, PASSWORD, "test")
    assert helpline("staff", "activate", amal) == 0
    assert sign_in(database, amal, PASSWORD, "test")


def test_an_unknown_account_is_said(helpline: Helpline, database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert helpline("staff", "deactivate", "nobody@example.org") == 1
    assert "no account with this e-mail address" in capsys.readouterr().err
