"""Codes that are read out on the phone are hard to mishear, and are recognized in a message."""

from __future__ import annotations

import pytest

from bot import codes


def test_no_letter_of_a_code_looks_like_another():
    assert not set(codes.ALPHABET) & set("01OILS5Z2")
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)


def test_as_many_letters_are_drawn_as_asked_for():
    letters = codes.random_letters(200)
    assert len(letters) == 200
    assert set(letters) <= set(codes.ALPHABET)
    assert len(set(letters)) > 10


def test_a_new_code_is_two_fours_with_a_digit():
    for _ in range(200):
        first, dash, second = codes.new_code().partition("-")
        assert (len(first), dash, len(second)) == (4, "-", 4)
        assert any(letter.isdigit() for letter in first + second)


def test_letters_without_a_digit_are_drawn_again(monkeypatch):
    draws = iter(["ABCDEFGH", "ABCD3FGH"])
    monkeypatch.setattr(codes, "random_letters", lambda _: next(draws))
    assert codes.new_code() == "ABCD-3FGH"


@pytest.mark.parametrize("text", ["K7MP-4XQR", "k7mp 4xqr", "my code is K7MP4XQR, please"])
def test_a_code_is_recognized_however_it_is_typed(text):
    assert "".join(codes.PATTERN.search(text).groups()).upper() == "K7MP4XQR"


@pytest.mark.parametrize("text", ["K7MP-4XQRT", "AK7MP-4XQR", "K7M-P4XQR", "K0MP-4XQR"])
def test_what_is_longer_or_has_other_letters_is_no_code(text):
    assert codes.PATTERN.search(text) is None
