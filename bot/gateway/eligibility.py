"""The eligibility check as plain pages, without JavaScript: all answers stand in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.eligibility.decide import Eligibility
from bot.eligibility.profile import Profile, check
from bot.errors import ProfileError
from bot.gateway.pages import Pages
from bot.knowledge.attributes import AnswerKind
from bot.knowledge.loader import Knowledge
from bot.messages.blocks import Block
from bot.messages.guide_messages import GuidedMessages
from bot.web.decision_blocks import decision_blocks
from bot.web.profile_query import pairs, profile_in

# Asks for the decision although questions are still open; not an answer.
_RESULT = "result"


@dataclass(frozen=True)
class GivenAnswer:
    """An answer in words, and the address of the same page without it."""

    text: str
    change: str


class EligibilityPages:
    def __init__(self, knowledge: Knowledge, pages: Pages, today: Callable[[], date]) -> None:
        self._knowledge = knowledge
        self._pages = pages
        self._today = today
        self._eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)

    def routes(self) -> list[Route]:
        return [Route("/eligibility", self.check)]

    async def check(self, request: Request) -> Response:
        """Ask the next question, or show the decision, from the answers in the address."""
        answers = profile_in(request.query_params, self._knowledge.attributes)
        answers.pop(_RESULT, None)
        wants_result = _RESULT in request.query_params
        today = self._today()
        try:
            profile = check(answers, self._knowledge.attributes)
            question = self._eligibility.next_question(profile, today)
            blocks = self._result(profile, today) if wants_result or question is None else []
        except ProfileError as error:
            return self._pages.problem(request, 422, f"This answer cannot be used: {error}.")
        return self._pages.show(
            request,
            "eligibility.html",
            given=self._in_words(answers, today),
            fields=pairs(answers),
            question=None if question is None else self._knowledge.attributes[question],
            kinds=AnswerKind,
            blocks=blocks,
            result=None if blocks or not answers else _address({**answers, _RESULT: "1"}),
            today=today,
        )

    def _result(self, profile: Profile, today: date) -> list[Block]:
        decision = self._eligibility.decide(profile, today)
        messages = GuidedMessages(self._knowledge, self._eligibility, today)
        blocks = decision_blocks(messages, decision, profile)
        checklist = messages.checklist_blocks(decision, profile)[:1] if decision.rule else []
        return [*blocks, *checklist]

    def _in_words(self, answers: Mapping[str, Any], today: date) -> list[GivenAnswer]:
        messages = GuidedMessages(self._knowledge, self._eligibility, today)
        return [
            GivenAnswer(messages.title(name, value), _address(_without(answers, name)))
            for name, value in answers.items()
        ]


def _without(answers: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if key != name}


def _address(answers: Mapping[str, Any]) -> str:
    return f"/eligibility?{urlencode(pairs(answers))}"
