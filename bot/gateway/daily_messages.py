"""The texts of today, since amounts and dates in them depend on the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.conversation.letters import Letters
from bot.eligibility.decide import Eligibility
from bot.knowledge.loader import Knowledge
from bot.messages.faq_messages import Messages
from bot.messages.guide_messages import GuidedMessages


class DailyMessages:
    def __init__(self, knowledge: Knowledge, today: Callable[[], date]) -> None:
        self._knowledge = knowledge
        self._eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
        self._today = today

    def messages(self) -> Messages:
        return Messages(self._knowledge, self._today())

    def letters(self) -> Letters:
        return Letters(GuidedMessages(self._knowledge, self._eligibility, self._today()))
