"""Decides from the facts of a conversation, with what it takes for granted (knowledge/assumptions.yml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision, Status
from bot.eligibility.near_alternatives import near_alternatives
from bot.eligibility.profile import Profile, check
from bot.errors import ProfileError
from bot.knowledge.assumptions import ConversationAssumption
from bot.knowledge.loader import Knowledge

Facts = Mapping[str, Any]
# So many can be told one by one.
FEW_CATEGORIES = 3
# An answer of those who cannot tell.
_SETTLES_NOTHING = frozenset({"undecided"})


def _around(enough: int | None) -> tuple[int, ...]:
    """Return numbers that stand for all answers to a question for one."""
    return () if enough is None else (enough - 1, enough)


class Decisions:
    """Facts are attributes and values as JSON has them; `today` is the day for everything."""

    def __init__(self, knowledge: Knowledge, eligibility: Eligibility, today: date) -> None:
        self._knowledge = knowledge
        self._eligibility = eligibility
        self._today = today

    def profile_of(self, facts: Facts) -> Profile:
        """Raises ProfileError where the facts contradict themselves."""
        assumed = {item.attribute: item.value for item in self._assumptions(facts)}
        return check({**assumed, **facts}, self._knowledge.attributes)

    def decision_on(self, facts: Facts, on: date | None = None) -> Decision | None:
        """Return the decision on facts of somebody; None where they contradict themselves."""
        try:
            return self.decide(facts, on)
        except ProfileError:
            return None

    def decide(self, facts: Facts, on: date | None = None) -> Decision:
        """Raises ProfileError where the facts contradict themselves."""
        on = on or self._today
        decision = self._eligibility.decide(self.profile_of(facts), on)
        if decision.status is Status.NEED_MORE:
            return decision
        plain = self._eligibility.decide(check(facts, self._knowledge.attributes), on)
        if plain.status is not Status.NEED_MORE:
            return decision
        rests_on = tuple(item.said_as for item in self._assumptions(facts))
        return replace(decision, provided=(*decision.provided, *rests_on))

    def _assumptions(self, facts: Facts) -> list[ConversationAssumption]:
        """Return what may be taken for granted; one assumption may rest on another."""
        taken: list[ConversationAssumption] = []
        facts_so_far = dict(facts)
        fits = True
        while fits:
            fits = False
            for item in self._knowledge.assumptions:
                if item.applies_to(facts_so_far, self._today):
                    taken.append(item)
                    facts_so_far[item.attribute] = item.value
                    fits = True
        return taken

    def possible(
        self, facts: Facts, pending: str, on: date | None = None
    ) -> list[tuple[Decision, Profile]]:
        """Return one decision for each category that the questions to come may still lead to, usual ones first.

        `pending` is the next of them. Where many categories are possible, only some are returned, more
        than FEW_CATEGORIES.
        """
        decisions: dict[str, tuple[Decision, Profile]] = {}
        for decision, answered in self._ends(facts, pending, on):
            if decision.category not in decisions:
                decisions[decision.category] = (decision, self.profile_of(answered))
            if len(decisions) > FEW_CATEGORIES:
                break
        rank = self._knowledge.rules.relations.rank
        return sorted(decisions.values(), key=lambda pair: rank(pair[0].category))

    def _ends(
        self, facts: Facts, pending: str, on: date | None
    ) -> Iterator[tuple[Decision, Facts]]:
        """Answer the questions in every way, and yield each category that follows, with the facts."""
        attribute = self._knowledge.attributes[pending]
        further = []
        for value in attribute.values or _around(attribute.enough):
            answered = {**facts, attribute.name: value}
            decision = self.decision_on(answered, on)
            if decision and decision.status is Status.DECIDED:
                yield decision, answered
            elif decision and decision.missing:
                further.append((answered, decision.missing[0]))
        for answered, question in further:
            yield from self._ends(answered, question, on)

    def branches(
        self, facts: Facts, pending: str, on: date | None = None
    ) -> list[tuple[tuple[str, ...], tuple[Decision, ...]]]:
        """Return which answers to the pending question lead to which categories, in the order of the answers.

        An answer after which many are possible, or none, is left out.
        """
        branches: dict[tuple[str, ...], tuple[list[str], tuple[Decision, ...]]] = {}
        for value in self._knowledge.attributes[pending].values:
            decisions = self._after(facts, pending, value, on)
            if value not in _SETTLES_NOTHING and 1 <= len(decisions) <= FEW_CATEGORIES:
                categories = tuple(decision.category for decision in decisions)
                branches.setdefault(categories, ([], decisions))[0].append(value)
        return [(tuple(values), decisions) for values, decisions in branches.values()]

    def _after(
        self, facts: Facts, pending: str, value: str, on: date | None
    ) -> tuple[Decision, ...]:
        answered = {**facts, pending: value}
        decision = self.decision_on(answered, on)
        if decision is None or not (decision.status is Status.DECIDED or decision.missing):
            return ()
        if decision.status is Status.DECIDED:
            return (decision,)
        return tuple(other for other, _ in self.possible(answered, decision.missing[0], on))

    def only_possible(self, facts: Facts) -> str | None:
        """Return the category that any answer must lead to; None where that is open, or no category."""
        decision = self.decision_on(facts)
        if decision is None or decision.status is not Status.NEED_MORE or not decision.missing:
            return None
        possible = self.possible(facts, decision.missing[0])
        return possible[0][0].category if len(possible) == 1 else None

    def way_in(self, facts: Facts) -> Facts | None:
        """Return one fact that, if it were so, would open a category; None where none does."""
        for alternative in near_alternatives(
            self._eligibility, self.profile_of(facts), self._today
        ):
            return {alternative.attribute: alternative.value}
        return None
