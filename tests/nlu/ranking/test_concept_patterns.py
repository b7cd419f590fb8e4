"""Ways of saying the same thing become the same features."""

from __future__ import annotations

import numpy as np

from bot.nlu.ranking.concept_patterns import ConceptPatterns

PATTERNS = {
    "who.uncertified": [r"\bnot certified\b", r"\bnot boarded\b"],
    "what.cost": [r"\b(?:dues|bill)\b"],
    "what.joining": [r"\bjoin\b"],
}


def test_each_pattern_of_a_concept_gives_the_same_feature():
    concepts = ConceptPatterns(PATTERNS).fit(["not certified", "not boarded"])
    first, second = concepts.transform(["not certified", "not boarded"], 1.0).toarray()
    assert np.array_equal(first, second)
    assert first.sum() == 1


def test_concepts_of_different_groups_make_a_pair_and_those_of_one_group_do_not():
    names = set(ConceptPatterns(PATTERNS).names_in("not boarded, what are dues if i join"))
    assert "what.cost who.uncertified" in names
    assert "what.cost what.joining" not in names


def test_what_was_never_seen_in_training_has_no_column():
    concepts = ConceptPatterns(PATTERNS).fit(["dues"])
    assert concepts.transform(["i join"], 1.0).sum() == 0


def test_the_weight_is_that_of_each_concept_found():
    concepts = ConceptPatterns(PATTERNS).fit(["dues"])
    assert concepts.transform(["dues"], 0.5).max() == np.float32(0.5)
