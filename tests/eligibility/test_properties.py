"""What holds for every profile, not only for those that we thought of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.eligibility.decision import Status
from bot.eligibility.profile import check
from bot.errors import ImpossibleDates, UnknownAttribute, UnknownValue
from bot.knowledge.attributes import AnswerKind
from bot.knowledge.loader import load
from tests.eligibility.conftest import TODAY
from tests.eligibility.table import row

ATTRIBUTES = load().attributes


def answers(attribute):
    if attribute.kind is AnswerKind.CHOICE:
        return st.sampled_from([*attribute.values, "unknown"])
    if attribute.kind is AnswerKind.CHOICES:
        return st.lists(st.sampled_from([*attribute.values, "unknown"]), min_size=1, max_size=3)
    if attribute.kind is AnswerKind.DATE:
        return st.dates(date(2018, 1, 1), date(2030, 12, 31)).map(str)
    return st.integers(2018, 2030) if attribute.kind is AnswerKind.YEAR else st.integers(0, 12)


PROFILES = st.fixed_dictionaries(
    {}, optional={name: answers(attribute) for name, attribute in ATTRIBUTES.items()}
)


def decided(decide, profile):
    try:
        return decide(profile)
    except ImpossibleDates:
        return None


@settings(max_examples=400, deadline=None)
@given(profile=PROFILES)
def test_every_profile_gets_a_decision_with_a_reason(decide, profile):
    decision = decided(decide, profile)
    if decision is None:
        return
    assert decision.because
    assert decision.needs_staff or decision.status is Status.DECIDED
    assert (decision.dues.amount is None) or decision.status is Status.DECIDED
    assert decision.category not in decision.alternatives
    assert bool(decision.missing) == (decision.status is Status.NEED_MORE)


# Left out here: facts about dates (they change amounts), and those that a decision may assume.
STEADY = [
    name
    for name, attribute in ATTRIBUTES.items()
    if attribute.kind is AnswerKind.CHOICE and attribute.assumed is None
]


@settings(max_examples=400, deadline=None)
@given(profile=PROFILES, data=st.data())
def test_more_answers_never_reverse_a_verdict(decide, profile, data):
    """What is decided without an answer stays so with it, unless a rule waits for it to be told."""
    decision = decided(decide, profile)
    if decision is None or decision.status is not Status.DECIDED:
        return
    absent = [name for name in STEADY if name not in profile and name not in TOLD_ONLY]
    if not absent or "stage" in absent or "profession" in absent:
        return
    name = data.draw(st.sampled_from(absent))
    more = decided(decide, {**profile, name: data.draw(answers(ATTRIBUTES[name]))})
    assert more.category == decision.category


# A program to come, once told, asks what somebody was before it.
TOLD_ONLY = {
    *("acr_history", "federal_service", "match", "place", "school_place", "field", "program"),
    "next_program",
}


@settings(max_examples=200, deadline=None)
@given(values=PROFILES)
def test_only_what_is_missing_is_asked_and_never_twice(decide, eligibility, values):
    try:
        profile = check(values, ATTRIBUTES)
    except ImpossibleDates:
        return
    question = eligibility.next_question(profile, TODAY)
    if question is not None:
        assert question not in profile
        assert eligibility.decide(profile, TODAY).status is Status.NEED_MORE


def paths(eligibility, profile):
    """Every way through the questions, each answered with every value."""
    question = eligibility.next_question(profile, TODAY)
    if question is None:
        yield profile
        return
    attribute = ATTRIBUTES[question]
    if attribute.kind is AnswerKind.INTEGER:
        values = [3, 4, "unknown"]
    elif attribute.kind is AnswerKind.CHOICES:
        values = [[value] for value in [*attribute.values, "unknown"]]
    else:
        values = [*attribute.values, "unknown"]
    for value in values:
        yield from paths(eligibility, {**profile, **check({question: value}, ATTRIBUTES)})


def test_every_path_is_as_reviewed(eligibility, request):
    """The golden table: regenerate with `pytest --regenerate-paths`, then read the difference."""
    table = request.path.with_name("every_path.csv")
    lines = [row(profile, eligibility.decide(profile, TODAY)) for profile in paths(eligibility, {})]
    if request.config.getoption("--regenerate-paths"):
        table.write_text("".join(lines), encoding="utf-8")
    assert "".join(lines) == table.read_text(encoding="utf-8")
    assert max(line.count("=") for line in lines) <= 8, "nobody is asked more than eight questions"


@pytest.mark.parametrize(
    ("profile", "error", "names"),
    [
        ({"professon": "physician"}, UnknownAttribute, "professon"),
        ({"profession": "radiologist"}, UnknownValue, "profession"),
        ({"board": "nonsense"}, UnknownValue, "board"),
        ({"board": []}, UnknownValue, "board"),
        ({"school_years": 4.5}, UnknownValue, "school_years"),
        ({"school_years": True}, UnknownValue, "school_years"),
        ({"training_end": "2027-02-30"}, ImpossibleDates, "training_end"),
        ({"training_end": 20270101}, ImpossibleDates, "training_end"),
        (
            {"training_start": "2027-07-01", "training_end": "2026-07-01"},
            ImpossibleDates,
            "training_end",
        ),
        (
            {
                "training_end": "2027-06-30",
                "next_program": "us_canada",
                "next_program_start": "2027-01-01",
            },
            ImpossibleDates,
            "next_program_start",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(decide, profile, error, names):
    with pytest.raises(error) as refusal:
        decide(profile)
    assert refusal.value.attribute == names
