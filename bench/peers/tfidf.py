"""The textbook classifier: TF-IDF of words and word pairs, and logistic regression (scikit-learn)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import joblib
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bench.peers.peer import Peer, Rank, Ranked
from bench.phrases import Phrase

_FILE = "tfidf.joblib"


class Tfidf(Peer):
    title = "TF-IDF + logistic regression"
    about = "scikit-learn: words and word pairs, sublinear counts, C = 10"

    def train(self, phrases: Sequence[Phrase], folder: Path) -> None:
        learner = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            LogisticRegression(C=10, max_iter=200),
        )
        learner.fit([phrase.text for phrase in phrases], [phrase.label for phrase in phrases])
        joblib.dump(learner, folder / _FILE)

    def load(self, folder: Path) -> Rank:
        learner = joblib.load(folder / _FILE)
        labels = learner.classes_

        def rank(text: str) -> Ranked:
            row = learner.predict_proba([text])[0]
            return Ranked(
                tuple((labels[column], float(row[column])) for column in np.argsort(-row))
            )

        return rank
