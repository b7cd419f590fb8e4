"""Writes english.txt anew: `python -m bot.nlu.spelling.build_word_list`, with the extra `words` installed.

Only who wants other words needs it; whoever reads messages reads the file.
"""

from __future__ import annotations

import re
from collections import defaultdict

from bot.nlu.spelling.english import HEAD, WORD_LIST

# What is rarer (once in four million words) is as often a slip as a word: both were counted.
_RAREST = 2.4
_MOST_WORDS = 150_000
_WORD = re.compile(r"[a-z]{2,}")


def main() -> None:
    """Write the commonest English words, those of the same frequency in one line."""
    from wordfreq import top_n_list, zipf_frequency  # noqa: PLC0415 - an extra

    by_frequency: dict[float, list[str]] = defaultdict(list)
    for word in top_n_list("en", _MOST_WORDS):
        frequency = round(zipf_frequency(word, "en"), 1)
        if _WORD.fullmatch(word) and frequency >= _RAREST:
            by_frequency[frequency].append(word)
    lines = [
        f"{frequency} {' '.join(sorted(words))}"
        for frequency, words in sorted(by_frequency.items(), reverse=True)
    ]
    WORD_LIST.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
