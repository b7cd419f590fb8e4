"""The speller that knows the words of given training phrases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.nlu.phrases.files import read_lookup
from bot.nlu.phrases.phrase import Phrase
from bot.nlu.spelling.lexicon import AS_TYPED, Lexicon
from bot.nlu.spelling.speller import Speller, speller_of


def speller_from(phrases: Iterable[Phrase], root: Path) -> Speller:
    """Learn the words from phrases; data/nlu under `root` says which stay as they are typed."""
    taught = ((phrase.text, phrase.label) for phrase in phrases)
    return speller_of(Lexicon.learn(taught, read_lookup(root, AS_TYPED)))
