"""Drafts of answers, removals of phrases and publications; and what settled a group."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_publishing"
down_revision = "0006_staff_work"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "answer_drafts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("answer_id", sa.String(80), nullable=False, index=True),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("base", sa.String(16), nullable=False),
        sa.Column("test_question", sa.Text, nullable=False, server_default=""),
        sa.Column("why", sa.String(300), nullable=False, server_default=""),
        sa.Column("cluster_id", sa.String(12), sa.ForeignKey("clusters.id", ondelete="SET NULL")),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("release", sa.Integer),
    )
    op.create_table(
        "phrase_removals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("file", sa.String(200), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("release", sa.Integer),
    )
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("why", sa.String(300), nullable=False, server_default=""),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("pid", sa.Integer),
        sa.Column("finished_at", sa.DateTime),
        sa.Column("live_by", sa.String(64)),
        sa.Column("live_at", sa.DateTime),
        sa.Column("content", sa.String(16)),
        sa.Column("model", sa.String(60)),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("result", sa.JSON, nullable=False),
        sa.Column("groups_closed", sa.Integer),
    )
    op.add_column("clusters", sa.Column("settled_by", sa.String(80)))


def downgrade() -> None:
    with op.batch_alter_table("clusters") as batch:
        batch.drop_column("settled_by")
    for table in ("releases", "phrase_removals", "answer_drafts"):
        op.drop_table(table)
