"""Answers "do I owe anything between August and December?" of the time between the end of training and the first dues."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation.acts import Acts
from bot.conversation.guide import Guide, Outcome
from bot.conversation.replies import Replies
from bot.conversation.state import State
from bot.conversation.told_in_context import day_of
from bot.dues.after_training import first_dues_day, goes_on
from bot.eligibility.decision import Status
from bot.knowledge.categories import PricePolicy
from bot.knowledge.loader import Knowledge

_OF_OWING = re.compile(
    r"\b(?:pay(?:s|ing)?|owe[sd]?|owing|due|dues|bill(?:ed|s)?|charged?|free|cost|nothing|anything)\b",
    re.IGNORECASE,
)
# "The rest of 2027", "the second half of that year".
_REST = re.compile(
    r"\b(?:(?:rest|remainder) of|(?:second|2nd|last|latter|other) half of)\W+(?:(20\d\d)|(?:the|that|this)(?: same)?(?: calendar)? year)\b",
    re.IGNORECASE,
)
# "Between August and December", "from July to December": the later day ends it.
_STRETCH = re.compile(
    r"\b(?:between|from)\b.{2,30}\b(?:and|to|till?|until|through|thru)\b|\b(?:between|from)\b.{2,30}-",
    re.IGNORECASE,
)
# "So nothing at all for 2027?", "do I pay anything in 2027?"
_OF_A_YEAR = re.compile(
    r"\b(?:nothing|anything|zero|still free|not pay|don'?t pay)\b.{0,24}\b(?:for|in|during)(?: all of| the whole of)? (20\d\d)\b",
    re.IGNORECASE,
)
_IN_BETWEEN = re.compile(
    r"\b(?:in between|in the meantime|meanwhile|(?:those|these|the) (?:six|6) months)\b",
    re.IGNORECASE,
)
_UP_TO_JANUARY = re.compile(
    r"\b(?:and|to|till?|until|through|thru)\W+(?:the )?(?:end of )?(?:jan|new year)", re.IGNORECASE
)
_YEAR = re.compile(r"\b20\d\d\b")
# Said of the program of now: what follows it ends at another day.
_OF_WHAT_FOLLOWS = frozenset({"next_program", "next_program_start"})


class Meanwhile:
    def __init__(self, knowledge: Knowledge, guide: Guide, replies: Replies) -> None:
        self._rules = knowledge.rules
        self._guide = guide
        self._replies = replies

    def answer(self, state: State, acts: Acts) -> Outcome | None:
        """Say that nothing is owed in that time; None where it is not asked of, or reaches into the first dues."""
        is_asked = acts.asks and _OF_OWING.search(acts.text) and acts.person == state.person
        facts = self._facts(state, acts) if is_asked else {}
        end = day_of(facts.get("training_end"))
        if end is None or goes_on(facts) or not self._was_free(facts):
            return None
        if self._year_of_stretch(acts.text, end) != end.year:
            return None
        category = str(self._rules.priced_by(PricePolicy.TRAINEE))
        first = first_dues_day(end).year
        sentences = [("meanwhile", {"year": end.year}), ("then_first_year", {"year": first})]
        reply = self._replies.in_sentences(state, "first_dues", category, sentences)
        return state.but(aspect="first_dues", category=category), [reply]

    def _facts(self, state: State, acts: Acts) -> Mapping[str, Any]:
        """Return what is known, with the end of the program that was spoken of as still to come."""
        if "training_end" not in state.to_come:
            return {**state.told, **acts.facts}
        spoken_of = {**state.told, **state.to_come}
        return {name: spoken_of[name] for name in spoken_of if name not in _OF_WHAT_FOLLOWS}

    def _was_free(self, facts: Mapping[str, Any]) -> bool:
        """Tell whether somebody trains here, or did as a member."""
        decision = self._guide.decisions.decision_on(facts)
        if decision is None or decision.status not in {Status.NEED_MORE, Status.DECIDED}:
            return False
        is_trainee = facts.get("stage") == "in_training" and facts.get("place") != "outside"
        if is_trainee and decision.status is Status.DECIDED:
            is_trainee = self._rules.policy_of(decision.category) is PricePolicy.TRAINEE
        return is_trainee or facts.get("acr_history") == "mit"

    def _year_of_stretch(self, text: str, end: date) -> int | None:
        """Return the year in which the time ends that a message names, that of training where it names none."""
        if match := _REST.search(text):
            return int(match[1] or end.year)
        if match := _OF_A_YEAR.search(text):
            return int(match[1])
        if not (_STRETCH.search(text) or _IN_BETWEEN.search(text)):
            return None
        last = max((int(year) for year in _YEAR.findall(text)), default=end.year)
        return end.year if last == end.year + 1 and _UP_TO_JANUARY.search(text) else last
