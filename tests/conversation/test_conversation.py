"""The plan: which rule speaks first, what a pending question changes, and that nothing is said twice."""

from __future__ import annotations

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.state import SPEAKER, State
from bot.conversation.user_turn import AskingPart, UserTurn
from bot.settings import ROOT
from testkit.dialogues import read_dialogues
from testkit.talk import CODE, MemoryKeeper

STORY = "I'm a third-year radiology resident in Toronto"


class TestWhichRuleSpeaks:
    @pytest.mark.parametrize(
        ("text", "intent", "label", "rule"),
        [
            ("I want to kill myself", "find_category", None, "safety"),
            ("/find_category", "find_category", None, "button"),
            ("/faq/membership_cme", "faq", "faq/membership_cme", "button"),
            (f"my code is {CODE}", "faq", "faq/membership_cme", "saved_code"),
            ("I want a human", "faq", "faq/membership_cme", "command"),
            ("what is cme for", "faq", "faq/membership_cme", "asked"),
            ("what may I join as", "find_category", None, "goal"),
            (STORY, "tell", None, "told"),
            ("so good to see you", "smalltalk", "smalltalk/greet", "social"),
            ("the weather is fine", "out_of_scope", "out_of_scope/general", "not_answerable"),
        ],
    )
    def test_the_first_that_has_something_to_say(self, talk, text, intent, label, rule):
        talk.say(text, intent, label, confidence=0.9)
        assert talk.rule == rule
        assert talk.messages

    def test_a_pending_question_takes_a_message_for_its_answer(self, talk):
        talk.say("what may I join as", "find_category")
        talk.say("resident", "faq", "faq/membership_training_dues", confidence=0.9)
        assert talk.rule == "pending_answer"
        assert talk.state.told["stage"] == "in_training"

    def test_a_wish_is_no_answer_to_a_question(self, talk):
        talk.say("what may I join as", "find_category")
        talk.say("so what will it cost me", "what_will_i_pay")
        assert talk.state.goal == "dues"

    def test_the_answer_may_come_with_a_question_which_is_answered_now(self, talk):
        talk.say("I'm in a radiology residency", "find_category")
        talk.say("Toronto, and how much is that?")
        assert "$0" in talk.text

    def test_several_that_fit_are_offered(self, talk):
        offers = ("faq/membership_cme", "faq/membership_chapters")
        message = talk.say("some thing or other about it all", "did_you_mean", offers=offers)
        assert talk.rule == "several_fit"
        assert message["kind"] == "choices"


class TestAWordAlone:
    def test_a_topic_is_offered_as_questions(self, talk):
        message = talk.say("fees")
        assert message["kind"] == "choices"
        assert len(message["choices"]) > 1

    def test_a_role_is_taken_for_ones_own(self, talk):
        talk.say("resident", "tell")
        assert talk.state.told["stage"] == "in_training"

    @pytest.mark.parametrize("text", ["…", "?", "!!!"])
    def test_no_word_at_all_gets_a_reply_too(self, talk, text):
        assert talk.say(text)["text"]


class TestNotUnderstood:
    def test_what_the_pages_leave_open_names_the_phone(self, talk, knowledge):
        message = talk.say(
            "what do they earn", "out_of_scope", "out_of_scope/salaries", confidence=0.9
        )
        assert message["kind"] == "fallback"
        assert "1-800-347-7748" in message["text"]

    def test_what_was_not_understood_is_another_matter(self, talk, knowledge):
        message = talk.say("qwertz asdf", confidence=0.2)
        assert message["text"].startswith(
            talk.conversation._messages.reply("not_understood")["text"]
        )

    def test_another_language_is_answered_in_it(self, talk):
        talk.say("¿Cuánto cuesta ser miembro?", confidence=0.2)
        assert "Solo puedo" in talk.text

    def test_what_only_looks_medical_is_not_called_so(self, talk):
        message = talk.say("qwertz asdf", label="out_of_scope/clinical", confidence=0.9)
        assert "medical advice" not in message["text"]

    def test_what_the_detector_hints_at_too_is(self, talk, knowledge):
        message = talk.say(
            "qwertz asdf", label="out_of_scope/clinical", confidence=0.9, danger=("medical", 0.4)
        )
        assert "medical advice" in message["text"]


class TestInTheMiddle:
    def test_what_the_pages_leave_open_does_not_lose_the_question(self, talk):
        talk.say("what may I join as", "find_category")
        message = talk.say(
            "what is the weather tomorrow?", "out_of_scope", "out_of_scope/other", confidence=0.9
        )
        assert talk.messages[0]["kind"] == "fallback"
        assert message["asks"]["attribute"] == "stage"


class TestInContext:
    """What the ranking makes of a few words together with the message before."""

    CHAPTERS = ("faq/membership_chapters", 0.9)

    def test_a_fragment_asks_about_what_was_said_before(self, talk):
        talk.say("hello there", "smalltalk", "smalltalk/greet")
        message = talk.say("how many then", in_context=self.CHAPTERS)
        assert talk.rule == "in_context"
        assert message["answer"]["id"] == "membership/chapters"

    def test_what_is_not_likely_is_not_answered(self, talk):
        talk.say("how many then", in_context=("faq/membership_chapters", 0.5))
        assert talk.rule != "in_context"

    def test_a_pending_question_comes_first(self, talk):
        talk.say("what may I join as", "find_category")
        talk.say("qwertz asdf", in_context=self.CHAPTERS)
        assert talk.rule == "missed_answer"

    def test_it_is_not_carried_over_to_somebody_else(self, talk):
        talk.say("my wife is a certified radiologist in practice in Lyon", "find_category")
        talk.say("and me", in_context=self.CHAPTERS)
        assert talk.rule != "in_context"


def test_sure_with_a_question_mark_asks(talk):
    talk.say("I'm a third-year radiology resident in Toronto", "find_category")
    assert "What it rests on" in talk.say("sure?")["text"]


class TestAfterAQuestionInBetween:
    @pytest.mark.parametrize(
        ("text", "intent", "label"),
        [
            ("what is cme for", "faq", "faq/membership_cme"),
            ("thank you", "smalltalk", "smalltalk/thank"),
            ("a human please", "out_of_scope", "out_of_scope"),
            ("/faq/membership_cme", "faq", "faq/membership_cme"),
        ],
    )
    def test_the_pending_one_is_asked_again(self, talk, text, intent, label):
        pending = talk.say("what may I join as", "find_category")["asks"]["attribute"]
        message = talk.say(text, intent, label, confidence=0.9)
        assert len(talk.messages) == 2
        assert message["asks"]["attribute"] == pending


def test_each_message_counts_as_a_turn(talk):
    for number in range(1, 4):
        talk.say("hello", "smalltalk", "smalltalk/greet")
        assert talk.state.turn == number


def test_the_same_message_in_the_same_state_gets_the_same_reply(talk):
    talk.say(STORY, "find_category")
    turn = UserTurn("how much", "faq", "faq/membership_general_dues")
    first, second = (talk.conversation.respond(talk.state, turn) for _ in range(2))
    assert (first.state, first.messages) == (second.state, second.messages)


def test_a_conversation_remembers_nothing_between_visitors(talk):
    talk.say(STORY, "find_category")
    reply = talk.conversation.respond(None, UserTurn("how much", "out_of_scope", "out_of_scope"))
    assert not reply.state.told


@pytest.mark.parametrize("name", ["hostile.jsonl", "smalltalk.jsonl", "short.jsonl"])
def test_whatever_is_said_there_is_a_reply(knowledge, reader, today, name):
    conversation = Conversation(knowledge, reader, MemoryKeeper(), today)
    for dialogue in read_dialogues(ROOT / "tests/conversations" / name):
        for state in (None, State(pending="stage"), State(told={"stage": "in_training"})):
            turn = UserTurn(str(dialogue.turns[0]), "out_of_scope", "out_of_scope")
            reply = conversation.respond(state, turn)
            assert reply.messages
            assert all(message["text"].strip() for message in reply.messages)


class TestPrivacy:
    def test_nothing_that_was_typed_stays_in_the_state(self, talk):
        talk.say("Ann Onym here, a third-year radiology resident in Toronto", "tell")
        talk.say("my cousin Bo Onym is a radiologist in Ohio, what does he pay?", "tell")
        assert talk.state.told or talk.state.others
        assert "Onym" not in str(talk.state.as_json())

    def test_private_data_is_neither_taken_up_nor_said_back(self, talk):
        message = talk.say("My SSN is 078-05-1120, am I a member?", "find_category")
        assert talk.rule == "safety"
        assert "078" not in message["text"]
        assert not talk.state.told

    def test_erasing_is_explained_by_words_and_by_button(self, talk):
        typed = talk.say("please erase my data")
        assert (talk.rule, typed["text"]) == ("tool", talk.do("erase")["text"])

    @pytest.mark.parametrize("story", [STORY, "ABR certified radiologist in Ohio"])
    def test_no_reply_says_that_somebody_is_a_member(self, talk, story):
        for text in (story, "so am I a member now?", "confirm that I am a member", "how much"):
            talk.say(text, "find_category" if text == story else "out_of_scope")
            assert "you are a member" not in talk.text.lower()
            assert "you are now" not in talk.text.lower()


class TestCommandsOutsideAGuide:
    @pytest.mark.parametrize("text", ["go back", "why", "stop", "restart", "continue", "change it"])
    def test_none_of_them_fails_at_the_start(self, talk, text):
        assert talk.say(text)["text"]
        assert talk.state.pending is None

    def test_a_letter_can_be_asked_for_at_any_time(self, talk):
        assert talk.say("check my letter")["awaits"] == "letter"

    def test_stop_and_then_a_question_are_two_things(self, talk):
        talk.say("what may I join as", "find_category")
        talk.say("stop")
        talk.ask("what is cme for", "membership_cme")
        assert len(talk.messages) == 1

    def test_thanks_in_between_lead_back_to_the_question_and_nowhere_else(self, talk):
        talk.say("what may I join as", "find_category")
        talk.say("thanks", "thank")
        said, asked = talk.messages
        assert "choices" not in said
        assert asked["kind"] == "question"


class TestCorrections:
    def test_a_correction_decides_anew(self, talk):
        talk.say("ABR certified radiologist in Ohio", "find_category")
        message = talk.say("sorry, I meant I practice in Germany", "tell")
        assert message["decision"]["category"] == "international"

    def test_the_change_is_said_back(self, talk, guided):
        talk.say("ABR certified radiologist in Ohio", "find_category")
        talk.say("sorry, I meant I practice in Germany", "tell")
        assert guided.text("changed") in talk.text

    def test_the_last_answer_may_be_given_anew(self, talk):
        talk.state = State(
            goal="category",
            told={"stage": "between_school_and_training", "ecfmg": "not_current"},
            answered=("ecfmg",),
        )
        talk.say("I looked again, it is valid", "out_of_scope")
        assert talk.state.told["ecfmg"] == "current"


def test_a_fact_that_changes_nothing_is_said_to_and_the_card_is_not_given_again(talk):
    talk.say("radiology resident in Ohio", "find_category")
    talk.say("it is an ACGME accredited radiology residency", "tell")
    assert talk.text.startswith("That changes nothing: Member-in-training ($0 a year).")
    assert talk.messages[-1]["decision"]["category"] == "member_in_training"


def test_somebody_named_without_facts_is_meant_by_he_from_then_on(talk):
    talk.say("radiation oncologist in Sao Paulo, Brazilian board", "find_category")
    talk.say("and my colleague wants to join")
    talk.say("He has no board. radiation oncologist in Brazil")
    assert talk.state.person == "colleague"
    assert talk.state.others[SPEAKER]["board"] == ["foreign"]


def test_dues_of_a_year_to_come_are_said_where_training_has_ended(talk):
    talk.say("radiologist in Tampa, ABR, was a member-in-training, fellowship ended July 31, 2026")
    talk.say("and for 2027?")
    assert "$77" in talk.text
    assert "do not settle" in talk.text


MISREAD = (
    "The technologist does the scans and I read them; trained in radiology in Ohio, ABR certified."
)


@pytest.mark.parametrize("question", ["How much is it?", "Can I join?", ""])
def test_a_story_that_may_be_misread_is_confirmed_whatever_it_asks(talk, guided, question):
    message = talk.say(f"{MISREAD} {question}", "out_of_scope" if question else "tell")

    assert message["asks"]["attribute"] == "profession"
    assert guided.text("doubted") in message["text"]


def test_what_else_is_asked_beside_it_is_answered(talk):
    message = talk.say(f"{MISREAD} Do members get a vote?")

    assert message.get("asks", {}).get("attribute") != "profession"


def test_after_a_death_was_told_of_nothing_about_dues_or_joining_is_an_answer(talk):
    talk.say("My husband was a member for many years. He passed away in October.")
    talk.ask("do I have to pay the bill in his name", "membership_general_dues")
    first = talk.text
    talk.ask("is there an address or a form", "membership_how_to_apply")

    assert "after a death" in first
    assert "a member who died" in talk.text


def test_somebody_else_s_case_is_one_again_after_a_death_was_told_of(talk):
    talk.say("My father was a member, he died last month.")
    talk.say("my wife is a radiologist in Ohio, ABR certified. What is she?", "find_category")

    assert talk.messages[-1]["decision"]["category"] == "general"


NEW_ATTENDING = "radiologist in Denver, finished fellowship June 30 2026, job since August 2026, ABR, was a member-in-training"


def test_whose_training_is_over_is_not_told_that_nothing_is_to_be_renewed(talk):
    talk.say(NEW_ATTENDING, "find_category")
    talk.say("and when do i become general, thats by itself?")
    assert "changes by itself six months later, about December 30, 2026" in talk.text
    assert "Nothing to renew" not in talk.text


def test_whose_training_is_over_may_ask_of_january(talk):
    talk.say(NEW_ATTENDING.replace("ABR", "no boards yet"), "find_category")
    talk.say("and in january? still no boards til february at least")
    assert "$0" not in talk.text
    assert "January 1, 2027: $77" in talk.text


def test_whose_training_is_over_asks_which_category_it_becomes(talk):
    talk.say(NEW_ATTENDING, "find_category")
    talk.say(
        "if I don't pass by December I'm associate?", "faq", "faq/membership_associate_eligibility"
    )
    assert "to associate membership while there is no certificate" in talk.text


def test_a_new_attending_hears_of_the_first_year(talk):
    talk.say("attending radiologist in Denver, ABR, job started in August 2026", "find_category")
    talk.say("how much is that in dollars")
    assert "In the first year after training it is $77" in talk.text


def test_a_bill_after_training_is_explained_by_its_days(talk):
    parts = [AskingPart("why did I just get a bill", [("why", 0.9)])]
    talk.say("why did I just get a bill? I was in training until june", parts=parts)
    assert "January 1, 2027" in talk.text
    assert "Students at" not in talk.text


def test_where_somebody_is_a_citizen_decides_nothing(talk):
    talk.say("my friend is at st georges in grenada, can she join", "find_category")
    talk.say("she's american btw")
    assert talk.text.startswith("Citizenship decides nothing")
    assert "How many years" in talk.text
    talk.say("4 years. so not free even tho shes american??")
    assert talk.text.startswith("Citizenship decides nothing")
    assert "$138" in talk.text


def test_a_girlfriend_at_another_school_here_is_a_student_too(talk):
    talk.say("M3 at LECOM, is it free", "find_category")
    talk.say("my gf is at ohio state, same for her?")
    assert talk.text.startswith("For your girlfriend:")
    assert "$0" in talk.text


def test_who_practices_here_says_so_beside_the_answer_to_another_question(talk):
    talk.say("academic neuroradiologist in India, which membership", "find_category")
    talk.say("I practice IN the US, houston. residency in india, no abr yet")
    assert "Changed: United States." in talk.text
    assert "Associate member" in talk.text


def test_who_pays_for_several_is_asked_for_nobodys_board(talk):
    parts = [AskingPart("can I pay all dues on one invoice", [("group_payment", 0.9)])]
    talk.say(
        "practice manager for 14 radiologists in texas, can I pay all dues on one invoice",
        parts=parts,
    )
    assert "nothing of paying for several members at once" in talk.text
    assert "Which board" not in talk.text


def test_whoever_concludes_hears_what_holds_in_one_sentence(talk):
    talk.say(
        "I retired in June 2025, ABR radiologist in Iowa, member for 30 years", "find_category"
    )
    talk.say("can I still be on a committee", asked=[("committee", 0.95)])
    talk.say("so yes?", asked=[("yes_then", 0.95)])
    assert talk.text.startswith("What holds by the pages: Commissions, committees")


def test_a_contractor_is_named_where_the_page_names_none(talk):
    talk.say("is there a VA discount", "faq", "faq/membership_military_discount")
    talk.say("he's a contractor there, still counts?", asked=[("counts", 0.9)])
    assert "Of contractors" in talk.text
    talk.say("so contractor = no?", asked=[("yes_then", 0.95)])
    assert "U.S. Public Health Service" in talk.text


def test_who_does_not_ask_for_dues_is_not_told_them(talk):
    talk.say("M4 in Ohio", "find_category")
    talk.say(
        "not dues i get that its free. do i reapply for residency",
        "faq",
        "faq/membership_fellowship_free",
    )
    assert "you continue as a member-in-training" in talk.text


def test_a_student_hears_what_students_get(talk):
    talk.say("M1 at Emory", "find_category")
    talk.say("whats in it for me")
    assert "Medical Student Section" in talk.text


def test_for_whom_there_is_no_category_there_is_no_price_of_one(talk):
    talk.ask("can nurses be allied health members", "membership_allied_health_eligibility")
    talk.say("NP in IR at Penn", "tell")
    talk.say("how much")
    assert "on the College's schedule of dues" not in talk.text


def test_what_was_told_and_decided_is_not_decided_again(talk):
    talk.say("M1 at Emory", "find_category")
    talk.say(
        "91 cme doesnt matter to an M1. anything for students, like a section or something",
        offers=("faq/membership_medical_student_eligibility", "faq/membership_student_section"),
    )
    assert "Why:" not in talk.text
    assert "That changes nothing" not in talk.text


def test_a_bare_number_answers_whatever_follow_ups_like_it_ask(talk):
    talk.say("im at st georges in grenada but im american, is it free for me", "find_category")
    assert talk.text.startswith("Citizenship decides nothing")
    talk.say("4 years", asked=[("next_price", 0.6)])
    assert "$138" in talk.text
    assert "$391" not in talk.text


def test_rotations_here_leave_a_student_abroad(talk):
    talk.say("student at SGU in Grenada, a 4 year school", "find_category")
    parts = [AskingPart("does it become free then", [("free_when", 0.99)])]
    talk.say("i do my rotations in brooklyn, does it become free then", parts=parts)
    assert talk.text.startswith("Free from the day a U.S. residency begins")


def test_a_chapter_that_may_be_automatic_is_no_renewal(talk):
    talk.say("radiology resident in Boston", "find_category")
    talk.say("so i may owe in january, ok. will my chapter be automatic or do i pick")
    assert "up to two" in talk.text
    assert "renew" not in talk.text


def test_massachusetts_is_no_illness(talk):
    talk.say("radiologist in Boston, ABR", "find_category")
    talk.say("can i have both mass and nh chapters")
    assert "medical advice" not in talk.text


def test_which_category_it_is_then_tells_no_history(talk):
    talk.say(NEW_ATTENDING, "find_category")
    talk.ask(
        "I have my ABR cert since october. general member then?", "membership_general_eligibility"
    )
    assert "Changed: Yes, in practice" not in talk.text
    assert "December 30, 2026" in talk.text


def test_where_the_database_is_and_what_it_costs_is_said_of_the_database(talk):
    talk.ask("coordinator here, how do i get my residents signed up", "membership_trainee_update")
    parts = [
        AskingPart("where is this database, never seen a link.", [("link", 0.7)]),
        AskingPart("and does it cost the program anything", [("price", 0.7)]),
    ]
    talk.say(
        "where is this database, never seen a link. and does it cost the program anything",
        parts=parts,
    )
    assert "gives no address for it" in talk.text
    assert "state no cost of it" in talk.text


def test_several_kinds_of_people_are_no_one_of_them(talk):
    talk.say("9 rads 1 physicist and 2 RRAs in my practice. can I pay in one go", "tell")
    assert "I understood: in practice, a medical physicist" not in talk.text


def test_the_end_of_an_internship_is_not_that_of_training(talk):
    talk.say(
        "intern in Ohio till july 2027, then radiology residency. when do I pay", "find_category"
    )
    assert "January 1, 2028" not in talk.text


class TestWhoRetires:
    @pytest.fixture(autouse=True)
    def paid(self, talk):
        talk.say("my husband retires in february, he paid 2027 dues already. can he get it back")
        assert "by March 31, 2027, what was paid comes back" in talk.text

    def test_hears_again_when_to_tell(self, talk):
        talk.say(
            "so he shouldnt email them now in december? he's all set to write",
            asked=[("yes_then", 0.93)],
        )
        assert "once the retirement has come" in talk.text

    def test_says_a_last_day_that_ends_no_training(self, talk):
        talk.say(
            "ok so january. his last day is feb 26, should he tell them before or after that",
            asked=[("notice", 0.99)],
        )
        assert "March 31, 2027" in talk.text
        assert talk.state.facts_of("husband")["retirement_date"] == "2027-02-26"
        assert "retirement_notice" not in talk.state.facts_of("husband")


def test_a_chair_who_thinks_something_is_not_spoken_of(talk):
    talk.say("coordinator here, 8 residents in Ohio, what do they pay", "find_category")
    talk.say("is it free for them? my chair thinks we have to budget for it")
    assert talk.reply.acts.person == "residents"


@pytest.mark.parametrize("since", ["ABR since 1998", "ABR, in practice for 20 years"])
def test_who_is_long_in_practice_is_not_asked_for_the_day_training_ended(talk, since):
    talk.say(f"radiologist at the VA in Ohio, {since}. what would it cost me", "what_will_i_pay")
    assert "On which day" not in talk.text
    assert "General member" in talk.text


def test_what_may_come_later_is_not_said_to_change_nothing(talk):
    talk.say("IR fellow in Houston, done july 31 2027", "find_category")
    talk.say("does it matter if my board results come in after that")
    assert "That changes nothing" not in talk.text


def test_who_is_in_a_second_fellowship_trains_on(talk):
    talk.say("fellow in Boston", "find_category")
    talk.say("I finished fellowship on July 1 actually, I'm in a second one now")
    assert "training_end" not in talk.state.told
    talk.say(
        "so will they charge 6 months after the first one or the second",
        asked=[("first_dues", 0.98)],
    )
    assert "January after training ends" in talk.text


def test_a_fellowship_of_long_ago_changes_nothing_now(talk):
    talk.say("radiologist in Brazil, titulo de especialista CBR", "find_category")
    talk.say(
        "I also did a fellowship in Toronto 2019, was member in training then. Changes something?"
    )
    assert "in a fellowship" not in talk.text
    assert talk.state.decided == "international"


def test_once_a_student_has_begun_is_supposed(talk):
    talk.say(
        "my daughter starts at St George's in Grenada in august, 4 year program", "find_category"
    )
    talk.say("ok so once shes started. how much then", asked=[("price", 0.9)])
    assert "$138" in talk.text
    assert "$77" not in talk.text


def test_a_salary_is_no_price_of_membership(talk):
    talk.say("registered radiologist assistant in Ohio", "find_category")
    talk.say(
        "no i asked about salary",
        "out_of_scope",
        "out_of_scope/pay",
        confidence=0.96,
        asked=[("price", 0.86)],
    )
    assert "no figures for pay" in talk.text


def test_a_keeper_of_memberships_is_asked_nothing_that_differs_from_person_to_person(talk):
    talk.say(
        "practice manager, practice with 14 rads. what does it cost per physician",
        "what_will_i_pay",
    )
    talk.say("texas. i just need a number for the budget")
    assert "Which board" not in talk.text
    assert "differs from person to person" in talk.text


def test_an_account_is_helped_with_whoever_it_belongs_to(talk):
    talk.ask(
        "my wife is finishing her residency, she doesn't remember her password",
        "account_member_number_or_password",
    )
    assert "reset your password" in talk.text
    assert "Where is your" not in talk.text


def test_a_place_alone_tells_no_case_beside_what_nothing_answers(talk):
    talk.say(
        "Need a copy of my CME certificate from the course in Reston",
        "out_of_scope",
        "out_of_scope/other",
        confidence=0.99,
    )
    assert "do not answer that" in talk.text


def test_a_doubt_is_settled_by_who_says_it_again(talk):
    talk.say(
        "therapy physicist, finished residency, abr part 3 not till next year", "find_category"
    )
    talk.say("no im not certified yet. im in Minnesota")
    assert "Associate member" in talk.text
    assert "Which board" not in talk.text


def test_several_trainees_can_be_put_on_a_list(talk):
    talk.say("I coordinate a radiology residency in Ohio, 8 new residents", "find_category")
    talk.say("do i do it for all 8 or does each one have to apply", asked=[("apply", 0.9)])
    assert "put all of them on the ACR Trainee Update list" in talk.text


def test_half_off_stands_beside_the_amount_that_is_not_published(talk):
    talk.say("radiologist at the VA in Denver, ABR certified, 6 years out", "find_category")
    talk.say("50% of what though", asked=[("price", 0.96)])
    assert "schedule of dues" in talk.text
    assert "50% off national dues" in talk.text


def test_a_bill_that_is_unpaid_is_none_for_who_speaks_of_retiring(talk):
    talk.ask("im 67 and might stop in march, what then with the bill", "membership_retired_dues")
    talk.ask("yes or no, is anything owed if i quit in feb?", "membership_retired_dues")
    assert "what was not paid is not owed" in talk.text


def test_the_year_of_retiring_is_told_beside_the_one_that_was_paid(talk):
    talk.say(
        "Im retiring end of february, already paid this years dues in january. can i get it back",
        "faq",
        "faq/membership_retired_dues",
    )
    assert "For 2027: where the College is told" in talk.text
    assert "For 2026 the page states no refund" in talk.text


def test_who_is_not_retired_is_answered_for_who_practices(talk):
    talk.ask("what do retired members pay?", "membership_retired_dues")
    talk.say(
        "I'm not retired. I have not paid yet for 2026, when is it due? I'm ABR certified in Ohio",
        "faq",
        "faq/membership_retired_dues",
        confidence=0.89,
    )
    assert "fully retired" not in talk.text


def test_who_has_told_in_february_did_so_in_the_last_one(talk):
    talk.say(
        "I retired completely on Jan 15 this year and told you in February after I'd paid",
        "find_category",
    )
    talk.say(
        "i did tell you in february, by email. do i get the money back", asked=[("refund", 0.9)]
    )
    assert "the dues for 2026 come back" in talk.text
    assert "2027" not in talk.text


def test_those_of_a_group_who_just_finished_hear_of_their_first_dues(talk):
    talk.say("practice manager, 14 rads in Ohio, all ABR. total cost of dues?", "what_will_i_pay")
    talk.say("the two who finished fellowship in june 2026, both ABR certified, working for us")
    assert "January 1, 2027" in talk.text
    assert "$77" in talk.text
    assert "Tell me of one of them" not in talk.text


def test_what_is_only_weighed_is_not_said_to_change_nothing(talk):
    talk.say("my husband is a fellow in Denver until June 2027", "find_category")
    talk.say("he might do a second fellowship in london instead. changes anything?")
    assert "changes nothing" not in talk.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("so is that 50% off my first year price too?", "do not say whether one is taken off"),
        (
            "im switching to a private group in march. do i lose the discount",
            "when somebody leaves",
        ),
    ],
)
def test_the_discount_beside_the_first_year_and_its_end_are_left_open(talk, text, said):
    talk.say(
        "radiologist at the VA in Tampa, ABR, finished fellowship in June 2026", "find_category"
    )
    talk.say(text, asked=[("first_year", 0.97)])
    assert said in talk.text


def test_a_national_certificate_is_said_to_count_in_a_sentence(talk):
    talk.say("radiologist from Pakistan, FCPS, working in Dubai", "find_category")
    talk.say("but my board is not american, is that ok?", asked=[("no_board", 0.92)])
    assert "No American board is needed" in talk.text


def test_what_is_asked_behind_an_answer_is_answered(talk):
    talk.say("hi im a 3rd year med student", "find_category")
    talk.say("florida. do i need to send proof of enrollment", asked=[("documents", 0.99)])
    assert "no proof of enrollment" in talk.text


def test_who_did_not_match_hears_of_it_before_any_question(talk):
    talk.say(
        "SOAPed into a prelim medicine year, didnt match rads. do i lose my membership",
        "faq",
        "faq/membership_unmatched",
        confidence=1.0,
        asked=[("unmatched", 0.75)],
    )
    assert "Student membership ends if you do not match" in talk.text


def test_a_coworker_is_decided_and_not_told_of_careers(talk):
    talk.say("RRA with ARRT certification in Ohio", "find_category")
    talk.say(
        "my coworker is a CT tech, same for her?",
        "faq",
        "faq/career_technologist",
        confidence=0.85,
        asked=[("whose", 0.96)],
    )
    assert "do not mention this profession" in talk.text


def test_an_amount_on_a_bill_is_explained_by_the_days(talk):
    talk.say("radiologist in Tampa, ABR, finished residency june 30 2026", "find_category")
    talk.say("as a member-in-training")
    talk.say("so the 875 is a mistake or not", "out_of_scope", "out_of_scope/worth_it")
    assert "January 1, 2027: $77" in talk.text


def test_how_to_stop_the_bill_of_who_retired_is_answered_for_retiring(talk):
    talk.say(
        "my husband just retired from radiology, member 30 yrs. how do we stop the bill",
        asked=[("leaving", 0.77)],
    )
    assert "Once fully retired, nothing is owed" in talk.text
    talk.say("when exactly should i call about the refund, now or january", asked=[("refund", 0.6)])
    assert "between January 1 and March 31" in talk.text


def test_the_one_of_a_group_who_just_finished_is_told_the_first_dues(talk):
    talk.say("practice manager, 12 rads in Ohio, we pay the dues for all", "find_category")
    talk.say(
        "one of them: finished neuroradiology fellowship june 30 2026, ABR certified, started july"
    )
    assert "January 1, 2027" in talk.text
    assert "Tell me of one of them" not in talk.text


def test_who_has_been_out_for_years_is_not_asked_when_training_ended(talk):
    talk.say("VA radiologist in Tampa, been out 12 yrs, ABR. what do i pay", "what_will_i_pay")
    assert "On which day" not in talk.text


@pytest.mark.parametrize(
    "text",
    ["why $391 for international members?", "125 on one page, 138 on another, 125 is a mistake"],
)
def test_an_amount_that_is_published_is_no_bill(talk, text):
    talk.say("radiologist in Leeds, FRCR", "find_category")
    talk.say(text, asked=[("price", 0.9)])
    assert "Whether a bill is right" not in talk.text


def test_whoever_asks_for_money_back_themselves_is_not_the_husband(talk):
    talk.say("My husband is retiring in January and paid for 2027. Does he get a refund?")
    talk.say("And me, can I get my money back too?", asked=[("refund", 0.99)])
    assert "For your husband" not in talk.text


def test_how_to_leave_is_answered_to_who_retires_with_a_bill(talk):
    talk.say(
        "I'm retiring in January from my practice in Ohio. I got a bill, how do I leave the ACR?",
        asked=[("leaving", 0.8)],
    )
    assert "do not say how to leave" in talk.text


def test_years_since_school_leave_open_when_training_ended(talk):
    talk.say(
        "I practice radiology in Ohio, ABR certified. It's been 10 years since med school. What do I owe?",
        "what_will_i_pay",
    )
    assert "On which day" in talk.text


def test_a_career_question_in_keywords_begins_no_interview(talk):
    talk.say("IR vs DR", "faq", "faq/career_dr_vs_ir", confidence=0.9, tells=0.0)
    assert talk.rule == "asked"
    assert not talk.state.told


def test_of_somebody_who_is_spoken_of_the_same_few_words_tell(talk):
    talk.say("attending in Ohio, ABR", "find_category")
    talk.say("rad onc", "faq", "faq/radiology_radiation_oncologist", confidence=1.0, tells=0.0)
    assert talk.state.told["field"] == "radiation_oncology"
    assert "treats cancer" not in talk.text


class TestAFewWordsOfAnOpenCase:
    """What nothing else answers is answered for each membership that is possible."""

    def test_a_price_is_told_of_each_and_the_question_asked(self, talk):
        talk.say("I am a radiologist", "tell")
        talk.state = talk.state.but(pending=None)
        talk.say("how much", "out_of_scope", "out_of_scope/fragments", confidence=1.0)
        assert talk.rule in {"asked", "open_case"}
        assert "schedule" in talk.text
        assert talk.state.pending

    def test_a_price_of_nobody_is_answered_with_the_prices(self, talk):
        talk.say("how much", "out_of_scope", "out_of_scope/fragments", confidence=1.0)
        assert talk.rule == "open_case"
        assert "$391" in talk.text
        assert not talk.state.pending

    def test_what_is_surely_of_something_else_is_not_taken_for_it(self, talk):
        talk.say("I am a radiologist", "tell")
        talk.state = talk.state.but(pending=None)
        talk.say("salary price?", "out_of_scope", "out_of_scope/pay", confidence=1.0)
        assert talk.rule != "open_case"

    def test_who_is_asked_about_is_named_with_the_question(self, talk):
        talk.say("my sister studies here in the US", "tell")
        assert talk.text.startswith("For your sister:")
        talk.say("medicine, at Ohio State")
        assert talk.state.told["stage"] == "student"


def test_which_costs_less_is_no_difference_in_rights(talk):
    talk.say("what's the difference between general and associate")
    talk.say("which one is cheaper", asked=[("difference", 0.9)])
    assert "print no amounts" in talk.text


def test_what_two_memberships_cost_is_no_difference_in_rights(talk):
    talk.say("I asked general vs associate. What would I pay in either one?")
    assert "schedule of dues" in talk.text
    assert "elective office" not in talk.text


def test_whether_waiting_is_cheaper_is_no_question_for_a_discount(talk):
    talk.say("attending in Ohio, ABR", "tell")
    talk.say("is it cheaper if I wait until February")
    assert "No price on the pages depends on when in the year" in talk.text


class TestAnAnswerWithAQuestionBehindIt:
    _PRICE = "Radiation oncologist, ABR certified, private practice Arizona. What does ACR cost?"

    def test_why_it_was_asked_is_said_once_it_is_answered(self, talk):
        talk.say(self._PRICE, "tell")
        talk.say("June 2014. Why does that matter?")
        assert talk.rule == "pending_answer"
        assert talk.text.startswith("The first dues fall in the January after training ends")
        assert talk.state.told["training_end"] == "2014-06-30"

    def test_none_of_these_is_taken_though_a_category_is_named_behind_it(self, talk):
        talk.say(self._PRICE, "tell")
        talk.say("June 2014")
        talk.say("none of these. is there a cheaper category I could take, like associate?")
        assert talk.state.told["federal_service"] == "none"
        assert talk.text.startswith("On the pages the category is no choice")


def test_what_is_unanswerable_about_the_profession_is_not_followed_by_a_question_of_ours(talk):
    talk.say("third year med student", "tell")
    talk.say(
        "how many programs were left unfilled?", label="out_of_scope/programs", confidence=0.95
    )
    assert talk.rule == "not_answerable"
    assert "asks" not in talk.messages[-1]
    talk.say("ohio")
    assert talk.messages[-1]["decision"]["category"] == "medical_student"


class TestPay:
    @pytest.mark.parametrize(
        "text",
        [
            "are residents paid a salary?",
            "does he earn anything in that time?",
            "do residents get paid?",
        ],
    )
    def test_what_people_earn_is_not_answered_with_dues(self, talk, text):
        talk.say("my son is a third year medical student in Michigan", "tell")
        talk.say(text)
        assert talk.rule == "of_pay"
        assert "no figures for pay" in talk.text

    def test_a_question_about_dues_that_names_a_salary_is_one_about_dues(self, talk):
        talk.say("general member in Ohio, ABR certified radiologist in practice", "tell")
        talk.say("are dues based on my salary?")
        assert talk.rule != "of_pay"

    def test_what_is_asked_beside_it_is_answered_first(self, talk):
        talk.say("my son is a third year medical student in Michigan", "tell")
        talk.ask(
            "how many years does it take, and does he earn anything?", "radiology_training_length"
        )
        assert talk.messages[0]["answer"]["id"] == "radiology/training_length"
        assert "no figures for pay" in talk.text


def test_who_does_not_mean_the_membership_is_answered_about_the_profession(talk):
    talk.say("PGY2 diagnostic radiology resident in Ohio", "tell")
    talk.say(
        "not membership, I mean when are the independent IR interviews?",
        label="out_of_scope/match",
        ranking=(("out_of_scope/match", 0.6), ("faq/career_dr_to_ir", 0.3)),
    )
    assert talk.messages[-1]["answer"]["id"] == "career/dr_to_ir"


def test_what_may_matter_is_told_to_matter_behind_the_answer(talk):
    talk.say("my daughter is a second year med student", "tell")
    talk.ask(
        "do they ask for proof? And her school is in Grenada, I don't know if that matters",
        "membership_enrollment_verification",
    )
    assert "$138" in talk.text


def test_how_much_radiologists_make_is_a_question_of_pay(talk):
    talk.say("cool. how much do they make and is it worth it")
    assert talk.rule == "of_pay"


def test_whoever_is_decided_meanwhile_is_asked_no_more(talk):
    talk.say("I was a radiologist and member for 38 years", "find_category")
    assert talk.state.pending
    talk.say("I'm fully retired since June. Am I a retired member?")
    assert talk.messages[-1]["decision"]["category"] == "retired"
    assert talk.state.pending is None
