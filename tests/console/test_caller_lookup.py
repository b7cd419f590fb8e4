"""What a caller left is found by code, reference, name or e-mail, also with a slip; a question is none of these."""

from __future__ import annotations

import pytest

from bot.console.caller_lookup import CallerLookup
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.tables import callbacks
from testkit import records
from testkit.clock import NOON, Clock
from testkit.conversation_log import Log

database = records.database
REFERENCE = "K7MPQR"


@pytest.fixture
def saved_answers(database):
    return SavedAnswers(database, 90, Clock())


@pytest.fixture
def lookup(database, saved_answers):
    return CallerLookup(database, saved_answers)


@pytest.fixture
def code(saved_answers):
    return saved_answers.keep("find_category", {"profession": "physician"}, "general")


@pytest.fixture
def reference(database):
    Log(database).talk("ann", start=NOON)
    with database.begin() as connection:
        connection.execute(
            callbacks.insert().values(
                reference=REFERENCE,
                session_id="ann",
                created_at=NOON,
                name="Ann Okafor",
                email="ann@example.org",
                question="What do I owe?",
            )
        )
    return REFERENCE


def test_saved_answers_are_found_by_their_code(lookup, code):
    result = lookup.find(f"my code is {code}")
    assert (result.code, result.is_all) == (code, True)
    assert dict(result.saved.told) == {"profession": "physician"}


def test_a_code_that_is_spelt_out_is_one_too(lookup, code):
    assert lookup.find(" ".join(code.replace("-", ""))).saved
    assert lookup.find(code.replace("-", "").lower()).saved


def test_of_a_code_with_a_slip_the_near_ones_are_named(lookup, code):
    wrong = ("K" if code[0] != "K" else "M") + code[1:]
    result = lookup.find(wrong)
    assert result.saved is None
    assert result.near_codes == [code]


@pytest.mark.parametrize(
    "text",
    ["{reference}", "ann@example.org", "Ann Okafor", "okafor", "my name is Ann Okafor"],
)
def test_a_call_back_is_found_by_reference_e_mail_and_name(lookup, reference, text):
    (callback,) = lookup.find(text.format(reference=reference)).callbacks
    assert callback.reference == reference


def test_what_is_asked_beside_a_name_is_still_to_be_answered(lookup, reference):
    result = lookup.find("my name is Ann Okafor, and I would like to know what I owe this year")
    assert result.callbacks
    assert not result.is_all
    assert lookup.find("Ann Okafor").is_all


@pytest.mark.parametrize("text", ["", "what do residents pay", "Bob Nobody", "general dues"])
def test_a_question_or_a_stranger_finds_nothing(lookup, reference, code, text):
    result = lookup.find(text)
    assert (result.code, result.saved, result.callbacks) == ("", None, [])
    assert not result.is_all


def test_an_e_mail_that_left_nothing_is_no_question_either(lookup):
    result = lookup.find("bob@example.org")
    assert (result.callbacks, result.is_all) == ([], True)
