"""Security headers stand on every response, errors too."""

import pytest

from bot.security import content_policy
from tests.console.conftest import Client


@pytest.mark.parametrize("path", ["/console", "/console/sign-in", "/console/static/base.css", "/console/no", "/no"])
def test_every_response_has_them(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == content_policy()
    assert headers["x-content-type-options"] == "nosniff"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


def test_nothing_of_the_console_is_kept_by_browsers(amal: Client) -> None:
    for path in ("/console", "/console/sign-in", "/console/cases/K7Q-42", "/console/queue/live"):
        assert amal.get(path).headers["cache-control"] == "no-store"


def test_other_pages_send_no_referrer(client: Client) -> None:
    assert client.get("/no").headers["referrer-policy"] == "no-referrer"
    assert client.get("/console/sign-in").headers["referrer-policy"] == "same-origin"


def test_the_policy_allows_nothing_inline_and_no_frames() -> None:
    assert "unsafe" not in content_policy()
    assert "frame-ancestors 'none'" in content_policy()
    assert content_policy(frame_ancestors="https://union.example").endswith("frame-ancestors https://union.example")


def test_static_files_are_kept_for_as_long_as_they_do_not_change(client: Client) -> None:
    page = client.get("/console/sign-in").text
    path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "immutable" in client.get(path).headers["cache-control"]
    assert client.get("/console/static/base.css").headers["cache-control"] == "no-cache"
    assert client.get("/console/static/console.py").status_code == 404
