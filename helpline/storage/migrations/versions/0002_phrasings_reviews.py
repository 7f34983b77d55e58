"""Phrasings of answers, review tasks."""

import sqlalchemy as sa
from alembic import op

import helpline.storage.schema

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("answer_translations", sa.Column("phrasings", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "review_tasks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("answer_id", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("opened_at", helpline.storage.schema.UtcDateTime(timezone=True), nullable=False),
        sa.Column("done_at", helpline.storage.schema.UtcDateTime(timezone=True), nullable=True),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name="fk_review_tasks_answer_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_review_tasks_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_tasks"),
    )
    op.create_index("ix_review_tasks_answer_id", "review_tasks", ["answer_id"])
    is_open = sa.text("done_at IS NULL")
    op.create_index(
        "uq_review_tasks_open",
        "review_tasks",
        ["answer_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    _consent_and_window()
    _media()
    op.add_column("conversations", sa.Column("further_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("outbox_parts", sa.Column("segments", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox_parts", "segments")
    op.drop_column("conversations", "further_sealed")
    op.drop_table("media")
    op.drop_table("consents")
    for table, columns in _COLUMNS.items():
        for name in columns:
            op.drop_column(table, name)
    op.drop_column("outbox", "despite_stop")
    op.drop_table("review_tasks")
    op.drop_column("answer_translations", "phrasings")


_COLUMNS = {
    "people": ("follow_up_since", "learning_since"),
    "addresses": ("window_refused_at", "waiting_noted_at", "welcomed_at"),
    "conversations": ("purged_at",),
    "outbox": ("released_at",),
}


def _consent_and_window() -> None:
    moment = helpline.storage.schema.UtcDateTime(timezone=True)
    for table, columns in _COLUMNS.items():
        for name in columns:
            op.add_column(table, sa.Column(name, moment, nullable=True))
    op.add_column("outbox", sa.Column("despite_stop", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("address_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_consents_address_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_address_id_kind", "consents", ["address_id", "kind"])
    op.execute(
        "INSERT INTO consents (address_id, kind, source, at) "
        "SELECT id, 'stop', 'word', stopped_at FROM addresses WHERE stopped_at IS NOT NULL"
    )


def _media() -> None:
    moment = helpline.storage.schema.UtcDateTime(timezone=True)
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("reference_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("transcript_state", sa.String(length=8), nullable=False),
        sa.Column("transcript_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("available_at", moment, nullable=False),
        sa.Column("lease", sa.String(length=36), nullable=True),
        sa.Column("lease_until", moment, nullable=True),
        sa.Column("told_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_media_message_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
    )
    op.create_index("ix_media_message_id", "media", ["message_id"])
    op.create_index("ix_media_state_available_at", "media", ["state", "available_at"])
    op.create_index("ix_media_transcript_state_available_at", "media", ["transcript_state", "available_at"])
