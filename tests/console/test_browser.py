"""The console in a real browser: the whole way of a case, what changes by itself, the keyboard, both directions."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from helpline.domain.messages import OutgoingMessage
from helpline.storage.conversations import lock
from helpline.storage.staff import end_sessions_of, find_staff
from helpline.usecases.release_case import release_case
from helpline.usecases.send_message import store_suggestion
from helpline.usecases.take_case import take_case
from tests.console.browsing import PHONE, Tab
from tests.console.house import House, Person

Open = Callable[..., Tab]


@pytest.fixture
def person(site: House) -> Person:
    site.add_staff("Amal Haddad")
    site.add_staff("Nadia Ben Salah")
    person = site.person("+97455512321", language="en", country="QA")
    person.needs_somebody(topic="passport_retention")
    return person


def take(page: Page) -> None:
    page.click("#take")
    expect(page.locator("#reply-text")).to_be_focused()


def position(page: Page) -> tuple[object, ...]:
    """What a live change must leave alone: focus, reading position, and what is typed."""
    found: list[object] = page.evaluate(
        "[document.activeElement.id, scrollY, document.getElementById('log')?.scrollTop,"
        " document.getElementById('queue-list').scrollTop, document.querySelector('.row').getBoundingClientRect().y,"
        " document.getElementById('reply-text')?.value]"
    )
    return tuple(found)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_signing_in_to_closing(open_console: Open, person: Person, scripts: bool) -> None:
    """The same steps without JavaScript."""
    page = open_console("amal", scripts=scripts).page
    page.click(f"#link-{person.case_number}")
    expect(page.locator("#case-title")).to_contain_text("Passport kept")
    page.click("#take")
    expect(page.locator(".state")).to_have_text("You have it")
    page.fill("#reply-text", "Do you have a copy?")
    page.click("#reply button")
    expect(page.locator("#log")).to_contain_text("Do you have a copy?")
    expect(page.locator("#reply-text")).to_have_value("")
    assert person.heard()[-1] == "Do you have a copy?"
    page.click("#ask-close")
    page.click("#do-close")
    expect(page.locator(".state")).to_have_text("Closed")
    expect(page).to_have_url(f"{page.url.partition('/console')[0]}/console/cases/{person.case_number}")
    page.click(".bar .menu:last-of-type summary")
    page.click("#sign-out button")
    expect(page.locator("#password")).to_be_visible()


def test_what_somebody_else_does_appears_by_itself(open_console: Open, person: Person) -> None:
    amal, nadia = open_console("amal").page, open_console("nadia").page
    for page in (amal, nadia):
        page.click(f"#link-{person.case_number}")
    take(amal)
    expect(nadia.locator(".state")).to_have_text("Amal Haddad has it")
    expect(nadia.locator(f"#row-{person.case_number} .holder")).to_have_text("Amal Haddad")
    expect(nadia.locator("#take")).to_have_count(0)
    person.says("Are you there?")
    for page in (amal, nadia):
        expect(page.locator("#log .bubble").last).to_contain_text("Are you there?")
    amal.fill("#reply-text", "Yes, I read it now.")
    amal.press("#reply-text", "Control+Enter")
    expect(nadia.locator("#log .bubble").last).to_contain_text("Yes, I read it now.")
    expect(amal.locator("#log .bubble").last).to_contain_text("Yes, I read it now.")
    assert amal.locator("#log .bubble").count() == nadia.locator("#log .bubble").count(), "nothing appears twice"


def test_new_cases_wait_behind_a_bar_until_it_is_clicked(open_console: Open, site: House, person: Person) -> None:
    page = open_console("amal").page
    expect(page.locator("#news a")).to_have_count(0)
    first = site.person("+97455512399", country="KW").needs_somebody(topic="unpaid_wages", priority="high")
    expect(page.locator("#news")).to_have_text("1 new case")
    second = site.person("+97455512398").needs_somebody(topic="danger_violence", priority="urgent")
    expect(page.locator("#news")).to_have_text("2 new cases, urgent")
    expect(page.locator("#count-waiting")).to_contain_text("3")
    expect(page.locator(".row")).to_have_count(1)
    page.click("#show-news")
    expect(page.locator(".row .number")).to_have_text([second, first, person.case_number])
    expect(page.locator("#news")).to_be_empty()
    third = site.person("+97455512397").needs_somebody(topic="recruitment_fees")
    expect(page.locator("#news")).to_have_text("1 new case")
    assert page.locator(f"#row-{third}").count() == 0


def test_a_live_change_moves_neither_focus_nor_what_is_read(open_console: Open, site: House, person: Person) -> None:
    for number in range(30):
        person.says(f"A long story, part {number}. " * 8)
    page = open_console("amal").page
    page.click(f"#link-{person.case_number}")
    take(page)
    page.type("#reply-text", "I am just wri")
    page.evaluate("document.getElementById('log').scrollTop = 200")
    before = position(page)
    site.person("+97455512398").needs_somebody(topic="danger_violence", priority="urgent")
    person.says("And one thing more")
    expect(page.locator("#log")).to_contain_text("And one thing more")
    expect(page.locator("#news a")).to_be_visible()
    assert position(page) == before
    expect(page.locator("#below")).to_be_visible()
    page.click("#below")
    expect(page.locator("#log .bubble").last).to_be_in_viewport()
    expect(page.locator("#below")).to_be_hidden()


def test_nothing_typed_is_lost(open_console: Open, site: House, person: Person) -> None:
    tab = open_console("amal")
    page = tab.open_case(person.case_number)
    take(page)
    page.type("#reply-text", "A long answer that took a while")
    page.reload()
    expect(page.locator("#reply-text")).to_have_value("A long answer that took a while")
    page.context.clear_cookies()
    page.press("#reply-text", "Control+Enter")
    page.fill("#email", "amal@example.org")
    page.fill("#password", "correct horse battery")
    page.press("#password", "Enter")
    expect(page.locator("#reply-text")).to_have_value("A long answer that took a while")
    give_to_nadia(site, person)
    expect(page.locator(".state")).to_have_text("Nadia Ben Salah has it")
    expect(page.locator("#unsent-text")).to_have_value("A long answer that took a while")
    assert "A long answer" not in "".join(person.heard())


def give_to_nadia(site: House, person: Person) -> None:
    with site.gateway.database.read() as tx:
        amal, nadia = (find_staff(tx, f"{name}@example.org") for name in ("amal", "nadia"))
    assert amal and nadia
    release_case(site.gateway.services, person.case_id, amal[0])
    take_case(site.gateway.services, person.case_id, nadia[0])


def test_without_a_connection_the_page_says_so_and_keeps_the_text(open_console: Open, person: Person) -> None:
    tab = open_console("amal")
    page = tab.open_case(person.case_number)
    take(page)
    page.fill("#reply-text", "Please wait")
    page.context.set_offline(True)
    page.click("#reply button")
    expect(page.locator("#notice")).to_contain_text("It was not sent, because there is no connection.")
    expect(page.locator("#reply-text")).to_have_value("Please wait")
    page.context.set_offline(False)
    page.click("#reply button")
    expect(page.locator("#log")).to_contain_text("Please wait")
    expect(page.locator("#notice")).to_be_empty()
    assert person.heard().count("Please wait") == 1
    tab.errors.clear()  # HTMX reported the failed request


def test_a_session_that_ended_is_announced_and_the_page_stays(open_console: Open, site: House, person: Person) -> None:
    tab = open_console("amal")
    page = tab.open_case(person.case_number)
    with site.gateway.database.write() as tx:
        account = find_staff(tx, "amal@example.org")
        assert account
        end_sessions_of(tx, account[0].id)
    person.says("Are you there?")
    expect(page.locator("#signed-out")).to_be_visible()
    expect(page.locator("#case-title")).to_be_visible()
    tab.errors.clear()  # HTMX reported the refused request


def test_the_keyboard(open_console: Open, site: House, person: Person) -> None:
    other = site.person("+97455512399").needs_somebody(topic="unpaid_wages", priority="high")
    page = open_console("amal").page
    page.keyboard.press("j")
    expect(page.locator(f"#link-{other}")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(f"#link-{person.case_number}")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("#case-title")).to_be_focused()
    expect(page.locator("#case-title")).to_contain_text(other)
    page.keyboard.press("c")
    expect(page.locator("#reply-text")).to_be_focused()
    page.keyboard.type("jkcr?")
    expect(page.locator("#reply-text")).to_have_value("jkcr?")
    page.focus("#case-title")
    page.keyboard.press("r")
    expect(page.locator("#reply-text")).to_be_focused()
    page.focus("#case-title")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.uncheck("#keys-on")
    page.click("#help button")
    page.focus("#case-title")
    page.keyboard.press("r")
    expect(page.locator("#reply-text")).not_to_be_focused()


def test_the_suggestion_of_the_assistant_goes_into_the_field(open_console: Open, site: House, person: Person) -> None:
    page = open_console("amal").open_case(person.case_number)
    take(page)
    conversation_id = person.conversation_id
    with site.gateway.database.write() as tx:
        lock(tx, conversation_id)
        store_suggestion(tx, conversation_id, OutgoingMessage("Ask for it\nin writing.", "en"))
    page.fill("#reply-text", "Hello.")
    page.click("[data-use]")
    expect(page.locator("#reply-text")).to_have_value("Hello.\n\nAsk for it\nin writing.")


def test_in_arabic_the_list_stands_on_the_right(open_console: Open, person: Person) -> None:
    page = open_console("amal").page
    page.click(".menu:first-of-type summary")
    page.click("button[value=ar]")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#queue-title")).to_have_text("قائمة الانتظار")
    page.click(f"#link-{person.case_number}")
    expect(page.locator("#case-title")).to_contain_text("حجز جواز السفر")
    queue, case = page.locator("#queue").bounding_box(), page.locator("#case").bounding_box()
    assert queue and case and queue["x"] > case["x"]


def test_on_a_phone_one_thing_is_on_the_screen_and_nothing_sticks_out(open_console: Open, person: Person) -> None:
    page = open_console("amal", size=PHONE).page
    page.click(f"#link-{person.case_number}")
    expect(page.locator("#case-title")).to_be_visible()
    expect(page.locator("#queue")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click(".back")
    expect(page.locator("#queue")).to_be_visible()


def test_going_back_shows_the_page_as_it_is_now(open_console: Open, site: House, person: Person) -> None:
    other = site.person("+97455512399").needs_somebody(topic="unpaid_wages", priority="high")
    page = open_console("amal").page
    page.click(f"#link-{other}")
    expect(page.locator("#case-title")).to_contain_text(other)
    page.click(f"#link-{person.case_number}")
    expect(page.locator("#case-title")).to_contain_text(person.case_number)
    page.go_back()
    expect(page.locator("#case-title")).to_contain_text(other)
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "passport" not in kept.lower(), "no conversation is kept in the browser"
