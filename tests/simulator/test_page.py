"""The page itself: whose phones it shows, what it refuses, and that nothing on it becomes code."""

import html
import re
from collections.abc import Callable

import httpx
import pytest

from bot.console.sentences import read_sentences
from tests.processes import ROOT
from tests.simulator.visiting import Visit
from tests.webchat.site import Site


def test_each_browser_has_phones_of_its_own_and_keeps_them(visit: Callable[..., Visit]) -> None:
    one, other = visit(), visit()
    one.say("sms", "only here")
    one.wait_for("sms", "only here", side="person")
    assert one.address("sms") != other.address("sms")
    assert "only here" not in other.page().text
    assert one.address("sms") == one.address("whatsapp") == one.address("sms")


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}])
def test_another_site_s_form_is_refused(site: Site, somebody: Visit, headers: dict[str, str]) -> None:
    cookies = dict(somebody.web.cookies)
    for path in ("phones/sms/write", "person"):
        response = httpx.post(f"{site.url}/simulator/{path}", data={"text": "x"}, headers=headers, cookies=cookies)
        assert response.status_code == 403
    assert 'class="bubble person"' not in somebody.page().text


def test_without_a_script_a_form_leads_back_to_its_phone(somebody: Visit) -> None:
    del somebody.web.headers["X-From-Script"]
    response = somebody.do("sms", "write", text="hello")
    assert (response.status_code, response.headers["location"]) == (303, "/simulator?lang=en&phone=sms#phone-sms")


def test_what_is_written_stays_text_and_the_page_keeps_the_policy(somebody: Visit) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    somebody.say("telegram", evil)
    somebody.wait_for("telegram", evil, side="person")
    page = somebody.page()
    assert evil not in page.text and html.escape(evil) in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "<script>" not in page.text and " style=" not in page.text


@pytest.mark.parametrize(
    ("channel", "action", "fields", "word"),
    [
        ("sms", "write", {"text": "  "}, "text"),
        ("sms", "write", {"text": "x" * 1601}, "1600"),
        ("sms", "attach", {"kind": "voice"}, "phone"),
        ("sms", "trouble", {"kind": "blocked"}, "error"),
        ("whatsapp", "tap", {"bubble": "9999", "button": "0"}, "message"),
        ("sms", "conduct", {"price": "-1"}, "price"),
        ("sms", "nonsense", {}, "action"),
    ],
)
def test_what_cannot_be_done_says_why(
    somebody: Visit, channel: str, action: str, fields: dict[str, str], word: str
) -> None:
    response = somebody.do(channel, action, **fields)
    assert response.status_code == 400
    assert word in response.json()["detail"]


def test_the_provider_wants_its_token(site: Site) -> None:
    providers = f"{site.url}/simulator/providers"
    account = site.gateway.settings.twilio_account_sid
    assert httpx.get(f"{providers}/twilio/2010-04-01/Accounts/{account}/Messages.json").status_code == 401
    assert httpx.post(f"{providers}/telegram/bot1:wrong/getMe").status_code == 401


def test_all_languages_say_the_same_things() -> None:
    assert set(read_sentences(ROOT / "content", "simulator")) == {"en", "ar", "fr"}


def test_its_style_and_script_come_packed_and_stay_in_the_browser(site: Site, somebody: Visit) -> None:
    addresses = re.findall(r'"(/simulator/static/[^"]+)"', somebody.page().text)
    assert len(addresses) == 2
    for address in addresses:
        found = httpx.get(site.url + html.unescape(address))
        assert found.headers["content-encoding"] == "gzip" and "immutable" in found.headers["cache-control"]
        assert httpx.get(found.url, headers={"If-None-Match": found.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_it_speaks_the_language_asked_for(site: Site, language: str, direction: str) -> None:
    page = httpx.get(f"{site.url}/simulator?lang={language}").text
    assert f'<html lang="{language}" dir="{direction}">' in page
