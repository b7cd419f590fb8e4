"""What the last comparison of a cited page found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013_page_comparisons"
down_revision = "0012_vector_encoder"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_comparisons",
        sa.Column("page", sa.String(80), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("gone", sa.JSON, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("page_comparisons")
