"""Ranks all labels for a text: one linear model over the sentence vector, words, letters and concepts.

Labels are intents, with the answer's key where there is one (`faq/membership_training_dues`).
The learner sorts its examples, so the same phrases give the same weights in whatever files they stand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.errors import SetUpError
from bot.nlu.encoder.sentence_encoder import Vectors, model_sha256
from bot.nlu.ranking import softmax
from bot.nlu.ranking.concept_patterns import ConceptPatterns, Patterns
from bot.nlu.ranking.softmax import Floats, Weights
from bot.nlu.ranking.text_features import TextFeatures, Vocabulary


@dataclass(frozen=True)
class Settings:
    """The weights set vector and concepts against the counts; `c` is the inverse of the penalty."""

    vector_weight: float = 2.0
    concept_weight: float = 0.6
    c: float = 20.0
    steps: int = 45


class Ranker:
    def __init__(
        self, labels: Sequence[str], terms: TextFeatures, weights: Weights, settings: Settings
    ) -> None:
        self.labels = list(labels)
        self._terms = terms
        self._weights = weights
        self._settings = settings

    @classmethod
    def learn(
        cls,
        texts: Sequence[str],
        vectors: Vectors,
        labels: Sequence[str],
        settings: Settings,
        patterns: Patterns | None = None,
    ) -> Ranker:
        # Sums of rounded numbers depend on their order.
        order = sorted(range(len(texts)), key=lambda row: (labels[row], texts[row]))
        normalized = [normalize(texts[row]) for row in order]
        terms, counts = TextFeatures.learn(normalized, patterns or {}, settings.concept_weight)
        names, targets = np.unique([labels[row] for row in order], return_inverse=True)
        weights = softmax.fit(
            vectors[order] * np.float32(settings.vector_weight),
            counts,
            targets,
            settings.c,
            settings.steps,
        )
        return cls(list(map(str, names)), terms, weights, settings)

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Return an array of shape (len(texts), len(labels)); each row sums to one."""
        weight = np.float32(self._settings.vector_weight)
        return self._weights.probabilities(
            vectors * weight, [self._terms.weigh(normalize(text)) for text in texts]
        )

    def save(self, folder: Path) -> None:
        terms = self._terms
        np.savez_compressed(
            folder / "weights.npz",
            dense=self._weights.dense,
            counts=self._weights.counts.astype(np.float16),
            bias=self._weights.bias,
            words_idf=terms.words.idf,
            letters_idf=terms.letters.idf,
        )
        stored = {
            "encoder": model_sha256(),
            "labels": self.labels,
            "settings": asdict(self._settings),
            "words": terms.words.terms,
            "letters": terms.letters.terms,
            "patterns": terms.concepts.patterns,
            "concepts": terms.concepts.names,
        }
        (folder / "ranker.json").write_text(json.dumps(stored), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Ranker:
        """Return what was saved. Raises SetUpError where it learned on another encoder's vectors."""
        stored = json.loads((folder / "ranker.json").read_text(encoding="utf-8"))
        if stored.get("encoder") != model_sha256():
            raise SetUpError(
                "the model was trained with another sentence encoder than this program's: "
                "run `assistant train`, and unset ASSISTANT_MODEL if it names an older one"
            )
        settings = Settings(**stored["settings"])
        with np.load(folder / "weights.npz") as arrays:
            terms = TextFeatures(
                Vocabulary(stored["words"], arrays["words_idf"]),
                Vocabulary(stored["letters"], arrays["letters_idf"]),
                ConceptPatterns(stored["patterns"], stored["concepts"]),
                settings.concept_weight,
            )
            counts = arrays["counts"].astype(np.float32)
            weights = Weights(arrays["dense"], counts, arrays["bias"])
        return cls(stored["labels"], terms, weights, settings)


def normalize(text: str) -> str:
    """Fold what people type differently and mean alike: case, quotes, dots in U.S., spaces."""
    text = text.lower().replace("’", "'").replace("u.s.", "us").replace("ph.d", "phd")
    text = re.sub(r"\bpgy[\s-]*(\d)\b", r"pgy\1", text)
    text = re.sub(r"\bm(?:s|s-|-)?\s?([1-4])\b", r"ms\1", text)
    return " ".join(text.split())
