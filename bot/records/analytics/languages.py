"""In which other languages visitors wrote, by the reply that they got in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import sessions, turns

OTHER = "other"
# What the reply was, before it showed how to reach a person, and what it is.
_KINDS = ("notice", "contact")


def count(
    connection: Connection,
    since: datetime,
    until: datetime,
    first_words: Mapping[str, str],
    english: str,
) -> dict[str, int]:
    """Return how many visitors wrote in each language, most first; those of none that we reply in last.

    `first_words` are those of the reply by language; `english` are words that it holds in every language.
    """
    query = (
        sa.select(turns.c.session_id, turns.c.reply)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .where(
            turns.c.outcome.in_(_KINDS),
            turns.c.created_at >= since,
            turns.c.created_at < until,
            sessions.c.is_staff_test.is_(False),
            sa.cast(turns.c.reply, sa.Text).contains(english, autoescape=True),
        )
    )
    visitors: dict[str, set[str]] = {}
    for session_id, reply in connection.execute(query):
        text = reply[0].get("text", "")
        language = next(
            (name for name, words in first_words.items() if text.startswith(words)), OTHER
        )
        visitors.setdefault(language, set()).add(session_id)
    counts = {language: len(ids) for language, ids in visitors.items()}
    return dict(sorted(counts.items(), key=lambda item: (item[0] == OTHER, -item[1], item[0])))
