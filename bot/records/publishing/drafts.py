"""What waits for publication: drafts of answers, and phrases that are to be taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.publishing.tables import answer_drafts, phrase_removals

_OPEN_DRAFTS = sa.select(answer_drafts).where(answer_drafts.c.release.is_(None))
_OPEN_REMOVALS = sa.select(phrase_removals).where(phrase_removals.c.release.is_(None))


@dataclass(frozen=True)
class AnswerDraft:
    id: int
    answer_id: str
    fields: dict[str, Any]
    base: str
    test_question: str
    why: str
    cluster_id: str | None
    by: str
    at: datetime
    version: int
    release: int | None


@dataclass(frozen=True)
class Removal:
    id: int
    label: str
    text: str
    file: str
    by: str
    at: datetime
    release: int | None


def open_drafts(connection: Connection) -> list[AnswerDraft]:
    query = _OPEN_DRAFTS.order_by(answer_drafts.c.answer_id)
    return [AnswerDraft(**row) for row in connection.execute(query).mappings()]


def open_draft(connection: Connection, answer_id: str) -> AnswerDraft | None:
    """Return the draft of an answer that waits, of which there is one at most."""
    query = _OPEN_DRAFTS.where(answer_drafts.c.answer_id == answer_id)
    row = connection.execute(query).mappings().first()
    return AnswerDraft(**row) if row else None


def history(connection: Connection, answer_id: str) -> list[AnswerDraft]:
    """Return what was published of an answer from here, newest first."""
    query = (
        sa.select(answer_drafts)
        .where(answer_drafts.c.answer_id == answer_id, answer_drafts.c.release.is_not(None))
        .order_by(answer_drafts.c.id.desc())
    )
    return [AnswerDraft(**row) for row in connection.execute(query).mappings()]


def published_with(connection: Connection, release: int) -> list[str]:
    """Return the ids of the answers that a publication changed."""
    query = sa.select(answer_drafts.c.answer_id).where(answer_drafts.c.release == release)
    return list(connection.execute(query).scalars())


def save(connection: Connection, expected: int, **values: Any) -> bool:
    """Save a draft over the version that its writer saw (0: there was none). False: another came between."""
    if expected == 0:
        if open_draft(connection, values["answer_id"]) is not None:
            return False
        connection.execute(answer_drafts.insert().values(**values, version=1))
        return True
    result = connection.execute(
        answer_drafts.update()
        .where(
            answer_drafts.c.answer_id == values["answer_id"],
            answer_drafts.c.release.is_(None),
            answer_drafts.c.version == expected,
        )
        .values(**values, version=expected + 1)
    )
    return bool(result.rowcount)


def discard(connection: Connection, draft_id: int, version: int) -> bool:
    """Delete a draft that is still as its version says."""
    result = connection.execute(
        answer_drafts.delete().where(
            answer_drafts.c.id == draft_id,
            answer_drafts.c.version == version,
            answer_drafts.c.release.is_(None),
        )
    )
    return bool(result.rowcount)


def open_removals(connection: Connection) -> list[Removal]:
    query = _OPEN_REMOVALS.order_by(phrase_removals.c.id)
    return [Removal(**row) for row in connection.execute(query).mappings()]


def open_removal(connection: Connection, removal_id: int) -> Removal | None:
    query = _OPEN_REMOVALS.where(phrase_removals.c.id == removal_id)
    row = connection.execute(query).mappings().first()
    return Removal(**row) if row else None


def remove_phrase(connection: Connection, **values: Any) -> None:
    """Note that a phrase is to be taken out; twice is once."""
    same = (phrase_removals.c.text == values["text"]) & (phrase_removals.c.file == values["file"])
    connection.execute(phrase_removals.delete().where(same, phrase_removals.c.release.is_(None)))
    connection.execute(phrase_removals.insert().values(**values))


def keep_phrase(connection: Connection, removal_id: int) -> bool:
    """Take back a removal that is not published yet."""
    result = connection.execute(
        phrase_removals.delete().where(
            phrase_removals.c.id == removal_id, phrase_removals.c.release.is_(None)
        )
    )
    return bool(result.rowcount)


def mark_published(
    connection: Connection, release: int, draft_ids: list[int], removal_ids: list[int]
) -> None:
    connection.execute(
        answer_drafts.update().where(answer_drafts.c.id.in_(draft_ids)).values(release=release)
    )
    connection.execute(
        phrase_removals.update()
        .where(phrase_removals.c.id.in_(removal_ids))
        .values(release=release)
    )


def reopen(connection: Connection, release: int) -> None:
    """Let what a publication held wait again; a newer draft of the same answer stays the one that waits."""
    waiting = sa.select(answer_drafts.c.answer_id).where(answer_drafts.c.release.is_(None))
    connection.execute(
        answer_drafts.update()
        .where(
            answer_drafts.c.release == release,
            answer_drafts.c.answer_id.not_in(list(connection.execute(waiting).scalars())),
        )
        .values(release=None)
    )
    connection.execute(
        phrase_removals.update().where(phrase_removals.c.release == release).values(release=None)
    )
