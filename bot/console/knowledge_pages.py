"""What the assistant knows, to read: answers and when they are due, disagreements, dues, rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.engine import Engine
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.access import StaffRoute
from bot.console.rendering import Rendering
from bot.console.request import StaffRequest
from bot.eligibility.rules_text import RulesInWords
from bot.knowledge.dues import Published
from bot.knowledge.faq import Answer
from bot.knowledge.loader import Knowledge, money
from bot.messages.faq_messages import Messages
from bot.records.review import phrases
from bot.records.staff.accounts import Role


@dataclass(frozen=True)
class Entry:
    answer: Answer
    topic: str
    due: date
    is_due: bool


class KnowledgePages:
    def __init__(
        self,
        engine: Engine,
        knowledge: Knowledge,
        rendering: Rendering,
        today: Callable[[], date],
        review_days: int,
    ) -> None:
        self._engine = engine
        self._knowledge = knowledge
        self._rendering = rendering
        self._today = today
        self._review = timedelta(days=review_days)

    def doors(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/knowledge", Role.VIEWER, self.answers),
            StaffRoute("GET", "/knowledge/disagreements", Role.VIEWER, self.disagreements),
            StaffRoute("GET", "/knowledge/dues", Role.VIEWER, self.dues),
            StaffRoute("GET", "/knowledge/rules", Role.VIEWER, self.rules),
            StaffRoute("GET", "/knowledge/answer/{topic:str}/{name:str}", Role.VIEWER, self.answer),
        ]

    def answers(self, visit: StaffRequest) -> Response:
        today = self._today()
        entries = [
            Entry(answer, topic.title, answer.reviewed + self._review, False)
            for topic in self._knowledge.topics
            for answer in topic.answers
        ]
        entries = [
            Entry(one.answer, one.topic, one.due, one.due <= today)
            for one in sorted(entries, key=lambda one: (one.due, one.answer.id))
        ]
        only_due = visit.asked("only") == "due"
        with self._engine.connect() as connection:
            drafts = phrases.load_drafts(connection)
        return self._rendering.page(
            visit,
            "knowledge.html",
            entries=[one for one in entries if one.is_due or not only_due],
            due=sum(one.is_due for one in entries),
            only_due=only_due,
            days=self._review.days,
            drafts=drafts,
        )

    def answer(self, visit: StaffRequest) -> Response:
        id_ = f"{visit.part('topic')}/{visit.part('name')}"
        if id_ not in self._knowledge.answers:
            raise HTTPException(404, "There is no such answer.")
        answer = self._knowledge.answers[id_]
        return self._rendering.page(
            visit,
            "answer.html",
            answer=answer,
            message=Messages(self._knowledge, self._today()).answer(id_),
            due=answer.reviewed + self._review,
        )

    def disagreements(self, visit: StaffRequest) -> Response:
        used: dict[str, list[Answer]] = {}
        for answer in self._knowledge.answers.values():
            if answer.disagreement:
                used.setdefault(answer.disagreement, []).append(answer)
        return self._rendering.page(
            visit,
            "disagreements.html",
            disagreements=self._knowledge.disagreements.values(),
            used=used,
            fill=lambda text: self._knowledge.fill(text, self._today()),
        )

    def dues(self, visit: StaffRequest) -> Response:
        today = self._today()
        schedule = self._knowledge.dues
        rows = [(line, schedule.amount(name, today)) for name, line in schedule.lines.items()]
        return self._rendering.page(
            visit,
            "dues.html",
            today=today,
            published=[(line, one) for line, one in rows if isinstance(one, Published)],
            missing=[(line, one) for line, one in rows if not isinstance(one, Published)],
            money=money,
        )

    def rules(self, visit: StaffRequest) -> Response:
        return self._rendering.page(
            visit,
            "rules.html",
            rules=self._knowledge.rules,
            words=RulesInWords(self._knowledge.rules, self._knowledge.attributes),
        )
