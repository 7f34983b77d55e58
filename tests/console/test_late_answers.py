"""On a slow line an answer may come when another case is open already: nothing of it may stand in that one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from helpline.storage import conversations
from helpline.usecases.forget_person import forget_person
from helpline.usecases.take_case import take_case
from tests.console.browsing import Tab
from tests.console.house import House, Person

Open = Callable[..., Tab]
REPLY = "About your wage: I call them"


@pytest.fixture
def person(site: House) -> Person:
    """Whose case is open when the answer comes."""
    site.add_staff("Amal Haddad")
    person = site.person("+97455512321", language="en", country="QA")
    person.needs_somebody(topic="passport_retention")
    return person


@pytest.fixture
def other(site: House, person: Person) -> Person:
    other = site.person("+97455512399", language="en", country="QA")
    other.needs_somebody("Nobody pays me", topic="unpaid_wages")
    return other


def go_to(page: Page, person: Person) -> None:
    page.click(f"#link-{person.case_number}")
    expect(page.locator("#case-title")).to_contain_text(person.case_number)


def hold(page: Page, pattern: str) -> list[Route]:
    """Requests that wait for the test to let them go on."""
    held: list[Route] = []
    page.route(pattern, lambda route: held.append(route))
    return held


def let_go(page: Page, held: list[Route]) -> None:
    for route in held:
        with page.expect_response(route.request.url):
            route.continue_()
    page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 50))")


def wait_for(page: Page, held: list[Route]) -> None:
    for _ in range(200):
        if held:
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing was asked for")


def is_of(page: Page, person: Person) -> None:
    expect(page.locator("#case-title")).to_contain_text(person.case_number)
    expect(page.locator("#log")).to_contain_text("They keep my passport")
    expect(page.locator("#log")).not_to_contain_text("wage")


def reply_slowly(page: Page, other: Person) -> list[Route]:
    go_to(page, other)
    page.click("#take")
    expect(page.locator("#reply-text")).to_be_focused()
    page.fill("#reply-text", REPLY)
    held = hold(page, "**/reply")
    page.click("#reply button")
    wait_for(page, held)
    return held


def test_news_of_a_case_does_not_come_into_another(open_console: Open, person: Person, other: Person) -> None:
    page = open_console("amal").page
    held = hold(page, f"**/cases/{other.case_number}/live**")
    go_to(page, other)
    other.says("My wage is two months late")
    wait_for(page, held)
    go_to(page, person)
    let_go(page, held)
    is_of(page, person)
    go_to(page, other)
    expect(page.locator("#log")).to_contain_text("My wage is two months late")


def test_what_happens_while_a_case_is_being_opened_is_seen(
    open_console: Open, site: House, person: Person, other: Person
) -> None:
    nadia, page = site.add_staff("Nadia Ben Salah"), open_console("amal").page
    page.evaluate("htmx.config.defaultSettleDelay = 500")  # a slow phone

    def take_first(route: Route) -> None:
        take_case(site.gateway.services, other.case_id, nadia)
        route.continue_()

    page.route(f"**/console/events?case={other.case_number}", take_first)
    go_to(page, other)
    expect(page.locator(".state")).to_have_text("Nadia Ben Salah has it")


def test_a_late_reply_stays_in_its_case(open_console: Open, person: Person, other: Person) -> None:
    page = open_console("amal").page
    held = reply_slowly(page, other)
    go_to(page, person)
    page.click("#take")
    expect(page.locator("#reply-text")).to_be_focused()
    page.type("#reply-text", "half a sen")
    let_go(page, held)
    is_of(page, person)
    expect(page.locator("#reply-text")).to_have_value("half a sen")
    assert other.heard()[-1] == REPLY
    page.reload()
    expect(page.locator("#reply-text")).to_have_value("half a sen")
    go_to(page, other)
    expect(page.locator("#reply-text")).to_have_value("")


def test_a_late_take_does_not_close_what_is_being_read(open_console: Open, person: Person, other: Person) -> None:
    page = open_console("amal").page
    go_to(page, other)
    held = hold(page, "**/take")
    page.click("#take")
    wait_for(page, held)
    go_to(page, person)
    let_go(page, held)
    is_of(page, person)
    go_to(page, other)
    expect(page.locator(".state")).to_have_text("You have it")


def test_a_reply_that_failed_late_is_told_with_its_case_and_news_do_not_wipe_it_away(
    open_console: Open, person: Person, other: Person
) -> None:
    tab = open_console("amal")
    page = tab.page
    held = reply_slowly(page, other)
    go_to(page, person)
    held[0].abort()
    expect(page.locator("#notice")).to_contain_text(f"{other.case_number}: It was not sent")
    person.says("and my ticket?")
    expect(page.locator("#log")).to_contain_text("and my ticket?")
    expect(page.locator("#notice")).to_contain_text("It was not sent")
    is_of(page, person)
    page.unroute("**/reply")
    go_to(page, other)
    expect(page.locator("#reply-text")).to_have_value(REPLY)
    tab.errors.clear()


def test_while_a_reply_is_under_way_its_form_stays(open_console: Open, person: Person, other: Person) -> None:
    page = open_console("amal").page
    held = reply_slowly(page, other)
    other.says("Are you there?")
    expect(page.locator("#log")).to_contain_text("Are you there?")
    let_go(page, held)
    expect(page.locator("#log")).to_contain_text(REPLY)
    expect(page.locator("#reply-text")).to_have_value("")
    assert other.heard().count(REPLY) == 1


def test_back_in_the_case_what_was_sent_does_not_stand_in_the_field(
    open_console: Open, person: Person, other: Person
) -> None:
    page = open_console("amal").page
    held = reply_slowly(page, other)
    go_to(page, person)
    go_to(page, other)
    expect(page.locator("#reply-text")).to_have_value(REPLY)
    let_go(page, held)
    expect(page.locator("#reply-text")).to_have_value("")


def test_whoever_is_erased_vanishes_from_the_screen(open_console: Open, site: House, other: Person) -> None:
    page = open_console("amal").page
    go_to(page, other)
    page.click("#take")
    page.fill("#reply-text", "half a sen")
    with site.gateway.database.write() as tx:
        forget_person(tx, conversations.load(tx, other.conversation_id).person_id)
    expect(page.locator("#case-title")).to_have_count(0)
    expect(page.locator("#queue")).not_to_contain_text(" Nobody pays me")
    assert "half" not in page.evaluate("JSON.stringify({...sessionStorage})")


def test_closing_waits_for_what_was_just_written(open_console: Open, site: House, other: Person) -> None:
    page = open_console("amal").page
    go_to(page, other)
    page.click("#take")
    expect(page.locator("#reply-text")).to_be_focused()
    hold(page, f"**/cases/{other.case_number}/live**")
    other.says("he is at the door")
    page.click("#ask-close")
    page.click("#do-close")
    expect(page.locator("#notice")).to_contain_text("the person has just written")
    expect(page.locator("#log")).to_contain_text("he is at the door")
    page.click("#ask-close")
    page.click("#do-close")
    expect(page.locator(".state")).to_have_text("Closed")
