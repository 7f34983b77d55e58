"""Codes by which a person joins two chats."""

import sqlalchemy as sa
from alembic import op

import helpline.storage.schema

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_codes",
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("written_in", sa.String(length=36), nullable=True),
        sa.Column("expires_at", helpline.storage.schema.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_at", helpline.storage.schema.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_link_codes_conversation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["written_in"], ["conversations.id"], name="fk_link_codes_written_in", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_link_codes"),
        sa.UniqueConstraint("code_hash", name="uq_link_codes_code_hash"),
    )


def downgrade() -> None:
    op.drop_table("link_codes")
