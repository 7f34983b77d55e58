"""Staff look at answers that are past their date, and confirm those that are still right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from helpline.domain.answer_checks import longest_review
from helpline.domain.answers import Answer
from helpline.domain.facts import Fact
from helpline.domain.people import Staff
from helpline.errors import Conflict, InvalidInput, NotAllowed, NotFound
from helpline.storage import answers, reviews
from helpline.storage.audit import note_event
from helpline.storage.database import Database
from helpline.storage.reviews import ReviewTask


@dataclass(frozen=True)
class Review:
    """An open task. `latest` is the last day until which the answer may be confirmed today."""

    task: ReviewTask
    answer: Answer
    latest: date


class ReviewDesk:
    """`facts` by id say which answers must be looked at often; empty where an installation keeps none."""

    def __init__(self, database: Database, facts: Mapping[str, Fact]) -> None:
        self._database, self._facts = database, facts

    def count(self) -> int:
        with self._database.read() as tx:
            return reviews.count_open(tx)

    def list(self) -> list[Review]:
        """The longest overdue first."""
        with self._database.read() as tx:
            tasks, today = reviews.open_tasks(tx), tx.now.date()
            found = answers.answers_by_id(tx, [task.answer_id for task in tasks])
        listed = [
            Review(task, found[task.answer_id], self.latest(found[task.answer_id], today))
            for task in tasks
            if task.answer_id in found
        ]
        return sorted(listed, key=lambda review: (review.answer.review_by, review.answer.id))

    def latest(self, answer: Answer, today: date | None = None) -> date:
        return (today or datetime.now(UTC).date()) + longest_review(answer, self._facts)

    def confirm(self, answer_id: str, staff: Staff, until: date, *, version: int | None = None) -> Answer:
        """The answer is still right until a day. `version` is the one that was looked at, when that is known.

        Raises NotAllowed, NotFound, InvalidInput for a day that is too near or too far, and Conflict when the answer
        was changed after it was looked at.
        """
        if not staff.may_confirm_answers:
            raise NotAllowed("Only an editor, a supervisor or an administrator may confirm answers.")
        with self._database.write() as tx:
            answer, today = answers.find_answer(tx, answer_id), tx.now.date()
            if answer is None:
                raise NotFound(f"There is no published answer {answer_id}.")
            self._check(answer, until, today)
            if version not in (None, answer.version) or not answers.renew_answer(
                tx, answer, checked_on=today, review_by=until
            ):
                raise Conflict("Somebody has changed this answer meanwhile. Look at it again.")
            reviews.close_of_answer(tx, answer_id, staff.id)
            details = {"answer": answer_id, "version": answer.version + 1, "review_by": until.isoformat()}
            note_event(tx, "AnswerReviewed", staff_id=staff.id, details=details)
            tx.ring("reviews")
        return answer

    def _check(self, answer: Answer, until: date, today: date) -> None:
        latest = self.latest(answer, today)
        if not today < until <= latest:
            raise InvalidInput(f"The day must be after today and at the latest {latest.isoformat()}.")
