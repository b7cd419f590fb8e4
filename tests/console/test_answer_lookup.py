"""What the model makes of a text, and what happens without a model."""

from __future__ import annotations

import pytest

from bot.console.answer_lookup import AnswerLookup
from bot.console.app import create_app
from bot.nlu.ranking.answer_policy import Choice, Outcome
from bot.nlu.understanding import Understood
from bot.records.review.clusters import Nearest
from testkit.console import StaffClient


def test_the_console_opens_without_a_model_and_says_so(settings, knowledge, clock, staff):
    answer_lookup = AnswerLookup.of_model(knowledge, "/nowhere/model.tar.gz")
    client = StaffClient(create_app(settings, answer_lookup, clock), "viewer")
    page = client.send("/assist", 200, q="dues").text
    assert "run `assistant train`" in page
    assert 'id="answers"' not in page


CME, BENEFITS, DUES = "faq/membership_cme", "faq/membership_benefits", "faq/membership_general_dues"


class ScriptedUnderstanding:
    """Understands every text as the test says."""

    def __init__(self, ranking, outcome=Outcome.ANSWER):
        self.understood = Understood(
            Choice(outcome, (ranking[0][0],), ranking[0][1]), (), tuple(ranking)
        )

    def understand(self, text, vector=None):
        self.text = text
        return self.understood


@pytest.fixture
def lookup_of(knowledge):
    def lookup_of_(*ranking, outcome=Outcome.ANSWER):
        return AnswerLookup(knowledge, ScriptedUnderstanding(ranking, outcome))

    return lookup_of_


def test_a_text_is_understood_without_the_blanks_that_a_form_may_hold(knowledge):
    understanding = ScriptedUnderstanding([(CME, 0.9), (DUES, 0.05)])
    lookup = AnswerLookup(knowledge, understanding)
    for understand in (lookup.understand, lookup.nearest):
        understand(f" dues{' ' * 4000}and\tcme\n")
        assert understanding.text == "dues and cme"


def test_without_a_model_nothing_is_understood_near_or_certain(knowledge):
    lookup = AnswerLookup(knowledge, None)
    assert not lookup.is_available
    assert lookup.understand("dues") is None
    assert lookup.read("dues") is None
    assert lookup.nearest("dues") == Nearest(None, 0.0, 0.0)
    assert not lookup.is_sure_of("dues", CME)


def test_an_empty_text_is_not_understood(lookup_of):
    assert lookup_of((CME, 0.9), (DUES, 0.1)).understand("  ") is None


def test_the_best_are_published_answers_only_and_three_at_most(lookup_of):
    lookup = lookup_of(
        ("out_of_scope/payment", 0.4),
        (CME, 0.3),
        ("faq/no_such", 0.2),
        (BENEFITS, 0.06),
        (DUES, 0.03),
        ("faq/membership_training_dues", 0.01),
    )
    best = lookup.best(lookup.understand("a"))
    assert [id_ for id_, _ in best] == [
        "membership/cme",
        "membership/benefits",
        "membership/general_dues",
    ]


def test_the_nearest_answer_has_its_lead_over_the_next(lookup_of):
    nearest = lookup_of((CME, 0.6), ("out_of_scope/payment", 0.3), (DUES, 0.1)).nearest("a")
    assert (nearest.label, nearest.score) == ("membership/cme", 0.6)
    assert nearest.margin == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("confidence", "outcome", "label", "expected"),
    [
        (0.9, Outcome.ANSWER, CME, True),
        (0.79, Outcome.ANSWER, CME, False),
        (0.9, Outcome.OFFER, CME, False),
        (0.9, Outcome.ANSWER, DUES, False),
    ],
)
def test_a_phrase_is_covered_only_by_a_certain_answer_with_its_label(
    lookup_of, confidence, outcome, label, expected
):
    lookup = lookup_of((CME, confidence), (DUES, 0.01), outcome=outcome)
    assert lookup.is_sure_of("any CME", label) is expected


def test_a_theme_that_is_not_answered_covers_every_label_of_its_family(lookup_of):
    lookup = lookup_of(("out_of_scope/payment", 0.95), (CME, 0.01), outcome=Outcome.ADMIT)
    assert lookup.is_sure_of("an invoice", "out_of_scope")
    assert not lookup.is_sure_of("an invoice", "out_of_scope/other")


def test_no_text_needs_no_encoder(knowledge):
    assert AnswerLookup(knowledge, None).encode([]).size == 0
