"""What is said of somebody whose category is still open."""

from __future__ import annotations


def test_whoever_asks_a_price_before_saying_anything_hears_all_of_them(talk):
    message = talk.say("what will it cost", "what_will_i_pay")
    assert "$391" in message["text"]
    assert "$138" in message["text"]
    assert message["asks"]["attribute"] == "stage"


def test_what_holds_for_each_possible_category_is_said_while_a_question_is_open(talk):
    talk.say("what may I join as, I am a radiology fellow", "find_category")
    talk.say("how much?")
    said, question = talk.messages
    assert "International member-in-training:" in said["text"]
    assert question["asks"]["attribute"] == "place"


def test_a_price_nobody_can_tell_yet_is_told_for_the_usual_cases(talk):
    talk.say("I work in Ohio", "find_category")
    talk.say("how much?")
    assert "$391" in talk.messages[0]["text"]


def test_whoever_asks_beside_telling_hears_what_can_be_said_before_the_question(talk):
    talk.say(
        "Army radiologist, active duty, ABR certified, Fort Sam Houston in Texas. What do I pay",
        "tell",
    )
    said, question = talk.messages
    assert "schedule of dues" in said["text"]
    assert question["kind"] == "question"


def test_where_only_one_category_is_possible_its_price_is_given(talk):
    talk.say("medical student in Dublin", "find_category")
    assert talk.state.pending == "school_years"
    talk.say("how much is that")
    assert "$138" in talk.messages[0]["text"]


def test_a_price_of_another_category_is_not_given_instead(talk):
    talk.say("medical student in Heidelberg", "find_category")
    talk.ask("how much a year", "membership_general_dues")
    assert "$138" in talk.messages[0]["text"]


def test_what_settles_an_open_case_is_told_and_asks_no_published_question(talk):
    talk.say("medical student in Heidelberg", "find_category")
    talk.ask("and my school takes six years", "membership_outside_us")
    assert talk.messages[-1]["kind"] == "decision"


def test_whoever_asks_what_they_pay_beside_telling_part_of_their_case_is_asked_on(talk):
    message = talk.ask("what will i pay as a radiologist in ohio", "membership_general_dues")
    assert talk.rule == "told"
    assert message["kind"] == "question"


def test_a_trainee_who_names_no_field_is_answered_provided_that_it_is_radiology(talk):
    message = talk.say("what may I join as, I am a fellow in Boston", "find_category")
    assert message["decision"]["category"] == "member_in_training"
    assert "provided that" in message["text"]
    assert "the program is in radiology" in message["text"]


def test_what_is_possible_names_those_too_that_a_further_question_decides(talk):
    talk.say("I am a physician working in Ohio", "tell")
    assert "General member" in talk.text
    assert "Associate member" in talk.text
    assert "Allied health member" in talk.text


def test_a_question_is_not_answered_for_a_category_that_is_only_one_of_several(talk):
    talk.say("I am a physician working in Ohio", "tell")
    talk.say("until when")
    assert talk.text.startswith("General member, Associate member, Allied health member:")
    assert talk.text.count("The pages state no end") == 1


def test_each_answer_to_the_open_question_is_told_with_what_follows_from_it(talk):
    talk.say("I am in a fellowship", "tell")
    assert "United States or Canada: Member-in-training ($0 a year)" in talk.text
    assert "Another country: International member-in-training ($138 a year)" in talk.text
    talk.say("what would I pay")
    assert "Another country – International member-in-training:" in talk.text


def test_what_is_asked_once_more_names_no_branches(talk):
    talk.say("I'm a PhD medical physicist, residency in Toronto until 2027", "tell")
    assert "not sure that I understood" in talk.text
    assert "depends" not in talk.text


def test_what_is_published_for_everybody_is_not_told_of_each(talk):
    talk.say("I'm in practice at a VA hospital in Tampa", "tell")
    talk.say("is that per month")
    assert "ACR membership runs from January 1" in talk.text
    assert "General member:" not in talk.text


def test_a_premed_student_hears_that_it_is_free_once_enrolled(talk):
    talk.say("my daughter is premed at UCLA", "tell")
    talk.say("is it free then")
    assert "at accredited schools in the U.S. and Canada it is free" in talk.text
    assert "$391" not in talk.text


def test_what_the_memberships_cost_between_which_a_case_is_open(talk):
    talk.say("physicist in practice in Toronto, certified by an equivalent of the ABR", "tell")
    talk.state = talk.state.but(
        told={**talk.state.told, "board": ["other_unlisted"], "stage": "in_practice"},
        pending=None,
        decided="none_contact_staff",
        doubted={},
    )
    talk.say("and cost of each")
    assert "publish no full amount for general membership" in talk.text
    assert "$391" not in talk.text


def test_papers_are_told_for_each_membership_that_is_possible(talk):
    talk.say("third year med student", "tell")
    talk.ask("do i need a letter from my dean to join?", "membership_enrollment_verification")
    assert "no proof of enrollment" in talk.text
    assert "no documents for an international member-in-training" in talk.text
