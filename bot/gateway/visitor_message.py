"""What a visitor sent, made safe: no text is a command, and no number that we must not store is left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.gateway.request_body import as_plain_text
from bot.gateway.sessions import Button
from bot.knowledge.faq import Answer
from bot.records.conversations.redaction import redact
from bot.web.readable_text import readable

_FEWEST_WORDS_OF_A_LETTER = 12
# A registrar's note may be short, if it speaks of two of the things that a letter says.
_FEWEST_WORDS_OF_A_NOTE = 5
_FEWEST_SAID = 2
_SAID_IN_LETTERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bstanding\b",
        r"\b(?:enroll?ed|student|bearer|registrar|certify|whom it may concern)\b",
        r"\b(?:began|begun|started|since|matriculated|entered)\b",
        r"\b(?:expected|graduat\w+|complet\w+)\b",
    )
)


@dataclass(frozen=True)
class VisitorMessage:
    """`text` may go to Rasa and into the records; `command` is set where a button or link was used.

    `as_written` is only for what must be seen before anything is taken out: a letter, a patient's data.
    """

    client_id: str
    text: str
    command: str | None = None
    is_redacted: bool = False
    as_written: str = field(default="", repr=False)

    @property
    def is_choice(self) -> bool:
        return self.command is not None

    @property
    def may_be_letter(self) -> bool:
        """Tell whether a typed text may be a letter of verification: long, or with what letters say."""
        text = self.as_written
        words = len(text.split())
        if self.is_choice or words < _FEWEST_WORDS_OF_A_NOTE or text.rstrip().endswith("?"):
            return False
        says = sum(pattern.search(text) is not None for pattern in _SAID_IN_LETTERS)
        return says >= _FEWEST_SAID or (words >= _FEWEST_WORDS_OF_A_LETTER and says > 0)


def typed(client_id: str, text: str) -> VisitorMessage:
    plain = as_plain_text(text)
    redaction = redact(plain)
    text_ = readable(redaction.text) or "?"
    return VisitorMessage(client_id, text_, is_redacted=redaction.sensitive, as_written=plain)


def button(client_id: str, pressed: Button) -> VisitorMessage:
    return VisitorMessage(client_id, pressed.title, pressed.payload)


def link(client_id: str, answer: Answer) -> VisitorMessage:
    """Return the message that follows from a link to a published answer."""
    return VisitorMessage(client_id, answer.question, f"/{answer.label}")
