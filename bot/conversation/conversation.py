"""One turn of a conversation: the state and a message in, the new state and one reply out.

`_plan` is read from the top: the first rule that has something to say speaks. No Rasa, no
clock, no database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.conversation import commands
from bot.conversation.acts import ActReader, Acts
from bot.conversation.career_questions import OF_THE_WAY_IN, is_beside_membership
from bot.conversation.completion import (
    OF_A_CASE,
    OF_A_DECISION,
    OF_A_RESULT,
    OF_THE_TIMELINE,
    Completion,
)
from bot.conversation.confirmations import Confirmations
from bot.conversation.denials import without
from bot.conversation.fallbacks import FRAGMENTS, Fallbacks
from bot.conversation.guide import Guide, Outcome
from bot.conversation.meanwhile import Meanwhile
from bot.conversation.open_cases import OpenCases
from bot.conversation.parting_groups import PartingGroups
from bot.conversation.questions import ASKS_FOR_LESS, IDENTIFYING, Questions
from bot.conversation.repetition import Repetition
from bot.conversation.replies import Replies, as_outcome, joined
from bot.conversation.result_actions import ResultActions
from bot.conversation.retiring import Retiring
from bot.conversation.saved_code import Keeper
from bot.conversation.several_cases import SeveralCases
from bot.conversation.state import APPLY, CATEGORY, DUES, SPEAKER, State
from bot.conversation.steering import Steering
from bot.conversation.suppositions import Suppositions
from bot.conversation.to_come import with_what_was_supposed
from bot.conversation.told_in_context import OF_A_FRIEND
from bot.conversation.typed_buttons import TypedButtons
from bot.conversation.user_turn import OF_CAREERS, OF_THE_PROFESSION, UserTurn
from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Status
from bot.knowledge.aspects import Subject
from bot.knowledge.categories import PricePolicy
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import (
    ANOTHER_ORGANISATION,
    CITIZENSHIP,
    FOR_WHOM,
    NO_CONDITION,
    NO_PAY,
    Kind,
)
from bot.messages.faq_messages import BEREAVEMENT, Message, Messages
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.facts.question_or_story import wish_in
from bot.nlu.facts.reader import ProfileReader
from bot.nlu.follow_ups.phrases import REPEAT, WHOSE, YES_THEN

# "My classmate is from Canada, same for her?": the school decides, and it is one.
_OF_ONE_SCHOOL = frozenset({"classmate"})
_OF_A_SCHOOL = frozenset({"stage", "profession", "enrolled", "place", "school_years"})
# Asked beside what somebody tells, these are answered behind what follows from it.
_BESIDE_A_CASE = frozenset(
    "after first_dues until switch documents benefits leave office discount".split()
)
# Aspects to which the question that is asked on is the way.
_OF_THE_WAY = frozenset({"eligibility", "apply"})
# Wishes that are never a question about what was spoken of.
_GUIDED_GOALS = {"find_category", "help_me_apply"}
_FACTS_OF_A_CASE = 4
_FACTS_OF_SOMEBODY = 3
_FEW_FACTS = 2
_LIKELIEST = 3
_OF_ONESELF = re.compile(r"\b(?:i|i'?m|my|me|we|us|here)\b", re.IGNORECASE)
_GOALS = {"find_category": CATEGORY, "what_will_i_pay": DUES, "help_me_apply": APPLY}
_STEERING = {commands.BACK, commands.WHY, commands.UNSURE, commands.STOP, commands.RESTART}
_WHY_ASKED = re.compile(r"\b(?:ask|need|know|want|matter|relevant|important)\b", re.IGNORECASE)
_KEYWORD_WORDS = 4
# Offers of this certainty say that something else is asked than a pending question.
_QUITE_LIKELY = 0.5
# Days that were told may change what follows, where they do not change what is.
_OF_LATER = frozenset(
    "retirement_date retirement_notice dues_paid_year training_end training_start next_program "
    "next_program_start paid_position_on".split()
)
# Facts that somebody tells to have their case decided anew.
_OF_A_CARD = frozenset("stage program place board acr_history school_place match".split())
_CAREER_ANSWERS = "career/"
_OF_ANY_TRADE = frozenset({"stage", "profession"})
# "Do I have to join the CAR first?"
_MUST_BELONG = re.compile(
    r"\b(?:have to|need to|must|should|required to|got to)\b.{0,20}\b(?:join|be|belong)\b",
    re.IGNORECASE,
)
_FOR_US = re.compile(r"\b(?:for|like|of) (?:us|me)\b", re.IGNORECASE)
_WAVERS = re.compile(
    r"\b(?:stuck|torn|between|choos\w+|deciding|undecided|thinking|interested|unsure|wondering|versus|vs)\b",
    re.IGNORECASE,
)
_TELL_ME = re.compile(r"\btell me\b", re.IGNORECASE)
_ASKED_ABOUT = re.compile(
    r"\b(?:ask(?:ing|ed)|meant|talking|question (?:is|was)) (?:you )?about\b", re.IGNORECASE
)
_YEAR_NAMED = re.compile(r"\b20[2-4]\d\b")
_WORDS_OF_A_ROLE = 8
# Its PhD students train too, though they say that they are in no residency.
_PHYSICS = "physics_program"
_WORDS_OF_OTHERS = 12
_WORDS_OF_A_CONCLUSION = 18
_JOINS = re.compile(r"\b(?:join\w*|member\w*|belong|apply|qualif\w+|eligib\w+)\b", re.IGNORECASE)
_SAME_FOR = re.compile(
    r"\bsame (?:for|goes for|applies to) (?:her|him|them|my \w+)\b|\b(?:her|him|them) too\W*$",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(r"\bwhat if\b", re.IGNORECASE)
# "Does it cost anything, and what if I end up elsewhere?"
_THEN_SUPPOSES = re.compile(r"\bwhat (?:if|happens (?:if|when))\b", re.IGNORECASE)
_ASKS_PAY = re.compile(
    r"\b(?:salar(?:y|ies)|wages?|paychecks?|stipends?)\b(?!.{0,30}\b(?:dues|discount|based|hardship|reduc\w+)\b)"
    r"|\bearn (?:anything|money|much|any money|a living)\b"
    r"|\b(?:are|do) (?:residents?|fellows?|interns?|radiologists?|they|you) (?:get )?(?:even )?paid\b"
    r"|\bhow much (?:money )?(?:do|does|would|can|will) (?:\w+ )?(?:radiologists?|residents?|physicists?|technologists?|they|you|one|someone) (?:make|earn)\b"
    r"|\b(?:if|whether) (?:residents?|fellows?|interns?|radiologists?) (?:are|get) paid\b",
    re.IGNORECASE,
)
# "Her school is in Grenada, I don't know if that matters."
_IF_IT_MATTERS = re.compile(
    r"\b(?:if|whether) (?:that|this|it) (?:matters|makes a difference|changes (?:anything|things|that|it))\b",
    re.IGNORECASE,
)
_OF_DUES = re.compile(r"\b(?:dues|acr|member\w*|owe)\b", re.IGNORECASE)
_AS_ME = re.compile(r"\b(?:would|will|am|do|can|could|should) i\b", re.IGNORECASE)
# "Not dues, I get that it's free."
_NOT_OF_DUES = re.compile(
    r"^(?:no,? )?not (?:about )?(?:the )?(?:dues|price|cost|fees?|money)\b", re.IGNORECASE
)
# "Not membership, I mean when are the interviews?"
_NOT_OF_MEMBERSHIP = re.compile(
    r"^(?:no,? )?(?:i (?:do not|don'?t) mean|not) (?:about )?(?:the )?(?:acr )?membership\b",
    re.IGNORECASE,
)
_CITIZEN = re.compile(
    r"\bcitizen\w*|\bi'?m (?:an )?(?:american|canadian)[.!]|\bnationality\b|\bpassports?\b"
    r"|\b(?:i'?m|i am|he'?s|he is|she'?s|she is|they'?re|they are)(?: an?)? (?:u\.?s\.? |north )?(?:american|canadian|citizens?)(?: (?:btw|by the way|by birth|though|tho|too|actually))?\W*$",
    re.IGNORECASE,
)
_EVEN_THOUGH = re.compile(
    r"\b(?:even (?:though|tho|if)|but|though|although) (?:i'?m|i am|he'?s|he is|she'?s|she is|they'?re)(?: an?)? (?:u\.?s\.? )?(?:american|canadian|citizens?)\b",
    re.IGNORECASE,
)
_WHERE = frozenset({"place", "school_place"})
# "… is she retired then": not what was asked last of somebody else.
_OWN_QUESTION = re.compile(r"\b(?:is|does|can|would|will) (?:he|she|they)\b", re.IGNORECASE)
# Two messages read as one are understood from here on.
_LIKELY_IN_CONTEXT = 0.6
# "June 2014. Why does that matter?"
_WHY_SO = re.compile(
    r"\bwhy (?:do(?:es)? (?:you|that|it|this)|is (?:that|it|this)|are you)\b.{0,20}\b(?:matter|need|ask\w*|relevant|important|know|want)\b"
    r"|\bwhat does (?:that|it|this) matter\b|[.;!] why\W*$",
    re.IGNORECASE,
)
# What is not answered otherwise is taken for what such follow-ups ask from here on.
_LIKELY_ASKED = 0.3
# From here on that counts more than the words of an aspect, where nobody's case is known.
_SURE_IN_CONTEXT = 0.9
_ACCOUNT = "faq/account_"
# What is published of these is published once.
_THE_SAME_FOR_ALL = frozenset({"unmatched", "match_again"})


@dataclass(frozen=True)
class Reply:
    """`rule` is the rule of the plan that spoke; `acts` what the message was understood as."""

    state: State
    messages: list[Message]
    rule: str
    acts: Acts

    def summary(self) -> dict[str, Any]:
        """Return what staff see of why this was replied, never a text; facts known with the turn of each."""
        state = self.state
        parts: dict[str, Any] = {
            "turn": state.turn,
            "known": {name: [value, state.turns.get(name)] for name, value in state.told.items()},
            "asked": state.pending,
            "decided": state.decided,
        }
        after = {name: value for name, value in parts.items() if value}
        return {"rule": self.rule, **self.acts.summary(), **after}


class Conversation:
    """`today` is the day for everything; `keeper` keeps what a person asks to have kept."""

    def __init__(
        self, knowledge: Knowledge, reader: ProfileReader, keeper: Keeper, today: date
    ) -> None:
        eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
        self._knowledge = knowledge
        self._messages = Messages(knowledge, today)
        self._guided = GuidedMessages(knowledge, eligibility, today)
        self._guide = Guide(knowledge, eligibility, reader, self._guided, today)
        self._result_actions = ResultActions(self._guide, self._guided, keeper)
        self._replies = Replies(knowledge, self._guide, self._guided, self._messages, today)
        cases = OpenCases(knowledge, self._guide, self._guided, self._replies)
        self._cases = cases
        self._questions = Questions(knowledge, self._guide, self._replies, cases, today)
        self._completion = Completion(
            knowledge, self._guide, self._questions, self._replies, self._messages
        )
        self._repetition = Repetition(self._messages)
        self._retirement = Retiring(
            self._guide, self._replies, knowledge.dues.retirement_refund, today
        )
        self._several = SeveralCases(self._guide, self._guided, self._replies)
        self._suppositions = Suppositions(
            knowledge, self._guide, self._guided, self._replies, today
        )
        self._confirmations = Confirmations(knowledge, self._guide, self._replies, today)
        self._meanwhile = Meanwhile(knowledge, self._guide, self._replies)
        self._parting = PartingGroups(knowledge, self._guide, self._replies, today)
        self._steering = Steering(knowledge, self._guide, self._guided, self._messages)
        self._fallbacks = Fallbacks(knowledge, self._messages)
        self._acts = ActReader(knowledge, reader, today)
        self._typed_buttons = TypedButtons(knowledge)

    def respond(self, state: State | None, turn: UserTurn) -> Reply:
        """Return the reply to a message: one message at least."""
        before = (state or State()).but(turn=(state.turn if state else 0) + 1)
        turn = self._typed_buttons.pressed_by(turn, before)
        acts = self._acts.read(turn, before)
        before, acts = self._without_denied(_as_read(before, acts), acts)
        for rule in self._plan():
            outcome = rule(before, acts)
            if outcome is not None:
                outcome = self._completed(before, rule.__name__, outcome, acts)
                after, messages = self._repetition.not_twice(before, acts, *outcome)
                messages += self._repetition.left_out(turn, messages)
                if acts.to_come and after.person == acts.person and not after.to_come:
                    after = after.but(to_come=acts.to_come)
                if not after.told and after.person == acts.person:
                    after = self._heard(after, acts)
                if acts.person not in {after.person, *after.others}:
                    after = after.knowing(acts.person, {})  # whom "he" may mean from now on
                return Reply(after, messages, rule.__name__.strip("_"), acts)
        raise AssertionError("the last rule always speaks")

    def _without_denied(self, state: State, acts: Acts) -> tuple[State, Acts]:
        """Drop what somebody says is not so: facts that were understood, and answers for such people."""
        denied = acts.denied
        if _NOT_OF_DUES.search(acts.text):
            acts = self._without_price(acts)
        if _NOT_OF_MEMBERSHIP.search(acts.text):
            acts = _of_the_profession(acts)
        if not denied.categories:
            return state, acts
        if acts.person == state.person:
            for name, value in state.told.items():
                is_other = name == "stage" and state.told.get("program") == _PHYSICS
                if denied.holds(name, value) and name not in acts.facts and not is_other:
                    state = state.without(name).but(decided=None)
        if state.category in denied.categories:
            state = state.but(category=None)
        subjects = self._knowledge.aspects.subjects
        theirs = {id_ for id_, about in subjects.items() if about.category in denied.categories}
        if state.answer in theirs:
            state = state.but(answer=None, aspect=None)
        labels = frozenset(self._knowledge.answers[id_].label for id_ in theirs)
        if acts.turn.is_taught_answer:
            return (
                state,
                acts,
            )  # "not an MD, is the general class open to me" was taught as it stands
        return state, replace(acts, turn=without(acts.turn, labels))

    def _without_price(self, acts: Acts) -> Acts:
        """Leave out what costs something, where somebody says that they do not ask for it."""
        subjects = self._knowledge.aspects.subjects
        ids = [id_ for id_, about in subjects.items() if about.aspect == "price"]
        labels = frozenset(self._knowledge.answers[id_].label for id_ in ids)
        aspects = tuple(name for name in acts.aspects if name != "price")
        return replace(acts, turn=without(acts.turn, labels), aspects=aspects)

    def _plan(self) -> tuple[Callable[[State, Acts], Outcome | None], ...]:
        return (
            self._safety,
            self._button,
            self._saved_code,
            self._tool,
            self._command,
            self._parting_group,
            self._several_people,
            self._retiring,
            self._pending_answer,
            self._few_words,
            self._bereaved,
            self._another_organisation,
            self._once_more,
            self._for_others,
            self._of_citizenship,
            self._owed_meanwhile,
            self._of_pay,
            self._confirmed,
            self._supposed,
            self._asked,
            self._goal,
            self._told,
            self._asks_to_belong,
            self._social,
            self._in_context,
            self._missed_answer,
            self._concludes,
            self._likely_asked,
            self._open_case,
            self._several_fit,
            self._not_answerable,
        )

    # The rules of the plan

    def _safety(self, state: State, acts: Acts) -> Outcome | None:
        """Danger comes before everything; a question of ours is put aside."""
        if acts.safety is None:
            return None
        is_of_death = acts.safety.kind == BEREAVEMENT
        goes_on = is_of_death and state.bereaved
        name = _after_a_death(state) if goes_on else acts.safety.reply
        after = state.but(pending=None, misses=0, bereaved=state.bereaved or is_of_death)
        return after, [self._messages.reply(name)]

    def _button(self, state: State, acts: Acts) -> Outcome | None:
        turn = acts.turn
        if not turn.is_button:
            return None
        if turn.intent == "control":
            command, what = str(turn.entities.get("do")), turn.entities.get("what")
            return self._result_actions.use(state, command) or self._steering.follow(
                state, command, what
            )
        if fact := self._guide.fact_of_button(turn):
            return self._guide.take(state, fact)
        if turn.intent in _GOALS:
            return self._guide.start(state, _GOALS[turn.intent])
        if turn.is_answered:
            id_ = self._knowledge.answers_by_label[turn.label].id
            after, answer = self._replies.published(state, id_)
            return self._then_ask_on((after, [answer]))
        return None

    def _saved_code(self, state: State, acts: Acts) -> Outcome | None:
        return self._result_actions.open_code(state, acts.code, acts.text) if acts.code else None

    def _tool(self, state: State, acts: Acts) -> Outcome | None:
        """Saving, letters, dates, printing: in words as by button."""
        return self._result_actions.use(state, acts.command) if acts.command else None

    def _command(self, state: State, acts: Acts) -> Outcome | None:
        command = acts.command
        if command == commands.HUMAN:
            return self._then_ask_on((state, [self._messages.reply("human")]))
        if command == commands.CHANGE:
            return self._steering.follow(state, command)
        if command == commands.RESUME and state.told:
            return self._guide.go_on(state.but(pending=None))
        if command in _STEERING and state.pending:
            return self._steered(state, acts)
        return self._unasked(state, acts)

    def _steered(self, state: State, acts: Acts) -> Outcome | None:
        """Steer while a question is pending; what answers it all the same is an answer."""
        command = str(acts.command)
        if command == commands.WHY and acts.turn.is_answered:
            return None  # "what does ESIR mean" asks for a term
        if command == commands.UNSURE and not commands.is_unsure(acts.text):
            # "None of these" answers where "none" is an answer.
            return self._guide.answer(state, acts) or self._steering.follow(state, command)
        return self._steering.follow(state, command)

    def _unasked(self, state: State, acts: Acts) -> Outcome | None:
        """Steer while no question is pending: there is less to steer then."""
        command = acts.command
        if command == commands.RESTART:
            if state.told:
                return self._steering.follow(state, command)
            return State(turn=state.turn), [self._messages.reply("start_over")]
        if command == commands.BACK and state.told:
            return self._steering.follow(state, command)
        if command == commands.WHY and _WHY_ASKED.search(acts.text):
            return state, [self._messages.reply("why_asked")]
        if command == commands.STOP and not self._is_keyword(acts):
            return state, [self._messages.reply("deny")]
        return None

    def _parting_group(self, state: State, acts: Acts) -> Outcome | None:
        """Who asks for trainees of whom some train on and some do not hears of both."""
        return self._parting.answer(state, acts)

    def _several_people(self, state: State, acts: Acts) -> Outcome | None:
        """Who tells of several people, and asks for all of them, hears of each."""
        return self._several.answer(state, acts) if acts.asks_for_all else None

    def _retiring(self, state: State, acts: Acts) -> Outcome | None:
        """Whoever retires hears of dues, notice and refund, whatever else is open."""
        return None if state.bereaved else self._retirement.answer(state, acts)

    def _pending_answer(self, state: State, acts: Acts) -> Outcome | None:
        """While a question of ours is pending, a message is first taken for its answer."""
        if self._is_no_answer(state, acts):
            return None
        if acts.asks and acts.turn.is_of_a_career:
            return self._of_career(state, acts)
        is_else = acts.categories or acts.hypothesis
        if acts.asks and (is_else or "refund" in acts.aspects):
            return self._answered_before(state, acts)
        if acts.asks and _WHY_SO.search(acts.text) and (why := self._answered_why(state, acts)):
            return why
        outcome = self._guide.answer(state, acts)
        if outcome is None:
            return self._answered_first(state, acts)
        if not acts.aspects and not (acts.asks and self._asked_by(acts)):
            return outcome[0], [*outcome[1], *self._asked_beside(outcome[0], acts)]
        if outcome[0].pending:
            return self._with_what_holds(outcome, acts) if acts.asks else outcome
        # The answer may come with a question, or a conclusion, which can be answered now.
        asks = replace(acts, facts={})
        after = outcome[0]
        return self._confirmed(after, asks) or self._questions.asked(after, asks) or outcome

    def _is_no_answer(self, state: State, acts: Acts) -> bool:
        """Tell whether nothing is asked of somebody, or a message is of somebody else, of later, or a wish."""
        if state.pending is None or acts.person != state.person or acts.to_come:
            return True
        is_wish = acts.turn.intent in _GOALS and not acts.facts
        return is_wish and not self._guide.is_told_a_number(state, acts)

    def _answered_first(self, state: State, acts: Acts) -> Outcome | None:
        """Take the first sentence for the answer, and what follows for a question ("4 years. so it is not free?")."""
        about = self._after_first_sentence(state, acts) if acts.asks else None
        if about is None:
            return None
        outcome = self._guide.go_on(about)
        more = [name for name in acts.aspects if name not in OF_A_RESULT]
        if outcome[0].pending:
            return self._with_what_holds(outcome, acts) if acts.aspects else outcome
        focus = self._replies.focus_on(outcome[0]) if more else None
        made = self._replies.about_or_published(outcome[0], more[0], focus) if focus else None
        # What was asked just now comes first.
        return (made[0], joined([made[1], *outcome[1]])) if made else outcome

    def _answered_before(self, state: State, acts: Acts) -> Outcome | None:
        """Take the first sentence for the answer, and answer what is asked of something else behind it."""
        about = self._after_first_sentence(state, acts)
        if about is None:
            return None
        asks = replace(acts, facts={})
        return (
            self._confirmed(about, asks)
            or self._supposed(about, asks)
            or self._questions.asked(about, asks)
            or self._guide.go_on(about)
        )

    def _answered_why(self, state: State, acts: Acts) -> Outcome | None:
        """Say what an answer was needed for, and go on ("June 2014. Why does that matter?")."""
        about = self._after_first_sentence(state, acts)
        if about is None:
            return None
        return self._guide.go_on(about, self._steering.reason_for(str(state.pending)))

    def _of_career(self, state: State, acts: Acts) -> Outcome | None:
        """Answer a question about the profession behind the answer to ours ("US. Can a DR switch to IR?")."""
        about = self._after_first_sentence(state, acts)
        return self._questions.asked(about, replace(acts, facts={})) if about else None

    def _after_first_sentence(self, state: State, acts: Acts) -> State | None:
        """Return the state with the pending question answered by the first sentence; None where it is not."""
        told = self._guide.answered_first(state, acts.text)
        if not told:
            return None
        return state.telling(told).but(pending=None, answered=(*state.answered, *told))

    def _asked_beside(self, state: State, acts: Acts) -> list[Message]:
        """Offer what a message may ask behind its answer ("us. ok but tell me the hours")."""
        offers = [label for label in acts.turn.offers if label.startswith(OF_THE_PROFESSION)]
        asks = acts.asks or _TELL_ME.search(acts.text)
        is_unlikely = acts.turn.confidence < _QUITE_LIKELY
        if state.pending or not asks or not offers or is_unlikely:
            return []
        ids = [self._knowledge.answers_by_label[label].id for label in offers]
        return [self._messages.perhaps(ids)]

    def _few_words(self, state: State, acts: Acts) -> Outcome | None:
        """Thanks, a greeting, a cry for help: known by the words alone."""
        if acts.aspects and acts.text.endswith("?"):
            return None  # "sure?" asks, "sure" agrees
        plain = " ".join(re.sub(r"[^\w' ]+", " ", acts.text.lower()).split())
        for reply in self._knowledge.replies.values():
            if reply.is_asked_for_by(plain):
                return self._then_ask_on((state, [self._messages.reply(reply.name)]))
        return None

    def _bereaved(self, state: State, acts: Acts) -> Outcome | None:
        """After a death was told of, nothing about dues, retiring or joining is an answer."""
        is_of_a_case = bool(_OF_ANY_TRADE & set(acts.facts))
        if not state.bereaved or is_of_a_case or acts.turn.is_of_a_career:
            return None
        return state, [self._messages.reply(_after_a_death(state))]

    def _another_organisation(self, state: State, acts: Acts) -> Outcome | None:
        """Say whose that is: "what are RSNA dues" has an answer, and it is not ours."""
        organisation = self._knowledge.organisations.asked_about(acts.text)
        if organisation is None or acts.turn.is_taught_answer:
            return None
        name = NO_CONDITION if _MUST_BELONG.search(acts.text) else ANOTHER_ORGANISATION
        message = self._messages.reply(name, organisation=organisation)
        return self._then_ask_on((state, [message]))

    def _once_more(self, state: State, acts: Acts) -> Outcome | None:
        """Say what was said just now shorter, to "huh?" and "come again?"."""
        is_asked = acts.turn.surely_asks(REPEAT) and not acts.facts and not acts.apart
        if not is_asked or acts.words > _WORDS_OF_A_ROLE:
            return None
        if state.pending:
            return self._guide.ask(state)
        outcome = self._questions.repeated(state, state.aspect)
        if outcome is None and state.answer:
            outcome = (state, [self._messages.answer(state.answer)])
        short = self._messages.in_short(outcome[1][-1]) if outcome else None
        return (outcome[0], [short]) if outcome and short else None

    def _for_others(self, state: State, acts: Acts) -> Outcome | None:
        """Say of others what was asked last ("fellows too?"), or what must be known of them ("and me?")."""
        is_same = _SAME_FOR.search(acts.text) is not None and acts.person != state.person
        is_asked = acts.turn.surely_asks(WHOSE) and not (acts.aspects or acts.hypothesis)
        is_asked = is_asked or is_same
        is_known = bool(state.about(acts.person).told) and acts.person != state.person
        # "Would I still be the same?" is no question about others.
        is_own = acts.person == state.person and _AS_ME.search(acts.text) is not None
        if not is_asked or is_known or is_own or state.pending or acts.words > _WORDS_OF_OTHERS:
            return None
        about = state.about(acts.person)
        says_where = bool(acts.facts) and _WHERE.issuperset(acts.facts)
        is_of_a_school = acts.person in _OF_ONE_SCHOOL or says_where
        if is_of_a_school and state.told.get("stage") == "student":
            theirs = {name: state.told[name] for name in _OF_A_SCHOOL & set(state.told)}
            if acts.person not in _OF_ONE_SCHOOL:
                theirs |= acts.facts  # "my girlfriend is at Ohio State, same for her?"
            told = self._guide.tell(about, theirs, acts.text)
            return self._questions.repeated(told[0], state.aspect) or told
        if acts.facts:
            is_new = acts.person != state.person and not IDENTIFYING & set(acts.facts)
            return self._guide.tell(about, acts.facts, acts.text) if is_new else None
        if acts.categories:
            made = self._replies.of_category(
                state.but(aspect=None), state.aspect or "eligibility", acts.categories[0]
            )
            return as_outcome(made)
        is_turned_down = acts.turn.is_answered and acts.turn.confidence >= _QUITE_LIKELY
        return None if is_turned_down else (state, [self._messages.reply(FOR_WHOM)])

    def _of_citizenship(self, state: State, acts: Acts) -> Outcome | None:
        """Say that where somebody is a citizen decides nothing, where a message says no more than that."""
        compares = OF_A_FRIEND.search(acts.text) is not None and not acts.aspects
        tells = bool(acts.facts or acts.hypothesis) and not compares
        is_of_it = _CITIZEN.search(acts.text) is not None and not tells
        if not is_of_it or acts.words > _WORDS_OF_OTHERS or acts.turn.is_of_a_career:
            return None
        return self._then_ask_on((state, [self._messages.reply(CITIZENSHIP)]))

    def _of_pay(self, state: State, acts: Acts) -> Outcome | None:
        """Say that nothing reliable is known of what people in the profession earn, whatever else a question resembles."""
        is_asked = acts.asks and _ASKS_PAY.search(acts.text) is not None
        if not is_asked or acts.turn.is_taught_answer or acts.facts or _OF_DUES.search(acts.text):
            return None
        reply = self._messages.reply(NO_PAY)
        labels = [acts.turn.label] if acts.turn.is_answered else []
        labels += [label for _, label in acts.turn.beside]
        label = next((name for name in labels if name.startswith(OF_THE_PROFESSION)), None)
        if label is None:
            return state, [reply]
        id_ = self._knowledge.answers_by_label[label].id
        return state, [self._messages.answer(id_, with_related=False), reply]

    def _owed_meanwhile(self, state: State, acts: Acts) -> Outcome | None:
        """Say that nothing is owed between training and the first dues, and go on to what is supposed beside it."""
        outcome = self._meanwhile.answer(state, acts)
        if outcome is None:
            return None
        more = self._suppositions.answer(state, acts) if _WHAT_IF.search(acts.text) else None
        if more:
            outcome = more[0], [*outcome[1], *more[1]]
        return self._then_ask_on(outcome)

    def _confirmed(self, state: State, acts: Acts) -> Outcome | None:
        """Say yes or no to what somebody says of their own case."""
        suppositions = self._suppositions
        if suppositions.is_of_a_match(state, acts) or suppositions.asks_of_what_comes(state, acts):
            return None
        outcome = self._confirmations.answer(state, acts)
        return self._then_ask_on(outcome) if outcome else None

    def _supposed(self, state: State, acts: Acts) -> Outcome | None:
        is_of_a_career = acts.turn.label.startswith(OF_CAREERS)
        if is_of_a_career and not acts.aspects and OF_THE_WAY_IN.search(acts.text):
            return None  # "which exams for a fellowship in the U.S.?"
        outcome = self._suppositions.answer(state, acts)
        if outcome is None:
            return None
        before = self._asked_before(state, acts)
        return self._then_ask_on((outcome[0], [*before, *outcome[1]]))

    def _asked_before(self, state: State, acts: Acts) -> list[Message]:
        """Answer what a message asks of the case as it is, before it supposes something."""
        supposes = _THEN_SUPPOSES.search(acts.text)
        focus = self._replies.focus_on(state) if acts.person == state.person else None
        if supposes is None or focus is None:
            return []
        named = self._knowledge.aspects.asked_in(acts.text[: supposes.start()])
        made = self._replies.about(state, named[0], focus) if named else None
        return [made[1]] if made else []

    def _asked(self, state: State, acts: Acts) -> Outcome | None:
        about = state.about(acts.person)
        if acts.facts and wish_in(acts.text) == APPLY:
            return None
        if not state.told and (message := self._fallbacks.of_keyword(acts)):
            return self._then_ask_on((state, [message]))
        if self._is_told_rather(state, about, acts):
            return None
        if acts.to_come and acts.facts:
            return None  # what follows for them is not what follows for others
        if acts.turn.intent in _GUIDED_GOALS and not about.told and not acts.categories:
            return None
        is_doubted = self._is_to_be_confirmed(about, acts)
        if self._is_to_be_found(about, acts) or (is_doubted and "price" not in acts.aspects):
            return self._guide.start(about, CATEGORY, acts.facts)
        if self._asks_for_dates(about, acts) or is_doubted:
            return self._guide.start(about, DUES, acts.facts)
        outcome = self._questions.asked(state, acts)
        return self._with_what_it_changes(outcome, acts) if outcome else None

    def _with_what_it_changes(self, outcome: Outcome, acts: Acts) -> Outcome:
        """Say behind an answer what follows from what is told beside the question ("… I don't know if that matters")."""
        if not acts.facts or not _IF_IT_MATTERS.search(acts.text):
            return self._then_ask_on(outcome)
        state, decided = self._guide.tell(outcome[0].about(acts.person), acts.facts, acts.text)
        return state, [*outcome[1], *decided]

    def _goal(self, state: State, acts: Acts) -> Outcome | None:
        """A wish to have something worked out, in words."""
        if acts.turn.intent not in _GOALS:
            return None
        goal = wish_in(acts.text) or _GOALS[acts.turn.intent]
        return self._guide.start(state.about(acts.person), goal, acts.facts)

    def _told(self, state: State, acts: Acts) -> Outcome | None:
        about = state.about(acts.person)
        facts = acts.facts
        if not facts and (revised := self._guide.revised_by(about, acts)):
            return self._guide.tell(about, revised, acts.text)
        if not facts and about.told and acts.words <= _KEYWORD_WORDS and not acts.asks:
            facts = self._guide.implied_by(about, acts.text)
        if not facts or not self._wants_it_taken_up(about, acts):
            return None
        if _is_of_no_case(about, acts) or self._is_the_same_for_all(about, acts):
            return self._of_no_case(about, acts)
        if _offers_careers(acts) and self._speaks_of_careers(about, acts):
            return None
        if self._is_keyword(acts) and not about.told:
            message = self._fallbacks.keyword_choices(acts.text)
            return (self._guide.with_facts(about, facts), [message]) if message else None
        news = {name for name in facts if about.told.get(name) != facts[name]} - {"field"}
        # Tells nothing new, and asks something; or asks of the profession, of a case that is decided.
        only_asks = acts.asks and acts.turn.offers and about.told and not news
        is_of_careers = (
            about.decided and acts.asks and acts.turn.label.startswith(OF_THE_PROFESSION)
        )
        if only_asks or (is_of_careers and not news & _OF_A_CARD):
            return None
        told = self._guide.tell(about, facts, acts.text)
        if not news & _OF_LATER and self._is_as_before(about, told[0]):
            return self._unchanged(about, told[0], acts, news)
        return self._then_more(about, told, state, acts)

    def _is_the_same_for_all(self, state: State, acts: Acts) -> bool:
        """Tell whether ranking and follow-ups agree on what needs no category: "didn't match, do I lose it"."""
        subject = self._subject_of(acts.turn.label) if acts.turn.is_answered else None
        name, probability = acts.turn.likeliest_asked
        is_asked = acts.asks and name in _THE_SAME_FOR_ALL and probability >= _QUITE_LIKELY
        is_sure = acts.turn.confidence >= _SURE_IN_CONTEXT and not state.decided
        if subject is None or not (is_asked and is_sure):
            return False
        published = self._replies.personal.published(name, str(subject.category))
        answer = self._knowledge.answers_by_label[acts.turn.label]
        return published == answer.id

    def _of_no_case(self, about: State, acts: Acts) -> Outcome | None:
        """Answer what is surely asked of an account, whoever it is for; None for what nothing answers."""
        answer = self._knowledge.answers_by_label.get(acts.turn.label)
        if answer is None:
            return None
        with_facts = self._guide.with_facts(about, acts.facts)
        return as_outcome(self._replies.published(with_facts, answer.id))

    def _with_certificate(self, state: State) -> Outcome | None:
        """Say what the status of a trainee changes to with, or without, the certificate that was told."""
        focus = self._replies.focus_on(state)
        if focus is None or state.pending or "training_end" not in state.told:
            return None
        policy = self._knowledge.rules.policy_of(focus.category)
        made = self._replies.about(state, "after", focus)
        return as_outcome(made) if policy is PricePolicy.TRAINEE else None

    def _asks_to_belong(self, state: State, acts: Acts) -> Outcome | None:
        """Whoever says what they are, and asks whether there is something for them, has told their case."""
        says_what = {"stage", "profession"} <= set(acts.facts) or "program" in acts.facts
        says_what = says_what or _FOR_US.search(acts.text) is not None
        if not says_what or acts.turn.is_of_a_career:
            return None
        labels = (acts.turn.label, *acts.turn.offers)[:_LIKELIEST]
        if self._is_known_so(state.about(acts.person), acts):
            return None
        about = (self._subject_of(label) for label in labels)
        if not any(subject and subject.aspect == "eligibility" for subject in about):
            return None
        return self._guide.tell(state.about(acts.person), acts.facts, acts.text)

    def _is_known_so(self, state: State, acts: Acts) -> bool:
        """Tell whether all that a message tells of somebody was told, and decided, before."""
        news = any(state.told.get(name) != value for name, value in acts.facts.items())
        return bool(state.decided) and not news

    def _speaks_of_careers(self, state: State, acts: Acts) -> bool:
        """Tell whether a message that resembles a career question is one, though it says what somebody is."""
        if state.told:
            return _ASKED_ABOUT.search(acts.text) is not None
        # "IR" may ask what that is; "OMS-III here, stuck between IR and DR" speaks of no membership.
        if acts.person != SPEAKER or acts.words == 1:
            return acts.words == 1
        wavers = acts.asks or _WAVERS.search(acts.text) is not None
        is_of_it = acts.words > _WORDS_OF_A_ROLE and wavers
        return is_of_it and not acts.aspects and not _JOINS.search(acts.text)

    def _unchanged(self, before: State, after: State, acts: Acts, news: set[str]) -> Outcome | None:
        """Say that a fact changes nothing; None where something else is asked of a case that is known."""
        if news == {"board"} and (becomes := self._with_certificate(after)):
            return becomes
        if acts.asks and not news and "eligibility" not in acts.aspects:
            return None
        asked = next((name for name in acts.aspects if name not in _OF_THE_WAY), None)
        changed = {name: acts.facts[name] for name in news if name in before.told}
        said = self._questions.repeated(after, asked) if asked else None
        return said or (after, [self._guide.unchanged(after, changed)])

    def _then_more(self, about: State, told: Outcome, state: State, acts: Acts) -> Outcome:
        """Add to what follows from the facts what was asked beside them."""
        if acts.to_come and (once_so := self._suppositions.once_so(told[0], acts)):
            return told[0], [*told[1], once_so]
        asked = {*acts.aspects, *self._asked_by(acts)}
        if told[0].pending or _BESIDE_A_CASE & asked:
            return self._with_what_holds(told, acts)
        if about is state or _OWN_QUESTION.search(acts.text):
            return told
        # "And for my wife in Munich?": what was asked last, for somebody else.
        return self._questions.repeated(told[0], state.aspect) or told

    def _is_as_before(self, before: State, after: State) -> bool:
        """Tell whether what was told leaves the decision, and the reasons for it, as they were."""
        if after.pending or before.decided is None or before.decided != after.decided:
            return False
        if after.goal != CATEGORY or (after.told != before.told and after.category is None):
            return False
        decisions = self._guide.decisions
        first, second = decisions.decision_on(before.told), decisions.decision_on(after.told)
        if first is None or second is None:
            return False
        return (first.because, first.alternatives, first.staff, first.documents, first.dues) == (
            second.because,
            second.alternatives,
            second.staff,
            second.documents,
            second.dues,
        )

    def _social(self, state: State, acts: Acts) -> Outcome | None:
        turn = acts.turn
        if turn.intent in {"affirm", "deny"} and (state.pending or acts.asks):
            return None
        if turn.intent in {"smalltalk", "affirm", "deny", "start_over", "none_of_these"}:
            messages = self._messages.respond(turn.label, text=turn.text)
            return self._then_ask_on((state, messages))
        if not any(letter.isalnum() for letter in acts.text):
            name = "thumb" if any(ord(letter) > 0x2000 for letter in acts.text) else "what_is_it"
            return self._then_ask_on((state, [self._messages.reply(name)]))
        return None

    def _in_context(self, state: State, acts: Acts) -> Outcome | None:
        """What says too little by itself may ask something together with the message before."""
        if acts.turn.in_context is None or acts.facts or acts.person != state.person:
            return None
        label, probability = acts.turn.in_context
        if acts.aspects and (state.told or probability < _SURE_IN_CONTEXT):
            return None
        if state.pending and not acts.asks:
            return None
        about = self._knowledge.aspects.subjects.get(self._knowledge.answers_by_label[label].id)
        repeats = state.decided and about is not None and about.aspect == "eligibility"
        if probability < _LIKELY_IN_CONTEXT or repeats:
            return None
        turn = replace(acts.turn, intent="faq", label=label, confidence=probability, offers=())
        outcome = self._questions.asked(state, replace(acts, turn=turn))
        return self._then_ask_on(outcome) if outcome else None

    def _missed_answer(self, state: State, acts: Acts) -> Outcome | None:
        """What is no answer to a pending question, nor any question, is asked for once more."""
        if state.pending is None:
            return None
        is_else = acts.turn.offers and acts.turn.confidence >= _QUITE_LIKELY
        if acts.asks or is_else or (acts.turn.offers and state.misses > 0):
            return None
        return self._guide.missed(state, acts.text)

    def _concludes(self, state: State, acts: Acts) -> Outcome | None:
        """Say once more what holds, to "so that is a yes?" of what was not judged before."""
        likeliest = [
            acts.turn.likeliest_asked,
            *(part.asked[0] for part in acts.turn.parts if part.asked),
        ]
        is_asked = any(
            name == YES_THEN and likely >= _SURE_IN_CONTEXT for name, likely in likeliest
        )
        news = any(state.told.get(name) != value for name, value in acts.facts.items())
        is_asked = is_asked and not (news or acts.hypothesis)
        is_of_else = acts.person != state.person or bool(state.pending or acts.aspects)
        is_of_else = is_of_else or state.aspect == "documents"
        if not is_asked or is_of_else or acts.words > _WORDS_OF_A_CONCLUSION:
            return None
        outcome = self._questions.repeated(state, state.aspect)
        if outcome is None and state.aspect == "refund":
            outcome = self._questions.asked(state, replace(acts, aspects=("refund",)))
        if outcome is None and state.answer:
            outcome = (state, [self._messages.answer(state.answer)])
        if outcome is None and state.decided and self._replies.focus_on(state):
            return state, [self._guide.unchanged(state, {})]
        summed_up = self._messages.summed_up(outcome[1][-1]) if outcome else None
        return (outcome[0], [summed_up]) if outcome and summed_up else None

    def _likely_asked(self, state: State, acts: Acts) -> Outcome | None:
        """Answer what such words most likely ask of somebody whose case is known, before anything is offered."""
        turn = acts.turn
        is_open = state.decided is None or acts.person != state.person or acts.aspects or acts.facts
        is_else = turn.is_sure_of("out_of_scope/") and acts.words > _KEYWORD_WORDS
        if is_open or not turn.asked or is_else:
            return None
        by_name = self._knowledge.aspects.by_name
        name, probability = next((pair for pair in turn.asked if pair[0] in by_name), ("", 0.0))
        if probability < _LIKELY_ASKED:
            return None
        outcome = self._questions.asked(state, replace(acts, aspects=(name,), asks=True))
        return self._then_ask_on(outcome) if outcome else None

    def _open_case(self, state: State, acts: Acts) -> Outcome | None:
        """Answer a few words about a case that is still open for each membership that is possible, and ask on."""
        is_of_it = acts.aspects and acts.is_short and acts.person == state.person
        is_else = acts.turn.is_sure_of("out_of_scope/") and not acts.turn.label.startswith(
            FRAGMENTS
        )
        if not is_of_it or state.pending or is_else:
            return None
        aspect = acts.aspects[0]
        is_fragment = acts.turn.label.startswith(FRAGMENTS) and acts.words > 1
        if aspect == "price" and is_fragment and not (state.told or state.category):
            return state, [self._messages.reply("prices")]
        about = self._guide.with_facts(state, acts.facts)
        decision = self._guide.decisions.decision_on(about.told)
        if (
            decision is None
            or not decision.missing
            or len(IDENTIFYING & set(about.told)) < _FEW_FACTS
        ):
            return None
        outcome = self._cases.answer(about.but(pending=decision.missing[0]), aspect)
        return self._then_ask_on(outcome) if outcome else None

    def _several_fit(self, state: State, acts: Acts) -> Outcome | None:
        messages = self._fallbacks.several_fit(state, acts)
        if acts.categories and acts.words <= _KEYWORD_WORDS:
            state = state.but(category=acts.categories[0])
        return self._then_ask_on((self._heard(state, acts), messages)) if messages else None

    def _not_answerable(self, state: State, acts: Acts) -> Outcome:
        heard = self._heard(state, acts)
        outcome = heard, self._fallbacks.not_answerable(state, acts)
        return outcome if is_beside_membership(acts.turn) else self._then_ask_on(outcome)

    # What the rules share

    def _heard(self, state: State, acts: Acts) -> State:
        """Keep what somebody says they are, whatever becomes of their question."""
        is_of_oneself = acts.person == state.person and _OF_ONESELF.search(acts.text)
        if not is_of_oneself or state.pending or not set(acts.facts) >= _OF_ANY_TRADE:
            return state
        return self._guide.with_facts(state, acts.facts)

    def _asked_by(self, acts: Acts) -> list[str]:
        """Return the aspect that the ranking is sure is asked for beside what is told ("switches when")."""
        turn = acts.turn
        about = self._subject_of(turn.label) if turn.is_answered else None
        is_sure = about is not None and turn.confidence >= _SURE_IN_CONTEXT
        return [about.aspect] if about and is_sure and about.aspect not in _OF_THE_WAY else []

    def _subject_of(self, label: str) -> Subject | None:
        answer = self._knowledge.answers_by_label.get(label)
        return self._knowledge.aspects.subjects.get(answer.id) if answer else None

    def _completed(self, before: State, rule: str, outcome: Outcome, acts: Acts) -> Outcome:
        """Add to a reply what it leaves out, and that citizenship decides nothing where somebody thinks so."""
        state, messages = self._completion.complete(before, rule, outcome, acts)
        if _EVEN_THOUGH.search(acts.text) and rule != self._of_citizenship.__name__:
            messages = [self._messages.reply(CITIZENSHIP), *messages]
        return state, messages

    def _then_ask_on(self, outcome: Outcome) -> Outcome:
        """After a question in between, the pending one is asked again."""
        state, messages = outcome
        if state.pending is None or messages[-1].get("asks"):
            return outcome
        if state.decided and state.goal == CATEGORY and self._replies.focus_on(state):
            return state.but(pending=None), messages  # what was asked decides nothing any more
        if any(_is_of_careers(message) for message in messages):
            return outcome  # whoever asks about the profession is not held to the interview
        if state.pending in state.told:
            # It was answered beside the question: what is still open is asked, and no more said.
            after, following = self._guide.go_on(state.but(pending=None))
            return after, [*messages, *following] if after.pending else messages
        again, question = self._guide.ask(state.but(misses=0))
        return again, [*map(_leading_back, messages), *question]

    def _with_what_holds(self, told: Outcome, acts: Acts) -> Outcome:
        """Whoever asks beside telling hears what can be said of it before the question that is open."""
        state, question = told
        is_first = len(state.told) == len(acts.facts)
        if is_first and (of_all := self._questions.of_all(state, acts)):
            return of_all  # whoever asks such a thing, and for no category, is not held to the interview
        asked = [name for name in acts.aspects if name not in _OF_THE_WAY] or self._asked_by(acts)
        if not ASKS_FOR_LESS.search(acts.text):
            asked = [name for name in asked if name != "discount"]  # "at the VA" says where
        if not state.pending:
            asked = [name for name in asked if name != "price"]  # the decision says it
        aspect = next((name for name in asked if name in _BESIDE_A_CASE), next(iter(asked), None))
        has_days = state.goal == DUES and "training_end" in state.told
        if has_days and aspect in OF_A_DECISION:
            return told  # there is none yet; the days say why a bill comes
        if aspect is None or (has_days and aspect in {"price", *OF_THE_TIMELINE}):
            return told  # when what is owed stands in the question's own table
        focus = self._replies.focus_on(state)
        made = self._replies.about(state, aspect, focus) if focus else None
        said = [made[1]] if made else None
        names_prices = any(self._guided.text("possible") in item["text"] for item in question)
        if focus is None and aspect == "price" and names_prices:
            return told
        if focus is None and (outcome := self._cases.answer(state, aspect)):
            said = outcome[1]
        if said is None:
            return told
        return state, [*said, *question] if state.pending else [*question, *said]

    def _wants_it_taken_up(self, state: State, acts: Acts) -> bool:
        """Tell whether facts were told to be used; a question about something else only mentions them."""
        turn = acts.turn
        if turn.is_of_a_career and (acts.asks or state.told):
            return False
        is_student = acts.facts.get("stage") == "student"
        if not state.told and _is_of_no_member(acts) and not is_student:
            return False
        if turn.intent == "tell" or acts.corrects or not acts.asks:
            return turn.intent != "smalltalk"
        if len(acts.facts) >= _FACTS_OF_SOMEBODY and (
            OF_A_CASE & set(acts.aspects) or state.person != SPEAKER
        ):
            return (
                True  # "… Anything I can join?", "And the girl who is still in her residency here?"
            )
        is_of_somebody = acts.person != SPEAKER and bool(IDENTIFYING & set(acts.facts))
        return (bool(state.told) or is_of_somebody) and turn.intent != "out_of_scope"

    def _is_told_rather(self, state: State, about: State, acts: Acts) -> bool:
        """Tell whether a message is there for the facts in it, whatever question it resembles."""
        if not acts.facts:
            return False
        if not acts.asks and self._settles(about, acts):
            return True
        if state.told and acts.is_brief and not acts.asks and not acts.aspects:
            return True
        is_definition = acts.turn.label.startswith(OF_THE_PROFESSION) and acts.words > _FEW_FACTS
        if is_definition and not acts.asks and IDENTIFYING & set(acts.facts):
            return True  # "she's a radiation oncologist" does not ask what that is
        is_case = len(acts.facts) >= _FACTS_OF_A_CASE and not about.told
        is_of_less = "discount" in acts.aspects and ASKS_FOR_LESS.search(acts.text)
        is_of_dues = not is_of_less and not {"first_dues", "refund"} & set(acts.aspects)
        if is_case and wish_in(acts.text) == DUES and is_of_dues:
            return True
        is_role = "stage" in acts.facts and "match" not in acts.facts
        return is_role and not acts.asks and acts.words == 1

    def _is_to_be_found(self, state: State, acts: Acts) -> bool:
        """Tell whether somebody whose case is partly known asks which category it is."""
        is_asked = acts.turn.intent == "find_category" or acts.aspects[:1] == ("eligibility",)
        told = {**state.told, **acts.facts}
        about = self._subject_of(acts.turn.label) if acts.turn.is_answered else None
        if acts.turn.is_answered and (about is None or about.aspect != "eligibility"):
            return False
        if not is_asked or acts.categories or len(IDENTIFYING & set(told)) < _FEW_FACTS:
            return False
        decision = self._guide.decisions.decision_on(told)
        return decision is not None and decision.status is Status.NEED_MORE

    def _is_to_be_confirmed(self, state: State, acts: Acts) -> bool:
        """Tell whether a question about one's own case rests on a fact that may have been misread."""
        aspects = set(acts.aspects)
        is_of_case = bool(aspects) and aspects <= OF_A_CASE
        return is_of_case and bool(acts.doubted) and self._guide.doubts(state, acts.facts)

    def _settles(self, state: State, acts: Acts) -> bool:
        """Tell whether what is told decides, or changes, the case of somebody spoken of before."""
        if not state.told:
            return False
        before = self._guide.decisions.decision_on(state.told)
        after = self._guide.decisions.decision_on({**state.told, **acts.facts})
        if after is None or after.status is not Status.DECIDED:
            return False
        return before is None or before.category != after.category

    def _asks_for_dates(self, state: State, acts: Acts) -> bool:
        """Tell whether the end of training, which is known, answers when dues begin, whatever is open."""
        told = {**state.told, **acts.facts}
        about = self._subject_of(acts.turn.label) if acts.turn.is_answered else None
        is_asked = bool({"first_dues", "until", "after"} & set(acts.aspects)) or (
            about is not None and about.aspect == "first_dues"
        )
        # "Why did I get a bill? I was in training until June."
        is_of_a_year = _YEAR_NAMED.search(acts.text) is not None
        is_told = "training_end" in acts.facts or is_of_a_year
        is_asked = is_asked or (is_told and bool({"price", "bill"} & set(acts.aspects)))
        decision = self._guide.decisions.decision_on(told)
        is_open = decision is not None and decision.status is Status.NEED_MORE
        return is_asked and "training_end" in told and is_open

    def _is_keyword(self, acts: Acts) -> bool:
        """One word names a topic, unless it says what somebody is: "residents" does, "resident" not."""
        is_role = bool({"stage", "profession"} & set(acts.facts)) and not acts.text.endswith("s")
        is_word = acts.words == 1 and not is_role
        return is_word and bool(self._knowledge.keywords.found_in(acts.text))


def _as_read(state: State, acts: Acts) -> State:
    """Return the state with what a message leaves open, brings to come, ends, and tells of others."""
    is_of_focus = acts.person == state.person
    if is_of_focus:
        state = state.but(unclear=tuple({*state.unclear, *acts.unclear}))
    if acts.doubted or not is_of_focus:
        state = state.but(doubted=acts.doubted)
    elif twice := {*state.doubted} & {*acts.facts}:  # said again: there is nothing left to ask
        left = {name: others for name, others in state.doubted.items() if name not in twice}
        state = state.but(doubted=left)
    if acts.to_come and is_of_focus:
        to_come = with_what_was_supposed(state, acts.to_come)
        state = state.but(to_come=to_come, supposed_in=None)
    if acts.facts.get("next_program") == "none" and is_of_focus:
        state = state.without("next_program_start")  # the end of the last program is told
    for person, facts in acts.others.items():
        state = state.knowing(person, facts)
    return state


def _of_the_profession(acts: Acts) -> Acts:
    """Return what is asked of the profession, where somebody says that they do not mean the membership."""
    labels = (acts.turn.label, *acts.turn.offers, *(label for label, _ in acts.turn.ranking))
    label = next((name for name in labels if name.startswith(OF_THE_PROFESSION)), None)
    turn = acts.turn
    if label:
        turn = replace(
            turn, intent="faq", label=label, offers=(), confidence=1.0, asked=(), parts=()
        )
    nothing: Mapping[str, Any] = {}
    return replace(
        acts,
        turn=turn,
        facts=nothing,
        hypothesis=nothing,
        to_come=nothing,
        aspects=(),
        apart=nothing,
    )


def _after_a_death(state: State) -> str:
    """Return the name of the reply to what is asked on: never the same twice in a row."""
    return ("bereavement_more", "bereavement_write")[state.turn % 2]


def _is_of_careers(message: Message) -> bool:
    return str(message.get("answer", {}).get("id", "")).startswith(_CAREER_ANSWERS)


def _leading_back(message: Message) -> Message:
    """Small talk in between leads back to the question, and nowhere else."""
    if message["kind"] != Kind.SMALLTALK.value:
        return message
    return {key: value for key, value in message.items() if key != "choices"}


def _is_of_no_case(state: State, acts: Acts) -> bool:
    """Tell whether a message surely asks what no category decides: "my wife, a resident, forgot her password"."""
    turn = acts.turn
    if turn.is_answered and turn.label.startswith(_ACCOUNT) and not acts.aspects:
        return True
    is_beside = turn.intent == "out_of_scope" and turn.confidence >= _SURE_IN_CONTEXT
    return is_beside and not state.told and not acts.aspects and set(acts.facts) <= {"place"}


def _offers_careers(acts: Acts) -> bool:
    return bool(acts.turn.offers) and all(
        label.startswith(OF_THE_PROFESSION) for label in acts.turn.offers
    )


def _is_of_no_member(acts: Acts) -> bool:
    """Tell whether somebody of another trade says so and wants something else than to belong."""
    is_other = acts.facts.get("profession") == "other" and not set(acts.facts) - _OF_ANY_TRADE
    return (
        is_other and acts.turn.intent != "tell" and not acts.asks and not _JOINS.search(acts.text)
    )
