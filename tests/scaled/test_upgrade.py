"""A new model takes over beside the old one while people talk; nobody's message is lost.

The last test of this folder, by its name too: it leaves the old workers dead.
"""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
import sqlalchemy as sa

from testkit.load_client import crowd
from testkit.services import free_port

pytestmark = [pytest.mark.services, pytest.mark.rasa, pytest.mark.served]


def test_new_workers_take_over_without_a_lost_message(scaled):
    tallies, stop = [], threading.Event()
    talk = crowd(scaled.address, 4, 240, guided=True, think=0.2, stop=stop)
    talking = threading.Thread(target=lambda: tallies.append(asyncio.run(talk)))
    talking.start()
    old = [name for name in scaled.running if name.startswith("rasa")]
    scaled.ports["rasa9"] = free_port()
    scaled.start("rasa9")
    scaled.wait_until_ready("rasa9")
    # From now on the gateways only know the new one; each is restarted in turn.
    new = scaled.address_of("rasa9")
    before = dict(scaled.overrides)
    scaled.overrides["rasa_url"] = new
    for name in ("gateway", "gateway2"):
        scaled.running[name].terminate()
        scaled.running.pop(name).wait(20)
        scaled.start(name)
        scaled.wait_until_ready(name)
    time.sleep(1)
    for name in old:
        scaled.kill(name)
    time.sleep(3)
    stop.set()
    talking.join()

    (tally,) = tallies
    scaled.overrides = before
    assert (tally.empty, tally.wrong, tally.mixed_up, tally.lost, tally.doubled) == (0, 0, 0, 0, 0)
    assert tally.notices == 0, why_not_answered(scaled)
    assert len(tally.seconds) > 20


def why_not_answered(scaled):
    """What the records say of the turns that ended in a notice, newest first."""
    query = (
        "SELECT created_at, label, latency_ms FROM turns WHERE outcome = 'error' ORDER BY 1 DESC"
    )
    with sa.create_engine(scaled.database).connect() as connection:
        return [tuple(map(str, row)) for row in connection.execute(sa.text(query))]
