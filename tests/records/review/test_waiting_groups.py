"""How many groups wait: the same that the queue shows as open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.records.review import clusters, waiting_groups
from bot.records.review.clusters import Nearest
from bot.records.review.unanswered import UnansweredTurn
from testkit.conversation_log import START

NOW = START + timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({}, 1),
        ({"state": clusters.OUT_OF_SCOPE}, 0),
        ({"state": clusters.DONE, "settled_at": START + timedelta(hours=1)}, 0),
        ({"state": clusters.DONE, "settled_at": START - timedelta(hours=1)}, 1),
        ({"snoozed_until": NOW + timedelta(days=1)}, 0),
        ({"snoozed_until": NOW - timedelta(hours=1)}, 1),
    ],
)
def test_what_is_open_or_came_back_is_counted(log, database, values, count):
    log.talk("a", (0, "fallback", {"id": "miss"}))
    with database.begin() as connection:
        miss = UnansweredTurn("miss", "")
        id_ = clusters.create(connection, miss, b"v", Nearest(None, 0.0, 0.0), START)
        clusters.assign(connection, [{"turn_id": "miss", "cluster_id": id_, "vector": b"v"}])
        if values:
            clusters.update(connection, id_, **values)
        assert waiting_groups.count(connection, NOW, NOW - timedelta(days=30)) == count
        (loaded,) = clusters.load(connection, NOW)
        assert clusters.is_waiting_for_staff(loaded, NOW) is bool(count)
        assert waiting_groups.count(connection, NOW, START + timedelta(hours=2)) == 0
