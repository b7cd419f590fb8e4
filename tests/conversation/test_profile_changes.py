"""What a message tells is news only where it says so."""

from __future__ import annotations

from bot.conversation.state import State

RESIDENT = State(
    told={"stage": "in_training", "profession": "physician", "program": "residency", "place": "us"}
)


def test_who_says_they_are_not_retired_is_not(read):
    acts = read("Not retired! Just on medical leave until spring. ABR, group practice in Columbus")

    assert acts.facts["stage"] == "not_working"


class TestNews:
    def test_a_passing_word_does_not_change_what_was_told(self, read):
        assert "place" not in read("is Canada any different?", RESIDENT).facts

    def test_a_correction_does(self, read):
        assert read("actually I train in Canada", RESIDENT).facts["place"] == "canada"

    def test_so_does_who_says_what_they_are_now(self, read):
        assert read("I'm at a hospital in Toronto", RESIDENT).facts["place"] == "canada"

    def test_what_was_told_already_may_be_told_again(self, read):
        assert read("the hospital is in Ohio", RESIDENT).facts["place"] == "us"

    def test_a_job_that_comes_after_training_is_not_held_yet(self, read):
        facts = read("I finish on June 30, 2027 and then start in private practice", RESIDENT).facts
        assert facts["training_end"] == "2027-06-30"
        assert facts.get("stage") != "in_practice"

    def test_when_a_trainee_is_done_training_ends(self, read):
        facts = read("I'll be done on June 30, 2027", RESIDENT).facts
        assert facts["training_end"] == "2027-06-30"


class TestAYearTakenBack:
    def test_changes_the_one_day_that_was_told(self, read):
        state = RESIDENT.telling({"training_end": "2026-06-30"})
        assert read("Sorry, 2027, I typed the wrong year", state).facts == {
            "training_end": "2027-06-30"
        }

    def test_changes_nothing_where_two_were(self, read):
        state = RESIDENT.telling({"training_end": "2026-06-30", "training_start": "2022-07-01"})
        assert read("Sorry, 2027, I typed the wrong year", state).facts == {}


def test_a_fellowship_to_follow_moves_the_end_of_training(talk):
    talk.say("my husband is a radiology resident in Houston", "tell")
    talk.say("how long will it stay free? He finishes June 2028 and then a fellowship for one year")
    assert talk.state.told["training_end"] == "2029-06-30"


def test_a_residency_named_after_its_end_was_told_does_not_go_on(talk):
    talk.say("finished radiology residency in June 2025, no certificate", "tell")
    talk.say("approved residency at UT, practicing in Knoxville. which category", "tell")
    assert talk.state.told["stage"] == "in_practice"


def test_training_that_is_over_is_over(talk):
    talk.say("radiology resident in Michigan", "tell")
    talk.say("my training is over")
    assert talk.state.told["stage"] == "in_practice"


def test_a_program_that_moves_is_the_one_to_come(talk):
    talk.say(
        "done with radiology residency in Boston June 30 2026, member-in-training, "
        "ABR not yet, next fellowship starts July 1 2027 in Boston",
        "tell",
    )
    talk.tell("stage=in_practice")
    talk.tell("place=us")
    talk.say("the fellowship moved, it starts December 1, 2026", "tell")
    assert talk.state.told["next_program_start"] == "2026-12-01"
    assert talk.state.told["training_end"] == "2026-06-30"


def test_whether_one_is_a_member_is_asked_and_not_told(talk):
    talk.say("radiologist in Tampa, ABR. So I'm a general member, correct?", "tell")
    assert "acr_history" not in talk.state.told


def test_months_at_another_hospital_change_no_school(talk):
    talk.say("medical student in Heidelberg, 6 years program", "tell")
    talk.say("im on exchange in Boston this term, does that make it free?")
    assert talk.state.told["place"] == "outside"


def test_a_student_who_did_not_match_is_remembered_as_one(talk):
    talk.ask("didnt match DR this year. am I going to lose my membership?", "membership_unmatched")
    assert talk.state.told["match"] == "unmatched"


def test_whether_a_residency_counts_as_approved_may_be_open(talk):
    talk.say("DR attending in Ohio, no board, completed residency", "tell")
    talk.say("not sure whether that residency counts as approved", "tell")
    assert talk.state.told["residency_completed"] == "unknown"


def test_the_end_of_the_last_program_takes_the_place_of_the_one_before(talk):
    talk.say("DR resident in Tampa until June 30 2027, then a breast fellowship at Emory", "tell")
    talk.say("the fellowship ends aug 31 2028", "tell")
    talk.say("when do i pay first?")
    assert "2029" in talk.text


def test_a_residency_that_a_fellow_has_behind_them_is_not_the_program_of_now(talk):
    talk.say("IR fellow in Ohio, approved program", "tell")
    talk.say("I finished residency June 2025", "tell")
    assert talk.state.told["program"] == "fellowship"
    assert "training_end" not in talk.state.told


def test_a_statement_of_what_somebody_does_is_told_whatever_it_resembles(read):
    state = State(told={"profession": "physician", "field": "diagnostic_radiology"})
    text = "he is still finishing his prelim year, so not yet in radiology"
    assert read(text, state, label="faq/career_advanced_position").facts["program"] == "internship"
