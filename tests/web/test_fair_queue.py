"""Few at once, and of one visitor a single one: whoever sends many waits for their own."""

from __future__ import annotations

import asyncio

import pytest

from bot.web.fair_queue import NoTurn, Turns


class Line:
    """Whoever had a turn, in order; each turn lasts until `end` is set."""

    def __init__(self, at_once=2, most=22, most_of_one=8):
        self.turns = Turns(at_once, most, most_of_one)
        self.had = []
        self.end = asyncio.Event()

    async def join(self, key, seconds=10):
        async with self.turns.turn(key, seconds):
            self.had.append(key)
            await self.end.wait()

    async def of(self, keys):
        """Let all of these come, and go on once no more of them have a turn."""
        tasks = [asyncio.create_task(self.join(key)) for key in keys]
        for _ in range(50):
            await asyncio.sleep(0)
        return tasks


def test_so_many_have_a_turn_at_once_and_of_one_visitor_one():
    async def visit():
        line = Line()
        tasks = await line.of(["a", "a", "b", "c"])
        first = list(line.had)
        line.end.set()
        await asyncio.gather(*tasks)
        return first, sorted(line.had)

    assert asyncio.run(visit()) == (["a", "b"], ["a", "a", "b", "c"])


def test_many_of_one_visitor_go_before_nobody_who_came_later():
    async def visit():
        line = Line(at_once=1)
        tasks = await line.of(["a", "a", "a", "b"])
        line.end.set()
        await asyncio.gather(*tasks)
        return line.had

    assert asyncio.run(visit())[:2] == ["a", "b"]


def test_many_of_one_visitor_leave_room_for_others_to_wait():
    async def visit():
        line = Line(at_once=1, most=5, most_of_one=2)
        tasks = await line.of(["a"] * 20 + ["b", "c"])
        line.end.set()
        return await asyncio.gather(*tasks, return_exceptions=True), line.had

    results, had = asyncio.run(visit())
    assert sum(isinstance(result, NoTurn) for result in results) == 18
    assert sorted(had) == ["a", "a", "b", "c"]


def test_only_so_many_may_wait_altogether():
    async def visit():
        line = Line(most=3)
        tasks = await line.of("abcd")
        line.end.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    assert [isinstance(result, NoTurn) for result in asyncio.run(visit())] == [False] * 3 + [True]


@pytest.mark.parametrize("key", ["a", "b"])
def test_who_waits_too_long_is_told_so_and_takes_no_turn_from_others(key):
    async def visit():
        line = Line(at_once=1)
        (first,) = await line.of(["a"])
        with pytest.raises(NoTurn):
            await line.join(key, seconds=0.01)
        line.end.set()
        await first
        await line.join(key)
        return line.had

    assert asyncio.run(visit()) == ["a", key]
