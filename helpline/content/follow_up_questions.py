"""`content/follow_up_questions.yml`."""

from pathlib import Path

from helpline.content.files import read_yaml
from helpline.domain.follow_up_questions import Aspect, FollowUpQuestions
from helpline.errors import ContentError


def read_follow_up_questions(content_dir: Path) -> FollowUpQuestions:
    """Raises ContentError that names the aspect that is incomplete."""
    path = content_dir / "follow_up_questions.yml"
    aspects = []
    for name, entry in read_yaml(path).get("aspects", {}).items():
        try:
            words = tuple(str(word) for listed in entry["words"].values() for word in listed)
            aspects.append(Aspect(name, words, dict(entry["leads_to"])))
        except (KeyError, TypeError, AttributeError, ValueError):
            raise ContentError(f"{path}: {name} needs words by language and leads_to.") from None
    return FollowUpQuestions(aspects)
