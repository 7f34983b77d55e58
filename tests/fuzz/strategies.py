"""Bodies that Hypothesis makes up from nothing but the shape of a message; it shrinks what breaks something."""

import json
from urllib.parse import urlencode

from hypothesis import strategies as st

TEXTS = st.text(st.characters(), max_size=60)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = st.sampled_from(
    ["Body", "From", "To", "MessageSid", "SmsSid", "MessageStatus", "ErrorCode", "NumMedia", "MediaUrl0", "WaId",
     "ButtonPayload", "ListId", "MediaContentType0", "OptOutType", "Latitude", "Longitude", "ProfileName"]
)  # fmt: skip
FORMS = st.dictionaries(_FIELDS, TEXTS | st.from_regex(r"\A(whatsapp:)?\+9745000\d{4}\Z"), max_size=8).map(
    lambda fields: urlencode(fields, errors="surrogatepass").encode()
)
_PERSON = st.fixed_dictionaries(
    {"id": st.integers(1, 10**12) | VALUES}, optional={"is_bot": VALUES, "first_name": VALUES}
)
_CHAT = st.fixed_dictionaries({"id": st.integers(1, 10**12) | VALUES, "type": st.just("private") | VALUES})
_MESSAGE = st.fixed_dictionaries(
    {"message_id": st.integers() | VALUES, "date": st.integers(0, 2**40) | VALUES, "chat": _CHAT | VALUES},
    optional=dict.fromkeys(("text", "caption", "photo", "voice", "location", "contact", "entities"), VALUES)
    | {"from": _PERSON},
)
_TAP = st.fixed_dictionaries(
    {"id": VALUES, "from": _PERSON, "chat_instance": VALUES}, optional={"data": VALUES, "message": _MESSAGE}
)
UPDATES = st.fixed_dictionaries(
    {"update_id": st.integers(1, 2**40) | VALUES},
    optional={"message": _MESSAGE, "edited_message": _MESSAGE, "callback_query": _TAP, "my_chat_member": VALUES},
).map(lambda update: json.dumps(update).encode("utf-8", "surrogatepass"))
WEB = (
    st.fixed_dictionaries(
        {"id": st.from_regex(r"\A[a-z0-9-]{8,12}\Z") | VALUES}, optional={"text": VALUES, "choice": VALUES}
    )
    | st.dictionaries(st.text(max_size=6), VALUES, max_size=3)
).map(lambda body: json.dumps(body).encode("utf-8", "surrogatepass"))
