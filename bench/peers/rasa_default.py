"""Rasa's default pipeline, as `rasa init` gives it: DIET, for as many epochs as the time allows."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.peers.rasa_pipeline import (
    FALLBACK_CLASSIFIER,
    FEATURIZERS,
    IntentPipeline,
    record_epochs,
)
from bench.phrases import Phrase

EPOCHS = "epochs.json"
# So many as Rasa's default asks for.
FULL = 100


class RasaDefault(IntentPipeline):
    title = "Rasa, default pipeline (DIET)"
    about = "the pipeline of `rasa init`, a flat intent an answer; DIET trained as long as the budget allows"

    def __init__(self) -> None:
        self._epochs = int(os.environ.get("BENCH_EPOCHS", FULL))
        self._minutes = float(os.environ.get("BENCH_MINUTES", "inf"))

    def pipeline(self) -> list[dict[str, Any]]:
        # The default's EntitySynonymMapper and ResponseSelector have nothing to do here: there are
        # no entities and no retrieval intents. Left out, they only make Rasa faster.
        diet = {"name": "DIETClassifier", "constrain_similarities": True, "random_seed": 42}
        return [*FEATURIZERS, {**diet, "epochs": self._epochs}, FALLBACK_CLASSIFIER]

    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:
        epochs = record_epochs(self._minutes * 60)
        super().train(phrases, folder)
        (folder / EPOCHS).write_text(json.dumps(epochs), encoding="utf-8")
