"""`action_guide`: hands what was heard to bot/conversation and says what it answers. No rule lives here."""

from __future__ import annotations

import time
from datetime import date
from functools import lru_cache
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot import logs, settings
from bot.conversation.guide import Guide
from bot.conversation.state import State
from bot.conversation.user_turn import UserTurn
from bot.knowledge.loader import load
from bot.nlu.facts.reader import ProfileReader
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.database import open_engine
from bot.settings import Settings

log = structlog.get_logger("actions")
STATE, ASKING = "guide", "guiding"


class ActionGuide(Action):
    def __init__(self) -> None:
        self._settings = settings.read()
        logs.configure("actions", self._settings.log_format)
        _guide(self._settings, self._settings.day())  # made ready before the first visitor

    def name(self) -> str:
        return "action_guide"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 - the SDK passes it by name
    ) -> list[dict[str, Any]]:
        started = time.monotonic()
        guide = _guide(self._settings, self._settings.day())
        heard = heard_of(tracker.latest_message)
        state, messages = guide.hear(State.of_json(tracker.get_slot(STATE)), heard)
        log.info("guide", request=_request(tracker), ms=round((time.monotonic() - started) * 1000))
        messages[0]["understood"] = {"intent": heard.intent, "label": heard.label}
        dispatcher.utter_message(
            text="\n".join(one["text"] for one in messages), custom={"messages": messages}
        )
        return [
            SlotSet(STATE, state.as_json() if state else None),
            SlotSet(ASKING, bool(state and state.is_asking)),
        ]


def _request(tracker: Tracker) -> str | None:
    """Return the id of the request, which the gateway gave it."""
    said: dict[str, Any] = next(
        (one for one in reversed(tracker.events) if one.get("event") == "user"), {}
    )
    return (said.get("metadata") or {}).get("request")


@lru_cache(maxsize=2)
def _guide(settings_: Settings, day: date) -> Guide:
    return Guide(load(), _reader(), _keeper(settings_), day)


@lru_cache(maxsize=1)
def _reader() -> ProfileReader:
    return ProfileReader(load().vocabulary)


@lru_cache(maxsize=1)
def _keeper(settings_: Settings) -> SavedAnswers:
    return SavedAnswers(open_engine(settings_.database), settings_.saved_days)


def heard_of(parsed: dict[str, Any]) -> UserTurn:
    """Read Rasa's parse data."""
    intent = (parsed.get("intent") or {}).get("name") or "out_of_scope"
    family = "faq" if intent in {"did_you_mean", "tell"} else intent
    chosen = (parsed.get("response_selector") or {}).get(family) or {}
    label = (chosen.get("response") or {}).get("intent_response_key") or intent
    return UserTurn(
        text=parsed.get("text") or "",
        intent=intent,
        label=label,
        also=tuple(chosen.get("also") or ()),
        offers=tuple(chosen.get("offers") or ()),
        entities={one["entity"]: one["value"] for one in parsed.get("entities") or ()},
    )
