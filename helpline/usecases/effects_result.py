"""What became of a turn's effects."""

from dataclasses import dataclass

from helpline.domain.cases import Case
from helpline.domain.conversations import Profile
from helpline.domain.turns import Reply


@dataclass(frozen=True)
class EffectsResult:
    """What the replies need to know of what was changed."""

    profile: Profile
    case: Case | None = None
    replies: tuple[Reply, ...] = ()
    is_erased: bool = False
