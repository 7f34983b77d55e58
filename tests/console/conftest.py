"""A console on a database of its own, browsers without windows, and staff who are signed in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from playwright.sync_api import Browser, sync_playwright

from helpline.services import Services, make_services
from tests.conftest import Templates
from tests.console.browsing import Tab, open_tab
from tests.console.house import PASSWORD, SETTINGS, House, build_house, served
from tests.missing import skip_or_fail

Client = TestClient[Litestar]
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def content() -> Services:
    """The content is read once; its database and brain are never used."""
    return make_services(SETTINGS, None, None)  # type: ignore[arg-type]


@pytest.fixture
def data_dir(sqlite_templates: Templates, tmp_path: Path) -> Path:
    """With a database of the test's own."""
    shutil.copyfile(sqlite_templates.migrated, tmp_path / "helpline.db")
    return tmp_path


@pytest.fixture
def house(content: Services, data_dir: Path) -> Iterator[House]:
    house = build_house(data_dir, content)
    yield house
    house.gateway.database.close()


@pytest.fixture
def client(house: House) -> Iterator[Client]:
    """Nobody is signed in yet."""
    with TestClient(house.app, base_url="http://127.0.0.1:8000") as client:
        client.headers.update(SAME_ORIGIN)
        client.follow_redirects = False
        yield client


@pytest.fixture
def sign_in(client: Client) -> Callable[[str], Client]:
    def sign_in(first_name: str) -> Client:
        form = {"email": f"{first_name}@example.org", "password": PASSWORD}
        assert client.post("/console/sign-in", data=form).status_code == 303
        return client

    return sign_in


@pytest.fixture
def amal(house: House, sign_in: Callable[[str], Client]) -> Client:
    """Amal Haddad, a caseworker, is signed in."""
    house.add_staff("Amal Haddad")
    return sign_in("amal")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: while it is open no other event loop can run in this thread."""
    if not Path(CHROMIUM).exists():
        skip_or_fail("Chromium is not installed (apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def site(house: House) -> Iterator[House]:
    """The house behind a real server."""
    with served(house):
        yield house


@pytest.fixture
def open_console(browser: Browser, site: House) -> Iterator[Callable[..., Tab]]:
    """Opens the console in a browser of its own, signed in; fails the test when a page reported an error."""
    tabs: list[Tab] = []

    def open_console(first_name: str, **options: Any) -> Tab:
        tabs.append(open_tab(browser, site, first_name, **options))
        return tabs[-1]

    yield open_console
    for tab in tabs:
        tab.page.context.close()
        assert tab.errors == []
