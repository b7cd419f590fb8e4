"""Decides a membership category: the first rule that holds, in the order of categories.yml."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dues.amounts import no_dues, owed
from bot.dues.quote import DuesNow
from bot.dues.refund import Refund, refund_for
from bot.dues.situation import Situation
from bot.eligibility.assumptions import conditions_of, with_assumptions
from bot.eligibility.compiled_rules import CompiledRule, CompiledStep, compile_step, names
from bot.eligibility.conditions import facts_in
from bot.eligibility.decision import NONE, TAGS, Decision, Status
from bot.eligibility.derived import Facts, facts_of, goes_on_training
from bot.eligibility.profile import Profile
from bot.knowledge.attributes import UNKNOWN, AnswerKind, Attributes
from bot.knowledge.categories import Category, PricePolicy, Reason
from bot.knowledge.dues import Dues
from bot.knowledge.rules import DERIVED, NO_CATEGORY, REFER, AllOf, Rule, Rules

_STATUS = {REFER: Status.REFER, NO_CATEGORY: Status.NO_CATEGORY}
_TRAINEES = {PricePolicy.TRAINEE, PricePolicy.INTERNATIONAL_TRAINEE}


class Eligibility:
    """Decides profiles. `today` is always an argument."""

    def __init__(self, attributes: Attributes, rules: Rules, dues: Dues) -> None:
        self.attributes = attributes
        self.rules = rules
        self._dues = dues
        self._order = {name: place for place, name in enumerate(attributes)}
        self._steps = tuple(compile_step(step) for step in rules.steps)

    def decide(self, profile: Profile, today: date) -> Decision:
        """Return the decision. The profile has been checked by `bot.eligibility.profile.check`."""
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
            answer = (value,) if attribute.kind is AnswerKind.CHOICES else value
            then = {**profile, name: answer}
            missing = self.decide(then, today).missing
            if not missing or any(other not in then for other in missing):
                return True
        return False

    def _not_described(self, today: date) -> Decision:
        texts = self.rules.texts
        reason = Reason(texts.not_described, texts.cites)
        return self._outcome(Status.REFER, today, (reason,), staff=texts.staff)

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
        return self._outcome(Status.NEED_MORE, today, (reason,), missing=ordered)

    def _outcome(
        self,
        status: Status,
        today: date,
        because: tuple[Reason, ...],
        *,
        staff: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
    ) -> Decision:
        """Return a result without a category: tagged, so that a reader sees at once what kind it is."""
        reason = replace(because[0], text=TAGS[status] + because[0].text)
        return Decision(
            status=status,
            category=NONE,
            alternatives=(),
            staff=staff,
            dues=no_dues(self._dues),
            provided=(),
            refund=None,
            documents=(),
            because=(reason, *because[1:]),
            missing=missing,
            as_of=today,
            rule="",
        )

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
        alternatives = tuple(names(match.alternatives, assumed))
        staff = tuple(names(match.staff, assumed))
        documents = tuple(names(match.documents, assumed))
        if rule.decides in _STATUS:
            outcome = self._outcome(_STATUS[rule.decides], today, rule.because, staff=staff)
            return replace(outcome, alternatives=alternatives, documents=documents, rule=rule.id)
        category = self.rules.categories[rule.decides]
        refund = refund_for(profile)
        dues = self._dues_of(rule, category, facts, profile, today, refund)
        decision = Decision(
            status=Status.DECIDED,
            category=category.id,
            alternatives=alternatives,
            staff=staff,
            dues=dues,
            provided=tuple(conditions_of(match, step, facts, assumed, self.attributes)),
            refund=None,
            documents=documents,
            because=rule.because,
            missing=(),
            as_of=today,
            rule=rule.id,
        )
        decision = self._with_retirement(decision, category, profile, facts, refund)
        decision = self._with_discount(decision, category, facts)
        return replace(decision, staff=tuple(dict.fromkeys((*decision.staff, *dues.staff))))

    def _dues_of(
        self,
        rule: Rule,
        category: Category,
        facts: Facts,
        profile: Profile,
        today: date,
        refund: Refund | None,
    ) -> DuesNow:
        current = dict(profile)
        policy = category.price.policy
        is_between = facts.get("training_window") == "open" and facts.get("stage") != "in_training"
        goes_on = policy is PricePolicy.TRAINEE and goes_on_training(profile)
        if policy in _TRAINEES and (not is_between or goes_on):
            # A program before the present one; the six months are those after the last.
            current.pop("training_end", None)
        now = Situation.of(current, today, price_open=rule.price_open)
        return owed(category, now, self._dues, refund)

    def _with_retirement(
        self,
        decision: Decision,
        category: Category,
        profile: Profile,
        facts: Facts,
        refund: Refund | None,
    ) -> Decision:
        """Add what a retirement changes: one that is to come, or a refund that is open."""
        retirement = self.rules.retirement
        is_retired = category.price.policy is PricePolicy.RETIRED
        is_announced = _announces_retirement(profile, facts, decision.as_of)
        if is_announced:
            decision = replace(
                decision,
                alternatives=(*decision.alternatives, *retirement.alternatives),
                documents=(*decision.documents, *retirement.documents),
                staff=(*decision.staff, *retirement.staff),
            )
        if refund is None or not (is_announced or is_retired):
            return decision
        open_refund = retirement.open_refund if is_retired and refund.is_open else ()
        return replace(decision, refund=refund.published, staff=(*decision.staff, *open_refund))

    def _with_discount(self, decision: Decision, category: Category, facts: Facts) -> Decision:
        discount = self._dues.federal_discount
        applies = facts.get("federal_service") in discount.services
        if not applies or category.id not in discount.categories:
            return decision
        return replace(decision, documents=(*decision.documents, *discount.documents))


def _announces_retirement(profile: Profile, facts: Facts, today: date) -> bool:
    retires = profile.get("retirement_date")
    return (
        "retirement_notice" in profile
        and isinstance(retires, date)
        and retires > today
        and facts.get("stage") != "fully_retired"
    )
