from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.conversation import Conversation
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
