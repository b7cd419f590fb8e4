"""What is only supposed, or still to come, is worked out and not remembered."""

from __future__ import annotations


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
    assert "$0" in talk.text


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
