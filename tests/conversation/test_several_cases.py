"""Several people in one message: each gets an answer, and who is open is asked about last."""

from __future__ import annotations


def test_each_of_two_gets_their_own_category(talk):
    talk.say(
        "compare: me = diagnostic radiologist ABR Boston. my twin sister = radiologist in Dublin, FRCR",
        "tell",
    )
    assert talk.rule == "several_people"
    own, sisters = talk.messages
    assert own["decision"]["category"] == "general"
    assert sisters["decision"]["category"] == "international"
    assert sisters["text"].startswith("For your sister:")


def test_the_other_one_is_remembered(talk):
    talk.say(
        "compare: me = diagnostic radiologist ABR Boston. my twin sister = radiologist in Dublin, FRCR",
        "tell",
    )
    talk.say("and for her how much")
    assert "$391" in talk.text
    talk.say("and me?")
    assert "schedule of dues" in talk.text


def test_who_is_open_is_asked_about_by_name_after_the_others(talk):
    message = talk.say(
        "I manage a group in Maine: one is a radiologist with the ABR, one is a medical physicist. "
        "which membership for each",
        "tell",
    )
    assert talk.messages[0]["decision"]["category"] == "general"
    assert message["asks"]["attribute"] == "board"
    assert "second person" in message["text"]


def test_people_who_come_one_by_one_stay_apart(talk):
    talk.say("I do this for our group in Ohio. First: a second year radiology resident.", "tell")
    assert talk.messages[-1]["decision"]["category"] == "member_in_training"
    talk.say("Second: a radiologist, ABR certified, in practice.", "tell")
    assert talk.messages[-1]["decision"]["category"] == "general"
    talk.say("and the first one?")
    assert talk.messages[-1]["decision"]["category"] == "member_in_training"
