"""What staff note about conversations: read, flagged, tagged, and what the right answer was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations import consent
from bot.records.conversations.tables import feedback, sessions, turns
from bot.records.review.tables import corrections, reviews

NO_ANSWER = "none"


@dataclass(frozen=True)
class Review:
    session_id: str
    reviewed_by: str | None
    reviewed_at: datetime | None
    is_flagged: bool
    tags: tuple[str, ...]
    version: int = 0


@dataclass(frozen=True)
class Rating:
    helpful: bool
    reason: str | None
    comment: str | None
    saved_call: bool | None


def exists(connection: Connection, session_id: str) -> bool:
    query = sa.select(sessions.c.id).where(sessions.c.id == session_id)
    return connection.execute(query).first() is not None


def load(connection: Connection, session_ids: Collection[str]) -> dict[str, Review]:
    query = sa.select(reviews).where(reviews.c.session_id.in_(session_ids))
    return {row.session_id: _review(row) for row in connection.execute(query)}


def load_all(connection: Connection) -> dict[str, Review]:
    return {row.session_id: _review(row) for row in connection.execute(sa.select(reviews))}


def first_words(connection: Connection, session_ids: Collection[str]) -> dict[str, str]:
    """Return the first message of each conversation, as far as it was typed and is still stored."""
    query = (
        sa.select(turns.c.session_id, turns.c.text)
        .where(
            turns.c.session_id.in_(session_ids),
            turns.c.text.is_not(None),
            turns.c.is_choice.is_(False),
        )
        .order_by(turns.c.created_at.desc(), turns.c.id.desc())
    )
    return {row.session_id: row.text for row in connection.execute(query)}


def corrected_texts(connection: Connection) -> list[tuple[str, str]]:
    """Return each corrected text that may be read with its right answer, the eldest correction first."""
    query = (
        sa.select(turns.c.text, corrections.c.answer)
        .join(turns, turns.c.id == corrections.c.turn_id)
        .where(turns.c.text.is_not(None), consent.may_be_read(turns.c.session_id))
        .order_by(corrections.c.at, corrections.c.turn_id)
    )
    return list({row.text: (row.text, row.answer) for row in connection.execute(query)}.values())


def save(connection: Connection, review: Review) -> None:
    connection.execute(reviews.delete().where(reviews.c.session_id == review.session_id))
    connection.execute(
        reviews.insert().values(**{**vars(review), "tags": ",".join(review.tags)[:200]})
    )


def save_correction(
    connection: Connection, session_id: str, turn_id: str, answer: str, by: str, at: datetime
) -> bool:
    """Save the right answer of a turn; an empty one deletes it. False: there is no such turn."""
    turn = connection.execute(
        sa.select(turns.c.id).where(turns.c.id == turn_id, turns.c.session_id == session_id)
    ).first()
    if turn is None:
        return False
    connection.execute(corrections.delete().where(corrections.c.turn_id == turn_id))
    if answer:
        connection.execute(
            corrections.insert().values(turn_id=turn_id, answer=answer, by=by, at=at)
        )
    return True


def load_corrections(connection: Connection, session_id: str) -> dict[str, str]:
    query = (
        sa.select(corrections.c.turn_id, corrections.c.answer)
        .join(turns, turns.c.id == corrections.c.turn_id)
        .where(turns.c.session_id == session_id)
    )
    return {row.turn_id: row.answer for row in connection.execute(query)}


def load_ratings(connection: Connection, session_id: str) -> dict[str, list[Rating]]:
    query = sa.select(feedback).where(feedback.c.session_id == session_id)
    ratings: dict[str, list[Rating]] = {}
    for row in connection.execute(query):
        rating = Rating(row.helpful, row.reason, row.comment, row.saved_call)
        ratings.setdefault(row.turn_id, []).append(rating)
    return ratings


def _review(row: sa.engine.Row) -> Review:
    tags = tuple(tag for tag in row.tags.split(",") if tag)
    return Review(
        row.session_id, row.reviewed_by, row.reviewed_at, row.is_flagged, tags, row.version
    )
