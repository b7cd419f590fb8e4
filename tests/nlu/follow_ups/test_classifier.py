"""It tells aspects apart by vectors and words, says when something is to come, and is kept as it was learnt."""

from __future__ import annotations

import numpy as np
import pytest

from bot.errors import SetUpError
from bot.nlu.follow_ups.classifier import Examples, FollowUpClassifier
from bot.nlu.follow_ups.phrases import NONE

SIZE = 5


def pair(*places):
    vectors = np.zeros((2, SIZE), dtype=np.float32)
    for place in places:
        vectors[:, place] = 1.0
    return vectors


# The first place of a vector stands for money, the second for days, the third for what is to come, the fourth for chat, the
# last for who somebody is.
MONEY, DAYS, TO_COME, CHAT, SOMEBODY = range(SIZE)
TAUGHT = [
    ("how much", "price", False, pair(MONEY)),
    ("once practicing", "price", True, pair(MONEY, TO_COME)),
    ("until when", "until", False, pair(DAYS)),
    ("some day", "until", True, pair(DAYS, TO_COME)),
]
OTHER_WORDS = "quaint"


@pytest.fixture(scope="module")
def classifier():
    texts, aspects, ahead, vectors = zip(*TAUGHT * 5, strict=True)
    others = Examples(["nice day"] * 5, np.stack([pair(CHAT)] * 5), [NONE] * 5)
    telling = Examples(["I read films in Ohio"] * 5, np.stack([pair(SOMEBODY)] * 5), [NONE] * 5)
    return FollowUpClassifier.learn(
        Examples(texts, np.stack(vectors), aspects), ahead, others, telling, "e1"
    )


def test_the_likeliest_aspect_comes_first(classifier):
    assert classifier.assess(OTHER_WORDS, pair(MONEY)).aspects[0][0] == "price"
    name, probability = classifier.assess(OTHER_WORDS, pair(DAYS)).aspects[0]
    assert name == "until"
    assert probability > 0.5


def test_words_tell_what_vectors_leave_open(classifier):
    assert classifier.assess("how much", pair()).aspects[0][0] == "price"
    assert classifier.assess("until when", pair()).aspects[0][0] == "until"


def test_what_asks_nothing_is_likely_no_aspect(classifier):
    aspects = classifier.assess("nice day", pair(CHAT)).aspects
    assert NONE not in dict(aspects)
    assert sum(dict(aspects).values()) < 0.5


def test_what_is_to_come_is_told_from_what_is(classifier):
    to_come = classifier.assess(OTHER_WORDS, pair(MONEY, TO_COME))
    assert to_come.ahead > 0.5 > classifier.assess(OTHER_WORDS, pair(MONEY)).ahead


def test_who_says_what_they_are_is_told_from_who_asks(classifier):
    assert classifier.assess(OTHER_WORDS, pair(SOMEBODY)).tells > 0.5
    assert classifier.assess("films in Ohio", pair()).tells > 0.5
    assert classifier.assess("nice day", pair(CHAT)).tells < 0.5


def test_it_says_the_same_after_it_was_kept(classifier, tmp_path):
    classifier.save(tmp_path / "follow_ups.npz")
    again = FollowUpClassifier.load(tmp_path / "follow_ups.npz")
    assert again.encoder == "e1"
    for vectors in (pair(MONEY), pair(DAYS, TO_COME)):
        before, after = (learnt.assess("how much", vectors) for learnt in (classifier, again))
        assert [name for name, _ in after.aspects] == [name for name, _ in before.aspects]
        assert dict(after.aspects) == pytest.approx(dict(before.aspects), abs=0.01)
        assert after.ahead == pytest.approx(before.ahead, abs=0.01)
        assert after.tells == pytest.approx(before.tells, abs=0.01)


def test_what_was_never_learnt_says_how_to_learn_it(tmp_path):
    with pytest.raises(SetUpError, match="assistant tune --follow-ups"):
        FollowUpClassifier.load(tmp_path / "follow_ups.npz")
