"""All that we know, as one frozen object, and the texts of it as they read on a day.

Texts hold placeholders in braces: `{phone}`, `{join}` and `{hub}` (addresses of the pages),
`{federal_discount}`, any line of dues.yml, which becomes the amount in force on the day, and
`{chapter}`, which becomes the chapters whose amounts are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.errors import KnowledgeError
from bot.knowledge.aspects import Aspects
from bot.knowledge.assumptions import ConversationAssumption
from bot.knowledge.attributes import Attributes
from bot.knowledge.contacts import Contacts
from bot.knowledge.cues import Cues
from bot.knowledge.disagreements import Disagreement
from bot.knowledge.dues import CHAPTER, Dues, Published
from bot.knowledge.faq import Answer, Topic
from bot.knowledge.guide import Guidance
from bot.knowledge.keywords import Keywords
from bot.knowledge.languages import Languages
from bot.knowledge.organisations import Organisations
from bot.knowledge.out_of_scope import OutOfScopeKind
from bot.knowledge.replies import Reply
from bot.knowledge.rules import Rules
from bot.knowledge.safety import Safety
from bot.knowledge.sources import Sources
from bot.knowledge.statements import Statements
from bot.knowledge.texts import PLACEHOLDER, Text
from bot.knowledge.timeline import Timeline
from bot.knowledge.vocabulary import Vocabulary


@dataclass(frozen=True)
class Knowledge:
    sources: Sources
    statements: Statements
    contacts: Contacts
    disagreements: Mapping[str, Disagreement]
    dues: Dues
    topics: tuple[Topic, ...]
    answers: Mapping[str, Answer]
    answers_by_label: Mapping[str, Answer]
    replies: Mapping[str, Reply]
    attributes: Attributes
    rules: Rules
    vocabulary: Vocabulary
    guidance: Guidance
    organisations: Organisations
    aspects: Aspects
    cues: Cues
    safety: Safety
    keywords: Keywords
    languages: Languages
    out_of_scope: tuple[OutOfScopeKind, ...]
    assumptions: tuple[ConversationAssumption, ...]
    facts: Mapping[str, Mapping[str, str]]
    timeline: Timeline

    def fill(self, text: Text, on: date, **values: object) -> str:
        """Return what a text says on that day, its placeholders filled; `values` fill its own.

        Raises UnknownDues for a placeholder that nothing knows, KnowledgeError for an amount that
        is not published on that day.
        """
        chosen = self.chosen(text, on)
        return PLACEHOLDER.sub(lambda match: self._value(match.group(1), on, values), chosen)

    def chosen(self, text: Text, on: date) -> str:
        """Return the sentences that hold on that day, their placeholders as they stand."""
        if isinstance(text, str):
            return text
        return text.chosen(lambda line: self.dues.is_published(line, on))

    def _value(self, name: str, on: date, values: Mapping[str, object]) -> str:
        fixed = {
            **values,
            "phone": self.contacts.phone,
            "emergency": self.contacts.emergency,
            "crisis_line": self.contacts.crisis_line,
            **{page: source.url for page, source in self.sources.items()},
        }
        if name in fixed:
            return str(fixed[name])
        if name == "federal_discount":
            return f"{(self.dues.federal_discount.fraction * 100).normalize():f}%"
        if name == CHAPTER:
            return self._chapters(on)
        amount = self.dues.amount(name, on)
        if not isinstance(amount, Published):
            raise KnowledgeError("dues.yml", name, f"not published on {on}: {amount.why}")
        return money(amount.amount)

    def _chapters(self, on: date) -> str:
        amounts = self.dues.published_chapters(on)
        return ", ".join(f"{name} {money(amount.amount)}" for name, amount in amounts.items())


def money(amount: Decimal) -> str:
    """Write dollars as the pages do: $77, and cents only where there are any."""
    return f"${amount:,.0f}" if amount == amount.to_integral_value() else f"${amount:,.2f}"
