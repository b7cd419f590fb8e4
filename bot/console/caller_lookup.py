"""Finds what a caller left with us: saved answers by their code, call-backs by reference, name or e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile

from sqlalchemy.engine import Connection, Engine

from bot.console.spoken_codes import CODE_LENGTH, REFERENCE_LENGTH, is_surely_code, spoken_code
from bot.conversation.saved_code import code_in
from bot.records.conversations import callbacks
from bot.records.conversations.callbacks import Callback
from bot.records.conversations.saved_answers import SavedAnswer, SavedAnswers

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NAMED = re.compile(
    r"\b(?:my name is|this is|i am|i'm|name:?) ((?:[a-z][\w'-]+[ ,.]*){1,3})", re.IGNORECASE
)
_MOST_WORDS_OF_A_NAME = 3
# What goes on after a name: "my name is Ann Okafor, and I …".
_AFTER_A_NAME = frozenset("and but from at in with i i'm who calling about".split())


@dataclass(frozen=True)
class CallerRecords:
    """`code` is set where the text is one, found or not; `near_codes` are one character away.

    `is_all`: the text holds nothing else, so there is no question to answer and none to store.
    """

    code: str = ""
    saved: SavedAnswer | None = None
    near_codes: list[str] = field(default_factory=list)
    callbacks: list[Callback] = field(default_factory=list)
    are_callbacks_near: bool = False
    reference: str = ""
    is_all: bool = False


class CallerLookup:
    def __init__(self, engine: Engine, saved_answers: SavedAnswers) -> None:
        self._engine = engine
        self._saved_answers = saved_answers

    def find(self, text: str, earlier_code: str = "") -> CallerRecords:
        """Return what the text leads to, with what is saved under the code that the caller gave before."""
        records = (self._by_code(text) or self._callbacks(text)) if text else None
        records = records or CallerRecords()
        saved = self._saved_answers.find(earlier_code) if earlier_code else None
        if records.code or saved is None:
            return records
        return replace(records, code=earlier_code, saved=saved)

    def _by_code(self, text: str) -> CallerRecords | None:
        characters = spoken_code(text, CODE_LENGTH)
        with_dash = f"{characters[:4]}-{characters[4:]}" if characters else ""
        code = code_in(text) or with_dash
        if not code:
            return None
        saved = self._saved_answers.find(code)
        near = [] if saved else self._saved_answers.near(code)
        if saved or near or code_in(text) or is_surely_code(text):
            return CallerRecords(code, saved, near, is_all=True)
        return None

    def _callbacks(self, text: str) -> CallerRecords | None:
        with self._engine.connect() as connection:
            return self._by_reference(connection, text) or self._by_person(connection, text)

    def _by_reference(self, connection: Connection, text: str) -> CallerRecords | None:
        reference = spoken_code(text, REFERENCE_LENGTH)
        if reference is None:
            return None
        if callback := callbacks.find(connection, reference):
            return CallerRecords(callbacks=[callback], reference=reference, is_all=True)
        if not is_surely_code(text):
            return None
        near = callbacks.near(connection, reference)
        return CallerRecords(
            callbacks=near, are_callbacks_near=True, reference=reference, is_all=True
        )

    def _by_person(self, connection: Connection, text: str) -> CallerRecords | None:
        if email := _EMAIL.search(text):
            matches = callbacks.with_email(connection, email[0])
            rest = _EMAIL.sub(" ", text)
            is_all = len(rest.split()) <= _MOST_WORDS_OF_A_NAME
            return CallerRecords(callbacks=matches, is_all=is_all) if matches or is_all else None
        named = _NAMED.search(text)
        words = (named[1] if named else text).replace(",", " ").split()
        if named:
            words = list(takewhile(lambda word: word.lower() not in _AFTER_A_NAME, words))
        if not 1 <= len(words) <= _MOST_WORDS_OF_A_NAME or not all(map(_is_name, words)):
            return None
        matches = callbacks.with_name(connection, words)
        is_all = named is None or len(text.split()) <= len(words) + _MOST_WORDS_OF_A_NAME
        return CallerRecords(callbacks=matches, is_all=is_all) if matches else None


def _is_name(word: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_][\w'.-]*", word))
