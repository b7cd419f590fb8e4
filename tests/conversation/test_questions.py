"""What is asked is answered for a person, for the category spoken of, for several at once, or not at all."""

from __future__ import annotations

from typing import ClassVar

import pytest

from bot.conversation.state import SPEAKER, State
from bot.conversation.user_turn import AskingPart

RESIDENT = "I'm a third-year radiology resident in Toronto"
RADIOLOGIST = "ABR certified radiologist in Ohio"
ABROAD = "I'm a certified radiologist in practice in Nairobi, certified by our national board"


@pytest.fixture
def decided(talk):
    """A talk in which a category was decided."""

    def decided_(story=RESIDENT):
        message = talk.say(story, "find_category")
        assert message["decision"]["status"] == "decided"
        return talk

    return decided_


def covers(talk):
    return [id_ for message in talk.messages for id_ in message.get("covers", [])]


def answers(talk):
    return [message["answer"]["id"] for message in talk.messages if message.get("answer")]


class TestWhoAsksBesideTelling:
    def test_a_bare_description_is_decided(self, talk):
        talk.ask("diagnostic radiology resident Chicago", "membership_training_eligibility")
        assert talk.messages[-1]["decision"]["category"] == "member_in_training"

    def test_anything_i_can_join_is_about_the_case_told(self, talk):
        talk.say("I'm a diagnostic radiology resident in Ohio. Anything I can join?")
        assert talk.state.decided == "member_in_training"

    def test_the_next_person_is_decided_too(self, talk):
        talk.ask("what do residents pay", "membership_training_dues")
        talk.say("And the girl who is in her medical physics residency in Omaha?")
        assert (talk.state.person, talk.state.decided) == ("girl", "member_in_training")

    def test_a_question_of_its_own_is_answered_beside_a_case(self, talk):
        text = "My brother is active duty Air Force, a radiologist. Does he pay for a chapter?"
        talk.say(text, "tell", "faq/membership_military_discount", confidence=0.99)
        assert answers(talk) == ["membership/military_discount"]


class TestWhenDuesBegin:
    def test_the_dates_follow_from_the_end_of_training_alone(self, talk):
        talk.ask("I finish fellowship June 30, 2027. First bill?", "membership_membership_year")
        assert "December 30, 2027" in talk.text
        assert "asks" in talk.messages[-1]

    def test_they_are_said_of_whoever_is_in_practice_since(self, talk):
        story = "finished June 30, 2026, now in practice in Fargo, ABR certified radiologist"
        talk.say(f"my sister {story}, when does she pay first?")
        assert "January 1, 2027" in talk.text
        assert "$77" in talk.text


class TestWordsThatOnlySoundLikeAnAspect:
    def test_pay_at_work_is_no_dues(self, decided):
        talk = decided()
        talk.say("how much do radiologists earn", label="out_of_scope/pay", confidence=0.95)
        assert "quote" not in talk.messages[-1]

    def test_what_applies_to_me_is_no_application(self, knowledge):
        assert "apply" not in knowledge.aspects.asked_in("does the 77 apply to me?")


class TestForNobodyInParticular:
    def test_a_refund_is_answered_as_it_is_published(self, talk):
        talk.say("if I pay and tell you in February, do I get it back?")
        assert answers(talk) == ["membership/retired_dues"]

    def test_a_refund_for_something_else_is_none_of_dues(self, talk):
        talk.say("a refund for the parking", label="out_of_scope/other", confidence=0.9)
        assert answers(talk) == []

    def test_are_you_sure_of_something_is_about_that(self, talk):
        talk.ask("are you sure that fellows do not pay", "membership_fellowship_free")
        assert answers(talk) == ["membership/fellowship_free"]


class TestTheNextPerson:
    def test_who_is_told_of_next_gets_what_was_asked_last(self, talk):
        talk.say("I was a general member and fully retired on June 15, 2025", "find_category")
        talk.ask("can I hold office?", "membership_retired_rights")
        talk.ask(
            "mum retired fully May 31, 2024, general member too. her?",
            "membership_retired_eligibility",
        )
        assert talk.state.person == "mum"
        assert "May 31, 2030" in talk.text


class TestWhatIsSupposed:
    def test_boards_are_supposed_for_after_training(self, decided):
        talk = decided()
        talk.say("and if no ABR by then, what am I?")
        assert talk.messages[-1]["decision"]["category"] == "associate"

    def test_what_is_asked_with_it_is_answered(self, decided):
        talk = decided()
        talk.say("next I will do a fellowship in Munich, do I pay then?")
        assert talk.text.startswith("If so")
        assert "$138" in talk.text

    def test_a_student_who_leaves_radiology_is_told_what_becomes_of_it(self, decided):
        talk = decided("I'm a second-year medical student at Emory in Atlanta")
        talk.say("what if I choose pediatrics")
        assert answers(talk) == ["membership/unmatched"]


class TestWhileACategoryIsOpen:
    @pytest.fixture
    def student_abroad(self, talk):
        message = talk.say("I'm a medical student in Dublin", "find_category")
        assert message["asks"]["attribute"] == "school_years"
        return talk

    def test_the_categories_that_a_number_decides_between_are_named(self, student_abroad):
        student_abroad.say("then which one for me?")
        assert "International member-in-training" in student_abroad.text

    def test_and_what_they_cost(self, student_abroad):
        student_abroad.say("what is the fee")
        assert "$138" in student_abroad.text


class TestWordsOfAnAspect:
    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("renew every year?", "renewal"),
            ("must he sign each year again?", "renewal"),
            ("do I then become an international member automatically?", "after"),
            ("then what", "after"),
            ("when will it finish?", "until"),
            ("do we see any of that money again?", "refund"),
            ("is it the same like general membership?", "rights"),
            ("what do I become", "eligibility"),
        ],
    )
    def test_says_what_is_asked(self, knowledge, text, first):
        assert knowledge.aspects.asked_in(text)[0] == first

    @pytest.mark.parametrize("text", ["I ask for a doctor in our office", "my office manager"])
    def test_a_work_place_is_no_office_to_hold(self, knowledge, text):
        assert "office" not in knowledge.aspects.asked_in(text)

    def test_until_when_after_office_is_asked_of_the_office(self, talk):
        talk.say("I was a general member and fully retired on June 15, 2025", "find_category")
        talk.say("can I hold office?")
        talk.say("until when exactly?")
        assert "June 15, 2031" in talk.text


class TestInGeneral:
    def test_a_published_answer_is_given_as_it_is(self, talk):
        message = talk.ask("what do residents pay", "membership_training_dues")
        assert message["answer"]["id"] == "membership/training_dues"
        assert (talk.rule, talk.state.category) == ("asked", "member_in_training")

    def test_what_follows_is_about_the_category_spoken_of(self, talk):
        talk.ask("who can be an associate member", "membership_associate_eligibility")
        talk.say("can they vote?")
        assert "membership/associate_rights" in covers(talk)

    def test_another_category_gets_the_same_question(self, talk):
        talk.ask("what do residents pay", "membership_training_dues")
        talk.say("and students?")
        assert "membership/medical_student_dues" in [*covers(talk), *answers(talk)]

    def test_another_place_stands_for_another_category(self, talk):
        talk.ask("who can be a member in training", "membership_training_eligibility")
        talk.say("what about in Germany?")
        assert talk.state.category == "international_mit"

    def test_and_back_again(self, talk):
        talk.ask("who can be an international member", "membership_international_eligibility")
        talk.say("what about in Canada?")
        assert talk.state.category == "general"

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("and if I match in radiology?", "membership/matched"),
            ("what if I don't match?", "membership/unmatched"),
        ],
    )
    def test_the_match_is_supposed_either_way(self, talk, text, answer):
        talk.ask("can students join", "membership_medical_student_eligibility")
        talk.say(text)
        assert answers(talk) == [answer]


class TestForAPerson:
    def test_a_price_is_that_of_the_decision(self, decided):
        talk = decided()
        message = talk.ask("how much do I pay?", "membership_general_dues")
        assert message["quote"]["category"] == "member_in_training"
        assert message["quote"]["amount"] == "0.00"
        assert "membership/training_dues" in covers(talk)

    def test_few_words_are_enough(self, decided):
        talk = decided()
        talk.say("how much")
        assert talk.messages[-1]["quote"]["amount"] == "0.00"

    def test_why_says_the_reason_of_the_decision(self, decided, guided):
        talk = decided()
        talk.say("why?")
        assert talk.rule == "asked"
        assert "Residents and fellows" in talk.text

    def test_a_category_that_is_named_is_asked_about_whatever_one_is(self, decided):
        talk = decided()
        talk.ask("what do general members pay", "membership_general_dues")
        assert answers(talk) == ["membership/general_dues"]
        assert "decision" not in talk.messages[-1]

    def test_the_case_and_its_question_come_in_one_message(self, talk):
        message = talk.say(f"{RESIDENT}. Which membership is for me?", "tell")
        assert message["decision"]["category"] == "member_in_training"

    def test_an_open_case_is_asked_about_rather_than_answered(self, talk):
        message = talk.say("I'm a radiologist in Ohio, what do I pay?", "what_will_i_pay")
        assert message["kind"] == "question"

    def test_until_the_question_is_answered_each_possible_category_is_answered_for(self, talk):
        talk.say("I'm in a radiology residency", "find_category")
        assert talk.state.pending == "place"
        talk.say("how much is it?")
        assert {"membership/training_dues", "membership/international_training_dues"} <= set(
            covers(talk)
        )
        assert talk.messages[-1]["asks"]["attribute"] == "place"

    def test_without_a_category_what_would_open_one_is_said(self, talk):
        story = (
            "I graduated from medical school in Cairo and am waiting to match into radiology in the "
            "US, no ECFMG certificate yet"
        )
        assert talk.say(story, "find_category")["decision"]["status"] == "no_category"
        talk.say("how much would it be?")
        assert "ECFMG" in talk.text
        assert "$" in talk.text


class TestSeveral:
    def test_two_questions_of_a_person_make_one_message(self, decided):
        talk = decided()
        message = talk.say("how much is it and do I have to renew it?")
        assert talk.messages == [message]
        assert message["covers"] == ["membership/training_dues", "membership/fellowship_free"]

    def test_two_published_answers_stay_apart(self, talk):
        also = ("faq/membership_cme",)
        talk.say(
            "what do residents pay and what about cme",
            "faq",
            "faq/membership_training_dues",
            also=also,
            confidence=0.9,
        )
        assert answers(talk) == ["membership/training_dues", "membership/cme"]

    def test_who_asked_more_than_is_answered_is_told_so(self, talk):
        asked = {"also": ("faq/membership_cme",), "confidence": 0.9}
        text = "what do residents pay and what about cme and who won the cup"
        talk.say(text, "faq", "faq/membership_training_dues", left_out=1, **asked)
        assert answers(talk)[:2] == ["membership/training_dues", "membership/cme"]
        assert "Please ask the rest by itself" in talk.messages[-1]["text"]

    @pytest.mark.rasa
    def test_of_three_questions_each_is_answered_or_said_to_be_left(self, assistant):
        messages = assistant.begin().say(
            "what do residents pay and what do retired members pay and can i join from germany"
        )
        ids = [message["answer"]["id"] for message in messages if "answer" in message]
        assert {"membership/retired_dues", "membership/outside_us"} <= set(ids)
        left = "Please ask the rest by itself" in messages[-1]["text"]
        assert left is not ("membership/training_dues" in ids)

    def test_questions_are_answered_in_the_order_they_were_asked(self, decided):
        talk = decided()
        talk.say("can I vote and how much is it?")
        assert talk.text.lower().index("vot") < talk.text.index("$0")


class TestOfAYear:
    def test_the_dues_of_a_coming_year_are_named_for_it(self, decided):
        talk = decided(ABROAD)
        talk.say("and in 2028?")
        assert "2028" in talk.text
        assert talk.messages[-1]["quote"]["category"] == "international"

    def test_next_year_is_the_one_after_this(self, decided):
        talk = decided(ABROAD)
        talk.say("and next year?")
        assert "2027" in talk.text

    @pytest.mark.parametrize("text", ["and in 2020?", "and in 2045?"])
    def test_a_year_out_of_reach_gets_no_amount(self, decided, text):
        talk = decided(ABROAD)
        talk.say(text)
        assert not any("quote" in message for message in talk.messages)


class TestWhatIf:
    def test_a_supposition_is_decided_and_nothing_of_it_is_kept(self, decided):
        talk = decided(RADIOLOGIST)
        facts = dict(talk.state.told)
        message = talk.say("what if I moved to Germany?")
        assert message["decision"]["category"] == "international"
        assert talk.state.told == facts

    def test_it_answers_what_was_spoken_of_last(self, decided):
        talk = decided(RADIOLOGIST)
        talk.say("how much")
        message = talk.say("and if I worked in Germany?")
        assert message["covers"] == ["membership/international_dues"] or "$" in message["text"]

    def test_a_stage_that_is_supposed_leaves_out_what_belongs_to_the_other(self, decided):
        talk = decided("I'm a radiology resident in Ohio, I finish on June 30, 2027")
        talk.say("what if I were fully retired?")
        assert talk.state.told["training_end"] == "2027-06-30"
        assert "member-in-training" not in talk.text.lower()


class TestAnotherPerson:
    def test_facts_of_both_are_kept_apart(self, decided):
        talk = decided()
        message = talk.say(
            "my wife is an ABR certified radiologist in private practice in Ohio", "tell"
        )
        assert message["decision"]["category"] == "general"
        assert "wife" in message["text"]
        assert talk.state.facts_of(SPEAKER)["place"] == "canada"

    def test_a_pronoun_goes_on_about_them_and_me_comes_back(self, decided):
        talk = decided()
        talk.say("my wife is an ABR certified radiologist in private practice in Ohio", "tell")
        talk.say("how much does she pay?")
        assert talk.messages[-1]["quote"]["category"] == "general"
        talk.say("and me?")
        assert talk.messages[-1]["quote"]["category"] == "member_in_training"
        assert talk.state.person == SPEAKER


class TestRemembering:
    def test_a_near_question_that_is_unclear_is_about_the_last_answer(self, talk):
        talk.ask("what is cme", "membership_cme")
        talk.say("how does it work", "did_you_mean", offers=("faq/membership_cme",))
        assert answers(talk) == ["membership/cme"]

    def test_with_nothing_to_lean_on_few_words_are_not_answered(self, talk):
        talk.say("can they do that?")
        assert not answers(talk)
        assert talk.state.told == State().told


class TestTheRefund:
    def test_the_rule_is_applied_to_the_days_that_were_told(self, talk):
        talk.ask(
            "stopped practice dec 15 2025, gave notice jan 10 2026, dues 2026 paid. how much back",
            "membership_retired_dues",
        )
        assert talk.text.startswith("A full refund of the dues paid for 2026")

    def test_a_notice_after_march_brings_nothing_back(self, talk):
        talk.ask(
            "caller retired in june 2026, paid 2026 dues, told you july 2 2026. refund?",
            "membership_retired_dues",
        )
        assert "states no refund of the dues for 2026" in talk.text

    def test_with_the_year_paid_alone_the_window_of_that_year_is_named(self, talk):
        talk.say("i already paid 2027 dues in october, do i get it back?")
        assert "between January 1 and March 31, 2027" in talk.text

    def test_who_is_still_to_retire_has_told_nobody_yet(self, talk):
        talk.ask(
            "retire march 20 2027, pay dues in jan, tell you march 20. full refund?",
            "membership_retired_dues",
        )
        assert "2026" not in talk.text
        assert "2027" in talk.text

    def test_dues_that_were_sent_are_no_notice_and_who_tells_now_tells_today(self, talk):
        talk.say("I retired this past May, a member in practice for 31 years", "tell")
        talk.ask("I already sent in the 2026 dues back in January", "membership_retired_dues")
        assert "A full refund" not in talk.text
        talk.ask(
            "I never told anyone, this is the first time I'm contacting you. do I get it back?",
            "membership_retired_dues",
        )
        assert "states no refund of the dues for 2026" in talk.text


class TestSeveralQuestions:
    def test_a_second_question_is_answered_beside_the_first(self, talk):
        talk.ask("I'm a pgy3 in Boston, is it free and can i vote?", "membership_training_dues")
        assert "$0" in talk.text
        assert "voting" in talk.text

    def test_the_same_is_not_said_twice(self, talk):
        talk.say("resident in Toronto, radiology", "tell")
        talk.say("can i vote, and can i sit on the board or hold office?")
        assert talk.text.count("The pages state no rights") == 1


class TestOfNoPage:
    def test_unpaid_years_of_a_lapsed_membership_are_not_on_the_pages(self, talk):
        talk.say("general member until 2019, ABR, private practice in Ohio", "tell")
        talk.say("ok but the back dues question")
        assert "say nothing about dues for years in which a membership had lapsed" in talk.text

    def test_the_schedule_of_dues_is_pointed_to(self, talk):
        talk.say("radiology resident in Ohio", "tell")
        talk.say("where's the schedule of dues")
        assert "links to the schedule of dues" in talk.text


def test_office_after_retirement_is_worked_out_before_the_category_is_settled(talk):
    talk.ask(
        "retired in aug 2024, can i still run for something in 2029? and until when",
        "membership_retired_rights",
    )
    assert "August 31, 2030" in talk.text
    talk.say("so till when exactly can i")
    assert "August 31, 2030" in talk.text


def test_who_has_asked_and_is_still_open_is_asked_on(talk):
    talk.say("my partner Dr. Nair is a radiation oncologist in Tulsa", "tell")
    message = talk.say("no i mean which membership would she have", "find_category")
    assert message["asks"]["attribute"] == "board"


def test_active_duty_may_waive_the_chapter_and_others_are_not_named(talk):
    talk.say("Army radiologist, active duty, ABR, Fort Sam Houston Texas", "tell")
    talk.say("must i pay the chapter?")
    assert "may waive chapter membership" in talk.text
    talk.say("start over", "start_over")
    talk.say("rad onc with the Public Health Service in Bethesda, ABR", "tell")
    talk.say("chapter waiver yes or no")
    assert "state nothing of the kind" in talk.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("whats their email?", "I do not have the e-mail address"),
        ("ok whats the link", "https://www.acr.org/Membership/Join"),
        ("do i need to tell anyone when i change hospitals?", "when something changes"),
        ("can we pay for all of us with one check?", "no rate for groups"),
        ("do any of the other kinds cost less?", "$391"),
        ("what do i actually get", "CME"),
        ("what documents do they want?", "no documents"),
    ],
)
def test_what_people_ask_of_their_own_case_is_heard_in_their_words(talk, text, said):
    talk.say("radiologist in Tampa, ABR, out of residency since 2009", "find_category")
    talk.say(text)
    assert said in talk.text


def test_rights_that_are_asked_for_together_are_said_once(talk):
    talk.say("radiologist in Lahore, FCPS", "find_category")
    talk.say("can i vote and be on a committee?")
    assert talk.text.count("elective office") == 1


def test_what_is_asked_about_part_time_work_is_the_retired_membership(talk):
    talk.say("part time radiologist, 2 days a week, ABR, Ohio", "tell")
    talk.say("do i count as retired when i work part time?")
    assert "Part-time work is still practice" in talk.text


def test_an_answer_to_the_pending_question_beside_another_is_not_asked_for_again(talk):
    talk.say("radiologist at a VA hospital in Tampa", "tell")
    assert talk.messages[-1]["asks"]["attribute"] == "board"
    talk.ask("im abr. is that half off the chapter dues too?", "membership_military_discount")
    assert "not chapter dues" in talk.text
    assert "asks" not in talk.messages[-1]


class TestOfARefund:
    def test_the_year_of_retirement_is_the_year_of_the_dues(self, talk):
        talk.say("radiologist in Ohio, member since 1988, ABR", "tell")
        talk.say("what if i stop completely in june 2027, do i get money back for that year?")
        assert "between January 1 and March 31, 2027" in talk.text

    def test_a_day_on_which_the_college_is_told_is_the_notice(self, talk):
        talk.say("radiologist in Ohio, member since 1988, ABR", "tell")
        talk.say("what if i stop completely in june 2027, do i get money back for that year?")
        talk.say("no i mean I'd tell you in june 2027. so not in time?")
        assert "no refund of the dues for 2027" in talk.text

    def test_notice_and_dues_together_ask_for_the_refund(self, talk):
        talk.say("radiologist in Ohio, member since 1988, ABR", "tell")
        talk.say("and if i stop dec 31 2026 and tell you jan 5, i already paid 2027?")
        assert "full refund of the dues paid for 2027" in talk.text


def test_a_right_that_is_named_is_not_one_of_a_section(talk):
    talk.say("radiologist in Ohio, ABR", "tell")
    talk.say(
        "ok another question, can i be on an acr committee?",
        "faq",
        "faq/membership_student_section",
        confidence=0.79,
    )
    assert "committees" in talk.text
    assert "Medical Student Section" not in talk.text


def test_years_after_the_first_dues_are_not_those_of_training(talk):
    talk.say("radiology resident in Ohio, training ends June 30, 2028", "find_category")
    talk.say("and in 2030?")
    assert "$0" not in talk.text


def test_a_notice_before_the_retirement_is_left_to_staff(talk):
    talk.say("radiologist in Ohio, ABR", "tell")
    talk.say("I retire on June 30, 2027. If I tell you on February 1, 2027, do I get a refund?")
    assert "ask the membership department first" in talk.text


def test_the_twenty_ninth_of_february_moves_to_a_year_that_has_none(talk):
    talk.say("radiology resident in Ohio, training ends February 29, 2028", "find_category")
    talk.say("sorry, 2027")
    assert talk.state.told["training_end"] == "2027-02-28"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("How do I update my contact information?", "account_update_contact"),
        ("When should I write my personal statement?", "career_typical_day"),
    ],
)
def test_a_sure_answer_is_not_displaced_by_a_word(talk, text, answer):
    talk.ask(text, answer)
    assert talk.messages[0]["answer"]["id"].replace("/", "_") == answer


class TestWhatFollowUpsAsk:
    """What was learnt of such messages is handed in as the component gives it."""

    def test_it_is_answered_of_the_case_that_was_decided(self, decided):
        talk = decided(RADIOLOGIST)
        talk.say("anybody to vouch for me", asked=[("sponsor", 0.6)])
        assert talk.rule == "asked"
        assert "no sponsor" in talk.text

    def test_what_is_only_likely_is_answered_before_anything_is_offered(self, decided):
        talk = decided(RADIOLOGIST)
        talk.say("anybody to vouch for me", asked=[("sponsor", 0.35)])
        assert talk.rule == "likely_asked"
        assert "no sponsor" in talk.text

    def test_what_is_hardly_likely_is_not(self, decided):
        talk = decided(RADIOLOGIST)
        talk.say("anybody to vouch for me", asked=[("sponsor", 0.2)])
        assert talk.rule == "not_answerable"

    def test_what_surely_nothing_answers_is_said_so(self, decided):
        talk = decided(RADIOLOGIST)
        asked = [("price", 0.35)]
        text = "and what does my lunch cost there"
        talk.say(text, "out_of_scope", "out_of_scope/jobs", confidence=0.95, asked=asked)
        assert talk.rule == "not_answerable"

    def test_few_words_ask_for_dues_and_for_no_salary(self, decided):
        talk = decided()
        asked = [("price", 0.9)]
        talk.say("how many money", "out_of_scope", "out_of_scope/pay", confidence=0.95, asked=asked)
        assert "$0" in talk.text

    def test_how_to_pay_is_no_question_where_nothing_is_owed(self, decided):
        talk = decided()
        talk.say("card ok?", asked=[("payment", 0.8)])
        assert "nothing to pay" in talk.text


class TestADay:
    @pytest.mark.parametrize("text", ["and in January?", "from July 1", "and jan 2028 then"])
    def test_of_a_trainee_says_how_long_it_stays_free(self, decided, text):
        talk = decided()
        talk.say(text)
        assert talk.rule == "asked"
        assert "free through residency" in talk.text

    def test_says_the_dates_where_the_end_of_training_was_told(self, talk):
        talk.say("radiology fellow in Ohio, training ends June 30, 2027", "find_category")
        talk.say("and in January?")
        assert "December 30, 2027" in talk.text

    def test_of_a_trainee_abroad_says_when_it_becomes_free(self, talk):
        talk.say("radiology resident in Munich, never an ACR member", "find_category")
        talk.say("and from July 1?")
        assert "the day a U.S. residency begins" in talk.text


class TestWhatComesLater:
    def test_years_after_the_first_are_asked_of_a_sure_answer_too(self, decided):
        talk = decided("radiology resident in Ohio, training ends June 30, 2027")
        text = "what about the years after, like year 2 and 3? does it jump to full price"
        talk.say(
            text,
            "faq",
            "faq/membership_dues_after_training",
            confidence=1.0,
            asked=[("next_price", 0.9)],
        )
        assert "step by step" in talk.text
        assert "status changes" not in talk.text

    def test_a_trainee_who_asks_which_of_two_hears_what_decides(self, decided):
        talk = decided("radiology resident in Ohio")
        talk.say("will I be general or associate then?")
        assert "Certification decides" in talk.text

    def test_the_first_year_out_is_no_leave(self, decided):
        talk = decided(RADIOLOGIST)
        talk.say("it is my first year out. is it $77?")
        assert "leave" not in talk.text


class TestSomebodyElse:
    def test_people_of_ones_group_are_not_oneself(self, decided):
        talk = decided(RADIOLOGIST)
        talk.say("some people in my group trained in India and have no boards. could they join?")
        assert talk.state.person == "colleagues"
        assert talk.state.others[SPEAKER]["board"] == ["abr"]

    def test_asking_on_behalf_of_somebody_stays_with_them(self, talk):
        talk.say("my dad is a fully retired radiologist and was a general member", "find_category")
        talk.say("can i call for him")
        assert talk.state.person == "dad"

    def test_a_member_of_thirty_years_was_one_in_practice(self, talk):
        talk.say("my dad retired from radiology in June, does he pay?", "find_category")
        talk.say("yes he was a member for like 30 years")
        assert talk.state.decided == "retired"


class TestACorrection:
    def test_without_the_certificate_spoken_of_it_is_decided_anew(self, talk):
        story = (
            "graduated in pakistan 2024, ECFMG certified, applying for radiology match this year"
        )
        talk.say(story, "find_category")
        assert talk.state.decided == "international_mit"
        talk.say("i dont have the certificate yet actually. so now i am not certified")
        assert talk.state.told["ecfmg"] == "not_current"
        assert talk.state.decided != "international_mit"

    def test_the_end_of_training_long_ago_makes_nobody_a_trainee(self, talk):
        story = (
            "radiologist in private practice in Ohio, ABR certified, never a member. what do i pay"
        )
        talk.say(story, "what_will_i_pay")
        assert talk.state.pending == "training_end"
        talk.say("June 2008, fellowship at Cleveland Clinic")
        assert talk.state.told["stage"] == "in_practice"
        assert "program" not in talk.state.told


def part(text, aspect, probability=0.9):
    return AskingPart(text, [(aspect, probability)])


class TestPartsOfAMessage:
    def test_each_gets_its_answer(self, decided):
        talk = decided(RADIOLOGIST)
        parts = [
            part("who vouches for me", "sponsor"),
            part("how long do you take", "approval_time"),
        ]
        talk.say("who vouches for me and how long do you take", parts=parts)
        assert "no sponsor" in talk.text
        assert "how long" in talk.text

    def test_what_one_reply_says_of_both_is_said_once(self, decided):
        talk = decided()
        parts = [part("whats the damage", "price"), part("is it free", "price", 0.95)]
        talk.say("whats the damage, is it free", parts=parts)
        assert talk.text.count("$0") == 1

    def test_the_price_of_a_case_that_is_open_is_asked_on_for(self, talk):
        parts = [part("what do i owe", "price"), part("any discount", "discount")]
        talk.say(
            "radiologist in Texas, in the reserves. any discount and what do i owe", parts=parts
        )
        assert "reserves" in talk.text
        assert talk.state.pending

    def test_where_nothing_answers_the_whole_its_parts_are_answered(self, decided):
        talk = decided(RADIOLOGIST)
        parts = [part("is there a wait", "approval_time"), part("who vouches", "sponsor")]
        talk.say("is there a wait / who vouches", parts=parts)
        assert "no sponsor" in talk.text


class TestOnceMore:
    AGAIN: ClassVar = {"asked": [("repeat", 0.95)]}

    def test_what_was_said_is_said_shorter(self, talk):
        talk.ask("what do residents pay", "membership_training_dues")
        before = talk.text
        talk.say("huh? too long", **self.AGAIN)
        assert talk.rule == "once_more"
        assert talk.text.startswith("In short: ")
        assert len(talk.text) < len(before)

    def test_a_question_of_ours_is_asked_again(self, talk):
        talk.say("I'm a radiology resident", "find_category")
        asked = talk.state.pending
        talk.say("come again?", **self.AGAIN)
        assert talk.state.pending == asked

    def test_before_anything_was_said_there_is_nothing_to_say_again(self, talk):
        talk.say("pardon?", **self.AGAIN)
        assert talk.rule != "once_more"


class TestForOthers:
    OTHERS: ClassVar = {"asked": [("whose", 0.95)]}

    def test_of_a_category_the_same_is_said(self, talk):
        talk.ask("what do residents pay", "membership_training_dues")
        talk.say("med students too?", **self.OTHERS)
        assert talk.rule == "for_others"
        assert "students" in talk.text

    def test_of_somebody_of_whom_little_is_said_the_rest_is_asked(self, decided):
        talk = decided()
        talk.say("my roommate is at a caribbean school, same deal?", **self.OTHERS)
        assert talk.rule == "for_others"
        assert talk.state.person == "roommate"
        assert talk.state.pending == "stage"

    def test_of_whom_nothing_is_known_it_says_what_it_depends_on(self, decided):
        talk = decided()
        talk.say("dads too?", **self.OTHERS)
        assert "what the person does, and where" in talk.text


def test_whoever_asks_for_one_invoice_is_not_interviewed(talk):
    asked = [("group_payment", 0.95)]
    text = "we're a practice of 14 radiologists, can we get one bill for all of them"
    talk.say(text, asked=asked, parts=[part("can we get one bill for all of them", *asked[0])])
    assert "dues are each member's own" in talk.text
    assert not talk.state.pending


def test_a_notice_of_dues_asks_for_no_refund(talk):
    talk.ask("my husband retired in august, what does he owe", "membership_retired_dues")
    assert "must be told" not in talk.text


def test_a_supposed_case_that_rests_on_one_thing_names_it(talk):
    talk.say("radiologist in Brazil, certified in Brazil, never an ACR member", "find_category")
    talk.say("and if I work in Houston?")
    assert "Associate member" in talk.text
    assert "It rests on this: Did you complete an approved residency" in talk.text


def test_the_reserves_beside_the_va_leave_the_discount(talk):
    talk.say("VA radiologist, ABR certified, in Ohio", "find_category")
    talk.say("and I'm in the reserves too, does it add up")
    assert talk.state.told["federal_service"] == "va"


def test_after_residency_abroad_practice_abroad_is_supposed(talk):
    talk.say("radiology resident in Sao Paulo, never an ACR member", "find_category")
    talk.say("AFTER residency, i work in Sao Paulo as radiologist. how much")
    assert "$391" in talk.text


def test_a_phd_student_of_physics_stays_what_they_are(talk):
    talk.say("Medical physics PhD student at Wisconsin", "find_category")
    talk.say("im phd student not residency yet, does that matter")
    assert talk.state.decided == "member_in_training"
    assert talk.state.told["stage"] == "in_training"


def test_a_year_of_something_else_moves_no_date(talk):
    talk.say("radiology fellow in Houston finishing June 30, 2027", "find_category")
    talk.say("wait, I sit my oral exam in 2028 only, what changes then")
    assert talk.state.told["training_end"] == "2027-06-30"


def test_of_a_trainee_the_discount_is_told_for_later(talk):
    talk.say("radiology fellow in Houston", "find_category")
    talk.say("do i get the VA discount")
    assert "nothing to discount yet" in talk.text
    assert "50% off" in talk.text


def test_an_answer_counts_though_a_question_stands_behind_it(talk):
    talk.say("US citizen at SGU in Grenada, second year medical student", "find_category")
    assert talk.state.pending == "school_years"
    talk.say("its 4 yrs. so because its in grenada i cant get it free even tho im american?")
    assert talk.state.told["school_years"] == 4
    assert "$138" in talk.text


def test_what_is_only_supposed_gets_no_answer_of_now_behind_it(decided):
    talk = decided("I'm a second-year medical student at Emory in Atlanta")
    parts = [part("what would she pay", "price"), part("and per year", "per")]
    talk.say("what if I do residency in Ireland, what would i pay and is it per year", parts=parts)
    assert "$138" in talk.text
    assert "$0" not in talk.text
    assert "no dues" not in talk.text


@pytest.mark.parametrize(
    "text",
    [
        "wait, I pass my boards in Feb 2028 only. does that change the category",
        "associate or general? im not certified till feb",
    ],
)
def test_boards_that_come_later_are_supposed_to_be_missing_then(talk, text):
    talk.say("radiology fellow in Houston finishing June 30, 2027", "find_category")
    talk.say(text)
    assert talk.rule == "supposed"
    assert talk.messages[-1]["decision"]["category"] == "associate"


def test_a_doctor_of_osteopathy_is_told_that_it_is_the_same(decided):
    talk = decided("I'm a second-year medical student at Emory in Atlanta")
    talk.say("free for DO too or only MD")
    assert talk.text.startswith("It is the same for both")


class TestWhatWaits:
    def test_what_was_asked_of_an_open_case_is_answered_once_it_is_decided(self, talk):
        asked = [("until", 0.95)]
        text = "my free one ends when exactly? radiology fellow, done june 30 2027"
        talk.say(text, "tell", asked=asked, parts=[part("my free one ends when exactly?", "until")])
        assert talk.state.pending == "place"
        assert "December 30, 2027" in talk.text
        talk.tell("place=us")
        assert "January 1, 2028" in talk.text
        assert talk.state.waiting is None

    def test_of_somebody_else_it_is_not(self, talk):
        talk.say("radiology fellow, any discount?", "tell")
        assert talk.state.waiting == "discount"
        talk.say("my wife is a radiology resident in Ohio", "find_category")
        assert "discount" not in talk.text


def test_whether_it_goes_by_itself_is_asked_of_what_comes(talk):
    talk.say("radiology fellow in Ohio, done june 30 2027", "find_category")
    talk.say("and after June?")
    talk.say("does he have to do something or its automatic", asked=[("renewal", 0.9)])
    assert "changes by itself" in talk.text


def test_what_was_not_so_is_supposed_not_to_be(talk):
    talk.say("radiology resident in Dallas, was a student member", "find_category")
    talk.say("and if i wasnt a student member")
    assert "never an ACR member" in talk.text


def test_of_a_classmate_the_school_decides(talk):
    talk.say("medical student in Grenada at SGU, a 4 year school", "find_category")
    talk.say("and what do I pay")
    asked = [("whose", 0.95)]
    talk.say("and my classmate is from Canada, same for her?", asked=asked)
    assert talk.text.startswith("For your classmate:")
    assert "$138" in talk.text


def test_a_graduate_who_may_match_elsewhere_is_left_to_staff(talk):
    talk.say("IMG from Egypt, ECFMG certified, waiting to match. what do i pay", "find_category")
    talk.say("if i match in surgery not radiology?")
    assert "ask the membership department" in talk.text
    assert "$138" not in talk.text


def test_when_dues_begin_says_how_much_as_well_and_once(talk):
    talk.say("radiology resident in Ohio finishing June 2027", "find_category")
    parts = [part("when do i start paying", "first_dues"), part("how much", "price")]
    talk.say("when do i start paying and how much", parts=parts)
    assert "$77" in talk.text
    assert "$0" not in talk.text


def test_after_retiring_nothing_comes_but_free_membership(talk):
    talk.ask("when am i considered retired", "membership_retired_eligibility")
    talk.ask("and then do i still pay?", "membership_retired_dues")
    assert answers(talk) == ["membership/retired_dues"]


def test_after_retiring_it_is_free_whether_or_not_the_ranking_is_sure(talk):
    talk.ask("when am i considered retired", "membership_retired_eligibility")
    talk.say("and then do i still pay?")
    assert answers(talk) == ["membership/retired_dues"]


def test_at_the_va_says_where_somebody_works_and_dues_come_before_the_discount(talk):
    talk.say(
        "what will I pay? I'm a radiologist at the VA in Tampa, ABR, trained until 2012", "tell"
    )
    text = " ".join(message["text"] for message in talk.messages)
    assert text.index("schedule of dues") < text.index("50% off national dues, not")


def test_a_place_that_is_supposed_asks_for_nobody_else(talk):
    talk.ask(
        "who can be an international member-in-training",
        "membership_international_training_eligibility",
    )
    talk.say("what about in Canada?", asked=[("whose", 0.9)])
    assert talk.rule != "for_others"


def test_until_when_is_said_for_who_waits_for_a_residency(talk):
    talk.say(
        "finished medical school in Pakistan, ECFMG certified, waiting to match in radiology",
        "find_category",
    )
    talk.say("how long must ecfmg be valid, until when", asked=[("until", 0.9)])
    assert "hold a current ECFMG certificate" in talk.text
    assert "As long as training" not in talk.text


def test_an_office_asked_for_oneself_is_not_that_of_the_category_left(talk):
    talk.say("therapy physicist in Ohio, ABR, associate member now", "find_category")
    talk.say(
        "and can i run for office then? as associate i couldnt",
        "faq",
        "faq/membership_associate_rights",
    )
    assert "do not list what general members may do" in talk.text


def test_a_school_abroad_alone_has_no_price_of_those_in_practice(talk):
    talk.say("can she join from abroad", "faq", "faq/membership_outside_us")
    talk.say("how much is it for her", "what_will_i_pay")
    assert "$391 per year, as the membership page states" not in talk.text


class TestWhatIsTakenAtItsWord:
    """Words that name one thing exactly are answered with that, whoever asks."""

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("I'm in my third year then. just tell me what the third year costs", "step by step"),
            ("got a bill over 1000 dollars. last year it was 77!!", "step by step"),
            ("no i mean 2027 is my second year. how much", "step by step"),
            (
                "what do two of them who just finished fellowship pay",
                "In the first year after training",
            ),
            ("how do i check whether im already in the system", "cannot see who is a member"),
            ("can i update my email to a personal one before i graduate", "change yourself on"),
            (
                "if i join now in nov do i pay 138 and then again in january??",
                "ask the membership department before",
            ),
            ("why am i being charged again i paid in february", "January 1 to December 31"),
            ("can i sign my wife up, can i do it for her?", "somebody else may fill in"),
        ],
    )
    def test_it_is_answered(self, talk, text, answer):
        talk.say(text)
        assert answer in talk.text

    def test_the_upload_is_named_for_the_director_alone(self, talk):
        talk.ask(
            "coordinator here, how do i get my residents signed up", "membership_trainee_update"
        )
        talk.say(
            "can I upload them myself? and is there a deadline",
            parts=[
                AskingPart("can I upload them myself?", [("email", 0.4)]),
                AskingPart("and is there a deadline", [("notice", 0.76)]),
            ],
        )
        assert "Whether a coordinator may do it" in talk.text
        assert "states no deadline" in talk.text

    def test_a_resident_of_a_school_abroad_is_free_as_well(self, talk):
        talk.say("I'm the coordinator, we have 9 new residents in Ohio", "tell")
        talk.say("three of them are IMGs, same for them?")
        assert "makes no difference where they went to school" in talk.text

    def test_the_year_before_radiology_is_not_promised(self, talk):
        talk.say("MS4 at Tulane, matched DR with a prelim medicine year", "tell")
        talk.say("does my membership stay free during the prelim year?")
        assert "must confirm" in talk.text

    def test_reserves_and_part_time_are_not_in_the_page(self, talk):
        talk.say("attending at the VA in Phoenix, ABR, what discount do i get", "tell")
        talk.say("im also army reserve, does that get me out of it", asked=[("discount", 0.9)])
        assert "reserves" in talk.text
        talk.say("i only work there half time. still 50%?")
        assert "part of the time" in talk.text


def test_a_resident_is_not_asked_for_the_proof_of_a_student(talk):
    talk.ask("R1 now, never signed up as med student. how do i join", "membership_how_to_apply")
    talk.say(
        "i just want to know if i have to send proof that im a resident",
        "faq",
        "faq/membership_enrollment_verification",
        confidence=0.88,
        asked=[("documents", 0.98)],
    )
    assert "ask trainees for no document" in talk.text


def test_whoever_names_another_category_is_answered_for_that(talk):
    talk.ask("what do residents pay", "membership_training_dues")
    talk.ask("is fellowship year free", "membership_fellowship_free")
    talk.ask("how do i renew as a medical student", "membership_renewal")
    assert "student membership renews automatically" in talk.text


def test_a_friend_at_another_school_moves_nobody(talk):
    talk.say("US citizen, 3rd yr at Ross University in Barbados, 4 year program", "tell")
    talk.say(
        "seriously?? I'm american. my buddy at a US school pays nothing", asked=[("sure", 0.9)]
    )
    assert talk.state.told["place"] == "outside"
    assert "Citizenship decides nothing" in talk.text


def test_nobody_pays_less_by_country(talk):
    talk.say("radiologist in Cairo, Egyptian board, in practice", "tell")
    talk.say("in Egypt I can pay less? 391 is very much for us", asked=[("discount", 0.97)])
    assert "no lower rate by country" in talk.text


def test_free_later_is_no_claim_of_today(talk):
    talk.say("4th year at St George's in Grenada, 4 year school", "tell")
    talk.say("so 138 now then free in july when residency starts, right?")
    assert "Not quite" not in talk.text


def test_the_discount_is_not_said_to_be_automatic(talk):
    talk.say(
        "attending at the VA in Phoenix, ABR, member for 22 years, what discount do i get", "tell"
    )
    talk.say("is the discount automatic or do i have to ask every year")
    assert "again each year it does not say" in talk.text


def test_the_six_years_of_office_end_on_a_day(talk):
    talk.say("radiologist in Ohio, ABR, member since 1990, retiring on Feb 20, 2027", "tell")
    talk.say("can i stay in elected office", asked=[("office", 0.98)])
    talk.say("six years from feb so till when exactly", asked=[("until", 0.56)])
    assert "February 20, 2033" in talk.text


def test_a_residency_in_the_us_is_free_for_who_has_not_begun_school_abroad(talk):
    talk.say(
        "my son is starting medical school in grenada st georges in january. can he join ACR",
        "tell",
    )
    talk.say("will membership be free for him when he starts residency in the US")
    assert "Free from the day a U.S. residency begins" in talk.text


def test_who_trains_abroad_in_their_own_words_is_in_training(talk):
    talk.say(
        "i am doctor from pakistan. i do fcps radiology training now 2 year. how much money", "tell"
    )
    assert talk.state.told["stage"] == "in_training"


class TestACareerAnswerThatIsMeantForNone:
    """Of who asks about a membership, what follow-ups ask counts more than a resemblance to a career question."""

    def test_how_often_a_resident_pays_is_no_matter_of_fellowships(self, talk):
        talk.say("radiology resident in Nepal", "find_category")
        talk.say(
            "this for one year only or full residency? my residency 3 year",
            "faq",
            "faq/career_fellowships",
            confidence=0.9,
            asked=[("per", 0.58)],
        )
        assert "$138 per year" in talk.text

    def test_what_is_asked_of_the_profession_stays_there(self, talk):
        talk.say("MS3 at Ohio State", "find_category")
        talk.say(
            "letters of rec, who should write them",
            "faq",
            "faq/career_letters",
            confidence=0.99,
            asked=[("whom", 0.9)],
        )
        assert "Schools and departments differ" in talk.text

    def test_what_it_costs_after_a_residency_abroad(self, talk):
        talk.say("radiology resident in Nepal", "find_category")
        talk.say("ok. and after finish residency how much", asked=[("after", 0.67)])
        assert "$391" in talk.text


def test_the_upload_is_not_said_to_be_enough(talk):
    talk.ask("coordinator here, how do i get my residents signed up", "membership_trainee_update")
    talk.say("does the upload make them members or do they each still have to apply")
    assert "do not say that the upload alone" in talk.text


def test_a_year_of_long_ago_ends_training_well_enough(talk):
    talk.say("radiologist in private practice, ABR. what would I pay", "what_will_i_pay")
    talk.say("in Ohio. finished residency 2008")
    assert "On which day" not in talk.text


class TestWordsThatNameSomethingElse:
    """Innocent messages that a reviewer tried on the patterns of the aspects."""

    @pytest.mark.parametrize(
        ("text", "never"),
        [
            ("I'm a third year resident in Ohio, do I pay dues?", "step by step"),
            ("2nd year med student in Ohio, cost?", "step by step"),
            ("Does ACR support this bill in Congress?", "January 1 to December 31"),
            ("Am I still a member-in-training?", "cannot see who is a member"),
            (
                "On June 30, 2026 I finished training. What do I pay?",
                "Who has practiced for longer",
            ),
            ("Can I apply for my membership now?", "somebody else may fill in"),
            ("Where can I upload my transcript?", "Trainee Update"),
            (
                "PGY-2 radiology resident in Ohio, finished my intern year. Is membership free?",
                "must confirm",
            ),
            ("I work for Veterans Affairs, do I get the discount too?", "contractors, reserves"),
            ("Do I use my school email to apply?", "log in with"),
            ("if I find a job in Spain, what do I pay?", "no job a condition"),
        ],
    )
    def test_they_are_not_taken_for_it(self, talk, text, never):
        talk.say(text)
        assert never not in talk.text

    def test_an_end_of_training_is_kept_beside_dues(self, talk):
        talk.say("radiology fellow in Ohio", "find_category")
        talk.say("Do I owe dues for 2027? My fellowship ends June 30, 2027.")
        assert talk.state.told["training_end"] == "2027-06-30"

    def test_the_start_of_a_fellowship_ends_no_training(self, talk):
        talk.say("radiology resident in Ohio, done June 30, 2027", "find_category")
        talk.say("I begin my fellowship July 1, 2027, when do I pay")
        assert talk.state.told["training_end"] == "2027-06-30"

    def test_the_first_year_after_training_abroad_has_no_such_rate(self, talk):
        talk.say(
            "radiologist in Cairo, trained there until June 30, 2026, Egyptian board certificate",
            "tell",
        )
        talk.say("what is the first-year rate for me?")
        assert "2027 is the first year" not in talk.text

    def test_whose_training_is_over_is_told_no_bill_is_none(self, talk):
        talk.say(
            "finished fellowship in Ohio June 30, 2026, job since August, was a member in training",
            "find_category",
        )
        talk.say("got a bill, why?")
        assert "January 1, 2027" in talk.text

    def test_training_others_is_practice(self, talk):
        talk.say("I'm a radiologist in Ohio, ABR, I do MRI safety training", "tell")
        assert talk.state.told["stage"] == "in_practice"


def test_two_sentences_that_name_different_things_ask_both(talk):
    talk.say("certified radiologist in practice in Nairobi, which category", "find_category")
    talk.say("ok and this 391 is in dollars? I need to send which documents")
    assert "391" in talk.text
    assert "documents" in talk.text


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("is that in US or Canadian dollars?", "name no other currency"),
        ("CAD or USD?", "name no other currency"),
        ("is there a Canadian chapter?", "There is a chapter for Canada"),
        ("can I stay on my chapter's committee?", "ask the chapter"),
        ("do I lose my membership if nobody picks up till january?", "state no day by which"),
        ("is there a grace period?", "state no day by which"),
        ("what's the phone number if I'm in Canada", "one number for everybody"),
    ],
)
def test_what_the_pages_leave_out_is_said_so(talk, text, answer):
    talk.say("radiologist in Calgary, FRCPC", "tell")
    talk.say(text)
    assert answer in talk.text


def test_a_certificate_that_comes_later_is_to_be_told(talk):
    talk.say("radiology fellow in Denver, my fellowship ends June 30, 2027", "tell")
    talk.say("when I pass in 2028, do I switch to general automatically?")
    assert "tell the membership department" in talk.text
    assert "no next stage" not in talk.text


def test_whether_the_first_rate_stays_is_asked_of_the_years_after_it(talk):
    talk.say("pgy3 radiology resident in Ohio", "tell")
    talk.say("77 forever or goes up?")
    assert talk.text.startswith("Dues rise step by step")


def test_having_never_joined_as_a_resident_asks_nothing_of_residents(talk):
    talk.say("therapy physicist in Ohio, passed ABR part 3 last year, in practice", "tell")
    talk.say("is there a reduced rate? never joined as a resident")
    assert "free" not in talk.text.lower()


@pytest.mark.parametrize(
    ("who", "text", "answer"),
    [
        ("first year medical student in Ohio", "is there a deadline to apply?", "no deadline"),
        (
            "first year medical student in Ohio",
            "do I have to do it before the new year?",
            "no deadline",
        ),
        ("pgy3 radiology resident in Ohio", "when can my director upload me?", "gives no day"),
        (
            "pgy3 radiology resident in Ohio",
            "and what about 2031 and after, how does it go up?",
            "Dues rise step by step",
        ),
    ],
)
def test_what_is_asked_of_days_is_told_from_payment(talk, who, text, answer):
    talk.say(who, "tell")
    talk.say(text)
    assert answer in talk.text


def test_the_first_rate_is_over_for_who_practices_for_long(talk):
    talk.say("in private practice in Georgia for 22 years, ABR certified radiologist", "tell")
    talk.ask("would the $77 apply to me, I never joined?", "membership_dues_after_training")
    assert "here that year is over" in talk.text


def test_a_graduate_who_asks_for_benefits_hears_them_whatever_match_is_named(talk):
    talk.say(
        "graduated in Nigeria, ECFMG certified, waiting to match into radiology in the US", "tell"
    )
    talk.say("what benefits do I get for the 138 dollars, is it helping for the match?")
    assert "CME" in talk.text


def test_who_is_in_practice_is_not_answered_as_a_student_spoken_of_before(talk):
    talk.ask("what does a student pay", "membership_medical_student_dues")
    talk.say("I'm a practicing radiologist, ABR certified. how do I renew?", "tell")
    assert "graduate from medical school" not in talk.text


@pytest.mark.parametrize(
    "text",
    ["you didnt really say if canadians pay a different rate", "Canadian rate - yes or no?"],
)
def test_whether_canada_has_a_rate_of_its_own_is_said(decided, text):
    talk = decided("staff radiologist in Toronto, FRCPC")
    talk.say(text)
    assert "no rate of its own for Canada" in talk.text


@pytest.mark.parametrize(
    "text",
    ["Do physicists pay the same as the radiologists?", "Is there a separate physicist rate?"],
)
def test_whether_physicists_pay_otherwise_is_said(decided, text):
    talk = decided("medical physicist, ABR certified, at a hospital in Ohio")
    talk.say(text)
    assert "no rate of its own for medical physicists" in talk.text


@pytest.mark.parametrize(
    ("story", "text", "reply"),
    [
        (
            "PGY-4 in Boston, my residency ends June 30, 2027",
            "does my membership lapse between residency and fellowship?",
            "less than six months before the next program changes nothing",
        ),
        (
            "second year radiology resident in Sao Paulo",
            "when I finish in February 2028 and the fellowship only begins July 2028, do I pay or not?",
            "do not speak of a gap",
        ),
    ],
)
def test_a_gap_between_two_programs_is_spoken_of(decided, story, text, reply):
    talk = decided(story)
    talk.say(text)
    assert reply in talk.text


def test_the_category_that_is_asked_first_is_told_first_and_rights_once(talk):
    parts = [
        AskingPart("Which ACR category", [("eligibility", 0.96)]),
        AskingPart("can I still vote / hold office?", [("office", 0.79)]),
    ]
    talk.say(
        "staff radiologist in Toronto, FRCPC. Which ACR category and can I still vote / hold office?",
        parts=parts,
    )
    assert talk.text.index("General member") < talk.text.index("voting")
    assert talk.text.count("voting") == 1


def test_a_decision_that_says_what_it_costs_is_not_followed_by_that(talk):
    talk.say(
        "medical physicist, DABR, in a hospital in Ohio. What category would I join under and what would it cost me?"
    )
    assert talk.text.count("schedule of dues") == 1


def test_how_to_pay_is_answered_whoever_asks(talk):
    talk.ask("I cannot log in", "account_login_help")
    talk.say("Can I pay by phone if I can't log in?")
    assert "do not describe how to pay" in talk.text


def test_what_is_needed_for_a_call_is_not_on_the_pages(talk):
    talk.ask("I cannot log in", "account_login_help")
    talk.say("Ok I'll call. What do they need from me, and are they open on Sunday?")
    assert "neither what the membership department needs to know from you nor its office hours" in (
        talk.text
    )


def test_who_wants_to_sign_up_several_at_once_hears_what_a_program_can_do(talk):
    talk.say("chief resident here (DR, PGY-4) in Ohio", "tell")
    talk.say("is there a way to sign everyone up at once or does each person have to do it")
    assert "ACR Trainee Update list" in talk.text


def test_whether_college_is_in_the_thirteen_years_is_said(talk):
    talk.ask("how long does it take to become a radiologist?", "radiology_training_length")
    talk.say("so is college in the 13 or not?")
    assert "does not say" in talk.text


def test_couples_have_no_discount(decided):
    talk = decided()
    talk.say("and the spouse thing? any discount for couples?")
    assert "no rate for groups, couples or families" in talk.text
    assert "nothing to discount" not in talk.text


def test_whether_a_card_is_given_is_answered_beside_how_to_join(talk):
    talk.say("2nd yr DO student in Michigan, MD school", "tell")
    talk.say("how do i join and do they give u a student id card?")
    assert "do not mention a membership card" in talk.text


def test_where_somebody_studied_decides_nothing_once_they_train_here(decided):
    talk = decided("I'm the coordinator of a DR residency in Houston, our residents start in July")
    talk.say(
        "Two are international grads, same thing for them or do they pay the international rate?"
    )
    assert "makes no difference where they went to school" in talk.text


def test_by_when_to_renew_is_not_on_the_pages(talk):
    talk.say("general member for 11 years, in Michigan", "tell")
    talk.say("Ok. My renewal for next year is due by when?")
    assert "no day by which a bill must be paid" in talk.text
