"""What a visitor sent, made safe: no text is a command, and no number that we must not store is left."""

from __future__ import annotations

from dataclasses import dataclass

from bot.gateway.request_body import as_plain_text
from bot.gateway.sessions import Button
from bot.knowledge.faq import Answer
from bot.records.conversations.redaction import redact

_FEWEST_WORDS_OF_A_LETTER = 12


@dataclass(frozen=True)
class VisitorMessage:
    """`text` may go to Rasa and into the records; `command` is set where a button or link was used."""

    client_id: str
    text: str
    command: str | None = None
    is_redacted: bool = False

    @property
    def is_choice(self) -> bool:
        return self.command is not None

    @property
    def may_be_letter(self) -> bool:
        """Tell whether this is long enough for a letter of verification, and was typed."""
        return not self.is_choice and len(self.text.split()) >= _FEWEST_WORDS_OF_A_LETTER


def typed(client_id: str, text: str) -> VisitorMessage:
    redaction = redact(as_plain_text(text))
    return VisitorMessage(client_id, redaction.text or "?", is_redacted=redaction.sensitive)


def button(client_id: str, pressed: Button) -> VisitorMessage:
    return VisitorMessage(client_id, pressed.title, pressed.payload)


def link(client_id: str, answer: Answer) -> VisitorMessage:
    """Return the message that follows from a link to a published answer."""
    return VisitorMessage(client_id, answer.question, f"/{answer.label}")
