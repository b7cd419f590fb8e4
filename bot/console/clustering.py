"""Groups unanswered questions: each joins the nearest cluster's leader, or leads a new cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock

import numpy as np
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.console.answer_lookup import AnswerLookup
from bot.nlu.encoder.sentence_encoder import DIMENSION, Vectors
from bot.records.review import clusters, unanswered
from bot.records.review.unanswered import UnansweredTurn

# From this likeness on two sentences ask the same; lower mixes topics, higher splits wordings.
LIKE = 0.62
_BATCH = 100


class Clusterer:
    """A vector is computed once for each text and stored; leaders stay, so ids are stable."""

    def __init__(
        self, engine: Engine, answer_lookup: AnswerLookup, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._answer_lookup = answer_lookup
        self._now = now
        self._running = Lock()

    def catch_up(self, most: int = _BATCH) -> int:
        """Cluster some of what is waiting; return how many. Does nothing without a model.

        A second caller does not wait for the first: a page shows the clusters that there are.
        """
        if not self._answer_lookup.is_available or not self._running.acquire(blocking=False):
            return 0
        try:
            with self._engine.connect() as connection:
                turns = unanswered.pending(connection, most)
            if turns:
                self._cluster(turns)
        except IntegrityError:
            # Another process clustered them first, or one was erased meanwhile: next time.
            return 0
        finally:
            self._running.release()
        return len(turns)

    def _cluster(self, turns: list[UnansweredTurn]) -> None:
        texts = list(dict.fromkeys(turn.text for turn in turns))
        # Outside the transaction: writers do not wait while the encoder works.
        vectors = dict(zip(texts, self._answer_lookup.encode(texts), strict=True))
        with self._engine.connect() as connection:
            leaders = clusters.leaders(connection)
        stored = [from_bytes(leader.vector) for leader in leaders]
        places, new = assign(stored, vectors)
        ids = [leader.cluster_id for leader in leaders]
        self._store(turns, vectors, places, new, ids)

    def _store(
        self,
        turns: list[UnansweredTurn],
        vectors: dict[str, Vectors],
        places: dict[str, int],
        new: list[str],
        ids: list[str],
    ) -> None:
        """Write new clusters and what joins a cluster, in one transaction."""
        first = {turn.text: turn for turn in reversed(turns)}
        nearest = {text: self._answer_lookup.nearest(text) for text in new}
        with self._engine.begin() as connection:
            for text in new:
                leader, vector = first[text], to_bytes(vectors[text])
                ids.append(clusters.create(connection, leader, vector, nearest[text], self._now()))
            rows = [
                {
                    "turn_id": turn.turn_id,
                    "cluster_id": ids[places[turn.text]],
                    "vector": to_bytes(vectors[turn.text]),
                }
                for turn in turns
            ]
            clusters.assign(connection, rows)


def assign(
    leaders: Sequence[Vectors], vectors: dict[str, Vectors]
) -> tuple[dict[str, int], list[str]]:
    """Return the place of each text's leader, and the texts that lead new clusters, in order."""
    matrix = np.zeros((len(leaders) + len(vectors), DIMENSION), dtype=np.float32)
    for row, leader in enumerate(leaders):
        matrix[row] = leader
    count = len(leaders)
    places: dict[str, int] = {}
    new: list[str] = []
    for text, vector in vectors.items():
        place = _nearest(matrix[:count], vector)
        if place is None:
            place = count
            matrix[place] = vector
            count += 1
            new.append(text)
        places[text] = place
    return places, new


def _nearest(leaders: Vectors, vector: Vectors) -> int | None:
    if not len(leaders):
        return None
    likeness = leaders @ vector
    best = int(np.argmax(likeness))
    return best if likeness[best] >= LIKE else None


def to_bytes(vector: Vectors) -> bytes:
    return bytes(vector.astype(np.float16).tobytes())


def from_bytes(stored: bytes) -> Vectors:
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)
