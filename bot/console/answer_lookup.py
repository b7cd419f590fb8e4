"""What the trained model makes of a text; without a model the console works, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import sqrt

import numpy as np

from bot.conversation.message_reader import MessageReader
from bot.conversation.user_turn import UserTurn
from bot.errors import SetUpError
from bot.knowledge.loader import Knowledge
from bot.nlu import model_file
from bot.nlu.encoder.common_directions import CommonDirections
from bot.nlu.encoder.sentence_encoder import TUNED, Vectors, default_encoder, model_sha256
from bot.nlu.facts.reader import default_reader
from bot.nlu.ranking.answer_policy import Outcome, family
from bot.nlu.ranking.tuned_head import TunedHead
from bot.nlu.understanding import Understanding, Understood, default_head
from bot.records.review.clusters import Nearest
from bot.web.readable_text import readable

_MOST_ANSWERS = 3
# A phrase that the model answers with this confidence adds nothing to its training.
SURE = 0.8
_LETTERS_OF_NAME = 16
# How much the likeness of two questions is that of the labels they may have, and not of their meaning.
_SHARE_OF_LABELS = 0.2


class AnswerLookup:
    """Without `understanding` nothing is looked up, and `notice` says why."""

    def __init__(
        self,
        knowledge: Knowledge,
        understanding: Understanding | None,
        notice: str = "",
        message_reader: MessageReader | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._understanding = understanding
        self.notice = notice
        self._message_reader = message_reader

    @classmethod
    def of_model(cls, knowledge: Knowledge, setting: str) -> AnswerLookup:
        """Load model and encoder at the start, so that no caller waits for them."""
        reader = default_reader()
        try:
            model = model_file.trained(setting)
            understanding = Understanding.of_model(model)
            message_reader = MessageReader.of_model(model, understanding, reader)
            message_reader.read("what do residents pay")
        except SetUpError as error:
            return cls(knowledge, None, f"Answers cannot be looked up: {error}.")
        return cls(knowledge, understanding, message_reader=message_reader)

    @property
    def is_available(self) -> bool:
        return self._understanding is not None

    def understand(self, text: str) -> Understood | None:
        if self._understanding is None or not text.strip():
            return None
        return self._understanding.understand(readable(text))

    def read(self, text: str, earlier: Sequence[str] = ()) -> UserTurn | None:
        """Return what a visitor's message would be; `earlier` are those before it, newest first."""
        if self._message_reader is None or not text.strip():
            return None
        return self._message_reader.read(readable(text), earlier)

    def best(self, understood: Understood) -> list[tuple[str, float]]:
        """Return the ids of the best published answers with their confidence; three at most."""
        return [
            (answer.id, confidence)
            for label, confidence in understood.ranking
            if (answer := self._knowledge.answers_by_label.get(label))
        ][:_MOST_ANSWERS]

    def nearest(self, text: str) -> Nearest:
        if self._understanding is None:
            return Nearest(None, 0.0, 0.0)
        (label, score), (_, next_score), *_ = self.best(
            self._understanding.understand(readable(text))
        )
        return Nearest(label, score, score - next_score)

    def is_sure_of(self, text: str, label: str) -> bool:
        """Tell whether the model already answers a phrase with this label, with confidence."""
        understood = self.understand(text)
        if understood is None:
            return False
        choice = understood.choice
        is_same = choice.labels[0] == label or family(choice.labels[0]) == label
        is_settled = choice.outcome in {Outcome.ANSWER, Outcome.ADMIT}
        return is_settled and is_same and choice.confidence >= SURE

    @property
    def encoder_name(self) -> str:
        """Return what tells the encoder from another: vectors of two are not to be compared."""
        return model_sha256()[:_LETTERS_OF_NAME]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a vector a text, shape (texts, dimension), rows of length one, tuned to our answers."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        if self._understanding is not None:
            texts = [self._understanding.wording(readable(text)) for text in texts]
        vectors: Vectors = default_encoder().encode_twice(list(texts))[:, TUNED]
        return vectors

    def topics_of(self, vectors: Vectors) -> Vectors:
        """Return what to compare questions by: what they mean, and what answer or theme they may ask for.

        The former is without what all questions to us share. Rows have length one; shape (texts, features).
        """
        meaning = self._common.without(vectors) * sqrt(1 - _SHARE_OF_LABELS)
        # The roots of two rows' shares, multiplied and added up, say how far the two rows agree.
        labels = np.sqrt(self._head.probabilities(vectors) * _SHARE_OF_LABELS)
        return np.hstack([meaning, labels])

    @cached_property
    def _common(self) -> CommonDirections:
        assert self._understanding is not None
        return CommonDirections.of(self._understanding.phrase_vectors)

    @cached_property
    def _head(self) -> TunedHead:
        return default_head()
