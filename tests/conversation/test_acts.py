"""A message tells, supposes, asks and steers, several at once; what it tells is news only where it says so."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import pytest

from bot.conversation import commands
from bot.conversation.acts import ActReader
from bot.conversation.state import SPEAKER, State
from bot.conversation.user_turn import AskingPart, UserTurn


@pytest.fixture(scope="module")
def read(knowledge, reader, today):
    acts = ActReader(knowledge, reader, today)

    def read_(text, state=None, **more):
        return acts.read(UserTurn(text, "out_of_scope", "out_of_scope", **more), state or State())

    return read_


RESIDENT = State(
    told={"stage": "in_training", "profession": "physician", "program": "residency", "place": "us"}
)


def test_a_button_does_nothing_but_what_it_says(read):
    acts = read('/tell{"told": "place=us"}')
    assert (acts.text, acts.facts, acts.command, acts.safety) == ("", {}, None, None)


def test_one_message_tells_and_asks(read):
    acts = read("I'm a radiology resident in Ohio, how much do I pay?")
    assert acts.facts["stage"] == "in_training"
    assert acts.facts["place"] == "us"
    assert "price" in acts.aspects
    assert acts.asks


def test_a_code_a_command_and_a_danger_are_seen(read):
    assert read("K7MP-4XQR").code == "K7MP-4XQR"
    assert read("go back").command == commands.BACK
    assert read("I want to kill myself").safety.kind == "crisis"


def test_facts_are_those_of_the_person_spoken_of(read):
    acts = read("my wife is a radiology fellow in Toronto", RESIDENT)
    assert acts.person == "wife"
    assert acts.facts["place"] == "canada"


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        (
            (
                "IMG here, class of 2022, ECFMG certified. My best friend is a med student in Ireland. "
                "Hoping to match into a radiology residency in the US. Am I eligible?"
            ),
            "between_school_and_training",
        ),
        (
            (
                "I'm doing my residency in radiology in Chattanooga. My sister is a nurse in Denver. "
                "Where do I fit in?"
            ),
            "in_training",
        ),
        (
            (
                "Currently doing a fellowship in IR in Asheville. My husband works for the VA. "
                "What are my options?"
            ),
            "in_training",
        ),
    ],
)
def test_somebody_who_is_only_mentioned_is_not_asked_for(read, text, stage):
    acts = read(text)

    assert acts.person == SPEAKER
    assert acts.facts["stage"] == stage
    assert "federal_service" not in acts.facts


def test_who_says_they_are_not_retired_is_not(read):
    acts = read("Not retired! Just on medical leave until spring. ABR, group practice in Columbus")

    assert acts.facts["stage"] == "not_working"


def test_several_aspects_are_seen_at_once(read):
    aspects = read("how much is it and can I vote?").aspects
    assert {"price", "vote"} <= set(aspects)


def test_a_category_that_is_named_is_no_fact(read):
    acts = read("what do general members pay")
    assert acts.categories == ("general",)
    assert not acts.facts


def test_whoever_describes_themselves_names_no_category(read):
    acts = read("I'm a radiology resident in Ohio, what do I pay")
    assert acts.categories == ()


class TestWhatMayHaveBeenMisread:
    MISREAD = "I look after the physicists as a kind of student, and read films on the side in Ohio"

    def test_is_what_the_second_reader_doubts_of_a_story(self, read):
        assert "physician" in read(self.MISREAD).doubted["profession"]

    def test_is_nothing_of_somebody_who_is_known(self, read):
        assert read(self.MISREAD, RESIDENT).doubted == {}

    def test_is_nothing_of_a_few_words_about_the_next_person(self, read):
        short = "my sister is in dental school, Ann Arbor, but moving into medicine"
        assert read(short, RESIDENT).doubted == {}
        assert read(short).doubted


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


class TestNews:
    def test_a_passing_word_does_not_change_what_was_told(self, read):
        assert "place" not in read("is Canada any different?", RESIDENT).facts

    def test_a_correction_does(self, read):
        assert read("actually I train in Canada", RESIDENT).facts["place"] == "canada"

    def test_so_does_who_says_what_they_are_now(self, read):
        assert read("I'm at a hospital in Toronto", RESIDENT).facts["place"] == "canada"

    def test_what_was_told_already_may_be_told_again(self, read):
        assert read("the hospital is in Ohio", RESIDENT).facts["place"] == "us"

    def test_a_job_that_comes_after_training_is_not_held_yet(self, read):
        facts = read("I finish on June 30, 2027 and then start in private practice", RESIDENT).facts
        assert facts["training_end"] == "2027-06-30"
        assert facts.get("stage") != "in_practice"

    def test_when_a_trainee_is_done_training_ends(self, read):
        facts = read("I'll be done on June 30, 2027", RESIDENT).facts
        assert facts["training_end"] == "2027-06-30"


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


class TestAYearTakenBack:
    def test_changes_the_one_day_that_was_told(self, read):
        state = RESIDENT.telling({"training_end": "2026-06-30"})
        assert read("Sorry, 2027, I typed the wrong year", state).facts == {
            "training_end": "2027-06-30"
        }

    def test_changes_nothing_where_two_were(self, read):
        state = RESIDENT.telling({"training_end": "2026-06-30", "training_start": "2022-07-01"})
        assert read("Sorry, 2027, I typed the wrong year", state).facts == {}


class TestPrivateData:
    """The detector alone takes many a message with a number for somebody's data."""

    @pytest.mark.parametrize(
        "text",
        [
            "so stopping on Jan 31 2027 for good, told you on Feb 10",
            "sorry, 2027, I typed the wrong year",
            "was it $77 or $138 then?",
            "I pay for 2 chapters now",
        ],
    )
    def test_days_years_and_amounts_are_nobodys(self, read, text):
        assert read(text, danger=("private_data", 0.95)).safety is None

    @pytest.mark.parametrize("text", ["the login is drkim hunter22", "chart 4471 shows a mass"])
    def test_other_numbers_may_be(self, read, text):
        assert read(text, danger=("private_data", 0.95)).safety.kind == "private_data"


def test_staff_see_how_a_message_was_understood_and_never_its_text(read):
    summary = read("my wife is a radiology fellow in Toronto, what does she pay?").summary()
    assert summary["person"] == "wife"
    assert summary["facts"]["place"] == "canada"
    assert "Toronto" not in str(summary)
    assert "safety" not in summary
    assert "taught" not in summary


@pytest.mark.parametrize(
    ("text", "is_brief", "is_short"),
    [
        ("how much", True, True),
        ("and how much would that be for me", False, True),
        ("a " * 15, False, False),
    ],
)
def test_a_message_is_brief_or_short_by_its_words(read, text, is_brief, is_short):
    acts = read(text)
    assert (acts.is_brief, acts.is_short) == (is_brief, is_short)
    assert acts.person == SPEAKER


class TestMedicalWords:
    SURE: ClassVar = {"label": "faq/career_radiation_exposure", "confidence": 0.98}
    TEXT = "is the radiation a problem if I get pregnant as a resident"

    def test_a_sure_career_question_is_no_medical_one(self, knowledge, reader, today):
        turn = UserTurn(self.TEXT, "faq", danger=("medical", 0.01), **self.SURE)
        assert ActReader(knowledge, reader, today).read(turn, State()).safety is None

    def test_unless_something_of_a_danger_is_learnt_in_it(self, knowledge, reader, today):
        turn = UserTurn(self.TEXT, "faq", danger=("medical", 0.2), **self.SURE)
        safety = ActReader(knowledge, reader, today).read(turn, State()).safety
        assert safety.kind == "medical"

    def test_a_greeting_in_spanish_is_not_medical(self, knowledge, reader, today):
        turn = UserTurn(
            "hola, hablan espanol ustedes",
            "out_of_scope",
            "out_of_scope/other_language",
            danger=("medical", 0.9),
        )
        assert ActReader(knowledge, reader, today).read(turn, State()).safety is None


def test_a_fellowship_to_follow_moves_the_end_of_training(talk):
    talk.say("my husband is a radiology resident in Houston", "tell")
    talk.say("how long will it stay free? He finishes June 2028 and then a fellowship for one year")
    assert talk.state.told["training_end"] == "2029-06-30"


def test_a_residency_named_after_its_end_was_told_does_not_go_on(talk):
    talk.say("finished radiology residency in June 2025, no certificate", "tell")
    talk.say("approved residency at UT, practicing in Knoxville. which category", "tell")
    assert talk.state.told["stage"] == "in_practice"


def test_training_that_is_over_is_over(talk):
    talk.say("radiology resident in Michigan", "tell")
    talk.say("my training is over")
    assert talk.state.told["stage"] == "in_practice"


def test_a_program_that_moves_is_the_one_to_come(talk):
    talk.say(
        "done with radiology residency in Boston June 30 2026, member-in-training, "
        "ABR not yet, next fellowship starts July 1 2027 in Boston",
        "tell",
    )
    talk.tell("stage=in_practice")
    talk.tell("place=us")
    talk.say("the fellowship moved, it starts December 1, 2026", "tell")
    assert talk.state.told["next_program_start"] == "2026-12-01"
    assert talk.state.told["training_end"] == "2026-06-30"


def test_an_office_manager_is_not_the_one_who_joins(talk):
    talk.ask(
        "I'm the office manager of a radiology group in Boise, we pay dues for 9 doctors. "
        "when do the invoices come due",
        "membership_membership_year",
    )
    assert talk.state.facts_of("doctors")["profession"] == "physician"
    assert "profession" not in talk.state.facts_of(SPEAKER)


def test_whether_one_is_a_member_is_asked_and_not_told(talk):
    talk.say("radiologist in Tampa, ABR. So I'm a general member, correct?", "tell")
    assert "acr_history" not in talk.state.told


def test_months_at_another_hospital_change_no_school(talk):
    talk.say("medical student in Heidelberg, 6 years program", "tell")
    talk.say("im on exchange in Boston this term, does that make it free?")
    assert talk.state.told["place"] == "outside"


def test_a_student_who_did_not_match_is_remembered_as_one(talk):
    talk.ask("didnt match DR this year. am I going to lose my membership?", "membership_unmatched")
    assert talk.state.told["match"] == "unmatched"


def test_a_caller_of_whom_was_spoken_is_the_one_who_is_told_of(talk):
    talk.say("DR attending in Ohio, no US board, residency in India", "tell")
    talk.say("caller says 12 years in practice", "tell")
    assert talk.state.person == SPEAKER


def test_whether_a_residency_counts_as_approved_may_be_open(talk):
    talk.say("DR attending in Ohio, no board, completed residency", "tell")
    talk.say("not sure whether that residency counts as approved", "tell")
    assert talk.state.told["residency_completed"] == "unknown"


def test_the_end_of_the_last_program_takes_the_place_of_the_one_before(talk):
    talk.say("DR resident in Tampa until June 30 2027, then a breast fellowship at Emory", "tell")
    talk.say("the fellowship ends aug 31 2028", "tell")
    talk.say("when do i pay first?")
    assert "2029" in talk.text


def test_a_question_about_a_specialty_answers_no_pending_question(talk):
    talk.say("which membership fits me? I'm in training", "find_category")
    asked = talk.messages[-1]["asks"]["attribute"]
    talk.ask("what does a radiation oncologist do", "radiology_radiation_oncologist")
    assert "field" not in talk.state.told
    assert talk.state.pending == asked


LEANING = RESIDENT.but(decided="member_in_training", category="member_in_training")


def test_a_follow_up_asks_what_such_words_were_learnt_to_ask(read):
    acts = read("what does it set me back", LEANING, asked=[("price", 0.7)])
    assert acts.aspects == ("price",)
    assert acts.asks


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what does it set me back", [("price", 0.3)]),
        ("im in dallas", [("eligibility", 0.9)]),
        ("so that is that", [("yes_then", 0.9)]),
    ],
)
def test_what_is_uncertain_or_tells_or_is_no_aspect_asks_for_none(read, text, asked):
    assert read(text, LEANING, asked=asked).aspects == ()


def test_words_that_name_an_aspect_say_it_better_than_a_likely_follow_up(read):
    assert read("can I vote?", LEANING, asked=[("rights", 0.85)]).aspects == ("vote",)
    assert read("any discount on chapters?", LEANING, asked=[("chapters", 0.9)]).aspects[0] == (
        "chapters"
    )


def test_of_many_words_those_that_name_an_aspect_may_only_mention_it(read):
    text = "so whats the full price then for a regular member, no discount"
    assert read(text, LEANING, asked=[("price", 0.9), ("discount", 0.01)]).aspects == ("price",)
    text = "my program says that it is free, does anybody ever check on it"
    assert read(text, LEANING, asked=[("decides", 0.65)]).aspects == ("decides",)


def test_without_anything_spoken_of_nothing_leans_on_it(read):
    assert read("what does it set me back", asked=[("price", 0.9)]).aspects == ()


def test_what_was_learnt_to_be_ahead_is_only_supposed(read):
    state = LEANING.but(told={**RESIDENT.told, "stage": "in_training"})
    acts = read("the resident gets to Munich in the fall of 28", state, ahead=0.9)
    assert acts.hypothesis.get("place") == "outside"
    assert "place" not in acts.facts


def test_the_parts_of_a_message_ask_each_for_something(read):
    parts = [
        AskingPart("whats the damage", [("price", 0.8)]),
        AskingPart("can i vote", [("rights", 0.7)]),
        AskingPart("anything else", [("benefits", 0.3)]),
    ]
    acts = read("whats the damage, can i vote, anything else", LEANING, parts=parts)
    assert acts.aspects == ("vote", "price")
    assert acts.asks_several


def test_a_part_that_asks_says_better_what_is_asked_than_the_whole(read):
    parts = [AskingPart("whats the damage", [("price", 0.8)])]
    text = "finishing up at Emory in june, whats the damage"
    acts = read(text, LEANING, asked=[("after", 0.8)], parts=parts)
    assert acts.aspects == ("price",)
    assert not acts.asks_several


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("out_of_scope/pay", "moonlighting as a rads resident, how much per shift"),
        ("out_of_scope/other_societies", "rsna member in training fee"),
        ("faq/career_resident_hours", "In the residency, which hours does a resident work?"),
        ("faq/career_transitional_year", "IMG here: is a transitional year the same as a prelim?"),
    ],
)
def test_a_first_question_that_is_surely_beside_membership_asks_nothing_of_it(
    knowledge, reader, today, label, text
):
    acts = ActReader(knowledge, reader, today)
    turn = UserTurn(text, label.partition("/")[0], label, confidence=0.95)
    assert (acts.read(turn, State()).aspects, acts.read(turn, State()).hypothesis) == ((), {})
    unsure = acts.read(replace(turn, confidence=0.6), State())
    assert unsure.aspects or unsure.hypothesis
    assert acts.read(turn, State(category="international")).aspects == unsure.aspects


def test_a_matter_of_members_that_no_answer_covers_is_still_asked_in_words(
    knowledge, reader, today
):
    label = "out_of_scope/hardship_leave"
    turn = UserTurn("I am on medical leave", "out_of_scope", label, confidence=0.95)
    acts = ActReader(knowledge, reader, today).read(turn, State())
    assert "leave" in acts.aspects
