"""Messages have the published shape, and choices lead where they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge.replies import Kind
from bot.knowledge.statements import Statement
from bot.messages.faq_messages import Messages


@pytest.fixture(scope="module")
def messages(knowledge):
    return Messages(knowledge, date(2026, 11, 23))


def test_related_questions_are_choices_with_the_answers_id(messages, knowledge):
    choice = messages.answer("membership/training_dues")["choices"][0]
    assert choice["value"] == knowledge.answers_by_label[choice["payload"].removeprefix("/")].id


def test_two_answers_for_two_questions(messages):
    found = messages.respond("faq/membership_chapters", also=("faq/membership_cme",))
    assert [one["answer"]["id"] for one in found] == ["membership/chapters", "membership/cme"]


def test_did_you_mean_offers_questions_and_a_way_out(messages):
    (found,) = messages.respond(
        "faq/membership_chapters", offers=("faq/membership_chapters", "faq/membership_cme")
    )
    assert found["kind"] == "choices"
    assert [choice["value"] for choice in found["choices"]] == [
        "membership/chapters",
        "membership/cme",
        "none_of_these",
    ]


def test_a_fallback_names_the_phone(messages):
    (found,) = messages.respond("out_of_scope/salaries")
    assert found["kind"] == "fallback"
    assert "1-800-347-7748" in found["text"]


def test_another_language_is_answered_in_it_first(messages):
    (found,) = messages.respond("out_of_scope/general", text="¿Cuánto cuesta ser miembro?")
    assert found["text"].startswith("Solo puedo responder en inglés")


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("¿puedo pagar en línea?", "Solo puedo"),
        ("j'ai oublié mon mot de passe", "Je ne peux"),
        ("was kostet die Mitgliedschaft", "Ich kann nur"),
        ("我是放射科住院医师", "我只能"),
    ],
)
def test_a_short_message_in_another_language_is_known_for_what_it_is(messages, text, starts):
    assert messages.respond("out_of_scope/other", text=text)[0]["text"].startswith(starts)


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("out_of_scope/emergency", "911"),
        ("out_of_scope/emergency", "988"),
        ("out_of_scope/clinical", "medical advice"),
        ("out_of_scope/manipulate", "cannot promise or confirm"),
        ("out_of_scope/abuse", "I would like to help"),
        ("out_of_scope/other", "do not answer that"),
    ],
)
def test_a_theme_with_a_reply_of_its_own_gets_it(messages, label, says):
    (found,) = messages.respond(label, text="anything")
    assert says in found["text"]
    assert found["kind"] != "answer"


def test_an_answer_that_depends_on_the_person_offers_the_guide(messages):
    values = [one["value"] for one in messages.answer("membership/general_dues")["choices"]]
    assert values[-1] == "what_will_i_pay"


def test_keys_that_do_not_apply_are_absent(messages):
    (found,) = messages.respond("smalltalk/goodbye")
    assert set(found) == {"kind", "text", "blocks"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("¿Cuánto cuesta la membresía para los estudiantes?", "contact"),
        ("what is the price of a die", "fallback"),
    ],
)
def test_what_is_not_understood_in_another_language_is_told_so(messages, text, kind):
    assert messages.respond("out_of_scope/general", text=text)[0]["kind"] == kind


@pytest.fixture(scope="module")
def expiring(knowledge):
    """Knowledge in which the answer about CME says a figure until the middle of 2027."""
    answer = replace(
        knowledge.answers["membership/cme"],
        text="It is 12 hours.",
        details="In 2026 it was 11.",
        lasting="Hours are counted each year.",
        valid_until=date(2027, 6, 1),
        statements=(Statement("cme_1", "12 hours, 11 in 2026", answer_source(knowledge)),),
    )
    return replace(knowledge, answers={**knowledge.answers, answer.id: answer})


def answer_source(knowledge):
    return knowledge.answers["membership/cme"].sources[0]


def test_figures_are_said_until_the_day_on_which_their_review_is_due(expiring):
    found = Messages(expiring, date(2027, 5, 31)).answer("membership/cme")
    assert found["text"] == "It is 12 hours.\nIn 2026 it was 11."
    assert found["answer"]["valid_until"] == "2027-06-01"


def test_from_that_day_on_only_what_lasts_is_said_and_the_pages_are_named(expiring):
    found = Messages(expiring, date(2027, 6, 1)).answer("membership/cme")
    assert found["text"].startswith(
        "Hours are counted each year.\nThe figures that belong here are due"
    )
    assert not any(figure in found["text"] for figure in ("11", "12"))
    assert found["answer"]["sources"][0]["url"].startswith("https://")


def test_what_is_said_a_second_time_has_no_figures_either(expiring):
    messages = Messages(expiring, date(2027, 6, 1))
    again = messages.again(messages.answer("membership/cme"))
    assert not any(figure in again["text"] for figure in ("11", "12 "))


@pytest.fixture(scope="module")
def seasonal(knowledge):
    """Knowledge in which the answer about CME holds in January 2027 alone."""
    days = {"first_day": date(2027, 1, 1), "last_day": date(2027, 1, 31)}
    answer = replace(knowledge.answers["membership/cme"], **days)
    return replace(knowledge, answers={**knowledge.answers, answer.id: answer})


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2027, 1, 31)])
def test_an_answer_is_given_on_the_first_and_the_last_day_on_which_it_holds(
    seasonal, messages, day
):
    found = Messages(seasonal, day).answer("membership/cme")
    assert found["text"] == messages.answer("membership/cme")["text"]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 12, 31), "holds from January 1, 2027 on"),
        (date(2027, 2, 1), "held until January 31, 2027"),
    ],
)
def test_on_other_days_it_says_which_those_are_and_whom_to_ask(seasonal, day, says):
    found = Messages(seasonal, day).answer("membership/cme")
    assert found["kind"] == "fallback"
    assert says in found["text"]
    assert "1-800-347-7748" in found["text"]
    assert [choice["value"] for choice in found["choices"]] == ["account/contact_us"]


def test_on_other_days_no_button_leads_to_it(seasonal):
    messages = Messages(seasonal, date(2027, 2, 1))
    before = Messages(seasonal, date(2027, 1, 31))
    offered = [choice["value"] for choice in before.answer("membership/benefits")["choices"]]
    left = [choice["value"] for choice in messages.answer("membership/benefits")["choices"]]
    assert set(offered) - set(left) == {"membership/cme"}
    both = messages.perhaps(["membership/cme", "membership/advocacy"])
    assert "membership/cme" not in [choice["value"] for choice in both["choices"]]
    assert "CME" not in both["text"]


def test_a_source_says_who_published_it_and_what_stands_after_its_title(messages):
    source = messages.answer("membership/cme")["answer"]["sources"][0]
    assert source["publisher"] == "American College of Radiology"
    assert source["cited_as"] == f"“{source['heading']}”"


# Those who say goodbye want nothing more; who is in danger is to call, and the number is in the text.
ENDS = {"goodbye", "crisis", "threat", "clinical"}
# Said beside something that leads on.
BESIDE = {"prices", "redacted", "review_due"}


def test_every_fixed_reply_ends_with_a_way_on(knowledge):
    without = {
        name
        for name, entry in knowledge.replies.items()
        if entry.kind not in {Kind.FALLBACK, Kind.CONTACT, Kind.CHOICES} and not entry.offers
    }
    assert without - BESIDE == ENDS


@pytest.mark.parametrize("name", ["not_reachable", "other_language", "manipulate"])
def test_where_we_cannot_help_the_phone_and_the_form_stand_below(messages, name):
    assert messages.reply(name)["kind"] == "contact"
