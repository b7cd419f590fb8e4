"""What a peer's replies are worth, and how its threshold is set: the same rule for everybody.

A peer answers with its best label when that is an answer and its score reaches the threshold; below it
offers its three best answers; a best label that is no answer is a refusal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bench.peers.peer import Decision, Ranked
from bot.cli.evaluate import Question
from bot.knowledge.loader import load
from bot.nlu.ranking.answer_policy import FAQ, family

_OFFERED = 3

Answered = tuple[Question, Ranked]


@dataclass(frozen=True)
class Score:
    """Shares between 0 and 1: the first three of the answerable, the last two of the unanswerable."""

    right: float
    right_or_offered: float
    wrong: float
    false_answers: float
    asked_back: float


def decide(ranked: Ranked, threshold: float) -> Decision:
    if not ranked.ranking or family(ranked.ranking[0][0]) != FAQ:
        return Decision("refuse")
    label, score = ranked.ranking[0]
    if score >= threshold:
        return Decision("answer", (label,))
    answers = [label for label, _ in ranked.ranking if family(label) == FAQ]
    return Decision("offer", tuple(answers[:_OFFERED]))


def verdict(question: Question, decision: Decision) -> str:
    """Return right, offered, wrong or missed; for what must not be answered: false, asked or refused."""
    if not question.accept:
        return {"answer": "false", "offer": "asked", "refuse": "refused"}[decision.kind]
    answers = load().answers_by_label
    ids = {answers[label].id for label in decision.labels if label in answers}
    is_in = bool(ids & question.accept)
    if decision.kind == "answer":
        return "right" if is_in else "wrong"
    return "offered" if is_in else "missed"


def score(questions: Sequence[Question], decisions: Sequence[Decision]) -> Score:
    counts = Counter(map(verdict, questions, decisions))
    answerable = sum(bool(question.accept) for question in questions) or 1
    unanswerable = sum(not question.accept for question in questions) or 1
    return Score(
        right=counts["right"] / answerable,
        right_or_offered=(counts["right"] + counts["offered"]) / answerable,
        wrong=counts["wrong"] / answerable,
        false_answers=counts["false"] / unanswerable,
        asked_back=counts["asked"] / unanswerable,
    )


def threshold_for(answers: Sequence[Answered], rate: float) -> float:
    """Return the lowest threshold at which at most `rate` of all messages get a wrong answer."""
    wrong = sorted(
        (
            ranked.ranking[0][1]
            for question, ranked in answers
            if verdict(question, decide(ranked, float("-inf"))) in {"wrong", "false"}
        ),
        reverse=True,
    )
    allowed = int(rate * len(answers))
    # Just above the best-scored wrong answer that may no longer be given.
    return wrong[allowed] + 1e-6 if len(wrong) > allowed else float("-inf")


def as_row(score_: Score) -> dict[str, float]:
    return asdict(score_)
