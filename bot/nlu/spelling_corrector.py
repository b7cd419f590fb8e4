"""Rasa component: corrects the spelling of each message once, before anything reads it.

It comes first. Training phrases are corrected alike, so that a phrase means the same in both.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.spelling import abbreviations, edits, english, lexicon, plain_text, speller
from bot.nlu.spelling.lexicon import AS_TYPED, Lexicon
from bot.nlu.spelling.speller import Speller, speller_of
from bot.nlu.wording import WORDING


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingCorrector(GraphComponent):
    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - Rasa wires by parameter name
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> SpellingCorrector:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> SpellingCorrector:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, speller_of(Lexicon.load(folder)))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003
        """Retrain when the modules that do the work change: Rasa looks at this one only."""
        sources = (abbreviations, edits, english, lexicon, plain_text, speller)
        texts = [Path(str(module.__file__)).read_bytes() for module in sources]
        return hashlib.sha256(b"".join([*texts, english.WORD_LIST.read_bytes()])).hexdigest()

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, corrector: Speller | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._speller = corrector

    def train(self, training_data: TrainingData) -> Resource:
        phrases = [
            (example.get(TEXT), example.get(INTENT_RESPONSE_KEY) or example.get(INTENT))
            for example in training_data.intent_examples
        ]
        learnt = Lexicon.learn(phrases, as_typed(training_data))
        with self._model_storage.write_to(self._resource) as folder:
            learnt.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            # What begins with a slash is a command of ours.
            if self._speller is not None and text and not text.startswith("/"):
                wording = self._speller.wording(text)
                if wording != text:
                    message.set(WORDING, wording, add_to_output=True)
        return messages


def as_typed(training_data: TrainingData) -> list[str]:
    """Return the words of the lookup table that says what is no slip."""
    return [
        word
        for table in training_data.lookup_tables
        if table["name"] == AS_TYPED
        for word in table["elements"]
    ]
