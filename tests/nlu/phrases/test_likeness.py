"""Phrases that are like a text: rare words count, order and plurals do not."""

from __future__ import annotations

from bot.nlu.phrases.likeness import PhraseIndex
from bot.nlu.phrases.phrase import Phrase


def phrase(text, label="a"):
    return Phrase(label, text, "w", "train", f"{label}.yml")


INDEX = PhraseIndex(
    [
        phrase("can i pay my dues in installments"),
        phrase("can i pay by card"),
        phrase("can i pay at the meeting"),
        phrase("what do dues cost"),
    ]
)


def texts(text):
    return [like.phrase.text for like in INDEX.like(text, 10)]


def test_a_rare_word_makes_more_likeness_than_common_ones():
    assert texts("pay dues in installments")[0] == "can i pay my dues in installments"
    assert "can i pay at the meeting" not in texts("pay dues in installments")


def test_what_shares_too_little_is_not_like():
    assert texts("weather in reston") == []


def test_the_same_is_the_same_up_to_case_marks_order_and_plural():
    for text in ("Can I pay my dues in INSTALLMENTS?", "in installments can i pay my dues"):
        assert [p.text for p in INDEX.same(text)] == ["can i pay my dues in installments"]
        assert INDEX.like(text, 1)[0].likeness == 1
    assert INDEX.same("can i pay my due") == []


def test_a_long_text_is_weighed_once_and_not_again_with_each_phrase(monkeypatch):
    """A text of 1,000 letters was weighed with each of 30,000 phrases: a second for one page."""
    weighed = []
    monkeypatch.setattr(
        "bot.nlu.phrases.likeness.math.fsum", lambda weights: weighed.append([*weights]) or 1.0
    )
    INDEX.like("pay dues " + " ".join(f"word{number}" for number in range(200)), 10)
    assert sum(map(len, weighed)) < 2 * 202


def test_two_texts_are_as_alike_whichever_comes_first():
    texts_ = ("pay dues in installments", "can i pay my dues in installments")
    assert INDEX.likeness(*texts_) == INDEX.likeness(*reversed(texts_))
    assert INDEX.likeness("pay by card", "card by pay!") == 1
    assert INDEX.likeness("", "") == 0
