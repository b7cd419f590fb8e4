"""Which encoder made the vector of an unanswered question."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_vector_encoder"
down_revision = "0011_turn_comments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Vectors from before have no name, and are made anew.
    op.add_column(
        "meanings", sa.Column("encoder", sa.String(16), nullable=False, server_default="")
    )


def downgrade() -> None:
    with op.batch_alter_table("meanings") as table:
        table.drop_column("encoder")
