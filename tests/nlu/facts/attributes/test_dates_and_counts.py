"""Days of training, work and retirement, and numbers of years and chapters."""

from __future__ import annotations

import calendar
from datetime import date

import pytest

from bot.nlu.facts.reader import default_reader


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("resident in Ohio, in March 2029 I finish", "training_end", "2029-03-31"),
        ("resident in Ohio, I graduate in May 2030.", "training_end", "2030-05-31"),
        ("I'm a fellow in Ohio until 30 June '27", "training_end", "2027-06-30"),
        ("fellow in Ohio until June", "training_end", "2027-06-30"),
        ("resident in Ohio through 2027/06/30", "training_end", "2027-06-30"),
        ("my fellowship ended on 30JUN2026", "training_end", "2026-06-30"),
        ("resident in Ohio since July 2025", "training_start", "2025-07-01"),
        ("retired in May 2026, told you on June 3", "retirement_notice", "2026-06-03"),
        ("radiologist, retired on 3/31/2026", "retirement_date", "2026-03-31"),
        ("retired in May, dues for 2026 paid", "dues_paid_year", 2026),
        ("I have paid 2025", "dues_paid_year", 2025),
        ("I'd like two chapters", "chapters_requested", 2),
        ("both state chapters please", "chapters_requested", 2),
    ],
)
def test_a_day_or_a_number_belongs_to_what_is_said_with_it(read, text, attribute, value):
    assert read(text)[attribute] == value


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("my fellowship in Ohio does not start until July 1, 2027", "training_end"),
        ("resident in Ohio, done in two years", "training_end"),
        ("my dues for 2026 are unpaid", "dues_paid_year"),
        ("resident in Ohio, done on June 31, 2027", "training_end"),
    ],
)
def test_a_day_that_is_open_or_impossible_is_left_to_be_asked(read, text, attribute):
    assert attribute not in read(text)


MONTHS = [calendar.month_name[month] for month in range(1, 13)]
TODAY = date(2026, 11, 27)


def last_day(year: int, month: int) -> str:
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(
    "words", ["my residency ends in {}", "residency done by {}", "radiology resident until {}"]
)
def test_training_ends_in_any_month_with_a_year_and_without(read, words, month):
    name = calendar.month_name[month]
    next_one = 2026 if month >= TODAY.month else 2027

    assert read(words.format(f"{name} 2029"))["training_end"] == last_day(2029, month)
    assert read(words.format(name))["training_end"] == last_day(next_one, month)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("words", ["I finished residency in {}", "my fellowship ended in {}"])
def test_training_that_is_over_ended_in_the_last_such_month(read, words, month):
    name = calendar.month_name[month]
    last_one = 2026 if month <= TODAY.month else 2025

    assert read(words.format(f"{name} 2024"))["training_end"] == last_day(2024, month)
    assert read(words.format(name))["training_end"] == last_day(last_one, month)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("lead", ["since", "from"])
def test_training_began_in_any_month_since(read, lead, month):
    name = calendar.month_name[month]

    profile = read(f"radiology resident in Ohio {lead} {name} 2024")

    assert profile["training_start"] == date(2024, month, 1).isoformat()
    assert profile["stage"] == "in_training"


def test_a_month_after_a_dated_end_is_the_first_one_after_it(read):
    profile = read("finished fellowship June 30 2025, started in private practice in sept")
    assert profile["paid_position_on"] == "2025-09-01"


def test_who_came_out_of_training_has_ended_it(read):
    assert read("2 of them just came out of fellowship in june")["training_end"] == "2026-06-30"


def test_training_that_will_be_wrapped_up_is_still_to_end(read):
    text = "I'm a fellow in Ohio, my last fellowship will be wrapped up in December"
    assert read(text)["training_end"] == "2026-12-31"


def test_a_new_job_years_after_training_is_of_this_year(read):
    text = "I finished residency in June 2019, and joined my current group in March"
    assert read(text).get("paid_position_on", "2026-03-01") == "2026-03-01"


def test_who_started_after_training_that_is_over_started_to_work(read):
    profile = read("finished neuroradiology fellowship june 30 2026, ABR certified, started july")
    assert profile["paid_position_on"] == "2026-07-01"
    assert "next_program_start" not in profile


@pytest.mark.parametrize(
    "text",
    [
        "finished residency june 2026, started neuroradiology at UCSF in july",
        "I finished my residency in June 2026. I began studying for the boards in August",
        "finished fellowship june 2026. started looking for work in september",
        "I finished my residency in June 2024 and joined the ACR in March 2026",
        "finished fellowship in June 2024, started paying dues in January 2026",
        "I completed my fellowship in June 2025. I started my membership in January 2020",
    ],
)
def test_whatever_else_began_after_training_is_no_first_position(read, text):
    assert "paid_position_on" not in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "still in fellowship until June 2027, finished residency last June",
        "fellow until June 2027, finished residency June 2026",
        "finished residency June 2026, now a fellow in Ohio until June 2027",
    ],
)
def test_the_training_of_a_fellow_ends_with_the_fellowship(read, text):
    assert read(text)["training_end"] == "2027-06-30"


def test_a_fellowship_that_started_is_not_to_come(read):
    facts = read("I finished residency June 2025 and started fellowship in July")
    assert facts["program"] == "fellowship"
    assert not {"training_end", "next_program_start"} & set(facts)


def test_training_ends_with_an_exam():
    reading = default_reader().reading(
        "after i finish in june 2028 with royal college exam, what am i then",
        date(2026, 11, 29),
        "in_training",
    )
    assert reading.facts["training_end"] == "2028-06-30"
