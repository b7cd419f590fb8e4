"""The phrases say which words there are; a lookup table says which stay as they are typed."""

from __future__ import annotations

from bot.nlu.phrases.phrase import Phrase
from bot.nlu.phrases.spelling import speller_from
from bot.settings import ROOT


def test_words_of_the_phrases_are_what_slips_are_corrected_to():
    phrases = [Phrase("faq/x", "what are fluoroscopists for", "w", "train", "x.yml")] * 12
    assert speller_from(phrases, ROOT).wording("fluoroscopsts") == "fluoroscopists"


def test_a_word_of_the_lookup_table_stays():
    assert speller_from([], ROOT).wording("premed coresident") == "premed coresident"
