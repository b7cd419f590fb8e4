"""The tables of our records. Times are UTC; texts are redacted before they get here."""

from __future__ import annotations

import sqlalchemy as sa

from bot.records.metadata import metadata

# One conversation. `id` is a keyed hash of the secret session id, and Rasa's sender id too.
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False, index=True),
    # Staff trying things out, or on the phone: in no figure of visitors' conversations.
    sa.Column("is_staff_test", sa.Boolean, nullable=False, server_default=sa.false()),
    # "phone": what staff looked up for a caller. Empty for a visitor's own conversation.
    sa.Column("channel", sa.String(10), nullable=False, server_default=""),
    # When the phone number, an address or the call-back form was first followed.
    sa.Column("contact_clicked_at", sa.DateTime),
)

# One message of a person and what was answered. `reply` is kept as sent, with each choice's payload.
turns = sa.Table(
    "turns",
    metadata,
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
    sa.Column("model_version", sa.String(40)),
    sa.UniqueConstraint("session_id", "client_id"),
)

# Why an answer was rated not helpful; the widget offers the same.
REASONS = ("wrong", "incomplete", "unclear", "not_my_question", "other")

feedback = sa.Table(
    "feedback",
    metadata,
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
    # "Did this save you a call or an e-mail?", asked of some after a yes.
    sa.Column("saved_call", sa.Boolean),
    sa.UniqueConstraint("session_id", "message_id"),
)

callbacks = sa.Table(
    "callbacks",
    metadata,
    sa.Column("reference", sa.String(12), primary_key=True),
    sa.Column("session_id", sa.String(64), sa.ForeignKey("sessions.id", ondelete="SET NULL")),
    sa.Column("created_at", sa.DateTime, nullable=False, index=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("email", sa.String(254), nullable=False),
    sa.Column("phone", sa.String(40)),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("status", sa.String(10), nullable=False, server_default="new"),
    sa.Column("topic", sa.String(40)),
    # Only with the person's consent may staff open the conversation it came from.
    sa.Column("share_conversation", sa.Boolean, nullable=False, server_default=sa.false()),
    # Who of the staff answers it, since when it is done, and when others were told that it is there.
    sa.Column("assigned_to", sa.String(64)),
    sa.Column("done_at", sa.DateTime),
    # How it ended, where staff said so.
    sa.Column("outcome", sa.String(12)),
    sa.Column("notified_at", sa.DateTime),
    # Counts the changes by staff: a form that was opened before the last one is not taken.
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
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

# What somebody asked to have kept: attributes by code, no name and no typed text.
applications = sa.Table(
    "applications",
    metadata,
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("ends_at", sa.DateTime, nullable=False, index=True),
    sa.Column("goal", sa.String(20), nullable=False),
    sa.Column("told", sa.JSON, nullable=False),
    sa.Column("category", sa.String(40), nullable=False),
)

# On SQLite, the rows of the search index; PostgreSQL indexes the turns themselves.
searchable = sa.Table(
    "searchable",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("turn_id", sa.String(32), nullable=False, unique=True),
)
