"""What was said before counts: short questions, corrections, and a form that a question interrupts."""

from tests.journeys.people import WebPerson


def test_a_short_question_is_understood_from_what_was_said(web_person: WebPerson) -> None:
    web_person.says("which papers do I need for a work visa for Spain?")
    assert web_person.hears()[0]["answer"]["topic"] == "work_visa"
    web_person.says("how much?")
    assert web_person.hears()[0]["answer"]["topic"] == "recruitment_fees"


def test_two_questions_in_one_message_are_both_answered(web_person: WebPerson) -> None:
    web_person.says("I am in Kuwait. My salary was not paid for 3 months. Can my boss keep my passport?")
    topics = {message["answer"]["topic"] for message in web_person.hears(2)}
    assert topics == {"unpaid_wages", "passport_retention"}


def test_a_question_interrupts_the_complaint_and_the_complaint_goes_on(web_person: WebPerson) -> None:
    web_person.says("my salary is not paid, I work in Qatar")
    [answer] = web_person.hears()
    assert "prepare_complaint" in [choice["value"] for choice in answer["choices"]]
    web_person.says(choice="prepare_complaint")
    [since] = web_person.hears()
    web_person.says("can he keep my passport?")
    passport, again = web_person.hears(2)
    assert passport["answer"]["topic"] == "passport_retention" and again["text"] == since["text"]
    web_person.says("since march 2026")
    web_person.hears()
    web_person.says("about 4500 riyals")
    [summary] = web_person.hears()
    assert "march 2026" in summary["text"] and "4500 riyals" in summary["text"] and "Qatar" in summary["text"]


def test_the_complaint_reads_back_what_was_written_as_it_was_written(web_person: WebPerson) -> None:
    web_person.says("لم أستلم راتبي وأعمل في قطر")
    web_person.hears()
    web_person.says(choice="prepare_complaint")
    web_person.hears()
    web_person.says("من ثلاثة أشهر")
    web_person.hears()
    web_person.says("حوالي ٤٥٠٠ ريال قطري")
    [summary] = web_person.hears()
    assert "ثلاثة أشهر" in summary["text"] and "٤٥٠٠ ريال" in summary["text"] and "قطر" in summary["text"]


def test_the_complaint_can_be_left(web_person: WebPerson) -> None:
    web_person.says("my salary is not paid, I work in Qatar")
    web_person.hears()
    web_person.says(choice="prepare_complaint")
    web_person.hears()
    web_person.says(choice="leave_questions")
    web_person.hears()
    web_person.says("my boss took my passport")
    assert web_person.hears()[0]["answer"]["topic"] == "passport_retention"
    web_person.hears_nothing_more()
