"""The reader learnt from stories believes what their words go with, and doubts the rest."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from bot.nlu.facts.build_second_reader import learn, main
from bot.nlu.facts.second_reader import SecondReader, key_of, terms_of
from bot.nlu.facts.text.clause import Clause

TODAY = date(2026, 11, 27)
ROLES = {
    "radiology resident": {"stage": "in_training", "board": ["none"]},
    "attending radiologist": {"stage": "in_practice", "board": ["abr", "foreign"]},
    "retired radiologist": {"stage": "fully_retired", "board": ["abr"]},
    "somebody": {},
}
TOWNS = {"Boston": "us", "Chicago": "us", "Leeds": "outside"}
STORIES = [
    {
        "story": f"{role} in {town}",
        "stated": {**facts, "place": place},
        # Of these nothing can be learnt here; each needs two values all the same.
        "profile": dict.fromkeys(("profession", "program", "field"), ("a", "b")[number % 2]),
        "as_of": "2026-11-27",
    }
    for number in range(20)
    for role, facts in ROLES.items()
    for town, place in TOWNS.items()
]


@pytest.fixture(scope="module")
def learnt(tmp_path_factory, facts_reader):
    file = tmp_path_factory.mktemp("second") / "reader.npz"
    np.savez_compressed(file, **learn(STORIES, facts_reader))
    return SecondReader.of_file(file)


@pytest.fixture
def doubts(learnt, facts_reader):
    return lambda text, facts: learnt.doubts(facts_reader.clauses_of_oneself(text, TODAY), facts)


def test_what_the_words_go_with_is_believed(doubts):
    assert doubts("radiology resident in Boston", {"stage": "in_training", "place": "us"}) == {}


def test_what_they_do_not_go_with_is_doubted_and_the_likely_value_is_named(doubts):
    found = doubts("radiology resident in Boston", {"stage": "fully_retired"})

    assert list(found) == ["stage"]
    assert "in_training" in found["stage"]
    assert "fully_retired" not in found["stage"]


def test_the_least_believed_comes_first(doubts):
    found = doubts("retired radiologist in Leeds", {"place": "us", "stage": "in_training"})

    assert set(found) == {"place", "stage"}


def test_several_values_together_are_one_of_their_own(doubts):
    found = doubts("radiology resident in Leeds", {"board": ["foreign", "abr"]})

    assert ["none"] in found["board"]
    assert key_of(["foreign", "abr"]) == key_of(("abr", "foreign")) == "abr+foreign"


def test_a_value_that_no_story_has_is_not_doubted_for_that(doubts):
    facts = {"stage": "in_training", "board": ["cmq"]}

    assert doubts("radiology resident in Boston", facts) == {}


def test_a_stage_that_was_not_read_is_doubted_where_one_is_likely(doubts):
    text = "radiology resident in Boston"

    assert doubts(text, {"place": "us"}) == {"stage": ["in_training"]}
    assert doubts(text, {"place": "us", "enrolled": "no"}) == {}
    assert doubts("somebody in Boston", {"place": "us"}) == {}


def test_a_value_is_not_doubted_where_no_other_is_likely(doubts):
    assert doubts("somebody in Leeds", {"stage": "in_training"}) == {}


def test_where_nothing_was_read_nothing_is_doubted(doubts):
    assert doubts("radiology resident in Boston", {}) == {}


def test_a_text_without_a_known_word_is_no_error(learnt):
    assert learnt.doubts([Clause("zzz", ())], {"stage": "in_training"}).keys() <= {"stage"}


def test_words_and_tags_are_terms_alone_and_with_those_behind_them():
    assert terms_of([Clause("i'm <NOT:BOARD:abr>", ())]) == [
        "i'm",
        "<NOT:BOARD:abr>",
        ".",
        "i'm <NOT:BOARD:abr>",
        "<NOT:BOARD:abr> .",
        "i'm <NOT:BOARD:abr> .",
    ]


def test_a_question_that_tells_nothing_is_no_term():
    asks = Clause("what do i pay questionmark", ())

    assert terms_of([asks, Clause("<FELLOW>", ())]) == terms_of([Clause("<FELLOW>", ())])
    assert "<FELLOW> here" in terms_of([Clause("is a <FELLOW> here free questionmark", ())])


def test_the_command_writes_a_file_that_is_read(tmp_path, facts_reader):
    stories, target = tmp_path / "stories.jsonl", tmp_path / "reader.npz"
    stories.write_text("\n".join(json.dumps(story) for story in STORIES), encoding="utf-8")
    main([str(stories)], target)
    clauses = facts_reader.clauses_of_oneself("retired radiologist in Boston", TODAY)

    assert "stage" in SecondReader.of_file(target).doubts(clauses, {"stage": "in_training"})


@pytest.mark.parametrize(
    "text",
    [
        "I'm a PGY-3 in diagnostic radiology in Detroit",
        "Radiologist in practice in Ohio, certified by the ABR",
        "second-year medical student at a school in Texas",
        "what may I join as, I am a fellow in Boston",
    ],
)
def test_a_plain_story_leaves_no_doubt(facts_reader, text):
    assert facts_reader.reading(text, TODAY).doubted == {}


def test_what_the_patterns_misread_is_doubted(facts_reader):
    text = (
        "Every physicist at our hospital reports to me, I read CTs in Ohio and trained in radiology"
    )
    reading = facts_reader.reading(text, TODAY)

    assert reading.facts["profession"] == "medical_physicist"
    assert "physician" in reading.doubted["profession"]


def test_a_sentence_says_nothing_of_what_is_not_in_its_facts(facts_reader, tmp_path):
    sentence = {"text": "somebody in Chicago", "profile": {"stage": "in_training"}}
    file = tmp_path / "reader.npz"
    np.savez_compressed(file, **learn([*STORIES, *[sentence] * 60], facts_reader))
    clauses = facts_reader.clauses_of_oneself("somebody in Chicago", TODAY)
    found = SecondReader.of_file(file).doubts(clauses, {"place": "us"})

    assert "place" not in found
