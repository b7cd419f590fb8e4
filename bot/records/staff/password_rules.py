"""What a password of staff must be like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.errors import AccountRefused

FEWEST_LETTERS = 12
LONGEST_PASSWORD = 200
_FEWEST_DIFFERENT = 5
_FEWEST_OWN = 4
_SHORTEST_WALK = 3
_COMMON = re.compile(
    "|".join(
        """
        password passwort passwd welcome letmein iloveyou changeme whatever trustno secret default
        access login hello admin(?:istrator)? master guest staff office temporary testing computer internet
        radiolog(?:y|ists?) member(?:ship)? college hospital doctor medical america
        sunshine princess football baseball basketball soccer hockey dragon monkey shadow superman batman
        spiderman starwars pokemon freedom mustang harley ranger hunter killer flower chocolate butterfly
        cheese cookie pepper ginger buster summer winter spring autumn january february march april june
        july august september october november december monday tuesday wednesday thursday friday saturday
        sunday michael jordan charlie jennifer jessica ashley thomas daniel matthew andrew liverpool chelsea
        arsenal correct horse battery staple
        """.split()
    )
)
# What fingers do without thinking: along the rows and columns of a keyboard, to and fro, the alphabet.
_WAYS = (
    *("1234567890", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp"),
    *("1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "abcdefghijklmnopqrstuvwxyz"),
)
_WALKS = (*_WAYS, *(way[::-1] for way in _WAYS))
_UNSHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
# Signs that stand for letters; a one for either of two.
_UNDONE = (str.maketrans("@4301!5$7", "aaeoiisst"), str.maketrans("@4301!5$7", "aaeolisst"))


def check_same(password: str, again: str) -> None:
    """Raise AccountRefused where what was typed twice differs."""
    if password != again:
        raise AccountRefused("the two new passwords differ")


def check_password(password: str, name: str) -> None:
    """Raise AccountRefused for a password that is short or among the first to be guessed."""
    if len(password) < FEWEST_LETTERS:
        raise AccountRefused(f"the password needs {FEWEST_LETTERS} letters at least")
    if len(password) > LONGEST_PASSWORD:
        raise AccountRefused(f"the password may have {LONGEST_PASSWORD} letters at most")
    if (
        len(set(password)) < _FEWEST_DIFFERENT
        or _is_repeated(password)
        or _is_common(password, name)
    ):
        raise AccountRefused(
            "this password is easy to guess: take four words that have nothing to do with each other"
        )


def _is_repeated(password: str) -> bool:
    """Tell whether it is something shorter, said again."""
    again = re.fullmatch(r"(.+?)\1+", re.sub(r"[\W_]", "", password.lower()))
    return again is not None and len(again[1]) < FEWEST_LETTERS


def _is_common(password: str, name: str) -> bool:
    """Tell whether little is left without the name, what everybody takes, and what is put behind it."""
    text = password.lower()
    plain = [text.translate(undone) for undone in _UNDONE]
    return any(len(_own_letters(text, reading, name.lower())) < _FEWEST_OWN for reading in plain)


def _own_letters(text: str, plain: str, name: str) -> str:
    """Return the letters of `plain`, the text with its signs undone, that belong to nothing common."""
    spans = [*_walks(text.translate(_UNSHIFTED))]
    for pattern, searched in (
        (_COMMON, plain),
        (re.compile(re.escape(name)), text),
        (re.compile(r"(.)\1\1+"), text),
        (re.compile(r"[\W\d_]+$"), text),
    ):
        spans += [match.span() for match in pattern.finditer(searched)]
    taken = {place for start, end in spans for place in range(start, end)}
    return "".join(
        letter for place, letter in enumerate(plain) if place not in taken and letter.isalpha()
    )


def _walks(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the text goes along a keyboard or the alphabet."""
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and any(text[start : end + 1] in walk for walk in _WALKS):
            end += 1
        is_walk = end - start >= _SHORTEST_WALK
        if is_walk:
            yield start, end
        start = end if is_walk else start + 1
