"""What the staff door counts and needs: who clicked through, what saved a call, shared conversations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "sessions",
        sa.Column("is_staff_test", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.add_column("sessions", sa.Column("contact_clicked_at", sa.DateTime))
    op.add_column("turns", sa.Column("model_version", sa.String(40)))
    op.add_column("feedback", sa.Column("saved_call", sa.Boolean))
    op.add_column("callbacks", sa.Column("topic", sa.String(40)))
    op.add_column(
        "callbacks",
        sa.Column("share_conversation", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    for table, column in (
        ("callbacks", "share_conversation"),
        ("callbacks", "topic"),
        ("feedback", "saved_call"),
        ("turns", "model_version"),
        ("sessions", "contact_clicked_at"),
        ("sessions", "is_staff_test"),
    ):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
