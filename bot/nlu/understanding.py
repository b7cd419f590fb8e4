"""Understands a message without any framework: one ranking, one judgement, one outcome, several questions.

The Rasa component wraps this; the command line and the staff console use it as it is, from the same
trained model.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.errors import SetUpError
from bot.knowledge.loader import load
from bot.nlu.context import text_in_context
from bot.nlu.encoder import adaptation_file
from bot.nlu.encoder.adaptation_file import TunedEncoder
from bot.nlu.encoder.sentence_encoder import PUBLISHED, TUNED, Vectors, default_encoder
from bot.nlu.questions import single_questions, told_before
from bot.nlu.ranking.answer_guard import AnswerGuard, Assessment, default_answer_guard
from bot.nlu.ranking.answer_policy import (
    OUT_OF_SCOPE,
    Choice,
    Outcome,
    Thresholds,
    best_first,
    choose,
    offer,
)
from bot.nlu.ranking.concept_patterns import Patterns
from bot.nlu.ranking.evidence import LabelColumns, gather, nearness_values
from bot.nlu.ranking.judgement import Judgement
from bot.nlu.ranking.nearest_phrases import NearestPhrases
from bot.nlu.ranking.ranker import Ranker, Settings
from bot.nlu.ranking.taught_phrases import TaughtPhrases, choice_of
from bot.nlu.ranking.tuned_head import Panel, TunedHead
from bot.nlu.spelling.lexicon import Lexicon
from bot.nlu.spelling.speller import Speller, speller_of

Encode = Callable[[Sequence[str]], Vectors]

_THRESHOLDS = "thresholds.json"
# A part is answered beside the whole from this certainty on; fewer words lean on the rest.
_SURE_BESIDE = 0.9
_WORDS_BESIDE = 4
_OF_THE_PROFESSION = ("faq/career_", "faq/radiology_")
_BESIDE_THE_PROFESSION = tuple(
    f"{OUT_OF_SCOPE}/{theme}"
    for theme in "worth_it career match programs lifestyle pay jobs forecasts boards".split()
)
# More than this before a question is a story, in which its few words would be lost.
_WORDS_TOLD = 25
_COMPONENTS = ("AnswerSelector", "SpellingCorrector")


@dataclass(frozen=True)
class Understood:
    """`also` are further questions of the same message, `left_out` how many of it have no answer; `ranking` is
    best first. `beside` are parts that alone are surely answered, with their labels, of a message that is not answered
    by its parts.

    `in_context` is the answer that a short message has together with what was said before it.
    `is_taught`: the message is word for word a training phrase or a published question, so that decided.
    """

    choice: Choice
    also: tuple[str, ...]
    ranking: tuple[tuple[str, float], ...]
    in_context: Choice | None = None
    is_taught: bool = False
    left_out: int = 0
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Further:
    """What the parts of a message ask: the answers after the first, how many have none, and those beside the whole."""

    also: tuple[str, ...] = ()
    left_out: int = 0
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Assessed:
    """A text's probabilities by label, what speaks for the likeliest answer, and how probably it is right.

    `theme`: words say that it is out of scope, whatever comes first.
    """

    probabilities: dict[str, float]
    evidence: dict[str, float]
    certainty: float
    is_doubtful: bool
    theme: str | None = None


class Understanding:
    """Ranker and head say together what is meant, the judgement whether the likeliest answer is right.

    Vectors come in pairs: arrays of shape (texts, 2, dimension), as the encoder gives them. Without `guard`,
    while training, nothing of what is written out in words speaks against an answer. Without `speller`,
    inside Rasa, messages come with their spelling corrected.
    """

    def __init__(
        self,
        ranker: Ranker,
        head: TunedHead,
        nearest: NearestPhrases,
        judgement: Judgement,
        thresholds: Thresholds,
        taught: TaughtPhrases,
        *,
        guard: AnswerGuard | None = None,
        speller: Speller | None = None,
        encode: Encode | None = None,
    ) -> None:
        self._ranker = ranker
        self._head = head
        self._nearest = nearest
        self._judgement = judgement
        self._thresholds = thresholds
        self._taught = taught
        self._guard = guard
        self.speller = speller
        self._encode = encode or (lambda texts: default_encoder().encode_twice(texts))
        self._panel = Panel(ranker.labels, head.labels)
        self._columns = LabelColumns(ranker.labels)

    @classmethod
    def learn(
        cls,
        texts: Sequence[str],
        vectors: Vectors,
        labels: Sequence[str],
        patterns: Patterns,
        settings: Settings | None = None,
        thresholds: Thresholds | None = None,
    ) -> Understanding:
        """Learn from phrases with their labels.

        The judgement was learned offline, and is read; the head goes on from what was.
        """
        return cls(
            Ranker.learn(texts, vectors[:, PUBLISHED], labels, settings or Settings(), patterns),
            default_head().learn(vectors[:, TUNED], labels),
            NearestPhrases(vectors[:, TUNED], labels),
            Judgement.load(adaptation_file.FOLDER),
            thresholds or Thresholds(),
            TaughtPhrases.learn(zip(texts, labels, strict=True)),
        )

    @property
    def labels(self) -> Sequence[str]:
        return self._ranker.labels

    @property
    def phrase_vectors(self) -> Vectors:
        """Return the tuned vectors of what it learned from, shape (phrases, dimension)."""
        return self._nearest.vectors

    def understand(
        self, text: str, vectors: Vectors | None = None, earlier: Iterable[str] = ()
    ) -> Understood:
        """Return what is meant.

        `vectors`, shape (2, dimension), saves encoding a text whose wording was encoded already; `earlier`
        are the visitor's messages before it, newest first.
        """
        text = self.wording(text)
        if vectors is None:
            vectors = self._encode([text])[0]
        (assessed,) = self.assess(text, [text], vectors[np.newaxis])
        label = self._taught.label_of(text)
        further = Further()
        if label:
            choice = choice_of(label)
        else:
            choice, further = self._with_further_questions(
                text, self._choose(assessed), fewest=1 if assessed.theme else 2
            )
        ranking = tuple(best_first(assessed.probabilities))
        in_context = self._in_context(text, choice, earlier)
        is_taught = label is not None
        return Understood(
            choice,
            further.also,
            ranking,
            in_context,
            is_taught,
            further.left_out,
            further.beside,
        )

    def _in_context(self, text: str, alone: Choice, earlier: Iterable[str]) -> Choice | None:
        """Read what is not answered by itself together with what was said before it.

        So is what would be answered, less than surely, of a membership, where a profession was spoken of ("how do you
        become one?").
        """
        is_answered = alone.outcome is Outcome.ANSWER
        is_sure = alone.confidence >= _SURE_BESIDE or alone.labels[0].startswith(_OF_THE_PROFESSION)
        if alone.outcome is Outcome.TALK or (is_answered and is_sure):
            return None
        together = text_in_context(text, earlier)
        if together is None:
            return None
        (assessed,) = self.assess(together, [together], self._encode([together]))
        choice = self._choose(assessed)
        is_better = choice.confidence > alone.confidence and choice.labels[0].startswith(
            _OF_THE_PROFESSION
        )
        is_read = choice.outcome is Outcome.ANSWER and (is_better or not is_answered)
        return choice if is_read else None

    def wording(self, text: str) -> str:
        """Return the text with its spelling corrected."""
        return self.speller.wording(text) if self.speller else text

    def assess(self, whole: str, parts: Sequence[str], vectors: Vectors) -> list[Assessed]:
        """Rank each part; the whole message says what speaks against its likeliest answer."""
        ranked = self._ranker.probabilities(parts, vectors[:, PUBLISHED])
        opinion = self._head.probabilities(vectors[:, TUNED])
        common, heads = self._panel.combine(ranked, opinion)
        rows = zip(parts, common, ranked, heads, vectors[:, TUNED], strict=True)
        return [self._assess(whole, *row) for row in rows]

    def _assess(
        self,
        whole: str,
        part: str,
        common: Vectors,
        ranked: Vectors,
        heads: Vectors,
        vector: Vectors,
    ) -> Assessed:
        probabilities = dict(zip(self._columns.labels, map(float, common), strict=True))
        assessment = Assessment(probabilities, is_doubtful=False)
        if self._guard is not None:
            assessment = self._guard.assess(whole, probabilities, part)
            if assessment.probabilities is not probabilities:
                common = np.array([assessment.probabilities[name] for name in self._columns.labels])
        best, rivals, evidence = gather(self._columns, common, ranked, heads)
        evidence |= nearness_values("tuned", self._nearest.nearness(vector, best, rivals))
        certainty = self._judgement.probability(evidence)
        return Assessed(
            assessment.probabilities, evidence, certainty, assessment.is_doubtful, assessment.theme
        )

    def _choose(self, assessed: Assessed) -> Choice:
        choice = choose(assessed.probabilities, assessed.certainty, self._thresholds)
        if assessed.theme and choice.outcome in {Outcome.ANSWER, Outcome.OFFER}:
            return Choice(Outcome.ADMIT, (f"{OUT_OF_SCOPE}/{assessed.theme}",), 1.0)
        if choice.outcome is Outcome.ANSWER and assessed.is_doubtful:
            return offer(assessed.probabilities, self._thresholds)
        return choice

    def save(self, folder: Path) -> None:
        for part in (self._ranker, self._head, self._nearest, self._judgement, self._taught):
            part.save(folder)
        (folder / _THRESHOLDS).write_text(json.dumps(asdict(self._thresholds)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, speller: Speller | None = None) -> Understanding:
        answers = load().answers.values()
        questions = [(answer.question, answer.label) for answer in answers]
        thresholds = json.loads((folder / _THRESHOLDS).read_text(encoding="utf-8"))
        return cls(
            Ranker.load(folder),
            TunedHead.load(folder),
            NearestPhrases.load(folder),
            Judgement.load(folder),
            Thresholds(**thresholds),
            TaughtPhrases.load(folder).and_questions(questions),
            guard=default_answer_guard(),
            speller=speller,
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

    def _with_further_questions(
        self, text: str, whole: Choice, fewest: int
    ) -> tuple[Choice, Further]:
        """A message may ask several things: answer those that, each alone, would be answered.

        Fewer answers than `fewest` do not count against what the whole is taken for, and stand beside it.
        """
        parts = single_questions(text) if whole.outcome is not Outcome.TALK else []
        if not parts:
            return whole, Further()
        vectors = self._encode(parts)
        choices = [self._choose(assessed) for assessed in self.assess(text, parts, vectors)]
        choices = self._with_what_was_told(text, parts, choices)
        answers = [choice for choice in choices if choice.outcome is Outcome.ANSWER]
        labels = tuple(dict.fromkeys(choice.labels[0] for choice in answers))
        if len(labels) < fewest:
            sure = (
                (part, choice.labels[0])
                for part, choice in zip(parts, choices, strict=True)
                if choice.outcome is Outcome.ANSWER
                and choice.confidence >= _SURE_BESIDE
                and len(part.split()) >= _WORDS_BESIDE
            )
            is_answered = whole.outcome is Outcome.ANSWER
            left_out = 0 if is_answered else _left_open(parts, choices)
            return whole, Further(beside=tuple(sure), left_out=left_out)
        least = min(choice.confidence for choice in answers)
        left_out = sum(
            choice.outcome in {Outcome.OFFER, Outcome.ADMIT} and choice.labels[0] not in labels
            for choice in choices
        )
        return Choice(Outcome.ANSWER, labels[:1], least), Further(labels[1:], left_out)

    def _with_what_was_told(
        self, text: str, parts: Sequence[str], choices: Sequence[Choice]
    ) -> list[Choice]:
        """Read a part that says too little by itself behind what is told before it ("I want to be a physicist. Do I need a PhD?").

        What somebody tells decides which membership it is, and which career is meant: only the latter is read so.
        """
        leaning = {
            number: f"{lead} {part}"
            for number, (part, choice) in enumerate(zip(parts, choices, strict=True))
            if choice.outcome is not Outcome.TALK
            and choice.confidence < _SURE_BESIDE
            and 0 < len((lead := told_before(text, part)).split()) <= _WORDS_TOLD
        }
        if not leaning:
            return list(choices)
        texts = list(leaning.values())
        read = map(self._choose, self.assess(text, texts, self._encode(texts)))
        sure = {
            number: choice
            for number, choice in zip(leaning, read, strict=True)
            if choice.outcome is Outcome.ANSWER
            and choice.confidence >= _SURE_BESIDE
            and choice.labels[0].startswith(_OF_THE_PROFESSION)
        }
        return [sure.get(number, choice) for number, choice in enumerate(choices)]


def _left_open(parts: Sequence[str], choices: Sequence[Choice]) -> int:
    """Return how many parts of more than a few words surely ask about the profession what has no answer."""
    return sum(
        choice.outcome in {Outcome.OFFER, Outcome.ADMIT}
        and choice.labels[0].startswith((*_OF_THE_PROFESSION, *_BESIDE_THE_PROFESSION))
        and len(part.split()) >= _WORDS_BESIDE
        for part, choice in zip(parts, choices, strict=True)
    )


def default_head() -> TunedHead:
    """Return the head that was learned together with this program's encoder. Raises SetUpError."""
    return head_of(adaptation_file.read())


def head_of(tuned: TunedEncoder) -> TunedHead:
    head, bias = (values.astype(np.float32) for values in (tuned.head, tuned.bias))
    return TunedHead(tuned.labels, head, bias)
