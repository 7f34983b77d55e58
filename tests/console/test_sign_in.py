"""Signing in: one answer for every wrong try, and not too many tries."""

from typing import Any

import pytest
from litestar import Request

from bot.console.sessions import client_address
from helpline.settings import Settings
from tests.console.conftest import Client
from tests.console.forms import words
from tests.console.house import PASSWORD, House


def try_to_sign_in(client: Client, email: str = "amal@example.org", password: str = "wrong", **more: str) -> str:
    response = client.post("/console/sign-in", data={"email": email, "password": password, **more})
    return f"{response.status_code} {response.headers.get('location', '')}"


def test_the_right_password_opens_a_session_and_leads_on(house: House, client: Client) -> None:
    house.add_staff("Amal Haddad")
    wanted = "/console/cases/K7Q-42?show=mine"
    assert try_to_sign_in(client, password=PASSWORD, next=wanted) == f"303 {wanted}"
    assert client.get("/console").status_code == 200
    assert client.get("/console/sign-in").headers["location"] == "/console"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example/console", "/\\evil.example", "/", "javascript:alert(1)", "/consoles"],
)
def test_nobody_is_led_elsewhere(house: House, client: Client, elsewhere: str) -> None:
    house.add_staff("Amal Haddad")
    assert try_to_sign_in(client, password=PASSWORD, next=elsewhere) == "303 /console"


def test_a_wrong_address_and_a_wrong_password_look_alike(house: House, client: Client) -> None:
    house.add_staff("Amal Haddad")
    pages = [
        client.post("/console/sign-in", data={"email": email, "password": "wrong"})
        for email in ("amal@example.org", "nobody@example.org")
    ]
    assert [page.status_code for page in pages] == [400, 400]
    assert words(pages[0]) == words(pages[1])
    assert "The e-mail address or the password is wrong." in words(pages[0])
    assert 'value="amal@example.org"' in pages[0].text and 'wrong"' not in pages[0].text


def test_after_eight_tries_an_account_rests_and_the_page_says_how_long(house: House, client: Client) -> None:
    house.add_staff("Amal Haddad")
    for _ in range(8):
        assert try_to_sign_in(client).startswith("400")
    response = client.post("/console/sign-in", data={"email": "amal@example.org", "password": PASSWORD})
    assert response.status_code == 429
    assert response.headers["retry-after"] == "900"
    assert "Too many tries. Try again in 15 minutes." in words(response)
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("base_url", "forwarded", "counted"),
    [
        ("http://127.0.0.1:8000", "203.0.113.9", "192.0.2.1"),
        ("https://help.example", "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        ("https://help.example", "", "192.0.2.1"),
    ],
)
def test_the_proxy_s_word_counts_and_nobody_else_s(base_url: str, forwarded: str, counted: str) -> None:
    """Without a proxy the header is the caller's invention; behind ours, all callers have the proxy's address."""
    scope = {"type": "http", "headers": [(b"x-forwarded-for", forwarded.encode())], "client": ("192.0.2.1", 4711)}
    request: Request[Any, Any, Any] = Request(scope)  # type: ignore[arg-type]
    assert client_address(request, Settings(public_base_url=base_url)) == counted


@pytest.mark.parametrize(
    ("header", "language"), [("ar-EG,ar;q=0.9", "ar"), ("fr", "fr"), ("de,en;q=0.5", "en"), ("", "en")]
)
def test_the_page_speaks_the_browser_s_language(client: Client, header: str, language: str) -> None:
    page = client.get("/console/sign-in", headers={"Accept-Language": header})
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page.text


def test_another_language_can_be_chosen_and_stays_after_a_wrong_try(client: Client) -> None:
    page = client.post("/console/sign-in?language=fr", data={"email": "a@b.c", "password": "x"})
    assert '<html lang="fr"' in page.text
