"""What a reply leaves out is answered behind it, and what was taught before it."""

from __future__ import annotations

from bot.conversation.completion import answers_in
from bot.conversation.user_turn import AskingPart


class TestWhatWasTaught:
    TAUGHT = {"is_taught": True, "confidence": 1.0}

    def say(self, talk, text, answer):
        talk.say(text, "faq", f"faq/{answer}", **self.TAUGHT)
        return answers_in(talk.messages)

    def test_it_is_answered_before_the_facts_beside_it_are_taken_up(self, talk):
        text = "I'm ABR certified, do I qualify"
        talk.say(text, "tell", "faq/membership_general_eligibility", **self.TAUGHT)
        assert talk.messages[0]["answer"]["id"] == "membership/general_eligibility"
        assert talk.state.told["board"] == ["abr"]
        assert talk.messages[-1]["asks"]

    def test_it_is_answered_alone_where_other_words_ask_for_something_else(self, talk):
        assert self.say(talk, "change phone number", "account_update_contact") == {
            "account/update_contact"
        }

    def test_it_is_answered_though_it_says_what_somebody_is_not(self, talk):
        text = "not an MD, is the general class open to me"
        assert "membership/general_eligibility" in self.say(
            talk, text, "membership_general_eligibility"
        )

    def test_danger_comes_before_it(self, talk):
        self.say(talk, "I want to kill myself", "membership_cme")
        assert talk.rule == "safety"
        assert not answers_in(talk.messages)

    def test_a_pending_question_comes_before_it(self, talk):
        talk.say("what may I join as", "find_category")
        assert not self.say(talk, "in residency", "membership_training_eligibility")

    def test_of_somebody_who_is_known_it_asks_for_their_case(self, talk):
        talk.say("I'm in a radiology residency in Ohio, what may I join as", "find_category")
        talk.tell("place=us")
        given = self.say(talk, "and what will it cost me", "membership_general_dues")
        assert "membership/general_dues" not in given


class TestAPartThatIsPublishedByItself:
    PASSWORD = ("how do I reset my password", "faq/account_reset_password")

    def ask(self, talk, **learnt):
        talk.say("ABR certified radiologist in practice in Ohio, which category", "find_category")
        talk.say("can I vote and how do I reset my password", beside=[self.PASSWORD], **learnt)
        return answers_in(talk.messages)

    def test_is_answered_behind_the_rest(self, talk):
        assert "account/reset_password" in self.ask(talk)
        assert "voting" in talk.text

    def test_is_left_where_it_leans_on_what_was_spoken_of(self, talk):
        leaning = [AskingPart(self.PASSWORD[0], [("tell", 0.9)])]
        assert "account/reset_password" not in self.ask(talk, parts=leaning)

    def test_stands_in_place_of_mere_offers(self, talk):
        talk.say("hm and how do I reset my password", beside=[self.PASSWORD])
        assert answers_in(talk.messages) == {"account/reset_password"}


def test_of_two_parts_the_one_that_is_surely_asked_is_answered_before_what_is_not_covered(talk):
    talk.say("DR resident in an approved program in Ohio, which category", "find_category")
    parts = [
        AskingPart("how many weeks off", []),
        AskingPart("when do I pay first", [("first_dues", 0.99)]),
    ]
    talk.say(
        "how many weeks off and when do I pay first",
        "out_of_scope",
        "out_of_scope/career",
        confidence=0.97,
        parts=parts,
    )
    assert talk.text.startswith("Nothing is owed during training")
    assert "do not cover" in talk.text


def test_whose_training_is_over_hears_with_the_category_what_comes_and_when(talk):
    talk.say(
        "radiologist in practice in Ohio since July, fellowship ended June 30, 2026, ABR certified, "
        "was a member-in-training. which membership now",
        "find_category",
    )
    assert "Member-in-training" in talk.text
    assert "about December 30, 2026" in talk.text
    assert "$77" in talk.text


def test_days_that_stand_in_a_table_are_not_said_before_it(talk):
    parts = [AskingPart("when do i start paying", [("first_dues", 0.98)])]
    talk.say("My breast fellowship ends Aug 31 2027. when do i start paying", parts=parts)
    assert talk.text.count("August 31, 2027") <= 2
    assert "International trainee status" not in talk.text


class TestACareerQuestionWithOneOfMembership:
    def test_what_it_asks_of_prices_is_answered_too(self, talk):
        parts = [AskingPart("do i need phd", []), AskingPart("is ACR free for me", [])]
        talk.ask(
            "physics senior. do i need phd and is ACR free for me", "career_physicist_training"
        )
        assert "$391" not in talk.text
        talk.say(
            "physics senior, do i need phd, and is ACR free for me?",
            "faq",
            "faq/career_physicist_training",
            confidence=0.95,
            parts=parts,
        )
        assert "Students, residents and fellows in the U.S. and Canada" in talk.text

    def test_what_a_part_surely_asks_of_membership_is_answered_too(self, talk):
        beside = [("what happens to my membership if i dont match", "faq/membership_unmatched")]
        talk.say(
            "how many signals do we get, and what happens to my membership if i dont match",
            "faq",
            "faq/career_signals",
            confidence=0.95,
            beside=beside,
        )
        assert answers_in(talk.messages) == {"career/signals", "membership/unmatched"}

    def test_what_was_left_out_of_a_decision_is_said_so(self, talk):
        talk.say(
            "PGY2 diagnostic radiology resident in Ohio. Is ESIR worth it, and can I join?",
            "tell",
            left_out=1,
        )
        assert "decision" in talk.messages[0]
        assert "asked more than I have answered" in talk.text

    def test_a_yes_is_followed_by_the_price_that_is_asked_beside_it(self, talk):
        talk.say("medical physicist at a hospital in Ohio, no ABR", "tell")
        parts = [
            AskingPart("so associate?", [("yes_then", 0.9)]),
            AskingPart("what do I pay", [("price", 0.7)]),
        ]
        talk.say("so associate? what do I pay", parts=parts, asked=[("price", 0.6)])
        assert talk.text.startswith("Yes.")
        assert "publish no amount for an associate member" in talk.text
