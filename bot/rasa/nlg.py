"""Rasa's reply seam: what is answered in this process, from knowledge/, while the action server is down.

A published answer needs no facts of a person; a decision is never made here.
"""

from __future__ import annotations

from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import settings
from bot.knowledge.loader import Knowledge, load
from bot.messages.faq_messages import Message, Messages
from bot.nlu.ranking.answer_policy import OUT_OF_SCOPE

_UTTER = "utter_"
_SHOWN = 3


class KnowledgeReplies(NaturalLanguageGenerator):
    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:  # noqa: ARG002
        self._knowledge: Knowledge = load()
        self._settings = settings.read()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,  # noqa: ARG002 - Rasa's signature
        **kwargs: Any,  # noqa: ARG002
    ) -> dict[str, Any] | None:
        """Return Rasa's reply: `text`, and our messages under `custom`."""
        parsed = (tracker.latest_message.parse_data if tracker.latest_message else None) or {}
        messages = self._messages(utter_action.removeprefix(_UTTER), parsed)
        if messages:
            messages[0]["understood"] = understood(parsed)
        return {
            "text": "\n".join(message["text"] for message in messages),
            "custom": {"messages": messages},
        }

    def _messages(self, name: str, parsed: dict[str, Any]) -> list[Message]:
        """Answer without the conversation: danger first, then a published answer, a fixed reply."""
        text = parsed.get("text", "")
        if rule := self._knowledge.safety.rule_for(text):
            return [self._today().reply(rule.reply)]
        intent = name.partition("/")[0]
        selected = parsed.get("response_selector", {}).get(intent, {})
        if name == OUT_OF_SCOPE:
            name = (selected.get("response") or {}).get("intent_response_key") or name
        return self._today().respond(name, also=selected.get("also", ()), text=text)

    def _today(self) -> Messages:
        return Messages(self._knowledge, self._settings.day())


def understood(parsed: dict[str, Any]) -> dict[str, Any]:
    """Return what the records keep of how a message was understood; never its text."""
    intent = parsed.get("intent") or {}
    selectors = parsed.get("response_selector") or {}
    family = "faq" if intent.get("name") == "did_you_mean" else intent.get("name")
    chosen = selectors.get(family) or {}
    return {
        "intent": intent.get("name"),
        "label": (chosen.get("response") or {}).get("intent_response_key") or intent.get("name"),
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "top": [
            [entry["intent_response_key"], round(entry["confidence"], 4)]
            for entry in (chosen.get("ranking") or [])[:_SHOWN]
        ],
    }
