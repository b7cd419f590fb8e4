"""From a ranking to one of three outcomes: answer, ask "did you mean", or admit that we cannot.

A wrong answer is the worst that can happen, so an answer needs both confidence and distance from
the runner-up; a question back is cheap. Thresholds were set on questions kept out of training.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

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
    """Probabilities, and cosine similarities, between 0 and 1.

    `answer`: an answer is given from here on; `margin`: and only so far ahead of the next answer;
    `offer`: from here on, all answers together, candidates are offered; `candidate`: and each of
    them has at least this much. `support`: an answer's nearest phrases are at least so similar to the
    message; `support_margin`: and so much more than the nearest of those that nothing answers; `slack`:
    so much less of both is enough where the ranking itself is `sure`.
    """

    answer: float = 0.45
    margin: float = 0.2
    offer: float = 0.35
    candidate: float = 0.04
    most_candidates: int = 3
    support: float = 0.45
    support_margin: float = -0.01
    sure: float = 0.9
    slack: float = 0.05


@dataclass(frozen=True)
class Choice:
    """`labels` are the chosen label, or the candidates to offer, best first."""

    outcome: Outcome
    labels: tuple[str, ...]
    confidence: float


def choose(probabilities: Mapping[str, float], thresholds: Thresholds) -> Choice:
    """Pick the outcome. The themes of what we cannot answer count together."""
    ranked = best_first(probabilities)
    answers = [(label, p) for label, p in ranked if family(label) == FAQ]
    other = [(label, p) for label, p in ranked if family(label) not in {FAQ, OUT_OF_SCOPE}]
    themes = [(label, p) for label, p in ranked if family(label) == OUT_OF_SCOPE]
    unanswerable = sum(p for _, p in themes)
    answerable = sum(p for _, p in answers)
    best, best_p = answers[0]
    runner_up = answers[1][1] if len(answers) > 1 else 0.0

    if other and other[0][1] > max(best_p, unanswerable):
        return Choice(Outcome.TALK, (other[0][0],), other[0][1])
    if best_p >= thresholds.answer and best_p - runner_up >= thresholds.margin:
        return Choice(Outcome.ANSWER, (best,), best_p)
    if answerable >= thresholds.offer:
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


def is_supported(
    confidence: float, own: float, unanswerable: float, thresholds: Thresholds
) -> bool:
    """Return whether phrases support an answer: see `Thresholds`."""
    slack = thresholds.slack if confidence >= thresholds.sure else 0.0
    is_near = own >= thresholds.support - slack
    return is_near and own - unanswerable >= thresholds.support_margin - slack


def family(label: str) -> str:
    """Return the intent of a label: `faq` of `faq/membership_training_dues`."""
    return label.split("/", 1)[0]
