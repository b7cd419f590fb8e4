"""What an answer rests on is changed in the console, as a draft, and published with it."""

from __future__ import annotations

import html
import json
import re

import pytest

from bot.knowledge.loader import load
from bot.messages.faq_messages import Messages
from bot.nlu import model_file
from bot.publishing import staging
from bot.publishing.answer_grounds import read_statements, write_answer_changes
from bot.publishing.changes import AnswerChange
from bot.publishing.preparation import Preparation
from bot.publishing.publication_paths import Places
from bot.records.publishing import drafts
from bot.records.staff import audit
from testkit.publication import PlayedRuns, copy_content
from testkit.web_form import filled_form

ID = "career/dr_vs_ir"
EDIT = f"/knowledge/edit/{ID}"
# Two answers rest on match_chances_1.
SHARING = ("career/competitiveness", "career/match_chances")
SHARED = "match_chances_1"
TODAY = "2026-11-23"
WORDS = "Imaging finds out what is wrong."
NEW = "One department trains for 7 years."


@pytest.fixture
def places(tmp_path):
    """A tree of its own, so that it can be published into."""
    return Places(copy_content(tmp_path / "tree"), tmp_path / "var")


@pytest.fixture
def edna(sign_in):
    return sign_in("editor")


def form_of(client, id_=ID):
    return filled_form(client.page(f"/knowledge/edit/{id_}"), f"/knowledge/edit/{id_}")


def with_row(form, place, says=None, source=None):
    """Fill a row, counted from 0, as somebody at the form would."""
    for name, value in (("statement_says", says), ("statement_source", source)):
        if value is not None:
            form[name][place] = value
    return form


def send(client, form, status=303, id_=ID):
    return client.send(f"/knowledge/edit/{id_}", status, **form).text


def drafted(engine, id_=ID):
    with engine.connect() as connection:
        draft = drafts.open_draft(connection, id_)
    return draft and draft.fields


def test_every_statement_of_an_answer_has_its_words_and_its_source(edna, knowledge):
    form = form_of(edna)
    statements = knowledge.answers[ID].statements
    assert form["statement_says"] == [*(s.says for s in statements), "", ""]
    assert form["statement_source"][:2] == [
        "hub | What is interventional radiology (IR)?",
        "abr_dr_req",
    ]
    assert "statement_removed" not in form
    send(edna, form, 422)  # nothing differs


def test_changed_words_wait_as_a_draft_which_shows_them_before_and_after(edna, engine):
    send(edna, with_row(form_of(edna), 0, WORDS))
    says = {"page": "hub", "heading": "What is interventional radiology (IR)?", "says": WORDS}
    assert drafted(engine) == {"statement_texts": {"dr_vs_ir_1": says}}
    page = html.unescape(edna.page(f"{EDIT}?saved=1"))
    changes = page[page.index('id="changes"') :].partition("</table>")[0]
    assert "statement 1" in changes
    assert "treats through tiny openings" in changes
    assert WORDS in changes
    assert "statement 2" not in changes
    (entry,) = audit.entries(engine, what="answer drafted")
    assert json.loads(entry.details)["statements"] == ["dr_vs_ir_1"]


@pytest.mark.parametrize(
    ("place", "says", "source", "problem"),
    [
        (0, None, "hub", "this page is cited with one of its headings"),
        (0, None, "hub | What is a plumber?", "has no heading 'What is a plumber?'"),
        (5, NEW, "nowhere", "no page 'nowhere'"),
        (5, NEW, "", "Where does it stand: write the page"),
        (1, "", None, "Write what the page says"),
    ],
)
def test_what_is_off_is_said_at_its_statement_and_nothing_typed_is_lost(
    edna, engine, place, says, source, problem
):
    form = with_row(form_of(edna), place, says, source)
    page = html.unescape(send(edna, form, 422))
    said = page[page.index(f'id="problem-statement_{place + 1}"') :].partition("</p>")[0]
    assert problem in said
    again = filled_form(page, EDIT)
    for name in ("statement_says", "statement_source"):
        assert again[name][: place + 1] == form[name][: place + 1]
    assert drafted(engine) is None


def test_a_figure_is_refused_in_the_answer_until_a_statement_says_it(edna, engine):
    form = form_of(edna)
    form["details"] = [f"{form['details'][0]}\n\n{NEW}"]
    page = send(edna, form, 422)
    assert "no statement named here says 7" in page
    assert 'id="problem-details"' in page
    send(edna, with_row(form, 5, NEW, "abr_ir"))
    fields = drafted(engine)
    assert fields["statements"][-1] == "dr_vs_ir_6"
    assert fields["statement_texts"] == {"dr_vs_ir_6": {"says": NEW, "page": "abr_ir"}}


def test_a_statement_is_removed_and_can_be_taken_back(edna, engine):
    send(edna, {**form_of(edna), "statement_removed": "4"})
    assert drafted(engine) == {"statements": [f"dr_vs_ir_{n}" for n in (1, 2, 3, 5)]}
    form = form_of(edna)
    assert form["statement_removed"] == ["4"]
    form["owner"] = ["Careers desk"]
    del form["statement_removed"]
    send(edna, form)
    assert drafted(engine) == {"owner": "Careers desk"}


@pytest.mark.parametrize(
    ("move", "order"),
    [("2 up", [2, 1, 3, 4, 5]), ("4 down", [1, 2, 3, 5, 4]), ("1 down", [2, 1, 3, 4, 5])],
)
def test_a_statement_is_moved_by_a_button_and_shown_before_and_after(edna, engine, move, order):
    address = edna.send(EDIT, **form_of(edna), move=move).headers["Location"]
    assert drafted(engine) == {"statements": [f"dr_vs_ir_{n}" for n in order]}
    assert address == f"{EDIT}?saved=1#row-dr_vs_ir_{move[0]}"
    page = edna.page(EDIT)
    assert f'id="row-dr_vs_ir_{move[0]}"' in page
    assert filled_form(page, EDIT)["statement_id"][:5] == [f"dr_vs_ir_{n}" for n in order]
    assert "order of statements" in page[page.index('id="changes"') :].partition("</table>")[0]


def test_enter_saves_and_moves_nothing(edna):
    page = edna.page(EDIT)
    buttons = re.findall(r"<button[^>]*>", page[page.index(f'action="{EDIT}"') :])
    assert "name=" not in buttons[0]
    moves = re.findall(r'name="move" value="(\d \w+)"', page)
    assert moves[:3] == ["1 down", "2 up", "2 down"]
    assert moves[-1] == "5 up"


def test_a_statement_that_is_moved_takes_what_was_typed_with_it(edna, engine):
    send(edna, {**with_row(form_of(edna), 0, WORDS), "move": "1 down"})
    fields = drafted(engine)
    assert fields["statements"][:2] == ["dr_vs_ir_2", "dr_vs_ir_1"]
    assert fields["statement_texts"]["dr_vs_ir_1"]["says"] == WORDS
    page = html.unescape(send(edna, {**with_row(form_of(edna), 0, ""), "move": "2 up"}, 422))
    assert 'id="problem-statement_2"' in page
    assert filled_form(page, EDIT)["statement_says"][:2] == [WORDS, ""]


def test_a_statement_moves_past_one_that_is_removed(edna, engine):
    send(edna, {**form_of(edna), "statement_removed": "4", "move": "5 up"})
    assert drafted(engine) == {"statements": [f"dr_vs_ir_{n}" for n in (1, 2, 5, 3)]}
    form = form_of(edna)
    assert form["statement_removed"] == [str(form["statement_id"].index("dr_vs_ir_4") + 1)]


def test_what_is_moved_back_differs_in_nothing_and_the_draft_can_be_discarded(edna, engine):
    send(edna, {**form_of(edna), "move": "2 up"})
    assert "Discard the draft" in send(edna, {**form_of(edna), "move": "1 down"}, 422)


def test_two_who_move_the_statements_of_one_answer_see_each_others_order(edna, sign_in, engine):
    eric = sign_in("admin")
    opened = form_of(eric)
    send(edna, {**form_of(edna), "move": "2 up"})
    page = html.unescape(send(eric, {**opened, "move": "5 up"}, 409))
    theirs = page[page.index("editor has here") :].partition("</details>")[0]
    says = [statement.partition(" ")[0] for statement in opened["statement_says"]]
    assert f"1. {says[1]}" in theirs
    assert drafted(engine)["statements"][0] == "dr_vs_ir_2"
    send(eric, filled_form(page, EDIT))
    assert drafted(engine) == {"statements": [f"dr_vs_ir_{n}" for n in (1, 2, 3, 5, 4)]}


def test_an_order_that_was_published_while_somebody_moved_is_shown_before_it_is_replaced(
    edna, engine, places
):
    opened = form_of(edna)
    names = opened["statement_id"][:5]
    write_answer_changes(places.root, [AnswerChange(ID, {"statements": [*reversed(names)]})])
    page = html.unescape(send(edna, {**opened, "move": "2 up"}, 409))
    says = opened["statement_says"][4][:40]
    assert f"1. {says}" in page[page.index("Published since you opened this page, in this order") :]
    assert drafted(engine) is None
    send(edna, filled_form(page, EDIT))
    assert drafted(engine)["statements"] == [names[1], names[0], *names[2:]]


def test_a_moved_statement_that_another_answers_draft_changes_is_refused_only_for_its_words(
    edna, sign_in, engine
):
    eric, (first, second) = sign_in("admin"), SHARING
    form, opened = form_of(edna, first), form_of(eric, second)
    place = form["statement_id"].index(SHARED)
    send(edna, with_row(form, place, "Edna’s words."), id_=first)
    mine = opened["statement_id"].index(SHARED)
    way = "down" if mine == 0 else "up"
    other = with_row({**opened, "move": f"{mine + 1} {way}"}, mine, "Eric’s words.")
    page = html.unescape(send(eric, other, 409, second))
    row = page[page.index(f'id="row-{SHARED}"') :].partition('class="stack statement"')[0]
    assert "Edna’s words." in row
    assert "Eric’s words." in row
    send(eric, {**form_of(eric, second), "move": f"{mine + 1} {way}"}, id_=second)
    assert list(drafted(engine, second)) == ["statements"]


def test_two_who_edit_one_answer_see_each_others_statements_and_lose_none(edna, sign_in, engine):
    eric = sign_in("admin")
    opened = form_of(eric)
    send(edna, with_row(with_row(form_of(edna), 0, WORDS), 5, NEW, "abr_ir"))
    mine = with_row(with_row(opened, 0, "Eric’s words."), 5, "Eric’s addition.", "abr_ir")
    page = html.unescape(send(eric, mine, 409))
    assert WORDS in page[page.index("editor has here") :]
    again = filled_form(page, EDIT)
    assert [says for says in again["statement_says"] if says][-2:] == ["Eric’s addition.", NEW]
    assert again["statement_says"][0] == "Eric’s words."
    send(eric, again)
    texts = drafted(engine)["statement_texts"]
    assert texts["dr_vs_ir_1"]["says"] == "Eric’s words."
    assert {texts[f"dr_vs_ir_{n}"]["says"] for n in (6, 7)} == {"Eric’s addition.", NEW}


def test_a_statement_that_another_answers_draft_changes_is_refused_unless_it_reads_the_same(
    edna, sign_in, engine
):
    eric, (first, second) = sign_in("admin"), SHARING
    page = edna.page(f"/knowledge/edit/{first}")
    assert "changes for" in page
    form = filled_form(page, f"/knowledge/edit/{first}")
    place, opened = form["statement_id"].index(SHARED), form_of(eric, second)
    words = form["statement_says"][place]
    send(edna, with_row(form, place, f"Edna: {words}"), id_=first)
    other = opened["statement_id"].index(SHARED)
    page = html.unescape(send(eric, with_row(opened, other, f"Eric: {words}"), 409, second))
    assert f"Edna: {words}" in page[page.index(f"in the draft of {first}") :]
    assert f"Eric: {words}" in page
    assert drafted(engine, second) is None
    again = filled_form(page, f"/knowledge/edit/{second}")
    send(eric, with_row(again, other, f"Edna: {words}"), id_=second)
    assert SHARED in drafted(engine, second)["statement_texts"]


def test_what_was_published_while_somebody_wrote_is_shown_before_it_is_replaced(
    edna, engine, places
):
    opened = form_of(edna)
    entry = {**read_statements(places.root)["dr_vs_ir_4"], "says": "Published meanwhile."}
    write_answer_changes(
        places.root, [AnswerChange(ID, {"statement_texts": {"dr_vs_ir_4": entry}})]
    )
    page = html.unescape(send(edna, with_row(opened, 3, "Edna’s words."), 409))
    assert "Published meanwhile." in page[page.index("Published since you opened") :]
    send(edna, filled_form(page, EDIT))
    assert drafted(engine)["statement_texts"]["dr_vs_ir_4"]["says"] == "Edna’s words."


def test_a_page_checked_today_says_for_how_many_answers_and_waits_as_a_draft(
    edna, engine, knowledge
):
    citing = [a for a in knowledge.answers.values() if "hub" in {c.page for c in a.sources}]
    page = edna.page(EDIT)
    assert f"the day moves for all {len(citing)} answers that cite it" in page
    send(edna, {**form_of(edna), "read_today": "hub"})
    assert drafted(engine) == {"read_on": {"hub": TODAY}}
    assert f"Checked on {TODAY}" in edna.page(EDIT)
    assert form_of(edna)["read_today"] == ["hub"]
    (entry,) = audit.entries(engine, what="answer drafted")
    assert json.loads(entry.details)["pages"] == ["hub"]


def test_a_page_is_checked_from_an_answer_without_statements_too(edna, engine):
    id_ = "account/login_help"
    send(edna, {**form_of(edna, id_), "read_today": ["hub", "no_such_page"]}, id_=id_)
    assert drafted(engine, id_) == {"read_on": {"hub": TODAY}}


def test_who_may_only_read_changes_no_statement(edna, sign_in, engine):
    form, viewer = with_row(form_of(edna), 0, WORDS), sign_in("viewer")
    viewer.page(EDIT, 403)
    send(viewer, form, 403)
    assert drafted(engine) is None


def test_a_statement_of_another_answer_is_not_changed_by_its_name(edna, engine):
    form = with_row(form_of(edna), 5, WORDS, "abr_ir")
    form["statement_id"][5] = "typical_day_1"
    send(edna, form)
    assert list(drafted(engine)["statement_texts"]) == ["dr_vs_ir_6"]


def test_what_is_published_reaches_visitors_and_can_be_taken_back(
    edna, sign_in, engine, places, clock, monkeypatch
):
    tree = places.root
    monkeypatch.setattr(staging, "run", PlayedRuns(tree))
    model_file.current(tree, tree / "models").write_text("the first model", encoding="utf-8")
    before, first = visitor_reads(tree), staging.content_version(tree)
    form = with_row(form_of(edna), 5, NEW, "utah")
    form["details"] = [f"{form['details'][0]}\n\n{NEW}"]
    send(edna, {**form, "read_today": "hub"})
    assert visitor_reads(tree) == before
    publish(sign_in("publisher"), Preparation(engine, places, 0.01, clock))
    text, sources = visitor_reads(tree)
    assert NEW in text
    assert sources["hub"] == TODAY
    assert set(sources) - set(before[1]) == {"utah"}
    sign_in("publisher").send("/publish/back", content=first, why="was wrong")
    assert visitor_reads(tree) == before
    assert NEW in edna.page(EDIT)


def test_an_order_is_published_and_can_be_taken_back(
    edna, sign_in, engine, places, clock, monkeypatch
):
    tree = places.root
    monkeypatch.setattr(staging, "run", PlayedRuns(tree))
    model_file.current(tree, tree / "models").write_text("the first model", encoding="utf-8")
    files = {path: path.read_bytes() for path in (tree / "knowledge").rglob("*.yml")}
    before, first = visitor_reads(tree), staging.content_version(tree)
    send(edna, {**form_of(edna), "move": "2 up"})
    publish(
        sign_in("publisher"), Preparation(engine, places, 0.01, clock), "dr_vs_ir_2, dr_vs_ir_1"
    )
    assert list(visitor_reads(tree)[1]) == ["abr_dr_req", "hub", *list(before[1])[2:]]
    (changed,) = [path for path, content in files.items() if path.read_bytes() != content]
    lines = zip(files[changed].splitlines(), changed.read_bytes().splitlines(), strict=True)
    assert [new.strip() for old, new in lines if old != new] == [
        b"statements: [dr_vs_ir_2, dr_vs_ir_1, dr_vs_ir_3, dr_vs_ir_4, dr_vs_ir_5]"
    ]
    sign_in("publisher").send("/publish/back", content=first, why="was better")
    assert {path: path.read_bytes() for path in files} == files
    assert visitor_reads(tree) == before


def visitor_reads(tree):
    """Return the whole answer, and the days on which its pages were read."""
    knowledge = load.__wrapped__(tree / "knowledge")
    message = Messages(knowledge, knowledge.answers[ID].reviewed).answer(ID)
    return str(message["blocks"]), {s["page"]: s["read_on"] for s in message["answer"]["sources"]}


def publish(client, preparation, line=NEW):
    address = client.send("/publish").headers["Location"]
    number = int(re.search(r"\d+", address)[0])
    preparation.prepare(number)
    page = html.unescape(client.page(address))
    assert line in page[page.index('id="diff"') :]
    client.send(f"{address}/live")
