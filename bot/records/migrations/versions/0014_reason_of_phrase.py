"""Why a phrase is to be learned that the model takes for something else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014_reason_of_phrase"
down_revision = "0013_page_comparisons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("phrases", sa.Column("why", sa.String(300), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("phrases") as table:
        table.drop_column("why")
