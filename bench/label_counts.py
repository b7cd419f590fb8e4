"""What choosing an answer takes with few answers and with many: the encoder apart, which does not know of them."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from bot.nlu.encoder.sentence_encoder import DIMENSION, Vectors
from bot.nlu.phrases.files import read_phrases
from bot.nlu.questions import single_questions
from bot.nlu.ranking.ranker import Settings
from bot.nlu.understanding import Understanding
from bot.settings import ROOT
from testkit.load_client import unseen_texts

COUNTS = (49, 110, 500)
_PHRASES = 8_000
_TEXTS = 300


def milliseconds(counts: Sequence[int] = COUNTS) -> dict[int, float]:
    """Return the processor time of a message for each number of answers.

    The phrases are ours, dealt out to so many labels; vectors are made up, since what they say costs nothing.
    """
    phrases = [phrase.text for phrase in read_phrases(ROOT)][:_PHRASES]
    # A message of several questions has the encoder read each of them.
    texts = [text for text in unseen_texts() if not single_questions(text)][:_TEXTS]
    vectors, asked = _vectors(len(phrases)), _vectors(len(texts))
    # One thread, as `assistant serve` has it.
    with threadpool_limits(1):
        return {count: _spent(_learn(phrases, vectors, count), texts, asked) for count in counts}


def _learn(phrases: Sequence[str], vectors: Vectors, count: int) -> Understanding:
    labels = [f"faq/answer_{row % count}" for row in range(len(phrases))]
    # One step: weights of any value cost the same.
    return Understanding.learn(phrases, vectors, labels, {}, Settings(steps=1))


def _spent(understanding: Understanding, texts: Sequence[str], vectors: Vectors) -> float:
    started = time.process_time()
    for text, pair in zip(texts, vectors, strict=True):
        understanding.understand(text, pair)
    return 1000 * (time.process_time() - started) / len(texts)


def _vectors(count: int) -> Vectors:
    vectors = np.random.default_rng(count).normal(size=(count, 2, DIMENSION)).astype(np.float32)
    result: Vectors = vectors / np.linalg.norm(vectors, axis=2, keepdims=True)
    return result
