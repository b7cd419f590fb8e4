"""The tables of what staff work through. Of a visitor's texts only accepted phrases are in them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.records.metadata import metadata


def _turn(*, primary: bool = False) -> sa.Column:
    return sa.Column(
        "turn_id",
        sa.String(32),
        sa.ForeignKey("turns.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=not primary,
        index=not primary,
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
    # Empty where a person did it; else what did, such as a publication.
    sa.Column("settled_by", sa.String(80)),
    sa.Column("snoozed_until", sa.DateTime),
    sa.Column("assigned_to", sa.String(64)),
    # What the model took its first question for.
    sa.Column("theme", sa.String(80), nullable=False, server_default=""),
    # Given by staff; empty while the first question names it.
    sa.Column("name", sa.String(200), nullable=False, server_default=""),
    # Counts the changes by staff: a form that was opened before the last one is not taken.
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
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
    # The name of the encoder: vectors of two encoders are not to be compared.
    sa.Column("encoder", sa.String(16), nullable=False, server_default=""),
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
    # Given where the model hardly takes the text for this; empty elsewhere.
    sa.Column("why", sa.String(300), nullable=False, server_default=""),
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
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
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

# What staff say about a message or its reply; `quote` are the words that it is about.
turn_comments = sa.Table(
    "turn_comments",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "turn_id",
        sa.String(32),
        sa.ForeignKey("turns.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("quote", sa.String(300), nullable=False, server_default=""),
    sa.Column("text", sa.String(1000), nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)

# What the last comparison of a cited page with what answers quote from it found; its text is not kept.
# `gone` holds pairs of an answer's id and quoted words that no longer stand on the page.
page_comparisons = sa.Table(
    "page_comparisons",
    metadata,
    sa.Column("page", sa.String(80), primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("gone", sa.JSON, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)
