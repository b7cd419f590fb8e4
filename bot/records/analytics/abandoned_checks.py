"""Where eligibility checks stopped: the question that was asked last, where no result came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.analytics.conversation import Conversation
from bot.records.conversations.tables import turns
from bot.records.conversations.turn_outcomes import Outcome

# A page reads no more than these; the latest suffice.
_MOST = 500


def last_questions(connection: Connection, conversations: Iterable[Conversation]) -> Counter[str]:
    """Return how many checks stopped at each attribute."""
    ids = [
        [turn.id for turn in conversation.turns if turn.outcome is Outcome.ELIGIBILITY_STEP][-1]
        for conversation in conversations
        if conversation.has(Outcome.ELIGIBILITY_STEP)
        and not conversation.has(Outcome.ELIGIBILITY_RESULT)
    ]
    query = sa.select(turns.c.reply).where(turns.c.id.in_(ids[-_MOST:]))
    attributes = (
        message["asks"]["attribute"]
        for reply in connection.execute(query).scalars()
        for message in reply or ()
        if message.get("asks")
    )
    return Counter(attributes)
