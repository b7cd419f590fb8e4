"""Conditions, compiled once: true, false, or not settled by the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.eligibility.derived import Facts
from bot.knowledge.attributes import UNKNOWN
from bot.knowledge.rules import AllOf, AnyOf, Fact

# None: the facts do not settle it.
Truth = bool | None
Test = Callable[[Facts], Truth]


def compile_condition(condition: AllOf) -> Test:
    tests = tuple(
        _fact(part) if isinstance(part, Fact) else _any(tuple(map(compile_condition, part.of)))
        for part in condition.of
    )
    return _all(tests)


def facts_in(condition: AllOf) -> Iterator[Fact]:
    for part in condition.of:
        if isinstance(part, Fact):
            yield part
        elif isinstance(part, AnyOf):
            for branch in part.of:
                yield from facts_in(branch)


def _fact(fact: Fact) -> Test:
    attribute, allowed = fact.attribute, fact.allowed

    def test(facts: Facts) -> Truth:
        value = facts.get(attribute)
        if value is None:
            return None
        if value in allowed:
            return True
        return None if value == UNKNOWN else False

    return test


def _all(tests: tuple[Test, ...]) -> Test:
    def test(facts: Facts) -> Truth:
        settled: Truth = True
        for part in tests:
            truth = part(facts)
            if truth is False:
                return False
            if truth is None:
                settled = None
        return settled

    return test


def _any(tests: tuple[Test, ...]) -> Test:
    def test(facts: Facts) -> Truth:
        settled: Truth = False
        for part in tests:
            truth = part(facts)
            if truth:
                return True
            if truth is None:
                settled = None
        return settled

    return test
