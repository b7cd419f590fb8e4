"""One clause of what a person tells, with the days in it, and how to look things up in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from bot.nlu.facts.text.dates import DayMention

# What a question mark becomes, so that the clause keeps it.
QUESTION_MARK = "questionmark"
_ASKS = r"^(?:so )?(?:do|does|is|are|can|could|should|would|will(?= (?:i|he|she|we|they|it|you|my|the|this|that|there|an?|acr)\b)|what|which|how|if|may|am i)\b"

_TAG = re.compile(r"<(?:(NOT|PAST|LATER|IF|OTHER):)?([A-Z]+)(?::(\w+))?>")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern made once; there are more of them than Python keeps by itself."""
    return re.compile(pattern)


@dataclass(frozen=True)
class Mention:
    """Something that the vocabulary knows; `status` is empty where it is so now (status.py)."""

    status: str
    tag: str
    value: str | None


@dataclass(frozen=True)
class Clause:
    """`text` holds tags such as `<PLACE:us>`, or `<NOT:PLACE:us>`, and `date0` where `days[0]` stood."""

    text: str
    days: tuple[DayMention, ...]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(
            Mention(match[1] or "", match[2], match[3]) for match in _TAG.finditer(self.text)
        )

    @cached_property
    def _kinds(self) -> frozenset[tuple[str, str]]:
        return frozenset((mention.tag, mention.status) for mention in self.mentions)

    def has(self, *tags: str, status: str = "") -> bool:
        return any((tag, status) in self._kinds for tag in tags)

    def value(self, tag: str) -> str | None:
        """Return the value of the last such tag: a correction comes last."""
        values = self.values(tag)
        return values[-1] if values else None

    def values(self, tag: str, status: str = "") -> list[str]:
        return [
            mention.value
            for mention in self.mentions
            if mention.tag == tag and mention.status == status and mention.value
        ]

    def denies(self, *tags: str) -> bool:
        """Tell whether such a thing is not so, or not so any more."""
        return self.has(*tags, status="NOT") or self.has(*tags, status="PAST")

    def matches(self, pattern: str) -> re.Match[str] | None:
        return _compiled(pattern).search(self.text)

    @property
    def asks(self) -> bool:
        """Tell whether it is a question: what it names is not what somebody is."""
        return self.text.endswith(QUESTION_MARK) or self.matches(_ASKS) is not None

    @property
    def day(self) -> DayMention | None:
        match = re.search(r"\bdate(\d+)\b", self.text)
        return self.days[int(match[1])] if match else None
