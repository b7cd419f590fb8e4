"""Which writers are left out together, to see how people are understood whom nobody learned from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.nlu.phrases.phrase import Phrase
from bot.nlu.ranking.answer_policy import OUT_OF_SCOPE, family

FOLDS = 3


def fold_by_writer(phrases: Sequence[Phrase]) -> Mapping[str, int]:
    """Return the fold of each writer, 0 to 2; all phrases of one writer are in it.

    Writers of questions and those of what nothing answers are spread apart: whoever wrote most is placed
    first, each where fewest phrases of the kind are so far.
    """
    sizes = {True: [0] * FOLDS, False: [0] * FOLDS}
    folds: dict[str, int] = {}
    written = Counter(phrase.writer for phrase in phrases)
    unanswerable = Counter(
        phrase.writer for phrase in phrases if family(phrase.label) == OUT_OF_SCOPE
    )
    for writer, count in sorted(written.items(), key=lambda item: (-item[1], item[0])):
        kind = sizes[2 * unanswerable[writer] > count]
        folds[writer] = min(range(FOLDS), key=kind.__getitem__)
        kind[folds[writer]] += count
    return folds
