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
