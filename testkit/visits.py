"""Conversations with the trained model: in this process without HTTP, or with a running assistant."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message as RasaMessage

from actions.reply import turn_of
from bot.conversation.conversation import Conversation, Reply
from bot.conversation.letters import Letters
from bot.conversation.state import State
from bot.eligibility.decide import Eligibility
from bot.gateway import visitor_message
from bot.knowledge.loader import load
from bot.messages.faq_messages import PRIVATE, Messages
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.answer_selector import AnswerSelector
from bot.nlu.danger.classifier import DANGER, DangerClassifier
from bot.nlu.danger_detector import DangerDetector
from bot.nlu.facts.reader import default_reader
from bot.nlu.follow_up_reader import FOLLOW_UP, FollowUpReader
from bot.nlu.follow_ups.classifier import default_classifier
from bot.nlu.self_description import SelfDescription
from bot.nlu.spelling_corrector import SpellingCorrector
from bot.nlu.understanding import Understanding
from bot.nlu.wording import WORDING
from testkit.dialogues import Message
from testkit.talk import MemoryKeeper
from testkit.visitor import Visitor

_BUTTON = re.compile(r"/([\w/]+?)(\{.*\})?")


class Pipeline:
    """The components of a trained model in the order of config.yml, each as Rasa would run it."""

    def __init__(self, model: Path) -> None:
        understanding = Understanding.of_model(model)
        self._corrector = SpellingCorrector(None, None, understanding.speller)
        self._selector = AnswerSelector({"featurizer": ""}, None, None, understanding)
        self._self_description = SelfDescription(default_reader())
        self._danger = DangerDetector(
            {"featurizer": ""}, None, None, DangerClassifier.of_model(model)
        )

        self._follow_ups = FollowUpReader({"featurizer": ""}, default_classifier())

    def parse(self, text: str, tracker: DialogueStateTracker | None = None) -> dict[str, Any]:
        """Return what Rasa's tracker would hold of a message; `tracker` has those before it."""
        message = RasaMessage.build(text=text)
        button = _BUTTON.fullmatch(text)
        if button and not text.startswith("/faq/"):
            entities = json.loads(button[2] or "{}").items()
            return {
                "text": text,
                "intent": {"name": button[1], "confidence": 1.0},
                "entities": [{"entity": name, "value": value} for name, value in entities],
            }
        self._corrector.process([message])
        self._selector.process([message], tracker)
        self._self_description.process([message])
        parsed = {"text": text, "entities": []}
        self._danger.process([message])
        self._follow_ups.process([message])
        names = ("intent", "response_selector", DANGER, FOLLOW_UP, WORDING)
        read = {name: message.get(name) for name in names}
        return {**parsed, **{name: value for name, value in read.items() if value is not None}}


class Assistant:
    """Everything that visits share; `today` is the day for everything."""

    def __init__(self, model: Path, today: date) -> None:
        self.pipeline = Pipeline(model)
        self.today = today

    def begin(self) -> InProcessVisit:
        return InProcessVisit(self)

    @cached_property
    def conversation(self) -> Conversation:
        return Conversation(load(), default_reader(), MemoryKeeper(), self.today)

    @cached_property
    def published(self) -> Messages:
        return Messages(load(), self.today)

    @cached_property
    def letters(self) -> Letters:
        knowledge = load()
        rules = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
        return Letters(GuidedMessages(knowledge, rules, self.today))


class InProcessVisit:
    """What is typed goes through the gateway's hands first: redacted, or taken for a letter.

    `reply` is the last one of the conversation, with the rule of the plan that spoke.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.state: State | None = None
        self.reply: Reply | None = None
        self.messages: list[Message] = []
        self._tracker = DialogueStateTracker.from_events("visit", [])

    def say(self, text: str) -> list[Message]:
        awaits = self.messages[-1].get("awaits") if self.messages else None
        message = visitor_message.typed("", text)
        if awaits == "letter" and message.may_be_letter:
            checked = self._assistant.letters.check(message.as_written, self._assistant.today)
            self.messages = [{**checked, "awaits": awaits}]
        elif not message.is_redacted and self._assistant.published.is_private(message.as_written):
            self.messages = [self._assistant.published.reply(PRIVATE)]
            return self.messages
        else:
            self._respond(message.text)
        if message.is_redacted:
            self.messages = [self._assistant.published.reply("redacted"), *self.messages]
        return self.messages

    def press_titled(self, part: str) -> list[Message] | None:
        payload = _titled(self.messages, part, "payload")
        if payload is None:
            return None
        self._respond(payload)
        return self.messages

    def _respond(self, text: str) -> None:
        turn = turn_of(self._assistant.pipeline.parse(text, self._tracker))
        self._tracker.update(UserUttered(text))
        self.reply = self._assistant.conversation.respond(self.state, turn)
        # What goes into a slot comes back as JSON.
        self.state = State.of_json(json.loads(json.dumps(self.reply.state.as_json())))
        self.messages = self.reply.messages


class HttpVisit:
    """With the assistant that runs at this address, without rate limits."""

    def __init__(self, address: str) -> None:
        self._visitor = Visitor.at(address)
        self._messages: list[Message] = []

    def say(self, text: str) -> list[Message]:
        self._messages = self._visitor.say(text)
        return self._messages

    def press_titled(self, part: str) -> list[Message] | None:
        choice = _titled(self._messages, part, "choice")
        if choice is None:
            return None
        self._messages = self._visitor.choose(choice)
        return self._messages


def _titled(messages: list[Message], part: str, key: str) -> str | None:
    choices = [choice for message in messages for choice in message.get("choices", ())]
    return next((str(c[key]) for c in choices if part.lower() in c["title"].lower()), None)
