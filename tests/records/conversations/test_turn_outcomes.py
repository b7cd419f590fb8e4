"""Every kind and label that can be kept has one outcome of the closed list."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from bot.errors import UnknownOutcome
from bot.knowledge.replies import Kind
from bot.records.conversations.turn_outcomes import OUTSIDE, UNSAFE, Outcome, outcome_of
from bot.settings import ROOT


def labels():
    labels_ = set()
    for path in (ROOT / "data" / "nlu").rglob("*.yml"):
        for entry in YAML(typ="safe", pure=False).load(path)["nlu"]:
            labels_.add(entry.get("intent"))
    return labels_ - {None}


def test_every_kind_of_message_has_an_outcome():
    for kind in [*(kind.value for kind in Kind), "error", "letter"]:
        assert isinstance(outcome_of(kind, None, None), Outcome)


def test_a_kind_never_heard_of_is_an_error():
    with pytest.raises(UnknownOutcome, match="hologram"):
        outcome_of("hologram", None, None)


@pytest.mark.parametrize(
    ("kind", "label", "confidence", "outcome"),
    [
        ("answer", "faq/membership_cme", 0.9, Outcome.ANSWERED),
        ("choices", "faq/membership_cme", 0.4, Outcome.DID_YOU_MEAN),
        ("fallback", "none_of_these", 1.0, Outcome.UNANSWERED),
        ("fallback", "out_of_scope/payment", 0.99, Outcome.UNANSWERED),
        ("fallback", "out_of_scope/clinical", 0.99, Outcome.OUT_OF_SCOPE),
        ("fallback", "out_of_scope/clinical", 0.5, Outcome.UNANSWERED),
        ("fallback", "out_of_scope/other", 0.99, Outcome.UNANSWERED),
        ("notice", "out_of_scope/manipulate", 0.9, Outcome.UNSAFE_INPUT),
        ("smalltalk", "out_of_scope/abuse", 0.9, Outcome.UNSAFE_INPUT),
        ("notice", "out_of_scope/clinical", 0.9, Outcome.OUT_OF_SCOPE),
        ("notice", "out_of_scope/nonsense", 0.9, Outcome.OUT_OF_SCOPE),
        ("notice", "control", None, Outcome.ELIGIBILITY_STEP),
        ("contact", "smalltalk/human", 0.9, Outcome.HANDOFF),
        ("contact", "out_of_scope/payment", 0.9, Outcome.HANDOFF),
        ("contact", "out_of_scope/other_language", 0.9, Outcome.OUT_OF_SCOPE),
        ("error", "rasa/timeout", None, Outcome.ERROR),
    ],
)
def test_a_turn_counts_as_what_a_reader_would_call_it(kind, label, confidence, outcome):
    assert outcome_of(kind, label, confidence) is outcome


def test_each_theme_named_as_outside_is_one_that_is_trained_on():
    assert labels() >= OUTSIDE
    assert labels() >= UNSAFE
