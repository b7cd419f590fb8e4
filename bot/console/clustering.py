"""Sorts what went unanswered into clusters: each miss joins the nearest leader, or leads a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

import numpy as np
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.console.answer_lookup import AnswerLookup
from bot.nlu.encoder.sentence_encoder import DIMENSION, Vectors
from bot.records.review import clusters, unanswered
from bot.records.review.unanswered import UnansweredTurn

# From here on two sentences ask the same thing: lower mixes topics, higher splits wordings.
LIKE = 0.62
_BATCH = 100


class Clusterer:
    """Vectors are computed here, once a text, and kept; leaders stay, so ids are stable."""

    def __init__(self, engine: Engine, mind: AnswerLookup, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._mind = mind
        self._now = now
        self._one_at_a_time = Lock()

    def catch_up(self, most: int = _BATCH) -> int:
        """Sort some of what is waiting; return how many. Does nothing without a model.

        Nobody waits for another who sorts: a page shows what there is.
        """
        if not self._mind.is_there or not self._one_at_a_time.acquire(blocking=False):
            return 0
        try:
            with self._engine.connect() as connection:
                found = unanswered.pending(connection, most)
            if found:
                self._sort(found)
        except IntegrityError:
            # Another process sorted them first, or one was erased meanwhile: next time.
            return 0
        finally:
            self._one_at_a_time.release()
        return len(found)

    def _sort(self, found: list[UnansweredTurn]) -> None:
        texts = list(dict.fromkeys(miss.text for miss in found))
        # Outside the transaction: writers do not wait while the encoder works.
        vectors = dict(zip(texts, self._mind.encode(texts), strict=True))
        with self._engine.connect() as connection:
            known = clusters.leaders(connection)
        ids = [leader.cluster_id for leader in known]
        matrix = np.zeros((len(known) + len(texts), DIMENSION), dtype=np.float32)
        for row, leader in enumerate(known):
            matrix[row] = from_bytes(leader.vector)
        led = len(known)
        begun: list[tuple[UnansweredTurn, Vectors]] = []
        place_of: dict[str, int] = {}
        for miss in found:
            if miss.text in place_of:
                continue
            vector = vectors[miss.text]
            place = _nearest(matrix[:led], vector)
            if place is None:
                place = led
                matrix[place] = vector
                led += 1
                begun.append((miss, vector))
            place_of[miss.text] = place
        nearest = [self._mind.nearest(miss.text, vector) for miss, vector in begun]
        with self._engine.begin() as connection:
            for (miss, vector), near in zip(begun, nearest, strict=True):
                ids.append(clusters.create(connection, miss, to_bytes(vector), near, self._now()))
            clusters.assign(
                connection,
                [
                    {
                        "turn_id": miss.turn_id,
                        "cluster_id": ids[place_of[miss.text]],
                        "vector": to_bytes(vectors[miss.text]),
                    }
                    for miss in found
                ],
            )


def _nearest(leaders: Vectors, vector: Vectors) -> int | None:
    if not len(leaders):
        return None
    likeness = leaders @ vector
    best = int(np.argmax(likeness))
    return best if likeness[best] >= LIKE else None


def to_bytes(vector: Vectors) -> bytes:
    return bytes(vector.astype(np.float16).tobytes())


def from_bytes(kept: bytes) -> Vectors:
    return np.frombuffer(kept, dtype=np.float16).astype(np.float32)
