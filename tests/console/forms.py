"""Reading pages and sending their forms as a browser would."""

import re
from html import unescape

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]


def token_of(page: Response) -> str:
    found = re.search(r'name="_csrf" value="([0-9a-f]+)"', page.text)
    assert found, "the page has no form"
    return found.group(1)


def numbers_on(page: Response) -> list[str]:
    """Cases in the order of the list."""
    return re.findall(r'id="row-([^"]+)"', page.text)


def send(client: Client, path: str, **fields: str) -> Response:
    """A form that was on the queue's page or on the case's."""
    token = token_of(client.get("/console?show=mine"))
    return client.post(path, data={"_csrf": token, **fields})


def words(page: Response) -> str:
    """The page's text without tags and without the marks that isolate directions."""
    text = re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", page.text, flags=re.DOTALL)
    return " ".join(re.sub("[\u2066-\u2069]", "", unescape(text)).split())
