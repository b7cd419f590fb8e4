"""The migrations make the tables that the code describes, and can be taken back."""

from __future__ import annotations

import sqlalchemy as sa

import bot.records.staff.tables  # noqa: F401 - adds its tables
from bot.records.conversations.tables import metadata


def described(tables):
    return {
        table.name: {(column.name, column.nullable) for column in table.columns}
        for table in tables.values()
    }


def test_what_is_migrated_is_what_is_described(database):
    found = sa.MetaData()
    found.reflect(database)
    made = described(found.tables)
    for name, columns in described(metadata.tables).items():
        assert made[name] == columns, name
