"""`action_reply`: hands a message to bot/conversation and says what it answers. No rule lives here."""

from __future__ import annotations

import time
from datetime import date
from functools import lru_cache
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot import logs, settings
from bot.conversation.conversation import Conversation
from bot.conversation.state import State
from bot.conversation.user_turn import AskingPart, UserTurn, understood_of
from bot.knowledge.loader import load
from bot.lasting_objects import leave_unsearched
from bot.messages.faq_messages import PRIVATE
from bot.nlu.facts.reader import default_reader
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.database import open_engine
from bot.settings import Settings

log = structlog.get_logger("actions")
STATE = "conversation"
_LISTEN = "action_listen"


class ActionReply(Action):
    def __init__(self) -> None:
        self._settings = settings.read()
        logs.configure("actions", self._settings.log_format)
        _conversation(self._settings, self._settings.day())  # made ready before the first visitor
        leave_unsearched()

    def name(self) -> str:
        return "action_reply"

    def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002 - the SDK passes it by name
    ) -> list[dict[str, Any]]:
        started = time.monotonic()
        conversation = _conversation(self._settings, self._settings.day())
        turn = turn_of(tracker.latest_message)
        reply = conversation.respond(State.of_json(tracker.get_slot(STATE)), turn)
        messages = reply.messages
        log.info("guide", request=_request(tracker), ms=round((time.monotonic() - started) * 1000))
        messages[0]["understood"] = {
            **understood_of(turn, messages, load()),
            "is_private": bool(reply.acts.safety and reply.acts.safety.kind == PRIVATE),
            "trace": reply.summary(),
        }
        dispatcher.utter_message(
            text="\n".join(message["text"] for message in messages), custom={"messages": messages}
        )
        # Everything is said: Rasa need not find out that it is to listen.
        return [SlotSet(STATE, reply.state.as_json()), FollowupAction(_LISTEN)]


def _request(tracker: Tracker) -> str | None:
    """Return the id of the request, which the gateway gave it."""
    said: dict[str, Any] = next(
        (one for one in reversed(tracker.events) if one.get("event") == "user"), {}
    )
    return (said.get("metadata") or {}).get("request")


@lru_cache(maxsize=2)
def _conversation(settings_: Settings, day: date) -> Conversation:
    return Conversation(load(), default_reader(), _keeper(settings_), day)


@lru_cache(maxsize=1)
def _keeper(settings_: Settings) -> SavedAnswers:
    return SavedAnswers(open_engine(settings_.database), settings_.saved_days)


def turn_of(parsed: dict[str, Any]) -> UserTurn:
    """Read Rasa's parse data."""
    intent = (parsed.get("intent") or {}).get("name") or "out_of_scope"
    selectors = parsed.get("response_selector") or {}
    family = "faq" if intent in {"did_you_mean", "tell"} else intent
    selected = selectors.get(family) or {}
    if intent == "tell" and not selected:
        selected = next((value for value in selectors.values() if isinstance(value, dict)), {})
    label = (selected.get("response") or {}).get("intent_response_key") or intent
    danger = parsed.get("danger") or {}
    in_context = selected.get("in_context")
    follow_up = parsed.get("follow_up") or {}
    return UserTurn(
        # With its spelling corrected: a person who is read by it is never shown it.
        text=parsed.get("wording") or parsed.get("text") or "",
        intent=intent,
        label=label,
        also=tuple(selected.get("also") or ()),
        offers=tuple(selected.get("offers") or ()),
        entities={entity["entity"]: entity["value"] for entity in parsed.get("entities") or ()},
        confidence=float((parsed.get("intent") or {}).get("confidence") or 0.0),
        ranking=tuple(_label_and_probability(entry) for entry in selected.get("ranking") or ()),
        in_context=_label_and_probability(in_context) if in_context else None,
        danger=(str(danger.get("kind") or ""), float(danger.get("probability") or 0.0)),
        is_taught=bool(selected.get("taught")),
        left_out=int(selected.get("left_out") or 0),
        beside=tuple((str(part), str(label)) for part, label in selected.get("beside") or ()),
        asked=_aspects(follow_up),
        ahead=float(follow_up.get("ahead") or 0.0),
        tells=float(follow_up.get("tells", 1.0)),
        parts=tuple(
            AskingPart(str(part["text"]), _aspects(part)) for part in follow_up.get("parts") or ()
        ),
    )


def _aspects(entry: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    return tuple((str(name), float(p)) for name, p in entry.get("aspects") or ())


def _label_and_probability(entry: dict[str, Any]) -> tuple[str, float]:
    return entry["intent_response_key"], float(entry["confidence"])
