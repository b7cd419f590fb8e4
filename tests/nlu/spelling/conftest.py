from __future__ import annotations

import pytest

from bot.nlu.phrases.files import read_lookup, read_phrases
from bot.nlu.spelling.lexicon import AS_TYPED, Lexicon
from bot.nlu.spelling.speller import speller_of
from bot.settings import ROOT


@pytest.fixture(scope="session")
def lexicon():
    """What the phrases in the tree teach, as training learns it."""
    phrases = [(phrase.text, phrase.label) for phrase in read_phrases(ROOT)]
    return Lexicon.learn(phrases, read_lookup(ROOT, AS_TYPED))


@pytest.fixture(scope="session")
def speller(lexicon):
    return speller_of(lexicon)
