"""A running web chat and a browser to meet it with, shared by the tests of this folder."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.missing import skip_or_fail
from tests.webchat.browsing import PHONE, Open, is_hiding_place, show
from tests.webchat.calling import Caller
from tests.webchat.foreign import ForeignSite
from tests.webchat.site import Server, Site, make_site


@pytest.fixture(scope="package")
def foreign() -> Iterator[ForeignSite]:
    """Another organisation's site: may embed the chat as localhost, and not as 127.0.0.1."""
    with ForeignSite() as site:
        yield site


@pytest.fixture(scope="package")
def running_site(tmp_path_factory: pytest.TempPathFactory, foreign: ForeignSite) -> Iterator[Site]:
    allowed = f"https://ngo.example, {foreign.allowed}"
    site = make_site(tmp_path_factory.mktemp("webchat"), allowed_origins=allowed)
    server = Server(site)
    server.start()
    yield site
    server.stop()


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    yield running_site
    running_site.brain.seconds = 0.0


@pytest.fixture
def web(site: Site) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.url, timeout=30) as client:
        yield client


@pytest.fixture
def caller(web: httpx.Client) -> Caller:
    return Caller(web)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        skip_or_fail("Chromium is not installed (apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        expect.set_options(timeout=20_000)  # two busy cores are slow, not wrong
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts that fail the test when the page breaks, asks another host for something or leaves a cookie."""
    opened: list[BrowserContext] = []
    wrong: list[str] = []

    def note_request(request: Request) -> None:
        is_ours = "//127.0.0.1:" in request.url or "//localhost:" in request.url
        if not is_ours and not is_hiding_place(request.url):
            wrong.append(request.url)

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{**PHONE, **options})
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
        context.on("request", note_request)
        weather = {"body": "<title>Weather</title>", "content_type": "text/html"}
        context.route(is_hiding_place, lambda route: route.fulfill(**weather))
        opened.append(context)
        return context

    yield make
    for context in opened:
        assert context.cookies() == []
        context.close()
    assert wrong == []


@pytest.fixture
def open_chat(new_context: Callable[..., BrowserContext], site: Site) -> Open:
    def open_chat(language: str = "en", **options: Any) -> Page:
        return show(new_context(**options).new_page(), site, language)

    return open_chat
