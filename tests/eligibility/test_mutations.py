"""Widening or narrowing any one value of a condition must be noticed by a case that somebody reviewed.

Each mutant differs from the rules in one value of one condition. It is killed by the first reviewed
case (the golden table of every path, the stories, the dues cases) that then ends differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

from bot.eligibility.decide import Eligibility
from bot.eligibility.derived import facts_of
from bot.eligibility.profile import check
from bot.knowledge.attributes import UNKNOWN
from bot.knowledge.rules import DERIVED, AllOf, AnyOf, Fact
from tests.eligibility.conftest import TODAY
from tests.eligibility.table import EDGES, EVERY_PATH, outcome, read

FOLDER = Path(__file__).parent
# Mutants that no profile tells from the rules: an earlier rule or step takes every such profile.
EQUIVALENT = frozenset((FOLDER / "equivalent_mutants.txt").read_text(encoding="utf-8").splitlines())


def cases(knowledge) -> Iterator[tuple[dict, date]]:
    attributes = knowledge.attributes
    for name in (EVERY_PATH, EDGES):
        yield from ((profile, TODAY) for profile, _ in read(name, attributes))
    for story in YAML(typ="safe").load(FOLDER / "stories.yml").values():
        yield check(story["told"], attributes), story.get("on", TODAY)


def conditions(rule) -> Iterator[tuple[str, AllOf]]:
    yield "when", rule.when
    for kind in ("alternatives", "staff", "documents"):
        for place, item in enumerate(getattr(rule, kind)):
            if item.when is not None:
                yield f"{kind}.{place}", item.when


def edited(condition: AllOf, attributes) -> Iterator[tuple[str, AllOf]]:
    """Every condition that differs in one value, with a name for the difference."""
    for place, part in enumerate(condition.of):
        if isinstance(part, AnyOf):
            for branch_place, branch in enumerate(part.of):
                for name, changed in edited(branch, attributes):
                    of = (*part.of[:branch_place], changed, *part.of[branch_place + 1 :])
                    yield name, put(condition, place, AnyOf(of))
            continue
        values = values_of(part, attributes)
        for value in sorted(values):
            allowed = part.allowed ^ {value}
            sign = "-" if value in part.allowed else "+"
            yield (
                f"{part.attribute}{sign}{value}",
                put(condition, place, Fact(part.attribute, allowed)),
            )


def values_of(fact: Fact, attributes) -> set[str]:
    values = (
        DERIVED[fact.attribute][1]
        if fact.attribute in DERIVED
        else attributes[fact.attribute].values
    )
    return set(values) | (fact.allowed & {UNKNOWN})


def put(condition: AllOf, place: int, part) -> AllOf:
    return AllOf((*condition.of[:place], part, *condition.of[place + 1 :]))


def mutants(rules, attributes) -> Iterator[tuple[int, str, object]]:
    """The step's place (-1 where a whole step is mutated), a name, and the mutated rules."""
    for place, step in enumerate(rules.steps):
        for name, when in edited(step.when, attributes):
            yield (
                -1,
                f"{step.title}: when {name}",
                with_step(rules, place, replace(step, when=when)),
            )
        for rule_place, rule in enumerate(step.rules):
            for where, condition in conditions(rule):
                for name, changed in edited(condition, attributes):
                    mutant = with_condition(rule, where, changed)
                    rest = (*step.rules[:rule_place], mutant, *step.rules[rule_place + 1 :])
                    yield (
                        place,
                        f"{rule.id}: {where} {name}",
                        with_step(rules, place, replace(step, rules=rest)),
                    )


def with_step(rules, place, step):
    return replace(rules, steps=(*rules.steps[:place], step, *rules.steps[place + 1 :]))


def with_condition(rule, where, condition):
    if where == "when":
        return replace(rule, when=condition)
    kind, _, place = where.partition(".")
    ifs = list(getattr(rule, kind))
    ifs[int(place)] = replace(ifs[int(place)], when=condition)
    return replace(rule, **{kind: tuple(ifs)})


def survivors(knowledge) -> tuple[list[str], int]:
    attributes, rules = knowledge.attributes, knowledge.rules
    engine = Eligibility(attributes, rules, knowledge.dues)
    reviewed = [
        (profile, on, outcome(engine.decide(profile, on))) for profile, on in cases(knowledge)
    ]
    alive, count = [], 0
    for place, name, mutated in mutants(rules, attributes):
        count += 1
        mutant = Eligibility(attributes, mutated, knowledge.dues)
        if all(
            outcome(mutant.decide(profile, on)) == expected
            for profile, on, expected in reaching(engine, reviewed, place)
        ):
            alive.append(name)
    return alive, count


def reaching(engine, reviewed, place):
    """The cases that get as far as the mutated step; all where a step's own condition is mutated."""
    if place < 0:
        return reviewed
    test = engine._steps[place].test
    return (
        case
        for case in reviewed
        if test(facts_of(case[0], engine.attributes, case[1])) is not False
    )


def test_an_edge_is_as_reviewed(knowledge):
    engine = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
    for profile, reviewed in read(EDGES, knowledge.attributes):
        assert outcome(engine.decide(profile, TODAY)) == reviewed, profile


def test_every_mutant_is_killed(knowledge):
    alive, count = survivors(knowledge)
    assert count > 900
    assert sorted(set(alive) - EQUIVALENT) == []
