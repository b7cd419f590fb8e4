"""Other organisations: what asks about something of theirs, and what only mentions one."""

from __future__ import annotations

import pytest

from bot.knowledge.organisations import parse_organisations
from tests.knowledge.conftest import entry, refusal

FILE = """
things: {access: [password, account], others: [dues, membership]}
verbs: {access: [log in to], others: [join, renew]}
organisations:
  societies: {things: all, names: [RSNA], as_written: [SIR]}
  mail: {things: all, names: [Gmail]}
  universities_and_hospitals: {things: access, names: [Mayo, Mayo Clinic]}
"""


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("i forgot my gmail password", "Gmail"),
        ("what are the dues of the rsna?", "RSNA"),
        ("where do i renew my RSNA", "RSNA"),
        ("how do I log in to mayo clinic", "Mayo Clinic"),
        ("help with my Gmail account please", "Gmail"),
        ("can you tell me what SIR membership costs", "SIR"),
        ("RSNA annual dues", "RSNA"),
    ],
)
def test_what_is_theirs_is_asked_about(text, organisation):
    assert parse_organisations(entry(FILE)).asked_about(text) == organisation


@pytest.mark.parametrize(
    "text",
    [
        "what are your dues",
        "I'm at Mayo and want to join",
        "do i pay dues at Mayo",
        "dear sir membership please",
        "membership for RSNA members",
        "I have an RSNA membership, can I join",
        "I signed up with my gmail account",
        "gmail password or my ACR password, which one",
        "do you give a discount on RSNA dues",
        "i am rsna certified, what are the dues",
    ],
)
def test_what_only_mentions_one_is_not(text):
    assert parse_organisations(entry(FILE)).asked_about(text) is None


def test_a_society_is_named_in_whole_words_and_as_it_is_written():
    organisations = parse_organisations(entry(FILE))
    assert organisations.names_society("is it like rsna")
    assert organisations.names_society("is it like SIR")
    assert not organisations.names_society("dear sir, arsnal")


def test_a_name_in_two_groups_is_refused():
    twice = FILE.replace("[Gmail]", "[Gmail, rsna]")
    assert refusal(parse_organisations, entry(twice))[0] == "organisations.mail"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("things: access", "things: none", "organisations.universities_and_hospitals.things"),
        ("names: [Gmail]", "titles: [Gmail]", "organisations.mail.titles"),
        ("societies:", "clubs:", "organisations.societies"),
        (
            "universities_and_hospitals:",
            "schools:",
            "organisations.universities_and_hospitals",
        ),
    ],
)
def test_what_is_off_is_named(old, new, key):
    assert refusal(parse_organisations, entry(FILE.replace(old, new)))[0] == key


def test_there_are_some_two_hundred_of_them(knowledge):
    groups = (knowledge.organisations.societies, *knowledge.organisations.others)
    assert sum(len(group.names) + len(group.as_written) for group in groups) >= 200


@pytest.mark.parametrize(
    "text",
    [
        "does Mayo take DOs",
        "how many spots at mayo clinic",
        "I have a 230. Is that enough for Mayo?",
        "Mayo or somewhere else",
        "PGY2 call at Mayo",
    ],
)
def test_an_institution_is_asked_about(text):
    assert parse_organisations(entry(FILE)).institutions_asked_about(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm a resident at Mayo, what is ESIR",
        "my program at Mayo starts in July",
        "student at the Mayo Clinic, how do I apply",
        "ms2 at Mayo, what can I do now",
        "do DOs match",
    ],
)
def test_who_belongs_to_an_institution_asks_about_something_else(text):
    assert parse_organisations(entry(FILE)).institutions_asked_about(text) == ()


@pytest.mark.parametrize("name", ["AT&T", "Macy's", "T-Mobile", "3M", "St. Jude"])
@pytest.mark.parametrize("write", [str, str.lower, str.upper])
def test_a_name_with_marks_in_it_is_found_however_it_is_written(name, write):
    organisations = parse_organisations(entry(FILE.replace("[Gmail]", f'[Gmail, "{name}"]')))
    assert organisations.asked_about(f"my ({write(name)}) password is wrong") is None
    assert organisations.asked_about(f"i forgot my {write(name)} password") == name
