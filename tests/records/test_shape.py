"""The migrations make the tables that the code describes, and can be taken back."""

from __future__ import annotations

import sqlalchemy as sa

from bot.records.analytics.tables import phone_calls
from bot.records.conversations.tables import sessions
from bot.records.metadata import metadata
from bot.records.review.tables import clusters
from bot.records.staff.tables import staff


def described(tables):
    return {
        table.name: {(column.name, column.nullable) for column in table.columns}
        for table in tables.values()
    }


def test_what_is_migrated_is_what_is_described(database):
    database_metadata = sa.MetaData()
    database_metadata.reflect(database)
    migrated = described(database_metadata.tables)
    for name, columns in described(metadata.tables).items():
        assert migrated[name] == columns, name
    assert {table.name for table in (phone_calls, sessions, clusters, staff)} <= set(migrated)
