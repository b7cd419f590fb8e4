"""Held-out questions that another answer is to give: noted once, taken back, published, waiting again."""

from __future__ import annotations

from datetime import datetime

from bot.records.publishing import questions

AT = datetime(2026, 11, 23, 12)


def change(database, text="can i pay later", answer="membership/installments"):
    with database.begin() as connection:
        questions.change(connection, text=text, answer_id=answer, by="edna", at=AT)


def waiting(database):
    with database.connect() as connection:
        return [(row.text, row.answer_id) for row in questions.open_changes(connection)]


def test_of_one_text_the_last_word_counts(database):
    change(database)
    change(database, "may i split them")
    change(database, answer="membership/dues")
    assert waiting(database) == [
        ("may i split them", "membership/installments"),
        ("can i pay later", "membership/dues"),
    ]


def test_one_is_taken_back_until_it_is_published(database):
    change(database)
    with database.begin() as connection:
        (row,) = questions.open_changes(connection)
        assert questions.take_back(connection, row.id)
        assert not questions.take_back(connection, row.id)
    change(database)
    with database.begin() as connection:
        (row,) = questions.open_changes(connection)
        questions.mark_published(connection, 7, [row.id])
        assert not questions.take_back(connection, row.id)
        assert questions.open_changes(connection) == []
        questions.reopen(connection, 7)
        assert [one.text for one in questions.open_changes(connection)] == ["can i pay later"]
