"""Answers are changed as drafts: read as the check reads them, shown as visitors see them, lost by nobody."""

from __future__ import annotations

import html

import pytest

from bot.console.answer_form import values_of
from bot.nlu.phrases.files import read_phrases
from bot.publishing.answer_file import read_fields
from bot.records.publishing import drafts
from bot.settings import ROOT
from testkit.web_form import filled_form

ID = "account/login_help"
EDIT = f"/knowledge/edit/{ID}"
NEW = {
    "topic": "membership",
    "group": "all",
    "name": "installments",
    "question": "Can I pay my dues in installments?",
    "answer": "The page names no installments; call {phone}.",
    "sources": "join | Who can join ACR?",
    "related": "account/contact_us",
    "reviewed": "2026-11-23",
    "test_question": "is it possible to split my dues",
}


@pytest.fixture
def published():
    return values_of(read_fields(ROOT, ID))


def saved(engine, id_=ID):
    with engine.connect() as connection:
        return drafts.open_draft(connection, id_)


def test_only_what_differs_is_kept_and_shown_as_visitors_would_see_it(published, sign_in, engine):
    client = sign_in("editor")
    client.send(EDIT, **{**published, "answer": "Ring {phone} first."}, why="shorter", version="0")
    draft = saved(engine)
    assert (draft.fields, draft.why, draft.by) == (
        {"answer": "Ring {phone} first."},
        "shorter",
        "editor",
    )
    page = client.page(f"{EDIT}?saved=1")
    changes = page[page.index('id="changes"') :].partition("</table>")[0]
    assert "Ring {phone} first." in changes
    assert published["answer"][:20] in html.unescape(changes)
    assert 'scope="row">question' not in changes
    preview = page[
        page.index('aria-label="Preview"') : page.index("<form method", page.index("Preview"))
    ]
    assert "1-800-347-7748" in preview
    assert "Ring" in client.page("/publish") or ID in client.page("/publish")


def test_days_on_which_an_answer_holds_are_kept_and_it_is_shown_as_on_the_first(
    published, sign_in, engine
):
    client = sign_in("editor")
    days = {"from": "2027-01-01", "until": "2027-03-31"}
    client.send(EDIT, **{**published, **days}, why="season", version="0")
    assert saved(engine).fields == days
    page = client.page(f"{EDIT}?saved=1")
    assert 'name="from" value="2027-01-01"' in page
    assert "holds from" not in page[page.index('aria-label="Preview"') :]


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("answer", "It costs $41 a year.", "is an amount"),
        ("from", "next week", "A day as in 2026-11-23 is needed"),
        ("sources", "join", "heading"),
        ("sources", "nowhere | Somewhere", "nowhere"),
        ("related", "account/no_such", "account/no_such"),
        ("reviewed", "yesterday", "A day as in"),
    ],
)
def test_what_the_check_would_refuse_is_said_at_its_field_and_nothing_typed_is_lost(
    published, sign_in, engine, field, value, problem
):
    page = sign_in("editor").send(EDIT, 422, **{**published, field: value}, version="0").text
    assert problem in page
    assert f'id="problem-{field}"' in page
    assert value in page
    assert saved(engine) is None


def test_a_draft_that_somebody_else_saved_meanwhile_is_not_overwritten_unseen(
    published, sign_in, engine
):
    edna, eric = sign_in("editor"), sign_in("admin")
    edna.send(EDIT, **{**published, "answer": "Edna says: call {phone}."}, version="0")
    page = eric.send(
        EDIT, 409, **{**published, "answer": "Eric says: call {phone}."}, version="0"
    ).text
    assert "Edna says: call {phone}." in page
    assert "Eric says: call {phone}." in page
    assert saved(engine).fields["answer"] == "Edna says: call {phone}."
    eric.send(EDIT, **{**published, "answer": "Eric says: call {phone}."}, version="1")
    assert saved(engine).fields["answer"] == "Eric says: call {phone}."


def test_a_new_answer_needs_a_question_to_measure_it_with(sign_in, engine):
    client = sign_in("editor")
    page = client.send("/knowledge/new", 422, **{**NEW, "test_question": ""}).text
    assert "not taught is needed" in page
    assert NEW["answer"] in page
    client.send("/knowledge/new", **NEW)
    draft = saved(engine, "membership/installments")
    assert draft.test_question == NEW["test_question"]
    assert NEW["question"] in client.page("/publish")


@pytest.mark.parametrize(
    ("field", "value"), [("sources", "nowhere | Somewhere"), ("reviewed", "yesterday")]
)
def test_a_new_answer_that_the_check_refuses_can_be_mended_and_saved(sign_in, engine, field, value):
    client = sign_in("editor")
    page = client.send("/knowledge/new", 422, **{**NEW, field: value}).text
    assert f'id="problem-{field}"' in page
    again = {**filled_form(page, "/knowledge/new"), field: NEW[field]}
    client.send("/knowledge/new", **again)
    assert saved(engine, "membership/installments") is not None


def test_phrases_that_contradict_its_question_can_be_removed_below_the_draft(sign_in, engine):
    phrase = next(p for p in read_phrases(ROOT) if p.label == "out_of_scope/payment")
    client = sign_in("editor")
    client.send("/knowledge/new", **{**NEW, "question": f"{phrase.text}?"})
    page = client.page("/knowledge/edit/membership/installments")
    near = page[page.index("Phrases like its question") :]
    assert phrase.file in near
    assert "100 % alike" in near
    back = "/knowledge/edit/membership/installments"
    removal = {"file": phrase.file, "text": phrase.text, "back": back}
    assert client.send("/phrases/remove", **removal).headers["Location"] == back
    assert f"“{phrase.text}”" not in html.unescape(client.page(back).partition('id="near"')[2])


def test_an_answer_whose_question_stays_shows_no_phrases(published, sign_in):
    client = sign_in("editor")
    client.send(EDIT, **{**published, "answer": "Ring {phone} first."}, version="0")
    assert "Phrases like its question" not in client.page(EDIT)


def test_phrases_can_be_accepted_for_an_answer_that_is_only_drafted(sign_in, engine, log):
    log.talk("a", (0, "fallback", {"text": "monthly plan for the money", "id": "t-a"}))
    client = sign_in("editor")
    client.send("/knowledge/new", **NEW)
    page = client.page("/phrases/new?turn=t-a&answer=membership/installments")
    assert NEW["question"] in page
    client.send(
        "/phrases/new",
        turn="t-a",
        text="monthly plan for the money",
        answer="membership/installments",
    )
    assert "for “membership/installments”" in client.page("/publish")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topic", "career"),
        ("topic", "no_such"),
        ("name", "with blanks"),
        ("name", "cme"),
        ("group", ""),
        ("group", "exams"),
    ],
)
def test_topic_and_name_of_a_new_answer_are_checked(sign_in, field, value):
    page = sign_in("editor").send("/knowledge/new", 422, **{**NEW, field: value}).text
    assert f'id="problem-{field}"' in page


def test_a_topic_without_headings_takes_none(sign_in, engine):
    client = sign_in("editor")
    page = client.send("/knowledge/new", 422, **{**NEW, "topic": "account"}).text
    assert "This topic has no headings" in page
    client.send("/knowledge/new", **{**NEW, "topic": "account", "group": ""})
    assert "group" not in saved(engine, "account/installments").fields


def test_an_answer_can_move_under_another_heading_of_its_topic(sign_in, engine):
    published = values_of(read_fields(ROOT, "membership/cme"))
    page = sign_in("editor").page("/knowledge/edit/membership/cme")
    assert "I am in practice" in page
    assert "Ways in" not in page
    sign_in("editor").send(
        "/knowledge/edit/membership/cme", **{**published, "group": "practice"}, version="0"
    )
    assert saved(engine, "membership/cme").fields == {"group": "practice"}


def test_a_group_of_questions_lends_its_words(sign_in, log):
    log.talk("a", (0, "fallback", {"text": "split my dues", "id": "t-a"}))
    client = sign_in("editor")
    client.page("/unanswered")
    import re

    (group,) = re.findall(r'href="/unanswered/([0-9a-f]+)"', client.page("/unanswered"))
    page = client.page(f"/knowledge/new?group={group}")
    assert 'value="split my dues"' in page
    client.send("/knowledge/new", **NEW, group_of_questions=group)


def test_a_draft_can_be_discarded(published, sign_in, engine):
    client = sign_in("editor")
    client.send(EDIT, **{**published, "owner": "Help desk"}, version="0")
    sign_in("admin").send(EDIT, **{**published, "owner": "Membership"}, version="1")
    page = client.send(f"/knowledge/discard/{ID}", 409, version="1").text
    assert "saved by admin" in page
    assert saved(engine).fields == {"owner": "Membership"}
    client.send(f"/knowledge/discard/{ID}", version="2")
    assert saved(engine) is None
    client.send(f"/knowledge/discard/{ID}", 404)


def test_an_answer_whose_text_depends_on_the_schedule_is_edited_with_its_parts(
    sign_in, engine, knowledge
):
    id_ = next(
        id_
        for id_, a in knowledge.answers.items()
        if not isinstance(a.text, str) and not a.statements
    )
    values = values_of(read_fields(ROOT, id_))
    client = sign_in("editor")
    assert "not_published" in values["answer"]
    client.send(f"/knowledge/edit/{id_}", 422, **values, version="0")  # nothing differs
    client.send(f"/knowledge/edit/{id_}", **{**values, "owner": "Dues desk"}, version="0")
    assert saved(engine, id_).fields == {"owner": "Dues desk"}


def test_what_does_not_exist_is_a_page_that_says_so(sign_in):
    client = sign_in("editor")
    client.page("/knowledge/edit/account/no_such", 404)
    client.send("/knowledge/edit/account/no_such", 404)


def test_each_source_has_a_field_of_its_own_and_the_pages_to_choose_from(
    published, sign_in, engine
):
    client = sign_in("editor")
    page = client.page(EDIT)
    assert page.count('name="sources"') == 3
    option = '<option value="join | Who can join ACR?" label="American College of Radiology: '
    assert option in page
    two = ["hub | I can’t log in to Help!", "join | Who can join ACR?", ""]
    client.send(EDIT, **{**published, "sources": two}, version="0")
    assert saved(engine).fields["sources"] == [
        {"page": "hub", "heading": "I can’t log in to Help!"},
        {"page": "join", "heading": "Who can join ACR?"},
    ]
    assert client.page(EDIT).count('name="sources"') == 4


def test_a_draft_is_shown_in_the_chat_and_on_a_page(published, sign_in):
    client = sign_in("editor")
    client.send(EDIT, **{**published, "answer": "Ring {phone} first."}, version="0")
    page = client.page(f"{EDIT}?saved=1")
    chat = page[page.index('<template shadowrootmode="open">') : page.index("</template>")]
    assert "Ring" in chat
    assert "checked Nov 23, 2026" in chat
    assert "Membership assistant" in chat
    assert "inert" in chat


def test_a_page_that_is_cited_as_a_whole_needs_no_heading(published, sign_in, engine, knowledge):
    whole = next(page.id for page in knowledge.sources.values() if not page.headings)
    sign_in("editor").send(EDIT, **{**published, "sources": whole}, version="0")
    assert saved(engine).fields["sources"] == [{"page": whole}]


def test_the_words_of_a_source_stay_beside_it_whatever_rows_are_empty(published, sign_in, engine):
    client = sign_in("editor")
    two = ["", "hub | I can’t log in to Help!", "join | Who can join ACR?"]
    words = ["lost", "", "Anybody  in radiology"]
    client.send(EDIT, **{**published, "sources": two, "quotes": words}, version="0")
    assert saved(engine).fields["sources"] == [
        {"page": "hub", "heading": "I can’t log in to Help!"},
        {"page": "join", "heading": "Who can join ACR?", "quote": "Anybody in radiology"},
    ]
    assert 'value="Anybody in radiology"' in client.page(EDIT)
