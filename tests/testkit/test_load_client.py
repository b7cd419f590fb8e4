"""People who talk for a measurement ask what nothing has learned from, beside what has a known answer."""

from __future__ import annotations

from testkit.load_client import QUESTIONS, unseen_texts


def test_the_unseen_texts_are_many_short_enough_to_send_and_none_of_the_known():
    texts = unseen_texts()

    assert len(texts) > 2_000
    assert max(map(len, texts)) <= 1_000
    assert not set(texts) & set(QUESTIONS)
