"""Rasa component: two sentence vectors a message, from the sentence encoder. No tokenizer needed."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder.sentence_encoder import (
    DIMENSION,
    PUBLISHED,
    Vectors,
    default_encoder,
)
from bot.nlu.wording import wording_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"alias": "sentence_encoder"}

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - Rasa wires by parameter name
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,
    ) -> SentenceEncoderFeaturizer:
        return cls(execution_context.node_name, config)

    def __init__(self, name: str, config: dict[str, Any]) -> None:
        super().__init__(name, config)

    def process(self, messages: list[Message]) -> list[Message]:
        self._add_vectors(messages)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self._add_vectors(training_data.training_examples)
        return training_data

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass

    def _add_vectors(self, messages: list[Message]) -> None:
        # What begins with a slash is a command of ours; its name, not its meaning, decides.
        with_text = [
            message
            for message in messages
            if message.get(TEXT) and not message.get(TEXT).startswith("/")
        ]
        vectors = default_encoder().encode_twice([wording_of(message) for message in with_text])
        for message, pair in zip(with_text, vectors, strict=False):
            message.add_features(
                Features(pair.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self._config["alias"])
            )


def sentence_vectors(message: Message, featurizer: str) -> Vectors:
    """Return both vectors, shape (2, 384), of the featurizer of that name.

    A message without them is encoded now.
    """
    _, sentence = message.get_dense_features(TEXT, [featurizer])
    if sentence is None:
        return default_encoder().encode_twice([wording_of(message)])[0]
    return np.asarray(sentence.features, dtype=np.float32).reshape(2, DIMENSION)


def sentence_vector(message: Message, featurizer: str) -> Vectors:
    """Return the published vector of a message, shape (384,)."""
    vector: Vectors = sentence_vectors(message, featurizer)[PUBLISHED]
    return vector
