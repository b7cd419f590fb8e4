"""How a message ends that no rule could answer."""

from __future__ import annotations

OFFERS = ("faq/membership_retired_dues", "faq/membership_retired_eligibility")


def test_what_the_likeliest_answer_says_first_stands_above_the_offers(talk):
    message = talk.say("hm the usual thing", "faq", "did_you_mean", offers=OFFERS)
    assert message["text"].startswith("If you mean “What do retired members pay")
    assert "Did you mean one of these?" in message["text"]
    assert len(message["choices"]) == 3


def test_an_answer_for_others_is_only_offered(talk):
    talk.say("ABR certified radiologist practicing in Ohio", "find_category")
    assert talk.state.decided == "general"
    message = talk.say("hm the usual thing", "faq", "did_you_mean", offers=OFFERS)
    assert message["text"].startswith("Did you mean one of these?")


def test_a_career_answer_by_chance_is_no_guess_at_a_follow_up(talk):
    talk.say("radiology resident in Ohio", "tell")
    talk.say(
        "and in may",
        "did_you_mean",
        "faq/career_match_algorithm",
        offers=("faq/career_match_algorithm",),
        confidence=0.08,
    )
    assert "Match" not in talk.text
