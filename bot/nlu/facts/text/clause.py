"""One clause of what a person tells, with the days in it, and how to look things up in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu.facts.text.dates import DayMention

# What a question mark becomes, so that the clause keeps it.
QUESTION_MARK = "questionmark"
_ASKS = r"^(?:so )?(?:do|does|is|are|can|could|should|would|will|what|which|how|if|may|am i)\b"

_TAG = re.compile(r"<(\w+)(?::(\w+))?>")


@dataclass(frozen=True)
class Clause:
    """`text` holds tags such as `<PLACE:us>`, and `date0` where `days[0]` stood."""

    text: str
    days: tuple[DayMention, ...]

    def has(self, *tags: str) -> bool:
        return any(match[1] in tags for match in _TAG.finditer(self.text))

    def value(self, tag: str) -> str | None:
        """Return the value of the last such tag: a correction comes last."""
        values = self.values(tag)
        return values[-1] if values else None

    def values(self, tag: str) -> list[str]:
        return [match[2] for match in _TAG.finditer(self.text) if match[1] == tag and match[2]]

    def matches(self, pattern: str) -> re.Match[str] | None:
        return re.search(pattern, self.text)

    @property
    def asks(self) -> bool:
        """Tell whether it is a question: what it names is not what somebody is."""
        return self.text.endswith(QUESTION_MARK) or self.matches(_ASKS) is not None

    @property
    def day(self) -> DayMention | None:
        match = re.search(r"\bdate(\d+)\b", self.text)
        return self.days[int(match[1])] if match else None
