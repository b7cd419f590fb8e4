"""What a visitor would be told, said to the member of staff who has a caller on the phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.console.clustering import theme_of
from bot.conversation.conversation import Conversation, Reply
from bot.conversation.decisions import Decisions
from bot.conversation.saved_code import NothingKept
from bot.conversation.state import SPEAKER, State
from bot.conversation.user_turn import UserTurn
from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Status
from bot.eligibility.profile import check, number_of
from bot.errors import ProfileError
from bot.knowledge.attributes import AnswerKind
from bot.knowledge.loader import Knowledge
from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, note
from bot.messages.faq_messages import Message, Messages
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.facts.reader import default_reader
from bot.web.decision_blocks import decision_blocks

_THEMES = "out_of_scope/"
_STAFF_DECIDE = "The pages do not decide this case: it is for the membership department to decide."
_ENDS = frozenset({Kind.CONTACT.value, Kind.NOTICE.value})
_NUMBERS = frozenset({AnswerKind.INTEGER, AnswerKind.YEAR})


@dataclass(frozen=True)
class CallerReply:
    """`told` are the caller's facts after this message, `person` whose they are.

    `answers` are what to tell, without the decision, which has its own place; `candidates` are the
    answers to choose from; `topic` is that of a question which the pages do not
    answer, `pass_on` what can be said then. `sends_here`: the reply names our own telephone number.
    """

    reply: Reply
    turn: UserTurn
    told: Mapping[str, Any]
    person: str
    answers: list[Message] = field(default_factory=list)
    candidates: list[Message] = field(default_factory=list)
    asked: str | None = None
    topic: str = ""
    pass_on: list[Block] = field(default_factory=list)
    sends_here: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether the pages do not answer it."""
        return bool(self.pass_on)


@dataclass(frozen=True)
class CallerDecision:
    """`asked` is the attribute to ask the caller for next; `problem` what is wrong with a value."""

    blocks: list[Block] = field(default_factory=list)
    asked: str | None = None
    problem: str = ""


class CallerConversation:
    """`today` gives the day for everything."""

    def __init__(self, knowledge: Knowledge, today: Callable[[], date]) -> None:
        self._knowledge = knowledge
        self._today = today
        self._eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
        self._conversation: tuple[date, Conversation] | None = None

    def reply(self, turn: UserTurn, told: Mapping[str, Any], pending: str | None) -> CallerReply:
        """Reply as to a visitor who has told these facts and was asked for `pending`."""
        state = State(told=self._facts(told), answered=tuple(told), pending=pending)
        reply = self._conversation_today().respond(state, turn)
        messages = reply.messages
        open_ends = [message for message in messages if _is_open_end(message, turn)]
        phone = str(self._knowledge.contacts.phone)
        return CallerReply(
            reply,
            turn,
            reply.state.told,
            "" if reply.state.person == SPEAKER else reply.state.person,
            answers=[
                _for_staff(message)
                for message in messages
                if message not in open_ends and message["kind"] != Kind.DECISION.value
            ],
            candidates=self._candidates(messages),
            asked=reply.state.pending,
            topic=self._topic(turn) if open_ends else "",
            pass_on=[block for message in open_ends for block in message["blocks"]],
            sends_here=any(phone in message["text"] for message in messages),
        )

    def decide(self, told: Mapping[str, Any]) -> CallerDecision:
        """Decide with what a conversation takes for granted; nothing told, nothing decided."""
        if not told:
            return CallerDecision()
        try:
            facts = self._facts(told)
            profile = check(told, self._knowledge.attributes)
            decisions = Decisions(self._knowledge, self._eligibility, self._today())
            decision = decisions.decide(facts)
        except ProfileError as error:
            return CallerDecision(problem=str(error))
        blocks = decision_blocks(self.guide(), decision, profile)
        if decision.status is not Status.DECIDED:
            # The card sends people to the membership department, which is reading this.
            is_open = decision.status is Status.NEED_MORE
            blocks = [*([] if is_open else [note(_STAFF_DECIDE)]), *blocks[1:]]
        asked = next((name for name in decision.missing if name not in told), None)
        is_asked = decision.status is Status.NEED_MORE
        return CallerDecision(blocks, asked if is_asked else None)

    def checklist(self, told: Mapping[str, Any]) -> list[Block]:
        """Return the caller's checklist; empty where the rules no longer have these attributes."""
        try:
            profile = check(told, self._knowledge.attributes)
        except ProfileError:
            return []
        return self.guide().checklist_blocks(
            self._eligibility.decide(profile, self._today()), profile
        )

    def guide(self) -> GuidedMessages:
        return GuidedMessages(self._knowledge, self._eligibility, self._today())

    def _conversation_today(self) -> Conversation:
        today = self._today()
        if self._conversation is None or self._conversation[0] != today:
            reader = default_reader()
            self._conversation = (
                today,
                Conversation(self._knowledge, reader, NothingKept(), today),
            )
        return self._conversation[1]

    def _facts(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return facts as a conversation keeps them: numbers as such, what cannot be used left out."""
        facts = {}
        for name, value in told.items():
            attribute = self._knowledge.attributes.get(name)
            if attribute is None:
                continue
            facts[name] = number_of(value) if attribute.kind in _NUMBERS else value
        try:
            check(facts, self._knowledge.attributes)
        except ProfileError:
            return {}
        return facts

    def _candidates(self, messages: list[Message]) -> list[Message]:
        published = Messages(self._knowledge, self._today())
        ids = [
            choice["value"]
            for message in messages
            if message["kind"] == Kind.CHOICES.value
            for choice in message["choices"]
            if choice["value"] in self._knowledge.answers
        ]
        return [published.answer(id_, with_related=False) for id_ in ids]

    def _topic(self, turn: UserTurn) -> str:
        """Return the theme of a question in words; empty where the likeliest catches whatever is left."""
        labels = (turn.label, *(name for name, _ in turn.ranking))
        theme = theme_of(next((name for name in labels if name.startswith(_THEMES)), ""))
        return theme.removeprefix(_THEMES).replace("_", " ")


def _is_open_end(message: Message, turn: UserTurn) -> bool:
    is_theme = turn.label.startswith(_THEMES) and "answer" not in message
    return message["kind"] == Kind.FALLBACK.value or (is_theme and message["kind"] in _ENDS)


def _for_staff(message: Message) -> Message:
    """Leave the question to the caller out: the page asks staff to ask it."""
    if message["kind"] == Kind.QUESTION.value:
        return {**message, "blocks": message["blocks"][:-1]}
    return message
