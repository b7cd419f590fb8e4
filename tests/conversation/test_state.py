"""What is remembered goes into a slot as JSON and comes back the same, and stays small."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.state import GOALS, SPEAKER, State
from bot.settings import ROOT
from testkit.dialogues import read_dialogues

_NAMES = st.sampled_from(["stage", "place", "field"])
_FACTS = st.dictionaries(_NAMES, st.one_of(st.text(max_size=5), st.lists(st.text(max_size=3))))
_WORDS = st.lists(st.text(max_size=8), max_size=3).map(tuple)
STATES = st.builds(
    State,
    goal=st.sampled_from(GOALS),
    told=_FACTS,
    answered=_WORDS,
    pending=st.none() | _NAMES,
    misses=st.integers(0, 3),
    person=st.sampled_from([SPEAKER, "wife"]),
    others=st.dictionaries(st.text(max_size=5), _FACTS, max_size=3),
    turn=st.integers(0, 99),
    doubted=st.dictionaries(_NAMES, st.lists(st.none() | st.text(max_size=3), max_size=3)),
    turns=st.dictionaries(_NAMES, st.integers(0, 9)),
    given=_WORDS,
)
LARGEST = 4096


@given(STATES)
def test_a_state_comes_back_from_json_as_it_was(state):
    assert State.of_json(json.loads(json.dumps(state.as_json()))) == state


def test_what_is_as_at_the_start_is_not_stored():
    assert State().as_json() == {"goal": "category"}


@pytest.mark.parametrize("value", [None, "nonsense", 3, [], {}, {"goal": "party"}])
def test_what_is_none_of_ours_is_no_state(value):
    assert State.of_json(value) is None


def test_what_a_later_version_adds_is_left_out():
    assert State.of_json({"goal": "dues", "mood": "fine"}) == State(goal="dues")


def test_a_fact_is_stored_with_its_turn():
    state = State(turn=3).telling({"place": "us"})
    assert (state.told, state.turns) == ({"place": "us"}, {"place": 3})


def test_a_fact_taken_back_is_as_if_it_had_not_been_told():
    state = State().telling({"place": "us", "stage": "student"}).without("place")
    assert state.told == {"stage": "student"}
    assert state.without("place") == state


class TestAnotherPerson:
    def test_facts_of_each_are_told_apart(self):
        state = State().telling({"place": "us"}).about("wife").telling({"place": "canada"})
        assert state.facts_of("wife") == {"place": "canada"}
        assert state.facts_of(SPEAKER) == {"place": "us"}
        assert state.about(SPEAKER).told == {"place": "us"}

    def test_a_pending_question_and_the_decision_belong_to_one_person(self):
        state = State(pending="place", answered=("stage",), misses=1, decided="general")
        other = state.about("wife")
        assert other.pending is None
        assert (other.answered, other.misses, other.decided) == ((), 0, None)

    def test_the_same_person_changes_nothing(self):
        state = State(pending="place")
        assert state.about(SPEAKER) is state

    def test_only_the_last_few_are_remembered_and_always_the_one_who_writes(self):
        state = State().telling({"place": "us"})
        for number in range(9):
            state = state.about(f"friend {number}").telling({"place": "canada"})
        assert len(state.others) <= 4
        assert state.facts_of(SPEAKER) == {"place": "us"}
        assert "friend 0" not in state.others


def test_only_the_last_few_replies_are_remembered():
    state = State()
    for number in range(20):
        state = state.giving(str(number))
    assert state.given == ("14", "15", "16", "17", "18", "19")


@pytest.mark.rasa
@pytest.mark.parametrize("name", ["members.jsonl", "students.jsonl", "difficult.jsonl"])
def test_fifty_turns_of_real_dialogue_stay_small(assistant, name):
    dialogues = read_dialogues(ROOT / "tests/conversations" / name)
    texts = [turn for dialogue in dialogues for turn in dialogue.turns if isinstance(turn, str)]
    visit = assistant.begin()
    for text in texts[:50]:
        visit.say(text)
        assert len(json.dumps(visit.state.as_json())) <= LARGEST
