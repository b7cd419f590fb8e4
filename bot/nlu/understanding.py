"""Understands a message without any framework: one ranking, one outcome, several questions.

The Rasa component wraps this; the command line and the staff console use it as it is, from the same
trained model.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.errors import SetUpError
from bot.knowledge.loader import load
from bot.nlu.context import text_in_context
from bot.nlu.encoder.sentence_encoder import Vectors, default_encoder
from bot.nlu.questions import single_questions
from bot.nlu.ranking.answer_guard import AnswerGuard, Assessment, default_answer_guard
from bot.nlu.ranking.answer_policy import (
    Choice,
    Outcome,
    Thresholds,
    best_first,
    choose,
    is_supported,
    offer,
)
from bot.nlu.ranking.nearest_phrases import NearestPhrases
from bot.nlu.ranking.ranker import Ranker
from bot.nlu.ranking.taught_phrases import TaughtPhrases, choice_of
from bot.nlu.spelling.lexicon import Lexicon
from bot.nlu.spelling.speller import Speller, speller_of

_THRESHOLDS = "thresholds.json"
_COMPONENTS = ("AnswerSelector", "SpellingCorrector")


@dataclass(frozen=True)
class Understood:
    """`also` are further questions of the same message; `ranking` is best first.

    `in_context` is the answer that a short message has together with what was said before it.
    `is_taught`: the message is word for word a training phrase or a published question, so that decided.
    """

    choice: Choice
    also: tuple[str, ...]
    ranking: tuple[tuple[str, float], ...]
    in_context: Choice | None = None
    is_taught: bool = False


class Understanding:
    """Without `guard`, while training, the ranking alone decides.

    Without `speller`, inside Rasa, messages come with their spelling corrected.
    """

    def __init__(
        self,
        ranker: Ranker,
        nearest: NearestPhrases,
        thresholds: Thresholds,
        taught: TaughtPhrases,
        guard: AnswerGuard | None = None,
        speller: Speller | None = None,
    ) -> None:
        self._ranker = ranker
        self._nearest = nearest
        self._thresholds = thresholds
        self._taught = taught
        self._guard = guard
        self.speller = speller

    @property
    def labels(self) -> Sequence[str]:
        return self._ranker.labels

    def understand(
        self, text: str, vector: Vectors | None = None, earlier: Iterable[str] = ()
    ) -> Understood:
        """Return what is meant. `vector` saves encoding a text whose wording was encoded already.

        `earlier` are the visitor's messages before it, newest first.
        """
        text = self.wording(text)
        if vector is None:
            vector = default_encoder().encode([text])[0]
        (assessment,) = self._assess(text, [text], vector.reshape(1, -1))
        ranking = tuple(best_first(assessment.probabilities))
        label = self._taught.label_of(text)
        also: tuple[str, ...] = ()
        if label:
            choice = choice_of(label)
        else:
            choice, also = self._with_further_questions(text, self._choose(assessment, vector))
        in_context = self._in_context(text, choice, earlier)
        return Understood(choice, also, ranking, in_context, is_taught=label is not None)

    def _in_context(self, text: str, alone: Choice, earlier: Iterable[str]) -> Choice | None:
        """Read what is not answered by itself together with what was said before it."""
        if alone.outcome in {Outcome.ANSWER, Outcome.TALK}:
            return None
        together = text_in_context(text, earlier)
        if together is None:
            return None
        vector = default_encoder().encode([together])[0]
        (assessment,) = self._assess(together, [together], vector.reshape(1, -1))
        choice = self._choose(assessment, vector)
        return choice if choice.outcome is Outcome.ANSWER else None

    def wording(self, text: str) -> str:
        """Return the text with its spelling corrected."""
        return self.speller.wording(text) if self.speller else text

    def probabilities(self, texts: Sequence[str], vectors: Vectors) -> list[dict[str, float]]:
        rows = self._ranker.probabilities(texts, vectors)
        return [dict(zip(self._ranker.labels, map(float, row), strict=False)) for row in rows]

    def _assess(self, whole: str, parts: Sequence[str], vectors: Vectors) -> list[Assessment]:
        """Rank each part; the whole message says what speaks against its likeliest answer."""
        rankings = self.probabilities(parts, vectors)
        if self._guard is None:
            return [Assessment(probabilities, is_doubtful=False) for probabilities in rankings]
        return [self._guard.assess(whole, probabilities) for probabilities in rankings]

    def _choose(self, assessment: Assessment, vector: Vectors) -> Choice:
        choice = choose(assessment.probabilities, self._thresholds)
        if choice.outcome is Outcome.ANSWER and (
            assessment.is_doubtful or not self._is_supported(vector, choice)
        ):
            return offer(assessment.probabilities, self._thresholds)
        return choice

    def _is_supported(self, vector: Vectors, choice: Choice) -> bool:
        own, unanswerable = self._nearest.similarities(vector, choice.labels[0])
        return is_supported(choice.confidence, own, unanswerable, self._thresholds)

    def save(self, folder: Path) -> None:
        self._ranker.save(folder)
        self._nearest.save(folder)
        self._taught.save(folder)
        (folder / _THRESHOLDS).write_text(json.dumps(asdict(self._thresholds)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, speller: Speller | None = None) -> Understanding:
        answers = load().answers.values()
        questions = [(answer.question, answer.label) for answer in answers]
        thresholds = json.loads((folder / _THRESHOLDS).read_text(encoding="utf-8"))
        return cls(
            Ranker.load(folder),
            NearestPhrases.load(folder),
            Thresholds(**thresholds),
            TaughtPhrases.load(folder).and_questions(questions),
            default_answer_guard(),
            speller,
        )

    @classmethod
    def of_model(cls, model: Path) -> Understanding:
        """Read it out of a trained Rasa model, without Rasa. Raises SetUpError."""
        with tarfile.open(model) as archive, tempfile.TemporaryDirectory() as folder:
            members = [
                entry
                for entry in archive
                if entry.isfile() and any(name in entry.name for name in _COMPONENTS)
            ]
            if not members:
                raise SetUpError(f"{model} is not a model of ours: run `assistant train`")
            for member in members:
                content = archive.extractfile(member)
                assert content is not None
                (Path(folder) / Path(member.name).name).write_bytes(content.read())
            return cls.load(Path(folder), speller_of(Lexicon.load(Path(folder))))

    def _with_further_questions(self, text: str, whole: Choice) -> tuple[Choice, tuple[str, ...]]:
        """A message may ask two things: answer both when each, alone, would be answered."""
        if whole.outcome is Outcome.TALK:
            return whole, ()
        parts = single_questions(text)
        if not parts:
            return whole, ()
        vectors = default_encoder().encode(parts)
        choices = [
            self._choose(assessment, vector)
            for assessment, vector in zip(self._assess(text, parts, vectors), vectors, strict=True)
        ]
        answers = [choice for choice in choices if choice.outcome is Outcome.ANSWER]
        labels = tuple(dict.fromkeys(choice.labels[0] for choice in answers))
        if len(labels) < 2:
            return whole, ()
        least = min(choice.confidence for choice in answers)
        return Choice(Outcome.ANSWER, labels[:1], least), labels[1:]
