"""Of an answer one draft waits at most, nobody overwrites what they have not seen, and what is published stays as history."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.records.publishing import drafts

NOW = datetime(2026, 11, 23, 12, 0)
CME = "membership/cme"


def values(answer_id=CME, **changes):
    return {
        "answer_id": answer_id,
        "fields": {"answer": "Twelve hours."},
        "base": "abc",
        "by": "maria",
        "at": NOW,
        **changes,
    }


def removal(text="do you do courses", **changes):
    return {
        "label": "faq/membership_cme",
        "text": text,
        "file": "data/nlu/membership/cme.yml",
        "by": "maria",
        "at": NOW,
        **changes,
    }


@pytest.fixture
def connection(database):
    with database.begin() as connection_:
        yield connection_


def test_a_draft_waits_until_it_is_published(connection):
    assert drafts.open_draft(connection, CME) is None
    assert drafts.save(connection, 0, **values())
    draft = drafts.open_draft(connection, CME)
    assert (draft.fields, draft.version, draft.release) == ({"answer": "Twelve hours."}, 1, None)
    drafts.mark_published(connection, 7, [draft.id], [])
    assert drafts.open_drafts(connection) == []
    assert drafts.published_with(connection, 7) == [CME]


def test_drafts_stand_in_the_order_of_their_answers(connection):
    for answer_id in ("membership/join", "account/login", CME):
        drafts.save(connection, 0, **values(answer_id))
    ids = [draft.answer_id for draft in drafts.open_drafts(connection)]
    assert ids == ["account/login", CME, "membership/join"]


def test_who_saw_no_draft_does_not_overwrite_one(connection):
    drafts.save(connection, 0, **values())
    assert not drafts.save(connection, 0, **values(by="ada"))
    assert drafts.open_draft(connection, CME).by == "maria"


def test_who_saw_an_older_version_does_not_overwrite_the_newer(connection):
    drafts.save(connection, 0, **values())
    assert drafts.save(connection, 1, **values(by="ada"))
    assert not drafts.save(connection, 1, **values(by="eve"))
    draft = drafts.open_draft(connection, CME)
    assert (draft.by, draft.version) == ("ada", 2)


def test_a_draft_that_was_published_meanwhile_is_not_changed(connection):
    drafts.save(connection, 0, **values())
    drafts.mark_published(connection, 7, [drafts.open_draft(connection, CME).id], [])
    assert not drafts.save(connection, 1, **values(by="eve"))
    assert drafts.history(connection, CME)[0].by == "maria"


def test_a_draft_is_discarded_once_and_never_when_it_is_published(connection):
    drafts.save(connection, 0, **values())
    id_ = drafts.open_draft(connection, CME).id
    assert not drafts.discard(connection, id_, 2)
    assert drafts.discard(connection, id_, 1)
    assert not drafts.discard(connection, id_, 1)
    drafts.save(connection, 0, **values())
    published = drafts.open_draft(connection, CME).id
    drafts.mark_published(connection, 7, [published], [])
    assert not drafts.discard(connection, published, 1)


def test_the_history_of_an_answer_is_its_own_and_newest_first(connection):
    for release, answer_id in ((1, CME), (2, CME), (3, "membership/join")):
        drafts.save(connection, 0, **values(answer_id))
        id_ = drafts.open_draft(connection, answer_id).id
        drafts.mark_published(connection, release, [id_], [])
    assert [draft.release for draft in drafts.history(connection, CME)] == [2, 1]


def test_a_phrase_that_is_taken_out_twice_is_taken_out_once(connection):
    drafts.remove_phrase(connection, **removal())
    drafts.remove_phrase(connection, **removal(by="ada"))
    drafts.remove_phrase(connection, **removal("any courses"))
    assert [(row.text, row.by) for row in drafts.open_removals(connection)] == [
        ("do you do courses", "ada"),
        ("any courses", "maria"),
    ]


def test_a_removal_is_looked_up_by_its_number_while_it_waits(connection):
    drafts.remove_phrase(connection, **removal())
    drafts.remove_phrase(connection, **removal("courses"))
    for waiting in drafts.open_removals(connection):
        assert drafts.open_removal(connection, waiting.id) == waiting
    drafts.mark_published(connection, 7, [], [waiting.id])
    assert drafts.open_removal(connection, waiting.id) is None


def test_a_removal_is_taken_back_only_before_it_is_published(connection):
    drafts.remove_phrase(connection, **removal())
    (row,) = drafts.open_removals(connection)
    assert drafts.keep_phrase(connection, row.id)
    drafts.remove_phrase(connection, **removal())
    (row,) = drafts.open_removals(connection)
    drafts.mark_published(connection, 7, [], [row.id])
    assert drafts.open_removals(connection) == []
    assert not drafts.keep_phrase(connection, row.id)


def test_what_a_publication_held_waits_again_when_it_is_undone(connection):
    drafts.save(connection, 0, **values())
    drafts.remove_phrase(connection, **removal())
    id_ = drafts.open_draft(connection, CME).id
    (row,) = drafts.open_removals(connection)
    drafts.mark_published(connection, 7, [id_], [row.id])
    drafts.reopen(connection, 7)
    assert drafts.open_draft(connection, CME).id == id_
    assert drafts.open_removals(connection) == [row]


def test_a_newer_draft_stays_the_one_that_waits(connection):
    drafts.save(connection, 0, **values())
    old = drafts.open_draft(connection, CME).id
    drafts.mark_published(connection, 7, [old], [])
    drafts.save(connection, 0, **values(by="ada"))
    drafts.reopen(connection, 7)
    assert [draft.by for draft in drafts.open_drafts(connection)] == ["ada"]
    assert [draft.id for draft in drafts.history(connection, CME)] == [old]
