"""What is only supposed, or still to come, is worked out and not remembered."""

from __future__ import annotations

import pytest


def test_what_is_hoped_for_is_supposed(talk):
    talk.say("radiology resident in Ibadan, Nigeria", "find_category")
    talk.say("I hope to come for a fellowship in the U.S. after, is it free then?")
    assert talk.rule == "supposed"
    assert "$0" in talk.text
    assert talk.state.told["place"] == "outside"


def test_where_one_thing_stays_open_the_one_possible_category_is_said(talk):
    talk.say("medical student in Toronto", "find_category")
    talk.say("and what if I studied in Dublin?")
    assert talk.rule == "supposed"
    assert "nternational member-in-training" in talk.text


def test_who_starts_school_later_is_answered_for_then(talk):
    talk.say("my daughter was accepted to medical school and starts in August", "tell")
    talk.say("ok so in August when she starts then? she'll be at Emory")
    assert talk.rule == "supposed"
    assert talk.messages[-1]["decision"]["category"] == "medical_student"


def test_a_us_residency_after_a_school_abroad_is_free(talk):
    talk.say("med student in Ireland, 5 year program", "tell")
    talk.say("and once I start my residency in Boston, will I still pay?")
    assert talk.text.startswith("Free from the day a U.S. residency begins")


def test_who_leaves_the_service_is_no_longer_on_active_duty(talk):
    talk.say("Army radiologist, active duty, ABR, Fort Sam Houston Texas", "tell")
    talk.say("what if I get out of the army next summer, discount gone?")
    assert "says nothing about “Veteran”" in talk.text


def test_an_objection_tells_nothing_new(talk):
    talk.say("body imaging fellow in Houston, radiology", "tell")
    talk.say("even though i'm a full radiologist already?")
    assert talk.state.told["stage"] == "in_training"
    assert talk.text.startswith("What it rests on:")


def test_somebody_waiting_to_match_who_asks_what_they_get_is_decided_for(talk):
    talk.say(
        "graduated in India 2024, ECFMG certified, waiting to match into DR in the US. what can i get",
        "tell",
    )
    assert talk.messages[-1]["decision"]["category"] == "international_mit"


@pytest.mark.parametrize(
    "text",
    [
        "and if I match in March, when is it free?",
        "if i get a us radiology residency, is it still 138?",
        "do I keep paying once I start residency in the US?",
    ],
)
def test_a_match_from_abroad_changes_nothing_before_the_residency_begins(talk, text):
    talk.say(
        "graduated in Lahore 2024, ECFMG certified, waiting to match into DR in the US", "tell"
    )
    talk.say(text)
    assert "the day a U.S. residency begins" in talk.text


def test_without_a_match_a_graduate_from_abroad_is_not_told_the_rule_of_us_students(talk):
    talk.say(
        "graduated in Lahore 2024, ECFMG certified, waiting to match into DR in the US", "tell"
    )
    talk.say("and if I don't match?")
    assert "U.S. and Canadian schools" in talk.text


def test_what_was_supposed_is_spoken_of_for_two_more_turns(talk):
    talk.say("radiologist in Tampa, ABR, out of residency since 2009, member since 1999", "tell")
    talk.say("and if i stop working altogether?")
    assert "Retired member" in talk.text
    talk.say("is it free then?")
    assert "nothing is owed" in talk.text
    talk.say("what is CME?")
    talk.say("thanks")
    talk.say("how much is it then?")
    assert "$0" not in talk.text
    assert "nothing is owed" not in talk.text
    assert talk.state.told["stage"] == "in_practice"


def test_a_fellowship_of_one_year_moves_the_first_dues_by_one(talk):
    talk.say("radiology resident in Ohio, training ends June 30, 2027", "find_category")
    talk.say("and if i do a one year neuro fellowship after?")
    talk.say("so then when is my first payment?")
    assert "January 1, 2029" in talk.text


def test_a_fellowship_planned_after_years_of_practice_is_supposed(talk):
    talk.say("consultant radiologist in Lahore, FCPS", "find_category")
    talk.say(
        "I am planning to come for a fellowship in the USA next year, will my category change?"
    )
    assert "Member-in-training" in talk.text
    assert talk.state.told["place"] == "outside"


def test_who_becomes_certified_hears_whether_the_category_changes_by_itself(talk):
    talk.say(
        "diagnostic radiologist in Nevada, finished an approved residency in 2019, not certified",
        "tell",
    )
    talk.say("If I pass the ABR next year do I switch automatically?")
    assert "General member" in talk.text
    assert "tell the membership department" in talk.text


def test_a_residency_in_canada_has_its_own_answer_for_graduates_from_abroad(talk):
    talk.say(
        "graduated in Lahore 2024, ECFMG certified, waiting to match into DR in the US", "tell"
    )
    talk.say("and if i match in canada instead?")
    assert "residency in Canada has begun" in talk.text


def test_who_transfers_to_a_us_school_would_be_free(talk):
    talk.say("medical student in Grenada, 4 years program", "tell")
    talk.say("ok so 138. what if i transfer to a US school 3rd year?")
    assert "$0" in talk.text
    assert talk.state.told["place"] == "outside"


def test_what_is_to_come_for_somebody_new_is_kept(talk):
    talk.say("radiologist in Tampa, ABR, out of residency since 2009", "find_category")
    talk.say(
        "my wife is a radiology resident in Boston, done in june 2027, then a fellowship in Dublin",
        "tell",
    )
    talk.say("and what does she pay there?")
    assert "$138" in talk.text


def test_what_stands_before_an_if_is_told_and_not_supposed(talk):
    talk.say("certified radiologist in Sao Paulo", "find_category")
    talk.say(
        "I have residency 3 year in Sao Paulo, if I move to work in Canada next year it change?",
        ahead=0.9,
    )
    assert "in residency" not in talk.text
    assert "in Canada" in talk.text
    assert "$138" not in talk.text


def test_what_is_so_already_is_not_supposed(talk):
    talk.say("I'm a resident in Germany, how much", "find_category")
    talk.say(
        "when I finish residency in 2028 how much then", "faq", "faq/membership_dues_after_training"
    )
    assert "$391" in talk.text
    assert "$138" not in talk.text


class TestTheFirstYearOfPractice:
    """Who trains here and practices later is priced as in the first year after training."""

    def test_costs_an_associate_what_it_costs_everybody(self, talk):
        talk.say("IR/DR resident in Ohio, done June 30, 2027", "find_category")
        talk.say("and without the ABR certificate, which member would I be in practice then?")
        assert "Associate member" in talk.text
        assert "$77" in talk.text

    @pytest.mark.parametrize(
        "told", ["breast imaging fellow in Denver, done june 2027", "IR fellow in Denver"]
    )
    def test_abroad_may_cost_the_one_amount_or_the_other(self, talk, told):
        talk.say(told, "find_category")
        talk.say("what if I work in Ireland after it, what would I pay?")
        assert "$77" in talk.text
        assert "$391" in talk.text
        assert "leave open" in talk.text

    def test_names_no_day_that_was_not_told(self, talk):
        talk.say("radiology resident in Chicago", "find_category")
        talk.say("and if I work in Germany after residency, what happens?")
        assert "Training end" not in talk.text


def test_a_certificate_beside_a_move_is_told(talk):
    talk.say("neuroradiology fellow in Toronto, done June 30, 2027", "find_category")
    talk.say("I'm ABR certified and I'll be in Beirut from july 2027. do I become international?")
    assert "International member" in talk.text
    assert "Allied health" not in talk.text


def test_a_physicist_stays_one_once_certified(talk):
    talk.say("diagnostic physicist at a hospital in Denver, no ABR yet", "find_category")
    talk.say("once im ABR certified am i not a regular member?", asked=[("no_board", 0.66)])
    assert "General member" in talk.text
    assert "Medical physicists certified" in talk.text


class TestMoreOfTheTimeSpokenOf:
    """What is added in a later message joins what was supposed before."""

    def test_a_board_joins_the_place(self, talk):
        talk.say("radiologist in Brazil, certified by CBR, in practice in Sao Paulo", "tell")
        talk.say("what if I move to Toronto for work")
        talk.say("no i mean if i have the FRCPC")
        assert "General member" in talk.text
        assert "International member" not in talk.text

    def test_a_board_joins_a_return(self, talk):
        talk.say("radiology fellow in London UK for a year, residency was in Toronto", "tell")
        talk.say("and when I come back to Toronto as staff next summer?")
        talk.say("I have FRCPC radiology. which one am i then")
        assert "General member" in talk.text

    def test_a_move_has_nothing_to_do_with_a_certificate_that_may_lapse(self, talk):
        talk.say("my daughter is an RRA in Ohio, ARRT certified. can she be a member", "tell")
        talk.say("and if she lets the ARRT lapse")
        talk.say("she's moving to canada in spring actually. is it still open to her")
        assert "without the ARRT" not in talk.text

    @pytest.mark.parametrize(
        ("text", "category"),
        [
            ("and if I do the fellowship in Australia", "International member-in-training"),
            ("what if I do a fellowship in London after", "International member-in-training"),
            ("what if I go back to Canada for fellowship instead of London", "Member-in-training"),
        ],
    )
    def test_a_program_is_supposed_where_it_is_named(self, talk, text, category):
        talk.say("I'm a radiology resident in Ohio", "tell")
        talk.say(text)
        assert talk.text.split("\n")[1] == category

    def test_what_it_would_cost_is_asked_of_what_was_just_supposed(self, talk):
        talk.say("I'm a med student at McGill", "tell")
        talk.say("what if I do residency in Germany")
        talk.say("what would it cost")
        assert "$138" in talk.text

    def test_what_it_would_cost_is_asked_of_it_while_a_question_is_open(self, talk):
        talk.say("I'm a Canadian med student at Oxford", "tell")
        talk.say("what if I go back to Canada for residency")
        talk.say("what would it cost")
        assert "pays no dues" in talk.text

    def test_a_service_supposed_is_asked_of_the_discount(self, talk):
        talk.say("radiologist in Ohio, ABR, active duty", "tell")
        talk.say("even if I'm in the reserves")
        assert "says nothing about “Reserve or National Guard”" in talk.text
        assert talk.state.told["federal_service"] == "active_duty"

    def test_a_residency_that_is_supposed_to_start_is_training(self, talk):
        talk.say("radiologist from Brazil, now doing an observership in Miami", "tell")
        talk.say("and if I start residency here")
        assert "Member-in-training" in talk.text.split("\n")[1]


def test_another_fellowship_of_a_fellow_keeps_membership_free(talk):
    talk.say("radiology fellow in Denver, my fellowship ends June 30, 2027", "tell")
    talk.say("what if I do another fellowship first?")
    assert "with further training to come" in talk.text
    assert "$0" in talk.text


def test_a_further_fellowship_of_a_year_moves_the_first_dues(talk):
    talk.say("my husband, a radiology resident, starts a fellowship in Boston in July", "tell")
    talk.say("when fellowship ends june 30 2028, when is his first bill?")
    talk.say("if he does another 1 year fellowship after, still free right?")
    assert "January 1, 2029" not in talk.text


@pytest.mark.parametrize(
    "text",
    [
        "what if I end up not doing radiology?",
        "what happens if I pick something else?",
        "and if I choose a different specialty?",
    ],
)
def test_a_student_who_may_leave_radiology_hears_when_membership_ends(talk, text):
    talk.say("ms2 at a US md school", "tell")
    talk.say(text)
    assert talk.text.startswith("Student membership ends if you do not match")


def test_what_is_asked_before_a_supposition_is_answered_first(talk):
    talk.say("ms2 at a US md school", "tell")
    talk.say("does it cost anything, and what if I end up not doing radiology?")
    assert talk.messages[0]["text"].startswith("A medical student member pays no dues")
    assert "Student membership ends" in talk.text


def test_an_exam_that_is_supposed_is_not_explained_behind_the_decision(talk):
    talk.say("radiology fellow in Denver, my fellowship ends June 30, 2027", "tell")
    talk.say(
        "I will do the certifying exam in 2028. does not being certified yet change my category?"
    )
    assert "Associate member" in talk.text
    assert "oral exam" not in talk.text


def test_a_premed_who_is_enrolled_later_is_a_student_then(talk):
    talk.say("I'm a premed sophomore", "tell")
    talk.say("can i join once im accepted to med school or do i have to wait til classes start")
    assert "Medical student member" in talk.text
    assert "No category" not in talk.text


def test_a_doctor_of_another_field_who_gets_in_is_free_then(talk):
    talk.say("I'm a hospitalist in Texas, board certified in internal medicine", "tell")
    talk.say("if I did get in, would my membership change and would it cost anything?")
    assert "$0" in talk.text


def test_the_match_after_residency_is_not_the_one_that_decides_a_membership(talk):
    talk.say("PGY2 diagnostic radiology resident in Ohio", "tell")
    talk.say(
        "when would I apply for the independent match?", label="out_of_scope/match", confidence=0.81
    )
    assert "carry on as members-in-training" not in talk.text


def test_who_does_research_here_was_not_trained_here(talk):
    talk.say(
        "finished residency in Egypt with the Egyptian board, now a research fellow in Boston",
        "tell",
    )
    talk.say("next year I go back to Cairo to work in a hospital, is it possible then?")
    assert "$391" in talk.text
    assert "trained in the U.S." not in talk.text


def test_of_another_service_discount_and_chapters_are_both_told(talk):
    talk.say("Air Force radiologist, active duty, ABR certified, in Texas", "tell")
    talk.say(
        "I separate in June and go to a VA job after. does the 50% stay? and the chapter thing"
    )
    assert "Department of Veterans Affairs" in talk.text
    assert "Only active-duty military members may waive chapter membership" in talk.text


def test_of_reserves_the_same_is_said_whoever_is_in_them(talk):
    talk.say("Air Force radiologist, active duty, ABR certified, in Texas", "tell")
    talk.say("my buddy is in the reserves, civilian practice. same discount?")
    assert "reserves, the guard or veterans it says nothing" in talk.text


def test_who_stops_paying_later_hears_what_is_owed_then(talk):
    talk.say("third year student at a medical school in Grenada, 4 year program", "tell")
    talk.say("so if I get a residency in New Jersey later do I stop paying?")
    assert "It is free already" not in talk.text
    assert "$0" in talk.text


def test_a_whole_case_is_decided_though_a_match_is_named(talk):
    talk.say(
        "my son is a third year med student in Chicago, what should he do to match in radiology and is there a membership he can get?"
    )
    assert talk.messages[0]["decision"]["category"] == "medical_student"


def test_which_exams_a_program_asks_for_supposes_nothing(talk):
    talk.say("second year radiology resident in Sao Paulo", "tell")
    talk.ask("And the exams? Do I need USMLE for a fellowship in the USA?", "career_img")
    assert talk.rule != "supposed"
    assert "$0" not in talk.text


def test_a_graduate_who_did_not_match_hears_what_that_ends(talk):
    talk.ask(
        "what category am i? I graduated from medical school in Ohio and did not match",
        "membership_unmatched",
    )
    assert talk.messages[0]["answer"]["id"] == "membership/unmatched"
