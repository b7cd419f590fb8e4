"""Phone assist: on one page the answers to a caller's words, and the decision on a membership."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from starlette.responses import Response

from bot.console.answer_lookup import AnswerLookup
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.conversation.saved_code import code_in
from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import check
from bot.errors import ProfileError
from bot.knowledge.attributes import UNKNOWN, AnswerKind
from bot.knowledge.loader import Knowledge
from bot.messages.blocks import Block
from bot.messages.faq_messages import Messages
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.ranking.answer_policy import Outcome
from bot.records.conversations.saved_answers import SavedAnswer, SavedAnswers
from bot.records.staff.accounts import Role
from bot.web.decision_blocks import decision_blocks
from bot.web.profile_query import profile_in

_OUTCOMES = {
    Outcome.ANSWER: "A visitor would get the first answer.",
    Outcome.OFFER: "A visitor would be asked which of these answers is meant.",
    Outcome.ADMIT: "A visitor would be told that the pages do not answer this.",
    Outcome.TALK: "A visitor would get a short reply or the first question of the guide.",
}


class PhoneAssist:
    def __init__(
        self,
        knowledge: Knowledge,
        answer_lookup: AnswerLookup,
        saved_answers: SavedAnswers,
        rendering: Rendering,
        today: Callable[[], date],
    ) -> None:
        self._knowledge = knowledge
        self._answer_lookup = answer_lookup
        self._saved_answers = saved_answers
        self._rendering = rendering
        self._today = today
        self._eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/assist", Role.VIEWER, self.assist),
            StaffRoute("GET", "/assist/decision", Role.VIEWER, self.decision),
        ]

    def assist(self, request: StaffRequest) -> Response:
        """Show answers to what a caller says, saved answers by their code, and the decision form."""
        query = request.query("q")
        code = code_in(query)
        saved = self._saved_answers.find(code) if code else None
        profile, is_from_words = self._profile(request, saved)
        return self._rendering.page(
            request,
            "assist.html",
            query=query,
            code=code,
            saved=saved,
            checklist=self._checklist(saved) if saved else [],
            **({"answers": [], "outcome": ""} if code else self._answers(query)),
            profile=profile,
            is_from_words=is_from_words,
            **self._decision(profile),
            attributes=self._knowledge.attributes.values(),
            kinds=AnswerKind,
            unknown=UNKNOWN,
        )

    def decision(self, request: StaffRequest) -> Response:
        """Show the decision alone, for the form that asks while it is filled in."""
        values = self._decision(self._form(request))
        return self._rendering.page(request, "decision.html", **values)

    def _profile(
        self, request: StaffRequest, saved: SavedAnswer | None
    ) -> tuple[dict[str, Any], bool]:
        """Return the form's values, else the saved ones, else those in the caller's words.

        The second value tells whether they are from the caller's words, which staff must check.
        """
        form = self._form(request)
        if form or saved:
            return form or dict(saved.told if saved else {}), False
        query = request.query("q")
        words = {} if code_in(query) else self._answer_lookup.profile_in(query, self._today())
        return words, bool(words)

    def _answers(self, query: str) -> dict[str, Any]:
        understood = self._answer_lookup.understand(query)
        if understood is None:
            return {"answers": [], "outcome": ""}
        messages = Messages(self._knowledge, self._today())
        answers = [
            (messages.answer(id_, with_related=False), confidence)
            for id_, confidence in self._answer_lookup.likely(understood)
        ]
        return {"answers": answers, "outcome": _OUTCOMES[understood.choice.outcome]}

    def _decision(self, profile: dict[str, Any]) -> dict[str, Any]:
        """Return the blocks of the decision on a profile, or what is wrong with it."""
        if not profile:
            return {"blocks": [], "problem": ""}
        try:
            checked = check(profile, self._knowledge.attributes)
            decision = self._eligibility.decide(checked, self._today())
        except ProfileError as error:
            return {"blocks": [], "problem": str(error)}
        return {"blocks": decision_blocks(self._guide(), decision, checked), "problem": ""}

    def _checklist(self, saved: SavedAnswer) -> list[Block]:
        """Return the caller's checklist; empty where the rules no longer have these attributes."""
        try:
            profile = check(saved.told, self._knowledge.attributes)
        except ProfileError:
            return []
        decision = self._eligibility.decide(profile, self._today())
        return self._guide().checklist_blocks(decision, profile)

    def _guide(self) -> GuidedMessages:
        return GuidedMessages(self._knowledge, self._eligibility, self._today())

    def _form(self, request: StaffRequest) -> dict[str, Any]:
        """Return the values of the form; the caller's words stand in the same address."""
        attributes = self._knowledge.attributes
        fields = profile_in(request.http.query_params, attributes)
        return {name: value for name, value in fields.items() if name in attributes}
