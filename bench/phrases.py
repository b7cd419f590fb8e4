"""What every peer learns from and is asked: phrases of data/nlu, and questions of tests/nlu.

Phrases in the split `calibration` are kept out of every training, so that each peer can set its
threshold on words of people that it has not seen, and never on the validation sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.cli.evaluate import Question, read_questions
from bot.knowledge.loader import load
from bot.nlu.phrases import phrase as training_phrase
from bot.nlu.phrases.files import read_concepts, read_lookup, read_phrases
from bot.nlu.phrases.phrase import Split
from bot.nlu.spelling.lexicon import AS_TYPED
from bot.settings import ROOT

CONCEPTS = ROOT / "data/nlu/concepts.yml"
SPELLING = ROOT / "data/nlu/spelling.yml"


@dataclass(frozen=True)
class Phrase:
    """`label` is the intent, with the answer's key where there is one."""

    text: str
    label: str


def training() -> list[Phrase]:
    """Return what every peer learns from."""
    return [Phrase(phrase.text, phrase.label) for phrase in _of_split(Split.TRAIN)]


def calibration() -> list[Question]:
    """Return the questions on which every peer sets its threshold."""
    return [
        Question(phrase.text, accepted(phrase.label)) for phrase in _of_split(Split.CALIBRATION)
    ]


def calibration_writers() -> list[str]:
    """Return who wrote the questions of `calibration`, by name."""
    return sorted({phrase.writer for phrase in _of_split(Split.CALIBRATION)})


def validation() -> list[Question]:
    """Return the questions that are scored; no peer learns or sets anything from them."""
    return [
        question
        for path in sorted((ROOT / "tests/nlu").glob("held_out_*.jsonl"))
        for question in read_questions(path)
    ]


def concepts() -> dict[str, list[str]]:
    """Return the patterns of data/nlu/concepts.yml by name."""
    return read_concepts(ROOT)


def as_typed() -> tuple[str, ...]:
    """Return the words that no spelling is corrected to or from."""
    return read_lookup(ROOT, AS_TYPED)


def accepted(label: str) -> frozenset[str]:
    """Return the ids that may answer a phrase of this label; none: it must not be answered."""
    answer = load().answers_by_label.get(label)
    return frozenset({answer.id}) if answer else frozenset()


def _of_split(split: Split) -> list[training_phrase.Phrase]:
    return [phrase for phrase in _all() if phrase.split == split]


@lru_cache(maxsize=1)
def _all() -> tuple[training_phrase.Phrase, ...]:
    return tuple(read_phrases(ROOT))
