"""Answers "what if I moved to Germany", "and if I do not match", "and fellows?": nothing of it is remembered as a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.conversation.acts import Acts
from bot.conversation.changes_ahead import ANOTHER, IF
from bot.conversation.decisions import FEW_CATEGORIES
from bot.conversation.guide import Guide, Outcome
from bot.conversation.personal_answers import DAYS_OF_A_REFUND
from bot.conversation.replies import Replies, as_outcome, joined
from bot.conversation.state import State
from bot.conversation.to_come import OF_A_LIFE, ToComeReader, with_what_was_supposed
from bot.conversation.told_in_context import day_of
from bot.conversation.user_turn import OF_CAREERS
from bot.dues import after_training
from bot.dues.after_training import first_dues_day, six_months_after
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import Profile
from bot.knowledge.categories import PricePolicy
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, heading, to_blocks
from bot.messages.faq_messages import Message, message
from bot.messages.guide_messages import GuidedMessages

_POINTS_BACK = re.compile(r"^(?:and|but|so|ok(?:ay)?|what about|how about|then)\b", re.IGNORECASE)
_FEW_WORDS = 5
# What would be paid is asked of the case supposed, not of what follows it.
_OF_WHAT_FOLLOWS = {
    "next_price": "price",
    "first_dues": "price",
    "first_year": "price",
    "free_when": "price",
    "after": "eligibility",
    "until": "eligibility",
    # "Would that count?", "am I not a regular member then?"
    "counts": "eligibility",
    "sure": "eligibility",
}
# What a federal service changes.
_OF_A_SERVICE = frozenset({"discount", "chapters"})
# Whether the category changes by itself.
_BY_ITSELF = frozenset({"switch", "certified_later"})
# Of what was asked last only the price is asked again of what is supposed.
_REPEATED = {"price": "price", "next_price": "price", "first_dues": "price", "per": "price"}
# "A fellowship of two years": training ends that much later.
_YEARS = re.compile(
    r"\b(?:(one|two|1|2)[- ](?:more |extra )?(?:year|yr)s?|for (a) (?:year|yr))\b", re.IGNORECASE
)
_FELLOWSHIP = re.compile(r"\bfellowships?\b", re.IGNORECASE)
_GOES_ON = {"next_program": "us_canada"}
_NUMBERS = {"one": 1, "1": 1, "a": 1, "two": 2, "2": 2}
# Where the end of the last program is supposed, these are asked of what follows it.
_OF_THE_END = frozenset({None, "price", "first_dues", "after", "until", "next_price", "first_year"})
_OF_WHAT_IS_OWED = frozenset({"first_dues", "after", "until", "next_price", "first_year"})
_MATCH = re.compile(r"\b(?:(?:un)?match(?:ed|es|ing)?|soap(?:ed)?)\b", re.IGNORECASE)
_NO_MATCH = re.compile(
    r"\b(?:not|no|don'?t|dont|didn'?t|doesn'?t|won'?t|fail\w*|un|never|soap\w*)\b.{0,12}match|unmatched|\bsoap",
    re.IGNORECASE,
)
# "If I match EM", emergency medicine.
_MATCHES_ELSEWHERE = re.compile(
    r"\bmatch(?:es|ed)? (?:in(?:to)? )?(?:em|fm|im|ob|obgyn|peds?|pediatrics|surgery|medicine|anesthesia\w*|gas|emergency|family|psych\w*|neurology|derm\w*|ortho\w*|urology|ent|ophtho\w*|pathology)\b",
    re.IGNORECASE,
)
# That of independent interventional residencies, of fellowships, of physicists.
_MATCH_AFTER_RESIDENCY = re.compile(
    r"\b(?:independent|fellowship|medphys|physics) (?:\w+ )?match\b|\bindependent\b.{0,24}\bresidenc",
    re.IGNORECASE,
)
_WORDS_OF_A_MATCH = 20
_RADIOLOGY = frozenset({"diagnostic_radiology", "interventional_radiology", "radiation_oncology"})
_ELSEWHERE = "non_radiology"
# Of the field or the match of somebody who has no place in radiology.
_LOST = frozenset({_ELSEWHERE, "matched_non_radiology", "unmatched"})
_FACTS_OF_A_CASE = 3
_HERE = frozenset({"us", "canada"})
_INTERNSHIP, _BENEFITS = "internship", "benefits"
_MOVES = "moving"
_WAITING_US, _WAITS = "waiting_us", "between_school_and_training"
# What nobody but the membership department can say of a residency abroad.
_RESTS_ON = "residency_completed"
_IN_CANADA = re.compile(
    r"\b(?:canad\w+|carms|toronto|montreal|vancouver|mcgill|ontario)\b", re.IGNORECASE
)
_OF_A_MATCH = frozenset({"matched", "matched_canada", "unmatched", "free_when"})
_BEFORE_TRAINING = frozenset({"student", "between_school_and_training"})
_US_RESIDENCY = re.compile(
    r"\b(?:us|u\.s\.?|usa|american|america|states)\b.{0,25}\b(?:radiology )?residency\b|\bresidency\b.{0,25}\b(?:us|u\.s\.?|usa|america|states|starts?|begins?)\b|\bstart(?:ing)? (?:my )?residency\b",
    re.IGNORECASE,
)
_OF_MEMBERSHIP = re.compile(r"\b(?:member\w*|dues|acr|free)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
# "What would it cost", behind a "what if".
_WOULD = re.compile(r"\bwould\b", re.IGNORECASE)
_SUPPOSES = re.compile(
    r"\b(?:if|when|once|after|suppose|say|what happens|now what)\b", re.IGNORECASE
)


class Suppositions:
    def __init__(
        self,
        knowledge: Knowledge,
        guide: Guide,
        guided: GuidedMessages,
        replies: Replies,
        today: date,
    ) -> None:
        self._today = today
        self._some_end = date(today.year, 6, 30)
        self._aspects = knowledge.aspects
        self._attributes = knowledge.attributes
        self._relations = knowledge.rules.relations
        self._to_come = ToComeReader(knowledge.cues.to_come)
        self._categories = knowledge.rules.categories
        self._trains_here = knowledge.rules.priced_by(PricePolicy.TRAINEE)
        self._trains_abroad = str(knowledge.rules.priced_by(PricePolicy.INTERNATIONAL_TRAINEE))
        match = knowledge.aspects.match
        self._match = match
        self._match_labels = {
            knowledge.answers[id_].label for id_ in (match.matched, match.unmatched)
        }
        self._no_place_label = knowledge.answers[match.no_place].label
        self._policy_of = knowledge.rules.policy_of
        self._guide = guide
        self._guided = guided
        self._replies = replies

    def answer(self, state: State, acts: Acts) -> Outcome | None:
        """Decide anew with what is supposed; None where a message supposes nothing."""
        if {_INTERNSHIP, _BENEFITS} & set(acts.aspects) and not acts.hypothesis:
            return None  # neither the year before radiology nor what one gets follows a match
        is_of_discount = "discount_ends" in acts.aspects and not IF.search(acts.text)
        is_of_discount = is_of_discount or "reserve" in acts.aspects
        if is_of_discount and set(acts.hypothesis) == {"federal_service"}:
            return None  # "leaving the VA in March, what then"; of reserves one reply says it all
        if acts.hypothesis.get("field") == _ELSEWHERE and state.told.get("stage") == _WAITS:
            # "If I match in surgery", of a graduate who waits for a place.
            acts = replace(acts, hypothesis={"match": "matched_non_radiology"})
        elif outcome := self._match_supposed(state, acts):
            return outcome
        acts = self._with_what_was_spoken_of(state, acts)
        days = DAYS_OF_A_REFUND & set(acts.hypothesis)
        is_of_days = bool(days) and state.aspect == "refund"
        if "refund" in acts.aspects or is_of_days or days == DAYS_OF_A_REFUND:
            return None  # worked out from the days
        if "first_year" in acts.aspects and set(acts.hypothesis) <= {"stage"}:
            return None  # "and for the first year in practice?": the rate of that year
        if not acts.hypothesis:
            return self._other_category(state, acts)
        if state.told and acts.facts and acts.person == state.person:
            state = self._guide.with_facts(state, acts.facts)
        if state.told and (reply := self._decided_anew(state, acts)):
            supposed = {**acts.hypothesis, **self._end_of_training(state.told, acts)}
            since = state.supposed_in if acts.hypothesis == state.to_come else state.turn
            return state.but(to_come=supposed, supposed_in=since), [reply]
        return self._elsewhere(state, acts)

    def _with_what_was_spoken_of(self, state: State, acts: Acts) -> Acts:
        """Return the message with what it leans on: the residency spoken of, or what was supposed before."""
        if set(acts.hypothesis) == {"federal_service"} and not acts.aspects:
            acts = replace(acts, aspects=("discount",))  # "even if I'm in the reserves"
        if state.aspect in _OF_A_MATCH and acts.hypothesis and set(acts.hypothesis) <= {"place"}:
            # "In Canada?" is asked of the residency that was spoken of.
            residency = {"stage": "in_training", "program": "residency"}
            acts = replace(acts, hypothesis={**acts.hypothesis, **residency})
        if _is_of_a_further_program(state, acts):
            spoken_of = {**state.to_come, **acts.hypothesis}
            ends = _later(day_of(state.to_come["training_end"]), acts.text)
            return replace(acts, hypothesis={**spoken_of, **(ends or _GOES_ON)})
        if self._names_what_was_supposed(state, acts) or self.asks_of_what_comes(state, acts):
            return replace(acts, hypothesis=state.to_come)
        return replace(acts, hypothesis=with_what_was_supposed(state, acts.hypothesis))

    def _names_what_was_supposed(self, state: State, acts: Acts) -> bool:
        """Tell whether a message supposes part of what was supposed before, and nothing else."""
        news = {n: v for n, v in acts.hypothesis.items() if state.told.get(n) != v}
        return bool(news) and all(state.to_come.get(name) == news[name] for name in news)

    def _end_of_training(self, told: Mapping[str, Any], acts: Acts) -> Mapping[str, Any]:
        """Return when training ends with a fellowship of so many years to follow; nothing where that is open."""
        is_further = acts.hypothesis.get("program") == "fellowship" and "training_end" not in (
            acts.hypothesis
        )
        return _later(day_of(told.get("training_end")), acts.text) if is_further else {}

    def is_of_a_match(self, state: State, acts: Acts) -> bool:
        """Tell whether a message is about what a match changes for somebody from a school abroad."""
        is_of_it = bool(_MATCH.search(acts.text) or _US_RESIDENCY.search(acts.text))
        return is_of_it and acts.person == state.person and self._is_of_school_abroad(state)

    def asks_of_what_comes(self, state: State, acts: Acts) -> bool:
        """Tell whether a follow-up is about what was said to come after training."""
        was_just_said = state.supposed_in is not None and state.turn - state.supposed_in == 1
        is_open = not state.to_come or acts.hypothesis or not (state.decided or was_just_said)
        if is_open or _YEAR.search(acts.text):
            return False  # "and in 2029?" is asked of the dues of that year
        knows_the_end = "training_end" in state.to_come and state.to_come["training_end"] != (
            state.told.get("training_end")
        )
        if knows_the_end and _OF_WHAT_IS_OWED & set(acts.aspects) and not acts.facts:
            return acts.person == state.person
        if not state.speaks_of_what_comes or _is_of_another_move(state, acts):
            return False
        if any(state.told.get(name) != value for name, value in acts.facts.items()):
            return False
        is_asked = bool(acts.aspects) or acts.turn.intent == "find_category"
        asks_which = was_just_said and acts.asks and acts.categories and not acts.aspects
        is_supposed = was_just_said and is_asked and _WOULD.search(acts.text) is not None
        is_of_it = ((asks_which or is_supposed) and self._to_come.may_be_of(acts.text)) or (
            is_asked and self._to_come.is_asked_of(acts.text)
        )
        return acts.person == state.person and bool(is_of_it)

    def _with_supposed(
        self, told: Mapping[str, Any], supposed: Mapping[str, Any]
    ) -> dict[str, Any]:
        if "program" in supposed:
            supposed = {**supposed, "stage": "in_training"}
        supposed = _in_medical_school(told, supposed)
        facts = {**told, **supposed}
        starts, ends = str(supposed.get("training_start", "")), str(told.get("training_end", ""))
        if starts and starts < ends:
            supposed = {name: supposed[name] for name in supposed if name != "training_start"}
            facts = {**told, **supposed}  # "July 1" of the program that follows is no day before it
        if "training_end" in supposed:
            facts = _of_the_last_program(facts, supposed)
        if told.get("stage") == "in_training":
            supposed, facts = self._after_training(told, supposed, facts)
        waits_for_us = "ecfmg" in told and str(told.get("match", _WAITING_US)).startswith(
            _WAITING_US
        )
        if supposed.get("stage") == "in_training" and "place" not in supposed and waits_for_us:
            facts["place"] = "us"  # where the residency is that they wait for
        goes_on_here = supposed.get("stage") == told.get("stage") == "in_training" and (
            supposed.get("place", told.get("place")) == told.get("place")
        )
        if goes_on_here and "training_end" in told and "training_end" not in supposed:
            return {
                **told,
                "next_program": "us_canada" if told.get("place") != "outside" else "outside",
            }
        if "stage" in supposed:
            if supposed["stage"] != "student" and told.get("profession") == "medical_student":
                facts["profession"] = "physician"
            for name in {"program", "training_end", "enrolled", "match"} - set(supposed):
                facts.pop(name, None)
        return facts

    def _after_training(
        self, told: Mapping[str, Any], supposed: Mapping[str, Any], facts: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any], dict[str, Any]]:
        """Return what is supposed of a trainee, and all facts with it, where it is of the time after training."""
        if "board" in supposed and "stage" not in supposed:
            # Boards are for after training.
            supposed = {**supposed, "stage": "in_practice", "residency_completed": "yes"}
        if supposed.get("stage") != "in_practice":
            return supposed, dict(facts)
        # What was taken for granted of the program is taken for granted of what follows it.
        field = self._guide.decisions.profile_of(told).get("field")
        return supposed, {**({"field": field} if field else {}), **facts, **supposed}

    def once_so(self, state: State, acts: Acts) -> Message | None:
        """Say what the category is once what was told to come is so; None where much of it is open."""
        return self._decided_anew(
            state, replace(acts, hypothesis=acts.to_come, aspects=("eligibility",))
        )

    def _decided_anew(self, state: State, acts: Acts) -> Message | None:
        """Say what follows from the facts with what is supposed; None where much of it stays open."""
        supposed = {**acts.hypothesis, **self._end_of_training(state.told, acts)}
        supposed_so = _with_residency(state.told, self._with_supposed(state.told, supposed))
        facts, on = self._in_the_first_year(state.told, supposed_so)
        decision = self._guide.decisions.decision_on(facts, on)
        if decision and decision.missing[:1] == ("acr_history",) and "training_end" in facts:
            # What is supposed is so when training is over, whatever came before.
            facts = {name: facts[name] for name in facts if name != "training_end"}
            decision = self._guide.decisions.decision_on(facts)
        if decision is None:
            return None
        if decision.status is Status.NEED_MORE:
            return self._if_so_far(state, acts, facts, decision, on)
        return self._if_so(state, acts, decision, self._guide.decisions.profile_of(facts))

    def _in_the_first_year(
        self, told: Mapping[str, Any], facts: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any], date | None]:
        """Return the facts of who trains here and practices later as they are in the first year of it, and its day."""
        if not _trains_here(told) or facts.get("stage") != "in_practice":
            return facts, None
        # Whenever training ends, the first year follows it.
        end = day_of({**told, **facts}.get("training_end")) or self._some_end
        on = max(first_dues_day(end), six_months_after(end), self._today)
        return {"acr_history": "mit", **facts, "training_end": end.isoformat()}, on

    def _if_so(
        self,
        state: State,
        acts: Acts,
        decision: Decision,
        profile: Profile,
    ) -> Message | None:
        before = self._supposing(state, acts)
        if "training_end" not in {**state.told, **acts.hypothesis}:
            profile = {name: profile[name] for name in profile if name != "training_end"}
        trainee = self._trains_here if state.decided is None else state.decided
        is_member = decision.category == trainee
        goes_on = is_member and "training_end" in profile
        of_days = goes_on and state.aspect in _OF_WHAT_FOLLOWS and after_training.goes_on(profile)
        before_that = "first_dues" if of_days else _REPEATED.get(str(state.aspect))
        asked = acts.aspects[0] if acts.aspects else before_that
        ends_otherwise = profile.get("training_end") != day_of(state.told.get("training_end"))
        if goes_on and ends_otherwise and asked in _OF_THE_END:
            asked = "first_dues"  # when the last program ends was said for that
        aspect = asked if goes_on else _OF_WHAT_FOLLOWS.get(str(asked), asked)
        if aspect in _BY_ITSELF and decision.status is Status.DECIDED and state.decided:
            return self._switched(state, decision, before)
        if decision.status is Status.DECIDED and aspect not in {None, "eligibility"}:
            asked_of = (decision.category, decision, profile)
            names = [str(aspect), *sorted(_OF_A_SERVICE & set(acts.aspects) - {aspect})]
            answers = [self._replies.personal.answer(name, *asked_of) for name in names]
            replies = [
                self._replies.message_of(answer, decision, before) for answer in answers if answer
            ]
            if replies:
                return joined(replies)[0]
        return self._guided.decision(decision, profile, before)

    def _supposing(self, state: State, acts: Acts) -> list[Block]:
        """Say what is supposed: what of it is not so anyway."""
        news = {
            name: value
            for name, value in acts.hypothesis.items()
            if state.told.get(name) != value and name not in {"profession", "training_start"}
        }
        all_ = {n: v for n, v in acts.hypothesis.items() if n != "training_start"}
        facts = self._guided.sentence(news) or self._guided.sentence(all_)
        return self._replies.heading("if_so", facts=facts) if facts else []

    def _switched(self, state: State, decision: Decision, before: list[Block]) -> Message | None:
        """Say which category it would be, and whether the one of now becomes it by itself."""
        now = str(state.decided)
        answer = self._replies.personal.answer("switch", now, None, {})
        if answer is None or now not in self._categories:
            return None
        title = self._categories[decision.category].title
        chosen = to_blocks(self._replies.sentence("chosen", category=title))
        return self._replies.message_of(answer, None, [*before, *chosen], "switch")

    def _if_so_far(
        self,
        state: State,
        acts: Acts,
        facts: Mapping[str, Any],
        decision: Decision,
        on: date | None,
    ) -> Message | None:
        """Say what is possible where what is supposed leaves one thing open; None where that is much."""
        if not decision.missing:
            return None
        decisions = self._guide.decisions
        possible = decisions.possible(facts, decision.missing[0], on)
        if len(possible) == 1 and decision.missing[0] != _RESTS_ON:
            return self._if_so(state, acts, *possible[0])
        if not 1 <= len(possible) <= FEW_CATEGORIES:
            return None
        before = self._supposing(state, acts)
        named = self._guide.possible_blocks(
            state.but(told=dict(facts), pending=decision.missing[0]), on
        )
        if len(possible) == 1:
            question = self._attributes[decision.missing[0]].question
            named += to_blocks(self._replies.sentence("still_open", question=question))
        return message(
            Kind.NOTICE, [*before, *named], choices=self._guided.buttons.after_aspect("price")
        )

    def _match_supposed(self, state: State, acts: Acts) -> Outcome | None:
        """Say what becomes of a student member ("and if I match in IR?", "what if I do not?")."""
        is_asked = _SUPPOSES.search(acts.text) or "after" in acts.aspects or acts.asks
        is_asked = is_asked or state.aspect in _OF_A_MATCH
        if is_asked and acts.person == state.person and self._is_of_school_abroad(state):
            return self._match_from_abroad(state, acts)
        practices = acts.hypothesis.get("stage") == "in_practice"
        leaves = acts.hypothesis.get("field") == _ELSEWHERE and not practices
        if leaves and state.told.get("stage") == "student":
            return as_outcome(self._replies.published(state, self._match.unmatched))
        is_student = state.told.get("stage") == "student" and acts.person == state.person
        matches_here = is_student and acts.hypothesis.get("field") in _RADIOLOGY
        if matches_here and _MATCH.search(acts.text) and not _NO_MATCH.search(acts.text):
            return as_outcome(self._replies.published(state, self._match.matched))
        # A whole case of who has not come to the match is decided, whatever is asked of it beside.
        is_a_case = "eligibility" in acts.aspects and len(acts.facts) > _FACTS_OF_A_CASE
        is_a_case = is_a_case and "match" not in acts.facts
        if not is_asked or is_a_case or not self._is_of_own_match(state, acts):
            return None
        matches = {acts.hypothesis.get("field"), acts.facts.get("field"), acts.facts.get("match")}
        is_lost = bool(_NO_MATCH.search(acts.text) or matches & _LOST)
        is_lost = is_lost or _MATCHES_ELSEWHERE.search(acts.text) is not None
        id_ = self._match.unmatched if is_lost else self._match.matched
        if acts.facts.get("match") == "unmatched" and acts.person == state.person:
            state = self._guide.with_facts(state, {"match": "unmatched"})
        return as_outcome(self._replies.published(state, id_))

    def _is_of_own_match(self, state: State, acts: Acts) -> bool:
        """Tell whether a message is about what a match changes for a membership, and not how to get one."""
        turn = acts.turn
        is_sure = turn.is_answered and turn.label in self._match_labels
        is_long = acts.words > _WORDS_OF_A_MATCH and turn.label not in self._match_labels
        is_else = _MATCH_AFTER_RESIDENCY.search(acts.text) or "until" in acts.aspects
        if not _MATCH.search(acts.text) or is_long or is_else:
            return False
        is_of_membership = _OF_MEMBERSHIP.search(acts.text) or is_sure
        is_of_careers = any(
            label.startswith(OF_CAREERS) for label in (turn.label, *turn.offers)[:2]
        )
        is_spoken_of = state.told or state.category or str(state.answer).startswith("membership/")
        is_offered = bool(self._match_labels & {*turn.offers})
        if not is_of_membership and not (is_spoken_of and (is_offered or not is_of_careers)):
            return False  # "step scores or research for matching?"
        is_member = state.decided or _OF_MEMBERSHIP.search(acts.text)
        if turn.label == self._no_place_label and not is_member:
            return False  # asks what to do without a place
        tells = str(acts.facts.get("match", "")).startswith("waiting") or (
            acts.facts.get("stage") == "in_training"
        )
        if tells and len(acts.facts) >= _FACTS_OF_A_CASE and not _SUPPOSES.search(acts.text):
            return False  # "… waiting to match. What can I get?", "matched, started in July. What am I?"
        return is_sure or not turn.is_answered

    def _is_of_school_abroad(self, state: State) -> bool:
        """Tell whether it is a student or graduate of a school abroad, for whom the U.S. rules are not written."""
        told = state.told
        is_abroad = "outside" in {told.get("school_place"), told.get("place")} or "ecfmg" in told
        before = (
            told.get("profession") == "medical_student" or told.get("stage") in _BEFORE_TRAINING
        )
        return bool(told) and is_abroad and before

    def _match_from_abroad(self, state: State, acts: Acts) -> Outcome | None:
        is_of_canada = state.aspect in _OF_A_MATCH and _IN_CANADA.search(acts.text)
        is_of_it = _MATCH.search(acts.text) or _US_RESIDENCY.search(acts.text) or is_of_canada
        if not is_of_it:
            return None
        if acts.turn.is_answered and acts.turn.label.startswith(OF_CAREERS):
            return None
        aspect = "unmatched" if _NO_MATCH.search(acts.text) else "matched"
        if aspect == "matched" and _IN_CANADA.search(acts.text):
            aspect = "matched_canada"
        focus = self._replies.focus_on(state)
        if focus is None:
            return as_outcome(self._replies.of_category(state, aspect, self._trains_abroad))
        if self._policy_of(focus.category) is not PricePolicy.INTERNATIONAL_TRAINEE:
            return None
        return as_outcome(self._replies.about(state, aspect, focus))

    def _elsewhere(self, state: State, acts: Acts) -> Outcome | None:
        """Only the place changes: the category that stands for the other side of the border."""
        place = acts.hypothesis.get("place")
        category = state.category
        if here := self._relations.of_stage.get(str(acts.hypothesis.get("stage"))):
            return self._of_category(
                state, self._relations.abroad.get(here, here) if place == "outside" else here
            )
        if place is None or category is None or set(acts.hypothesis) - {"place"}:
            return None
        table = self._relations.abroad if place == "outside" else self._relations.at_home
        return self._of_category(state, table.get(category, category))

    def _other_category(self, state: State, acts: Acts) -> Outcome | None:
        """Ask the same of another category ("and fellows?")."""
        if (
            not acts.categories
            or acts.words > _FEW_WORDS
            or not _POINTS_BACK.search(acts.text)
            or (state.aspect is None and state.category is None)
            or acts.aspects
        ):
            return None
        return self._of_category(state, acts.categories[0])

    def _of_category(self, state: State, category: str) -> Outcome | None:
        """Answer what was asked last for another category, and say which."""
        made = self._replies.of_category(
            state.but(answer=None), state.aspect or "eligibility", category
        )
        if made is None or category == state.category:
            return as_outcome(made)
        title = self._categories[category].title
        after, reply = made
        titled = {
            **reply,
            "blocks": [heading(f"{title}:"), *reply["blocks"]],
            "text": f"{title}:\n{reply['text']}",
        }
        return after.but(category=category), [titled]


def _trains_here(told: Mapping[str, Any]) -> bool:
    """Tell whether somebody is in a program in the U.S. or Canada; research is none."""
    is_here = told.get("stage") == "in_training" and told.get("place") in _HERE
    return is_here and told.get("program") != "research"


def _with_residency(told: Mapping[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of somebody who practises later: a residency here is an approved one once it is over."""
    if not _trains_here(told) or facts.get("stage") != "in_practice":
        return facts
    return {"residency_completed": "yes", **facts}


def _in_medical_school(facts: Mapping[str, Any], supposed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is supposed of a premed who is enrolled: then they study medicine."""
    is_premed = facts.get("stage") == "student" and facts.get("profession") == "other"
    enrolls = is_premed and supposed.get("enrolled") == "yes"
    return {**supposed, "profession": "medical_student"} if enrolls else supposed


def _later(end: date | None, text: str) -> Mapping[str, Any]:
    """Return the end of training by so many years later as a text names; nothing where it names none."""
    years = _YEARS.search(text)
    if end is None or years is None:
        return {}
    number = _NUMBERS[(years[1] or years[2]).lower()]
    return {"training_end": (end + relativedelta(years=number)).isoformat()}


def _of_the_last_program(facts: Mapping[str, Any], supposed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts once the program that was to come is the one whose end is spoken of, where it was said to be."""
    there = {"place": "us"} if facts.get("next_program") == "us_canada" else {}
    followed = {"next_program", "next_program_start"} - set(supposed)
    return {**there, **{name: facts[name] for name in facts if name not in followed}}


def _is_of_a_further_program(state: State, acts: Acts) -> bool:
    """Tell whether somebody speaks of one more program behind that whose end was supposed."""
    is_training = acts.hypothesis.get("stage") == "in_training" or _FELLOWSHIP.search(acts.text)
    is_new = "training_end" not in acts.hypothesis or acts.hypothesis == state.to_come
    has_end = "training_end" in state.to_come
    return has_end and is_new and bool(is_training and ANOTHER.search(acts.text))


def _is_of_another_move(state: State, acts: Acts) -> bool:
    """Tell whether somebody asks of a move, after supposing something that has nothing to do with where they are."""
    return _MOVES in acts.aspects and not OF_A_LIFE & set(state.to_come)
