"""The commonest English words and how frequent each is, from the frozen file beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

WORD_LIST = Path(__file__).with_name("english.txt")
HEAD = """\
# The commonest English words, after the Zipf value of their frequency: 6 is once in a thousand words, 3 once
# in a million. Made by `python -m bot.nlu.spelling.build_word_list` from the data of the package wordfreq
# (Robyn Speer, https://github.com/rspeer/wordfreq), which are under the licence CC BY-SA 4.0
# (https://creativecommons.org/licenses/by-sa/4.0/), and so is this file.
"""


@lru_cache(maxsize=1)
def english() -> Mapping[str, float]:
    """Return the Zipf frequency of each word: 7.7 of "the", 2.4 of the rarest here."""
    frequencies = {}
    for line in WORD_LIST.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            frequency, *words = line.split()
            frequencies.update(dict.fromkeys(words, float(frequency)))
    return frequencies
