"""Questions and what became of them, made up."""

from dataclasses import replace

from evaluation.asked import Asked, Outcome
from evaluation.questions import Question

WAGES, HOURS = "unpaid_wages", "working_hours"


def asked(
    *,
    language: str = "en",
    kind: str = "question",
    text: str = "where is my salary",
    topics: tuple[str, ...] = (WAGES,),
    ranking: tuple[tuple[str, float], ...] = ((WAGES, 0.8), (HOURS, 0.1)),
    **more: object,
) -> Asked:
    """Understood and answered rightly, unless said otherwise."""
    answered = ranking[0][0] if ranking else ""
    usual = Asked(
        question=Question("q-1", language, text, topics, kind),
        language_found=language,
        alarm_by_signs="",
        alarm_by_brain="",
        alarm="",
        answered=answered,
        answered_too=(),
        offered=(),
        said=Outcome.ANSWER,
        ranking=ranking,
        ranking_of_brain=ranking,
    )
    return replace(usual, **more)  # type: ignore[arg-type]


def wrongly_answered(language: str = "en") -> Asked:
    return asked(language=language, ranking=((HOURS, 0.9), (WAGES, 0.05)))


def offered_only(*topics: str, language: str = "en") -> Asked:
    return asked(language=language, answered="", offered=topics, said=Outcome.DID_YOU_MEAN)


def not_understood() -> Asked:
    return asked(answered="", ranking=((HOURS, 0.05),), said=Outcome.CLARIFICATION)
