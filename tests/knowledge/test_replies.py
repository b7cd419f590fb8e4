"""A fixed reply has a kind, a text, and nothing that is not known."""

from __future__ import annotations

import pytest

from bot.knowledge.replies import Kind, parse_replies
from bot.settings import ROOT
from tests.knowledge.conftest import entry, refusal

REPLY = "greet: {kind: smalltalk, text: Hello.%s}"


def test_a_reply_has_a_kind_and_a_text():
    reply = parse_replies(entry(REPLY % ""))["greet"]
    assert (reply.kind, reply.text, reply.offers) == (Kind.SMALLTALK, "Hello.", ())


@pytest.mark.parametrize(
    ("more", "key"),
    [
        (", button: x", "greet.button"),
        (", offers: x", "greet.offers"),
        (", translations: {es: 'Cuesta $5'}", "greet.translations.es"),
        (", themes: [1]", "greet.themes[0]"),
    ],
)
def test_a_reply_that_is_off_is_refused(more, key):
    assert refusal(parse_replies, entry(REPLY % more))[0] == key


ENDS = [
    *(
        "pay",
        "forecasts",
        "worth_it",
        "programs",
        "match",
        "career",
        "lifestyle",
        "visa_licence",
        "boards",
        "jobs",
    ),
    *("technologist_careers", "other_professions", "other_societies", "societies"),
]
OF_THE_DEPARTMENT = ["payment", "proof_of_membership", "lapsed_cancel", "hardship_leave"]


def end_of(theme, knowledge):
    (reply,) = [reply for reply in knowledge.replies.values() if theme in reply.themes]
    return reply


@pytest.mark.parametrize("theme", [*ENDS, *OF_THE_DEPARTMENT])
def test_what_stays_open_ends_with_what_can_be_said(theme, knowledge):
    assert end_of(theme, knowledge).offers


@pytest.mark.parametrize("theme", ENDS)
def test_nobody_is_sent_to_the_department_with_what_is_not_its_own(theme, knowledge):
    text = str(end_of(theme, knowledge).text)
    assert "{phone}" not in text
    assert "department" not in text


@pytest.mark.parametrize("theme", OF_THE_DEPARTMENT)
def test_what_is_its_own_leads_to_the_department(theme, knowledge):
    assert "{phone}" in str(end_of(theme, knowledge).text)


def test_every_theme_that_has_a_reply_of_its_own_has_phrases(knowledge):
    phrases = {path.stem for path in (ROOT / "data/nlu/out_of_scope").glob("*.yml")}
    assert {theme for reply in knowledge.replies.values() for theme in reply.themes} <= phrases
