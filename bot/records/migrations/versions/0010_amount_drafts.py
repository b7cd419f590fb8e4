"""Amounts of the schedule of dues that wait for publication."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_amount_drafts"
down_revision = "0009_question_changes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "amount_drafts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("line", sa.String(80), nullable=False),
        sa.Column("amount", sa.String(12), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("why", sa.String(300), nullable=False, server_default=""),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("release", sa.Integer),
    )


def downgrade() -> None:
    op.drop_table("amount_drafts")
