"""What a word or two may mean when that is the whole message: the questions to offer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.guide import GUIDES
from bot.knowledge.yaml_reader import Entry, patterns


@dataclass(frozen=True)
class Keyword:
    """`offers` are ids of published answers, or names of guides; `answer` says it all by itself.

    `reply` is the name of a fixed reply that is said before `text`.
    """

    name: str
    words: tuple[re.Pattern[str], ...]
    text: str
    offers: tuple[str, ...]
    answer: str | None
    reply: str | None = None


@dataclass(frozen=True)
class Keywords:
    entries: tuple[Keyword, ...]

    def found_in(self, text: str) -> tuple[Keyword, ...]:
        """Return the entries whose words stand in a message, in the order of the file."""
        return tuple(
            entry for entry in self.entries if any(word.search(text) for word in entry.words)
        )


def parse_keywords(
    file: Entry, answers: Mapping[str, object], replies: Mapping[str, object]
) -> Keywords:
    """Return the keywords. Raises KnowledgeError for an offer, or a reply, that nothing is known of."""
    entries = []
    for name, entry in file.items():
        entry.only("words", "text", "offers", "answer", "reply")
        offers = entry["offers"].texts()
        answer = entry["answer"].text() if entry.has("answer") else None
        for offer in (*offers, *([answer] if answer else [])):
            if offer not in answers and offer not in GUIDES:
                entry.refuse(f"there is no answer {offer!r}", "offers")
        reply = entry["reply"].text() if entry.has("reply") else None
        if reply is not None and reply not in replies:
            entry.refuse(f"there is no reply {reply!r}", "reply")
        entries.append(
            Keyword(name, patterns(entry["words"]), entry["text"].text(), offers, answer, reply)
        )
    return Keywords(tuple(entries))
