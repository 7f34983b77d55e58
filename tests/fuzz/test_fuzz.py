"""A small run of `make fuzz`, always the same, on both engines."""

from pathlib import Path

import pytest

from helpline.services import Services, make_services
from helpline.settings import Settings
from tests.fuzz import nasty
from tests.fuzz.campaign import Campaign
from tests.in_process import InProcess, Post, settings_in
from tests.webchat.site import FewWordsBrain


@pytest.fixture(scope="module")
def services() -> Services:
    return make_services(Settings(), None, None)  # type: ignore[arg-type]


@pytest.fixture
def house(loaded_database_url: str, tmp_path: Path, services: Services) -> InProcess:
    return InProcess(settings_in(tmp_path, loaded_database_url), FewWordsBrain(), services)


def test_nothing_that_is_posted_breaks_anything_or_is_logged(house: InProcess) -> None:
    campaign = Campaign(house, seed=20261122)
    campaign.run(750)
    house.close()
    assert campaign.findings == []
    assert campaign.posted > 740 and campaign.stored > 100 and campaign.turns > 40 and campaign.twice > 5
    answered = {code for counts in campaign.statuses.values() for code in counts}
    assert {200, 201, 202, 400, 403, 404, 413} == answered


def test_what_goes_wrong_is_found(house: InProcess) -> None:
    """A finding for an answer of 500, and one for a log line with what somebody wrote."""

    def broken(_post: Post) -> None:
        raise RuntimeError(nasty.MARK)

    campaign = Campaign(house)
    campaign.note_log(f'{{"event": "oops", "text": "{nasty.MARK}"}}')
    house.post = broken  # type: ignore[assignment]
    campaign.post("twilio", Post("/channels/twilio", b"", {}))
    house.close()
    assert [finding.split(":")[0] for finding in campaign.findings] == ["logged", "twilio"]
