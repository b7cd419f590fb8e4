"""Every figure of some days as rows, with that of the days before beside it: for the file and the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from sqlalchemy.engine import Connection, Engine

from bot.console import office_time
from bot.console.conversation_cache import ConversationCache
from bot.console.date_range import DateRange
from bot.knowledge.loader import Knowledge
from bot.messages.faq_messages import OTHER_LANGUAGE
from bot.records.analytics import abandoned_checks, by_answer, languages, metrics, phone_calls
from bot.records.analytics.by_answer import AnswerFigures
from bot.records.analytics.conversation import Conversation
from bot.records.analytics.metrics import MEASURES, Report
from bot.records.analytics.phone_calls import Week
from bot.records.analytics.statistics import Share
from bot.records.conversations import callbacks, calls
from bot.records.conversations.calls import CallCounts
from bot.records.review import clusters

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
_OTHERS: dict[str, Callable[[Period], float | None]] = {
    "Calls saved, at least": lambda period: getattr(period.report.calls_saved, "low", None),
    "Calls saved, at most": lambda period: getattr(period.report.calls_saved, "high", None),
    "Time to answer, p50 in ms": lambda period: period.report.latency_p50,
    "Time to answer, p95 in ms": lambda period: period.report.latency_p95,
    "Questions to first answer": lambda period: period.report.questions_to_answer,
    "Unanswered question to completion, median days": lambda period: period.days_to_settle,
    "Phone calls typed in": lambda period: sum(week.calls for week in period.weeks) or None,
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
class Period:
    """What was counted in some days. `callbacks` are those completed, by how they ended."""

    report: Report
    languages: dict[str, int]
    weeks: list[Week]
    calls: CallCounts
    callbacks: dict[str | None, int]
    abandoned: dict[str, int]
    days_to_settle: float | None

    def sections(self) -> dict[str, dict[str, int]]:
        """Return the figures that have names of their own, by section."""
        return {
            "visitors by language": self.languages,
            "callers helped by staff": {name: of(self.calls) for name, of in _CALLS.items()},
            "call-backs completed": {
                callbacks.OUTCOMES.get(outcome or "", "outcome not said"): number
                for outcome, number in self.callbacks.items()
            },
            "eligibility checks abandoned at": self.abandoned,
        }


@dataclass(frozen=True)
class Figures:
    days: DateRange
    now: Period
    earlier: Period
    answers: list[AnswerFigures]

    @property
    def report(self) -> Report:
        return self.now.report

    @property
    def before(self) -> Report:
        return self.earlier.report

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
            values = value_of(self.now), value_of(self.earlier)
            yield Figure("other", title, values[0], None, None, values[1])
        yield from self._named()
        for week in self.now.weeks:
            yield Figure("phone calls, week from", str(week.monday), week.calls, None, None, None)

    def _named(self) -> Iterator[Figure]:
        earlier = self.earlier.sections()
        for section, numbers in self.now.sections().items():
            before = earlier[section]
            for name in dict.fromkeys([*numbers, *before]):
                number = numbers.get(name, 0)
                yield Figure(section, name, number, None, None, before.get(name, 0))

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
        self._attributes = knowledge.attributes
        reply = knowledge.replies[OTHER_LANGUAGE]
        self._first_words = {
            language: str(text).partition("{")[0].strip()
            for language, text in reply.translations.items()
        }

    def load(self, days: DateRange) -> Figures:
        with self._engine.connect() as connection:
            now, before = (
                self._cache.load(connection, each.since, each.until) for each in (days, days.before)
            )
            return Figures(
                days,
                self._period(connection, days, now),
                self._period(connection, days.before, before),
                by_answer.count(now, before),
            )

    def _period(
        self, connection: Connection, days: DateRange, conversations: list[Conversation]
    ) -> Period:
        since, until = days.since, days.until
        hours = clusters.hours_to_settle(connection, since, until)
        return Period(
            metrics.report(conversations, office_time.day_in(days.zone)),
            self._languages(connection, days),
            phone_calls.between(connection, days.first, days.last),
            calls.count(connection, since, until),
            callbacks.outcomes(connection, since, until),
            self._abandoned(connection, conversations),
            round(median(hours) / 24, 1) if hours else None,
        )

    def _abandoned(
        self, connection: Connection, conversations: list[Conversation]
    ) -> dict[str, int]:
        """Return how many checks ended without a result, by the question that was asked last."""
        last = abandoned_checks.last_questions(connection, conversations)
        attributes = self._attributes
        return {
            attributes[name].question if name in attributes else name: number
            for name, number in last.most_common()
        }

    def _languages(self, connection: Connection, days: DateRange) -> dict[str, int]:
        counts = languages.count(connection, days.since, days.until, self._first_words, ENGLISH)
        return {_LANGUAGE_NAMES.get(code, code): number for code, number in counts.items()}
