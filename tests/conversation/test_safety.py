"""No danger is missed and nothing harmless is taken for one: by the rules alone, and with the detector."""

from __future__ import annotations

import json

import pytest

from bot.settings import ROOT

LINES = (ROOT / "tests/conversation/safety.jsonl").read_text("utf-8").splitlines()
SENTENCES = [(line["text"], line["kind"]) for line in map(json.loads, LINES)]
DANGERS = [(text, kind) for text, kind in SENTENCES if kind != "none"]
HARMLESS = [text for text, kind in SENTENCES if kind == "none"]
# The rule of safety.yml that a kind of danger falls under, where its name is another.
RULES = {"private": "private_data"}


def test_there_are_as_many_harmless_sentences_as_dangers():
    assert len(DANGERS) == len(HARMLESS) == 60


@pytest.mark.parametrize(("text", "kind"), DANGERS)
def test_the_rules_alone_see_each_danger_for_what_it_is(knowledge, text, kind):
    rule = knowledge.safety.rule_for(text)
    assert rule is not None
    assert rule.kind == RULES.get(kind, kind)


@pytest.mark.parametrize("text", HARMLESS)
def test_the_rules_alone_see_no_danger_where_there_is_none(knowledge, text):
    assert knowledge.safety.rule_for(text) is None


@pytest.mark.parametrize(("text", "kind"), DANGERS)
def test_a_danger_in_the_middle_of_a_check_puts_the_question_aside(knowledge, talk, text, kind):
    talk.say("which membership fits me?", "find_category")
    message = talk.say(text)
    reply = knowledge.replies[knowledge.safety.rule(RULES.get(kind, kind)).reply]
    assert talk.rule == "safety"
    assert message["kind"] == reply.kind.value
    assert talk.state.pending is None


@pytest.mark.parametrize("text", HARMLESS)
def test_nothing_harmless_stops_a_check(talk, text):
    talk.say("which membership fits me?", "find_category")
    talk.say(text)
    assert talk.rule != "safety"


@pytest.mark.rasa
class TestWithTheTrainedModel:
    @pytest.mark.parametrize(("text", "kind"), DANGERS)
    def test_no_danger_is_missed(self, assistant, text, kind):
        visit = assistant.begin()
        first = visit.say(text)[0]["text"]
        if kind == "private" and first in {
            assistant.published.reply(name)["text"] for name in ("redacted", "private_data")
        }:
            return
        assert visit.reply.rule == "safety"

    @pytest.mark.parametrize("text", HARMLESS)
    def test_nothing_harmless_is_taken_for_a_danger(self, assistant, text):
        visit = assistant.begin()
        visit.say(text)
        assert visit.reply.rule != "safety"


def test_what_was_learnt_speaks_where_no_rule_does(talk):
    talk.say("a sentence without any word of danger", danger=("crisis", 0.9))
    assert talk.rule == "safety"
    assert "988" in talk.text


def test_what_was_learnt_is_silent_where_it_is_not_sure(talk):
    talk.say("a sentence without any word of danger", danger=("crisis", 0.3))
    assert talk.rule != "safety"


def test_harmless_words_hold_back_what_was_learnt_but_no_rule(talk):
    talk.say("I forgot my password", danger=("crisis", 0.9))
    assert talk.rule != "safety"
    talk.say("I forgot my password and I want to kill myself")
    assert talk.rule == "safety"


def test_a_button_is_never_a_danger(talk):
    talk.tell("stage=student")
    assert talk.rule == "button"
