"""One text has the terms that scikit-learn finds in it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.ranking.term_lists import letters_in_words, words_and_pairs
from bot.nlu.ranking.text_features import LETTERS, WORDS

TEXTS = st.one_of(st.text(max_size=60), st.text("ab 'é-1\n", max_size=40))


@pytest.mark.parametrize(
    ("terms", "config"), [(words_and_pairs, WORDS), (letters_in_words, LETTERS)]
)
def test_the_terms_are_those_of_scikit_learn(terms, config):
    analyze = TfidfVectorizer(**config).build_analyzer()

    @settings(max_examples=300, deadline=None)
    @given(TEXTS)
    @example("what do I pay")
    @example("a ab  abc\tİ ß")
    @example("")
    def are_the_same(text):
        assert Counter(terms(text)) == Counter(analyze(text))

    are_the_same()
