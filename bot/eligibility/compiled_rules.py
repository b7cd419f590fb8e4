"""The rules of categories.yml, their conditions compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.eligibility.conditions import Test, compile_condition
from bot.eligibility.derived import Facts
from bot.knowledge.rules import If, Rule, Step


@dataclass(frozen=True)
class CompiledIf:
    name: str
    test: Test | None

    def holds(self, facts: Facts) -> bool:
        return self.test is None or self.test(facts) is True


@dataclass(frozen=True)
class CompiledRule:
    rule: Rule
    test: Test
    alternatives: tuple[CompiledIf, ...]
    staff: tuple[CompiledIf, ...]
    documents: tuple[CompiledIf, ...]


@dataclass(frozen=True)
class CompiledStep:
    step: Step
    test: Test
    rules: tuple[CompiledRule, ...]


def compile_step(step: Step) -> CompiledStep:
    return CompiledStep(
        step, compile_condition(step.when), tuple(_compile_rule(rule) for rule in step.rules)
    )


def names(ifs: tuple[CompiledIf, ...], facts: Facts) -> Iterator[str]:
    """Return the names whose conditions hold."""
    return (item.name for item in ifs if item.holds(facts))


def _compile_rule(rule: Rule) -> CompiledRule:
    return CompiledRule(
        rule,
        compile_condition(rule.when),
        _compile_ifs(rule.alternatives),
        _compile_ifs(rule.staff),
        _compile_ifs(rule.documents),
    )


def _compile_ifs(ifs: tuple[If, ...]) -> tuple[CompiledIf, ...]:
    return tuple(
        CompiledIf(item.name, compile_condition(item.when) if item.when else None) for item in ifs
    )
