"""The texts of today: built once a day, since amounts and dates in them depend on the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from bot.conversation.letters import Letters
from bot.eligibility.decide import Eligibility
from bot.knowledge.loader import Knowledge
from bot.messages.faq_messages import Messages
from bot.messages.guide_messages import GuidedMessages


class DailyMessages:
    def __init__(self, knowledge: Knowledge, today: Callable[[], date]) -> None:
        self._today = today
        rules = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
        self._messages = lru_cache(maxsize=2)(lambda day: Messages(knowledge, day))
        self._letters = lru_cache(maxsize=2)(
            lambda day: Letters(GuidedMessages(knowledge, rules, day))
        )

    def messages(self) -> Messages:
        return self._messages(self._today())

    def letters(self) -> Letters:
        return self._letters(self._today())
