"""How the stopwatch's notes become a table."""

from __future__ import annotations

import asyncio

from bench.stage_timer import STAGES, timed
from bench.stages import breakdown

TURN = (10.0, 10.1)


def test_an_outer_stage_is_shown_without_its_inner_ones():
    costs = breakdown([TURN], [("rasa over http", 10.01, 0.08), ("rasa turn", 10.02, 0.05)])
    assert costs["HTTP between gateway and Rasa, Rasa's web server"] == 30.0
    assert costs["Rasa: rest of the turn (slots, events, lock)"] == 50.0


def test_rows_add_up_to_the_turn():
    costs = breakdown([TURN], [("rasa over http", 10.01, 0.08), ("encoder", 10.02, 0.05)])
    whole = costs.pop("whole turn")
    assert abs(sum(costs.values()) - whole) < 0.1


def test_what_happens_between_turns_counts_for_none():
    assert breakdown([TURN], [("encoder", 10.2, 0.05)])["Rasa: sentence encoder"] == 0.0


def test_a_stage_is_noted_whether_it_is_waited_for_or_called():
    noted = []

    async def waited_for():
        return 1

    def note(stage, started, seconds):
        noted.append(stage)

    assert asyncio.run(timed(waited_for, "a", note)()) == 1
    assert timed(lambda: 2, "b", note)() == 2
    assert noted == ["a", "b"]


def test_no_two_processes_share_a_stage():
    names = [stage for stages in STAGES.values() for stage in stages]
    assert len(names) == len(set(names))
