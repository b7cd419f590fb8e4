"""Several answers are marked at once as compared with their pages."""

from __future__ import annotations

from bot.records.publishing import drafts
from bot.records.staff import audit


def test_a_draft_that_somebody_saved_just_then_is_told_and_nothing_is_marked(
    sign_in, engine, monkeypatch
):
    monkeypatch.setattr(drafts, "save", lambda *_, **values: "contact" not in values["answer_id"])
    fields = {"check:account/login_help": "1", "check:account/contact_us": "1"}
    page = sign_in("editor").send("/knowledge/checked", 409, **fields).text
    assert "account/contact_us just now" in page
    assert audit.entries(engine, what="answers checked") == []


def drafted(engine):
    with engine.connect() as connection:
        return {draft.answer_id: draft.fields for draft in drafts.open_drafts(connection)}


def test_several_answers_are_marked_as_checked_today(sign_in, engine):
    client = sign_in("editor")
    fields = {"check:account/login_help": "1", "check:account/contact_us": "1"}
    client.send("/knowledge/checked", **fields)
    today = {"reviewed": "2026-11-23"}
    assert drafted(engine) == {"account/login_help": today, "account/contact_us": today}
    client.send("/knowledge/checked", 422)


def test_what_is_drafted_already_is_renewed_with_it(sign_in, engine):
    client = sign_in("editor")
    client.send("/knowledge/checked", **{"check:account/login_help": "1"})
    client.send("/knowledge/checked", **{"check:account/login_help": "1"})
    assert drafted(engine) == {"account/login_help": {"reviewed": "2026-11-23"}}
    client.send("/knowledge/checked", 422, **{"check:nothing/at_all": "1"})
