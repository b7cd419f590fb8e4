"""What is only supposed, or still to come, is no fact."""

from __future__ import annotations

import pytest

from bot.conversation.state import State

RESIDENT = State(
    told={"stage": "in_training", "profession": "physician", "program": "residency", "place": "us"}
)
LEANING = RESIDENT.but(decided="member_in_training", category="member_in_training")


class TestWhatIsSupposed:
    @pytest.mark.parametrize(
        "text",
        [
            "what if I moved to Germany?",
            "and if I worked in Germany",
            "suppose I am in Germany",
            "what about in Germany",
        ],
    )
    def test_a_supposition_is_no_fact(self, read, text):
        acts = read(text, RESIDENT)
        assert acts.hypothesis["place"] == "outside"
        assert acts.facts == {}

    def test_a_long_story_with_an_if_in_it_is_told(self, read):
        acts = read(
            "if it matters, I am a radiology resident in Ohio and I finish my training on "
            "June 30, 2027, after which I will join a private practice"
        )
        assert acts.hypothesis == {}
        assert acts.facts["place"] == "us"

    def test_what_if_is_supposed_at_any_length(self, read):
        text = "And what if I moved to Germany, my wife has an offer there and I'd find work too"
        assert read(text, RESIDENT).hypothesis["place"] == "outside"

    def test_what_is_supposed_of_somebody_else_is_told_of_them(self, read):
        assert read("what about my wife in Germany", RESIDENT).hypothesis == {}


class TestWhatIsStillToCome:
    DECIDED = RESIDENT.but(decided="member_in_training")

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("next I will do a fellowship in Munich, do I pay?", "outside"),
            ("fellowship in London UK after. price then", "outside"),
            ("and later I work in Germany", "outside"),
        ],
    )
    def test_is_supposed_beside_what_is_known(self, read, text, place):
        acts = read(text, self.DECIDED)
        assert acts.hypothesis["place"] == place
        assert acts.facts == {}

    def test_the_end_of_training_is_told(self, read):
        acts = read("once I am done on June 30, 2027", self.DECIDED)
        assert acts.facts["training_end"] == "2027-06-30"


def test_what_was_learnt_to_be_ahead_is_only_supposed(read):
    state = LEANING.but(told={**RESIDENT.told, "stage": "in_training"})
    acts = read("the resident gets to Munich in the fall of 28", state, ahead=0.9)
    assert acts.hypothesis.get("place") == "outside"
    assert "place" not in acts.facts


def test_what_is_supposed_beside_what_was_told_to_come_goes_with_it(read):
    state = State(
        told={"stage": "in_practice", "profession": "physician", "place": "outside"},
        to_come={"stage": "in_practice", "place": "canada"},
        decided="international",
    )
    supposed = read("and if I have the FRCPC?", state).hypothesis
    assert (supposed["place"], supposed["board"]) == ("canada", ["rcpsc"])


def test_to_stay_as_something_supposes_to_be_it(read):
    state = State(told={"stage": "student", "profession": "medical_student"})
    assert read("can i stay in it as a family doc", state).hypothesis["field"] == "non_radiology"
