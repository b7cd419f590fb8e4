"""Rasa component: chooses the answer to a message from one ranking over everything that we know.

Its result is an ordinary intent (`faq`, `smalltalk`, `out_of_scope`, `did_you_mean`, …) whose
confidence is that of the very answer, and Rasa's own response-selector property, so that plain
rules such as `faq -> utter_faq` suffice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import numpy as np

from bot.nlu import outcome, questions, ranker
from bot.nlu.encoder import Vectors, shared_encoder
from bot.nlu.outcome import FAQ, OUT_OF_SCOPE, Choice, Outcome, Thresholds, choose, family
from bot.nlu.ranker import Ranker, Settings

DID_YOU_MEAN = "did_you_mean"
# The property in which Rasa's retrieval actions look for the chosen answer.
SELECTOR = "response_selector"
_DIRECT = re.compile(r"/faq/(\w+)")
_SHOWN = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerSelector(GraphComponent):
    @staticmethod
    def get_default_config() -> dict[str, Any]:
        settings, thresholds = Settings(), Thresholds()
        return {
            "featurizer": "sentence_encoder",
            "vector_weight": settings.vector_weight,
            "c": settings.c,
            "iterations": settings.iterations,
            "answer": thresholds.answer,
            "margin": thresholds.margin,
            "offer": thresholds.offer,
            "candidate": thresholds.candidate,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa wires by parameter name
    ) -> AnswerSelector:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> AnswerSelector:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, Ranker.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003
        """Retrain when the modules that do the work change: Rasa looks at this one only."""
        sources = (outcome, questions, ranker)
        texts = [Path(str(module.__file__)).read_bytes() for module in sources]
        return hashlib.sha256(b"".join(texts)).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        ranker: Ranker | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._ranker = ranker
        self._thresholds = Thresholds(
            config["answer"], config["margin"], config["offer"], config["candidate"]
        )

    def train(self, training_data: TrainingData) -> Resource:
        examples = training_data.intent_examples
        learned = Ranker.learn(
            [example.get(TEXT) for example in examples],
            np.vstack([self._vector(example) for example in examples]),
            [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples],
            Settings(self._config["vector_weight"], self._config["c"], self._config["iterations"]),
        )
        with self._model_storage.write_to(self._resource) as folder:
            learned.save(folder)
        self._ranker = learned
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        if self._ranker is None or not text.strip():
            return
        if direct := _DIRECT.fullmatch(text):
            label = f"{FAQ}/{direct.group(1)}"
            if label in self._ranker.labels:
                self._set(message, Choice(Outcome.ANSWER, (label,), 1.0), {label: 1.0}, ())
            return
        probabilities = self._rank(text, self._vector(message))
        choice, also = self._with_further_questions(text, choose(probabilities, self._thresholds))
        self._set(message, choice, probabilities, also)

    def _rank(self, text: str, vector: Vectors) -> dict[str, float]:
        assert self._ranker is not None
        row = self._ranker.probabilities([text], vector.reshape(1, -1))[0]
        return dict(zip(self._ranker.labels, map(float, row)))

    def _with_further_questions(self, text: str, whole: Choice) -> tuple[Choice, tuple[str, ...]]:
        """A message may ask two things: answer both when each, alone, would be answered."""
        if whole.outcome is Outcome.TALK:
            return whole, ()
        parts = questions.single_questions(text)
        if not parts:
            return whole, ()
        chosen = [
            choose(self._rank(part, vector), self._thresholds)
            for part, vector in zip(parts, shared_encoder().encode(parts))
        ]
        answers = [choice for choice in chosen if choice.outcome is Outcome.ANSWER]
        labels = tuple(dict.fromkeys(choice.labels[0] for choice in answers))
        if len(labels) < 2:
            return whole, ()
        least = min(choice.confidence for choice in answers)
        return Choice(Outcome.ANSWER, labels[:1], least), labels[1:]

    def _vector(self, message: Message) -> Vectors:
        _, sentence = message.get_dense_features(TEXT, [self._config["featurizer"]])
        if sentence is None:
            return shared_encoder().encode([message.get(TEXT) or ""])[0]
        return np.asarray(sentence.features, dtype=np.float32)[0]

    def _set(
        self,
        message: Message,
        choice: Choice,
        probabilities: Mapping[str, float],
        also: tuple[str, ...],
    ) -> None:
        ranking = sorted(probabilities.items(), key=lambda item: (-item[1], item[0]))
        label = choice.labels[0]
        name = DID_YOU_MEAN if choice.outcome is Outcome.OFFER else family(label)
        intent = {"name": name, "confidence": choice.confidence}
        message.set(INTENT, intent, add_to_output=True)
        message.set("intent_ranking", [intent, *_by_intent(ranking, name)], add_to_output=True)
        message.set(
            SELECTOR,
            {
                "all_retrieval_intents": sorted(
                    {family(key) for key in probabilities if "/" in key}
                ),
                family(label): {
                    "response": {
                        "responses": [],
                        "confidence": choice.confidence,
                        "intent_response_key": label,
                        "utter_action": f"utter_{label}",
                    },
                    "ranking": [
                        {"intent_response_key": key, "confidence": p} for key, p in ranking[:_SHOWN]
                    ],
                    "offers": list(choice.labels) if choice.outcome is Outcome.OFFER else [],
                    "also": list(also),
                },
            },
            add_to_output=True,
        )


def _by_intent(ranking: list[tuple[str, float]], without: str) -> list[dict[str, Any]]:
    """Return the intents with the confidence of their best label, best first."""
    best: dict[str, float] = {}
    for label, p in ranking:
        best.setdefault(family(label), p)
    return [{"name": name, "confidence": p} for name, p in best.items() if name != without][:_SHOWN]


__all__ = ["OUT_OF_SCOPE", "AnswerSelector"]
