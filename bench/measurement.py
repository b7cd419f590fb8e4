"""What was measured of one peer, read back from its folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import phrases
from bench.measure import ANSWERS, TRAINED, peer_named
from bench.peers.peer import Decision, Ranked
from bench.percentiles import milliseconds
from bench.scoring import Answered, Score, decide, score
from bot.cli.evaluate import Question

NO_THRESHOLD = float("-inf")


@dataclass(frozen=True)
class Measurement:
    name: str
    title: str
    about: str
    trained: dict[str, float]
    answers: dict[str, Any]
    calibration: list[Answered]
    validation: list[Answered]

    def score(self, threshold: float) -> Score:
        return score(*_split(self.validation, threshold))

    def unseen_writers(self) -> Score:
        return score(*_split(self.calibration, NO_THRESHOLD))

    def own(self) -> Score | None:
        decisions = [ranked.own for _, ranked in self.validation if ranked.own]
        return score(_questions(self.validation), decisions) if decisions else None

    def milliseconds(self, percent: float) -> float:
        return milliseconds(self.answers["seconds"], percent)

    @property
    def a_second(self) -> float:
        return len(self.answers["seconds"]) / float(sum(self.answers["seconds"]))


def read(name: str, folder: Path) -> Measurement:
    answers = read_json(folder / ANSWERS)
    peer = peer_named(name)
    return Measurement(
        name,
        peer.title,
        peer.about,
        read_json(folder / TRAINED),
        answers,
        _answers(phrases.calibration(), answers["calibration"]),
        _answers(phrases.validation(), answers["validation"]),
    )


def _answers(questions: Sequence[Question], rows: Sequence[dict[str, Any]]) -> list[Answered]:
    return [
        (
            question,
            Ranked(
                tuple((label, value) for label, value in row["ranking"]),
                Decision(row["own"]["kind"], tuple(row["own"]["labels"])) if row["own"] else None,
            ),
        )
        for question, row in zip(questions, rows, strict=True)
    ]


def _split(answers: Sequence[Answered], threshold: float) -> tuple[list[Question], list[Decision]]:
    return _questions(answers), [decide(ranked, threshold) for _, ranked in answers]


def _questions(answers: Sequence[Answered]) -> list[Question]:
    return [question for question, _ in answers]


def read_json(path: Path) -> Any:
    """Return what stands in a file; None where there is none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
