"""Phone assist: a caller's words, or a code, and on one screen what to answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from starlette.datastructures import QueryParams
from starlette.responses import Response

from bot.console.access import StaffRoute
from bot.console.answer_lookup import AnswerLookup
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest
from bot.conversation.saved_code import code_in
from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import check
from bot.errors import ProfileError
from bot.knowledge.attributes import UNKNOWN, AnswerKind
from bot.knowledge.loader import Knowledge
from bot.messages.faq_messages import Messages
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.ranking.answer_policy import Outcome
from bot.records.conversations.saved_answers import SavedAnswer, SavedAnswers
from bot.records.staff.accounts import Role
from bot.web.decision_blocks import decision_blocks
from bot.web.profile_query import profile_in

_OUTCOMES = {
    Outcome.ANSWER: "A visitor would get the first answer.",
    Outcome.OFFER: "A visitor would be asked which of these is meant.",
    Outcome.ADMIT: "A visitor would be told that the pages do not answer this.",
    Outcome.TALK: "A visitor would get small talk, or the guide.",
}


class PhoneAssist:
    def __init__(
        self,
        knowledge: Knowledge,
        mind: AnswerLookup,
        applications: SavedAnswers,
        rendering: Rendering,
        today: Callable[[], date],
    ) -> None:
        self._knowledge = knowledge
        self._mind = mind
        self._applications = applications
        self._rendering = rendering
        self._today = today
        self._eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
        self._messages = lru_cache(maxsize=2)(lambda day: Messages(knowledge, day))

    def doors(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/assist", Role.VIEWER, self.show),
            StaffRoute("GET", "/assist/decision", Role.VIEWER, self.decision),
        ]

    def show(self, visit: StaffRequest) -> Response:
        """Answers to what a caller says, the caller's saved answers, and the form of a decision."""
        query = visit.asked("q")
        code = code_in(query)
        saved = self._applications.find(code) if code else None
        told = self._told(visit.request.query_params)
        if saved and not told:
            told = dict(saved.told)
        heard = {} if code or told else self._mind.told(query, self._today())
        told = told or heard
        understood = None if code else self._mind.understood(query)
        answers = []
        for id_, sure in self._mind.shown(understood) if understood else []:
            answers.append((self._messages(self._today()).answer(id_, with_related=False), sure))
        return self._rendering.page(
            visit,
            "assist.html",
            query=query,
            code=code,
            saved=saved,
            checklist=self._checklist(saved) if saved else [],
            answers=answers,
            outcome=_OUTCOMES[understood.choice.outcome] if understood else "",
            told=told,
            was_heard=bool(heard),
            **self._decided(told),
            attributes=self._knowledge.attributes.values(),
            kinds=AnswerKind,
            unknown=UNKNOWN,
        )

    def decision(self, visit: StaffRequest) -> Response:
        """The decision alone, for the form that asks while it is filled in."""
        told = self._told(visit.request.query_params)
        return self._rendering.page(visit, "decision.html", **self._decided(told))

    def _decided(self, told: dict[str, Any]) -> dict[str, Any]:
        """Return the blocks of the decision on what was told, or what is wrong with it."""
        if not told:
            return {"blocks": [], "problem": ""}
        today = self._today()
        try:
            profile = check(told, self._knowledge.attributes)
            decision = self._eligibility.decide(profile, today)
        except ProfileError as error:
            return {"blocks": [], "problem": str(error)}
        guided = GuidedMessages(self._knowledge, self._eligibility, today)
        return {"blocks": decision_blocks(guided, decision, profile), "problem": ""}

    def _checklist(self, saved: SavedAnswer) -> list[dict[str, Any]]:
        """Return the caller's checklist; nothing where the rules no longer know the answers."""
        try:
            profile = check(saved.told, self._knowledge.attributes)
        except ProfileError:
            return []
        decision = self._eligibility.decide(profile, self._today())
        guided = GuidedMessages(self._knowledge, self._eligibility, self._today())
        return guided.checklist_blocks(decision, profile)

    def _told(self, query: QueryParams) -> dict[str, Any]:
        """Return the answers of the form; the caller's words stand in the same address."""
        attributes = self._knowledge.attributes
        fields = profile_in(query, attributes)
        return {name: value for name, value in fields.items() if name in attributes}
