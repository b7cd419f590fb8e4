"""Rasa component: chooses the answer to a message from one ranking over everything that we know.

Its result is an ordinary intent (`faq`, `smalltalk`, `out_of_scope`, `did_you_mean`, …) whose
confidence is that of the very answer, and Rasa's own response-selector property, so that plain
rules such as `faq -> utter_faq` suffice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import context, questions, understanding
from bot.nlu.danger.classifier import DANGER
from bot.nlu.encoder import adaptation_file
from bot.nlu.encoder.featurizer import sentence_vectors
from bot.nlu.ranking import (
    answer_policy,
    concept_patterns,
    evidence,
    judgement,
    lbfgs,
    nearest_phrases,
    ranker,
    softmax,
    sparse_blocks,
    taught_phrases,
    term_lists,
    text_features,
    tuned_head,
)
from bot.nlu.ranking.answer_policy import DID_YOU_MEAN, FAQ, Choice, Outcome, Thresholds, family
from bot.nlu.ranking.ranker import Settings
from bot.nlu.understanding import Understanding, Understood
from bot.nlu.wording import wording_of

# The property in which Rasa's retrieval actions look for the chosen answer.
SELECTOR = "response_selector"
_DIRECT = re.compile(r"/faq/(\w+)")
_MOST_RANKED = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerSelector(GraphComponent):
    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"featurizer": "sentence_encoder", **asdict(Settings()), **asdict(Thresholds())}

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
            return cls(config, model_storage, resource, Understanding.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003
        """Retrain when the modules that do the work change: Rasa looks at this one only."""
        sources = (
            *(answer_policy, concept_patterns, evidence, judgement, lbfgs, nearest_phrases),
            *(
                ranker,
                softmax,
                sparse_blocks,
                taught_phrases,
                term_lists,
                text_features,
                tuned_head,
            ),
            *(context, questions, understanding),
        )
        files = [Path(str(module.__file__)) for module in sources]
        files += sorted(adaptation_file.FOLDER.glob("*.json"))
        return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        understanding: Understanding | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._understanding = understanding

    def train(self, training_data: TrainingData) -> Resource:
        examples = [
            example for example in training_data.intent_examples if example.get(INTENT) != DANGER
        ]
        vectors = np.stack(
            [sentence_vectors(example, self._config["featurizer"]) for example in examples]
        )
        labels = [example.get(INTENT_RESPONSE_KEY) or example.get(INTENT) for example in examples]
        self._understanding = Understanding.learn(
            [wording_of(example) for example in examples],
            vectors,
            labels,
            _patterns(training_data),
            _fields_from(Settings, self._config),
            _fields_from(Thresholds, self._config),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._understanding.save(folder)
        return self._resource

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        earlier = _earlier_texts(tracker) if tracker else ()
        for message in messages:
            self._process(message, earlier)
        return messages

    def _process(self, message: Message, earlier: Sequence[str]) -> None:
        text = wording_of(message)
        if self._understanding is None or not text.strip():
            return
        if direct := _DIRECT.fullmatch(text):
            label = f"{FAQ}/{direct.group(1)}"
            if label in self._understanding.labels:
                self._set(
                    message, Understood(Choice(Outcome.ANSWER, (label,), 1.0), (), ((label, 1.0),))
                )
            return
        self._set(
            message,
            self._understanding.understand(
                text, sentence_vectors(message, self._config["featurizer"]), earlier
            ),
        )

    def _set(self, message: Message, understood: Understood) -> None:
        choice, ranking = understood.choice, understood.ranking
        label = choice.labels[0]
        name = DID_YOU_MEAN if choice.outcome is Outcome.OFFER else family(label)
        intent = {"name": name, "confidence": choice.confidence}
        message.set(INTENT, intent, add_to_output=True)
        message.set("intent_ranking", [intent, *_by_intent(ranking, name)], add_to_output=True)
        selection = {
            "response": {
                "responses": [],
                "confidence": choice.confidence,
                "intent_response_key": label,
                "utter_action": f"utter_{label}",
            },
            "ranking": [
                {"intent_response_key": key, "confidence": p} for key, p in ranking[:_MOST_RANKED]
            ],
            "offers": list(choice.labels) if choice.outcome is Outcome.OFFER else [],
            "also": list(understood.also),
            "left_out": understood.left_out,
            "beside": [list(pair) for pair in understood.beside],
            "in_context": _as_entry(understood.in_context),
            "taught": understood.is_taught,
        }
        message.set(
            SELECTOR,
            {"all_retrieval_intents": self._retrieval_intents(), family(label): selection},
            add_to_output=True,
        )

    def _retrieval_intents(self) -> list[str]:
        labels = self._understanding.labels if self._understanding else ()
        return sorted({family(label) for label in labels if "/" in label})


def _earlier_texts(tracker: DialogueStateTracker) -> list[str]:
    """Return what the visitor wrote before, newest first."""
    return [
        event.text
        for event in reversed(tracker.events)
        if isinstance(event, UserUttered) and event.text
    ]


def _as_entry(choice: Choice | None) -> dict[str, Any] | None:
    if choice is None:
        return None
    return {"intent_response_key": choice.labels[0], "confidence": choice.confidence}


def _patterns(training_data: TrainingData) -> dict[str, list[str]]:
    """Return Rasa's `regex` entries by name; each example of an entry comes as one of its own."""
    patterns: dict[str, list[str]] = {}
    for entry in training_data.regex_features:
        patterns.setdefault(entry["name"], []).append(entry["pattern"])
    return patterns


def _fields_from(kind: type[Any], config: dict[str, Any]) -> Any:
    """Make a `kind` from those entries of the component's configuration that are its fields."""
    return kind(**{field.name: config[field.name] for field in fields(kind)})


def _by_intent(ranking: tuple[tuple[str, float], ...], without: str) -> list[dict[str, Any]]:
    """Return the intents with the confidence of their best label, best first."""
    best: dict[str, float] = {}
    for label, p in ranking:
        best.setdefault(family(label), p)
    return [{"name": name, "confidence": p} for name, p in best.items() if name != without][
        :_MOST_RANKED
    ]
