"""Rasa's reply seam: every `utter_…` is answered here, in this process, from knowledge/.

So an answer needs no other server, and domain.yml holds no texts.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import settings
from bot.conversation.follow_up import resolve
from bot.knowledge.loader import Knowledge, load
from bot.messages.faq_messages import Message, Messages
from bot.nlu.ranking.answer_policy import DID_YOU_MEAN, OUT_OF_SCOPE

_UTTER = "utter_"
_SHOWN = 3
_TURNS_REMEMBERED = 4
_GUIDED = {"tell", "control", "find_category", "what_will_i_pay", "help_me_apply"}


class KnowledgeReplies(NaturalLanguageGenerator):
    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:  # noqa: ARG002
        self._knowledge: Knowledge = load()
        self._settings = settings.read()
        self._of_day: tuple[date, Messages] | None = None

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,  # noqa: ARG002 - Rasa's signature
        **kwargs: Any,  # noqa: ARG002
    ) -> dict[str, Any] | None:
        """Return Rasa's reply: `text`, and our messages under `custom`."""
        parsed = (tracker.latest_message.parse_data if tracker.latest_message else None) or {}
        parsed = dict(parsed)
        found = self._messages(utter_action.removeprefix(_UTTER), parsed, tracker)
        if found:
            found[0]["understood"] = understood(parsed)
        return {
            "text": "\n".join(message["text"] for message in found),
            "custom": {"messages": found},
        }

    def _messages(
        self, name: str, parsed: dict[str, Any], tracker: DialogueStateTracker
    ) -> list[Message]:
        meant = resolve(parsed.get("text", ""), *_before(tracker, self._knowledge))
        if len(meant) == 1:
            _set_label(parsed, self._knowledge.answers[meant[0]].label)
            return [self._today().answer(meant[0])]
        if meant:
            return [self._today().did_you_mean(meant)]
        intent = "faq" if name == DID_YOU_MEAN else name.partition("/")[0]
        chosen = parsed.get("response_selector", {}).get(intent, {})
        if name == OUT_OF_SCOPE:
            name = (chosen.get("response") or {}).get("intent_response_key") or name
        return self._today().respond(
            name,
            also=chosen.get("also", ()),
            offers=chosen.get("offers", ()) if name == DID_YOU_MEAN else (),
            text=parsed.get("text", ""),
        )

    def _today(self) -> Messages:
        day = self._settings.day()
        if self._of_day is None or self._of_day[0] != day:
            self._of_day = (day, Messages(self._knowledge, day))
        return self._of_day[1]


def _before(tracker: DialogueStateTracker, knowledge: Knowledge) -> tuple[str | None, str | None]:
    """Return the id of the answer given before this message, or else the category decided then.

    What earlier messages meant is worked out in the same way, so that "and how much is that?" can be
    followed by "and can they vote?".
    """
    turns = [event for event in tracker.events if isinstance(event, UserUttered)]
    context: tuple[str | None, str | None] = (None, None)
    for turn in turns[-_TURNS_REMEMBERED - 1 : -1]:
        earlier = understood(turn.parse_data)
        meant = resolve(turn.text or "", *context)
        if len(meant) == 1:
            context = (meant[0], None)
        elif earlier["intent"] == "faq":
            answer = knowledge.answers_by_label.get(str(earlier["label"]))
            context = (answer.id if answer else None, None)
        elif earlier["intent"] in _GUIDED:
            context = (None, (tracker.get_slot("guide") or {}).get("decided"))
    return context


def _set_label(parsed: dict[str, Any], label: str) -> None:
    """Let the records show what was meant, not what the words alone looked like."""
    parsed["intent"] = {**(parsed.get("intent") or {}), "name": "faq"}
    parsed["response_selector"] = {"faq": {"response": {"intent_response_key": label}}}


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
