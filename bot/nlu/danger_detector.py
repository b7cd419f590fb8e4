"""Rasa component: how likely a message speaks of danger, and of which kind, beside its intent.

What follows from it is decided in bot/conversation, together with the rules of knowledge/safety.yml.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danger import classifier
from bot.nlu.danger.classifier import DANGER, DangerClassifier
from bot.nlu.encoder.featurizer import sentence_vector
from bot.nlu.wording import wording_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DangerDetector(GraphComponent):
    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"featurizer": "sentence_encoder"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa wires by parameter name
    ) -> DangerDetector:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> DangerDetector:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, DangerClassifier.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003
        """Retrain when the module that does the work changes: Rasa looks at this one only."""
        return hashlib.sha256(Path(classifier.__file__).read_bytes()).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: DangerClassifier | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    def train(self, training_data: TrainingData) -> Resource:
        examples = training_data.intent_examples
        vectors = np.vstack(
            [sentence_vector(example, self._config["featurizer"]) for example in examples]
        )
        labels = [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples]
        self._model = DangerClassifier.learn(vectors, labels)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = wording_of(message)
            if self._model is not None and text.strip() and not text.startswith("/"):
                danger = self._model.assess(sentence_vector(message, self._config["featurizer"]))
                assessment = {"kind": danger.kind, "probability": round(danger.probability, 4)}
                message.set(DANGER, assessment, add_to_output=True)
        return messages
