"""`assistant rules`: the decision rules in words, in the order in which they are tried."""

from __future__ import annotations

from bot.eligibility.in_words import in_words
from bot.knowledge.library import load


def rules() -> None:
    """Print the rules in words, with the page and heading that each rests on."""
    knowledge = load()
    for number, step in enumerate(knowledge.rules.steps, 1):
        print(f"\n{number}. {step.title}: {in_words(step.when, knowledge.attributes)}")
        for rule in step.rules:
            category = knowledge.rules.categories.get(rule.decides)
            outcome = category.title if category else rule.decides.replace("_", " ")
            print(f"   - {outcome}, if {in_words(rule.when, knowledge.attributes)}")
            for reason in rule.because:
                print(f"       {reason.cites.page}: “{reason.cites.heading}”")
