"""A group is told once that we answer in private only."""

from sqlalchemy.exc import IntegrityError

from helpline.domain.chat_events import GroupNotice
from helpline.storage import installation
from helpline.storage.database import Database

_NAME_CHARACTERS = 40


def note_group(database: Database, notice: GroupNotice) -> bool:
    """Whether it was told before."""
    name = f"group:{database.cipher.lookup_hash(f'{notice.channel}:{notice.address}')[:_NAME_CHARACTERS]}"
    try:
        with database.write() as tx:
            if installation.get_value(tx, name) is not None:
                return True
            installation.set_value(tx, name, "told")
    except IntegrityError:  # two posts about it at the same moment
        return True
    return False
