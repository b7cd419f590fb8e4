"""Staff's own work: lookups on the phone, groups merged and named, forms that know their version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_staff_work"
down_revision = "0005_accounts"
branch_labels = None
depends_on = None

_VERSIONED = ("clusters", "reviews", "callbacks")


def upgrade() -> None:
    op.add_column(
        "sessions", sa.Column("channel", sa.String(10), nullable=False, server_default="")
    )
    for table in _VERSIONED:
        op.add_column(table, sa.Column("version", sa.Integer, nullable=False, server_default="0"))
    op.add_column("clusters", sa.Column("theme", sa.String(80), nullable=False, server_default=""))
    op.add_column("clusters", sa.Column("name", sa.String(200), nullable=False, server_default=""))


def downgrade() -> None:
    columns = [
        *(("clusters", name) for name in ("name", "theme")),
        *((table, "version") for table in _VERSIONED),
        ("sessions", "channel"),
    ]
    for table, column in columns:
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
