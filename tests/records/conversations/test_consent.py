"""Whose conversation is withheld: of two call-backs one refusal is enough."""

from __future__ import annotations

import pytest

from bot.records.conversations import consent
from bot.records.conversations.tables import callbacks
from testkit.conversation_log import START


@pytest.mark.parametrize(
    ("shares", "withheld"),
    [([], False), ([True], False), ([False], True), ([True, False], True), ([True, True], False)],
)
def test_one_refusal_is_enough(log, database, shares, withheld):
    log.talk("a", (0, "answer"))
    log.talk("other", (0, "answer"))
    with database.begin() as connection:
        for number, share in enumerate(shares):
            values = {"name": "A", "email": "a@example.org", "question": "q"}
            connection.execute(
                callbacks.insert().values(
                    reference=f"R{number}",
                    session_id="a",
                    created_at=START,
                    share_conversation=share,
                    **values,
                )
            )
        assert consent.is_withheld(connection, "a") is withheld
        assert consent.withheld(connection) == ({"a"} if withheld else set())


def test_a_call_back_without_a_conversation_withholds_nothing(database):
    with database.begin() as connection:
        values = {"name": "A", "email": "a@example.org", "question": "q"}
        connection.execute(callbacks.insert().values(reference="R", created_at=START, **values))
        assert consent.withheld(connection) == set()
