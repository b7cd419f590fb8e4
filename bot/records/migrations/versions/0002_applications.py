"""Answers kept under a code, with the person's consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("code", sa.String(12), primary_key=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("ends_at", sa.DateTime, nullable=False, index=True),
        sa.Column("goal", sa.String(20), nullable=False),
        sa.Column("told", sa.JSON, nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("applications")
