"""The eligibility check as plain pages: all answers stand in the address."""

from __future__ import annotations

import re

import pytest

from bot.eligibility.decide import Eligibility
from bot.gateway.eligibility import with_headings
from bot.knowledge.attributes import AnswerKind
from bot.messages.blocks import to_text

RESIDENT = (
    "profession=physician&stage=in_training&place=us&field=diagnostic_radiology&program=residency"
)

STUDENT = "stage=student&profession=medical_student&enrolled=yes&place=us"


def test_the_first_page_asks_the_first_question(gateway):
    page = gateway.get("/eligibility").text
    assert "Where are you in your career today?" in page
    assert 'name="stage"' in page
    assert "Why we ask" in page


def test_each_answer_leads_on_until_there_is_a_result(gateway):
    page = gateway.get("/eligibility?stage=in_training").text
    assert 'type="hidden" name="stage" value="in_training"' in page
    result = gateway.get(f"/eligibility?{RESIDENT}").text
    assert "Member-in-training" in result
    assert "$0" in result


def test_an_answer_can_be_changed_by_following_its_link(gateway):
    page = gateway.get("/eligibility?stage=student&profession=medical_student").text
    assert 'href="/eligibility?profession=medical_student&amp;ask=stage"' in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("place=mars", "Choose an answer; “I’m not sure” is one too."),
        ("training_end=2027-02-30", "one as in 2026-11-23 is needed."),
        ("training_end=9999-12-31", "9999-12-31 is not between 1900 and 2200."),
        ("training_end=9999-12-31&result=1", "9999-12-31 is not between 1900 and 2200."),
        ("school_years=many", "a whole number is needed"),
        ("school_years=²", "a whole number is needed"),
        ("school_years=" + "9" * 5000, "a whole number is needed"),
        ("training_end=2027-01-01&next_program_start=2026-01-01", "the next program starts on"),
    ],
)
def test_an_answer_that_cannot_be_used_is_asked_for_again_with_what_is_wrong(
    gateway, knowledge, query, sentence
):
    response = gateway.get(f"/eligibility?stage=in_practice&{query}")
    name = query.removesuffix("&result=1").rpartition("&")[2].partition("=")[0]
    assert response.status_code == 422
    assert knowledge.attributes[name].question in response.text
    assert 'name="stage" value="in_practice"' in response.text
    note = re.search(r'role="alert" id="problem">(.*?)</p>', response.text)[1]
    assert sentence in note
    assert name not in note


@pytest.mark.parametrize(
    ("query", "value"),
    [("training_end=0207-06-30", "0207-06-30"), ("school_years=9999", "9999")],
)
def test_what_cannot_be_used_stays_in_its_field(gateway, query, value):
    page = gateway.get(f"/eligibility?{query}").text
    field = re.search(r'<input id="answer".*?>', page)[0]
    assert f'value="{value}"' in field
    assert 'aria-invalid="true" aria-describedby="problem"' in field


def test_of_several_answers_that_cannot_be_used_the_first_is_asked_for(gateway, knowledge):
    page = gateway.get("/eligibility?training_end=soon&school_years=many").text
    assert knowledge.attributes["training_end"].question in page
    assert "Your answers" not in page


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("training_end", "Give a day; “I’m"), ("school_years", "Give a number; “I’m")],
)
def test_a_day_or_a_number_that_was_left_empty_may_be_unknown(gateway, name, sentence):
    page = gateway.get(f"/eligibility?stage=in_practice&asked={name}&ask={name}").text
    assert sentence in page
    address = f"/eligibility?stage=in_practice&amp;{name}=unknown"
    assert f'href="{address}">I’m not sure</a>' in page
    assert 'id="answer"' not in gateway.get(address.replace("&amp;", "&")).text


def test_a_field_that_is_no_answer_is_refused_without_repeating_it(gateway):
    response = gateway.get("/eligibility?moon=us")
    assert response.status_code == 422
    assert "a question that we do not ask" in response.text
    assert "moon" not in response.text
    assert 'href="/eligibility">Start again' in response.text


def test_what_was_told_cannot_inject_anything_into_the_page(gateway):
    response = gateway.get("/eligibility", params={"<script>alert(1)</script>": "x"})
    assert response.status_code == 422
    assert "<script>alert" not in response.text


def test_the_result_can_be_shown_before_every_question_is_answered(gateway):
    page = gateway.get("/eligibility?stage=in_training").text
    assert 'href="/eligibility?stage=in_training&amp;result=1"' in page

    result = gateway.get("/eligibility?stage=in_training&result=1").text
    assert "What the pages say" in result
    assert "<form" not in result.replace('<form class="search"', "")


def test_a_result_takes_for_granted_what_a_conversation_does_and_says_so(gateway):
    told = "stage=in_training&profession=physician&place=us&program=residency"
    page = gateway.get(f"/eligibility?{told}&result=1").text
    assert "<h3>Member-in-training</h3>" in page
    assert "the program is in radiology" in page
    assert "Diagnostic radiology" not in page
    assert "Which field" in gateway.get(f"/eligibility?{told}").text


def test_an_empty_field_of_the_form_is_no_answer(gateway):
    page = gateway.get("/eligibility?stage=&profession=").text
    assert "Where are you in your career today?" in page
    assert "Your answers" not in page


def test_an_answer_of_several_values_stays_whole_from_page_to_page(gateway, knowledge):
    name, attribute = next(
        (name, attribute)
        for name, attribute in knowledge.attributes.items()
        if attribute.kind is AnswerKind.CHOICES
    )
    first, second = list(attribute.values)[:2]
    page = gateway.get(f"/eligibility?{name}={first}&{name}={second}").text
    for value in (first, second):
        assert f'type="hidden" name="{name}" value="{value}"' in page


def test_the_result_has_the_amount_and_the_first_step_of_the_checklist(gateway):
    page = gateway.get(f"/eligibility?{RESIDENT}&result=1").text
    assert "As of Nov 23, 2026" in page
    assert '<section class="card">' in page
    assert 'The pages were checked on <time datetime="2026-11-21">Nov 21, 2026</time>' in page


@pytest.mark.parametrize(
    ("told", "name"),
    [
        *((RESIDENT, name) for name in ("stage", "profession", "place", "program", "field")),
        *((STUDENT, name) for name in ("stage", "profession", "enrolled", "place")),
    ],
)
def test_a_changed_answer_is_asked_for_anew(gateway, knowledge, told, name):
    page = gateway.get(f"/eligibility?{told}").text
    address = next(
        link.replace("&amp;", "&")
        for link in re.findall(r'href="(/eligibility\?[^"]+)"', page)
        if f"ask={name}" in link
    )
    assert knowledge.attributes[name].question in gateway.get(address).text


def test_it_tells_which_question_of_how_many_this_is(gateway):
    assert "Question 1 of about 6" in gateway.get("/eligibility").text
    assert "Question 2 of about 5" in gateway.get("/eligibility?stage=in_training").text


@pytest.mark.parametrize(
    "query",
    [
        "ask=federal_service",
        "ask=match&dues_paid_year=1951",
        "federal_service=va&acr_history=never",
        "training_end=1951-01-02",
        "ask=board&training_end=1951-01-02&chapters_requested=3",
    ],
)
def test_it_looks_ahead_only_from_what_we_would_have_asked_ourselves(gateway, monkeypatch, query):
    gateway.get("/eligibility")
    decide, decisions = Eligibility._decide, []

    def counted(eligibility, profile, today):
        decisions.append(profile)
        return decide(eligibility, profile, today)

    monkeypatch.setattr(Eligibility, "_decide", counted)

    assert "of about" in gateway.get(f"/eligibility?{query}").text
    assert len(decisions) < 50


def test_an_answer_that_was_left_open_is_listed_in_words(gateway):
    page = gateway.get("/eligibility?stage=unknown&profession=unknown&result=1").text
    for text in ("Not sure: career", "Not sure: profession"):
        assert f"<li>{text} <a" in page


def test_the_result_does_not_repeat_the_category_among_the_steps(gateway):
    page = gateway.get(f"/eligibility?{RESIDENT}&result=1").text
    steps = page[page.index('<ol class="steps">') :]
    assert steps.index("Apply online") < steps.index("</li>")


def test_next_without_an_answer_says_what_is_needed(gateway):
    assert 'role="alert"' not in gateway.get("/eligibility").text
    assert 'role="alert"' in gateway.get("/eligibility?asked=stage").text


def test_the_result_has_headings_and_where_to_apply(gateway):
    page = gateway.get(f"/eligibility?{RESIDENT}&training_end=2027-06-30&result=1").text
    assert re.findall(r"<h3>(.*?)</h3>", page)[-3:] == ["Dues", "Dates", "What to do"]
    assert re.search(r'class="button" href="https://www\.acr\.org/Membership/Join">Apply now', page)
    assert 'class="scroll" tabindex="0" role="group"' in page


def test_tables_have_headings_whatever_their_columns_are_called(knowledge):
    texts = {**knowledge.guidance.result_texts, "day": "On", "dates": "Days", "dues": "Prices"}
    tables = [{"type": "table", "head": [name], "rows": []} for name in ("What", "On")]
    blocks = with_headings([{"type": "note", "runs": []}, *tables], texts)
    assert to_text(blocks).split() == ["Prices", "What", "Days", "On"]
