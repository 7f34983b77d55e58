"""Below /console nothing is reached that is not let through: deny by default, no forms from elsewhere, roles."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from litestar import get
from litestar.routes import HTTPRoute
from litestar.testing import TestClient
from sqlalchemy import update

from bot import security
from bot.app import make_app
from bot.console.cross_site import is_from_elsewhere
from bot.console.routes import console_handlers
from helpline.domain.people import Role
from helpline.services import Services
from helpline.storage import staff
from helpline.storage.schema import staff as staff_accounts
from tests.console.conftest import SAME_ORIGIN, Client
from tests.console.forms import send, token_of
from tests.console.house import PASSWORD, House, build_house, make_console_app

OPEN = {"/console/sign-in", "/console/static/{name:str}"}


def routes_of(house: House) -> Iterator[tuple[str, str]]:
    """Method and path of everything below /console in the whole gateway."""
    for route in make_app(house.gateway).routes:
        if isinstance(route, HTTPRoute) and route.path.startswith("/console"):
            yield from ((method, route.path) for method in sorted(route.methods))


def address(path: str) -> str:
    return path.replace("{number:str}", "K7Q-42").replace("{rest:path}", "nowhere").replace("{name:str}", "base.css")


def test_every_route_without_a_session_leads_to_signing_in(house: House, client: Client) -> None:
    closed = [(method, path) for method, path in routes_of(house) if path not in OPEN]
    assert len(closed) > 12
    for method, path in closed:
        response = client.request(method, address(path))
        if response.status_code == 303:
            assert response.headers["location"].startswith("/console/sign-in?next="), path
        else:
            assert response.status_code == 401 and not response.content, (method, path, response.status_code)


def test_what_is_open_is_written_down_and_exists(house: House, client: Client) -> None:
    assert {path for _, path in routes_of(house)} >= OPEN
    templates = {path.replace(":str", "").replace(":path", "") for _, path in routes_of(house)}
    assert templates >= security.WITHOUT_SIGN_IN | security.FOR_EVERY_ROLE | security.IN_BACKGROUND
    assert client.get("/console/sign-in").status_code == 200
    assert client.get("/console/static/base.css").status_code == 200


def test_a_route_that_forgets_about_the_gate_is_closed_too(house: House) -> None:
    @get("/console/secret", sync_to_thread=False)
    def secret() -> str:
        return "names"

    app = make_console_app(house.gateway)
    app.register(secret)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        assert client.get("/console/secret").status_code == 401
        assert client.get("http://127.0.0.1:8000//console//secret/").status_code == 401


def test_one_comes_back_to_where_one_wanted_to_go(client: Client) -> None:
    response = client.get("/console/cases/K7Q-42?show=mine")
    assert response.headers["location"] == "/console/sign-in?next=%2Fconsole%2Fcases%2FK7Q-42%3Fshow%3Dmine"
    late = client.post("/console/cases/K7Q-42/reply", data={"text": "late"})
    assert late.headers["location"] == "/console/sign-in?next=%2Fconsole%2Fcases%2FK7Q-42"


def test_htmx_is_sent_to_the_sign_in_page_as_a_whole(client: Client) -> None:
    response = client.get("/console/cases/K7Q-42", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response.headers["HX-Redirect"].startswith("/console/sign-in?next=")


@pytest.mark.parametrize("path", ["/console/cases/K7Q-42/reply", "/console/cases/K7Q-42/take", "/console/sign-out"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_a_form_from_elsewhere_is_refused(amal: Client, path: str, headers: dict[str, str]) -> None:
    token = token_of(amal.get("/console"))
    del amal.headers["Sec-Fetch-Site"]
    assert amal.post(path, data={"_csrf": token}, headers=headers).status_code == 403


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_form_without_the_session_s_token_is_refused(amal: Client, token: str) -> None:
    assert amal.post("/console/language", data={"_csrf": token, "language": "ar"}).status_code == 403
    assert amal.get("/console").text.startswith('<!doctype html>\n<html lang="en"')


def test_the_token_of_an_earlier_session_is_worth_nothing(amal: Client, sign_in: Callable[[str], Client]) -> None:
    old = token_of(amal.get("/console"))
    sign_in("amal")
    assert amal.post("/console/sign-out", data={"_csrf": old}).status_code == 403


def test_htmx_sends_the_token_as_a_header(amal: Client) -> None:
    token = token_of(amal.get("/console"))
    response = amal.post("/console/language", data={"language": "fr"}, headers={"X-CSRF-Token": token})
    assert response.status_code == 303


@pytest.mark.parametrize(
    ("headers", "is_refused"),
    [
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "https://help.example"}, True),
        ({"origin": "https://help.example", "host": "help.example"}, False),
        ({"origin": "https://HELP.example:443", "host": "internal:8000"}, False),
        ({"origin": "http://help.example", "host": "help.example"}, True),
        ({"origin": "https://help.example.evil.example", "host": "help.example"}, True),
        ({"origin": "https://help.example:bad", "host": "help.example"}, True),
        ({"host": "help.example"}, True),
        ({}, True),
    ],
)
def test_where_a_request_comes_from(headers: dict[str, str], is_refused: bool) -> None:
    assert is_from_elsewhere(headers, "https://help.example") is is_refused


def test_editors_see_no_cases_but_a_page_that_says_why(house: House, sign_in: Callable[[str], Client]) -> None:
    house.add_staff("Eda Kaya", Role.EDITOR)
    number = house.person("+97455512321").needs_somebody(topic="passport_retention")
    eda = sign_in("eda")
    for path in ("/console", f"/console/cases/{number}", f"/console/cases/{number}/live", "/console/events"):
        response = eda.get(path)
        assert response.status_code == 403, path
        assert number not in response.text and "They keep" not in response.text
    page = eda.get("/console")
    assert "ask an administrator to change your role" in page.text
    assert eda.post(f"/console/cases/{number}/take", data={"_csrf": token_of(page)}).status_code == 403
    assert eda.post("/console/sign-out", data={"_csrf": token_of(page)}).status_code == 303


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_everybody_else_sees_them(house: House, sign_in: Callable[[str], Client], role: Role) -> None:
    house.add_staff("Zoe Martin", role)
    assert sign_in("zoe").get("/console").status_code == 200


def test_an_account_that_was_switched_off_is_out_at_once(house: House, amal: Client) -> None:
    with house.gateway.database.write() as tx:
        tx.execute(update(staff_accounts).values(is_active=False))
    assert amal.get("/console").status_code == 303


def test_a_session_ends_on_the_server(house: House, amal: Client) -> None:
    with house.gateway.database.write() as tx:
        account = staff.find_staff(tx, "amal@example.org")
        assert account
        staff.end_sessions_of(tx, account[0].id)
    assert amal.get("/console").status_code == 303


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(amal: Client) -> None:
    token = amal.cookies["sanad"]
    assert send(amal, "/console/sign-out").status_code == 303
    assert "sanad" not in amal.cookies
    assert amal.get("/console", headers={"Cookie": f"sanad={token}"}).status_code == 303


def test_over_https_the_cookie_is_bound_to_the_host(content: Services, data_dir: Path) -> None:
    house = build_house(data_dir, content, public_base_url="https://help.example")
    house.add_staff("Amal Haddad")
    with TestClient(house.app, base_url="https://help.example") as client:
        form = {"email": "amal@example.org", "password": PASSWORD}
        response = client.post("/console/sign-in", data=form, headers=SAME_ORIGIN, follow_redirects=False)
        cookie = response.headers["set-cookie"]
        assert cookie.startswith("__Host-sanad=")
        assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in cookie.split(";")}
        assert "samesite=lax" in cookie.lower() and "domain" not in cookie.lower()
        assert response.headers["strict-transport-security"].startswith("max-age=")
    house.gateway.database.close()


def test_the_console_is_part_of_the_gateway(house: House) -> None:
    assert console_handlers(house.gateway)
