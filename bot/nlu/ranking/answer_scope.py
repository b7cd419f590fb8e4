"""What a question asks beyond its likeliest answer: pay, fees, pass rates, or one program among many.

Answers that rest on statements say no more than these do, so words decide here and not resemblance: "core exam
pass rate" resembles the core exam, and "does Yale take DOs" what is known of DOs everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.knowledge.knowledge import Knowledge
from bot.knowledge.organisations import Organisations
from bot.knowledge.out_of_scope import OutOfScopeKind, theme_of


class AnswerScope:
    """`texts` are whole answers by label; of labels without one it says nothing."""

    def __init__(
        self,
        texts: Mapping[str, str],
        kinds: Sequence[OutOfScopeKind],
        organisations: Organisations,
    ) -> None:
        self._texts = {label: text.lower() for label, text in texts.items()}
        self._kinds = kinds
        self._organisations = organisations

    def theme_of(self, label: str, question: str) -> str | None:
        """Return the theme to which the question belongs although the answer comes first."""
        return theme_of(question, self._kinds) if label in self._texts else None

    def names_another_institution(self, label: str, question: str) -> bool:
        """Tell whether the question is about a university or hospital that the answer does not name."""
        text = self._texts.get(label)
        return text is not None and any(
            name.lower() not in text
            for name in self._organisations.institutions_asked_about(question)
        )


def scope_of(knowledge: Knowledge) -> AnswerScope:
    """Return the scope of those topics of which every answer rests on statements."""
    texts = {
        answer.label: f"{answer.text} {answer.details}"
        for topic in knowledge.topics
        if all(answer.statements for answer in topic.answers)
        for answer in topic.answers
    }
    return AnswerScope(texts, knowledge.out_of_scope, knowledge.organisations)
