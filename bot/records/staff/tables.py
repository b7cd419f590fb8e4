"""The tables of the staff's accounts and of the audit."""

from __future__ import annotations

import sqlalchemy as sa

from bot.records.metadata import metadata

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("password", sa.String(200), nullable=False),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("disabled_at", sa.DateTime),
    # The secret of an authenticator app, encrypted, and the latest half minute whose code was used: none
    # counts twice.
    sa.Column("second_factor", sa.String(255)),
    sa.Column("second_factor_step", sa.Integer),
    # Hashes of the codes that each replace the app once.
    sa.Column("recovery_codes", sa.JSON),
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

# With one of these a person chooses a password. `id` is a hash of what stands in the link.
staff_links = sa.Table(
    "staff_links",
    metadata,
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

# `who` is a name, then from where, each hashed: people type their password into the wrong field.
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
