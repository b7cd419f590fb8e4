"""A message with several questions: those that would be answered alone are, and the others are counted."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.ranking.answer_policy import Outcome, Thresholds
from bot.nlu.ranking.judgement import Judgement
from bot.nlu.ranking.nearest_phrases import NearestPhrases
from bot.nlu.ranking.taught_phrases import TaughtPhrases
from bot.nlu.ranking.tuned_head import TunedHead
from bot.nlu.understanding import Understanding

DUES, CME, JOBS = "faq/membership_general_dues", "faq/membership_cme", "out_of_scope/jobs"
LABELS = (CME, DUES, JOBS)
WORDS = ("cme", "pay", "cup")


class RankerByWord:
    """Takes a text for the label of the first of three words that stands in it."""

    labels = LABELS

    def probabilities(self, texts, vectors):
        found = [next(n for n, word in enumerate(WORDS) if word in text) for text in texts]
        return np.eye(3)[found] * 0.9 + 0.03


@pytest.fixture
def understanding():
    def encode(texts):
        return np.stack([np.eye(3, dtype=np.float32)[:2] for _ in texts])

    return Understanding(
        RankerByWord(),
        TunedHead(LABELS, np.zeros((3, 3)), np.zeros(3)),
        NearestPhrases(np.eye(3, dtype=np.float32), list(LABELS)),
        Judgement(5.0, {}),
        Thresholds(),
        TaughtPhrases.learn([]),
        encode=encode,
    )


@pytest.mark.parametrize(
    ("text", "labels", "left_out"),
    [
        ("what do I pay and is cme included", (DUES, CME), 0),
        ("what do I pay and is cme included and who won the cup", (DUES, CME), 1),
        ("what do I pay? is cme included? what do I pay later?", (DUES, CME), 0),
        ("what do I pay and who won the cup", (DUES,), 0),
        ("what do I pay", (DUES,), 0),
    ],
)
def test_of_several_questions_the_unanswered_are_counted(understanding, text, labels, left_out):
    understood = understanding.understand(text)
    assert understood.choice.outcome is Outcome.ANSWER
    assert (*understood.choice.labels[:1], *understood.also) == labels
    assert understood.left_out == left_out
