from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.acts import ActReader
from bot.conversation.conversation import Conversation
from bot.conversation.state import State
from bot.conversation.user_turn import UserTurn
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.facts.reader import default_reader
from testkit.talk import MemoryKeeper, Talk

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def today():
    return TODAY


@pytest.fixture(scope="session")
def reader():
    return default_reader()


@pytest.fixture(scope="session")
def guided(knowledge, eligibility):
    return GuidedMessages(knowledge, eligibility, TODAY)


@pytest.fixture
def keeper():
    return MemoryKeeper()


@pytest.fixture
def talk(knowledge, reader, keeper):
    return Talk(Conversation(knowledge, reader, keeper, TODAY))


@pytest.fixture(scope="session")
def read(knowledge, reader, today):
    """Return what a text does in a state, and with what was learnt of it."""
    acts = ActReader(knowledge, reader, today)

    def read_(text, state=None, label="out_of_scope", **learnt):
        intent = label.partition("/")[0]
        turn = UserTurn(text, intent, label, **{"confidence": float(intent == "faq"), **learnt})
        return acts.read(turn, state or State())

    return read_
