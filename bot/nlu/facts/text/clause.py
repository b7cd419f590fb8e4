"""One clause of what a person tells, with the days in it, and how to look things up in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu.facts.text.dates import Found

# What a question mark becomes, so that the clause keeps it.
ASKED = "questionmark"
_ASKS = r"^(?:so )?(?:do|does|is|are|can|could|should|would|will|what|which|how|if|may|am i)\b"

_TAG = re.compile(r"<(\w+)(?::(\w+))?>")


@dataclass(frozen=True)
class Clause:
    """`text` holds tags such as `<PLACE:us>`, and `date0` where `days[0]` stood."""

    text: str
    days: tuple[Found, ...]

    def has(self, *tags: str) -> bool:
        return any(found[1] in tags for found in _TAG.finditer(self.text))

    def value(self, tag: str) -> str | None:
        """Return the value of the last such tag: a correction comes last."""
        values = self.values(tag)
        return values[-1] if values else None

    def values(self, tag: str) -> list[str]:
        return [found[2] for found in _TAG.finditer(self.text) if found[1] == tag and found[2]]

    def matches(self, pattern: str) -> re.Match[str] | None:
        return re.search(pattern, self.text)

    @property
    def asks(self) -> bool:
        """Tell whether it is a question: what it names is not what somebody is."""
        return self.text.endswith(ASKED) or self.matches(_ASKS) is not None

    @property
    def day(self) -> Found | None:
        found = re.search(r"\bdate(\d+)\b", self.text)
        return self.days[int(found[1])] if found else None
