"""Held-out questions that another answer is to give from a publication on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_question_changes"
down_revision = "0008_encrypted_app_secrets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("answer_id", sa.String(80), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("release", sa.Integer),
    )


def downgrade() -> None:
    op.drop_table("question_changes")
