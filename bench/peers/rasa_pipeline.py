"""Rasa as a peer: a pipeline is trained with `rasa train nlu`'s own function and asked in process."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.peers.peer import Decision, Peer, Rank, Ranked
from bench.phrases import CONCEPTS, SPELLING, Phrase
from bot.nlu.ranking.answer_policy import FAQ, family

MODEL = "model.tar.gz"
FALLBACK = "nlu_fallback"
_FLAT = "__"

FEATURIZERS: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
FALLBACK_CLASSIFIER = {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1}


def train_nlu(
    pipeline: list[dict[str, Any]], phrases: Sequence[Phrase], folder: Path, *, flat: bool
) -> None:
    """Train; `flat` makes each answer an intent of its own, as classifiers of intents need it."""
    # Rasa would otherwise find last run's result in its cache, and "train" in no time.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    from rasa import model_training  # noqa: PLC0415 - writing the tables needs no Rasa

    config = {
        "recipe": "default.v1",
        "assistant_id": "peer",
        "language": "en",
        "pipeline": pipeline,
    }
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    data = folder / "nlu"
    # DIET learns twice here: two epochs to see what one costs, then as many as may be.
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    (data / "phrases.yml").write_text(_as_yaml(phrases, flat=flat), encoding="utf-8")
    # Every pipeline may use the concepts: Rasa's own does in its RegexFeaturizer.
    shutil.copy(CONCEPTS, data)
    shutil.copy(SPELLING, data)
    model_training.train_nlu(
        str(folder / "config.yml"),
        str(data),
        str(folder),
        fixed_model_name=MODEL.removesuffix(".tar.gz"),
    )


def load_parser(folder: Path) -> Any:
    """Return a function from a text to Rasa's parse data."""
    from rasa.core.agent import Agent  # noqa: PLC0415

    agent = Agent.load(str(folder / MODEL))
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))


class IntentPipeline(Peer):
    """A pipeline that ends in an intent classifier and Rasa's FallbackClassifier."""

    def pipeline(self) -> list[dict[str, Any]]:
        raise NotImplementedError

    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:
        train_nlu(self.pipeline(), phrases, folder, flat=True)

    def load(self, folder: Path) -> Rank:
        parse = load_parser(folder)
        return lambda text: _ranked(parse(text))


def _ranked(parsed: dict[str, Any]) -> Ranked:
    ranking = tuple(
        (entry["name"].replace(_FLAT, "/"), float(entry["confidence"]))
        for entry in parsed["intent_ranking"]
        if entry["name"] != FALLBACK
    )
    best = ranking[0][0]
    if family(best) != FAQ:
        return Ranked(ranking, Decision("refuse"))
    # As with Rasa's TwoStageFallback: the best intent is put to the person as a question.
    is_unsure = parsed["intent"]["name"] == FALLBACK
    return Ranked(ranking, Decision("offer" if is_unsure else "answer", (best,)))


def _as_yaml(phrases: Sequence[Phrase], *, flat: bool) -> str:
    texts = defaultdict(list)
    for phrase in phrases:
        texts[phrase.label.replace("/", _FLAT) if flat else phrase.label].append(phrase.text)
    blocks = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in examples)}
        for intent, examples in texts.items()
    ]
    return str(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, width=10_000))


def record_epochs(processor_seconds: float) -> list[dict[str, float]]:
    """Return a list that fills, an entry an epoch, while Rasa trains a TensorFlow component.

    Training ends by itself when another epoch would spend more than `processor_seconds` in all: not
    the clock's, so that a busy machine takes no epoch away.
    """
    import tensorflow as tf  # noqa: PLC0415
    from rasa.utils import train_utils  # noqa: PLC0415

    epochs: list[dict[str, float]] = []

    class Recorder(tf.keras.callbacks.Callback):  # type: ignore[misc]
        def on_train_begin(self, logs: dict[str, float] | None = None) -> None:  # noqa: ARG002
            self._started = self._last = (time.monotonic(), time.process_time())

        def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
            now = (time.monotonic(), time.process_time())
            took = {"seconds": now[0] - self._last[0], "processor_seconds": now[1] - self._last[1]}
            self._last = now
            epochs.append({**took, **{name: float(value) for name, value in (logs or {}).items()}})
            print(epoch + 1, epochs[-1], flush=True)
            if now[1] - self._started[1] + took["processor_seconds"] > processor_seconds:
                self.model.stop_training = True

    common = train_utils.create_common_callbacks
    train_utils.create_common_callbacks = lambda *args: [*common(*args), Recorder()]
    return epochs
