"""What phrases teach about spelling, and what they misspell themselves."""

from __future__ import annotations

from bot.nlu.spelling.lexicon import Lexicon, is_form, stems

PHRASES = [("my password please", "x")] * 40 + [("my pasword", "x")] * 4 + [("the acro", "x")] * 3


def test_words_and_neighbours_are_counted():
    lexicon = Lexicon.learn(PHRASES)
    assert lexicon.uses["password"] == 40
    assert lexicon.pairs["my password"] == 40


def test_a_misspelling_teaches_nothing_unless_it_is_to_stay_as_typed():
    assert "pasword" not in Lexicon.learn(PHRASES).uses
    assert "my pasword" not in Lexicon.learn(PHRASES).pairs
    assert "pasword" in Lexicon.learn(PHRASES, as_typed=["pasword"]).uses


def test_other_languages_and_nonsense_teach_nothing():
    phrases = [("quiero ser", "out_of_scope/other_language"), ("sdfg", "out_of_scope/nonsense")] * 5
    assert Lexicon.learn(phrases).uses == {}


def test_slips_are_looked_for_among_own_and_common_words():
    meant = Lexicon.learn(PHRASES).meant
    assert {"password", "acro", "because"} <= set(meant)
    assert "pasword" not in meant
    assert list(meant) == sorted(meant)


def test_what_is_saved_is_loaded(tmp_path):
    lexicon = Lexicon.learn(PHRASES, as_typed=["acro"])
    lexicon.save(tmp_path)
    assert Lexicon.load(tmp_path) == lexicon


def test_an_ending_makes_a_form_and_no_slip():
    assert is_form("member", "members")
    assert is_form("certified", "certify") is False
    assert is_form("dues", "duess") is False
    assert set(stems("reimburses")) == {"reimburse", "reimburs"}
