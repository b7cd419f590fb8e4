"""Training ends with the last program: when that is, however it is told, decides the first dues."""

from __future__ import annotations

import pytest

RESIDENT = "PGY-4 radiology resident in Ohio, done June 30, 2027, MSK fellowship in Michigan from July 2027"


@pytest.fixture
def resident(talk):
    talk.say(RESIDENT, "find_category")
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "the fellowship is one year so that would be january 2029 right?",
        "so if the fellowship ends june 30 2028 thats january 2029? and how much",
        "no i finish residency june 2027 and the fellowship june 2028. so first bill jan 2029 right",
    ],
)
def test_the_end_of_the_fellowship_moves_the_first_bill(resident, text):
    resident.say(text, asked=[("first_dues", 0.6)])
    assert "January 1, 2029: $77" in resident.text


def test_the_program_to_come_is_ended_by_a_later_message(resident):
    resident.say(
        "doing another neuro fellowship after residency in michigan. still 0?",
        asked=[("after", 0.7)],
    )
    resident.say("and when i finish that, june 2029, what then", asked=[("after", 0.7)])
    assert "January 1, 2030" in resident.text


def test_what_was_said_of_it_is_remembered(resident):
    resident.say("so if the fellowship ends june 30 2028, how much then")
    resident.say("yeah but when do I start paying", asked=[("first_dues", 0.99)])
    assert "January 1, 2029" in resident.text


class TestWhoseTrainingIsOver:
    @pytest.fixture(autouse=True)
    def over(self, talk):
        talk.say(
            "finished my body fellowship in Ohio June 30, 2026, job since August. I was a member in training",
            "find_category",
        )

    def test_becomes_a_general_member_with_the_certificate(self, talk):
        talk.say("i passed the abr certifying exam in october, which one will i be in january")
        assert "to general membership with the certificate" in talk.text

    def test_becomes_an_associate_without_it(self, talk):
        talk.say("im not boarded yet, cert exam is in the spring, does that change it")
        assert "changes nothing" not in talk.text

    def test_need_not_tell_the_change_itself(self, talk):
        talk.say(
            "so im general. do i have to tell them or does it switch by itself",
            asked=[("switch", 0.9)],
        )
        assert "by itself six months later" in talk.text
        assert "describe none" not in talk.text


def test_a_job_that_comes_late_leaves_the_january_rule(talk):
    talk.say("radiology fellow in Ohio, done June 30, 2027", "find_category")
    talk.say("and if i only find a job in spring 2029?")
    assert "makes no job a condition" in talk.text


def test_fellowship_counts_as_training(resident):
    resident.say(
        "wait, fellowship counts as training doesnt it?",
        "faq",
        "faq/career_fellowships",
        confidence=0.82,
    )
    assert "Training includes residency and fellowship" in resident.text


def test_which_year_is_the_first_is_said_from_the_day(talk):
    talk.say(
        "Just got an invoice for full dues. I finished fellowship last summer. I thought it was $77??"
    )
    talk.say("june 30 2025 i finished. so which year is the 77 one")
    assert "2026 is the first year after training: $77" in talk.text
    assert "From 2027 on they rise" in talk.text


def test_who_will_be_certified_is_not_taken_for_an_associate(resident):
    resident.say(
        "and after the fellowship? i also take the certifying exam next year so id be boarded during it"
    )
    assert "General member" in resident.text
    assert "Associate" not in resident.text


def test_another_specialty_matched_ends_student_membership(talk):
    talk.say("MS3 at Ohio State, student member", "tell")
    talk.say("so if i match EM in 2029 i get kicked out?")
    assert "Student membership ends" in talk.text


class TestAFellowshipWhosePlaceIsOpen:
    @pytest.fixture(autouse=True)
    def told(self, talk):
        talk.say(
            "PGY-5 here, finishing residency june 30 then starting an MSK fellowship july 1. do i start paying after residency",
            "find_category",
        )

    def test_names_no_bill_after_residency(self, talk):
        assert "January 1, 2028" not in talk.text

    def test_ends_where_it_is_told_to(self, talk):
        talk.say("no wait, fellowship is free too isnt it? its at Duke, thru june 2028")
        assert "cannot be right" not in talk.text
        talk.say("so first bill january 2029?", asked=[("first_dues", 0.76)])
        assert "January 1, 2029" in talk.text
