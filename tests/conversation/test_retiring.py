"""Who retires hears of dues, of a bill, of money back and of how to tell, whatever else is open."""

from __future__ import annotations

import pytest

# The day of these conversations is November 2026 (tests/conversation/conftest.py).


class TestWhoStopsAtTheEndOfTheYear:
    @pytest.fixture(autouse=True)
    def told(self, talk):
        talk.say("I'm a radiologist, retiring on Dec 31 2026. do I still owe for 2027")

    def test_owes_nothing_for_the_next(self, talk):
        assert "For 2027, and every year after the retirement, nothing is owed" in talk.text

    def test_is_asked_nothing(self, talk):
        assert talk.state.pending is None

    def test_hears_how_to_tell(self, talk):
        talk.say("do i need to send a letter or something")
        assert "asks for no form and no letter" in talk.text

    def test_hears_what_becomes_of_a_bill_that_is_not_paid(self, talk):
        talk.say("and the 2027 dues? I have not paid them yet")
        assert "how a bill that was already sent is taken back" in talk.text

    def test_gets_back_what_was_paid_ahead(self, talk):
        talk.say("we mailed the check for 2027 on monday, can we get that back")
        assert "between January 1 and March 31, 2027" in talk.text
        assert "before January" in talk.text
        assert talk.state.told["dues_paid_year"] == 2027

    def test_may_tell_in_january(self, talk):
        talk.say("if i tell them in january do i get anything back or owe anything")
        assert "the dues for 2027 come back in full if they were paid" in talk.text
        assert "how a bill" not in talk.text

    def test_is_told_of_no_change_where_the_year_is_corrected(self, talk):
        talk.say("we mailed the check for 2027, can we get that back")
        talk.say("no the check was for 2027 not 2026")
        assert "Changed" not in talk.text


def test_the_end_of_the_year_is_a_day_of_retirement(talk):
    talk.say("my husband is stopping work at the end of this year. does he have to pay next year")
    assert "For your husband:" in talk.text
    assert "For 2027" in talk.text
    assert talk.state.told["retirement_date"] == "2026-12-31"


def test_a_retirement_in_the_middle_of_a_year_leaves_its_dues_open(talk):
    talk.say("thinking of hanging it up next summer after 34 years, whats the deal with ACR dues")
    talk.say("so if i stop in July 2027 but tell them in february do i get my money back or not")
    assert "before the retirement: ask the membership department" in talk.text
    talk.say("would it be better to wait til january 2028 to tell them?")
    assert "For 2027 the page states no refund" in talk.text


def test_dues_of_the_year_of_retirement_come_back_by_the_end_of_march(talk):
    talk.say("I'm a radiologist in Ohio, retiring on March 15, 2027, do I owe 2027 dues?")
    assert "For 2028" in talk.text
    assert "by March 31, 2027" in talk.text


def test_what_it_takes_at_large_is_said_whole(talk):
    talk.say("Hanging it up Dec 31 this year after 38 yrs. what do i do about my membership")
    for part in ("nothing is owed", "asks for no form", "the only deadline"):
        assert part in talk.text.lower()


def test_rights_are_no_matter_of_dues(talk):
    talk.say("I'm a radiologist in Ohio, ABR, member since 1990, retiring on Dec 31 2026", "tell")
    talk.say("can I still vote after?")
    assert talk.rule != "retiring"


def test_dues_of_today_are_not_those_after_it(talk):
    talk.say("I'm a radiologist in Ohio, ABR, member since 1990, retiring on Dec 31 2027", "tell")
    talk.say("and what do I pay currently?")
    assert "nothing is owed" not in talk.text


def test_whoever_has_not_retired_hears_of_bills_in_general(talk):
    talk.say("i'm not retired. i just got a bill for 2027")
    assert "January 1 to December 31" in talk.text
    assert "retire" not in talk.text


@pytest.mark.parametrize(
    "text", ["when do I qualify as a retired member?", "retired from the navy, what do i pay"]
)
def test_who_only_names_retirement_does_not_retire(talk, text):
    talk.say(text)
    assert talk.rule != "retiring"


class TestWhoGoesOnOneDayAWeek:
    @pytest.fixture(autouse=True)
    def told(self, talk):
        talk.say("I am retiring at the end of this year after 34 years. What do I need to do?")
        talk.say("I already paid 2027 in october. do I get that back")
        talk.say(
            "wait til january then. im going to keep reading one day a week for my old group tho"
        )

    def test_has_not_retired(self, talk):
        assert "still practice" in talk.text
        assert "full refund" not in talk.text

    def test_is_promised_nothing_later_on(self, talk):
        talk.say("then what do I do with the 2027 dues, theyre gone?")
        assert "nothing is owed" not in talk.text
        assert "come back" not in talk.text

    def test_may_still_stop_altogether(self, talk):
        talk.say("and if I stop completely instead, do I get 2027 back?")
        assert "come back in full" in talk.text


def test_this_years_dues_are_those_of_this_year(talk):
    talk.say("I am hanging it up on Feb 15. I already paid this years dues. Do I get anything back")
    assert "For 2026 the page states no refund" in talk.text
    talk.say("i meant 2026 dues, i have not gotten the 2027 bill yet. should i just ignore it")
    assert "what was not paid is not owed" in talk.text


class TestWhatIsLeftToTheMembershipDepartment:
    """A reviewer's cases: none of these is promised anything."""

    def test_a_refund_of_a_year_in_which_somebody_retires_late(self, talk):
        talk.say("radiologist in Ohio, I retire in July 2027", "tell")
        talk.say("I already paid my 2027 dues. Will I get them back?")
        assert "Of retiring later in that year it does not speak" in talk.text

    def test_a_notice_before_any_day_of_retirement(self, talk):
        talk.say("radiologist in Ohio, ABR", "tell")
        talk.say("I'm retiring this fall; if I tell you in February, do I get my dues back?")
        assert "ask the membership department first" in talk.text

    def test_dues_of_this_year_that_were_not_paid_in_time(self, talk):
        talk.say(
            "radiologist in Ohio, I retired in December 2025 and have not paid 2026. Do I owe it?"
        )
        assert "For 2026 the page speaks only of a notice" in talk.text
        assert "For 2027" in talk.text

    @pytest.mark.parametrize(
        "text",
        [
            "radiologist, retired in 2020, never an ACR member. What would I pay?",
            "I am retiring from active duty in June 2027 and joining a private group. What will I pay in 2028?",
            "radiologist in Ohio, I won't retire for ten years. What are my dues?",
            "radiologist, retired 2022. If I go back to practice what do I pay?",
        ],
    )
    def test_whoever_is_no_retired_member(self, talk, text):
        talk.say(text)
        assert "nothing is owed" not in talk.text


@pytest.mark.parametrize(
    "text",
    [
        "After June 30, 2027 I will not work another day. do I owe 2028?",
        "I'll work until my last day on June 30, 2027. what do I owe for 2028",
    ],
)
def test_working_until_the_last_day_is_no_part_time(talk, text):
    talk.say("radiologist in Ohio, ABR, I retire on June 30, 2027", "tell")
    talk.say(text)
    assert "still practice" not in talk.text
    assert talk.state.told["stage"] != "partly_retired"


def test_what_is_only_weighed_is_no_fact(talk):
    talk.say("radiologist in Ohio, ABR, I retire on March 1, 2027", "tell")
    talk.say("should I tell you now or wait until April?")
    assert "retirement_notice" not in talk.state.told


def test_the_year_that_was_paid_is_the_one_beside_it(talk):
    talk.say(
        "radiologist in Ohio. I retire in July 2027. I already paid this year's dues. can I get them back"
    )
    assert talk.state.told.get("dues_paid_year", 2026) == 2026


def test_a_few_cases_from_home_are_practice(talk):
    talk.say("retiring on March 31, 2027, dues paid in December. do I get it back")
    talk.say("I might read a few cases a week from home though, does that spoil it")
    assert "still practice" in talk.text


def test_another_day_of_retirement_changes_what_comes_back(talk):
    talk.say("I'm retiring in February 2027 and I've paid my dues for 2027", "tell")
    talk.say("how much do I get back")
    assert "what was paid comes back in full" in talk.text
    talk.say("if I really stop in August instead")
    assert "what was paid comes back in full" not in talk.text
    assert "Of retiring later in that year it does not speak" in talk.text


def test_who_stops_completely_retires(talk):
    talk.say("radiologist in Ohio, ABR", "tell")
    talk.say("what if I stop completely in December, do I get dues back")
    assert talk.rule == "retiring"


def test_a_later_end_of_work_that_is_supposed_changes_the_refund(talk):
    talk.say("radiologist, retiring January 31, 2027, do I have to pay the 2027 invoice?", "tell")
    talk.say("Suppose I keep reading until June 2027 and then stop for good. Do I owe all of 2027?")
    assert "Of retiring later in that year it does not speak" in talk.text


def test_who_stops_too_after_somebody_has_retired_retires(talk):
    talk.say("My husband is a radiologist in Ohio, he retired completely in October 2026", "tell")
    talk.say("And for me? I'm a radiologist too and stop on January 31. Should I pay for 2027?")
    assert talk.rule == "retiring"
    assert "what was not paid is not owed" in talk.text


def test_who_only_works_less_instead_of_stopping_has_not_retired(talk):
    talk.say("radiologist in Ohio, retiring in February 2027, dues paid for 2027. do I get it back")
    talk.say("And if I only drop to 2 days a week instead of stopping completely?")
    assert "still practice" in talk.text


def test_locums_after_the_retirement_are_practice(talk):
    talk.say("ACR member since 1989 and I'm going to stop reading at the end of June 2027", "tell")
    assert talk.state.told["retirement_date"] == "2027-06-30"
    talk.say(
        "I might do a day or two a month of locums after June. Would I still count as retired?"
    )
    assert "still practice" in talk.text


def test_what_was_left_of_work_may_end_later(talk):
    talk.say("i retired from my group in september 2026 after 34 yrs, I was a member", "tell")
    talk.say("i still do a little telerad, two shifts a week, what about dues")
    assert "still practice" in talk.text
    talk.say(
        "so if I quit the telerad too say end of february and I already paid in january, do i get my money back?"
    )
    assert "back in full" in talk.text
