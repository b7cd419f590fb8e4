"""The tables of the staff door. No text of a visitor is kept in them but accepted phrases."""

from __future__ import annotations

import sqlalchemy as sa

from bot.records.conversations.tables import metadata


def _turn(*, primary: bool = False) -> sa.Column:
    return sa.Column(
        "turn_id",
        sa.String(32),
        sa.ForeignKey("turns.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=not primary,
        index=not primary,
    )


staff = sa.Table(
    "staff",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("password", sa.String(200), nullable=False),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("disabled_at", sa.DateTime),
)

# `id` is a hash of what stands in the cookie: who reads the table cannot sign in with it.
staff_sessions = sa.Table(
    "staff_sessions",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column(
        "name",
        sa.String(64),
        sa.ForeignKey("staff.name", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False),
)

# `who` is a name or an address, hashed: people type their password into the wrong field.
sign_in_failures = sa.Table(
    "sign_in_failures",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("who", sa.String(64), nullable=False, index=True),
    sa.Column("at", sa.DateTime, nullable=False, index=True),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("who", sa.String(64), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    sa.Column("about", sa.String(120), nullable=False),
    sa.Column("details", sa.Text, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

# One row: the end of the chain. To write it first makes writers take turns.
audit_head = sa.Table(
    "audit_head",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

# Questions of like meaning that got no good answer. `vector` is that of the turn that leads it.
clusters = sa.Table(
    "clusters",
    metadata,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("leader_turn_id", sa.String(32), nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    sa.Column("nearest", sa.String(80)),
    sa.Column("score", sa.Float),
    sa.Column("margin", sa.Float),
    sa.Column("state", sa.String(12), nullable=False, server_default="open"),
    sa.Column("settled_at", sa.DateTime),
    sa.Column("snoozed_until", sa.DateTime),
    sa.Column("assigned_to", sa.String(64)),
)

meanings = sa.Table(
    "meanings",
    metadata,
    _turn(primary=True),
    sa.Column(
        "cluster_id",
        sa.String(12),
        sa.ForeignKey("clusters.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

phrases = sa.Table(
    "phrases",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _turn(),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("label", sa.String(80), nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("adds_nothing", sa.Boolean, nullable=False, server_default=sa.false()),
    # Looked at and not wanted: not suggested again.
    sa.Column("is_put_aside", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("exported_at", sa.DateTime),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("cluster_id", sa.String(12), sa.ForeignKey("clusters.id", ondelete="SET NULL")),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column(
        "session_id",
        sa.String(64),
        sa.ForeignKey("sessions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("reviewed_by", sa.String(64)),
    sa.Column("reviewed_at", sa.DateTime),
    sa.Column("is_flagged", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("tags", sa.String(200), nullable=False, server_default=""),
)

# What the right answer would have been: an answer's id, or "none" where there is none.
corrections = sa.Table(
    "corrections",
    metadata,
    _turn(primary=True),
    sa.Column("answer", sa.String(80), nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)

callback_notes = sa.Table(
    "callback_notes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "reference",
        sa.String(12),
        sa.ForeignKey("callbacks.reference", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

phone_calls = sa.Table(
    "phone_calls",
    metadata,
    sa.Column("monday", sa.Date, primary_key=True),
    sa.Column("calls", sa.Integer, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)

# On SQLite, the rows of the search index; PostgreSQL indexes the turns themselves.
searchable = sa.Table(
    "searchable",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("turn_id", sa.String(32), nullable=False, unique=True),
)
