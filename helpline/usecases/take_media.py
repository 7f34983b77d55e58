"""A message without words: the person hears what happens with what they sent, and a person looks at it."""

from helpline.domain.effects import Effect
from helpline.domain.media import VOICE, wording_for
from helpline.domain.turns import BrainAnswer, Outcome, Reply, Understanding
from helpline.services import Services
from helpline.usecases.turn import Turn

_TOLD = Effect("media_told")
# With these the brain says that it could not make anything of the words.
_NOT_UNDERSTOOD = frozenset({"clarify", "out_of_scope"})


def take_media(services: Services, turn: Turn) -> Outcome:
    """What comes in a row is told once. Where a program listens to voice notes, its words take a second turn."""
    if turn.media.is_of_album:
        return Outcome()
    if services.answers_transcripts and set(turn.media.kinds) == {VOICE} and not turn.claim.is_heard:
        return Outcome(() if turn.media.was_told else (Reply("wording", "media_listening"),), (_TOLD,))
    return hand_over_media(turn)


def hand_over_media(turn: Turn) -> Outcome:
    """Who listened in vain says so, also when the person was told of the listening a moment before."""
    is_silent = turn.media.was_told and not turn.claim.is_heard
    told = () if is_silent else (Reply("wording", wording_for(list(turn.media.kinds))),)
    return Outcome(told, (Effect("add_media"), *(() if is_silent else (_TOLD,))), Understanding(decided_by="media"))


def is_understood(answer: BrainAnswer) -> bool:
    """Whether the words beneath a picture were a question, or something else that can be answered."""
    return not any(reply.kind == "wording" and reply.name in _NOT_UNDERSTOOD for reply in answer.replies)
