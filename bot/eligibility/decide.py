"""Decides a membership category: the first rule that holds, in the order of categories.yml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.dues.amounts import NO_DUES, DuesNow, Situation, owed
from bot.dues.refund import STAFF, UNPAID_AND_LATE, Refund, refund_of
from bot.eligibility.conditions import Test, compile_condition, facts_in
from bot.eligibility.decision import NONE, TAGS, Decision, Status
from bot.eligibility.derived import Facts, facts_of, goes_on_training
from bot.eligibility.profile import Profile
from bot.knowledge.attributes import UNKNOWN, AnswerKind, Attributes
from bot.knowledge.categories import (
    DERIVED,
    NO_CATEGORY,
    REFER,
    AllOf,
    If,
    Reason,
    Rule,
    Rules,
    Step,
)
from bot.knowledge.dues import Dues
from bot.knowledge.sources import Citation

_STATUS = {REFER: Status.REFER, NO_CATEGORY: Status.NO_CATEGORY}
# The page's own list is not closed, so nobody is told that they cannot join.
_NOT_DESCRIBED = Reason(
    "The pages do not describe this situation; the membership department decides.",
    Citation("join", "Who can join ACR?"),
)
_GAP_BEFORE_A_PROGRAM = "long_gap_before_a_program"


@dataclass(frozen=True)
class _CompiledIf:
    name: str
    test: Test | None

    def holds(self, facts: Facts) -> bool:
        return self.test is None or self.test(facts) is True


@dataclass(frozen=True)
class _CompiledRule:
    rule: Rule
    test: Test
    alternatives: tuple[_CompiledIf, ...]
    staff: tuple[_CompiledIf, ...]
    documents: tuple[_CompiledIf, ...]


@dataclass(frozen=True)
class _CompiledStep:
    step: Step
    test: Test
    rules: tuple[_CompiledRule, ...]


class Eligibility:
    """Decides profiles. `today` is always an argument."""

    def __init__(self, attributes: Attributes, rules: Rules, dues: Dues) -> None:
        self.attributes = attributes
        self.rules = rules
        self._dues = dues
        self._order = {name: place for place, name in enumerate(attributes)}
        self._steps = tuple(_compiled(step) for step in rules.steps)

    def decide(self, profile: Profile, today: date) -> Decision:
        """Return the decision. The profile has been checked by `bot.eligibility.profile.check`."""
        facts = facts_of(profile, today)
        for step in self._steps:
            applies = step.test(facts)
            if applies is False:
                continue
            if applies is None:
                return self._need_more(step.step.when, facts, today)
            assumed = self._with_assumptions(step.step, facts)
            for rule in step.rules:
                holds = rule.test(assumed)
                if holds:
                    return self._decided(rule, step.step, facts, assumed, profile, today)
                if holds is None and not rule.rule.told_only:
                    return self._need_more(rule.rule.when, assumed, today)
        return _outcome(Status.REFER, today, because=(_NOT_DESCRIBED,), staff=("G00",))

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
            told = (value,) if attribute.kind is AnswerKind.CHOICES else value
            then = {**profile, name: told}
            missing = self.decide(then, today).missing
            if not missing or any(one not in then for one in missing):
                return True
        return False

    def _with_assumptions(self, step: Step, facts: Facts) -> Facts:
        assumed = dict(facts)
        for name in step.assumes:
            assumption = self.attributes[name].assumed
            if assumed.get(name) is None and assumption is not None:
                assumed[name] = assumption.value
        return assumed

    def _need_more(self, condition: AllOf, facts: Facts, today: date) -> Decision:
        missing = {
            DERIVED[fact.attribute][0] if fact.attribute in DERIVED else fact.attribute
            for fact in facts_in(condition)
            if facts.get(fact.attribute) is None
            or (facts[fact.attribute] == UNKNOWN and UNKNOWN not in fact.allowed)
        }
        names = tuple(sorted(missing, key=self._order.__getitem__))
        asked = ", ".join(names)
        because = Reason(f"What decides is not known yet: {asked}.", _NOT_DESCRIBED.cites)
        return _outcome(Status.NEED_MORE, today, because=(because,), missing=names)

    def _decided(
        self,
        found: _CompiledRule,
        step: Step,
        facts: Facts,
        assumed: Facts,
        profile: Profile,
        today: date,
    ) -> Decision:
        rule = found.rule
        alternatives = tuple(_names(found.alternatives, assumed))
        staff = tuple(_names(found.staff, assumed))
        documents = tuple(_names(found.documents, assumed))
        if rule.decides in _STATUS:
            return _outcome(
                _STATUS[rule.decides],
                today,
                because=rule.because,
                alternatives=alternatives,
                staff=staff,
                documents=documents,
                rule=rule.id,
            )
        refund = _refund(profile)
        announced = _announces_retirement(profile, facts, today)
        dues = self._dues_of(rule, facts, profile, today, refund)
        if announced:
            alternatives = (*alternatives, "retired")
            documents = (*documents, "retirement_notice")
            staff = (*staff, "G36")
        if rule.decides == "retired" and refund and refund.outcome in {UNPAID_AND_LATE, STAFF}:
            staff = (*staff, "G36")
        if rule.decides == "general" and self._is_federal(facts):
            documents = (*documents, "discount_email")
        return Decision(
            status=Status.DECIDED,
            category=rule.decides,
            alternatives=alternatives,
            staff=tuple(dict.fromkeys((*staff, *dues.staff))),
            dues=dues,
            provided=tuple(self._provided(found, step, facts, assumed)),
            refund=refund.published
            if refund and (announced or rule.decides == "retired")
            else None,
            documents=documents,
            because=rule.because,
            missing=(),
            as_of=today,
            rule=rule.id,
        )

    def _dues_of(
        self, rule: Rule, facts: Facts, profile: Profile, today: date, refund: Refund | None
    ) -> DuesNow:
        told = dict(profile)
        if rule.decides in {"member_in_training", "international_mit"} and (
            facts.get("training_window") != "open" or facts.get("stage") == "in_training"
        ):
            # A program before the present one; the six months are those after the last.
            told.pop("training_end", None)
        if rule.decides == "member_in_training" and goes_on_training(profile):
            told.pop("training_end", None)
        has_gap = rule.id == _GAP_BEFORE_A_PROGRAM
        return owed(rule.decides, Situation.of(told, today, has_gap=has_gap), self._dues, refund)

    def _is_federal(self, facts: Facts) -> bool:
        return facts.get("federal_service") in self._dues.federal_discount.services

    def _provided(
        self, found: _CompiledRule, step: Step, facts: Facts, assumed: Facts
    ) -> Iterator[str]:
        """Name what the decision takes for granted, where another answer would have changed it."""
        consulted = {
            fact.attribute
            for rule in step.rules[: step.rules.index(found.rule) + 1]
            for fact in facts_in(rule.when)
        }
        for name in sorted(step.assumes & consulted, key=self._order.__getitem__):
            assumption = self.attributes[name].assumed
            if (
                assumption is not None
                and (
                    facts.get(name) is None
                    or (name == "ethical_standing" and facts[name] == UNKNOWN)
                )
                and self._would_matter(name, step, found, assumed)
            ):
                yield assumption.said_as

    def _would_matter(self, name: str, step: Step, found: _CompiledRule, assumed: Facts) -> bool:
        """Tell whether some other value of the attribute leads away from the rule found."""
        compiled = next(one for one in self._steps if one.step is step)
        for value in self.attributes[name].values:
            other = {**assumed, name: value}
            for rule in compiled.rules:
                holds = rule.test(other)
                if holds or (holds is None and not rule.rule.told_only):
                    if rule is not found:
                        return True
                    break
            else:
                return True
        return False


def _compiled(step: Step) -> _CompiledStep:
    return _CompiledStep(
        step, compile_condition(step.when), tuple(_compiled_rule(rule) for rule in step.rules)
    )


def _compiled_rule(rule: Rule) -> _CompiledRule:
    return _CompiledRule(
        rule,
        compile_condition(rule.when),
        _compiled_ifs(rule.alternatives),
        _compiled_ifs(rule.staff),
        _compiled_ifs(rule.documents),
    )


def _compiled_ifs(ifs: tuple[If, ...]) -> tuple[_CompiledIf, ...]:
    return tuple(
        _CompiledIf(one.name, compile_condition(one.when) if one.when else None) for one in ifs
    )


def _names(ifs: tuple[_CompiledIf, ...], facts: Facts) -> Iterator[str]:
    return (one.name for one in ifs if one.holds(facts))


def _refund(profile: Profile) -> Refund | None:
    def day(name: str) -> date | None:
        value = profile.get(name)
        return value if isinstance(value, date) else None

    paid = profile.get("dues_paid_year")
    return refund_of(
        day("retirement_notice"), paid if isinstance(paid, int) else None, day("retirement_date")
    )


def _announces_retirement(profile: Profile, facts: Facts, today: date) -> bool:
    retires = profile.get("retirement_date")
    return (
        "retirement_notice" in profile
        and isinstance(retires, date)
        and retires > today
        and facts.get("stage") != "fully_retired"
    )


def _outcome(
    status: Status,
    today: date,
    *,
    because: tuple[Reason, ...],
    alternatives: tuple[str, ...] = (),
    staff: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
    rule: str = "",
) -> Decision:
    """A result without a category: tagged, so that a reader sees at once what kind it is."""
    tagged = replace(because[0], text=TAGS[status] + because[0].text)
    return Decision(
        status=status,
        category=NONE,
        alternatives=alternatives,
        staff=staff,
        dues=NO_DUES,
        provided=(),
        refund=None,
        documents=documents,
        because=(tagged, *because[1:]),
        missing=missing,
        as_of=today,
        rule=rule,
    )
