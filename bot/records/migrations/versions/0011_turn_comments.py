"""Comments of staff on a message and its reply."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011_turn_comments"
down_revision = "0010_amount_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turn_comments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "turn_id",
            sa.String(32),
            sa.ForeignKey("turns.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("quote", sa.String(300), nullable=False, server_default=""),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("turn_comments")
