"""Every figure of some days as rows, with that of the days before beside it: for the file and the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.engine import Connection, Engine

from bot.console import office_time
from bot.console.conversation_cache import ConversationCache
from bot.console.date_range import DateRange
from bot.knowledge.loader import Knowledge
from bot.messages.faq_messages import OTHER_LANGUAGE
from bot.records.analytics import by_answer, languages, metrics, phone_calls
from bot.records.analytics.by_answer import AnswerFigures
from bot.records.analytics.metrics import MEASURES, Report
from bot.records.analytics.phone_calls import Week
from bot.records.analytics.statistics import Share
from bot.records.conversations import calls
from bot.records.conversations.calls import CallCounts

ENGLISH = "I can only answer in English."
_LANGUAGE_NAMES = {
    "es": "Spanish",
    "fr": "French",
    "pt": "Portuguese",
    "de": "German",
    "it": "Italian",
    "zh": "Chinese",
    "ar": "Arabic",
    "hi": "Hindi",
    languages.OTHER: "another",
}
_SHARES: dict[str, Callable[[Report], Share]] = {
    "Answered, of attempts": lambda report: report.answered,
    "Resolved without a call, confirmed": lambda report: report.confirmed,
    "Resolved without a call, contained": lambda report: report.contained,
    "Wrong, of all answers": lambda report: report.false_answers,
    "Eligibility checks with a result, of those started": lambda report: report.completed_checks,
}

# What staff looked up in phone assist; none of it is in a figure of visitors.
_CALLS: dict[str, Callable[[CallCounts], int]] = {
    "Calls with a lookup": lambda counts: counts.calls,
    "Lookups": lambda counts: counts.lookups,
    "Lookups without an answer": lambda counts: counts.open,
    "Lookups that helped": lambda counts: counts.helped,
    "Lookups that did not help": lambda counts: counts.did_not_help,
}
_OTHERS: dict[str, Callable[[Report], float | None]] = {
    "Calls saved, at least": lambda report: report.calls_saved.low if report.calls_saved else None,
    "Calls saved, at most": lambda report: report.calls_saved.high if report.calls_saved else None,
    "Time to answer, p50 in ms": lambda report: report.latency_p50,
    "Time to answer, p95 in ms": lambda report: report.latency_p95,
    "Questions to first answer": lambda report: report.questions_to_answer,
}


@dataclass(frozen=True)
class Figure:
    """`of` and `percent` are there for shares alone; `percent` is None where they would say too much."""

    section: str
    name: str
    value: float | None
    of: int | None
    percent: float | None
    before: float | None
    percent_before: float | None = None


@dataclass(frozen=True)
class Figures:
    days: DateRange
    report: Report
    before: Report
    answers: list[AnswerFigures]
    languages: dict[str, int]
    languages_before: dict[str, int]
    weeks: list[Week]
    calls: CallCounts
    calls_before: CallCounts

    def rows(self) -> Iterator[Figure]:
        now, before = self.report, self.before
        for name, measure in MEASURES.items():
            counts = now.counts[name], before.counts[name]
            yield Figure("counts", measure.title, counts[0], None, None, counts[1])
        for title, share_of in _SHARES.items():
            share, earlier = share_of(now), share_of(before)
            yield Figure(
                "shares", title, share.n, share.of, share.percent, earlier.n, earlier.percent
            )
        for title, value_of in _OTHERS.items():
            yield Figure("other", title, value_of(now), None, None, value_of(before))
        for language in self.languages.keys() | self.languages_before.keys():
            numbers = (self.languages.get(language, 0), self.languages_before.get(language, 0))
            yield Figure("visitors by language", language, numbers[0], None, None, numbers[1])
        for title, count_of in _CALLS.items():
            numbers = (count_of(self.calls), count_of(self.calls_before))
            yield Figure("callers helped by staff", title, numbers[0], None, None, numbers[1])
        for week in self.weeks:
            yield Figure("phone calls, week from", str(week.monday), week.calls, None, None, None)

    def answer_rows(self, knowledge: Knowledge) -> Iterator[Figure]:
        """Return three rows for each answer that was given: asked, rated No, wrong."""
        for entry in self.answers:
            answer = knowledge.answers_by_label.get(entry.label)
            name, of = (answer.id if answer else entry.label), entry.asked
            yield Figure("answer asked", name, entry.asked, None, None, entry.asked_before)
            yield Figure("answer rated No", name, entry.rated_no, of, None, None)
            yield Figure("answer wrong", name, entry.wrong, of, None, None)


class FigureSource:
    """Loads the figures of some days, and of as many days before."""

    def __init__(self, engine: Engine, cache: ConversationCache, knowledge: Knowledge) -> None:
        self._engine = engine
        self._cache = cache
        reply = knowledge.replies[OTHER_LANGUAGE]
        self._first_words = {
            language: str(text).partition("{")[0].strip()
            for language, text in reply.translations.items()
        }

    def load(self, days: DateRange) -> Figures:
        day_of = office_time.day_in(days.zone)
        with self._engine.connect() as connection:
            now, before = (
                self._cache.load(connection, each.since, each.until) for each in (days, days.before)
            )
            return Figures(
                days,
                metrics.report(now, day_of),
                metrics.report(before, day_of),
                by_answer.count(now, before),
                self._languages(connection, days),
                self._languages(connection, days.before),
                phone_calls.between(connection, days.first, days.last),
                calls.count(connection, days.since, days.until),
                calls.count(connection, days.before.since, days.before.until),
            )

    def _languages(self, connection: Connection, days: DateRange) -> dict[str, int]:
        counts = languages.count(connection, days.since, days.until, self._first_words, ENGLISH)
        return {_LANGUAGE_NAMES.get(code, code): number for code, number in counts.items()}
