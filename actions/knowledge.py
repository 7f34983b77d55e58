"""What the actions know: the FAQ, how to search it, and the words by which people say who they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.turn_view import TurnView
from helpline.content.countries import read_countries
from helpline.content.follow_up_questions import read_follow_up_questions
from helpline.content.roles import read_role_words
from helpline.content.sectors import read_sectors
from helpline.content.topics import read_topics
from helpline.domain.choosing import SearchWeights, Thresholds, fused
from helpline.domain.follow_up_questions import FollowUpQuestions
from helpline.domain.roles import RoleWords
from helpline.domain.sectors import SectorWords
from helpline.settings import Settings
from helpline.storage.database import Database
from helpline.usecases.find_answer import FaqReader
from helpline.usecases.search_faq import FaqSearch

# From the curves of `make evaluate` on the development questions.
THRESHOLDS = Thresholds()
SEARCH_WEIGHTS = SearchWeights()


@dataclass(frozen=True)
class Knowledge:
    faq: FaqReader
    search: FaqSearch
    roles: RoleWords
    sectors: SectorWords
    follow_ups: FollowUpQuestions

    def searched(self, turn: TurnView) -> TurnView:
        """The turn, with its ranking as it is once the FAQ has been searched too."""
        return turn if turn.with_faq is not None else replace(turn, with_faq=tuple(self.ranking(turn)))

    def ranking(self, turn: TurnView) -> Sequence[tuple[str, float]]:
        """Rasa's ranking together with what the FAQ's own phrasings say; best first."""
        if turn.is_choice:
            return turn.ranking
        if turn.with_faq is not None:
            return turn.with_faq
        return fused(turn.ranking, self.search.search(turn.text, turn.profile.language), SEARCH_WEIGHTS)


def make_knowledge(settings: Settings, database: Database) -> Knowledge:
    """Raises ContentError when the content cannot be used."""
    content = settings.helpline_content_dir
    return Knowledge(
        FaqReader(database, read_topics(content), read_countries(content)),
        FaqSearch(database),
        read_role_words(content),
        read_sectors(content),
        read_follow_up_questions(content),
    )
