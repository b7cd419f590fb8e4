"""Accounts: one-time links, a second factor, and failed sign-ins that can be cleared by name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_accounts"
down_revision = "0004"
branch_labels = None
depends_on = None

_COLUMNS = (
    sa.Column("second_factor", sa.String(64)),
    sa.Column("second_factor_step", sa.Integer),
    sa.Column("recovery_codes", sa.JSON),
)


def upgrade() -> None:
    for column in _COLUMNS:
        op.add_column("staff", column.copy())
    op.create_table(
        "staff_links",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column(
            "name",
            sa.String(64),
            sa.ForeignKey("staff.name", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("ends_at", sa.DateTime, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("staff_links")
    for column in reversed(_COLUMNS):
        with op.batch_alter_table("staff") as batch:
            batch.drop_column(column.name)
