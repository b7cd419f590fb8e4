"""Why a message got its reply, in words for staff."""

from __future__ import annotations

from datetime import date

import pytest

from bot.console.turn_explanation import RULES, TurnExplanations
from bot.conversation.conversation import Conversation
from bot.conversation.state import State
from bot.conversation.user_turn import UserTurn
from bot.eligibility.decide import Eligibility
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.facts.reader import default_reader

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def conversation(knowledge):
    return Conversation(knowledge, default_reader(), None, TODAY)


@pytest.fixture(scope="module")
def explanations(knowledge):
    eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
    return TurnExplanations(knowledge, GuidedMessages(knowledge, eligibility, TODAY).title)


@pytest.fixture
def explain(conversation, explanations):
    """Return a function that plays messages and explains the last."""

    def explain_(*texts):
        state, traces = State(), []
        for text in texts:
            reply = conversation.respond(state, UserTurn(text, "tell", "tell", confidence=0.9))
            state = reply.state
            traces.append(reply.summary())
        return dict(explanations.all(traces)[-1])

    return explain_


def test_every_rule_of_the_plan_has_its_words_in_the_order_of_the_plan(conversation):
    assert [rule.__name__.strip("_") for rule in conversation._plan()] == list(RULES)


def test_an_exact_match_is_named(conversation, explanations):
    asked = {"text": "what is cme for", "intent": "faq", "label": "faq/membership_cme"}
    for is_taught in (True, False):
        turn = UserTurn(**asked, confidence=0.9, is_taught=is_taught)
        trace = conversation.respond(State(), turn).summary()
        understood = dict(explanations.all([trace])[0]).get("Understood as", "")
        assert ("word for word a taught phrase" in understood) == is_taught


def test_facts_are_said_in_words_with_the_message_that_told_them(explain):
    said = explain("i am a radiology resident", "my program is in toronto")
    assert said["Understood as"] == "tells: Canada"
    assert "In residency, fellowship or a training program (message 1)" in said["Known after it"]
    assert "Canada (message 2)" in said["Known after it"]
    assert said["Why this reply"] in RULES.values()


def test_what_is_asked_next_stands_there_as_the_visitor_reads_it(explain, knowledge):
    asked = explain("i am a physician")["Then asked"]
    assert asked in {attribute.question for attribute in knowledge.attributes.values()}


def test_somebody_else_and_a_command_are_named(explain):
    assert "about the wife" in explain("my wife is a radiology resident in ohio")["Understood as"]
    assert "wants to: talk to a person" in explain("can i talk to a human")["Understood as"]


def test_a_supposition_is_no_fact(explain):
    said = explain("i am a radiology resident in the us", "what if i moved to germany")
    assert said["Understood as"].startswith("supposes: ")
    assert "Known after it" not in said


def test_what_is_known_is_said_once_until_it_changes(explain):
    said = explain("i am a radiology resident in ohio", "what do i pay")
    assert said["Understood as"] == "asks about price"
    assert "Known after it" not in said


def test_a_danger_is_named(explain):
    said = explain("i want to kill myself")
    assert "danger: " in said["Understood as"]
    assert said["Why this reply"] == RULES["safety"]


def test_a_turn_without_a_trace_has_nothing_to_say(explanations):
    assert explanations.all([{}]) == [[]]


def test_what_was_kept_by_an_earlier_version_is_said_as_it_was_kept(explanations):
    trace = {"rule": "an_old_rule", "facts": {"shoe_size": "42"}, "decided": "an_old_category"}
    assert explanations.all([trace])[0] == [
        ("Understood as", "tells: shoe_size 42"),
        ("Why this reply", "an old rule"),
        ("Known after it", "decided: an old category"),
    ]
