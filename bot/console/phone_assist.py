"""Phone assist: one page for a call, with what to say, what to ask, the decision and the caller's records."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from bot.console import audit_entry
from bot.console.caller_lookup import CallerLookup, CallerRecords
from bot.console.caller_reply import CallerConversation, CallerReply
from bot.console.date_range import date_range_of
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.conversation.user_turn import understood_of
from bot.knowledge.attributes import UNKNOWN, AnswerKind, Attribute
from bot.messages.faq_messages import PRIVATE
from bot.records.conversations import calls
from bot.records.conversations.calls import Calls
from bot.records.conversations.redaction import redact
from bot.records.conversations.store import TRACE, Turn
from bot.records.staff.role import Role
from bot.web.profile_query import profile_in

_LONGEST_WORDS = 300
_CALL_PREFIX = "call-"
_DAYS_COUNTED = 30


@dataclass(frozen=True)
class Call:
    """What the page carries on: the call, the lookup last noted, and whether it helped."""

    id: str = ""
    turn: str = ""
    helped: str = ""


class PhoneAssist:
    """What a caller says is never in an address: the page is the answer to a form."""

    def __init__(
        self, context: PageContext, lookup: CallerLookup, conversation: CallerConversation
    ) -> None:
        self._context = context
        self._calls = Calls(context.engine)
        self._lookup = lookup
        self._conversation = conversation

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/assist", Role.VIEWER, self.new_call),
            StaffRoute("POST", "/assist", Role.VIEWER, self.look_up),
            StaffRoute("POST", "/assist/decision", Role.VIEWER, self.decision),
        ]

    def new_call(self, request: StaffRequest) -> Response:
        return self._page(request, "", {}, CallerRecords(), None, Call())

    def look_up(self, request: StaffRequest) -> Response:
        """Show what to tell a caller, what they left with us, and the decision on what they told."""
        words, form = request.field("q", _LONGEST_WORDS), self._form(request)
        records = self._lookup.find(words, request.field("code", 12))
        if records.callbacks:
            records = self._with_contacts(request, records)
        told = form or dict(records.saved.told if records.saved else {})
        reply = None if records.is_all else self._reply(request, words, told)
        call = self._noted(request, words, reply)
        return self._page(request, words, told, records, reply, call)

    def decision(self, request: StaffRequest) -> Response:
        """Show the decision alone, for the form that asks while it is filled in."""
        decision = self._conversation.decide(self._form(request))
        return self._context.rendering.page(
            request, "decision.html", **self._decision_values(decision)
        )

    def _reply(self, request: StaffRequest, words: str, told: dict[str, Any]) -> CallerReply | None:
        turn = self._context.answer_lookup.read(redact(words).text)
        if turn is None:
            return None
        pending = request.field("pending")
        return self._conversation.reply(
            turn, told, pending if pending in self._context.knowledge.attributes else None
        )

    def _page(
        self,
        request: StaffRequest,
        words: str,
        told: dict[str, Any],
        records: CallerRecords,
        reply: CallerReply | None,
        call: Call,
    ) -> Response:
        facts = dict(reply.told) if reply else told
        decision = self._conversation.decide(facts)
        asked = (reply.asked if reply else None) or (None if words else decision.asked)
        return self._context.rendering.page(
            request,
            "assist.html",
            words=words,
            records=records,
            reply=reply,
            call=call,
            checklist=self._conversation.checklist(records.saved.told) if records.saved else [],
            told=facts,
            is_from_words=bool(reply and reply.told != told and facts),
            **self._decision_values(decision),
            asked=asked,
            **self._attributes(facts, asked or decision.asked),
            kinds=AnswerKind,
            unknown=UNKNOWN,
            counts=self._counts(request) if not words else None,
        )

    def _decision_values(self, decision: Any) -> dict[str, Any]:
        attribute = self._context.knowledge.attributes.get(decision.asked or "")
        return {"blocks": decision.blocks, "problem": decision.problem, "next_question": attribute}

    def _attributes(self, told: dict[str, Any], asked: str | None) -> dict[str, list[Attribute]]:
        """Return what is told or to be asked first; the rest stays out of the way."""
        every = self._context.knowledge.attributes
        first = [name for name in (asked, *told) if name in every]
        names = dict.fromkeys(name for name in first if name)
        return {
            "attributes": [every[name] for name in names],
            "more_attributes": [item for name, item in every.items() if name not in names],
        }

    def _noted(self, request: StaffRequest, words: str, reply: CallerReply | None) -> Call:
        """Save the lookup, or whether the last one helped; return the ids that the page carries on."""
        call = request.field("call", 40) or f"{_CALL_PREFIX}{secrets.token_hex(12)}"
        turn_id, helped = request.field("turn", 40), request.field("helped")
        if helped in {"yes", "no"} and turn_id:
            self._calls.rate(call, turn_id, request.now, helped=helped == "yes")
            return Call(call, turn_id, helped)
        if reply is None:
            return Call(call)
        turn = self._turn(request, call, words, reply)
        self._calls.save(turn)
        return Call(call, turn.id)

    def _turn(self, request: StaffRequest, call: str, words: str, reply: CallerReply) -> Turn:
        acts, messages = reply.reply.acts, reply.reply.messages
        is_private = bool(acts.safety and acts.safety.kind == PRIVATE)
        understood = understood_of(reply.turn, messages, self._context.knowledge)
        id_ = secrets.token_hex(16)
        return Turn(
            id=id_,
            session_id=call,
            client_id=id_,
            created_at=request.now,
            text=None if is_private else redact(words).text,
            is_choice=False,
            outcome=messages[0]["kind"],
            label=understood["label"],
            confidence=understood["confidence"],
            top=understood["top"],
            latency_ms=0,
            reply=[{**messages[0], TRACE: reply.reply.summary()}, *messages[1:]],
        )

    def _with_contacts(self, request: StaffRequest, records: CallerRecords) -> CallerRecords:
        """Contact details are for those who answer call-backs; who read them stands in the audit."""
        if not request.user.role.may(Role.EDITOR):
            return CallerRecords(reference=records.reference, is_all=records.is_all)
        with self._context.engine.begin() as connection:
            for callback in records.callbacks:
                audit_entry.record(connection, request, "call-back looked up", callback.reference)
        return records

    def _counts(self, request: StaffRequest) -> calls.CallCounts:
        days = date_range_of(request, default_days=_DAYS_COUNTED)
        with self._context.engine.connect() as connection:
            return calls.count(connection, days.since, days.until)

    def _form(self, request: StaffRequest) -> dict[str, Any]:
        """Return the values of the form; the caller's words stand beside them."""
        attributes = self._context.knowledge.attributes
        fields = profile_in(request.form, attributes)
        return {name: value for name, value in fields.items() if name in attributes}
