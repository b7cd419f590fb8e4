"""After a publication: groups of questions that are answered now close themselves, and say by what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.engine import Connection, Engine

from bot.console.answer_lookup import AnswerLookup
from bot.knowledge.faq import label_of
from bot.nlu.ranking.answer_policy import Outcome
from bot.publishing.staging import turn_version
from bot.records.publishing import drafts, releases
from bot.records.publishing.releases import Release
from bot.records.review import clusters, phrases
from bot.records.review.clusters import Cluster


class Settlement:
    """`content` is what this process knows: only what it was published with is judged by it."""

    def __init__(
        self, engine: Engine, lookup: AnswerLookup, content: str, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._lookup = lookup
        self._content = content
        self._now = now

    def catch_up(self) -> int:
        """Close what the last publication answers; return how many groups. Once a publication."""
        with self._engine.connect() as connection:
            release = releases.last_live(connection)
        if release is None:
            return 0
        if release.content != self._content:
            return 0
        if release.groups_closed is not None:
            self._overlook_former_version(release)
            return 0
        if not self._lookup.is_available:
            return 0
        with self._engine.connect() as connection:
            labels = _labels(connection, release)
            groups = [
                group
                for group in clusters.load(connection, self._now())
                if group.state == clusters.OPEN or group.is_back
            ]
            texts = {group.id: _texts(connection, group.id) for group in groups}
        closed = [group for group in groups if self._are_answered(texts[group.id], labels)]
        with self._engine.begin() as connection:
            self._close(connection, closed, release.number)
        return len(closed)

    def _are_answered(self, texts: list[str], labels: set[str]) -> bool:
        """Tell whether each text gets an answer that was published just now.

        A group that visitors rated “No” was answered before: only what has changed can have settled it.
        """
        return bool(texts) and all(self._is_answered(text, labels) for text in texts)

    def _is_answered(self, text: str, labels: set[str]) -> bool:
        understood = self._lookup.understand(text)
        return (
            understood is not None
            and understood.choice.outcome is Outcome.ANSWER
            and understood.choice.labels[0] in labels
        )

    def _overlook_former_version(self, release: Release) -> None:
        """Read first: this runs whenever nothing else is to do, and seldom finds anything to write."""
        version = turn_version(release.model or "", release.content or "")
        what = clusters.settled_by_publication(release.number)
        with self._engine.connect() as connection:
            late = clusters.late_by_former_version(connection, what, version)
        if late:
            with self._engine.begin() as connection:
                clusters.overlook(connection, what, late)

    def _close(self, connection: Connection, closed: list[Cluster], number: int) -> None:
        for group in closed:
            clusters.update(
                connection,
                group.id,
                state=clusters.DONE,
                settled_at=self._now(),
                settled_by=clusters.settled_by_publication(number),
            )
        releases.update(connection, number, groups_closed=len(closed))


def _texts(connection: Connection, id_: str) -> list[str]:
    """Return every text of a group: what nobody may read is asked again all the same."""
    listed = phrases.texts_of_cluster(connection, id_, to_be_read=False)
    return [text for text, _ in listed]


def _labels(connection: Connection, release: Release) -> set[str]:
    """Return the labels that the publication changed or taught."""
    answers = drafts.published_with(connection, release.number)
    taught = phrases.labels_of(connection, release.changes.get("phrases", []))
    return {*map(label_of, answers), *taught}
