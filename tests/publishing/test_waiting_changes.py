"""What waits is published as it was when the publication was begun; what came later waits for the next."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.publishing.changes import AddedPhrase, ChangeSet, HeldOutQuestion, RemovedPhrase
from bot.publishing.waiting_changes import Waiting, from_json, load_waiting, to_json
from bot.records.publishing import drafts
from bot.records.publishing.drafts import AnswerDraft, Removal
from bot.records.review.phrases import Phrase

NOW = datetime(2026, 11, 23, 12, 0)


def draft(id_=1, version=1, test_question="", **fields):
    return AnswerDraft(
        id_, "membership/cme", fields, "abc", test_question, "", None, "maria", NOW, version, None
    )


def removal(id_=1):
    return Removal(id_, "faq/membership_cme", "courses", "data/nlu/x.yml", "maria", NOW, None)


def phrase(id_=1):
    values = dict.fromkeys(Phrase.__dataclass_fields__)
    return Phrase(**{**values, "id": id_, "label": "faq/membership_cme", "text": "any courses"})


def test_nothing_waits_at_first(database):
    with database.connect() as connection:
        waiting = load_waiting(connection)
    assert not waiting
    assert waiting.changes() == ChangeSet()


def test_a_draft_waits_and_is_a_change(database):
    with database.begin() as connection:
        drafts.save(
            connection,
            0,
            answer_id="membership/cme",
            fields={"answer": "x"},
            base="b",
            by="m",
            at=NOW,
        )
        waiting = load_waiting(connection)
    assert waiting
    (change,) = waiting.changes().answers
    assert (change.id, change.fields) == ("membership/cme", {"answer": "x"})


def test_all_kinds_of_changes_come_together():
    waiting = Waiting([draft(test_question="is there cme")], [phrase()], [removal()])
    changes = waiting.changes()
    assert changes.added == (AddedPhrase("faq/membership_cme", "any courses"),)
    assert changes.removed == (RemovedPhrase("faq/membership_cme", "courses", "data/nlu/x.yml"),)
    assert changes.questions == (HeldOutQuestion("is there cme", "membership/cme"),)


def test_a_draft_without_a_question_to_measure_with_brings_none():
    assert Waiting([draft()], [], []).changes().questions == ()


@pytest.mark.parametrize(
    ("later", "stays"),
    [
        (Waiting([draft(version=2)], [], []), False),
        (Waiting([draft(id_=2)], [], []), False),
        (Waiting([draft()], [phrase(2)], [removal(2)]), True),
    ],
)
def test_only_what_is_as_it_was_belongs_to_a_publication(later, stays):
    begun = Waiting([draft()], [phrase()], [removal()])
    same = later.only(begun.ids)
    assert bool(same.drafts) is stays
    assert (same.phrases, same.removals) == ([], [])


def test_days_go_into_the_records_and_come_back():
    fields = {"answer": "x", "reviewed": date(2026, 11, 23), "related": ["a"]}
    stored = to_json(fields)
    assert stored["reviewed"] == "2026-11-23"
    assert from_json(stored) == fields
    assert from_json({"reviewed": ""}) == {"reviewed": ""}
