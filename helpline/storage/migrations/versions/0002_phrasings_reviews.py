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


def downgrade() -> None:
    op.drop_table("review_tasks")
    op.drop_column("answer_translations", "phrasings")
