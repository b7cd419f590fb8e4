"""A message tells, asks and steers, several at once."""

from __future__ import annotations

import pytest

from bot.conversation import commands
from bot.conversation.state import SPEAKER, State

RESIDENT = State(
    told={"stage": "in_training", "profession": "physician", "program": "residency", "place": "us"}
)


def test_a_button_does_nothing_but_what_it_says(read):
    acts = read('/tell{"told": "place=us"}')
    assert (acts.text, acts.facts, acts.command, acts.safety) == ("", {}, None, None)


def test_one_message_tells_and_asks(read):
    acts = read("I'm a radiology resident in Ohio, how much do I pay?")
    assert acts.facts["stage"] == "in_training"
    assert acts.facts["place"] == "us"
    assert "price" in acts.aspects
    assert acts.asks


def test_a_code_a_command_and_a_danger_are_seen(read):
    assert read("K7MP-4XQR").code == "K7MP-4XQR"
    assert read("go back").command == commands.BACK
    assert read("I want to kill myself").safety.kind == "crisis"


def test_a_category_that_is_named_is_no_fact(read):
    acts = read("what do general members pay")
    assert acts.categories == ("general",)
    assert not acts.facts


def test_whoever_describes_themselves_names_no_category(read):
    acts = read("I'm a radiology resident in Ohio, what do I pay")
    assert acts.categories == ()


class TestWhatMayHaveBeenMisread:
    MISREAD = "I look after the physicists as a kind of student, and read films on the side in Ohio"

    def test_is_what_the_second_reader_doubts_of_a_story(self, read):
        assert "physician" in read(self.MISREAD).doubted["profession"]

    def test_is_nothing_of_somebody_who_is_known(self, read):
        assert read(self.MISREAD, RESIDENT).doubted == {}

    def test_is_nothing_of_a_few_words_about_the_next_person(self, read):
        short = "my sister is in dental school, Ann Arbor, but moving into medicine"
        assert read(short, RESIDENT).doubted == {}
        assert read(short).doubted


def test_staff_see_how_a_message_was_understood_and_never_its_text(read):
    summary = read("my wife is a radiology fellow in Toronto, what does she pay?").summary()
    assert summary["person"] == "wife"
    assert summary["facts"]["place"] == "canada"
    assert "Toronto" not in str(summary)
    assert "safety" not in summary
    assert "taught" not in summary


@pytest.mark.parametrize(
    ("text", "is_brief", "is_short"),
    [
        ("how much", True, True),
        ("and how much would that be for me", False, True),
        ("a " * 15, False, False),
    ],
)
def test_a_message_is_brief_or_short_by_its_words(read, text, is_brief, is_short):
    acts = read(text)
    assert (acts.is_brief, acts.is_short) == (is_brief, is_short)
    assert acts.person == SPEAKER
