"""Slips are corrected; names, codes, abbreviations and other languages stay as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.nlu.spelling.lexicon import Lexicon
from bot.nlu.spelling.speller import Speller
from bot.settings import ROOT
from testkit.typos import with_slips

INNOCENT = YAML(typ="safe").load(Path(__file__).with_name("innocent.yml"))
SENTENCES = ("{}", "is {} fine", "i have a question about {} and my dues")
HELD_OUT = sorted((ROOT / "tests/nlu").glob("held_out_*.jsonl"))


@pytest.mark.parametrize(
    ("typed", "wording"),
    [
        ("how much is membrship for rsdnts", "how much is membership for residents"),
        ("mbrshp fees", "membership fees"),
        ("i forgto my pasword", "i forgot my password"),
        ("howmuch are dues", "how much are dues"),
        ("pleeease help me regsiter", "please help me register"),
        ("becuase i am a felow", "because i am a fellow"),
        ("HOW MUCH IS MEMEBRSHIP", "HOW MUCH IS MEMBERSHIP"),
        ("Memebrship cost?", "Membership cost?"),
        ("im a pgy-3 at mayo, can i jion", "im a pgy-3 at mayo, can i join"),
        ("ｃａｎ ｉ ｊｉｏｎ", "can i join"),
    ],
)
def test_a_slip_is_corrected(speller, typed, wording):
    assert speller.wording(typed) == wording


@pytest.mark.parametrize(
    "typed",
    [
        "Who is Dr. Müller?",
        "dr okafr called",
        "my name is Jhon Membr",
        "pasword@example.org is my mail",
        "the code is MEMBR-2344 or memebr7",
        "see acr.org/memebrship",
        "PGY3, PGY-3 and pgy 3",
        "cuanto cuesta la membresia para un residente",
        "was kostet die mitgliedschft für ärzte",
        "qwer asdfgh zxcvb",
        "The ARRT and the ABMS",
        "",
        "?",
    ],
)
def test_what_may_be_meant_stays_as_it_is(speller, typed):
    assert speller.wording(typed) == typed


@pytest.mark.parametrize("kind", INNOCENT)
def test_innocent_words_stay_as_they_are(speller, kind):
    texts = [sentence.format(word) for word in INNOCENT[kind].split() for sentence in SENTENCES]
    assert [text for text in texts if speller.wording(text) != text] == []


def test_there_are_five_hundred_innocent_words():
    assert len({word for words in INNOCENT.values() for word in words.split()}) >= 500


def test_a_wording_is_corrected_no_further(speller):
    texts = [json.loads(line)["text"] for line in HELD_OUT[0].read_text().splitlines()]
    wordings = [speller.wording(with_slips(text, seed=1)) for text in texts]
    assert [speller.wording(wording) for wording in wordings] == wordings


def test_most_slips_are_undone_and_hardly_a_word_is_made_worse(speller):
    texts = [
        json.loads(line)["text"] for path in HELD_OUT for line in path.read_text().splitlines()
    ]
    slipped = [(text, with_slips(text, seed=2)) for text in texts]
    damaged = [(text, typed) for text, typed in slipped if text != typed]
    restored = sum(speller.wording(typed) == speller.wording(text) for text, typed in damaged)
    assert restored / len(damaged) >= 0.70
    changed = [text for text in texts if speller.correct(text) != text]
    assert len(changed) / len(texts) <= 0.03


def test_a_word_of_the_phrases_is_no_slip_however_rare():
    lexicon = Lexicon.learn([("the memberz know", "x")] * 3 + [("members", "x")] * 5)
    assert Speller(lexicon).correct("the memberz") == "the memberz"


def test_names_that_are_given_stay():
    lexicon = Lexicon.learn([("members of the college", "x")] * 30)
    assert Speller(lexicon).correct("ask membars") == "ask members"
    assert Speller(lexicon, names={"membars"}).correct("ask membars") == "ask membars"
