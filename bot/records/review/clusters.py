"""Keeps what went unanswered, grouped by meaning: ids stay, and done ones come back when asked again.

Vectors come from outside and are kept: none is computed to show a page.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import turns
from bot.records.review.unanswered import UnansweredTurn
from bot.records.staff.tables import clusters, meanings

OPEN, DONE, OUT_OF_SCOPE = "open", "done", "outside"
_HALF_LIFE_DAYS = 14


@dataclass(frozen=True)
class Leader:
    cluster_id: str
    vector: bytes


@dataclass(frozen=True)
class Nearest:
    """The published answer that comes nearest, how near, and how far ahead of the next."""

    label: str | None
    score: float
    margin: float


@dataclass(frozen=True)
class Cluster:
    """`state` is as kept; `is_back` when something came after it was settled."""

    id: str
    title: str
    samples: tuple[str, ...]
    visitors: int
    misses: int
    first_at: datetime
    last_at: datetime
    weight: float
    state: str
    is_back: bool
    snoozed_until: datetime | None
    assigned_to: str | None
    nearest: str | None
    score: float
    margin: float


def leaders(connection: Connection) -> list[Leader]:
    query = sa.select(clusters.c.id, clusters.c.vector).order_by(
        clusters.c.created_at, clusters.c.id
    )
    return [Leader(*row) for row in connection.execute(query)]


def found(
    connection: Connection, miss: UnansweredTurn, vector: bytes, nearest: Nearest, at: datetime
) -> str:
    """Begin a cluster with a miss that lies near none; return its id."""
    id_ = secrets.token_hex(6)
    connection.execute(
        clusters.insert().values(
            id=id_,
            created_at=at,
            leader_turn_id=miss.turn_id,
            vector=vector,
            nearest=nearest.label,
            score=nearest.score,
            margin=nearest.margin,
        )
    )
    return id_


def put(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(meanings.insert(), list(rows))


def shown(
    connection: Connection, now: datetime, since: datetime | None = None, only: str | None = None
) -> list[Cluster]:
    """Return clusters with misses since then, heaviest first: many visitors, and lately."""
    query = (
        sa.select(
            meanings.c.cluster_id,
            turns.c.id,
            turns.c.session_id,
            turns.c.created_at,
            turns.c.text,
        )
        .join(turns, turns.c.id == meanings.c.turn_id)
        .order_by(turns.c.created_at.desc())
    )
    if since is not None:
        query = query.where(turns.c.created_at >= since)
    if only is not None:
        query = query.where(meanings.c.cluster_id == only)
    members: dict[str, list[sa.engine.Row]] = {}
    for row in connection.execute(query):
        members.setdefault(row.cluster_id, []).append(row)
    kept = {row.id: row for row in connection.execute(_kept(only))}
    result = [_cluster(kept[id_], rows, now) for id_, rows in members.items()]
    return sorted(result, key=lambda one: (-one.weight, one.id))


def _kept(only: str | None) -> sa.sql.Select:
    return sa.select(clusters).where(clusters.c.id == only) if only else sa.select(clusters)


def is_waiting_for_staff(cluster: Cluster, now: datetime) -> bool:
    if cluster.state == OUT_OF_SCOPE:
        return False
    if cluster.snoozed_until is not None and cluster.snoozed_until > now:
        return False
    return cluster.state == OPEN or cluster.is_back


def change(connection: Connection, id_: str, **values: Any) -> bool:
    """Change what staff decided about a cluster; False when it is gone."""
    changed = connection.execute(clusters.update().where(clusters.c.id == id_).values(**values))
    return bool(changed.rowcount)


def tidy(connection: Connection) -> None:
    """After turns went: clusters without any go too; one whose leader went is led by its eldest."""
    connection.execute(
        clusters.delete().where(~sa.exists().where(meanings.c.cluster_id == clusters.c.id))
    )
    orphans = sa.select(clusters.c.id).where(
        ~sa.exists().where(meanings.c.turn_id == clusters.c.leader_turn_id)
    )
    for id_ in list(connection.execute(orphans).scalars()):
        heir = connection.execute(
            sa.select(meanings.c.turn_id, meanings.c.vector)
            .join(turns, turns.c.id == meanings.c.turn_id)
            .where(meanings.c.cluster_id == id_)
            .order_by(turns.c.created_at, turns.c.id)
            .limit(1)
        ).one()
        change(connection, id_, leader_turn_id=heir.turn_id, vector=heir.vector)


def hours_to_settle(connection: Connection) -> list[float]:
    """Return how long each settled cluster took from its first miss on."""
    first = sa.func.min(turns.c.created_at).label("first")
    query = (
        sa.select(first, clusters.c.settled_at)
        .join(meanings, meanings.c.cluster_id == clusters.c.id)
        .join(turns, turns.c.id == meanings.c.turn_id)
        .where(clusters.c.state == DONE)
        .group_by(clusters.c.id, clusters.c.settled_at)
    )
    return [
        (row.settled_at - row.first).total_seconds() / 3600
        for row in connection.execute(query)
        if row.settled_at and row.settled_at > row.first
    ]


def _cluster(kept: sa.engine.Row, rows: Sequence[sa.engine.Row], now: datetime) -> Cluster:
    latest = {row.session_id: row.created_at for row in reversed(rows)}
    weight = sum(
        0.5 ** ((now - at) / timedelta(days=1) / _HALF_LIFE_DAYS) for at in latest.values()
    )
    texts = list(dict.fromkeys(row.text for row in rows if row.text))
    led = next((row.text for row in rows if row.id == kept.leader_turn_id and row.text), None)
    title = led or (texts[-1] if texts else "(text no longer kept)")
    settled = kept.settled_at
    return Cluster(
        id=kept.id,
        title=title,
        samples=tuple(text for text in texts if text != title)[:5],
        visitors=len(latest),
        misses=len(rows),
        first_at=rows[-1].created_at,
        last_at=rows[0].created_at,
        weight=weight,
        state=kept.state,
        is_back=kept.state == DONE and settled is not None and rows[0].created_at > settled,
        snoozed_until=kept.snoozed_until,
        assigned_to=kept.assigned_to,
        nearest=kept.nearest,
        score=kept.score or 0.0,
        margin=kept.margin or 0.0,
    )
