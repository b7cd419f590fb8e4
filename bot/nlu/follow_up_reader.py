"""Rasa component: what a few words in the middle of a conversation ask about, beside the intent of the message.

What it means for the person who is spoken of is decided in bot/conversation.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.encoder.featurizer import sentence_vectors
from bot.nlu.follow_ups.classifier import FollowUpClassifier, default_classifier
from bot.nlu.follow_ups.parts import parts_of
from bot.nlu.wording import wording_of

FOLLOW_UP = "follow_up"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FollowUpReader(GraphComponent):
    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"featurizer": "sentence_encoder"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - Rasa wires by parameter name
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> FollowUpReader:
        return cls(config)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> FollowUpReader:
        return cls(config, default_classifier())

    def __init__(self, config: dict[str, Any], model: FollowUpClassifier | None = None) -> None:
        self._config = config
        self._model = model

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = wording_of(message)
            # Without a model only while training, where nothing is understood.
            if self._model is not None and text.strip() and not text.startswith("/"):
                read = self._model.assess(
                    text, sentence_vectors(message, self._config["featurizer"])
                )
                entry = {
                    "aspects": [list(pair) for pair in read.aspects],
                    "ahead": read.ahead,
                    "tells": read.tells,
                    "parts": [
                        {"text": part, "aspects": [list(pair) for pair in aspects]}
                        for part, aspects in parts_of(text, self._model)
                    ],
                }
                message.set(FOLLOW_UP, entry, add_to_output=True)
        return messages
