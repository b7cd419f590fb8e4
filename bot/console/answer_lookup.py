"""What the trained model makes of a text; the door opens without one too, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from bot.errors import SetUpError
from bot.knowledge.loader import Knowledge
from bot.nlu import model_file
from bot.nlu.encoder.sentence_encoder import Vectors, shared_encoder
from bot.nlu.facts.reader import ProfileReader, is_about_oneself
from bot.nlu.ranking.answer_policy import Outcome, family
from bot.nlu.understanding import Understanding, Understood
from bot.records.review.clusters import Nearest

_SHOWN = 3
_LEAST = 0.02
_FEWEST_FACTS = 3
# A phrase that is understood so surely teaches nothing new.
SURE = 0.8


class AnswerLookup:
    def __init__(
        self, knowledge: Knowledge, understanding: Understanding | None, notice: str = ""
    ) -> None:
        self._knowledge = knowledge
        self._understanding = understanding
        self.notice = notice
        self._reader: ProfileReader | None = None

    @classmethod
    def of_model(cls, knowledge: Knowledge, setting: str) -> AnswerLookup:
        """Load model and encoder, once, so that no caller waits for it."""
        try:
            understanding = Understanding.of_model(model_file.trained(setting))
            understanding.understand("what do residents pay")
            mind = cls(knowledge, understanding)
        except SetUpError as error:
            mind = cls(knowledge, None, f"Answers cannot be looked up: {error}.")
        mind._reader = ProfileReader(knowledge.vocabulary)
        return mind

    @property
    def is_there(self) -> bool:
        return self._understanding is not None

    def understood(self, text: str) -> Understood | None:
        if self._understanding is None or not text.strip():
            return None
        return self._understanding.understand(text)

    def told(self, text: str, today: date) -> dict[str, Any]:
        """Return what a caller says about themselves, as the form of a decision takes it.

        Words in passing ("the BI-RADS") are no description of anybody.
        """
        told = self._reader.read(text, today) if self._reader else {}
        return told if is_about_oneself(text) or len(told) >= _FEWEST_FACTS else {}

    def best(self, understood: Understood) -> list[tuple[str, float]]:
        """Return the ids of the best published answers with how sure each is; three at most."""
        return [
            (answer.id, sure)
            for label, sure in understood.ranking
            if (answer := self._knowledge.answers_by_label.get(label))
        ][:_SHOWN]

    def shown(self, understood: Understood) -> list[tuple[str, float]]:
        """Return the best answers without those that are hardly meant; one at least."""
        best = self.best(understood)
        return [one for place, one in enumerate(best) if place == 0 or one[1] >= _LEAST]

    def nearest(self, text: str, vector: Vectors | None = None) -> Nearest:
        if self._understanding is None:
            return Nearest(None, 0.0, 0.0)
        best = self.best(self._understanding.understand(text, vector))
        return Nearest(best[0][0], best[0][1], best[0][1] - best[1][1])

    def is_sure_of(self, text: str, label: str) -> bool:
        """Tell whether the model already answers a phrase with this label, and surely."""
        found = self.understood(text)
        if found is None:
            return False
        choice = found.choice
        is_same = choice.labels[0] == label or family(choice.labels[0]) == label
        is_settled = choice.outcome in {Outcome.ANSWER, Outcome.ADMIT}
        return is_settled and is_same and choice.confidence >= SURE

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return shared_encoder().encode(list(texts))
