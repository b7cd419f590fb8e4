"""Phrases are found by their words, however many made-up words came before."""

from __future__ import annotations

from bot.nlu.facts.text.gazetteer import places
from bot.nlu.facts.text.phrase_finder import PhraseFinder

TAGS = {"diagnostic radiology": "FIELD", "radiology": "OTHER", "x ray": "XRAY"}


def found(finder, text):
    return [(span.label_, span.text) for span in finder.find(text)[1]]


def test_the_longest_phrase_is_found_whatever_its_capitals_and_dashes():
    finder = PhraseFinder(TAGS)
    assert found(finder, "Diagnostic Radiology and X-ray") == [
        ("FIELD", "diagnostic radiology"),
        ("XRAY", "x ray"),
    ]


def test_a_phrase_is_cut_into_words_as_a_message_is(knowledge):
    tags = dict.fromkeys([name for name, _ in places()], "PLACE")
    tags |= {phrase: tag for tag, phrases in knowledge.vocabulary.items() for phrase in phrases}
    tags |= {"gonna match": "MATCH", "can't, won't": "DENIED"}
    finder = PhraseFinder(tags)
    missed = [
        phrase
        for phrase in tags
        if [text for _, text in found(finder, phrase)] != [finder.find(phrase)[0].text.strip()]
    ]
    assert missed == []


def test_made_up_words_are_forgotten_and_the_phrases_are_not():
    finder = PhraseFinder(TAGS, most_new_words=50)
    before = finder.words
    for number in range(40):
        found(finder, f"quor{number}vex zyxo{number}matic blub{number}b")
    assert finder.words <= before + 50 + 3
    assert found(finder, "radiology") == [("OTHER", "radiology")]
