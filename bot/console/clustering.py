"""Groups unanswered questions: each joins the cluster that it is most like, or begins a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock

import numpy as np
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.console.agglomeration import assign
from bot.console.answer_lookup import AnswerLookup
from bot.nlu.encoder.sentence_encoder import Vectors
from bot.records.review import clusters, unanswered
from bot.records.review.clusters import Member
from bot.records.review.unanswered import UnansweredTurn

# Themes that catch whatever is left say nothing.
_CATCH_ALL = (
    "out_of_scope",
    "out_of_scope/other",
    "out_of_scope/general",
    "out_of_scope/fragments",
)
_BATCH = 100


class Clusterer:
    """A vector is computed once for each text and stored, until another encoder is in use; ids are stable."""

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
            encoder = self._answer_lookup.encoder_name
            with self._engine.connect() as connection:
                outdated = clusters.encoded_otherwise(connection, encoder, most)
                turns = outdated or unanswered.pending(connection, most)
            if outdated:
                self._renew(outdated, encoder)
            elif turns:
                self._cluster(turns, encoder)
        except IntegrityError:
            # Another process clustered them first, or one was erased meanwhile: next time.
            return 0
        finally:
            self._running.release()
        return len(turns)

    def _renew(self, turns: list[UnansweredTurn], encoder: str) -> None:
        """Encode anew what another encoder read: what is to come could not be compared with it."""
        vectors = self._answer_lookup.encode([turn.text for turn in turns])
        with self._engine.begin() as connection:
            for turn, vector in zip(turns, vectors, strict=True):
                clusters.renew(connection, turn.turn_id, to_bytes(vector), encoder)

    def _cluster(self, turns: list[UnansweredTurn], encoder: str) -> None:
        texts = list(dict.fromkeys(turn.text for turn in turns))
        # Outside the transaction: writers do not wait while the encoder works.
        vectors = dict(zip(texts, self._answer_lookup.encode(texts), strict=True))
        with self._engine.connect() as connection:
            groups = self._groups(clusters.members(connection, encoder))
        topics = self._answer_lookup.topics_of(np.stack(list(vectors.values())))
        places, new = assign(list(groups.values()), dict(zip(texts, topics, strict=True)))
        self._store(turns, encoder, vectors, places, new, list(groups))

    def _groups(self, members: Sequence[Member]) -> dict[str, Vectors]:
        """Return the vectors of each group that there is, by the cluster's id, the eldest first."""
        if not members:
            return {}
        vectors = np.stack([from_bytes(member.vector) for member in members])
        rows: dict[str, list[int]] = {}
        for row, member in enumerate(members):
            rows.setdefault(member.cluster_id, []).append(row)
        topics = self._answer_lookup.topics_of(vectors)
        return {cluster_id: topics[own] for cluster_id, own in rows.items()}

    def _store(
        self,
        turns: list[UnansweredTurn],
        encoder: str,
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
                theme = theme_of(leader.label)
                ids.append(
                    clusters.create(connection, leader, vector, nearest[text], self._now(), theme)
                )
            rows = [
                {
                    "turn_id": turn.turn_id,
                    "cluster_id": ids[places[turn.text]],
                    "vector": to_bytes(vectors[turn.text]),
                    "encoder": encoder,
                }
                for turn in turns
            ]
            clusters.assign(connection, rows)


def theme_of(label: str) -> str:
    """Return the theme of a label that says what a question is about; empty for one that does not."""
    return "" if label in _CATCH_ALL or "/" not in label else label


def to_bytes(vector: Vectors) -> bytes:
    return bytes(vector.astype(np.float16).tobytes())


def from_bytes(stored: bytes) -> Vectors:
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)
