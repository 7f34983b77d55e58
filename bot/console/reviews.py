"""Answers past their date: the list, and confirming one that is still right."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect

from bot.console.console import Console, InjectedConsole, StaffRequest
from bot.console.names import Names
from bot.console.sentences import Speech
from helpline.domain.answers import Translation
from helpline.domain.languages import SERVED
from helpline.domain.messages import Source
from helpline.errors import Conflict, InvalidInput
from helpline.usecases.review_answers import Review

REVIEWS = "/console/reviews"
# What the form offers, unless the answer may be confirmed for a shorter time only.
_USUAL = timedelta(days=180)


@dataclass(frozen=True)
class ReviewRow:
    """An answer as the list shows it; `until` stands in the form, and `latest` is the last day that it takes."""

    id: str
    version: int
    topic: str
    country: str
    languages: str
    is_sent: bool
    due_on: date
    checked_on: date
    overdue: str
    sources: tuple[Source, ...]
    words: Translation
    words_language: str
    until: date
    latest: date


@dataclass
class ConfirmForm:
    until: str = ""
    version: int = 0


@get("/reviews", sync_to_thread=True)
def show_reviews(request: StaffRequest, console: InjectedConsole, done: FromQuery[str] = "") -> Response[Any]:
    """`done` is the answer that was just confirmed."""
    notice = console.speech(request)("review_done", answer=done[:120]) if done else ""
    return _page(console, request, notice=notice)


@post("/reviews/{answer:str}/confirm", sync_to_thread=True)
def confirm_review(
    request: StaffRequest, console: InjectedConsole, answer: FromPath[str], data: URLEncodedBody[ConfirmForm]
) -> Response[Any]:
    say = console.speech(request)
    try:
        console.desk.confirm(answer, request.user, _day(data.until), version=data.version)
    except InvalidInput:
        return _page(console, request, refusal=say("review_refused_date"), status_code=400)
    except Conflict:
        return _page(console, request, refusal=say("review_refused_changed"), status_code=409)
    return Redirect(REVIEWS, query_params={"done": answer}, status_code=303)


def _page(
    console: Console, request: StaffRequest, *, notice: str = "", refusal: str = "", status_code: int = 200
) -> Response[Any]:
    today = datetime.now(UTC).date()
    names = Names(console.gateway.services, console.speech(request))
    rows = [_row(review, names, console.speech(request), today) for review in console.desk.list()]
    context = {"rows": rows, "notice": notice, "refusal": refusal, "tomorrow": today + timedelta(days=1)}
    return console.page(request, "reviews.html", status_code=status_code, **context)


def _row(review: Review, names: Names, say: Speech, today: date) -> ReviewRow:
    answer = review.answer
    language = say.language if say.language in answer.translations else next(iter(answer.translations))
    return ReviewRow(
        id=answer.id,
        version=answer.version,
        topic=names.topic(answer.topic),
        country=say("general_rule") if answer.is_general else names.country(answer.country),
        languages=("، " if say.language == "ar" else ", ").join(
            names.language(code) for code in SERVED if code in answer.translations
        ),
        is_sent=answer.is_current(today),
        due_on=answer.review_by,
        checked_on=answer.checked_on,
        overdue=say("span_days", max(1, (today - answer.review_by).days)),
        sources=answer.sources,
        words=answer.translations[language],
        words_language=language,
        until=min(today + _USUAL, review.latest),
        latest=review.latest,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput("`until` must be a date such as 2027-02-20.") from None
