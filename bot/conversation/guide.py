"""The guided conversation itself: state and what was heard in, new state and messages out.

Nothing is remembered but the facts told and the question pending. Each turn decides anew from the
facts, so a changed answer drops whatever rested on the old one, and "go back" is one step in a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.conversation import commands
from bot.conversation.answer_reader import read_answer
from bot.conversation.letters import Letters
from bot.conversation.progress import questions_left
from bot.conversation.saved_code import Keeper, code_in
from bot.conversation.state import APPLY, CATEGORY, DUES, State
from bot.conversation.user_turn import UserTurn
from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision, Status
from bot.eligibility.profile import Profile, check
from bot.errors import ProfileError
from bot.knowledge.attributes import UNKNOWN, AnswerKind
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, to_blocks
from bot.messages.faq_messages import Message, Messages
from bot.messages.guide_messages import GuidedMessages, Progress, change_choices, consent_choices
from bot.nlu.facts.question_or_story import wish_in
from bot.nlu.facts.reader import ProfileReader

_GOALS = {"find_category": CATEGORY, "what_will_i_pay": DUES, "help_me_apply": APPLY}
_FEWEST_FACTS_OF_A_STORY = 2
_DOES_NOT_OVERWRITE = {"place": "school_place", "school_place": "place"}

Turn = tuple[State | None, list[Message]]


class Guide:
    """`today` is the day for everything; `keeper` keeps what a person asks to have kept."""

    def __init__(
        self, knowledge: Knowledge, reader: ProfileReader, keeper: Keeper, today: date
    ) -> None:
        self._knowledge = knowledge
        self._eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
        self._reader = reader
        self._keeper = keeper
        self._today = today
        self._messages = Messages(knowledge, today)
        self._guided = GuidedMessages(knowledge, self._eligibility, today)
        self._letters = Letters(self._guided)

    def hear(self, state: State | None, heard: UserTurn) -> Turn:
        """Return the state that follows, None when there is none, and at least one message."""
        if heard.intent == "control":
            return self._steer(state or State(), str(heard.entities.get("do")), heard)
        if code := code_in(heard.text):
            return self._with_code(state, code, heard)
        if heard.intent in _GOALS:
            return self._start(state, _GOALS[heard.intent], heard)
        if state is None or not state.is_asking:
            return self._hear_story(state, heard)
        return self._hear_answer(state, heard)

    # Starting

    def _start(self, state: State | None, goal: str, heard: UserTurn) -> Turn:
        told = dict(state.told) if state else {}
        if not heard.is_button:
            goal = wish_in(heard.text) or goal
        news = {} if heard.is_button else self._reader.read(heard.text, self._today)
        is_new = not told and not news
        then = State(goal=goal, told={**told, **news})
        opening = {DUES: "opening_dues", APPLY: "opening_apply"}.get(goal, "opening")
        before = to_blocks(self._guided.text(opening)) if is_new else self._guided.understood(news)
        return self._go_on(then, before)

    def _hear_story(self, state: State | None, heard: UserTurn) -> Turn:
        """Somebody tells about themselves without having been asked."""
        if commands.control_of(heard.text) == commands.CHANGE:
            return self._change(state or State(), None)
        told = self._told_by_button(heard) or self._reader.read(heard.text, self._today)
        answers = (
            self._messages.respond(heard.label, also=heard.also) if _is_answered(heard) else []
        )
        if not told or (state is None and len(told) < _FEWEST_FACTS_OF_A_STORY and answers):
            return state, answers or self._otherwise(heard)
        is_correction = state is not None and (commands.corrects(heard.text) or len(told) < 3)
        base = dict(state.told) if state and is_correction else {}
        goal = state.goal if state and is_correction else wish_in(heard.text) or CATEGORY
        then = State(goal=goal, told={**base, **told})
        heading = "changed" if is_correction else "understood"
        after, messages = self._go_on(then, self._guided.understood(told, heading))
        return after, [*answers, *messages]

    # While a question is pending

    def _hear_answer(self, state: State, heard: UserTurn) -> Turn:
        if pressed := self._told_by_button(heard):
            return self._take(state, pressed, {})
        if not heard.is_button:
            if do := commands.control_of(heard.text):
                return self._steer(state, do, heard)
            answer, facts = self._understand(state, heard)
            if answer or facts:
                return self._take(state, answer, facts)
        return self._digress(state, heard)

    def _understand(self, state: State, heard: UserTurn) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what answers the pending question, and what else was told."""
        facts = self._reader.read(heard.text, self._today)
        asked = state.pending or ""
        answer: Any = None
        asks = commands.asks_something(heard.text)
        if not asks or asked in facts:
            attribute = self._knowledge.attributes[asked]
            answer = read_answer(attribute, heard.text, self._today, self._reader)
        if asks and _is_answered(heard) and not commands.corrects(heard.text):
            return {}, {}
        facts.pop(asked, None)
        kept = {
            name: value
            for name, value in facts.items()
            if state.told.get(name) != value and self._may_take(name, state, answer, heard)
        }
        return ({} if answer is None else {asked: answer}), kept

    def _may_take(self, name: str, state: State, answer: Any, heard: UserTurn) -> bool:
        """A passing word must not overwrite what was told, unless the person takes it back."""
        if answer is not None and _DOES_NOT_OVERWRITE.get(state.pending or "") == name:
            return False
        return name not in state.told or commands.corrects(heard.text) or answer is None

    def _take(self, state: State, answer: Mapping[str, Any], facts: Mapping[str, Any]) -> Turn:
        told = {**state.told, **facts, **answer}
        try:
            check(told, self._knowledge.attributes)
        except ProfileError as error:
            sentence = f"{self._guided.text('impossible')} {error.problem}."
            return self._ask(state, to_blocks(sentence))
        changed = {name: value for name, value in facts.items() if name in state.told}
        new = {name: value for name, value in facts.items() if name not in state.told}
        before = [*self._guided.understood(changed, "changed"), *self._guided.understood(new)]
        answered = tuple(one for one in state.answered if one not in answer)
        if state.pending in answer:
            answered = (*answered, str(state.pending))
        return self._go_on(state.but(told=told, answered=answered, misses=0), before)

    def _digress(self, state: State, heard: UserTurn) -> Turn:
        """Answer a question in between, and ask again."""
        if heard.intent == "start_over":
            return self._steer(state, commands.RESTART, heard)
        if heard.intent in {"faq", "smalltalk"}:
            messages = self._messages.respond(heard.label, also=heard.also, text=heard.text)
        elif heard.intent == "did_you_mean" and self._may_be_a_question(state, heard):
            messages = self._messages.respond("faq", offers=heard.offers)
        else:
            return self._miss(state)
        again, question = self._ask(state.but(misses=0))
        return again, [*messages, *question]

    @staticmethod
    def _may_be_a_question(state: State, heard: UserTurn) -> bool:
        """What is only like a question is first taken for an answer that was not understood."""
        return commands.asks_something(heard.text) or state.misses > 0

    def _miss(self, state: State) -> Turn:
        kind = self._knowledge.attributes[state.pending].kind if state.pending else None
        name = {
            AnswerKind.DATE: "no_date",
            AnswerKind.INTEGER: "no_number",
            AnswerKind.YEAR: "no_number",
        }
        text = name.get(kind, "not_read") if kind else "not_read"
        if state.misses:
            text = "not_read_again"
        return self._ask(state.but(misses=state.misses + 1), to_blocks(self._guided.text(text)))

    # Steering

    def _steer(self, state: State, do: str, heard: UserTurn) -> Turn:
        steps = {
            commands.BACK: self._back,
            commands.WHY: self._why,
            commands.UNSURE: self._unsure,
            commands.STOP: self._stop,
            commands.RESTART: self._restart,
            "save": self._ask_consent,
            "save_now": self._save,
            "letter": self._request_letter,
            "check_letter": self._await_letter,
        }
        if do == commands.CHANGE:
            return self._change(state, heard.entities.get("what"))
        if do in steps:
            return steps[do](state)
        return state, [self._messages.reply("out_of_scope")]

    def _back(self, state: State) -> Turn:
        if not state.answered:
            before = to_blocks(self._guided.text("nothing_to_go_back_to"))
            return self._ask(state, before) if state.pending else self._change(state, None)
        last = state.answered[-1]
        told = {name: value for name, value in state.told.items() if name != last}
        return self._ask(state.but(told=told, answered=state.answered[:-1], pending=last))

    def _why(self, state: State) -> Turn:
        if state.pending is None:
            return state, [self._messages.reply("capabilities")]
        return self._ask(state, to_blocks(self._knowledge.attributes[state.pending].why))

    def _unsure(self, state: State) -> Turn:
        if state.pending is None:
            return state, [self._messages.reply("deny")]
        return self._take(state, {state.pending: UNKNOWN}, {})

    def _stop(self, state: State) -> Turn:
        return state.but(pending=None), [self._guided.say("stopped")]

    def _restart(self, state: State) -> Turn:
        return self._go_on(State(goal=state.goal), to_blocks(self._guided.text("opening")))

    def _change(self, state: State, what: Any) -> Turn:
        if isinstance(what, str) and what in state.told:
            told = {name: value for name, value in state.told.items() if name != what}
            answered = tuple(one for one in state.answered if one != what)
            return self._ask(state.but(told=told, answered=answered, pending=what))
        if not state.told:
            return state, [self._guided.say("nothing_told")]
        told_so_far = self._guided.say("what_to_change", Kind.CHOICES)
        return state, [{**told_so_far, "choices": change_choices(self._guided, state.told)}]

    # Tools

    def _ask_consent(self, state: State) -> Turn:
        asked = self._guided.say("consent", days=self._keeper.days)
        return state, [{**asked, "choices": consent_choices()}]

    def _save(self, state: State) -> Turn:
        decision = self._decide(state)
        code = self._keeper.keep(state.goal, state.told, decision.category)
        return state, [self._guided.say("saved", code=code, days=self._keeper.days)]

    def _with_code(self, state: State | None, code: str, heard: UserTurn) -> Turn:
        if any(word in heard.text.lower() for word in ("erase", "delete", "remove", "forget")):
            name = "erased" if self._keeper.erase(code) else "no_such_code"
            return state, [self._guided.say(name, code=code)]
        found = self._keeper.find(code)
        if found is None:
            return state, [self._guided.say("no_such_code", code=code)]
        return self._go_on(
            State(goal=found.goal, told=found.told), self._guided.understood(found.told)
        )

    def _request_letter(self, state: State) -> Turn:
        return state, [self._letters.request(state.told)]

    def _await_letter(self, state: State) -> Turn:
        """Ask for the letter; whoever keeps the conversation reads it, so that it is not kept."""
        asked = self._guided.say("paste_letter")
        links = [{"title": "Upload a file instead", "url": "/letter"}]
        return state.but(pending=None), [{**asked, "awaits": "letter", "links": links}]

    # Deciding and asking

    def _go_on(self, state: State, before: Sequence[Block] = ()) -> Turn:
        """Ask the next question that still matters, or say what follows from what was told."""
        try:
            attribute = self._next(state)
        except ProfileError as error:
            # A story that contradicts itself: leave out what is wrong, and ask for it.
            told = {name: value for name, value in state.told.items() if name != error.attribute}
            sentence = f"{self._guided.text('impossible')} {error.problem}."
            return self._go_on(state.but(told=told), [*before, *to_blocks(sentence)])
        if attribute is not None:
            if state.goal == DUES and state.pending is None:
                # Who asks when dues start has the dates at once; the category is asked for after.
                before = [*before, *self._guided.dates_blocks(self._profile(state))]
            return self._ask(state.but(pending=attribute), before)
        category = self._decide(state).category
        then = state.but(pending=None, misses=0, decided=category)
        return then, [self._say_result(then, before)]

    def _say_result(self, state: State, before: Sequence[Block]) -> Message:
        profile, decision = self._profile(state), self._decide(state)
        if state.goal == DUES and decision.status is Status.DECIDED:
            return self._guided.quote(decision, profile, before)
        if state.goal == APPLY and decision.status is Status.DECIDED:
            return self._guided.checklist(decision, profile, before)
        return self._guided.decision(decision, profile, before)

    def _ask(self, state: State, before: Sequence[Block] = ()) -> Turn:
        if state.pending is None:
            return self._go_on(state, before)
        step = len(state.answered) + 1
        left = questions_left(self._eligibility, self._profile(state), state.pending, self._today)
        progress = Progress(step, step + left)
        asked = self._guided.question(
            state.pending, progress, before, can_go_back=bool(state.answered)
        )
        return state, [asked]

    def _next(self, state: State) -> str | None:
        profile = self._profile(state)
        attribute = self._eligibility.next_question(profile, self._today)
        if attribute is None and state.goal == DUES:
            category = self._knowledge.rules.categories.get(self._decide(state).category)
            priced_by = category.priced_by if category else ()
            return next((name for name in priced_by if name not in profile), None)
        return attribute

    def _profile(self, state: State) -> Profile:
        return check(state.told, self._knowledge.attributes)

    def _decide(self, state: State) -> Decision:
        return self._eligibility.decide(self._profile(state), self._today)

    def _told_by_button(self, heard: UserTurn) -> dict[str, Any]:
        """Return what a button of ours tells; a button that was tampered with tells nothing."""
        name, _, value = str(heard.entities.get("told", "")).partition("=")
        if name not in self._knowledge.attributes:
            return {}
        is_list = self._knowledge.attributes[name].kind is AnswerKind.CHOICES and value != UNKNOWN
        told = {name: [value] if is_list else value}
        try:
            check(told, self._knowledge.attributes)
        except ProfileError:
            return {}
        return told

    def _otherwise(self, heard: UserTurn) -> list[Message]:
        if heard.intent == "did_you_mean":
            return self._messages.respond("faq", offers=heard.offers)
        return [self._messages.reply("out_of_scope")]


def _is_answered(heard: UserTurn) -> bool:
    return heard.label.startswith("faq/") and not heard.offers
