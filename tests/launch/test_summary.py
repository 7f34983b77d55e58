"""What `make run` says at the end."""

import pytest

from helpline.settings import Settings
from launch.summary import ready_text


@pytest.mark.parametrize(
    ("settings", "is_named"),
    [(Settings(helpline_port=8123), True), (Settings(public_base_url="https://help.example.org"), False)],
)
def test_it_names_the_simulator_where_there_is_one(settings: Settings, is_named: bool) -> None:
    text = ready_text(settings, admin_email="first@example.org", new_password="")
    assert (f"http://127.0.0.1:{settings.helpline_port}/simulator" in text) is is_named
