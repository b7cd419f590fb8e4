"""The guide without the plan around it: what it asks, takes for granted, refuses and decides."""

from __future__ import annotations

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.guide import Guide
from bot.conversation.state import APPLY, CATEGORY, DUES, State
from bot.conversation.user_turn import UserTurn
from testkit.talk import MemoryKeeper, Talk


@pytest.fixture(scope="module")
def guide(knowledge, eligibility, reader, guided, today):
    return Guide(knowledge, eligibility, reader, guided, today)


CERTIFIED = {"stage": "in_practice", "profession": "physician", "board": ["abr"], "place": "us"}


@pytest.mark.parametrize("goal", [CATEGORY, DUES, APPLY])
def test_each_goal_opens_in_its_own_words_and_asks(guide, guided, goal):
    name = {CATEGORY: "opening", DUES: "opening_dues", APPLY: "opening_apply"}[goal]
    state, (message,) = guide.start(State(), goal)
    assert guided.text(name).partition(".")[0] in message["text"]
    assert state.pending == message["asks"]["attribute"]


def test_another_goal_asks_nothing_again(guide):
    state, _ = guide.start(State(), CATEGORY, CERTIFIED)
    _, (message,) = guide.start(state, APPLY)
    assert message["kind"] == "decision"


def test_a_price_asks_what_only_prices_depend_on(guide, knowledge):
    state, (message,) = guide.start(State().telling(CERTIFIED), DUES)
    assert state.pending in knowledge.rules.categories["general"].priced_by
    assert message["kind"] == "question"


def test_a_decision_names_what_it_takes_for_granted(guide, knowledge):
    decision = guide.decisions.decision_on(CERTIFIED)
    sentences = {assumption.said_as for assumption in knowledge.assumptions}
    assert decision.category == "general"
    assert sentences & set(decision.provided)


def test_what_was_told_is_never_taken_for_granted(guide, knowledge):
    decision = guide.decisions.decision_on({**CERTIFIED, "field": "diagnostic_radiology"})
    sentences = {assumption.said_as for assumption in knowledge.assumptions}
    assert not sentences & set(decision.provided)


def test_facts_that_contradict_themselves_decide_nothing(guide):
    facts = {"training_start": "2027-07-01", "training_end": "2020-06-30"}
    assert guide.decisions.decision_on({**CERTIFIED, **facts}) is None


def test_a_contradiction_is_named_and_asked_about_again(guide, guided):
    facts = {"training_start": "2027-07-01", "training_end": "2020-06-30"}
    state = State().telling({**CERTIFIED, **facts})
    after, messages = guide.go_on(state)
    assert guided.text("impossible") in messages[0]["text"]
    assert len(set(facts) & set(after.told)) == 1


def test_an_impossible_answer_is_refused_and_asked_again(guide, guided):
    state = State(pending="training_end").telling({"training_start": "2027-07-01"})
    after, (message,) = guide.take(state, {"training_end": "2020-06-30"})
    assert guided.text("impossible") in message["text"]
    assert "training_end" not in after.told


@pytest.mark.parametrize(
    ("fact", "facts"),
    [
        ("place=us", {"place": "us"}),
        ("board=abr", {"board": ["abr"]}),
        ("board=unknown", {"board": "unknown"}),
        ("place=moon", {}),
        ("moon=us", {}),
        ("", {}),
    ],
)
def test_a_button_tells_a_fact_that_there_is_or_nothing(guide, fact, facts):
    turn = UserTurn("/tell", "tell", "tell", entities={"told": fact})
    assert guide.fact_of_button(turn) == facts


def test_what_a_question_may_still_lead_to_is_one_decision_a_category(guide):
    state, _ = guide.start(
        State().telling({"stage": "in_training", "profession": "physician"}), CATEGORY
    )
    categories = [
        decision.category for decision, _ in guide.decisions.possible(state.told, "place")
    ]
    assert len(categories) == len(set(categories))


def test_a_way_in_is_one_fact_that_would_open_a_category(guide):
    facts = {
        "stage": "between_school_and_training",
        "profession": "physician",
        "school_place": "outside",
        "match": "waiting_us_radiologic",
        "field": "diagnostic_radiology",
        "ecfmg": "not_current",
    }
    state = State().telling(facts)
    assert guide.decisions.decide(state.told).status.value == "no_category"
    change = guide.decisions.way_in(state.told)
    assert len(change) == 1
    assert guide.decisions.decision_on({**facts, **change}).status.value == "decided"


def test_a_word_may_imply_the_fact_that_would_be_asked_for_next(guide):
    state = State().telling({"stage": "in_training", "profession": "physician"})
    assert guide.implied_by(state, "Canada") == {"place": "canada"}
    assert guide.implied_by(state, "perhaps") == {}
    assert guide.implied_by(State(), "Canada") == {}


CLERK = {"stage": "in_practice", "profession": "other", "place": "us"}


class TestWhatMayHaveBeenMisread:
    def test_is_asked_before_anything_is_decided_and_says_so(self, guide, guided):
        state, (message,) = guide.start(
            State(doubted={"profession": ["physician"]}), CATEGORY, CERTIFIED | CLERK
        )

        assert state.pending == message["asks"]["attribute"] == "profession"
        assert guided.text("doubted") in message["text"]

    def test_is_not_asked_where_nothing_else_would_follow(self, guide):
        doubted = {"stage": ["not_working"]}
        _, (message,) = guide.start(State(doubted=doubted), CATEGORY, CLERK)

        assert message["kind"] == "decision"

    def test_is_asked_too_where_it_was_not_read_and_is_taken_for_granted(self, guide, guided):
        told = {name: CERTIFIED[name] for name in ("profession", "place", "board")}
        _, (message,) = guide.start(State(), CATEGORY, told)
        assert message["kind"] == "decision"

        doubted = {"stage": ["in_training"]}
        _, (message,) = guide.start(State(doubted=doubted), CATEGORY, told)
        assert message["asks"]["attribute"] == "stage"
        assert guided.text("doubted") not in message["text"]

    def test_once_confirmed_decides(self, guide):
        doubted = {"profession": ["physician"], "stage": ["fully_retired"]}
        state, _ = guide.start(State(doubted=doubted), CATEGORY, CLERK)
        state, (message,) = guide.take(state, {"profession": "other"})

        assert message["kind"] == "decision"
        assert state.told == CLERK

    def test_takes_the_rest_of_a_role_with_it_where_it_was_wrong(self, guide):
        doubted = {"profession": ["medical_physicist"]}
        told = {"stage": "student", "profession": "other", "place": "us"}
        state, _ = guide.start(State(doubted=doubted), CATEGORY, told)
        state, (message,) = guide.take(state, {"profession": "medical_physicist"})

        assert "stage" not in state.told
        assert message["asks"]["attribute"] == "stage"


ROYAL_COLLEGE = "Radiologist in practice in Seattle, certified by the Royal College. Never a member. Which category?"


@pytest.fixture
def talk(knowledge, reader, today):
    return Talk(Conversation(knowledge, reader, MemoryKeeper(), today))


def test_a_college_of_several_countries_is_asked_about_by_name(talk, knowledge):
    message = talk.say(ROYAL_COLLEGE, "find_category")

    assert knowledge.attributes["board"].unclear.question in message["text"]
    assert message["asks"]["attribute"] == "board"


@pytest.mark.parametrize(
    ("answer", "board"),
    [
        ("Canada", ["rcpsc"]),
        ("the Canadian one", ["rcpsc"]),
        ("the one in the UK", ["foreign"]),
        ("neither", ["none"]),
        ("ABR", ["abr"]),
    ],
)
def test_the_country_says_which_college_is_meant(talk, answer, board):
    talk.say(ROYAL_COLLEGE, "find_category")
    talk.say(answer, "out_of_scope")

    assert talk.state.told["board"] == board


def test_a_board_that_was_not_named_is_asked_for_in_the_usual_words(talk, knowledge):
    message = talk.say("Radiologist in practice in Seattle, never a member", "find_category")

    assert knowledge.attributes["board"].question in message["text"]


def test_a_yes_to_a_completed_residency_tells_of_no_residency_now(talk):
    talk.say("radiologist in Sao Paulo, certified in Brazil", "tell")
    talk.say("now i work in a hospital in Miami", "tell")
    assert talk.state.pending == "residency_completed"
    talk.say("Yes, in Brazil, residency in radiology")
    assert "program" not in talk.state.told
    assert talk.state.told["residency_completed"] == "yes"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("June 30, 1998", "1998-06-30"),
        ("06/30/1998", "1998-06-30"),
        ("30 June 1998", "1998-06-30"),
        ("May 1998", "1998-05-31"),
        ("in May 2029", "2029-05-31"),
    ],
)
def test_a_bare_day_is_an_answer_whatever_else_it_resembles(talk, text, day):
    talk.say("radiologist in Georgia, ABR, what will I pay", "what_will_i_pay")
    assert talk.state.pending == "training_end"
    talk.say(text, "what_will_i_pay")
    assert talk.state.told["training_end"] == day


def test_a_wish_stays_a_wish_while_a_day_is_asked_for(talk):
    talk.say("radiologist in Georgia, ABR, what will I pay", "what_will_i_pay")
    talk.say("what will I pay in 2027", "what_will_i_pay")
    assert "training_end" not in talk.state.told


def test_an_answer_with_a_question_behind_it_is_an_answer(talk):
    talk.say("radiologist in Georgia, ABR, what will I pay", "what_will_i_pay")
    assert talk.state.pending == "training_end"
    talk.say("June 30, 1998. Same category as before?")
    assert talk.state.told["training_end"] == "1998-06-30"


def test_whoever_is_retired_says_so_also_beside_another_answer(talk):
    talk.say("my husband was a radiologist, he stopped working last month", "tell")
    talk.say("he's retired, fully. ABR certified and a member all that time", "tell")
    assert talk.state.told["stage"] == "fully_retired"


def test_a_correction_beside_an_answer_is_taken_with_it(talk):
    talk.say("medical physicist in practice, ABR certified. which membership", "find_category")
    talk.say("US. but I'm not certified yet, part 3 is in April")
    assert talk.state.told["board"] == ["none"]


def test_the_table_of_days_is_given_once(talk):
    talk.say("body imaging fellow, done on June 30, 2027. what will I owe after", "what_will_i_pay")
    assert "December 1, 2027" in talk.text
    talk.say("United States")
    assert "December 1, 2027" not in talk.text
    assert "January 1, 2028" in talk.text
