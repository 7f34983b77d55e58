"""What SMS cost, from what was sent."""

from datetime import date

import pytest

from helpline.domain.conversations import Profile
from helpline.domain.messages import AnswerReference, OutgoingMessage
from helpline.storage import conversations, messages, outbox_parts
from helpline.storage.database import Database
from tests.cli.conftest import Helpline


@pytest.fixture
def sent(database: Database) -> None:
    """Four segments to Qatar, three of them an answer; to Telegram nothing that is paid for."""
    answer = AnswerReference("unpaid_wages.QA", "unpaid_wages", "QA", (), date(2026, 10, 12))
    with database.write() as tx:
        for channel, address in (("sms", "+97450000001"), ("telegram", "1")):
            conversation = conversations.start_conversation(
                tx, channel=channel, address=address, profile=Profile(language="en")
            )
            for body, segments in (
                (OutgoingMessage("Long.", "en", answer=answer), 3),
                (OutgoingMessage("Hi.", "en"), 1),
            ):
                message = messages.add_message(tx, conversation, author="bot", body=body.to_data())
                outbox_parts.begin(tx, message, 0, channel, segments if channel == "sms" else None)
                outbox_parts.note_sent(tx, message, 0, f"SM{segments}{channel}")


@pytest.mark.usefixtures("sent")
def test_segments_per_country_and_per_answer(helpline: Helpline, capsys: pytest.CaptureFixture[str]) -> None:
    assert helpline("sms", "costs", "--since", "1d") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["QA", "2", "4"] in rows
    assert ["unpaid_wages.QA", "1", "3"] in rows
    assert rows.count(["all", "2", "4"]) == 2


@pytest.mark.usefixtures("sent")
def test_what_is_older_is_left_out(helpline: Helpline, capsys: pytest.CaptureFixture[str]) -> None:
    assert helpline("sms", "costs", "--since", "0h") == 0
    assert ["all", "0", "0"] in [line.split() for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("since", ["30", "d", "-3d", "30y", "٣d", "soon"])
def test_a_span_that_is_not_understood_is_named(
    since: str, database: Database, helpline: Helpline, capsys: pytest.CaptureFixture[str]
) -> None:
    assert helpline("sms", "costs", f"--since={since}") == 1
    assert since in capsys.readouterr().err
