"""The tables of what waits for publication, and of what was published."""

from __future__ import annotations

import sqlalchemy as sa

from bot.records.metadata import metadata

# `fields` are those of the answer's entry in knowledge/faq; `base` names what was published when the draft
# was begun. `version` counts its changes, so that nobody overwrites what they have not seen.
answer_drafts = sa.Table(
    "answer_drafts",
    metadata,
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

phrase_removals = sa.Table(
    "phrase_removals",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("label", sa.String(80), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("file", sa.String(200), nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("release", sa.Integer),
)

# Held-out questions that `answer_id` may answer from a publication on.
question_changes = sa.Table(
    "question_changes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("answer_id", sa.String(80), nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("release", sa.Integer),
)

# An amount for a line of the schedule of dues, from a day on.
amount_drafts = sa.Table(
    "amount_drafts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("line", sa.String(80), nullable=False),
    sa.Column("amount", sa.String(12), nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("source", sa.String(300), nullable=False),
    sa.Column("why", sa.String(300), nullable=False, server_default=""),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("release", sa.Integer),
)

# `result` is what checking, training and comparing said; `groups_closed` is null until it was counted.
releases = sa.Table(
    "releases",
    metadata,
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
