"""The wording of a message: what was typed, with its spelling corrected, beside the text as it was typed.

Everything that understands a message reads the wording; people are shown, and records keep, what was typed.
"""

from __future__ import annotations

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

WORDING = "wording"


def wording_of(message: Message) -> str:
    """Return what a message is understood by; an empty text for none."""
    return message.get(WORDING) or message.get(TEXT) or ""
