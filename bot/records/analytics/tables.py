"""The table of the numbers that staff type in."""

from __future__ import annotations

import sqlalchemy as sa

from bot.records.metadata import metadata

phone_calls = sa.Table(
    "phone_calls",
    metadata,
    sa.Column("monday", sa.Date, primary_key=True),
    sa.Column("calls", sa.Integer, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("at", sa.DateTime, nullable=False),
)
