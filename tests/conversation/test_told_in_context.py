"""What is read of a message is taken in the light of what is known of somebody."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.told_in_context import day_of, in_words_of, with_days_of

PHYSICIST = {"profession": "medical_physicist", "stage": "in_practice"}


def test_a_physicist_certified_by_the_abr_is_no_physician():
    read = {"profession": "physician", "board": ["abr"]}
    assert in_words_of(PHYSICIST, "I'm ABR certified now", read) == {"board": ["abr"]}


def test_a_physicist_who_says_so_may_be_a_physician():
    read = {"profession": "physician"}
    assert in_words_of(PHYSICIST, "no, I'm a physician", read) == read


def test_the_months_of_a_bill_end_no_training():
    read = {"training_end": "2027-12-31"}
    assert not in_words_of({}, "is the bill for jan to dec 2027", read)


def test_the_last_day_of_who_retires_is_the_day_of_retirement():
    told = {"retirement_date": "2027-02-28"}
    days = with_days_of("his last day is feb 26", told, {"training_end": "2027-02-26"})
    assert days == {"retirement_date": "2027-02-26"}


@pytest.mark.parametrize(
    ("value", "day"), [("2027-06-30", date(2027, 6, 30)), ("unknown", None), (None, None)]
)
def test_only_a_day_is_a_day(value, day):
    assert day_of(value) == day


class TestTheEndOfTrainingThatIsKnown:
    TOLD = {"training_end": "2026-07-31"}

    @pytest.mark.parametrize(
        "text",
        [
            "I'm done with fellowship as of July. What about Jan 2027?",
            "I finished in July, so why",
        ],
    )
    def test_a_month_without_its_year_is_the_one_known(self, text):
        assert with_days_of(text, self.TOLD, {"training_end": "2027-07-31"}) == {}

    @pytest.mark.parametrize(
        "text", ["no, I finish in July 2027", "fellowship ends 7/31/2027", "July next year, sorry"]
    )
    def test_a_year_that_is_named_counts(self, text):
        read = {"training_end": "2027-07-31"}
        assert with_days_of(text, self.TOLD, read) == read

    def test_what_is_concluded_from_it_is_no_other_end(self):
        text = "So that's end of January 2027 for me"
        assert with_days_of(text, self.TOLD, {"training_end": "2027-01-31"}) == {}

    def test_a_conclusion_that_names_training_tells_of_it(self):
        read = {"training_end": "2027-01-31"}
        text = "ok that means my fellowship ends in January 2027"
        assert with_days_of(text, self.TOLD, read) == read
