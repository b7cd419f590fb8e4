"""Learns second_reader.npz anew: `python -m bot.nlu.facts.build_second_reader STORIES.jsonl …`.

Needed where the vocabulary or the tags have changed much, or where there are new stories. A line of a file
is a story with all facts of the person who tells it (`story`, `stated`, `profile`, `as_of`), or a sentence with some
of them (`text`, `profile`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.nlu.facts.reader import ProfileReader, default_reader
from bot.nlu.facts.second_reader import LEAST_BELIEF, NO_VALUE, WEIGHTS, key_of, terms_of
from bot.nlu.facts.text.clause import Clause

# Weights are kept as whole numbers from -127 to 127, times one number for each value.
_LARGEST = 127
# Of values told too seldom nothing is learnt.
_LEAST_STORIES = 2
# On which the sentences are told.
_DAY = "2026-11-26"

Story = dict[str, Any]


def main(files: Sequence[str], target: Path = WEIGHTS) -> None:
    reader = default_reader()
    stories = [
        json.loads(line)
        for file in files
        for line in Path(file).read_text(encoding="utf-8").splitlines()
    ]
    np.savez_compressed(target, **learn(stories, reader))


def learn(stories: Sequence[Story], reader: ProfileReader) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of the file: terms and columns as lines of text, the numbers beside them."""
    vectorizer = TfidfVectorizer(analyzer=terms_of, min_df=2, sublinear_tf=True)
    texts = vectorizer.fit_transform([_clauses(story, reader) for story in stories])
    # A sentence says nothing of what is not in its facts; in a story that is told of nobody.
    columns: list[str] = []
    weights, bias = [], []
    for name in LEAST_BELIEF:
        known = [
            row for row, story in enumerate(stories) if "story" in story or name in story["profile"]
        ]
        values = _values([stories[row] for row in known], name)
        model = LogisticRegression(C=20, max_iter=500).fit(texts[known], values)
        columns += [f"{name}={value}" for value in model.classes_]
        # Of two values the model keeps the second alone; the first is what it is measured against.
        missing = len(model.classes_) - len(model.coef_)
        weights.append(np.pad(model.coef_, ((missing, 0), (0, 0))))
        bias.append(np.pad(model.intercept_, (missing, 0)))
    numbers = np.concatenate(weights).T
    scale = np.maximum(np.abs(numbers).max(axis=0), np.finfo(np.float32).eps) / _LARGEST
    return {
        "terms": _as_bytes(vectorizer.get_feature_names_out()),
        "rarity": vectorizer.idf_.astype(np.float16),
        "weights": np.round(numbers / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": np.concatenate(bias).astype(np.float32),
        "columns": _as_bytes(columns),
    }


def _clauses(story: Story, reader: ProfileReader) -> list[Clause]:
    text = story.get("story") or story["text"]
    return reader.clauses_of_oneself(text, date.fromisoformat(story.get("as_of", _DAY)))


def _values(stories: Sequence[Story], name: str) -> list[str]:
    values = [
        key_of({**story["profile"], **story.get("stated", {})}.get(name, NO_VALUE))
        for story in stories
    ]
    return [value if values.count(value) >= _LEAST_STORIES else NO_VALUE for value in values]


def _as_bytes(lines: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


if __name__ == "__main__":
    main(sys.argv[1:])
