"""`assistant rules`: the decision rules in words, in the order in which they are tried."""

from __future__ import annotations

from bot.knowledge.attributes import Attributes
from bot.knowledge.categories import AllOf, Fact
from bot.knowledge.library import load


def rules() -> None:
    """Print the rules in words, with the page and heading that each rests on."""
    knowledge = load()
    for number, step in enumerate(knowledge.rules.steps, 1):
        print(f"\n{number}. {step.title}: {_words(step.when, knowledge.attributes)}")
        for rule in step.rules:
            category = knowledge.rules.categories.get(rule.decides)
            outcome = category.title if category else rule.decides.replace("_", " ")
            print(f"   - {outcome}, if {_words(rule.when, knowledge.attributes)}")
            for reason in rule.because:
                print(f"       {reason.cites.page}: “{reason.cites.heading}”")


def _words(condition: AllOf, attributes: Attributes) -> str:
    return " and ".join(
        _fact(part, attributes)
        if isinstance(part, Fact)
        else "(" + " or ".join(_words(branch, attributes) for branch in part.of) + ")"
        for part in condition.of
    )


def _fact(fact: Fact, attributes: Attributes) -> str:
    labels = attributes[fact.attribute].values if fact.attribute in attributes else {}
    values = [labels.get(value, value.replace("_", " ")) for value in sorted(fact.allowed)]
    return f"{fact.attribute.replace('_', ' ')} is {' or '.join(values)}"
