"""A running site with the simulator on, and visits to it."""

from collections.abc import Callable, Iterator

import pytest

from tests.simulator.visiting import Visit
from tests.webchat.conftest import browser
from tests.webchat.site import Server, Site, make_site

__all__ = ["browser"]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = make_site(tmp_path_factory.mktemp("simulator"))
    server = Server(site)
    server.start()
    yield site
    server.stop()


@pytest.fixture
def visit(site: Site) -> Iterator[Callable[..., Visit]]:
    opened: list[Visit] = []

    def visit(country: str = "QA", pace: str = "quick") -> Visit:
        opened.append(Visit(site.url, country))
        for channel in ("whatsapp", "sms"):
            assert opened[-1].do(channel, "conduct", pace=pace).status_code == 204
        return opened[-1]

    yield visit
    for each in opened:
        each.close()


@pytest.fixture
def somebody(visit: Callable[..., Visit]) -> Visit:
    return visit()
