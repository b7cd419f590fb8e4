"""Unanswered questions, grouped by meaning: ids stay, and a settled group returns when it is needed again.

Vectors come from outside and are stored: none is computed to show a page.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations import consent
from bot.records.conversations.calls import PHONE
from bot.records.conversations.tables import sessions, turns
from bot.records.review.tables import clusters, meanings
from bot.records.review.unanswered import UnansweredTurn

OPEN, DONE, OUT_OF_SCOPE, NOISE = "open", "done", "outside", "noise"
_HALF_LIFE_DAYS = 14


@dataclass(frozen=True)
class Member:
    """The vector of one message of a cluster."""

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
    """`state` is as kept; `is_back` when something came after it was settled.

    `visitors` are conversations in the chat, `calls` those of staff with a caller. `not_to_be_read` of its messages are counted, and their texts are in neither title nor samples.
    """

    id: str
    title: str
    samples: tuple[str, ...]
    visitors: int
    calls: int
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
    theme: str = ""
    name: str = ""
    version: int = 0
    settled_by: str | None = None
    not_to_be_read: int = 0


def members(connection: Connection, encoder: str) -> list[Member]:
    """Return what stands in any cluster with a vector of this encoder, the eldest cluster first."""
    query = (
        sa.select(meanings.c.cluster_id, meanings.c.vector)
        .join(clusters, clusters.c.id == meanings.c.cluster_id)
        .where(meanings.c.encoder == encoder)
        .order_by(clusters.c.created_at, clusters.c.id)
    )
    return [Member(*row) for row in connection.execute(query)]


def encoded_otherwise(connection: Connection, encoder: str, most: int) -> list[UnansweredTurn]:
    """Return messages that stand in a cluster with the vector of another encoder."""
    query = (
        sa.select(turns.c.id, turns.c.text)
        .join(meanings, meanings.c.turn_id == turns.c.id)
        .where(meanings.c.encoder != encoder, turns.c.text.is_not(None))
        .limit(most)
    )
    return [UnansweredTurn(*row) for row in connection.execute(query)]


def renew(connection: Connection, turn_id: str, vector: bytes, encoder: str) -> None:
    """Replace the vector of a message; it stays in its cluster."""
    connection.execute(
        meanings.update()
        .where(meanings.c.turn_id == turn_id)
        .values(vector=vector, encoder=encoder)
    )


def create(
    connection: Connection,
    miss: UnansweredTurn,
    vector: bytes,
    nearest: Nearest,
    at: datetime,
    theme: str = "",
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
            theme=theme,
        )
    )
    return id_


def assign(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(meanings.insert(), list(rows))


def load(
    connection: Connection,
    now: datetime,
    since: datetime | None = None,
    cluster_id: str | None = None,
) -> list[Cluster]:
    """Return clusters with misses since then, heaviest first: many visitors, and lately."""
    query = (
        sa.select(
            meanings.c.cluster_id,
            turns.c.id,
            turns.c.session_id,
            turns.c.created_at,
            turns.c.text,
            consent.may_be_read(turns.c.session_id).label("may_be_read"),
            (sessions.c.channel == PHONE).label("is_call"),
        )
        .join(turns, turns.c.id == meanings.c.turn_id)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .order_by(turns.c.created_at.desc())
    )
    if cluster_id is not None:
        query = query.where(meanings.c.cluster_id == cluster_id)
    members: dict[str, list[sa.engine.Row]] = {}
    for row in connection.execute(query):
        # Not in the query: the database would go through every turn of the days, answered ones too.
        if since is None or row.created_at >= since:
            members.setdefault(row.cluster_id, []).append(row)
    saved = {row.id: row for row in connection.execute(_select(cluster_id))}
    result = [_cluster(saved[id_], turns_, now) for id_, turns_ in members.items()]
    return sorted(result, key=lambda cluster: (-cluster.weight, cluster.id))


def _select(cluster_id: str | None) -> sa.sql.Select:
    query = sa.select(clusters)
    return query.where(clusters.c.id == cluster_id) if cluster_id else query


def is_waiting_for_staff(cluster: Cluster, now: datetime) -> bool:
    if cluster.state in {OUT_OF_SCOPE, NOISE}:
        return False
    if cluster.snoozed_until is not None and cluster.snoozed_until > now:
        return False
    return cluster.state == OPEN or cluster.is_back


def update(connection: Connection, id_: str, **values: Any) -> bool:
    """Change what staff decided about a cluster; False when it no longer exists."""
    values = {**values, "version": clusters.c.version + 1}
    result = connection.execute(clusters.update().where(clusters.c.id == id_).values(**values))
    return bool(result.rowcount)


def reopen_settled_by(connection: Connection, what: str) -> None:
    """Open again what something other than a person settled."""
    connection.execute(
        clusters.update()
        .where(clusters.c.settled_by == what)
        .values(state=OPEN, settled_at=None, settled_by=None)
    )


def late_by_former_version(connection: Connection, what: str, version: str) -> dict[str, datetime]:
    """Return the groups settled by `what` that another version's replies bring back, each with the last of these.

    For some moments after a publication the processes of the former one still reply.
    """
    late = (
        sa.select(meanings.c.cluster_id, sa.func.max(turns.c.created_at).label("at"))
        .join(turns, turns.c.id == meanings.c.turn_id)
        .join(clusters, clusters.c.id == meanings.c.cluster_id)
        .where(clusters.c.settled_by == what, turns.c.created_at > clusters.c.settled_at)
        .where(turns.c.model_version != version)
        .group_by(meanings.c.cluster_id)
    )
    return {row.cluster_id: row.at for row in connection.execute(late)}


def overlook(connection: Connection, what: str, late: Mapping[str, datetime]) -> None:
    """Let no message up to then bring back a group that is still settled by `what`."""
    for id_, at in late.items():
        connection.execute(
            clusters.update()
            .where(clusters.c.id == id_, clusters.c.settled_by == what)
            .values(settled_at=at)
        )


def settled_by_publication(number: int) -> str:
    """Return what is noted of a group that a publication answered."""
    return f"answered since publication {number}"


def merge(connection: Connection, target: str, others: Sequence[str]) -> None:
    """Move what stands in other clusters into one."""
    connection.execute(
        meanings.update().where(meanings.c.cluster_id.in_(others)).values(cluster_id=target)
    )
    repair(connection)
    update(connection, target)


def split(connection: Connection, id_: str, turn_ids: Sequence[str], at: datetime) -> str | None:
    """Move the texts of some turns into a new cluster; return its id, None where nothing would stay."""
    rows = connection.execute(
        sa.select(meanings.c.turn_id, meanings.c.vector, turns.c.text)
        .join(turns, turns.c.id == meanings.c.turn_id)
        .where(meanings.c.cluster_id == id_)
        .order_by(turns.c.created_at, turns.c.id)
    ).all()
    texts = {row.text for row in rows if row.turn_id in set(turn_ids)}
    moved = [row for row in rows if row.text in texts]
    if not moved or len(moved) == len(rows):
        return None
    saved = connection.execute(sa.select(clusters).where(clusters.c.id == id_)).one()
    first = UnansweredTurn(moved[0].turn_id, moved[0].text or "")
    nearest = Nearest(saved.nearest, saved.score or 0.0, saved.margin or 0.0)
    new = create(connection, first, moved[0].vector, nearest, at, saved.theme)
    connection.execute(
        meanings.update()
        .where(meanings.c.turn_id.in_([row.turn_id for row in moved]))
        .values(cluster_id=new)
    )
    repair(connection)
    update(connection, id_)
    return new


def repair(connection: Connection) -> None:
    """After turns were erased: delete empty clusters; the eldest turn replaces an erased leader."""
    connection.execute(
        clusters.delete().where(~sa.exists().where(meanings.c.cluster_id == clusters.c.id))
    )
    orphans = sa.select(clusters.c.id).where(
        ~sa.exists().where(
            meanings.c.turn_id == clusters.c.leader_turn_id,
            meanings.c.cluster_id == clusters.c.id,
        )
    )
    for id_ in list(connection.execute(orphans).scalars()):
        heir = connection.execute(
            sa.select(meanings.c.turn_id, meanings.c.vector)
            .join(turns, turns.c.id == meanings.c.turn_id)
            .where(meanings.c.cluster_id == id_)
            .order_by(turns.c.created_at, turns.c.id)
            .limit(1)
        ).one()
        values = {"leader_turn_id": heir.turn_id, "vector": heir.vector}
        connection.execute(clusters.update().where(clusters.c.id == id_).values(**values))


def hours_to_settle(connection: Connection, since: datetime, until: datetime) -> list[float]:
    """Return how long each cluster that was settled in that time took from its first miss on."""
    first = sa.func.min(turns.c.created_at).label("first")
    query = (
        sa.select(first, clusters.c.settled_at)
        .join(meanings, meanings.c.cluster_id == clusters.c.id)
        .join(turns, turns.c.id == meanings.c.turn_id)
        .where(
            clusters.c.state == DONE,
            clusters.c.settled_at >= since,
            clusters.c.settled_at < until,
        )
        .group_by(clusters.c.id, clusters.c.settled_at)
    )
    return [
        (row.settled_at - row.first).total_seconds() / 3600
        for row in connection.execute(query)
        if row.settled_at > row.first
    ]


def _cluster(saved: sa.engine.Row, rows: Sequence[sa.engine.Row], now: datetime) -> Cluster:
    latest = {row.session_id: row.created_at for row in reversed(rows)}
    weight = sum(
        0.5 ** ((now - at) / timedelta(days=1) / _HALF_LIFE_DAYS) for at in latest.values()
    )
    calls = {row.session_id for row in rows if row.is_call}
    readable = [row for row in rows if row.may_be_read]
    texts = list(dict.fromkeys(row.text for row in readable if row.text))
    title_of_leader = next(
        (row.text for row in readable if row.id == saved.leader_turn_id and row.text), None
    )
    title = saved.name or title_of_leader or (texts[-1] if texts else _title_without_text(readable))
    settled = saved.settled_at
    return Cluster(
        id=saved.id,
        title=title,
        samples=tuple(text for text in texts if text != title)[:5],
        visitors=len(latest) - len(calls),
        calls=len(calls),
        misses=len(rows),
        first_at=rows[-1].created_at,
        last_at=rows[0].created_at,
        weight=weight,
        state=saved.state,
        is_back=saved.state == DONE and settled is not None and rows[0].created_at > settled,
        snoozed_until=saved.snoozed_until,
        assigned_to=saved.assigned_to,
        nearest=saved.nearest,
        score=saved.score or 0.0,
        margin=saved.margin or 0.0,
        theme=saved.theme,
        name=saved.name,
        version=saved.version,
        settled_by=saved.settled_by,
        not_to_be_read=len(rows) - len(readable),
    )


def _title_without_text(readable: Sequence[sa.engine.Row]) -> str:
    return "(text erased)" if readable else "(not shown: the visitor did not agree)"
