"""Rasa component: notices when somebody tells about themselves, so that the guide can take it up.

Its place is behind the answer selector. A story that also asks a question of the catalogue keeps that
answer (the guide gives it first); a question about something else is left as it is.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.facts.question_or_story import Meant
from bot.nlu.facts.reader import ProfileReader, default_reader
from bot.nlu.facts.self_story import tells_of_oneself
from bot.nlu.wording import wording_of

TELL = "tell"
_SELECTOR = "response_selector"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SelfDescription(GraphComponent):
    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - Rasa wires by parameter name
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> SelfDescription:
        return cls()

    @classmethod
    def load(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> SelfDescription:
        return cls(default_reader())

    def __init__(self, reader: ProfileReader | None = None) -> None:
        self._reader = reader

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        text = wording_of(message)
        intent = message.get(INTENT) or {}
        if text.startswith("/") or not intent:
            return
        if self._reader is None:  # only while training, where nothing is understood
            return
        selection = (message.get(_SELECTOR) or {}).get("faq") or {}
        label = (selection.get("response") or {}).get("intent_response_key") or intent["name"]
        if tells_of_oneself(text, Meant(intent["name"], label), self._reader):
            description = {"name": TELL, "confidence": intent.get("confidence", 0.0)}
            message.set(INTENT, description, add_to_output=True)
