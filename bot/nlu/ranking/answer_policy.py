"""From a ranking to one of three outcomes: answer, ask "did you mean", or admit that we cannot.

A wrong answer is the worst that can happen; a question back is cheap. How probable it is that the likeliest
answer is right says `judgement`, and one threshold on that decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

FAQ = "faq"
OUT_OF_SCOPE = "out_of_scope"
DID_YOU_MEAN = "did_you_mean"


class Outcome(str, Enum):
    ANSWER = "answer"
    OFFER = "offer"
    TALK = "talk"
    ADMIT = "admit"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities.

    `answer`: the likeliest answer is given where it is right with this probability, and `likely` among all
    labels; `offer`: from here on, all answers together, candidates are offered; `candidate`: and each of
    them has at least this much.
    """

    answer: float = 0.7
    likely: float = 0.4
    offer: float = 0.3
    candidate: float = 0.04
    most_candidates: int = 3


@dataclass(frozen=True)
class Choice:
    """`labels` are the chosen label, or the candidates to offer, best first."""

    outcome: Outcome
    labels: tuple[str, ...]
    confidence: float


def choose(probabilities: Mapping[str, float], certainty: float, thresholds: Thresholds) -> Choice:
    """Pick the outcome; `certainty` is the probability that the likeliest answer is right.

    The themes of what we cannot answer count together.
    """
    ranked = best_first(probabilities)
    answers = [(label, p) for label, p in ranked if family(label) == FAQ]
    other = [(label, p) for label, p in ranked if family(label) not in {FAQ, OUT_OF_SCOPE}]
    themes = [(label, p) for label, p in ranked if family(label) == OUT_OF_SCOPE]
    unanswerable = sum(p for _, p in themes)

    if other and other[0][1] > max(answers[0][1], unanswerable):
        return Choice(Outcome.TALK, (other[0][0],), other[0][1])
    if certainty >= thresholds.answer and answers[0][1] >= thresholds.likely:
        return Choice(Outcome.ANSWER, (answers[0][0],), certainty)
    if sum(p for _, p in answers) >= thresholds.offer:
        return _offer(answers, thresholds)
    theme = themes[0][0] if themes else OUT_OF_SCOPE
    return Choice(Outcome.ADMIT, (theme,), unanswerable)


def offer(probabilities: Mapping[str, float], thresholds: Thresholds) -> Choice:
    """Offer the likeliest answers as questions."""
    answers = {label: p for label, p in probabilities.items() if family(label) == FAQ}
    return _offer(best_first(answers), thresholds)


def best_first(probabilities: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return labels with their probabilities; equal ones by name."""
    return sorted(probabilities.items(), key=lambda item: (-item[1], item[0]))


def _offer(answers: Sequence[tuple[str, float]], thresholds: Thresholds) -> Choice:
    candidates = [
        label for label, p in answers[: thresholds.most_candidates] if p >= thresholds.candidate
    ]
    return Choice(Outcome.OFFER, tuple(candidates or [answers[0][0]]), answers[0][1])


@cache
def family(label: str) -> str:
    """Return the intent of a label: `faq` of `faq/membership_training_dues`."""
    return label.split("/", 1)[0]
