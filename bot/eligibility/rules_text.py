"""The decision rules in words, in the order in which they are tried: as lines, or as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.knowledge.attributes import Attributes
from bot.knowledge.rules import (
    REFER,
    AllOf,
    AnyOf,
    Fact,
    If,
    Rule,
    Rules,
    Step,
)


class RulesInWords:
    def __init__(self, rules: Rules, attributes: Attributes) -> None:
        self._rules = rules
        self._attributes = attributes

    def lines(self) -> Iterator[str]:
        """Return every step and rule with the page and heading that each rests on."""
        for number, step in enumerate(self._rules.steps, 1):
            yield f"\n{number}. {step.title}: {self.condition(step.when)}"
            for rule in step.rules:
                yield f"   - {self.outcome(rule)}, if {self.condition(rule.when)}"
                for reason in rule.because:
                    yield f"       {reason.cites.page}: “{reason.cites.heading}”"

    def markdown(self) -> str:
        """Return the picture and the tables, one a step."""
        return "\n".join([*self._picture(), *self._tables()]) + "\n"

    def outcome(self, rule: Rule) -> str:
        return self._outcome(rule.decides)

    def condition(self, condition: AllOf) -> str:
        return " and ".join(self._part(part) for part in condition.of)

    def _outcome(self, decides: str) -> str:
        category = self._rules.categories.get(decides)
        return category.title if category else self._rules.texts.outcomes[decides]

    def _part(self, part: Fact | AnyOf) -> str:
        if isinstance(part, AnyOf):
            return "(" + " or ".join(self.condition(branch) for branch in part.of) + ")"
        attribute = self._attributes.get(part.attribute)
        labels: Mapping[str, str] = attribute.values if attribute else {}
        values = [
            labels.get(value, value.replace("_", " ")).partition(" (")[0]
            for value in sorted(part.allowed)
        ]
        name = self._rules.texts.facts.get(part.attribute, part.attribute.replace("_", " "))
        return f"{name} is {' or '.join(values)}"

    def _picture(self) -> Iterator[str]:
        """Return a Mermaid graph: the steps as questions, and what each can lead to."""
        yield "```mermaid"
        yield "flowchart TD"
        for number, step in enumerate(self._rules.steps, 1):
            yield f'  s{number}{{"{number}. {step.title}"}}'
            if number > 1:
                yield f"  s{number - 1} -- no --> s{number}"
        yield f"  s{len(self._rules.steps)} -- no --> {REFER}"
        for number, step in enumerate(self._rules.steps, 1):
            for decides in dict.fromkeys(rule.decides for rule in step.rules):
                yield f"  s{number} --> {decides}"
        outcomes = dict.fromkeys(rule.decides for step in self._rules.steps for rule in step.rules)
        for decides in outcomes:
            yield f'  {decides}(["{self._outcome(decides)}"])'
        yield "```"

    def _tables(self) -> Iterator[str]:
        for number, step in enumerate(self._rules.steps, 1):
            yield f"\n### {number}. {step.title}\n"
            yield f"Applies when {self.condition(step.when)}."
            yield from self._assumptions(step)
            yield "\n| if | then | also possible | staff confirm | source |"
            yield "| --- | --- | --- | --- | --- |"
            yield from (self._row(rule) for rule in step.rules)

    def _assumptions(self, step: Step) -> Iterator[str]:
        assumptions = [self._attributes[name].assumed for name in sorted(step.assumes)]
        if assumptions:
            words = "; ".join(item.wording for item in assumptions if item is not None)
            yield f"Taken for granted unless told otherwise: {words}."

    def _row(self, rule: Rule) -> str:
        sources = dict.fromkeys(
            f"{reason.cites.page}: “{reason.cites.heading}”" for reason in rule.because
        )
        limit = "only when told: " if rule.told_only else ""
        cells = (
            f"{limit}{self.condition(rule.when)}",
            f"**{self.outcome(rule)}**",
            self._ifs(rule.alternatives),
            self._ifs(rule.staff),
            "; ".join(sources),
        )
        return f"| {' | '.join(cells)} |"

    def _ifs(self, ifs: tuple[If, ...]) -> str:
        return "; ".join(
            f"{self._title(item.name)}{f' if {self.condition(item.when)}' if item.when else ''}"
            for item in ifs
        )

    def _title(self, name: str) -> str:
        category = self._rules.categories.get(name)
        return category.title if category else name


def gaps_in_words(rules: Rules) -> Iterator[str]:
    """Return what staff are told, by the gap's id."""
    return (f"- **{id_}** {text}" for id_, text in rules.gaps.items())
