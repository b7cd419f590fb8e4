"""The knowledge, to read: answers and when they are due for review, disagreements, dues, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.console.freshness import review_day
from bot.console.page_comparison import gone_quotes
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.eligibility.rules_text import RulesInWords
from bot.knowledge.faq import Answer
from bot.knowledge.texts import variants
from bot.messages.faq_messages import Messages
from bot.records.review import page_comparisons, phrases
from bot.records.review.page_comparisons import PageComparison
from bot.records.staff.role import Role

# The longest search.
_LONGEST = 100


@dataclass(frozen=True)
class Entry:
    """`is_changed`: words that it quotes no longer stand on its page."""

    answer: Answer
    topic: str
    due: date
    is_due: bool
    is_changed: bool


class KnowledgePages:
    def __init__(self, context: PageContext, review_days: int) -> None:
        self._context = context
        self._review = timedelta(days=review_days)

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/knowledge", Role.VIEWER, self.answers),
            StaffRoute("GET", "/knowledge/disagreements", Role.VIEWER, self.disagreements),
            StaffRoute("GET", "/knowledge/rules", Role.VIEWER, self.rules),
            StaffRoute("GET", "/knowledge/answer/{topic:str}/{name:str}", Role.VIEWER, self.answer),
        ]

    def answers(self, request: StaffRequest) -> Response:
        only, words = request.query("only"), request.query("words", _LONGEST)
        with self._context.engine.connect() as connection:
            drafts = phrases.load_drafts(connection)
            entries = self._entries(page_comparisons.load(connection))
        shown = {
            "due": [entry for entry in entries if entry.is_due],
            "changed": [entry for entry in entries if entry.is_changed],
        }
        return self._context.rendering.page(
            request,
            "knowledge.html",
            entries=[entry for entry in shown.get(only, entries) if _has(entry.answer, words)],
            words=words,
            due=len(shown["due"]),
            changed=len(shown["changed"]),
            only=only,
            today=self._context.today(),
            days=self._review.days,
            drafts=drafts,
        )

    def _entries(self, comparisons: Mapping[str, PageComparison]) -> list[Entry]:
        """Return every answer, those first that are due for review first."""
        today = self._context.today()
        entries = []
        for topic in self._context.knowledge.topics:
            for answer in topic.answers:
                due = review_day(answer, self._review)
                group = topic.groups.get(answer.group or "")
                place = f"{topic.title}: {group}" if group else topic.title
                is_changed = bool(gone_quotes(answer, comparisons))
                entries.append(Entry(answer, place, due, due <= today, is_changed))
        return sorted(entries, key=lambda entry: (entry.due, entry.answer.id))

    def answer(self, request: StaffRequest) -> Response:
        id_ = f"{request.path_part('topic')}/{request.path_part('name')}"
        if id_ not in self._context.knowledge.answers:
            raise HTTPException(404, "This answer does not exist.")
        answer = self._context.knowledge.answers[id_]
        # One that is to come is shown as it will be on its first day.
        day = max(self._context.today(), answer.first_day or date.min)
        return self._context.rendering.page(
            request,
            "answer.html",
            answer=answer,
            message=Messages(self._context.knowledge, day).answer(id_),
            due=review_day(answer, self._review),
            is_withheld=answer.is_due(self._context.today()),
        )

    def disagreements(self, request: StaffRequest) -> Response:
        used: dict[str, list[Answer]] = {}
        for answer in self._context.knowledge.answers.values():
            if answer.disagreement:
                used.setdefault(answer.disagreement, []).append(answer)
        return self._context.rendering.page(
            request,
            "disagreements.html",
            disagreements=self._context.knowledge.disagreements.values(),
            used=used,
            fill=lambda text: self._context.knowledge.fill(text, self._context.today()),
        )

    def rules(self, request: StaffRequest) -> Response:
        return self._context.rendering.page(
            request,
            "rules.html",
            rules=self._context.knowledge.rules,
            words=RulesInWords(self._context.knowledge.rules, self._context.knowledge.attributes),
        )


def _has(answer: Answer, words: str) -> bool:
    """Tell whether each of these words occurs in the answer, its question, id or owner."""
    texts = (answer.id, answer.question, answer.owner or "")
    text = " ".join([*texts, *variants(answer.text), *variants(answer.details)]).casefold()
    return all(word in text for word in words.casefold().split())
