"""BM25 over the knowledge base: the published questions and answers are the documents.

What a search box on the pages would do. It learns from no phrase, and knows nothing that must not be
answered: only its threshold can refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import joblib
import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from bench.peers.peer import Peer, Rank, Ranked
from bench.phrases import Phrase
from bot.knowledge.loader import load

_FILE = "bm25.joblib"
# Okapi's usual values: how fast a repeated word stops to count, and how much length counts.
_K1, _B = 1.5, 0.75


class Bm25(Peer):
    title = "BM25 over the knowledge base"
    about = "Okapi BM25 (k1 = 1.5, b = 0.75), English stop words out; learns from no phrase"

    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:  # noqa: ARG002
        answers = load().answers
        documents = [
            f"{answer.question} {answer.text} {answer.details}" for answer in answers.values()
        ]
        counter = CountVectorizer(stop_words="english")
        counts = counter.fit_transform(documents)
        labels = [answer.label for answer in answers.values()]
        joblib.dump((counter, weighted(counts), labels), folder / _FILE)

    def load(self, folder: Path) -> Rank:
        counter, weights, labels = joblib.load(folder / _FILE)

        def rank(text: str) -> Ranked:
            query = counter.transform([text])
            query.data[:] = 1
            scores = np.asarray((query @ weights).todense())[0]
            order = np.argsort(-scores, kind="stable")
            return Ranked(tuple((labels[row], float(scores[row])) for row in order))

        return rank


def weighted(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return what each word adds to each document's score, words in rows."""
    counts = counts.tocoo()
    documents = counts.shape[0]
    holding = np.bincount(counts.col, minlength=counts.shape[1])
    rarity = np.log(1 + (documents - holding + 0.5) / (holding + 0.5))
    lengths = np.bincount(counts.row, weights=counts.data, minlength=documents)
    relative = (1 - _B + _B * lengths / lengths.mean())[counts.row]
    saturated = counts.data * (_K1 + 1) / (counts.data + _K1 * relative)
    weights = rarity[counts.col] * saturated
    return sparse.csr_matrix((weights, (counts.col, counts.row)), shape=counts.shape[::-1])
