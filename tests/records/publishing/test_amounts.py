"""Amounts that wait for publication: one for a line and a day, discarded, published, waiting again."""

from __future__ import annotations

from datetime import date, datetime

from bot.records.publishing import amounts

VALUES = {
    "line": "international",
    "since": date(2027, 1, 1),
    "until": None,
    "source": "Schedule of dues 2027",
    "by": "edna",
    "at": datetime(2026, 11, 23, 12),
}


def save(database, amount="410.00", **more):
    with database.begin() as connection:
        amounts.save(connection, **{**VALUES, "amount": amount, **more})


def test_of_one_line_and_day_the_last_word_counts(database):
    save(database)
    save(database, "405.00")
    save(database, "420.00", since=date(2028, 1, 1))
    with database.connect() as connection:
        assert [draft.amount for draft in amounts.open_drafts(connection)] == ["405.00", "420.00"]


def test_what_waits_is_looked_up_by_its_number_or_by_line_and_day(database):
    save(database)
    with database.begin() as connection:
        (draft,) = amounts.open_drafts(connection)
        assert amounts.open_draft(connection, draft.id) == draft
        assert amounts.open_draft_from(connection, draft.line, draft.since) == draft
        assert amounts.open_draft(connection, draft.id + 1) is None
        assert amounts.open_draft_from(connection, draft.line, date(2028, 1, 1)) is None
        assert amounts.open_draft_from(connection, "general", draft.since) is None
        amounts.mark_published(connection, 3, [draft.id])
        assert amounts.open_draft(connection, draft.id) is None
        assert amounts.open_draft_from(connection, draft.line, draft.since) is None


def test_what_is_published_waits_no_longer_and_waits_again_when_it_is_undone(database):
    save(database)
    with database.begin() as connection:
        (draft,) = amounts.open_drafts(connection)
        amounts.mark_published(connection, 3, [draft.id])
        assert amounts.open_drafts(connection) == []
        assert not amounts.discard(connection, draft.id)
        amounts.reopen(connection, 3)
        assert amounts.discard(connection, draft.id)
