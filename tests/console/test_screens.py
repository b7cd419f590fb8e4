"""Every screen as a visitor's words would break it, and what staff do on each."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest

from bot.knowledge.dues import Published
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.tables import callbacks
from bot.records.staff import audit
from testkit.clock import NOON as NOW
from testkit.console import XSS, blocks, first_cluster

EARLIER = NOW - timedelta(days=1)
MISS = {"label": "out_of_scope/payment"}
SCREENS = [
    "/",
    "/definitions",
    f"/assist?q={XSS}",
    f"/assist?stage={XSS}&profession=physician",
    f"/assist/decision?stage={XSS}",
    "/unanswered",
    f"/unanswered?view={XSS}",
    "/phrases",
    "/callbacks",
    "/callbacks?view=done",
    "/callbacks/XSS",
    f"/conversations?words={XSS}&tag={XSS}&version={XSS}&answer={XSS}",
    "/conversations",
    "/conversations/evil",
    "/knowledge",
    "/knowledge/disagreements",
    "/knowledge/dues",
    "/knowledge/rules",
    "/knowledge/answer/membership/cme",
    "/people",
    f"/audit?who={XSS}&what={XSS}",
    "/audit?verify=1",
    f"/sign-in?next={XSS}",
]


@pytest.fixture
def evil(log, engine, desk):
    """A visitor whose every word is an attack, and staff who took it in."""
    log.talk(
        "evil",
        (0, "fallback", {**MISS, "text": XSS, "id": "t-evil", "helpful": False, "reason": XSS}),
        (1, "answer", {"label": XSS[:80], "text": f"again {XSS}", "reply": [blocks(XSS)]}),
        start=EARLIER,
    )
    with engine.begin() as connection:
        connection.execute(
            callbacks.insert().values(
                reference="XSS",
                session_id="evil",
                created_at=EARLIER,
                name=XSS,
                email=f"{XSS}@example.org",
                phone=XSS[:40],
                question=XSS,
                topic=XSS[:40],
                share_conversation=True,
            )
        )
    one = desk()
    one.send("/callbacks/XSS/note", text=XSS)
    one.send("/conversations/evil/review", tags=XSS, flagged="1")
    cluster = first_cluster(one)
    one.send(f"{cluster}/phrase", was=XSS, text=XSS, answer="membership/cme")
    one.send(f"{cluster}/draft", question=XSS, answer=XSS)
    return one


def test_words_of_a_visitor_are_shown_and_never_run(evil):
    for path in SCREENS:
        text = evil.http.get(path).text
        assert "<script>alert" not in text, path
        assert "<img" not in text, path
        for tag in re.findall(r"<\w[^<>]*>", re.sub(r'"[^"]*"', '""', text)):
            assert " on" not in tag, (path, tag)


def test_the_attack_did_reach_the_screens(evil):
    shown = [path for path in SCREENS if "&lt;script&gt;alert" in evil.http.get(path).text]
    assert len(shown) >= 10


def test_pages_are_light_and_ask_no_other_site_for_anything(evil):
    for path in SCREENS:
        text = evil.http.get(path).text
        assert len(text.encode()) <= 60 * 1024, path
        assert not re.findall(r'\s(?:src|srcset|data|poster)="(?!/static)', text), path
        assert re.findall(r'<link rel="\w+" href="(?!/static)', text) == [], path
        assert "style=" not in text, path


def test_a_caller_gets_the_best_answer_with_its_source(desk):
    page = desk("viewer").page("/assist?q=what+CME+or+education+comes+with+membership")
    first = page[page.index('id="first"') :]
    assert "What CME or education comes with membership?" in first
    assert "Checked on" in first


def test_the_box_for_a_callers_words_has_the_focus_on_every_page(desk):
    one = desk()
    for path in ("/", "/unanswered", "/callbacks", "/conversations", "/knowledge", "/audit"):
        assert re.search(r'<input id="q"[^>]* autofocus', one.page(path))


def test_the_decision_stands_on_the_same_screen_as_every_question(desk, knowledge):
    page = desk("viewer").page(
        "/assist?profession=medical_student&stage=student&enrolled=yes&place=us&school_place=us"
    )
    assert "Medical student" in page[page.index('id="decision"') :]
    assert all(f'name="{name}"' in page for name in knowledge.attributes)


def test_what_a_caller_says_about_themselves_fills_the_form_and_says_so(desk):
    one = desk("viewer")
    page = one.page("/assist?q=i+am+retired")
    assert 'value="fully_retired" selected' in page
    assert "please check" in page
    assert "please check" not in one.page("/assist?q=i+am+retired&stage=student")


def test_a_value_that_cannot_be_is_named(desk):
    assert "cannot be used" in desk("viewer").page("/assist?training_end=2026-13-01")


def test_a_callers_checklist_is_found_by_its_code(desk, engine, knowledge):
    told = {
        "profession": "medical_student",
        "stage": "student",
        "enrolled": "yes",
        "place": "us",
        "school_place": "us",
    }
    code = SavedAnswers(engine, 90).keep("apply", told, "medical_student")
    page = desk("viewer").page(f"/assist?q=it+is+{code.lower().replace('-', '+')}")
    assert "Checklist for medical student" in page
    assert 'value="student" selected' in page
    assert "no saved answers" in desk("viewer").page("/assist?q=ABCD-3468")


def test_a_number_opens_as_many_conversations_as_it_says(desk, log):
    log.talk("a", (0, "answer", {"label": "faq/x"}), start=EARLIER)
    log.talk("b", (0, "fallback", MISS), start=EARLIER)
    one = desk("viewer")
    for name, count in re.findall(r'href="/conversations\?show=(\w+)&[^"]+">(\d+)<', one.page("/")):
        assert f"{count} conversation" in one.page(f"/conversations?show={name}")


def test_percentages_are_hidden_while_they_mean_nothing(desk, log):
    log.talk("a", (0, "answer", {"label": "faq/x"}), start=EARLIER)
    assert "too few for a percentage" in desk("viewer").page("/")


def test_calls_by_phone_are_kept_a_week_and_replaced(desk):
    one = desk("editor")
    one.send("/phone-calls", week="2026-11-19", calls="120")
    one.send("/phone-calls", week="2026-11-16", calls="110")
    page = one.page("/")
    assert "2026-11-16</th><td>110</td>" in page
    assert "<td>120</td>" not in page
    one.send("/phone-calls", 422, week="soon", calls="1")
    one.send("/phone-calls", 422, week="2026-11-16", calls="-1")


def test_a_chart_has_a_table_that_says_the_same(desk, log):
    log.talk("a", (0, "answer", {"label": "faq/x"}), start=EARLIER)
    page = desk("viewer").page("/")
    assert '<svg class="chart"' in page
    assert "<td>1</td><td>1</td><td>0</td>" in page


def test_days_that_are_none_are_refused(desk):
    one = desk("viewer")
    for query in (
        "from=2026-13-01",
        "from=2026-11-20&to=2026-11-10",
        "to=0001-01-01",
        "from=0001-01-01",
        "to=9999-12-31",
    ):
        assert one.http.get(f"/?{query}").status_code == 422, query


def test_page_numbers_that_are_none_show_the_first_page(desk):
    one = desk()
    for path in ("/unanswered", "/callbacks", "/conversations", "/audit"):
        for number in ("0", "-1", "²", "x", "9" * 30, "%00"):
            one.page(f"{path}?page={number}&before={number}")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_of_a_file_is_a_formula(desk, log, sign):
    log.talk(
        "a", (0, "answer", {"label": "faq/x", "text": f"{sign}cmd|' /C calc'!A0"}), start=EARLIER
    )
    (row,) = csv.DictReader(io.StringIO(desk("editor").page("/turns.csv")))
    assert row["text"].startswith("'")
    assert row["outcome"] == "answered"


def test_a_file_has_a_row_a_conversation_and_a_mark_for_excel_on_request(desk, log):
    log.talk("a", (0, "answer"), (1, "answer"), start=EARLIER)
    text = desk("editor").page("/conversations.csv?bom=1")
    assert text.startswith("\ufeff")
    assert len(list(csv.DictReader(io.StringIO(text[1:])))) == 1


def test_a_call_back_goes_from_new_to_mine_to_done(desk, log, engine):
    log.talk("a", (0, "answer"), start=EARLIER, callback=1)
    one = desk("editor")
    assert "RA" in one.page("/callbacks")
    one.send("/callbacks/RA/assign", to="me")
    assert "Nobody waits here" in one.page("/callbacks")
    one.send("/callbacks/RA/note", text="left a message")
    assert "left a message" in one.page("/callbacks?view=mine")
    one.send("/callbacks/RA/state", state="done")
    assert "done 2026-11-23" in one.page("/callbacks?view=done")
    assert [e.what for e in audit.entries(engine)][:3] == [
        "call-back done",
        "call-back noted",
        "call-back assigned",
    ]


def test_a_conversation_is_linked_only_where_the_visitor_agreed(desk, log, engine):
    log.talk("a", (0, "answer"), start=EARLIER, callback=1)
    one = desk("editor")
    assert "/conversations/a" not in one.page("/callbacks")
    with engine.begin() as connection:
        connection.execute(callbacks.update().values(share_conversation=True))
    assert "/conversations/a" in one.page("/callbacks")


def test_an_address_of_a_visitor_adds_nothing_to_the_reply(evil):
    (link,) = re.findall(r'href="(mailto:[^"]+)"', evil.page("/callbacks"))
    assert link.count("?") == 1
    assert "<" not in link


def test_conversations_are_found_by_their_words_and_filters(desk, log):
    log.talk(
        "a", (0, "answer", {"text": "about chapters", "label": "faq/membership_cme"}), start=EARLIER
    )
    log.talk("b", (0, "fallback", {**MISS, "text": "about chapter dues"}), start=EARLIER)
    one = desk("viewer")

    def found(query):
        return set(re.findall(r"/conversations/(\w+)", one.page(f"/conversations?{query}")))

    assert found("") == {"a", "b"}
    assert found("words=chapter") == {"a", "b"}
    assert found("words=chapter+dues") == {"b"}
    assert found('words="+OR+NOT+*') == set()
    assert found("outcome=unanswered") == {"b"}
    assert found("answer=membership/cme") == {"a"}
    assert found("rating=yes") == set()
    assert found("show=abandoned") == {"b"}


def test_what_was_reviewed_is_marked_and_the_next_one_is_a_key_away(desk, log):
    for number in range(3):
        log.talk(f"c{number}", (0, "answer"), start=EARLIER + timedelta(minutes=number))
    one = desk("editor")
    one.send("/conversations/c1/review", reviewed="1", tags="dues, dues, new words")
    assert "dues, new words" in one.page("/conversations?mark=reviewed")
    assert set(
        re.findall(r"/conversations/(c\d)", one.page("/conversations?mark=not+reviewed"))
    ) == {
        "c0",
        "c2",
    }
    page = one.page("/conversations/c1?")
    assert 'href="/conversations/c2?" rel="prev"' in page
    assert 'href="/conversations/c0?" rel="next"' in page


def test_a_corrected_answer_counts_as_a_wrong_one(desk, log):
    log.talk("a", (0, "answer", {"label": "faq/membership_cme", "id": "t-a"}), start=EARLIER)
    one = desk("editor")
    one.send("/conversations/a/correct", turn="t-a", answer="membership/benefits")
    assert "(1 of 1)" in one.page("/")
    one.send("/conversations/a/correct", 422, turn="t-a", answer="no/such")
    one.send("/conversations/a/correct", 404, turn="other", answer="membership/benefits")


def test_a_conversation_is_erased_only_when_somebody_is_sure(desk, log):
    log.talk("a", (0, "answer"), start=EARLIER)
    one = desk()
    one.send("/conversations/a/erase", 422)
    one.send("/conversations/a/erase", sure="1")
    assert one.http.get("/conversations/a").status_code == 404


def test_every_answer_has_a_day_on_which_it_is_due(desk, knowledge):
    page = desk("viewer").page("/knowledge")
    assert all(f"/knowledge/answer/{id_}" in page for id_ in knowledge.answers)
    assert "0 due for review" in page


def test_a_disagreement_shows_both_sides(desk, knowledge):
    page = desk("viewer").page("/knowledge/disagreements")
    assert page.count("<dt>") == sum(len(one.sides) for one in knowledge.disagreements.values())


def test_dues_that_no_page_states_have_no_number(desk, knowledge):
    page = desk("viewer").page("/knowledge/dues")
    assert "$138" in page
    missing = page[page.index("Not published") :]
    unknown = [
        line.title
        for name, line in knowledge.dues.lines.items()
        if not isinstance(knowledge.dues.amount(name, NOW.date()), Published)
    ]
    assert unknown
    assert all(title in missing for title in unknown)
    assert "$" not in missing


def test_staff_trying_things_out_are_not_counted(desk, log):
    log.talk("a", (0, "answer"), start=EARLIER, staff=True)
    assert "0 conversations" in desk("viewer").page("/conversations")


def test_the_door_opens_without_a_model_and_says_so(settings, knowledge, clock, staff):
    from bot.console.answer_lookup import AnswerLookup
    from bot.console.app import create_app
    from testkit.console import Desk

    mind = AnswerLookup.of_model(knowledge, "/nowhere/model.tar.gz")
    desk = Desk(create_app(settings, mind, clock), "viewer")
    page = desk.page("/assist?q=dues")
    assert "run `assistant train`" in page
    assert "No answer can be looked up" in page


def test_what_is_noted_says_who_did_it_and_when(evil):
    page = evil.page("/audit?verify=1")
    assert "The chain is whole" in page
    assert "phrase accepted" in page
