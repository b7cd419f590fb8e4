"""Finds conversations by the words of their redacted texts: FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import turns

MAX_SESSIONS = 2000


def sessions_with(connection: Connection, words: str) -> list[str]:
    """Return the ids of sessions in which all the words were typed, in one message; newest first."""
    if not words.split():
        return []
    if connection.dialect.name == "sqlite":
        query = sa.text(
            "SELECT DISTINCT turns.session_id FROM turn_words "
            "JOIN searchable ON searchable.id = turn_words.rowid "
            "JOIN turns ON turns.id = searchable.turn_id "
            "WHERE turn_words MATCH :words LIMIT :most"
        )
        rows = connection.execute(query, {"words": _quoted(words), "most": MAX_SESSIONS})
        return list(rows.scalars())
    vector = sa.func.to_tsvector(
        sa.text("'english'"), sa.func.coalesce(turns.c.text, sa.text("''"))
    )
    query_words = sa.func.plainto_tsquery(sa.text("'english'"), words)
    statement = (
        sa.select(turns.c.session_id)
        .where(vector.op("@@")(query_words))
        .distinct()
        .limit(MAX_SESSIONS)
    )
    return list(connection.execute(statement).scalars())


def purge(connection: Connection) -> None:
    """Drop the words of erased texts from the index for good; until then they lie there unused."""
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("INSERT INTO turn_words(turn_words) VALUES ('optimize')"))


def _quoted(words: str) -> str:
    """Return words as FTS5 reads them, each in quotes, so that none is taken for an operator."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
