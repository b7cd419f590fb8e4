"""What is stored of an event: what a later turn needs to go on, by whichever worker it is answered.

As Rasa has it, a message takes 5 KB: every candidate that was weighed, each event with the name of the model,
and every reply again, though the records have it. A reply is needed once more where its message is sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# The model stands in our records, with each turn.
_NAMES_OF_THE_MODEL = ("model_id", "assistant_id")
# What rules and the next message's reading go by.
_UNDERSTOOD = ("intent", "entities")


def stored(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of Rasa's event that is worth storing; Rasa reads it back as it reads its own."""
    content = {key: value for key, value in event.items() if value is not None}
    content["metadata"] = {
        key: value
        for key, value in (content.get("metadata") or {}).items()
        if key not in _NAMES_OF_THE_MODEL
    }
    if content["event"] == "user":
        parsed = content.get("parse_data") or {}
        content["parse_data"] = {key: parsed[key] for key in _UNDERSTOOD if key in parsed}
    if content["event"] == "bot":
        content["data"] = _without_empty(content.get("data") or {})
        # The same words stand in its messages.
        content["text"] = "" if content["data"] else content.get("text")
    return content


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}
