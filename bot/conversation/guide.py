"""Asks what still matters, takes answers and corrections, and says what follows from them.

Each turn decides anew from the facts, so a changed answer drops whatever rested on the old one, and "go
back" is one step in a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.conversation.acts import Acts
from bot.conversation.answer_dates import problem_with
from bot.conversation.answer_reader import read_answer
from bot.conversation.commands import asks_something
from bot.conversation.coordinators import GROUPS
from bot.conversation.decisions import FEW_CATEGORIES, Decisions
from bot.conversation.profile_changes import SAYS_WHAT_ONE_IS
from bot.conversation.progress import questions_left
from bot.conversation.state import APPLY, CATEGORY, DUES, SPEAKER, State
from bot.conversation.user_turn import UserTurn
from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Status
from bot.eligibility.profile import Profile, check
from bot.errors import ProfileError
from bot.knowledge.attributes import UNKNOWN, AnswerKind
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, to_blocks
from bot.messages.faq_messages import Message, message
from bot.messages.guide_messages import GuidedMessages, Progress
from bot.nlu.facts.question_or_story import wish_in
from bot.nlu.facts.reader import ProfileReader

_WAITS = re.compile(
    r"\b(?:wait\w*|apply\w*|hav(?:e|n't|nt)(?: not)? matched|not (?:yet )?matched|this cycle)\b",
    re.IGNORECASE,
)
_WON = re.compile(r"\b(?:already|have|i) matched\b", re.IGNORECASE)
# "What's IR?" asks for a term; it does not answer with it.
_ASKS_BACK = re.compile(
    r"(?:and |so |but |wait |ok )*(?:what(?:'?s)?|who|how|why|when)\b", re.IGNORECASE
)
_FIRST_SENTENCE = re.compile(r"(?<=[.!])\s+")
_WORDS_OF_A_REVISION = 3
# "Only a visit, no practice there" denies something else than was asked.
_DENIALS: tuple[Any, ...] = (["none"], "no", "none", "never", "not_current")
_DENIES = re.compile(
    r"(?:\W*(?:well|ok|sorry|actually|wait|oh|and|but|so|i|we|he|she)\b)*\W*(?:no|not|none|never|don'?t|do not|haven'?t|have no|didn'?t|isn'?t)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"\W*(?:no|nope|not|wrong)\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ASPECT_OF_GOAL = {CATEGORY: "eligibility", DUES: "price", APPLY: "apply"}
# "Yes, residency in Brazil" says what is over, not what somebody is in now.
_OF_THE_PAST = frozenset({"residency_completed"})
_RETIRED = "fully_retired"
# Said before it is asked for, and by no name of a board.
_CERTIFIED = re.compile(r"\b(?:certified|boarded)\b", re.IGNORECASE)
_FEWEST_BRANCHES = 2
# Of several people each has an answer of their own to these.
_OF_EACH = frozenset("board training_end acr_history residency_completed federal_service".split())
_OF_ANOTHER_SCHOOL = ("student", "other")
# Read from the same words; who was misread in one of them may have been in all.
_OF_A_ROLE = frozenset({"profession", "stage", "program", "match", "enrolled"})
_DOES_NOT_OVERWRITE = {"place": "school_place", "school_place": "place"}
_MISSED = {
    AnswerKind.DATE: "no_date",
    AnswerKind.INTEGER: "no_number",
    AnswerKind.YEAR: "no_number",
}
_OPENINGS = {DUES: "opening_dues", APPLY: "opening_apply", CATEGORY: "opening"}

Outcome = tuple[State, list[Message]]


class Guide:
    """`today` is the day for everything."""

    def __init__(
        self,
        knowledge: Knowledge,
        eligibility: Eligibility,
        reader: ProfileReader,
        guided: GuidedMessages,
        today: date,
    ) -> None:
        self._knowledge = knowledge
        self._eligibility = eligibility
        self._reader = reader
        self._today = today
        self._guided = guided
        self.decisions = Decisions(knowledge, eligibility, today)

    # Starting

    def start(self, state: State, goal: str, facts: Mapping[str, Any] | None = None) -> Outcome:
        """Begin, or begin again with another goal; what is known is not asked again."""
        then = self.with_facts(state.but(goal=goal, pending=None, misses=0), facts or {})
        is_new = not then.told
        before = to_blocks(self._guided.text(_OPENINGS[goal])) if is_new else []
        if is_new and goal == DUES:
            before = [*self._guided.prices(), *before]
        return self.go_on(then, before)

    def tell(self, state: State, facts: Mapping[str, Any], text: str) -> Outcome:
        """Take up what somebody tells without having been asked."""
        changed = {
            name: value for name, value in facts.items() if state.told.get(name, value) != value
        }
        goal = wish_in(text) or (state.goal if state.told else CATEGORY)
        then = self.with_facts(state.but(goal=goal, pending=None, misses=0), facts)
        return self.go_on(then, self._said_back(changed, "changed"))

    # While a question is pending

    def answer(self, state: State, acts: Acts) -> Outcome | None:
        """Take a message for the answer to the pending question; None where it gives none."""
        if self._puts_right(state, acts):
            return self.tell(state, acts.facts, acts.text)
        if _ASKS_BACK.match(acts.text) and not acts.corrects:
            return None
        answer, facts = self._understand(state, acts)
        return self.take(state, answer, facts) if answer or facts else None

    def _puts_right(self, state: State, acts: Acts) -> bool:
        """Tell whether a "no" is meant for a day that was said back wrong, and not for the question."""
        days = {name for name, value in acts.facts.items() if _DAY.fullmatch(str(value))}
        is_of_question = state.pending in acts.facts
        return bool(days & set(state.told)) and not is_of_question and bool(_NO.match(acts.text))

    def is_told_a_number(self, state: State, acts: Acts) -> bool:
        """Tell whether a bare day or number answers the pending question; the ranking takes "June 30" for a wish."""
        attribute = self._knowledge.attributes[str(state.pending)]
        if attribute.kind not in _MISSED or acts.asks or wish_in(acts.text):
            return False
        return read_answer(attribute, acts.text, self._today, self._reader) is not None

    def implied_by(self, state: State, text: str) -> Mapping[str, Any]:
        """Return what a word or two say of the fact that would be asked for next."""
        name = self._next(state) if state.told else None
        if name is None:
            return {}
        value = read_answer(self._knowledge.attributes[name], text, self._today, self._reader)
        return {} if value is None else {name: value}

    def take(
        self, state: State, answer: Mapping[str, Any], facts: Mapping[str, Any] | None = None
    ) -> Outcome:
        """Add an answer, and facts told beside it, and go on; what cannot be is refused and asked again."""
        facts = facts or {}
        state = self._without_misread(state, answer)
        if error := self._contradiction({**state.told, **facts, **answer}):
            return self.ask(state, self._refused(error))
        changed = {name: value for name, value in facts.items() if name in state.told}
        news = {name: value for name, value in facts.items() if name not in state.told}
        before = [*self._said_back(changed, "changed"), *self._guided.understood(news)]
        answered = tuple(name for name in state.answered if name not in answer)
        if state.pending in answer:
            answered = (*answered, str(state.pending))
        then = state.telling({**facts, **answer}).but(answered=answered, misses=0)
        return self.go_on(then, before)

    def _without_misread(self, state: State, answer: Mapping[str, Any]) -> State:
        """Forget what was read of somebody's role where they say that a part of it was misread."""
        name = state.pending
        is_confirmed = answer.get(name or "") == state.told.get(name or "")
        if name not in {*state.doubted} & {*state.told} & {*answer} or is_confirmed:
            return state
        for other in _OF_A_ROLE - {name, *state.answered}:
            state = state.without(other)
        return state

    def missed(self, state: State, text: str) -> Outcome:
        """Say that the answer was not understood, or what is wrong with its day, and ask again."""
        assert state.pending is not None
        attribute = self._knowledge.attributes[state.pending]
        if problem := problem_with(attribute, text, self._today):
            sentence = self._guided.text(f"impossible_{problem.fault.value}", day=problem.words)
            return self.ask(state.but(misses=state.misses + 1), to_blocks(sentence))
        if state.pending != "board" and _CERTIFIED.search(text):
            return self.ask(state, to_blocks(self._guided.text("certified")))
        kind = attribute.kind
        name = _MISSED.get(kind, "not_read") if state.misses == 0 else "not_read_again"
        return self.ask(state.but(misses=state.misses + 1), to_blocks(self._guided.text(name)))

    def revised_by(self, state: State, acts: Acts) -> Mapping[str, Any]:
        """Return the last answer given anew: "I looked again, it is valid"."""
        name = state.answered[-1] if state.answered else None
        if name is None or state.pending or acts.asks or acts.words < _WORDS_OF_A_REVISION:
            return {}
        attribute = self._knowledge.attributes[name]
        value = read_answer(attribute, acts.text, self._today, self._reader)
        is_denial = value in _DENIALS and not _DENIES.match(acts.text)
        return {} if value is None or is_denial or value == state.told.get(name) else {name: value}

    def _understand(self, state: State, acts: Acts) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what answers the pending question, and what else was told."""
        facts = dict(acts.facts)
        name = state.pending or ""
        answer: Any = None
        if not acts.asks or name in facts:
            attribute = self._knowledge.attributes[name]
            answer = read_answer(attribute, acts.text, self._today, self._reader)
        elif self._knowledge.attributes[name].kind is AnswerKind.DATE:
            # "June 30, 1998. Same category as before?" answers first, and then asks.
            answer = self._first_sentence_read(name, acts.text)
        if facts.get(name) == UNKNOWN:
            answer = UNKNOWN  # "yes, but I don't know whether it counts"
        if answer is None and name in state.unclear:
            answer = self._meant_by_place(name, acts.text)
        if name == "match" and answer is None:
            answer = _awaited(state, acts.text)
        if acts.asks and acts.turn.is_answered and not acts.corrects:
            return {}, {}
        facts.pop(name, None)
        is_over = name == "training_end" and str(answer) < self._today.isoformat()
        if (name in _OF_THE_PAST or is_over) and answer is not None:
            facts = {other: facts[other] for other in facts if other not in {"stage", "program"}}
        news = {
            other: value
            for other, value in facts.items()
            if state.told.get(other) != value and self._may_take(other, state, answer, acts)
        }
        return ({} if answer is None else {name: answer}), news

    def answered_first(self, state: State, text: str) -> dict[str, Any]:
        """Return what the first sentence of a longer message answers the pending question with."""
        name = str(state.pending)
        value = self._first_sentence_read(name, text)
        return {} if value is None else {name: value}

    def _first_sentence_read(self, name: str, text: str) -> Any | None:
        first = _FIRST_SENTENCE.split(text, maxsplit=1)[0]
        if first == text or asks_something(first):
            return None
        return read_answer(self._knowledge.attributes[name], first, self._today, self._reader)

    def _meant_by_place(self, name: str, text: str) -> Any | None:
        """Return which of several values is meant, where the answer names a country only."""
        attribute = self._knowledge.attributes[name]
        by_place = attribute.unclear.by_place if attribute.unclear else {}
        values = {
            by_place[place]
            for clause in self._reader.clauses(text, self._today)
            for place in (*clause.values("PLACE"), *clause.values("ADJECTIVE"))
            if place in by_place
        }
        return attribute.answer(values.pop()) if len(values) == 1 else None

    def _may_take(self, name: str, state: State, answer: Any, acts: Acts) -> bool:
        """A passing word must not overwrite what was told, unless the person takes it back."""
        if answer is not None and _DOES_NOT_OVERWRITE.get(state.pending or "") == name:
            return False
        retires = name == "stage" and acts.facts.get(name) == _RETIRED
        # "I practice IN the US": a place that only passes by is no fact of these acts.
        is_new = retires or name == "place" or name not in state.told
        says_so = acts.corrects or SAYS_WHAT_ONE_IS.search(acts.text) is not None
        return is_new or says_so or answer is None

    # Deciding and asking

    def go_on(self, state: State, before: Sequence[Block] = ()) -> Outcome:
        """Ask the next question that still matters, or say what follows from what was told."""
        try:
            attribute = self._next(state)
        except ProfileError as error:
            # A story that contradicts itself: leave out what is wrong, and ask for it.
            return self.go_on(state.without(error.attribute), [*before, *self._refused(error)])
        if attribute in _OF_EACH and state.person in GROUPS:
            return self._of_each_in_group(state, attribute, before)
        if attribute is not None:
            if not before and not state.answered:
                before = [
                    *self._guided.for_person(state.person, SPEAKER),
                    *self._guided.understood(state.told),
                ]
            if attribute in state.told:
                before = [*before, *to_blocks(self._guided.text("doubted"))]
            else:
                before = [*before, *self.possible_blocks(state.but(pending=attribute))]
            if state.goal == DUES and state.pending is None and not _has_dates(state):
                # Who asks when dues start has the dates at once; the category is asked for after.
                before = [*before, *self._guided.dates_blocks(self.profile(state))]
                state = state.but(dated=_days(state))
            return self.ask(state.but(pending=attribute), before)
        decision = self.decisions.decide(state.told)
        then = state.but(
            pending=None, misses=0, decided=decision.category, aspect=_ASPECT_OF_GOAL[state.goal]
        )
        # Where there is none, what somebody asks next is not asked of one that was spoken of before.
        is_decided = decision.status is Status.DECIDED
        then = then.but(category=decision.category if is_decided else None)
        result = self._result(then, before)
        is_quoted = is_decided and then.goal == DUES
        return (then.but(dated=_days(then)) if is_quoted else then), [result]

    def _of_each_in_group(self, state: State, attribute: str, before: Sequence[Block]) -> Outcome:
        """Name what is possible for several who are not one: their keeper cannot answer for all at once."""
        then = state.but(pending=None, aspect=_ASPECT_OF_GOAL[state.goal])
        if dates := self._guided.dates_blocks(self.profile(state)):
            # Said of some of them ("two just finished fellowship"): their days are told, and kept of nobody else.
            said, then = [*before, *dates], then.without("training_end")
        else:
            possible = self.possible_blocks(state.but(pending=attribute))
            said = [*before, *possible, *to_blocks(self._guided.text("one_by_one"))]
        choices = self._guided.buttons.after_aspect("price")
        return then, [message(Kind.NOTICE, said, choices=choices)]

    def possible_blocks(self, state: State, on: date | None = None) -> list[Block]:
        """Say which answer leads to which category, where there are few; `on` is the day it is decided for."""
        pending = str(state.pending)
        decisions = [decision for decision, _ in self.decisions.possible(state.told, pending, on)]
        if not state.told or not 1 <= len(decisions) <= FEW_CATEGORIES:
            return []
        branches = self.decisions.branches(state.told, pending, on)
        return self._guided.branches(pending, branches) or self._guided.possibilities(decisions)

    def answers_to(self, state: State) -> dict[str, str]:
        """Return the answers to the pending question that lead to one category, by that category."""
        branches = self.decisions.branches(state.told, str(state.pending))
        if len(branches) < _FEWEST_BRANCHES:
            return {}
        called = self._guided.answers_called(str(state.pending), [values for values, _ in branches])
        led = {
            decisions[0].category: called[values]
            for values, decisions in branches
            if len(decisions) == 1 and values in called
        }
        return led if len(led) == len(branches) else {}

    def unchanged(self, state: State, changed: Mapping[str, Any]) -> Message:
        """Say that what was told last changes nothing, and what the case is in one sentence."""
        before = [
            *self._guided.for_person(state.person, SPEAKER),
            *self._said_back(changed, "changed"),
        ]
        return self._guided.unchanged(self.decisions.decide(state.told), before)

    def result(self, state: State) -> Message:
        """Return what follows from the facts, whatever the goal is."""
        return self._result(state.but(goal=CATEGORY), ())

    def _result(self, state: State, before: Sequence[Block]) -> Message:
        profile, told = self.profile(state), self.told(state)
        decision = self.decisions.decide(state.told)
        before = [*self._guided.for_person(state.person, SPEAKER), *before]
        before += self.before_school(state)
        if decision.status is Status.NEED_MORE and decision.missing:
            before = [*before, *self.possible_blocks(state.but(pending=decision.missing[0]))]
        if state.goal == DUES and decision.status is Status.DECIDED:
            return self._guided.quote(decision, profile, before, told, has_dates=_has_dates(state))
        if state.goal == APPLY and decision.status is Status.DECIDED:
            return self._guided.checklist(decision, profile, before, told)
        return self._guided.decision(decision, profile, before, told)

    def before_school(self, state: State) -> list[Block]:
        """Say when students of something else, who may be on the way to medical school, can join."""
        is_else = (state.told.get("stage"), state.told.get("profession")) == _OF_ANOTHER_SCHOOL
        return to_blocks(self._guided.text("before_school")) if is_else else []

    def ask(self, state: State, before: Sequence[Block] = ()) -> Outcome:
        if state.pending is None:
            return self.go_on(state, before)
        step = len(state.answered) + 1
        left = questions_left(self._eligibility, self.profile(state), state.pending, self._today)
        progress = Progress(step, step + left)
        asked = self._guided.question(
            state.pending,
            progress,
            before,
            can_go_back=bool(state.answered),
            is_unclear=state.pending in state.unclear,
        )
        return state, [asked]

    def _next(self, state: State) -> str | None:
        profile = self.profile(state)
        if doubted := self._to_confirm(state):
            return doubted
        attribute = self._eligibility.next_question(profile, self._today)
        if attribute is None and state.goal == DUES:
            decision = self.decisions.decide(state.told)
            if decision.dues.is_known and "retirement_date" not in profile:
                return None  # no answer would change the price
            category = self._knowledge.rules.categories.get(decision.category)
            priced_by = category.priced_by if category else ()
            return next((name for name in priced_by if name not in profile), None)
        return attribute

    def doubts(self, state: State, facts: Mapping[str, Any]) -> bool:
        """Tell whether something is to be confirmed before facts are relied on."""
        return self._to_confirm(self.with_facts(state, facts)) is not None

    def _to_confirm(self, state: State) -> str | None:
        """Return the fact that may have been misread, where another value would lead elsewhere; one at most."""
        if set(state.doubted) & set(state.answered):
            return None
        return next((name for name in state.doubted if self._decides(name, state)), None)

    def _decides(self, name: str, state: State) -> bool:
        """Tell whether something else is decided by what may be meant instead."""
        values = (state.told.get(name), *state.doubted[name])
        return len({self._outcome({**state.told, name: value}) for value in values}) > 1

    def _outcome(self, told: Mapping[str, Any]) -> tuple[str, str] | None:
        facts = {name: value for name, value in told.items() if value is not None}
        decision = self.decisions.decision_on(facts)
        return (decision.status.value, decision.category) if decision else None

    def told(self, state: State) -> Profile:
        """Return what was told alone."""
        return check(state.told, self._knowledge.attributes)

    def profile(self, state: State) -> Profile:
        """Return what was told, with what a conversation takes for granted beside it."""
        return self.decisions.profile_of(state.told)

    def fact_of_button(self, turn: UserTurn) -> dict[str, Any]:
        """Return what a button of ours tells; a button that was tampered with tells nothing."""
        name, _, value = str(turn.entities.get("told", "")).partition("=")
        if name not in self._knowledge.attributes:
            return {}
        is_list = self._knowledge.attributes[name].kind is AnswerKind.CHOICES and value != UNKNOWN
        fact = {name: [value] if is_list else value}
        return {} if self._contradiction(fact) else fact

    def with_facts(self, state: State, facts: Mapping[str, Any]) -> State:
        """Add facts; those that cannot be true beside the rest are left out, and asked for."""
        then = state.telling(facts)
        while error := self._contradiction(then.told):
            then = then.without(error.attribute)
        return then

    def _contradiction(self, facts: Mapping[str, Any]) -> ProfileError | None:
        """Return what is wrong with facts that cannot be, alone or beside each other."""
        try:
            check(facts, self._knowledge.attributes)
        except ProfileError as error:
            return error
        return None

    def _refused(self, error: ProfileError) -> list[Block]:
        return to_blocks(f"{self._guided.text('impossible')} {error.problem}.")

    def _said_back(self, changed: Mapping[str, Any], heading: str) -> list[Block]:
        """Say a change in the words of the buttons, so that it can be corrected again."""
        if not changed:
            return []
        titles = ", ".join(self._guided.title(name, value) for name, value in changed.items())
        return to_blocks(f"{self._guided.text(heading)} {titles}.")


def _days(state: State) -> str:
    """Return the days that were told of the person in focus, as one text."""
    days = [f"{name}={value}" for name, value in state.told.items() if _DAY.fullmatch(str(value))]
    return " ".join([state.person, *sorted(days)])


def _has_dates(state: State) -> bool:
    """Tell whether what happens on these days was said before."""
    return state.dated == _days(state)


def _awaited(state: State, text: str) -> str | None:
    """Who waits for a place in the field that they told waits to match in it."""
    if not _WAITS.search(text) or _WON.search(text):
        return None
    field = state.told.get("field")
    if field in {None, UNKNOWN, "undecided"} or state.told.get("place") == "canada":
        return None
    return "waiting_us_other" if field == "non_radiology" else "waiting_us_radiologic"
