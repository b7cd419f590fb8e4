"""What every peer learns from and is asked: the phrases of data/nlu, and the questions of tests/nlu.

The phrases lie in one folder a writer. Two writers are kept out of every training, so that each peer
can set its threshold on words of people that it has not seen, and never on the validation sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from bot.cli.evaluate import Question, read_questions
from bot.knowledge.loader import load
from bot.settings import ROOT

# One who wrote questions that we answer, and one who wrote messages that we must not answer.
CALIBRATION_WRITERS = frozenset({"editors-b", "none-c"})
VALIDATION = (*(f"held_out_{writer}" for writer in "abcdef"),)
CONCEPTS = ROOT / "data/nlu/concepts.yml"


@dataclass(frozen=True)
class Phrase:
    """`label` is the intent, with the answer's key where there is one."""

    text: str
    label: str


def training() -> list[Phrase]:
    """Return what every peer learns from."""
    return [phrase for writer, phrase in _written() if writer not in CALIBRATION_WRITERS]


def concepts() -> dict[str, list[str]]:
    """Return the patterns of data/nlu/concepts.yml by name."""
    entries = yaml.safe_load(CONCEPTS.read_text(encoding="utf-8"))["nlu"]
    return {entry["regex"]: list(_examples(entry["examples"])) for entry in entries}


def calibration() -> list[Question]:
    """Return the questions on which every peer sets its threshold."""
    return [
        Question(phrase.text, accepted(phrase.label))
        for writer, phrase in _written()
        if writer in CALIBRATION_WRITERS
    ]


def validation() -> list[Question]:
    """Return the questions that are scored; no peer learns or sets anything from them."""
    return [
        question
        for name in VALIDATION
        for question in read_questions(ROOT / f"tests/nlu/{name}.jsonl")
    ]


def accepted(label: str) -> frozenset[str]:
    """Return the ids that may answer a phrase of this label; none: it must not be answered."""
    answer = load().answers_by_label.get(label)
    return frozenset({answer.id}) if answer else frozenset()


def _written() -> Iterator[tuple[str, Phrase]]:
    for path in sorted((ROOT / "data/nlu").glob("*/*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for text in _examples(block["examples"]):
                yield path.parent.name, Phrase(text, block["intent"])


def _examples(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("- "):
            yield line.removeprefix("- ").strip()
