"""The eligibility check as plain pages, without JavaScript: all answers stand in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.decisions import Decisions
from bot.conversation.progress import questions_left
from bot.eligibility.decide import Eligibility
from bot.eligibility.decision import Decision
from bot.eligibility.profile import Profile, check
from bot.errors import ProfileError
from bot.gateway.pages import Pages
from bot.knowledge.attributes import UNKNOWN, AnswerKind
from bot.knowledge.loader import Knowledge
from bot.messages.blocks import Block, heading
from bot.messages.guide_messages import GuidedMessages
from bot.web.decision_blocks import decision_blocks
from bot.web.profile_query import pairs, profile_in

# Asks for the decision although questions are still open; not an answer.
_RESULT = "result"
# Names the question to ask anew, and the one that was asked; neither is an answer.
_ASK, _ASKED = "ask", "asked"
_NO_QUESTION = "The address of this page holds an answer to a question that we do not ask."


@dataclass(frozen=True)
class GivenAnswer:
    """An answer in words, and the address of the same page without it."""

    text: str
    change: str


@dataclass(frozen=True)
class RefusedAnswer:
    """What was given as an answer and cannot be one, as it was written, and a sentence that says why."""

    name: str
    value: str
    sentence: str


class EligibilityPages:
    def __init__(
        self, knowledge: Knowledge, pages: Pages, today: Callable[[], date], root: str = ""
    ) -> None:
        self._knowledge = knowledge
        self._pages = pages
        self._today = today
        self._root = root
        self._eligibility = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)

    def routes(self) -> list[Route]:
        return [Route("/eligibility", self.check)]

    async def check(self, request: Request) -> Response:
        """Ask the next question, or show the decision, from the answers in the address."""
        answers = profile_in(request.query_params, self._knowledge.attributes)
        for name in (_RESULT, _ASK, _ASKED):
            answers.pop(name, None)
        if not set(answers) <= set(self._knowledge.attributes):
            return self._pages.problem(request, 422, _NO_QUESTION, "/eligibility")
        answers, refused = self._without_refused(answers)
        profile = check(answers, self._knowledge.attributes)
        today = self._today()
        question = refused.name if refused else self._question(request, profile, today)
        decision, taken = None, profile
        if _RESULT in request.query_params and not refused:
            decision, taken = self._so_far(answers, today)
        elif question is None:
            decision = self._eligibility.decide(profile, today)
        blocks = self._result(decision, taken, today) if decision else []
        return self._pages.show(
            request,
            "eligibility.html",
            422 if refused else 200,
            given=self._in_words(answers, today),
            fields=pairs(answers),
            question=None if question is None else self._knowledge.attributes[question],
            refused=refused,
            kinds=AnswerKind,
            blocks=blocks,
            **self._progress(profile, question, today),
            is_unanswered=question == request.query_params.get(_ASKED, ""),
            unsure=self._address({**answers, question: UNKNOWN}) if question else None,
            apply=self._messages(today).apply_links(decision) if decision else [],
            checked=self._messages(today).checked(decision) if decision else "",
            result=None if blocks or not answers else self._address({**answers, _RESULT: "1"}),
            today=today,
        )

    def _without_refused(
        self, answers: dict[str, Any]
    ) -> tuple[dict[str, Any], RefusedAnswer | None]:
        """Return the answers that can be used, and the first that cannot, which is asked for again."""
        refused = None
        while True:
            try:
                check(answers, self._knowledge.attributes)
            except ProfileError as error:
                name = error.attribute
                sentence = f"{self._knowledge.guidance.texts['impossible']} {error.problem}."
                refused = refused or RefusedAnswer(name, str(answers[name]), sentence)
                answers = _without(answers, name)
            else:
                return answers, refused

    def _progress(self, profile: Profile, question: str | None, today: date) -> dict[str, int]:
        if question is None:
            return {}
        step = len(profile) + 1
        left = questions_left(self._eligibility, profile, question, today)
        return {"step": step, "of_about": step + left}

    def _question(self, request: Request, profile: Profile, today: date) -> str | None:
        """Return the attribute to ask for: the one to change, unless the form has answered it by now; else the next."""
        name = request.query_params.get(_ASK)
        if name in self._knowledge.attributes and name not in profile:
            return name
        return self._eligibility.next_question(profile, today)

    def _so_far(self, answers: Mapping[str, Any], today: date) -> tuple[Decision, Profile]:
        """Decide before every question is answered, as a conversation would: with what it takes for granted."""
        decisions = Decisions(self._knowledge, self._eligibility, today)
        return decisions.decide(answers), decisions.profile_of(answers)

    def _messages(self, today: date) -> GuidedMessages:
        return GuidedMessages(self._knowledge, self._eligibility, today)

    def _result(self, decision: Decision, profile: Profile, today: date) -> list[Block]:
        messages = self._messages(today)
        blocks = decision_blocks(messages, decision, profile)
        # The category and its reason stand above already.
        checklist = messages.checklist_blocks(decision, profile)
        steps = [block for block in checklist if block["type"] == "steps"]
        texts = self._knowledge.guidance.result_texts
        title = [heading(texts["to_do"])] if steps else []
        return [*with_headings(blocks, texts), *title, *steps]

    def _in_words(self, answers: Mapping[str, Any], today: date) -> list[GivenAnswer]:
        messages = self._messages(today)
        return [
            GivenAnswer(
                messages.title(name, value),
                self._address({**_without(answers, name), _ASK: name}),
            )
            for name, value in answers.items()
        ]

    def _address(self, answers: Mapping[str, Any]) -> str:
        return f"{self._root}/eligibility?{urlencode(pairs(answers))}"


def with_headings(blocks: Sequence[Block], texts: Mapping[str, str]) -> list[Block]:
    """Return the blocks with a heading before the table of dues and that of dates."""
    return [part for block in blocks for part in (*_heading_of(block, texts), block)]


def _heading_of(block: Block, texts: Mapping[str, str]) -> list[Block]:
    if block["type"] != "table":
        return []
    return [heading(texts["dates" if block["head"][0] == texts["day"] else "dues"])]


def _without(answers: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if key != name}
