"""What a step takes for granted, and whether a decision rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.eligibility.compiled_rules import CompiledRule, CompiledStep
from bot.eligibility.conditions import facts_in
from bot.eligibility.derived import Facts
from bot.knowledge.attributes import UNKNOWN, Attributes
from bot.knowledge.rules import Step


def with_assumptions(step: Step, facts: Facts, attributes: Attributes) -> Facts:
    """Return the facts with the values that the step assumes where nobody was asked."""
    assumed = dict(facts)
    for name in step.assumes:
        assumption = attributes[name].assumed
        if assumed.get(name) is None and assumption is not None:
            assumed[name] = assumption.value
    return assumed


def conditions_of(
    match: CompiledRule, step: CompiledStep, facts: Facts, assumed: Facts, attributes: Attributes
) -> Iterator[str]:
    """Name what the decision takes for granted, where another answer would have changed it."""
    consulted = step.step.assumes & _consulted(match, step)
    for name in attributes:
        assumption = attributes[name].assumed
        if (
            assumption is not None
            and name in consulted
            and (facts.get(name) is None or (assumption.unknown_too and facts[name] == UNKNOWN))
            and _would_matter(name, step, match, assumed, attributes)
        ):
            yield assumption.wording


def _consulted(match: CompiledRule, step: CompiledStep) -> frozenset[str]:
    """The facts that were looked at on the way to the rule."""
    tried = step.rules[: step.rules.index(match) + 1]
    return frozenset(fact.attribute for rule in tried for fact in facts_in(rule.rule.when))


def _would_matter(
    name: str, step: CompiledStep, match: CompiledRule, assumed: Facts, attributes: Attributes
) -> bool:
    """Tell whether some other value of the attribute leads away from the rule."""
    others = ({**assumed, name: value} for value in attributes[name].values)
    return any(_first_match(step, other) is not match for other in others)


def _first_match(step: CompiledStep, facts: Facts) -> CompiledRule | None:
    """The rule that holds, or that more answers are needed for."""
    for rule in step.rules:
        holds = rule.test(facts)
        if holds or (holds is None and not rule.rule.told_only):
            return rule
    return None
