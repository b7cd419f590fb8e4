"""Held-out questions that an answer is to give from the next publication on, whatever they wanted before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.publishing.tables import question_changes


@dataclass(frozen=True)
class QuestionChange:
    id: int
    text: str
    answer_id: str
    by: str
    at: datetime
    release: int | None


def open_changes(connection: Connection) -> list[QuestionChange]:
    query = (
        sa.select(question_changes)
        .where(question_changes.c.release.is_(None))
        .order_by(question_changes.c.id)
    )
    return [QuestionChange(**row) for row in connection.execute(query).mappings()]


def change(connection: Connection, **values: Any) -> None:
    """Note which answer a question wants; the last word on one text counts."""
    is_same = question_changes.c.text == values["text"]
    connection.execute(
        question_changes.delete().where(is_same, question_changes.c.release.is_(None))
    )
    connection.execute(question_changes.insert().values(**values))


def take_back(connection: Connection, change_id: int) -> bool:
    """Forget a change that is not published yet."""
    result = connection.execute(
        question_changes.delete().where(
            question_changes.c.id == change_id, question_changes.c.release.is_(None)
        )
    )
    return bool(result.rowcount)


def mark_published(connection: Connection, release: int, ids: list[int]) -> None:
    connection.execute(
        question_changes.update().where(question_changes.c.id.in_(ids)).values(release=release)
    )


def reopen(connection: Connection, release: int) -> None:
    """Let what a publication changed wait again."""
    connection.execute(
        question_changes.update().where(question_changes.c.release == release).values(release=None)
    )
