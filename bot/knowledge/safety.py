"""Messages that are taken for what they are before anything else is read: crisis, threat, death, and so on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.yaml_reader import Entry, patterns

_HARMLESS = "harmless"


@dataclass(frozen=True)
class SafetyRule:
    """`reply` is the name of the reply; one of the `innocent` words takes the rule back."""

    kind: str
    reply: str
    words: tuple[re.Pattern[str], ...]
    innocent: tuple[re.Pattern[str], ...]

    def fits(self, text: str) -> bool:
        if not any(pattern.search(text) for pattern in self.words):
            return False
        return not any(pattern.search(text) for pattern in self.innocent)


@dataclass(frozen=True)
class Safety:
    """`harmless` are words that hold back what was learnt of danger, never a rule."""

    rules: tuple[SafetyRule, ...]
    harmless: tuple[re.Pattern[str], ...] = ()

    def rule(self, kind: str) -> SafetyRule | None:
        return next((rule for rule in self.rules if rule.kind == kind), None)

    def is_innocent(self, text: str) -> bool:
        """Tell whether the words of a message are harmless whatever was learnt of such words."""
        plain = " ".join(text.replace("’", "'").split())
        return any(pattern.search(plain) for pattern in self.harmless)

    def rule_for(self, text: str) -> SafetyRule | None:
        """Return the first rule that a message falls under, in the order of the file."""
        plain = " ".join(text.replace("’", "'").split())
        return next((rule for rule in self.rules if rule.fits(plain)), None)


def parse_safety(file: Entry, replies: Mapping[str, object]) -> Safety:
    """Return the rules. Raises KnowledgeError for an unknown reply or a broken pattern."""
    rules = []
    for kind, entry in file.items():
        if kind == _HARMLESS:
            continue
        entry.only("reply", "words", "innocent")
        reply = entry["reply"].text()
        if reply not in replies:
            entry.refuse(f"replies.yml has no {reply!r}", "reply")
        rules.append(SafetyRule(kind, reply, patterns(entry["words"]), patterns(entry["innocent"])))
    return Safety(tuple(rules), patterns(file[_HARMLESS]))
