"""One call, one page: what to say, what to ask, the decision, and what the caller left with us."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from bot.codes import ALPHABET
from bot.conversation.saved_code import code_in
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.tables import callbacks, feedback, sessions, turns
from bot.records.staff.tables import audit
from testkit.clock import NOON
from testkit.console import XSS

STUDENT = {
    "profession": "medical_student",
    "stage": "student",
    "enrolled": "yes",
    "place": "us",
    "school_place": "us",
}
CME = "What CME or education comes with membership"


@pytest.fixture
def look_up(sign_in):
    """Return a function that sends the form of a viewer, or another role, and returns the page."""
    clients = {}

    def send(words="", role="viewer", **fields):
        client = clients.setdefault(role, None) or sign_in(role)
        clients[role] = client
        return client.send("/assist", 200, q=words, **fields).text

    return send


@pytest.fixture
def request_of_jane(engine):
    with engine.begin() as connection:
        connection.execute(
            callbacks.insert().values(
                reference="39Q6PU",
                created_at=NOON,
                name="Dr. Jane Roe",
                email="Jane@Example.org",
                question="When does it begin?",
            )
        )


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


def test_a_caller_gets_the_answer_with_its_source(look_up):
    page = look_up(CME)
    first = page[page.index('id="first"') :]
    assert "What CME or education comes with membership?" in first
    assert "Checked on" in first


def test_the_decision_stands_beside_every_question(look_up, knowledge):
    page = look_up(**STUDENT)
    assert "Medical student" in page[page.index('id="decision"') :]
    assert all(f'name="{name}"' in page for name in knowledge.attributes)


def test_the_form_is_kept_when_the_next_question_is_asked(look_up):
    page = look_up(CME, **STUDENT)
    assert 'value="medical_student" selected' in page
    assert "Medical student" in page[page.index('id="decision"') :]


def test_several_ticks_of_one_question_are_all_kept(look_up, knowledge):
    several = next(a for a in knowledge.attributes.values() if a.kind.value == "choices")
    values = list(several.values)[:2]
    page = look_up(**{several.name: values})
    assert all(re.search(rf'value="{value}" checked', page) for value in values)


def test_what_callers_say_about_themselves_fills_the_form_and_says_so(look_up):
    page = look_up("i am a retired radiologist in ohio")
    assert 'value="fully_retired" selected' in page
    assert "please check" in page


def test_what_is_missing_is_asked_of_the_caller_and_has_the_focus(look_up):
    page = look_up("i am a physician in ohio")
    assert "Ask the caller:" in page
    assert re.search(r'<select[^>]* id="a-field"[^>]* autofocus', page)
    assert len(re.findall(r"<[^>]* autofocus", page)) == 1


def test_a_value_that_cannot_be_is_named(look_up):
    assert "cannot be used" in look_up(training_end="2026-13-01")


def test_a_callers_checklist_is_found_by_its_code_and_kept_with_the_next_question(look_up, engine):
    code = SavedAnswers(engine, 90).keep("apply", STUDENT, "medical_student")
    page = look_up(f"it is {code.lower().replace('-', ' ')}")
    assert "Checklist for medical student" in page
    assert 'value="student" selected' in page
    page = look_up(CME, code=hidden(page, "code"))
    assert "What CME or education comes with membership?" in page
    assert "Checklist for medical student" in page
    assert hidden(page, "code") == code
    assert "No saved answers have this code" in look_up("ABCD-3468", code=code)
    assert 'name="code"' not in look_up(CME, code="ABCD-3468")


def test_a_code_with_one_wrong_character_offers_the_right_one(look_up, engine):
    code = SavedAnswers(engine, 90).keep("apply", STUDENT, "medical_student")
    wrong = ("0" if code[0] != "0" else "1") + code[1:]
    assert f'value="{code}"' in look_up(wrong)
    assert f'value="{code}"' in look_up(" ".join(wrong.replace("-", "")))


@pytest.mark.parametrize("letter", ALPHABET)
def test_every_letter_of_a_code_that_is_made_is_read_on_the_phone(letter):
    code = f"{letter * 4}-{letter * 3}3"
    assert code_in(f"it is {code.lower()}") == code


def test_the_answers_of_the_form_count_before_those_of_a_code(look_up, engine):
    code = SavedAnswers(engine, 90).keep("apply", {"stage": "student"}, "medical_student")
    page = look_up(code, stage="in_training")
    assert 'value="in_training" selected' in page
    assert 'value="student" selected' not in page


def test_saved_answers_that_the_rules_no_longer_take_are_shown_without_a_checklist(look_up, engine):
    code = SavedAnswers(engine, 90).keep("apply", {"stage": "astronaut"}, "medical_student")
    page = look_up(code)
    assert "Answers for medical student" in page
    assert "This value cannot be used" in page


@pytest.mark.parametrize(
    "words",
    [
        *("39Q6PU", "reference 39q6pu", "three nine q six p u", "39Q6PV"),
        *("jane@example.org", "my name is Jane Roe", "jane roe", "Roe"),
    ],
)
def test_a_call_back_is_found_by_what_the_caller_says(look_up, request_of_jane, words):
    page = look_up(words, role="editor")
    assert "/callbacks/39Q6PU" in page
    assert 'id="first"' not in page


def test_viewers_are_shown_no_contact_details(look_up, request_of_jane):
    page = look_up("39Q6PU")
    assert "Jane" not in page.replace("Jane@", "")
    assert "editors only" in page


def test_who_looked_at_contact_details_stands_in_the_audit(look_up, request_of_jane, engine):
    look_up("39Q6PU", role="editor")
    with engine.connect() as connection:
        row = connection.execute(sa.select(audit).order_by(audit.c.number.desc())).first()
    assert (row.who, row.what, row.about) == ("editor", "call-back looked up", "39Q6PU")


def test_a_name_that_is_nobodys_is_a_question(look_up, request_of_jane):
    assert 'id="first"' in look_up("education membership")


def test_nothing_personal_stands_in_an_address(sign_in):
    client = sign_in("viewer")
    page = client.page("/assist")
    assert re.search(r'<form class="assist"[^>]* method="post"', page)
    assert "person@example.org" not in client.page("/assist?q=person@example.org")


def test_what_was_looked_up_is_noted_redacted_and_outside_the_visitors_figures(look_up, engine):
    page = look_up(f"{CME} asks person@example.org today please now")
    with engine.connect() as connection:
        session = connection.execute(sa.select(sessions)).one()
        turn = connection.execute(sa.select(turns)).one()
    assert (session.channel, session.is_staff_test) == ("phone", True)
    assert "[e-mail]" in turn.text
    assert turn.session_id == hidden(page, "call")


def test_two_questions_of_one_call_stand_in_one_conversation(look_up, engine):
    call = hidden(look_up(CME), "call")
    look_up("what are the dues", call=call)
    with engine.connect() as connection:
        assert connection.execute(sa.select(turns.c.session_id)).scalars().all() == [call, call]


def test_one_key_says_whether_it_helped_and_looks_nothing_up_again(look_up, engine):
    page = look_up(CME)
    assert 'data-key="+"' in page
    assert 'data-key="-"' in page
    page = look_up(CME, call=hidden(page, "call"), turn=hidden(page, "turn"), helped="no")
    assert "it did not help" in page
    with engine.connect() as connection:
        assert [row.helpful for row in connection.execute(sa.select(feedback))] == [False]
        assert len(connection.execute(sa.select(turns)).all()) == 1


def test_nobody_rates_or_writes_into_a_visitors_conversation(look_up, engine, log):
    log.talk("visitor", (0, "answer", {"id": "t-visitor"}))
    look_up(CME, call="visitor", turn="t-visitor", helped="no")
    look_up(CME, call="visitor")
    with engine.connect() as connection:
        assert connection.execute(sa.select(feedback)).all() == []
        query = sa.select(turns.c.id).where(turns.c.session_id == "visitor")
        assert connection.execute(query).scalars().all() == ["t-visitor"]


def test_what_did_not_help_is_in_the_queue_and_in_the_counts(look_up, sign_in):
    page = look_up(CME)
    look_up(CME, call=hidden(page, "call"), turn=hidden(page, "turn"), helped="no")
    assert CME in sign_in("viewer").page("/unanswered")
    assert "1 call, 1 question looked up" in sign_in("viewer").page("/assist")


def test_the_decision_alone_is_no_whole_page(sign_in):
    client = sign_in("viewer")
    part = client.send("/assist/decision", 200, **STUDENT).text
    assert "Medical student" in part
    assert "<html" not in part
    assert "Fill in what the caller says" in client.send("/assist/decision", 200).text


def test_a_field_that_is_no_attribute_is_ignored(sign_in):
    page = sign_in("viewer").send("/assist/decision", 200, **STUDENT, moon="us").text
    assert "Medical student" in page


def test_an_empty_question_is_not_looked_up(look_up):
    page = look_up("")
    assert 'id="answers"' not in page
    assert "No answer was found" not in page


def test_hostile_words_are_shown_and_never_run(look_up, knowledge):
    page = look_up(XSS, stage=XSS)
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    assert "<img" not in page
