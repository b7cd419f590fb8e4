"""Accepting with open eyes: what a text gets today, what is like it, what contradicts it."""

from __future__ import annotations

import html
import json
import re
from datetime import timedelta

import pytest

from bot.console.phrase_acceptance import PhraseAcceptance
from bot.nlu.phrases.files import read_phrases
from bot.records.publishing import drafts
from bot.records.review import phrases
from bot.records.staff import audit
from bot.settings import ROOT
from testkit.clock import NOON

EARLIER = NOON - timedelta(days=1)


@pytest.fixture
def asked(log):
    """Return a function that lets a visitor ask something in vain."""

    def ask(text, id_="t-a"):
        log.talk(id_, (0, "fallback", {"text": text, "id": id_}), start=EARLIER)
        return id_

    return ask


@pytest.fixture(scope="module")
def taught():
    """A phrase that teaches that the pages do not answer it."""
    return next(p for p in read_phrases(ROOT) if p.label == "out_of_scope/payment")


@pytest.fixture(scope="module")
def long_phrase():
    """A phrase that one common word more leaves nearly the same."""
    return max(
        (p for p in read_phrases(ROOT) if p.label == "out_of_scope/payment"),
        key=lambda phrase: len(set(phrase.text.split())),
    )


def waiting(engine):
    with engine.connect() as connection:
        return [(p.text, p.label) for p in phrases.pending(connection)]


def removals(engine):
    with engine.connect() as connection:
        return [(r.text, r.label, r.file) for r in drafts.open_removals(connection)]


def test_it_says_what_visitors_get_today_before_anything_is_accepted(asked, sign_in, engine):
    turn = asked("What does international membership cost?")
    page = sign_in("editor").page(f"/phrases/new?turn={turn}&answer=membership/cme")
    assert "answered with “What does international membership cost?”" in page
    assert waiting(engine) == []


def test_no_answer_is_chosen_for_anybody(asked, sign_in):
    page = sign_in("editor").page(f"/phrases/new?turn={asked('requirements for FACR')}")
    assert " selected>" not in page
    assert ">Accept<" not in page


def test_the_text_stands_in_no_address(asked, sign_in):
    response = sign_in("editor").send(
        "/phrases/new", turn=asked("words"), text="words", answer="membership/cme", why="asked"
    )
    assert response.headers["Location"] == "/publish"


def test_a_text_that_teaches_something_else_must_be_settled_first(asked, taught, sign_in, engine):
    turn = asked(taught.text)
    client = sign_in("editor")
    fields = {"turn": turn, "text": taught.text.upper() + "?", "answer": "account/contact_us"}
    fields["why"] = "asked for a person"
    page = client.send("/phrases/new", 409, **fields).text
    assert taught.file in page
    assert waiting(engine) == []
    client.send(
        "/phrases/remove",
        file=taught.file,
        text=taught.text,
        turn=turn,
        answer="account/contact_us",
    )
    assert removals(engine) == [(taught.text, taught.label, taught.file)]
    client.send("/phrases/new", **fields)
    assert waiting(engine) == [(fields["text"], "faq/account_contact_us")]


def test_what_is_like_it_is_shown_with_its_file_and_can_be_removed(asked, taught, sign_in):
    words = taught.text.split()
    turn = asked(" ".join([*words[: len(words) // 2 + 1], "aardvark"]))
    page = sign_in("editor").page(f"/phrases/new?turn={turn}&answer=account/contact_us")
    near = page[page.index("What is like it") :]
    assert "data/nlu/" in near
    assert 'aria-label="Remove: ' in near
    assert ">Accept<" in page


def test_nearly_the_same_is_taken_out_or_said_to_mean_something_else(
    asked, long_phrase, sign_in, engine
):
    text = f"the {long_phrase.text}"
    client = sign_in("editor")
    fields = {"turn": asked(text), "text": text, "answer": "account/contact_us", "why": "asked"}
    page = client.send("/phrases/new", 409, **fields).text
    assert "Nearly the same text stands elsewhere" in page
    assert long_phrase.file in page
    assert waiting(engine) == []
    # Ticked for another text: that settles nothing.
    client.send("/phrases/new", 409, **fields, differs="something else")
    differing = re.findall(r'name="differs" value="([^"]+)"', page)
    client.send("/phrases/new", **fields, differs=[html.unescape(each) for each in differing])
    assert waiting(engine) == [(text, "faq/account_contact_us")]
    entry = next(e for e in audit.entries(engine) if e.what == "phrase accepted")
    assert long_phrase.text in json.loads(entry.details)["means something else"]


def test_nearly_the_same_that_was_accepted_for_another_answer_is_settled_too(sign_in, engine):
    client = sign_in("editor")
    text = "zebras quokkas wombats okapis numbats"
    client.send("/phrases/new", text=text, answer="membership/cme", why="asked")
    fields = {"text": f"{text} to", "answer": "membership/benefits", "why": "asked"}
    page = client.send("/phrases/new", 409, **fields).text
    assert "was accepted for membership/cme" in page
    client.send("/phrases/new", **fields, differs=text)
    assert len(waiting(engine)) == 2


def test_what_the_model_hardly_takes_for_an_answer_needs_a_reason_that_stays_to_be_read(
    asked, sign_in, engine
):
    client = sign_in("editor")
    text = "zebra vouchers"
    fields = {"turn": asked(text), "text": text, "answer": "membership/enrollment_verification"}
    page = client.page(f"/phrases/new?turn={fields['turn']}&answer={fields['answer']}")
    assert f"The model gives {fields['answer']} <strong>0 %</strong>" in page
    assert "Say why" in client.send("/phrases/new", 422, **fields).text
    assert waiting(engine) == []
    client.send("/phrases/new", **fields, why="our form calls it so")
    assert "our form calls it so" in client.page("/publish")
    entry = next(e for e in audit.entries(engine) if e.what == "phrase accepted")
    assert json.loads(entry.details)["why"] == "our form calls it so"
    number = begin_publication(sign_in)
    assert "our form calls it so" in client.page(f"/publish/{number}")


def test_what_it_takes_for_the_answer_anyway_needs_none(asked, sign_in, engine):
    text = "What CME or education"
    client = sign_in("editor")
    client.send("/phrases/new", turn=asked(text), text=text, answer="membership/cme")
    assert waiting(engine) == [(text, "faq/membership_cme")]


def begin_publication(sign_in):
    """Begin a publication; return its number."""
    response = sign_in("publisher").send("/publish")
    return response.headers["Location"].rpartition("/")[2]


def test_phrases_of_the_same_answer_are_no_contradiction(asked, taught, sign_in):
    turn = asked(taught.text)
    page = sign_in("editor").page(f"/phrases/new?turn={turn}&answer=out_of_scope/other")
    assert taught.file in page
    own = next(p for p in read_phrases(ROOT) if p.label == "faq/membership_cme")
    turn = asked(own.text, "t-b")
    page = sign_in("editor").page(f"/phrases/new?turn={turn}&answer=membership/cme")
    assert "stands elsewhere" not in page


def test_one_text_is_accepted_for_one_answer_only(asked, sign_in, engine):
    turn = asked("courses or perks, and which")
    client = sign_in("editor")
    fields = {"turn": turn, "text": "courses or perks, and which", "why": "asked"}
    client.send("/phrases/new", **fields, answer="membership/cme")
    client.send("/phrases/new", 409, **fields, answer="membership/benefits")
    assert waiting(engine) == [("courses or perks, and which", "faq/membership_cme")]


def test_until_it_is_published_everything_can_be_taken_back(asked, taught, sign_in, engine):
    client = sign_in("editor")
    client.send(
        "/phrases/new",
        turn=asked("some words of mine"),
        text="some words of mine",
        answer="membership/cme",
        why="asked",
    )
    client.send("/phrases/remove", file=taught.file, text=taught.text)
    page = client.page("/publish")
    assert "some words of mine" in page
    assert taught.file in page
    client.send("/phrases/1/take-back")
    client.send("/phrases/removals/1/undo")
    assert (waiting(engine), removals(engine)) == ([], [])
    kept, taken_back = audit.entries(engine, most=2)
    assert (kept.what, kept.about) == ("phrase kept", taught.file)
    assert json.loads(kept.details) == {"label": taught.label, "text": taught.text}
    assert (taken_back.what, taken_back.about) == ("phrase taken back", "phrase 1")
    assert json.loads(taken_back.details)["label"] == "faq/membership_cme"
    assert "some words of mine" not in taken_back.details
    client.send("/phrases/1/take-back", 404)
    client.send("/phrases/removals/1/undo", 404)


def test_a_phrase_that_stands_nowhere_cannot_be_removed(sign_in):
    sign_in("editor").send(
        "/phrases/remove", 404, file="data/nlu/spelling.yml", text="never taught"
    )


def test_a_phrase_that_nobody_asked_yet_is_typed(sign_in, engine):
    client = sign_in("editor")
    assert "/phrases/new?answer=membership/cme" in client.page("/knowledge/answer/membership/cme")
    page = client.page("/phrases/new?answer=membership/cme")
    assert "Teach another way to ask" in page
    assert ">Accept<" not in page
    typed = {"text": "  credits for   my licence ", "answer": "membership/cme", "why": "asked"}
    assert ">Accept<" in client.send("/phrases/new", 200, **typed, look="1").text
    client.send("/phrases/new", **typed)
    assert waiting(engine) == [("credits for my licence", "faq/membership_cme")]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_phrase_that_no_visitor_can_type_is_refused_before_anything_reads_it(
    sign_in, engine, monkeypatch, method
):
    editor = sign_in("editor")
    form = {"text": "what do i pay " * 220, "answer": "membership/cme", "token": editor.token()}
    monkeypatch.setattr(PhraseAcceptance, "prospect", None)
    where = {"params": form} if method == "GET" else {"data": form}
    answer = editor.http.request(method, "/phrases/new", **where)
    assert answer.status_code == 422
    assert "at most 1,000 letters" in answer.text
    assert waiting(engine) == []


def test_a_phrase_as_long_as_a_message_is_accepted_whole(sign_in, engine):
    text = ("what do i pay " * 80)[:1000].strip()
    form = {"text": text, "answer": "membership/cme", "why": "They ask for it."}
    sign_in("editor").send("/phrases/new", **form)
    assert [accepted for accepted, _ in waiting(engine)] == [text]


def test_what_was_typed_is_there_again_after_a_contradiction_went(sign_in, engine, taught):
    client = sign_in("editor")
    typed = {"text": taught.text, "answer": "membership/cme"}
    assert "stands elsewhere" in client.send("/phrases/new", 409, **typed).text
    removal = {"file": taught.file, "text": taught.text, "typed": taught.text}
    target = client.send("/phrases/remove", **removal, answer="membership/cme").headers["Location"]
    page = client.page(target)
    assert ">Accept<" in page
    assert f'value="{taught.text}"' in page


def test_a_typed_phrase_hides_no_near_miss(log, sign_in):
    log.talk("tie", (0, "choices", {"text": "courses please"}), start=EARLIER)
    client = sign_in("editor")
    typed = {"text": "credits for my licence", "answer": "membership/cme", "why": "asked"}
    client.send("/phrases/new", **typed)
    assert "courses please" in client.page("/phrases")
