"""Groups unanswered questions: each joins the cluster that it is most like, or begins a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

import numpy as np
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.console.answer_lookup import AnswerLookup
from bot.nlu.encoder.sentence_encoder import Vectors
from bot.records.review import clusters, unanswered
from bot.records.review.clusters import Member
from bot.records.review.unanswered import UnansweredTurn

# From this mean likeness on a question joins a cluster; lower mixes topics, higher splits wordings. Where
# the model takes both for the same theme, less is enough.
LIKE = 0.57
LIKE_IN_THEME = 0.42
# Themes that catch whatever is left say nothing.
_CATCH_ALL = (
    "out_of_scope",
    "out_of_scope/other",
    "out_of_scope/general",
    "out_of_scope/fragments",
)
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
            groups = _groups(clusters.members(connection))
        themes = {turn.text: theme_of(turn.label) for turn in reversed(turns)}
        ids = list(groups)
        places, new = assign(list(groups.values()), vectors, themes)
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
                theme = theme_of(leader.label)
                ids.append(
                    clusters.create(connection, leader, vector, nearest[text], self._now(), theme)
                )
            rows = [
                {
                    "turn_id": turn.turn_id,
                    "cluster_id": ids[places[turn.text]],
                    "vector": to_bytes(vectors[turn.text]),
                }
                for turn in turns
            ]
            clusters.assign(connection, rows)


def theme_of(label: str) -> str:
    """Return the theme of a label that says what a question is about; empty for one that does not."""
    return "" if label in _CATCH_ALL or "/" not in label else label


@dataclass
class Group:
    """The sum of the vectors that stand together, and how many they are."""

    total: Vectors
    count: int
    theme: str

    def add(self, vector: Vectors) -> None:
        self.total = self.total + vector
        self.count += 1


def assign(
    groups: Sequence[Group], vectors: dict[str, Vectors], themes: Mapping[str, str]
) -> tuple[dict[str, int], list[str]]:
    """Return the place of each text's group, and the texts that begin new groups, in order."""
    groups = [replace(group) for group in groups]
    places: dict[str, int] = {}
    new: list[str] = []
    for text, vector in vectors.items():
        theme = themes.get(text, "")
        place = _nearest(groups, vector, theme)
        if place is None:
            place = len(groups)
            groups.append(Group(np.zeros_like(vector), 0, theme))
            new.append(text)
        groups[place].add(vector)
        places[text] = place
    return places, new


def _nearest(groups: Sequence[Group], vector: Vectors, theme: str) -> int | None:
    if not groups:
        return None
    totals = np.stack([group.total for group in groups])
    counts = np.array([group.count for group in groups])
    is_same = np.array([theme == group.theme != "" for group in groups])
    lead = totals @ vector / counts - np.where(is_same, LIKE_IN_THEME, LIKE)
    best = int(np.argmax(lead))
    return best if lead[best] >= 0 else None


def _groups(members: Sequence[Member]) -> dict[str, Group]:
    """Return the groups that there are, by the cluster's id, the eldest first."""
    groups: dict[str, Group] = {}
    for member in members:
        vector = from_bytes(member.vector)
        if member.cluster_id in groups:
            groups[member.cluster_id].add(vector)
        else:
            groups[member.cluster_id] = Group(vector, 1, member.theme)
    return groups


def to_bytes(vector: Vectors) -> bytes:
    return bytes(vector.astype(np.float16).tobytes())


def from_bytes(stored: bytes) -> Vectors:
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)
