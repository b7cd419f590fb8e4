"""Finds conversations by the words of their redacted texts: FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import turns

MAX_SESSIONS = 2000
_MOST_WORDS = 12
_SHORTEST_BEGINNING = 3
# The index holds stems: "certificate" stands there as "certif", which does not begin with "certificat". So
# the first letters are looked up, and the text itself is asked for the rest.
_LETTERS_LOOKED_UP = 4
_NO_LETTER = re.compile(r"[\W_]+")
_ENGLISH = sa.text("'english'")

_TURN_WORDS = sa.table("turn_words", sa.column("rowid"), sa.column("turn_words"))
_SEARCHABLE = sa.table("searchable", sa.column("id"), sa.column("turn_id"))


def sessions_with(connection: Connection, words: str) -> list[str]:
    """Return the ids of sessions in one message of which all the words were typed, or words that begin so."""
    typed = words.split()[:_MOST_WORDS]
    if not typed:
        return []
    if connection.dialect.name == "sqlite":
        query = (
            sa.select(turns.c.session_id)
            .join(_SEARCHABLE, _SEARCHABLE.c.turn_id == turns.c.id)
            .where(*map(_in_sqlite, typed))
        )
    else:
        all_words = _vector().op("@@")(sa.func.plainto_tsquery(_ENGLISH, words))
        # Words such as "the" stand in no index there: only together with others they find anything.
        query = sa.select(turns.c.session_id).where(all_words | sa.and_(*map(_in_postgres, typed)))
    return list(connection.execute(query.distinct().limit(MAX_SESSIONS)).scalars())


def purge(connection: Connection) -> None:
    """Drop the words of erased texts from the index for good; until then they lie there unused."""
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("INSERT INTO turn_words(turn_words) VALUES ('optimize')"))


def _in_sqlite(word: str) -> sa.sql.ColumnElement:
    is_typed = _matches(_quoted(word))
    if beginning := _beginning(word):
        return is_typed | (_matches(f"{_quoted(beginning)}*") & _contains(word))
    return is_typed


def _matches(query: str) -> sa.sql.ColumnElement:
    rows = sa.select(_TURN_WORDS.c.rowid).where(_TURN_WORDS.c.turn_words.op("MATCH")(query))
    return _SEARCHABLE.c.id.in_(rows)


def _in_postgres(word: str) -> sa.sql.ColumnElement:
    is_typed = _vector().op("@@")(sa.func.plainto_tsquery(_ENGLISH, word))
    if beginning := _beginning(word):
        begins = _vector().op("@@")(sa.func.to_tsquery(_ENGLISH, f"{beginning}:*"))
        return is_typed | (begins & _contains(word))
    return is_typed


def _vector() -> sa.sql.ColumnElement:
    """Return what the index of PostgreSQL is made of, letter by letter."""
    return sa.func.to_tsvector(_ENGLISH, sa.func.coalesce(turns.c.text, sa.text("''")))


def _contains(word: str) -> sa.sql.ColumnElement:
    return sa.func.lower(turns.c.text).contains(word.lower(), autoescape=True)


def _beginning(word: str) -> str:
    """Return the letters to look a word up by; empty for one that is too short to begin another."""
    letters = _NO_LETTER.sub("", word)
    return letters[:_LETTERS_LOOKED_UP] if len(letters) >= _SHORTEST_BEGINNING else ""


def _quoted(word: str) -> str:
    """Return a word as FTS5 reads it, in quotes, so that it is not taken for an operator."""
    return '"' + word.replace('"', '""') + '"'
