"""The filters of the list of conversations: what the address asks for, and which conversations fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Connection

from bot.console.conversation_cache import ConversationCache
from bot.console.date_range import DateRange
from bot.console.request import StaffRequest
from bot.knowledge.loader import Knowledge
from bot.records.analytics import conversation_query
from bot.records.analytics.conversation import Conversation
from bot.records.analytics.metrics import MEASURES
from bot.records.conversations import consent, text_search
from bot.records.conversations.turn_outcomes import Outcome
from bot.records.review import reviews
from bot.records.review.reviews import Review

# Filters by what was said and how it went: how many withheld conversations pass one would tell what is in them.
_ABOUT_CONTENT = ("words", "answer", "outcome", "rating", "mark", "tag")
MARKS = ("reviewed", "not reviewed", "flagged", "corrected")
_FILTERS = (
    *(
        "from",
        "to",
        "show",
        "outcome",
        "answer",
        "rating",
        "version",
        "words",
        "mark",
        "tag",
        "asof",
    ),
)

Test = Callable[[Conversation], bool]


class ConversationFilters:
    def __init__(self, knowledge: Knowledge, conversation_cache: ConversationCache) -> None:
        self._knowledge = knowledge
        self._conversation_cache = conversation_cache

    def matching(
        self, connection: Connection, request: StaffRequest, days: DateRange
    ) -> tuple[list[Conversation], int]:
        """Return the conversations that pass every filter, newest first.

        Those whose visitor did not agree that staff read them are only counted: the second value. It is
        0 where a filter asks for what is said in them.
        """
        filters = filters_in(request)
        matches: Iterable[Conversation] = self._load(connection, days, filters["words"])
        for test in self._tests(connection, filters):
            matches = filter(test, matches)
        withheld, passing = consent.withheld(connection), list(matches)
        readable = [talk for talk in passing if talk.session_id not in withheld]
        readable.sort(key=lambda talk: (talk.started_at, talk.session_id), reverse=True)
        asks_for_content = any(filters[name] for name in _ABOUT_CONTENT)
        return readable, 0 if asks_for_content else len(passing) - len(readable)

    def _load(self, connection: Connection, days: DateRange, words: str) -> list[Conversation]:
        if not words:
            return self._conversation_cache.load(connection, days.since, days.until)
        sessions = text_search.sessions_with(connection, words)
        return conversation_query.load(connection, days.since, days.until, sessions)

    def _tests(self, connection: Connection, filters: dict[str, str]) -> Iterator[Test]:
        if as_of := moment_of(filters["asof"]):
            yield lambda talk: talk.started_at <= as_of
        if filters["show"] in MEASURES:
            yield MEASURES[filters["show"]].test
        if filters["outcome"] in {outcome.value for outcome in Outcome}:
            outcome = Outcome(filters["outcome"])
            yield lambda talk: talk.has(outcome)
        if filters["answer"] in self._knowledge.answers:
            label = self._knowledge.answers[filters["answer"]].label
            yield lambda talk: any(turn.label == label for turn in talk.turns)
        if filters["rating"] in {"yes", "no"}:
            yield lambda talk: talk.rated(helpful=filters["rating"] == "yes")
        if filters["version"]:
            yield lambda talk: any(
                filters["version"] in {turn.version, *(turn.version or "").split()}
                for turn in talk.turns
            )
        if filters["mark"] or filters["tag"]:
            marks = reviews.load_all(connection)
            yield _mark_test(marks, filters["mark"], filters["tag"], as_of)


def filters_in(request: StaffRequest) -> dict[str, str]:
    return {name: request.query(name) for name in _FILTERS}


def filter_query(request: StaffRequest) -> str:
    """Return the filters as an address carries them on."""
    return urlencode([(name, value) for name, value in filters_in(request).items() if value])


def moment_of(text: str) -> datetime | None:
    """Return the moment at which a list was opened; None for none, or one that cannot be."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    # Ours name no zone; one that does cannot be compared with the times of the records.
    return None if moment is None or moment.tzinfo else moment


def _mark_test(marks: dict[str, Review], mark: str, tag: str, as_of: datetime | None) -> Test:
    """A list that was opened at a moment stays as it was: what was reviewed since is still in it."""

    def test(talk: Conversation) -> bool:
        review = marks.get(talk.session_id)
        reviewed_at = review.reviewed_at if review is not None else None
        is_reviewed = reviewed_at is not None and (as_of is None or reviewed_at < as_of)
        fits: dict[str, Any] = {
            "reviewed": is_reviewed,
            "not reviewed": not is_reviewed,
            "flagged": review is not None and review.is_flagged,
            "corrected": any(turn.is_corrected for turn in talk.turns),
        }
        has_tag = not tag or (review is not None and tag in review.tags)
        return bool(fits.get(mark, True)) and has_tag

    return test
