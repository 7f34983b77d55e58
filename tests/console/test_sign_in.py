"""Signing in: one answer for every wrong try, and not too many tries."""

import pytest
from litestar.testing import TestClient

from helpline.services import Services
from tests.console.conftest import SAME_ORIGIN, Client
from tests.console.forms import words
from tests.console.house import PASSWORD, House, build_house


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
    assert 'value="amal@example.org"' in pages[0].text and "wrong\"" not in pages[0].text


def test_after_eight_tries_an_account_rests_and_the_page_says_how_long(house: House, client: Client) -> None:
    house.add_staff("Amal Haddad")
    for _ in range(8):
        assert try_to_sign_in(client).startswith("400")
    response = client.post("/console/sign-in", data={"email": "amal@example.org", "password": PASSWORD})
    assert response.status_code == 429
    assert response.headers["retry-after"] == "900"
    assert "Too many tries. Try again in 15 minutes." in words(response)
    assert "set-cookie" not in response.headers


def test_a_forwarded_address_counts_only_behind_our_own_proxy(house: House, client: Client) -> None:
    house.add_staff("Amal Haddad")
    for number in range(31):
        client.headers["X-Forwarded-For"] = f"203.0.113.{number}"
        outcome = try_to_sign_in(client, email=f"somebody{number}@example.org")
    assert outcome.startswith("429"), "a header must not get around the throttle"


def test_behind_the_proxy_one_caller_does_not_lock_out_the_others(content: Services, data_dir: object) -> None:
    house = build_house(data_dir, content, public_base_url="https://help.example")  # type: ignore[arg-type]
    house.add_staff("Amal Haddad")
    with TestClient(house.app, base_url="https://help.example") as client:
        client.headers.update(SAME_ORIGIN)
        client.follow_redirects = False
        client.headers["X-Forwarded-For"] = "10.0.0.1, 198.51.100.7"
        for number in range(31):
            outcome = try_to_sign_in(client, email=f"somebody{number}@example.org")
        assert outcome.startswith("429")
        client.headers["X-Forwarded-For"] = "198.51.100.7, 203.0.113.9"
        assert try_to_sign_in(client, password=PASSWORD).startswith("303")
    house.gateway.database.close()


@pytest.mark.parametrize(("header", "language"), [("ar-EG,ar;q=0.9", "ar"), ("fr", "fr"), ("de,en;q=0.5", "en"), ("", "en")])
def test_the_page_speaks_the_browser_s_language(client: Client, header: str, language: str) -> None:
    page = client.get("/console/sign-in", headers={"Accept-Language": header})
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page.text


def test_another_language_can_be_chosen_and_stays_after_a_wrong_try(client: Client) -> None:
    page = client.post("/console/sign-in?language=fr", data={"email": "a@b.c", "password": "x"})
    assert '<html lang="fr"' in page.text
