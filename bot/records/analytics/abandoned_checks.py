"""Where eligibility checks stopped: the question that was asked last, where no result came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.analytics.conversation import Conversation
from bot.records.analytics.turn_outcomes import Outcome
from bot.records.conversations.tables import turns

# More are not read to show a page; the latest tell enough.
_MOST = 500


def last_questions(connection: Connection, found: Iterable[Conversation]) -> Counter[str]:
    """Return how many checks stopped at each attribute."""
    ids = [
        [turn.id for turn in one.turns if turn.outcome is Outcome.ELIGIBILITY_STEP][-1]
        for one in found
        if one.has(Outcome.ELIGIBILITY_STEP) and not one.has(Outcome.ELIGIBILITY_RESULT)
    ]
    query = sa.select(turns.c.reply).where(turns.c.id.in_(ids[-_MOST:]))
    asked = (
        message["asks"]["attribute"]
        for reply in connection.execute(query).scalars()
        for message in reply or ()
        if message.get("asks")
    )
    return Counter(asked)
