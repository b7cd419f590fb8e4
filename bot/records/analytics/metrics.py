"""The figures of the overview and what each of them means; nothing else counts conversations.

Every figure is a set of conversations, or a share of one set in another: so each number can be
opened, and what opens is what was counted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from bot.records.analytics.conversation import Conversation, CountedTurn
from bot.records.analytics.statistics import FEWEST, Estimate, Share, interval, percentile
from bot.records.conversations.turn_outcomes import Outcome

_FALSE = frozenset({"wrong", "not_my_question"})


@dataclass(frozen=True)
class Measure:
    """A set of conversations that has a name, a place on the page, and a definition."""

    name: str
    title: str
    definition: str
    test: Callable[[Conversation], bool]


def _any(outcome: Outcome) -> Callable[[Conversation], bool]:
    return lambda talk: talk.has(outcome)


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure(
            "conversations",
            "Conversations",
            "Messages of one visitor with less than 30 minutes between them. The assistant's own"
            " greeting and tests by staff are not counted.",
            lambda _: True,
        ),
        Measure(
            "attempts",
            "Attempts",
            "Conversations in which somebody asked something: more than small talk.",
            lambda talk: talk.is_attempt,
        ),
        Measure(
            "answered",
            "Answered",
            "Attempts in which at least one answer with a source was shown.",
            lambda talk: talk.is_attempt and talk.is_answered,
        ),
        Measure(
            "did_you_mean",
            "Did-you-mean solved",
            "Conversations in which one of the offered questions was chosen, and answered.",
            lambda talk: talk.solved_by_did_you_mean,
        ),
        Measure(
            "unanswered",
            "Unanswered",
            "Conversations with at least one question that a membership page might answer and we"
            " did not: no answer, or “none of these”.",
            _any(Outcome.UNANSWERED),
        ),
        Measure(
            "out_of_scope",
            "Out of scope",
            "Conversations with a question that the membership department would not answer either.",
            _any(Outcome.OUT_OF_SCOPE),
        ),
        Measure(
            "callbacks",
            "Call-backs",
            "Conversations in which a call-back was asked for, or within 30 minutes after.",
            lambda talk: talk.has_callback,
        ),
        Measure(
            "abandoned",
            "Abandoned",
            "Attempts that ended with something open (an offer, a question of ours, no answer) and"
            " without reaching out to a person.",
            lambda talk: talk.is_abandoned,
        ),
        Measure(
            "errors",
            "Errors",
            "Conversations in which a message could not be answered because something failed.",
            _any(Outcome.ERROR),
        ),
        Measure(
            "contained",
            "Contained",
            "Attempts that ended with an answer or a result and left no question unanswered, with no"
            " call-back, no contact link followed, nobody asked for, the last rating not No, and no"
            " typed question on the same topic again within 30 minutes.",
            lambda talk: talk.is_contained,
        ),
        Measure(
            "confirmed",
            "Confirmed",
            "Contained, and the last answer was rated Yes or was said to have saved a call.",
            lambda talk: talk.is_confirmed,
        ),
        Measure(
            "thumbs_up",
            "Rated Yes",
            "Conversations with an answer that was rated helpful.",
            lambda talk: talk.rated(helpful=True),
        ),
        Measure(
            "thumbs_down",
            "Rated No",
            "Conversations with an answer that was rated not helpful.",
            lambda talk: talk.rated(helpful=False),
        ),
        Measure(
            "saved_call",
            "Saved a call",
            "Conversations in which somebody said that it saved a call or an e-mail.",
            lambda talk: talk.saved_a_call is True,
        ),
        Measure(
            "eligibility_started",
            "Eligibility checks started",
            "Conversations in which we asked at least one question to find a category.",
            lambda talk: talk.has(Outcome.ELIGIBILITY_STEP) or talk.has(Outcome.ELIGIBILITY_RESULT),
        ),
        Measure(
            "eligibility_done",
            "Eligibility checks with a result",
            "Of those, the ones that came to a decision or a quote.",
            _any(Outcome.ELIGIBILITY_RESULT),
        ),
    )
}


@dataclass(frozen=True)
class Report:
    """All figures of some days. `deflection` is a range and never one inflated number."""

    counts: dict[str, int]
    answered: Share
    confirmed: Share
    contained: Share
    false_answers: Share
    completed_checks: Share
    calls_saved: Estimate | None
    latency_p50: int | None
    latency_p95: int | None
    questions_to_answer: float | None
    by_day: dict[date, Counter[str]]


def report(
    conversations: Sequence[Conversation], day_of: Callable[[datetime], date] = datetime.date
) -> Report:
    """Return the figures of conversations; `day_of` tells on which day of the office a time lies."""
    counts, by_day = _count(conversations, day_of)
    attempts = counts["attempts"]
    turns = [turn for conversation in conversations for turn in conversation.turns]
    latencies = sorted(turn.latency_ms for turn in turns if turn.latency_ms)
    places = [talk.questions_to_first_answer for talk in conversations]
    first_answers = [place for place in places if place is not None]
    return Report(
        counts=counts,
        answered=Share(counts["answered"], attempts),
        confirmed=Share(counts["confirmed"], attempts),
        contained=Share(counts["contained"], attempts),
        false_answers=_false_answers(turns),
        completed_checks=Share(counts["eligibility_done"], counts["eligibility_started"]),
        calls_saved=_calls_saved(conversations),
        latency_p50=percentile(latencies, 50),
        latency_p95=percentile(latencies, 95),
        questions_to_answer=median(first_answers) if first_answers else None,
        by_day=_every_day(by_day),
    )


def matching(conversations: Iterable[Conversation], name: str) -> list[Conversation]:
    """Return the conversations that a figure counts. Raises KeyError for an unknown name."""
    return list(filter(MEASURES[name].test, conversations))


def _count(
    conversations: Iterable[Conversation], day_of: Callable[[datetime], date]
) -> tuple[dict[str, int], dict[date, Counter[str]]]:
    """Count every measure, over all conversations and by the day on which each began."""
    by_day: dict[date, Counter[str]] = {}
    for conversation in conversations:
        names = [name for name, measure in MEASURES.items() if measure.test(conversation)]
        by_day.setdefault(day_of(conversation.started_at), Counter()).update(names)
    totals = sum(by_day.values(), Counter[str]())
    return {name: totals[name] for name in MEASURES}, by_day


def is_false(turn: CountedTurn) -> bool:
    """Tell whether an answer was wrong: the visitor said so, or a reviewer named another one."""
    return turn.is_corrected or (turn.helpful is False and turn.reason in _FALSE)


def _false_answers(turns: Iterable[CountedTurn]) -> Share:
    answers = [turn for turn in turns if turn.outcome is Outcome.ANSWERED]
    return Share(sum(map(is_false, answers)), len(answers))


def _calls_saved(conversations: Iterable[Conversation]) -> Estimate | None:
    """Estimate it for conversations like those that were asked: rated Yes, and nobody turned to after.

    Those without a rating, or with a No, are taken to have saved none.
    """
    like = [talk for talk in conversations if talk.rated(helpful=True) and not talk.reached_out]
    replies = [talk.saved_a_call for talk in like if talk.saved_a_call is not None]
    if len(replies) < FEWEST:
        return None
    low, high = interval(sum(replies), len(replies))
    certain, possible = sum(replies), len(like) - (len(replies) - sum(replies))
    return Estimate(
        max(certain, math.floor(low * len(like))),
        min(possible, math.ceil(high * len(like))),
        len(replies),
    )


def _every_day(by_day: dict[date, Counter[str]]) -> dict[date, Counter[str]]:
    """Return the days in order, those on which nobody came among them."""
    if by_day:
        day = min(by_day)
        while day < max(by_day):
            day += timedelta(days=1)
            by_day.setdefault(day, Counter())
    return dict(sorted(by_day.items()))
