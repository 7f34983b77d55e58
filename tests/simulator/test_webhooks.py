"""What a person does becomes a webhook that the real verifier takes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
from twilio.rest import Client

from bot.channels.twilio_client import TimedHttpClient, make_client
from bot.simulator.rules_twilio_posts import inbound_fields, sign
from bot.simulator.simulation import SMS_FROM
from tests.simulator.visiting import Visit, conversation_of, inbox_count
from tests.webchat.site import Site


def client_of(site: Site) -> Client:
    settings = site.gateway.settings
    return make_client(settings, TimedHttpClient(settings.twilio_api_url))


def test_an_sms_goes_through_the_real_webhook_and_comes_back_with_ticks_segments_and_price(somebody: Visit) -> None:
    somebody.say("sms", "my employer has my passport")
    shown = somebody.wait_for("sms", "passport", state="delivered")
    assert "2 segments · GSM-7 · 0.10 USD" in shown.state
    assert somebody.wait_for("sms", "my employer", side="person").state.endswith("the helpline has it")
    assert "POST /channels/twilio</bdi>" in somebody.page().text
    assert "X-Twilio-Signature" in somebody.page().text


def test_arabic_costs_more_segments(somebody: Visit) -> None:
    somebody.say("sms", "صاحب العمل يأخذ جواز سفري")
    assert "UCS-2" in somebody.wait_for("sms", "جواز", state="delivered").state


def test_a_forged_message_is_refused(site: Site, somebody: Visit) -> None:
    settings = site.gateway.settings
    fields = inbound_fields(somebody.address("sms"), SMS_FROM, "hello", settings.twilio_account_sid)
    url = f"{settings.base_url}/channels/twilio"
    forged = httpx.post(url, data=fields, headers={"X-Twilio-Signature": sign(url, fields, "another token")})
    right = httpx.post(url, data=fields, headers={"X-Twilio-Signature": sign(url, fields, settings.twilio_auth_token)})
    assert (forged.status_code, right.status_code) == (403, 200)


def test_a_message_posted_twice_is_one(site: Site, somebody: Visit) -> None:
    somebody.do("whatsapp", "webhook", kind="twice")
    somebody.say("whatsapp", "passport")
    somebody.wait_for_outcomes("whatsapp", "POST /channels/twilio", ["200", "200"])
    assert inbox_count(site, conversation_of(site, "whatsapp", somebody.address("whatsapp"))) == 1


def test_a_lost_message_is_in_twilio_s_list_and_nowhere_else(site: Site, somebody: Visit) -> None:
    somebody.do("sms", "webhook", kind="lost")
    somebody.say("sms", "nobody hears this")
    somebody.wait_for("sms", "nobody hears", side="person", state="lost on the way")
    somebody.say("sms", "but this")
    assert inbox_count(site, conversation_of(site, "sms", somebody.address("sms"))) == 1
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    listed = client_of(site).messages.list(
        to=SMS_FROM, from_=somebody.address("sms"), date_sent_after=an_hour_ago, date_sent_before=datetime.now(UTC)
    )
    assert [(each.body, each.direction, each.status) for each in listed] == [
        ("but this", "inbound", "received"),
        ("nobody hears this", "inbound", "received"),
    ]


def test_a_tap_on_telegram_is_answered_and_an_edit_is_sent(somebody: Visit) -> None:
    somebody.say("telegram", "passport")
    asked = somebody.wait_for("telegram", "In which country")
    assert somebody.do("telegram", "tap", bubble=asked.number, button="2").status_code == 204
    assert "Kuwait" in somebody.wait_for("telegram", "", state="the bot answered the tap").state
    own = somebody.wait_for("telegram", "passport", side="person")
    assert somebody.do("telegram", "edit", bubble=own.number, text="my passport is gone").status_code == 204
    somebody.wait_for("telegram", "my passport is gone", side="person", state="edited")
    somebody.wait_for_outcomes("telegram", "POST /channels/telegram", ["200"] * 3)


def test_a_list_on_whatsapp_can_be_tapped(somebody: Visit) -> None:
    somebody.say("whatsapp", "passport")
    asked = somebody.wait_for("whatsapp", "In which country", state="read")
    assert somebody.do("whatsapp", "tap", bubble=asked.number, button="2").status_code == 204
    somebody.wait_for("whatsapp", "Kuwait", side="person", state="the helpline has it")


def test_what_is_attached_can_be_fetched_as_from_the_provider(site: Site, somebody: Visit) -> None:
    settings = site.gateway.settings
    for kind in ("photo", "voice", "document", "place"):
        assert somebody.do("whatsapp", "attach", kind=kind).status_code == 204
    somebody.wait_for_outcomes("whatsapp", "POST /channels/twilio", ["200"] * 4)
    sender = f"whatsapp:{somebody.address('whatsapp')}"
    listed = [each for each in client_of(site).messages.list(from_=sender) if each.num_media == "1"]
    assert len(listed) == 3
    page = somebody.page().text
    url = page[page.index(f"{settings.twilio_api_url}/2010") :].partition("<")[0]
    assert httpx.get(url).status_code == 401
    found = httpx.get(url, auth=(settings.twilio_account_sid, settings.twilio_auth_token))
    assert found.status_code == 200 and found.content[:4] in (b"%PDF", b"OggS", b"\xff\xd8\xff\xe0")


def test_a_country_is_recognised_by_its_made_up_number(visit: Callable[..., Visit]) -> None:
    assert visit("LB").address("sms").startswith("+961000")
    assert visit("US").address("sms").startswith("+120255501")
