"""Decides a membership category: the first rule that holds, in the order of categories.yml."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dues.amounts import no_dues
from bot.eligibility.additions import with_discount, with_retirement
from bot.eligibility.assumptions import conditions_of, with_assumptions
from bot.eligibility.compiled_rules import CompiledRule, CompiledStep, compile_step, names
from bot.eligibility.conditions import facts_in
from bot.eligibility.decision import NONE, TAGS, Decision, Status
from bot.eligibility.derived import Facts, facts_of
from bot.eligibility.pricing import dues_of
from bot.eligibility.profile import Profile, Value
from bot.knowledge.attributes import UNKNOWN, Attributes
from bot.knowledge.categories import Reason
from bot.knowledge.dues import Dues
from bot.knowledge.rules import DERIVED, NO_CATEGORY, REFER, AllOf, Rules

# One turn looks ahead by hundreds of decisions, and the next by the same. Two kilobytes each.
_MOST_REMEMBERED = 5_000
_STATUS = {REFER: Status.REFER, NO_CATEGORY: Status.NO_CATEGORY}


class Eligibility:
    """Decides profiles. `today` is always an argument."""

    def __init__(self, attributes: Attributes, rules: Rules, dues: Dues) -> None:
        self.attributes = attributes
        self.rules = rules
        self._dues = dues
        self._order = {name: place for place, name in enumerate(attributes)}
        self._steps = tuple(compile_step(step) for step in rules.steps)
        self._remembered: dict[tuple[frozenset[tuple[str, Value]], date], Decision] = {}

    def decide(self, profile: Profile, today: date) -> Decision:
        """Return the decision. The profile has been checked by `bot.eligibility.profile.check`."""
        case = (frozenset(profile.items()), today)
        decision = self._remembered.get(case)
        if decision is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            decision = self._remembered[case] = self._decide(profile, today)
        return decision

    def _decide(self, profile: Profile, today: date) -> Decision:
        facts = facts_of(profile, self.attributes, today)
        for step in self._steps:
            applies = step.test(facts)
            if applies is False:
                continue
            if applies is None:
                return self._need_more(step.step.when, facts, today)
            assumed = with_assumptions(step.step, facts, self.attributes)
            for rule in step.rules:
                holds = rule.test(assumed)
                if holds:
                    return self._of_rule(rule, step, facts, assumed, profile, today)
                if holds is None and not rule.rule.told_only:
                    return self._need_more(rule.rule.when, assumed, today)
        return self._not_described(today)

    def next_question(self, profile: Profile, today: date) -> str | None:
        """Return the attribute to ask next, or None when no answer would change the outcome."""
        missing = self.decide(profile, today).missing
        return next(
            (
                name
                for name in missing
                if name not in profile and self._can_lead_on(name, profile, today)
            ),
            None,
        )

    def _can_lead_on(self, name: str, profile: Profile, today: date) -> bool:
        """Tell whether some answer leaves more than what the person already did not know."""
        attribute = self.attributes[name]
        if not attribute.values:
            return True
        for value in attribute.values:
            then = {**profile, name: attribute.answer(value)}
            missing = self.decide(then, today).missing
            if not missing or any(other not in then for other in missing):
                return True
        return False

    def _not_described(self, today: date) -> Decision:
        texts = self.rules.texts
        reason = Reason(texts.not_described, texts.cites)
        return replace(self._open(Status.REFER, (reason,), today), staff=texts.staff)

    def _need_more(self, condition: AllOf, facts: Facts, today: date) -> Decision:
        missing = {
            DERIVED[fact.attribute][0] if fact.attribute in DERIVED else fact.attribute
            for fact in facts_in(condition)
            if facts.get(fact.attribute) is None
            or (facts[fact.attribute] == UNKNOWN and UNKNOWN not in fact.allowed)
        }
        ordered = tuple(sorted(missing, key=self._order.__getitem__))
        texts = self.rules.texts
        reason = Reason(texts.need_more.format(missing=", ".join(ordered)), texts.cites)
        return replace(self._open(Status.NEED_MORE, (reason,), today), missing=ordered)

    def _open(self, status: Status, because: tuple[Reason, ...], today: date) -> Decision:
        """Return a result without a category: tagged, so that a reader sees at once what kind it is."""
        first = replace(because[0], text=TAGS[status] + because[0].text)
        return Decision(status, NONE, no_dues(self._dues), (first, *because[1:]), today)

    def _of_rule(
        self,
        match: CompiledRule,
        step: CompiledStep,
        facts: Facts,
        assumed: Facts,
        profile: Profile,
        today: date,
    ) -> Decision:
        rule = match.rule
        if rule.decides in _STATUS:
            decision = self._open(_STATUS[rule.decides], rule.because, today)
        else:
            category = self.rules.categories[rule.decides]
            dues = dues_of(rule, category, profile, facts, today, self._dues)
            decision = Decision(Status.DECIDED, category.id, dues, rule.because, today)
        decision = replace(
            decision,
            rule=rule.id,
            alternatives=tuple(names(match.alternatives, assumed)),
            staff=tuple(names(match.staff, assumed)),
            documents=tuple(names(match.documents, assumed)),
        )
        if decision.status is not Status.DECIDED:
            return decision
        conditions = conditions_of(match, step, facts, assumed, self.attributes)
        return self._completed(replace(decision, provided=tuple(conditions)), profile, facts)

    def _completed(self, decision: Decision, profile: Profile, facts: Facts) -> Decision:
        """Add what follows from retirement, federal service and dues."""
        category, rules = self.rules.categories[decision.category], self.rules
        refund, discount = self._dues.retirement_refund, self._dues.federal_discount
        decision = with_retirement(decision, category, profile, facts, rules.retirement, refund)
        decision = with_discount(decision, category, facts, discount)
        staff = dict.fromkeys((*decision.staff, *decision.dues.staff))
        return replace(decision, staff=tuple(staff))
