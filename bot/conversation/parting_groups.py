"""Answers for a group of trainees of whom some go on to a fellowship and some into practice."""

from __future__ import annotations

import re
from datetime import date

from bot.conversation.acts import Acts
from bot.conversation.coordinators import GROUPS
from bot.conversation.guide import Guide, Outcome
from bot.conversation.personal_answers import Sentence
from bot.conversation.replies import Replies
from bot.conversation.state import State
from bot.conversation.told_in_context import day_of
from bot.dues.after_training import first_dues_day
from bot.knowledge.categories import PricePolicy
from bot.knowledge.loader import Knowledge
from bot.nlu.facts.text.dates import find_days

_SOME = r"(?:\d+|one|two|three|four|five|six|seven|eight|some|half|most|others?|the (?:rest|others?)|those|ones?)"
_GO_ON = re.compile(
    rf"\b{_SOME}\b[^.;?!]{{0,30}}\bfellowships?\b|\bfellowship (?:ones|people|bound)\b",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    rf"\b{_SOME}\b[^.;?!]{{0,30}}\b(?:practice|jobs?|attendings?|work)\b", re.IGNORECASE
)
_FINISH = re.compile(
    r"\b(?:finish\w*|graduat\w*|done|ends?|ending|complet\w*)\b(?P<when>.{4,24})", re.IGNORECASE
)
# What is told of those who train is told of all, wherever they go on to.
_OF_ALL = frozenset({"profession", "program", "field", "place", "training_end"})
_TRAINEES = frozenset({"residents", "r1s", "r2s", "fellows"})


class PartingGroups:
    """`today` is the day for everything."""

    def __init__(self, knowledge: Knowledge, guide: Guide, replies: Replies, today: date) -> None:
        self._rules = knowledge.rules
        self._guide = guide
        self._replies = replies
        self._today = today

    def answer(self, state: State, acts: Acts) -> Outcome | None:
        """Say what holds for those who train on and for those who do not; None for any other message."""
        is_of_them = acts.person in _TRAINEES or state.person in _TRAINEES
        if not (is_of_them and _GO_ON.search(acts.text) and _LEAVE.search(acts.text)):
            return None
        about = state.about(acts.person if acts.person in GROUPS else state.person)
        news = {name: acts.facts[name] for name in _OF_ALL & set(acts.facts)}
        if end := self._end_in(acts.text):
            news["training_end"] = end.isoformat()
        about = self._guide.with_facts(about, {**news, "stage": "in_training"})
        if about.told.get("place") == "outside":
            return None
        category = str(self._rules.priced_by(PricePolicy.TRAINEE))
        sentence = self._sentence(day_of(about.told.get("training_end")))
        reply = self._replies.in_sentences(about, "after", category, [sentence])
        return about.but(pending=None, aspect="after", category=category), [reply]

    def _end_in(self, text: str) -> date | None:
        """Return the day on which they finish; None where none stands behind such a word."""
        behind = _FINISH.search(text)
        day = next(find_days(behind["when"], self._today), None) if behind else None
        return day.last if day and not day.roughly else None

    def _sentence(self, end: date | None) -> Sentence:
        if end is None:
            return "parting", {}
        return "parting_in", {"year": end.year, "next": first_dues_day(end).year}
