"""How many groups of unanswered questions wait for staff: the number beside the menu."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.tables import turns
from bot.records.review.clusters import DONE, OPEN
from bot.records.review.tables import clusters, meanings


def count(connection: Connection, now: datetime, since: datetime) -> int:
    """Count the groups asked since then that are open, or came back after they were settled."""
    latest = (
        sa.select(meanings.c.cluster_id, sa.func.max(turns.c.created_at).label("at"))
        .join(turns, turns.c.id == meanings.c.turn_id)
        .where(turns.c.created_at >= since)
        .group_by(meanings.c.cluster_id)
        .subquery()
    )
    is_awake = clusters.c.snoozed_until.is_(None) | (clusters.c.snoozed_until <= now)
    is_back = (clusters.c.state == DONE) & (latest.c.at > clusters.c.settled_at)
    query = (
        sa.select(sa.func.count())
        .select_from(clusters.join(latest, latest.c.cluster_id == clusters.c.id))
        .where(is_awake, (clusters.c.state == OPEN) | is_back)
    )
    return int(connection.execute(query).scalar_one())
