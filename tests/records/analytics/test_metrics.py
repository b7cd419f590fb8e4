"""The figures against a log that was counted by hand; each line says what it should count as."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.records.analytics import conversation_query
from bot.records.analytics.abandoned_checks import last_questions
from bot.records.analytics.metrics import MEASURES, matching, report
from bot.records.analytics.statistics import Share, interval, percentile
from bot.records.review import clusters, reviews
from bot.records.review.clusters import Nearest
from bot.records.review.unanswered import UnansweredTurn
from testkit.conversation_log import START

DUES, RIGHTS = {"label": "faq/membership_dues"}, {"label": "faq/membership_rights"}
MISS = {"label": "out_of_scope/payment"}
DAY = timedelta(days=1)


@pytest.fixture
def counted(log, database):
    """Fourteen visits. Attempts: all but `chat`, `staff` and `greeted`; `twice` is two of them."""
    log.talk("yes", (0, "opening"), (1, "answer", {**DUES, "helpful": True}))  # confirmed
    log.talk("quiet", (0, "answer", DUES), (1, "answer", RIGHTS))  # contained, not confirmed
    log.talk("again", (0, "answer", DUES), (4, "answer", DUES))  # the same again: not contained
    log.talk("pressed", (0, "answer", DUES), (4, "answer", {**DUES, "choice": True}))  # contained
    log.talk("called", (0, "answer", {**DUES, "helpful": True}), callback=5)  # not contained
    log.talk("clicked", (0, "answer", DUES), contact=29)  # a contact link: not contained
    log.talk("later", (0, "answer", DUES), contact=31)  # too late to count: contained
    log.talk("person", (0, "answer", DUES), (1, "contact", {"label": "smalltalk/human"}))
    log.talk("missed", (0, "fallback", MISS))  # unanswered, abandoned
    log.talk("offered", (0, "choices"), (1, "answer", {**DUES, "choice": True}))  # contained
    log.talk("left", (0, "question", {"label": "find_category"}))  # a check begun, abandoned
    log.talk(
        "checked", (0, "question"), (1, "decision", {"helpful": True, "saved": True})
    )  # confirmed
    log.talk(
        "twice",
        (0, "answer", {**DUES, "helpful": False, "reason": "wrong"}),
        (30, "error", {"ms": 900}),
    )  # two conversations: one that ended with a No, one with an error
    log.talk("chat", (0, "smalltalk", {"label": "smalltalk/greet"}))  # no attempt
    log.talk("staff", (0, "answer", DUES), staff=True)  # not counted
    log.talk("greeted", (0, "opening"))  # not counted
    with database.connect() as connection:
        return conversation_query.load(connection, START - DAY, START + DAY)


BY_HAND = {
    "conversations": 15,
    "attempts": 14,
    "answered": 10,
    "did_you_mean": 1,
    "unanswered": 1,
    "out_of_scope": 0,
    "callbacks": 1,
    "abandoned": 2,
    "errors": 1,
    "contained": 6,
    "confirmed": 2,
    "thumbs_up": 3,
    "thumbs_down": 1,
    "saved_call": 1,
    "eligibility_started": 2,
    "eligibility_done": 1,
}


def test_every_figure_is_what_was_counted_by_hand(counted):
    assert report(counted).counts == BY_HAND


def test_deflection_is_a_range_of_what_was_confirmed_and_what_was_contained(counted):
    figures = report(counted)
    assert figures.confirmed == Share(2, 14)
    assert figures.contained == Share(6, 14)


def test_a_percentage_of_fewer_than_twenty_is_not_told():
    assert Share(10, 19).percent is None
    assert Share(10, 20).percent == 50


def test_a_number_opens_what_it_counted(counted):
    for name, count in BY_HAND.items():
        assert len(matching(counted, name)) == count
    assert {talk.session_id for talk in matching(counted, "confirmed")} == {"yes", "checked"}


def test_every_measure_has_a_definition():
    assert all(len(measure.definition) > 20 for measure in MEASURES.values())


def test_a_wrong_answer_is_one_that_was_called_wrong_or_corrected(counted, database):
    assert report(counted).false_answers == Share(1, 13)


def test_the_waiting_time_is_that_of_the_nearest_rank():
    assert percentile(list(range(1, 101)), 95) == 95
    assert percentile([10], 50) == 10
    assert percentile([], 50) is None


def test_the_turn_that_first_answers_is_counted_among_questions(counted):
    assert report(counted).questions_to_answer == 1


def test_a_share_of_a_small_sample_is_a_wide_interval():
    low, high = interval(5, 10)
    assert (round(low, 3), round(high, 3)) == (0.237, 0.763)


@pytest.fixture
def replied(log, database):
    """Twenty who said Yes were asked, of whom fifteen had been spared a call; ten were not asked."""
    yes = {**DUES, "helpful": True}
    for number in range(20):
        log.talk(f"r{number}", (0, "answer", {**yes, "saved": number < 15}))
    for number in range(10):
        log.talk(f"y{number}", (0, "answer", yes))
    for number in range(50):
        log.talk(f"n{number}", (0, "answer", {**DUES, "helpful": False}))
        log.talk(f"u{number}", (0, "answer", DUES))
    with database.connect() as connection:
        return conversation_query.load(connection, START - DAY, START + DAY)


def test_saved_calls_are_estimated_for_those_like_the_ones_that_were_asked(replied):
    saved = report(replied).calls_saved
    low, high = interval(15, 20)
    assert saved.sample == 20
    assert saved.low == max(15, int(low * 30))
    assert saved.high == min(25, int(high * 30) + 1)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("membership/dues", 0), ("membership/rights", 1), ("none", 1)],
)
def test_who_confirms_the_answer_that_was_given_calls_it_right(log, database, right, wrong):
    log.talk("a", (0, "answer", {**DUES, "id": "t"}))
    with database.begin() as connection:
        assert reviews.save_correction(connection, "a", "t", right, "maria", START)
        talks = conversation_query.load(connection, START - DAY, START + DAY)
    assert report(talks).false_answers == Share(wrong, 1)


def test_saved_calls_are_not_guessed_from_a_handful(counted):
    assert report(counted).calls_saved is None


def test_a_conversation_counts_on_the_day_on_which_it_began(log, database):
    log.talk(
        "night", (0, "answer", DUES), (20, "answer", RIGHTS), start=datetime(2026, 11, 2, 23, 50)
    )
    with database.connect() as connection:
        second = conversation_query.load(connection, datetime(2026, 11, 3), datetime(2026, 11, 4))
        first = conversation_query.load(connection, datetime(2026, 11, 2), datetime(2026, 11, 3))
    assert second == []
    assert [len(talk.turns) for talk in first] == [2]


def test_two_misses_of_one_cluster_are_the_same_question_again(log, database):
    log.talk("other words", (0, "fallback", MISS), (2, "fallback", MISS), (3, "answer", DUES))

    def again():
        with database.connect() as connection:
            (talk,) = conversation_query.load(connection, START - DAY, START + DAY)
        return talk.asked_again

    assert not again()
    with database.begin() as connection:
        first, second, _ = log.ids
        id_ = clusters.create(
            connection, UnansweredTurn(first, ""), b"v", Nearest(None, 0.0, 0.0), START
        )
        rows = [{"turn_id": turn, "cluster_id": id_, "vector": b"v"} for turn in (first, second)]
        clusters.assign(connection, rows)
    assert again()


def test_a_check_without_a_result_stopped_at_the_question_asked_last(log, database):
    def asks(name):
        return {"label": "find_category", "reply": [{"asks": {"attribute": name}}]}

    log.talk("left", (0, "question", asks("profession")), (1, "question", asks("place")))
    log.talk("done", (0, "question", asks("profession")), (1, "decision"))
    with database.connect() as connection:
        talks = conversation_query.load(connection, START - DAY, START + DAY)
        assert last_questions(connection, talks) == {"place": 1}
