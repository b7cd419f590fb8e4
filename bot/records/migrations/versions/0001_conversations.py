"""Conversations, feedback and call-backs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "session_id",
            sa.String(64),
            sa.ForeignKey("sessions.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False, index=True),
        sa.Column("text", sa.Text),
        sa.Column("is_choice", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False, index=True),
        sa.Column("label", sa.String(80), index=True),
        sa.Column("confidence", sa.Float),
        sa.Column("top", sa.JSON),
        sa.Column("latency_ms", sa.Integer),
        sa.Column("reply", sa.JSON),
        sa.UniqueConstraint("session_id", "client_id"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "session_id",
            sa.String(64),
            sa.ForeignKey("sessions.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "turn_id", sa.String(32), sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("message_id", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("comment", sa.Text),
        sa.UniqueConstraint("session_id", "message_id"),
    )
    op.create_table(
        "callbacks",
        sa.Column("reference", sa.String(12), primary_key=True),
        sa.Column("session_id", sa.String(64), sa.ForeignKey("sessions.id", ondelete="SET NULL")),
        sa.Column("created_at", sa.DateTime, nullable=False, index=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(40)),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("status", sa.String(10), nullable=False, server_default="new"),
    )


def downgrade() -> None:
    for table in ("callbacks", "feedback", "turns", "sessions"):
        op.drop_table(table)
