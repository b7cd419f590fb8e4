"""Plain semantic search: the label of the nearest phrase by our sentence encoder's cosine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.peers.peer import Peer, Rank, Ranked
from bench.phrases import Phrase
from bot.nlu.encoder.sentence_encoder import SentenceEncoder

_FILE = "vectors.npz"


class NearestPhrase(Peer):
    title = "MiniLM, nearest phrase"
    about = "the same frozen int8 encoder as ours; the label of the phrase with the highest cosine"

    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:
        vectors = SentenceEncoder().encode([phrase.text for phrase in phrases])
        labels, numbers = np.unique([phrase.label for phrase in phrases], return_inverse=True)
        np.savez(folder / _FILE, vectors=vectors, labels=labels, numbers=numbers)

    def load(self, folder: Path) -> Rank:
        encoder = SentenceEncoder()
        with np.load(folder / _FILE) as arrays:
            vectors, labels, numbers = arrays["vectors"], arrays["labels"], arrays["numbers"]

        def rank(text: str) -> Ranked:
            cosines = vectors @ encoder.encode([text])[0]
            best = np.full(len(labels), -1.0, dtype=np.float32)
            np.maximum.at(best, numbers, cosines)
            order = np.argsort(-best, kind="stable")
            return Ranked(tuple((str(labels[row]), float(best[row])) for row in order))

        return rank
