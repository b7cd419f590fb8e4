"""What was taught word for word is what is meant, unless two labels claim it."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.ranking.answer_policy import Outcome, Thresholds
from bot.nlu.ranking.judgement import Judgement
from bot.nlu.ranking.nearest_phrases import NearestPhrases
from bot.nlu.ranking.taught_phrases import TaughtPhrases, choice_of
from bot.nlu.ranking.tuned_head import TunedHead
from bot.nlu.understanding import Understanding

DUES, CME, JOBS = "faq/membership_general_dues", "faq/membership_cme", "out_of_scope/jobs"


@pytest.mark.parametrize("typed", ["What do I owe?", "what  do i OWE", "what do i owe!!"])
def test_case_blanks_and_marks_do_not_count(typed):
    assert TaughtPhrases.learn([("what do I owe", DUES)]).label_of(typed) == DUES


def test_what_nobody_taught_has_no_label():
    taught = TaughtPhrases.learn([("what do I owe", DUES), ("???", JOBS)])
    assert taught.label_of("what do we owe") is None
    assert taught.label_of("?") is None


def test_what_two_labels_claim_is_left_to_the_ranking():
    taught = TaughtPhrases.learn([("credits", CME), ("Credits?", DUES), ("credits", CME)])
    assert taught.label_of("credits") is None


def test_a_published_question_is_taught_as_well():
    taught = TaughtPhrases.learn([("cme", CME)]).and_questions([("What do I owe?", DUES)])
    assert (taught.label_of("what do i owe"), taught.label_of("cme")) == (DUES, CME)


def test_what_is_saved_is_loaded(tmp_path):
    TaughtPhrases.learn([("what do I owe", DUES)]).save(tmp_path)
    assert TaughtPhrases.load(tmp_path).label_of("What do I owe?") == DUES


@pytest.mark.parametrize(
    ("label", "outcome"),
    [(DUES, Outcome.ANSWER), (JOBS, Outcome.ADMIT), ("affirm", Outcome.TALK)],
)
def test_the_outcome_follows_from_the_label(label, outcome):
    choice = choice_of(label)
    assert (choice.outcome, choice.labels, choice.confidence) == (outcome, (label,), 1.0)


class ContraryRanker:
    """Ranks everything as another answer."""

    labels = (CME, DUES, JOBS)

    def probabilities(self, texts, vectors):
        return np.array([[0.9, 0.05, 0.05]] * len(texts))


class Correction:
    """Knows one slip."""

    def wording(self, text):
        return text.replace("ow ", "owe ")


@pytest.mark.parametrize(
    ("typed", "is_taught"), [("What do I ow now?", True), ("what else", False)]
)
def test_it_wins_over_the_ranking_and_says_so(typed, is_taught):
    vectors = np.eye(3, dtype=np.float32)
    certain = Judgement(5.0, {})
    understanding = Understanding(
        ContraryRanker(),
        TunedHead(ContraryRanker.labels, np.zeros((3, 3)), np.zeros(3)),
        NearestPhrases(vectors, list(ContraryRanker.labels)),
        certain,
        Thresholds(),
        TaughtPhrases.learn([("what do I owe now", DUES)]),
        speller=Correction(),
    )
    understood = understanding.understand(typed, np.stack([vectors[0], vectors[0]]))
    assert understood.is_taught is is_taught
    assert understood.choice.labels == ((DUES,) if is_taught else (CME,))
