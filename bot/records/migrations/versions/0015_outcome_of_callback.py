"""How a call-back ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015_outcome_of_callback"
down_revision = "0014_reason_of_phrase"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("callbacks", sa.Column("outcome", sa.String(12)))


def downgrade() -> None:
    with op.batch_alter_table("callbacks") as table:
        table.drop_column("outcome")
