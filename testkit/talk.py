"""A person who talks to the conversation itself: no Rasa, no network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation.conversation import Conversation, Reply
from bot.conversation.state import State
from bot.conversation.user_turn import UserTurn
from bot.messages.faq_messages import Message

CODE = "K7MP-4XQR"


@dataclass(frozen=True)
class SavedAnswers:
    goal: str
    told: Mapping[str, Any]
    category: str


class MemoryKeeper:
    """Keeps the answers of one person, under one code."""

    days = 90

    def __init__(self) -> None:
        self.answers: dict[str, SavedAnswers] = {}

    def keep(self, goal: str, facts: Mapping[str, Any], category: str) -> str:
        self.answers[CODE] = SavedAnswers(goal, dict(facts), category)
        return CODE

    def find(self, code: str) -> SavedAnswers | None:
        return self.answers.get(code)

    def erase(self, code: str) -> bool:
        return self.answers.pop(code, None) is not None


class Talk:
    """What Rasa would have understood is handed in with each text."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.state: State | None = None
        self.reply: Reply | None = None
        self.messages: list[Message] = []

    def respond(self, turn: UserTurn) -> Message:
        """Return the last message of the reply."""
        self.reply = self.conversation.respond(self.state, turn)
        self.messages = self.reply.messages
        # What goes into a slot comes back as JSON.
        self.state = State.of_json(json.loads(json.dumps(self.reply.state.as_json())))
        return self.messages[-1]

    def say(
        self, text: str, intent: str = "out_of_scope", label: str | None = None, **more: Any
    ) -> Message:
        return self.respond(UserTurn(text, intent, label or intent, **more))

    def ask(self, text: str, answer: str) -> Message:
        """Say what the ranking takes for the question of a published answer, named by its label."""
        return self.say(text, "faq", f"faq/{answer}", confidence=0.95)

    def tell(self, fact: str) -> Message:
        """Press a button that tells a fact: "place=us"."""
        return self.respond(UserTurn("/tell", "tell", "tell", entities={"told": fact}))

    def do(self, action: str, **more: Any) -> Message:
        """Press a button that steers."""
        return self.respond(
            UserTurn("/control", "control", "control", entities={"do": action, **more})
        )

    @property
    def rule(self) -> str:
        """The rule of the plan that spoke."""
        return self.reply.rule if self.reply else ""

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)
