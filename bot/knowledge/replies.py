"""What the assistant says that is no published answer: small talk, ways forward, notices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.knowledge.texts import Text, parse_text, refuse_typed_amount
from bot.knowledge.yaml_reader import Entry, patterns

# The reply that names an organisation, and the one that quotes an answer.
ANOTHER_ORGANISATION = "another_organisation"
# Whether one must belong to another organisation first.
NO_CONDITION = "no_condition"
NO_PAY = "no_pay"
PERHAPS = "perhaps"
# What was said just now, shorter.
IN_SHORT = "in_short"
# "So that is a yes?", of what the pages say without a yes or no.
SUMMED_UP = "summed_up"
# Asked whether it holds for somebody of whom nothing is known.
FOR_WHOM = "for_whom"
# Told where somebody is a citizen, which decides nothing.
CITIZENSHIP = "citizenship"
# Of several questions some have an answer.
LEFT_OUT = "left_out"
# Said in place of an answer before the first day on which it holds, and after the last.
TO_COME, OVER = "to_come", "over"
# Those that the conversation says by name, whatever themes and words lead to the others.
SAID_BY_NAME = (
    *("greet", "start_over", "capabilities", "affirm", "deny", "none_of_these", "human", "prices"),
    *("out_of_scope", "other_language", "private_data", "redacted", "not_reachable", "review_due"),
    *("did_you_mean", "did_you_mean_of_careers", "which_of_these", PERHAPS, ANOTHER_ORGANISATION),
    *(NO_CONDITION, NO_PAY, CITIZENSHIP, "bereavement_more", "bereavement_write"),
    *(
        "again",
        "again_not_understood",
        "part_of_it",
        "all_said",
        LEFT_OUT,
        IN_SHORT,
        SUMMED_UP,
        FOR_WHOM,
    ),
    "not_understood",
    *("why_asked", "thumb", "what_is_it", TO_COME, OVER),
)
# Placeholders that the conversation fills, by reply.
OWN_PLACEHOLDERS: dict[str, dict[str, str]] = {
    ANOTHER_ORGANISATION: {"organisation": ""},
    NO_CONDITION: {"organisation": ""},
    PERHAPS: {"question": "", "lead": ""},
    IN_SHORT: {"lead": ""},
    SUMMED_UP: {"lead": ""},
    TO_COME: {"day": ""},
    OVER: {"day": ""},
}


class Kind(str, Enum):
    """The kinds of message that the chat API reports."""

    ANSWER = "answer"
    QUESTION = "question"
    DECISION = "decision"
    QUOTE = "quote"
    CHOICES = "choices"
    FALLBACK = "fallback"
    CONTACT = "contact"
    SMALLTALK = "smalltalk"
    NOTICE = "notice"


@dataclass(frozen=True)
class Reply:
    """`offers` are ids of answers, or names of guides; `translations` are texts by language code.

    `answer` is the id of the published answer that says the same at length, and is its source.
    `words` are whole messages that get it; `themes` are the kinds of unanswerable messages (`out_of_scope/…`) that get this reply.
    """

    name: str
    kind: Kind
    text: Text
    offers: tuple[str, ...]
    translations: Mapping[str, str]
    answer: str | None
    themes: tuple[str, ...]
    words: tuple[re.Pattern[str], ...]

    def is_asked_for_by(self, text: str) -> bool:
        """Tell whether a whole message is one of its `words`, whatever its marks."""
        return any(pattern.fullmatch(text) for pattern in self.words)


def parse_replies(file: Entry) -> dict[str, Reply]:
    return {name: _reply(name, entry) for name, entry in file.items()}


def _reply(name: str, entry: Entry) -> Reply:
    entry.only("kind", "text", "offers", "translations", "answer", "themes", "words")
    translations = entry["translations"].items() if entry.has("translations") else ()
    return Reply(
        name=name,
        kind=entry["kind"].one_of(Kind),
        text=parse_text(entry["text"]),
        offers=entry["offers"].texts() if entry.has("offers") else (),
        translations={language: refuse_typed_amount(text) for language, text in translations},
        answer=entry["answer"].text() if entry.has("answer") else None,
        themes=entry["themes"].texts() if entry.has("themes") else (),
        words=patterns(entry["words"]) if entry.has("words") else (),
    )
