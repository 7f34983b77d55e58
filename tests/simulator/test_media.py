"""From a simulated phone to a sealed file, over the same addresses and with the same tokens as at the real provider."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from helpline.storage import conversations
from helpline.storage.schema import media, messages
from tests.fakes.files import JPEG, PDF, VOICE
from tests.fakes.waiting import wait_until
from tests.simulator.visiting import Visit
from tests.webchat.site import Site

CONTENT = {"photo": JPEG, "voice": VOICE, "document": PDF}


def rows_of(site: Site, channel: str, address: str) -> Sequence[Any]:
    with site.gateway.database.read() as tx:
        found = conversations.find_by_address(tx, channel, address)
        of_conversation = messages.c.conversation_id == (found or "")
        joined = media.join(messages, messages.c.id == media.c.message_id)
        return tx.execute(select(media).select_from(joined).where(of_conversation).order_by(media.c.id)).all()


@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
def test_what_is_attached_is_fetched_and_sealed(site: Site, somebody: Visit, channel: str) -> None:
    address = somebody.address(channel).replace(" ", "")
    for kind in CONTENT:
        assert somebody.do(channel, "attach", kind=kind).status_code == 204

    def stored() -> list[Any]:
        found = rows_of(site, channel, address)
        return list(found) if len(found) == len(CONTENT) and all(row.state == "stored" for row in found) else []

    rows = wait_until(stored, seconds=20, what="three stored files")
    cipher = site.gateway.database.cipher
    assert {row.kind: cipher.open_bytes(row.content_sealed) for row in rows} == CONTENT
