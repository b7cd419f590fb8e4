"""Notes with an amount: all of them there, their placeholders filled, their gaps known."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from bot.knowledge.dues_notes import parse_note, parse_notes
from bot.knowledge.loader import KNOWLEDGE
from bot.knowledge.yaml_reader import Entry
from tests.knowledge.conftest import entry, refusal

PAIR = "{published: A year., not_published: It is not published.}"


def test_a_note_follows_the_amount():
    note = parse_note(entry(PAIR))
    assert (note.text(is_published=True), note.text()) == ("A year.", "It is not published.")


def test_a_single_sentence_is_said_either_way():
    for text in ("Free.", "{text: Free.}"):
        note = parse_note(entry(text))
        assert note.text(is_published=True) == note.text() == "Free."


def test_staff_are_named_for_whom_it_concerns(knowledge):
    text = "{text: Open., staff: [G23, G38: {acr_history: [never, unknown]}]}"
    note = parse_note(entry(text), knowledge.attributes, knowledge.rules.gaps)
    assert note.gaps({"acr_history": "never"}) == ("G23", "G38")
    assert note.gaps({"acr_history": "mit"}) == ("G23",)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{text: Open., staff: [G99]}", "staff[0]"),
        ("{text: Open., staff: [G38: {age: [old]}]}", "staff[0].G38.age"),
        ("{text: Open., staff: [{G38: {}, G23: {}}]}", "staff[0]"),
        ("{published: A year.}", "not_published"),
        ("{published: It is not published., not_published: x}", "published"),
        ("{text: It costs $5.}", "text"),
        ("{texts: Open.}", "texts"),
    ],
)
def test_a_note_that_is_off_is_refused(knowledge, text, key):
    assert refusal(parse_note, entry(text), knowledge.attributes, knowledge.rules.gaps)[0] == key


def notes():
    return YAML(typ="safe", pure=True).load((KNOWLEDGE / "texts/dues.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("first_year_to_come", "It is more.", "the placeholder {amount} is missing"),
        ("no_refund", "None in {year}.", "nothing fills the placeholder {year} here"),
        ("chapters", PAIR, "the placeholder {chapters} is missing"),
        ("discounts", "Half.", "unknown key"),
    ],
)
def test_the_file_holds_each_note_with_its_placeholders(knowledge, name, text, problem):
    values = {**notes(), name: YAML(typ="safe", pure=True).load(text)}
    file = Entry("file.yml", "", values)
    key, sentence = refusal(parse_notes, file, knowledge.attributes, knowledge.rules.gaps)
    assert (key, problem in sentence) == (name, True)


def test_a_note_that_is_gone_is_missed(knowledge):
    values = {name: text for name, text in notes().items() if name != "discount"}
    file = Entry("file.yml", "", values)
    key, sentence = refusal(parse_notes, file, knowledge.attributes, knowledge.rules.gaps)
    assert (key, sentence) == ("discount", "missing")
