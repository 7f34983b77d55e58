"""How fast messages may go to a provider. Kept in the database, so that it holds for all processes together."""

from datetime import timedelta

from sqlalchemy import select, text, update

from helpline.domain.sending import Pace
from helpline.storage.database import Transaction
from helpline.storage.outbox import OutboxClaim
from helpline.storage.schema import installation, outbox, outbox_parts

# So much of a second's share may go out at one moment.
_AT_ONCE_SECONDS = 0.2


def seconds_to_wait(tx: Transaction, pace: Pace, claim: OutboxClaim) -> float:
    """0 when the next part may go now, which is counted then."""
    wait = _wait_for_address(tx, pace, claim.conversation_id) if pace.at_once else 0.0
    return wait or (_wait_for_all(tx, pace, claim.channel) if pace.per_second else 0.0)


def _wait_for_address(tx: Transaction, pace: Pace, conversation_id: str) -> float:
    """One a second over a while, a few of them at once."""
    span = timedelta(seconds=pace.at_once)
    statement = (
        select(outbox_parts.c.begun_at)
        .join(outbox, outbox.c.message_id == outbox_parts.c.message_id)
        .where(outbox.c.conversation_id == conversation_id, outbox_parts.c.begun_at > tx.now - span)
        .order_by(outbox_parts.c.begun_at.desc())
        .limit(pace.at_once)
    )
    begun = tx.execute(statement).scalars().all()
    return float((begun[-1] + span - tx.now).total_seconds()) if len(begun) == pace.at_once else 0.0


def _wait_for_all(tx: Transaction, pace: Pace, channel: str) -> float:
    """The row says until when what has gone out uses up its share; it is locked until the part is noted as begun."""
    now = tx.now.timestamp()
    used_until = max(_locked_number(tx, f"pace:{channel}"), now)
    if used_until - now > _AT_ONCE_SECONDS:
        return used_until - now - _AT_ONCE_SECONDS
    _set(tx, f"pace:{channel}", used_until + 1 / pace.per_second)
    return 0.0


def note_limit(tx: Transaction, claim: OutboxClaim, delay: timedelta) -> None:
    """The provider says that it is too much. Said in two conversations at the same time it means all of them."""
    until = (tx.now + delay).timestamp()
    name = f"limit:{claim.channel}"
    limited_until = _locked_number(tx, name)
    whose = tx.execute(select(installation.c.value).where(installation.c.name == name)).scalar_one()
    if limited_until > tx.now.timestamp() and whose != claim.conversation_id:
        paused = _locked_number(tx, f"pause:{claim.channel}")
        _set(tx, f"pause:{claim.channel}", max(until, limited_until, paused))
    _set(tx, name, until, claim.conversation_id)


def seconds_paused(tx: Transaction, channel: str) -> float:
    """How long nothing at all may go to this provider."""
    statement = select(installation.c.number).where(installation.c.name == f"pause:{channel}")
    return max(0.0, float(tx.execute(statement).scalar() or 0.0) - tx.now.timestamp())


def _locked_number(tx: Transaction, name: str) -> float:
    insert = text("INSERT INTO installation (name, value, number) VALUES (:name, '', 0) ON CONFLICT (name) DO NOTHING")
    tx.execute(insert.bindparams(name=name))
    statement = select(installation.c.number).where(installation.c.name == name).with_for_update()
    return float(tx.execute(statement).scalar_one())


def _set(tx: Transaction, name: str, number: float, value: str = "") -> None:
    tx.execute(update(installation).where(installation.c.name == name).values(number=number, value=value))
