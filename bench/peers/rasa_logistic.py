"""Rasa without TensorFlow: its LogisticRegressionClassifier over the default pipeline's features."""

from __future__ import annotations

from typing import Any

from bench.peers.rasa_pipeline import FALLBACK_CLASSIFIER, FEATURIZERS, IntentPipeline


class RasaLogistic(IntentPipeline):
    title = "Rasa, LogisticRegressionClassifier"
    about = "the default pipeline's features, a flat intent an answer, the classifier as it comes"

    def pipeline(self) -> list[dict[str, Any]]:
        return [*FEATURIZERS, {"name": "LogisticRegressionClassifier"}, FALLBACK_CLASSIFIER]
