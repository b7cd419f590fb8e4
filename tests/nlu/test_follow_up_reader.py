"""The component says beside the intent what a follow-up asks, and nothing of buttons."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.follow_up_reader import FollowUpReader

pytestmark = pytest.mark.rasa
CONFIG = FollowUpReader.get_default_config()


@pytest.fixture(scope="module")
def reader():
    return FollowUpReader.load(CONFIG, None, None, None)


def read(reader, text):
    (message,) = reader.process([Message.build(text=text)])
    return message.get("follow_up")


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("and when do they come for my money", "first_dues"),
        ("whats the damage for me", "price"),
        ("anybody have to vouch for him", "sponsor"),
    ],
)
def test_words_that_nobody_listed_are_understood(reader, text, aspect):
    assert read(reader, text)["aspects"][0][0] == aspect


def test_what_is_to_come_is_likelier_so_than_what_is(reader):
    ahead = [read(reader, text)["ahead"] for text in ("once i match in march", "how much is it")]
    assert ahead[0] > 0.5 > ahead[1]


@pytest.mark.parametrize(
    ("asking", "telling"),
    [
        ("radiologist vs the tech", "radiologist in Hamilton, Ontario"),
        ("fill rates of rad onc", "rad onc, attending since 2019"),
        ("masters or phd for physics", "doing a masters in medical physics at Duke"),
    ],
)
def test_keywords_are_told_from_who_says_what_they_are(reader, asking, telling):
    assert read(reader, asking)["tells"] < 0.2
    assert read(reader, telling)["tells"] > 0.5


@pytest.mark.parametrize("text", ["", "  ", "/faq/membership_cme", '/tell{"told": "place=us"}'])
def test_a_button_or_nothing_asks_nothing(reader, text):
    assert read(reader, text) is None


def test_while_training_nothing_is_read():
    assert read(FollowUpReader.create(CONFIG, None, None, None), "how much is it") is None


def test_each_part_that_asks_is_read_by_itself(reader):
    parts = read(reader, "starting at Emory in july, whats the damage and who has to vouch for me")
    asked = [(part["text"], part["aspects"][0][0]) for part in parts["parts"]]
    assert asked == [("whats the damage", "price"), ("who has to vouch for me", "sponsor")]


def test_one_question_has_no_parts(reader):
    assert read(reader, "whats the damage for me")["parts"] == []
