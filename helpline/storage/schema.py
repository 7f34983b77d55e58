"""All tables. Columns ending in `_sealed` are encrypted by `Cipher`; `_hash` columns are keyed and only for look-up."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in UTC on both engines; SQLite keeps none of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A datetime without a time zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[str]:
    return Column("id", String(36), primary_key=True)


people = Table(
    "people",
    metadata,
    _id(),
    Column("language", String(8), nullable=False, default=""),
    Column("language_source", String(12), nullable=False, default=""),
    Column("country", String(8), nullable=False, default=""),
    Column("origin", String(8), nullable=False, default=""),
    Column("role", String(12), nullable=False, default=""),
    Column("sector", String(40), nullable=False, default=""),
    # Since when the person allows more than being answered; the ledger `consents` says how it came about.
    Column("follow_up_since", UtcDateTime),
    Column("learning_since", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    _id(),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("channel", String(12), nullable=False),
    Column("address_hash", String(64), nullable=False),
    Column("address_sealed", LargeBinary, nullable=False),
    Column("stopped_at", UtcDateTime),
    Column("unreachable_since", UtcDateTime),
    Column("last_received_at", UtcDateTime),
    # WhatsApp said that the time for free text is over, whatever our clock says.
    Column("window_refused_at", UtcDateTime),
    # When the person was last told that a message waits for them.
    Column("waiting_noted_at", UtcDateTime),
    # When the person was first told who we are, what is stored and how to stop.
    Column("welcomed_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "address_hash"),
)

# Who said stop, start or yes to more, when and how. Rows are only ever added; they go with the person.
consents = Table(
    "consents",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("address_id", ForeignKey("addresses.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("source", String(12), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_consents_address_id_kind", "address_id", "kind"),
)

conversations = Table(
    "conversations",
    metadata,
    _id(),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("address_id", ForeignKey("addresses.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("channel", String(12), nullable=False),
    Column("owner", String(8), nullable=False),
    Column("staff_id", ForeignKey("staff.id")),
    Column("epoch", Integer, nullable=False, default=0),
    Column("dialogue_sealed", LargeBinary),
    Column("offered_sealed", LargeBinary),
    # What is still to be said of the last answer, on SMS; replaced by the next.
    Column("further_sealed", LargeBinary),
    Column("last_seq", Integer, nullable=False, default=0),
    Column("token_hash", String(64)),
    # When the texts up to then were deleted because nobody had written for long.
    Column("purged_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
)

# Codes by which a person joins two chats: given out in one, written in the other, confirmed in the first.
link_codes = Table(
    "link_codes",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("written_in", ForeignKey("conversations.id", ondelete="CASCADE")),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

# The transcript: what was said, by whom, in order. `visible_to_person` is false for suggestions and notes.
messages = Table(
    "messages",
    metadata,
    _id(),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("author", String(8), nullable=False),
    Column("staff_id", ForeignKey("staff.id")),
    Column("language", String(8), nullable=False, default=""),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("understanding_sealed", LargeBinary),
    Column("visible_to_person", Boolean, nullable=False, default=True),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("conversation_id", "seq"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("message_id", ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(12), nullable=False),
    Column("provider_id", String(120), nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("available_at", UtcDateTime, nullable=False),
    Column("lease", String(36)),
    Column("lease_until", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False),
    Column("handled_at", UtcDateTime),
    UniqueConstraint("channel", "provider_id"),
    Index("ix_inbox_conversation_id_state", "conversation_id", "state"),
    Index("ix_inbox_state_available_at", "state", "available_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("message_id", ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("channel", String(12), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("available_at", UtcDateTime, nullable=False),
    Column("lease", String(36)),
    Column("lease_until", UtcDateTime),
    Column("error_code", String(40), nullable=False, default=""),
    # Goes out although the person said STOP: its confirmation, and answers to what they write afterwards.
    Column("despite_stop", Boolean, nullable=False, default=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
    # When a message that waited for WhatsApp's window was let go.
    Column("released_at", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Index("ix_outbox_conversation_id_state", "conversation_id", "state"),
    Index("ix_outbox_state_available_at", "state", "available_at"),
)

# What people sent that is not text. A row exists before the provider gets its 200; files are fetched afterwards.
media = Table(
    "media",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("message_id", ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    # As the first bytes say, never as the provider claims.
    Column("content_type", String(40), nullable=False, default=""),
    Column("size", Integer, nullable=False, default=0),
    Column("state", String(8), nullable=False),
    Column("reason", String(40), nullable=False, default=""),
    Column("reference_sealed", LargeBinary),
    Column("name_sealed", LargeBinary),
    Column("content_sealed", LargeBinary),
    # What a program understood of it: waiting, done or failed; empty where nobody listens.
    Column("transcript_state", String(8), nullable=False, default=""),
    Column("transcript_sealed", LargeBinary),
    Column("attempts", Integer, nullable=False, default=0),
    Column("available_at", UtcDateTime, nullable=False),
    Column("lease", String(36)),
    Column("lease_until", UtcDateTime),
    # When the person was told what happens with it.
    Column("told_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_media_state_available_at", "state", "available_at"),
    Index("ix_media_transcript_state_available_at", "transcript_state", "available_at"),
)

# One row per call to the provider, stored before the call: what is still `sending` after a crash may have been sent.
outbox_parts = Table(
    "outbox_parts",
    metadata,
    Column("message_id", ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("channel", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    Column("tries", Integer, nullable=False, default=1),
    Column("provider_id", String(120)),
    # How many SMS the part was paid as; nothing on other channels.
    Column("segments", Integer),
    Column("begun_at", UtcDateTime, nullable=False),
    Index("ix_outbox_parts_channel_provider_id", "channel", "provider_id"),
)

cases = Table(
    "cases",
    metadata,
    _id(),
    Column("number", String(8), nullable=False, unique=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("topic", String(60), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("staff_id", ForeignKey("staff.id")),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("taken_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Index("ix_cases_state_priority_opened_at", "state", "priority", "opened_at"),
)

# What happened, as facts (`CaseTaken`), for the case's history and the audit; details hold ids and codes only.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(40), nullable=False),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), index=True),
    Column("conversation_id", String(36), index=True),
    Column("staff_id", String(36)),
    Column("details", JSON, nullable=False, default=dict),
    Column("created_at", UtcDateTime, nullable=False),
)

ratings = Table(
    "ratings",
    metadata,
    _id(),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("answer_id", String(120), nullable=False, index=True),
    Column("helped", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("conversation_id", "answer_id"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("topic", String(60), nullable=False, index=True),
    Column("country", String(8), nullable=False),
    Column("audience", String(12), nullable=False),
    Column("follow_ups", JSON, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("checked_on", Date, nullable=False),
    Column("review_by", Date, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("is_published", Boolean, nullable=False, default=True),
    Column("file_digest", String(64), nullable=False, default=""),
    Column("changed_by_staff_at", UtcDateTime),
    Column("updated_at", UtcDateTime, nullable=False),
)

answer_translations = Table(
    "answer_translations",
    metadata,
    Column("answer_id", ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("question", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("short_text", Text, nullable=False),
    # Other ways in which people ask it; searched as soon as they are stored.
    Column("phrasings", JSON, nullable=False, default=list, server_default="[]"),
    Column("status", String(12), nullable=False),
    Column("reviewed_by", String(120), nullable=False, default=""),
    Column("source_version", Integer, nullable=False, default=1),
)

# What staff have to look at again, such as an answer past its date. Done when `done_at` is set; at most one is open
# per answer.
review_tasks = Table(
    "review_tasks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("answer_id", ForeignKey("answers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reason", String(24), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    Column("staff_id", ForeignKey("staff.id")),
    Index(
        "uq_review_tasks_open",
        "answer_id",
        unique=True,
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("country", String(8), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("names", JSON, nullable=False),
    Column("hours", JSON, nullable=False),
    Column("phone", String(40), nullable=False, default=""),
    Column("url", Text, nullable=False, default=""),
    Column("urgent_topics", JSON, nullable=False),
    Column("source", JSON, nullable=False),
    Column("confidence", String(40), nullable=False),
    Column("checked_on", Date, nullable=False),
    Column("review_by", Date, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    _id(),
    Column("email", String(200), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("language", String(8), nullable=False, default="en"),
    Column("is_active", Boolean, nullable=False, default=True),
    Column("created_at", UtcDateTime, nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
)

# One row per failed or allowed try of something throttled; `key_hash` is of the account, the address or both.
attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("action", String(24), nullable=False),
    Column("key_hash", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_attempts_action_key_hash_at", "action", "key_hash", "at"),
)

# Small facts about the installation: which content was loaded, counters that tell processes to reload.
installation = Table(
    "installation",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
    Column("number", Float),
)
