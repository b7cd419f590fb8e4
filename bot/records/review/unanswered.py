"""What went unanswered: no answer that we should have had, a No, or "none of these"."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.conversations.calls import PHONE
from bot.records.conversations.store import TRACE
from bot.records.conversations.tables import feedback, sessions, turns
from bot.records.conversations.turn_outcomes import MEMBERSHIP_WORDS, OUTSIDE, SURE, UNSAFE
from bot.records.review.tables import meanings

# Rules of the plan that take a message for a question of its own, and may begin the guide for it.
_ASKS = ("asked", "goal")
# Replies that end a matter without an answer, where the model names a theme for it.
_ENDS = ("notice", "contact")


@dataclass(frozen=True)
class UnansweredTurn:
    """`label` is what the model took the text for; empty where nothing is known of it."""

    turn_id: str
    text: str
    label: str = ""


def pending(connection: Connection, limit: int) -> list[UnansweredTurn]:
    """Return turns that belong into the queue and are in no cluster yet: the latest, in order."""
    # Each kind is looked up by its own index; asked for with "or", every turn there is would be read.
    kinds = (_left_open(), _rated_no(), _led_to_none_of_these(), _led_to_the_guide())
    found = sa.union(*(sa.select(turns.c.id).where(kind) for kind in kinds)).subquery()
    query = (
        sa.select(turns.c.id, turns.c.text, turns.c.label)
        .join(found, found.c.id == turns.c.id)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .outerjoin(meanings, meanings.c.turn_id == turns.c.id)
        .where(
            meanings.c.turn_id.is_(None),
            sa.or_(sessions.c.is_staff_test.is_(False), sessions.c.channel == PHONE),
            turns.c.text.is_not(None),
            turns.c.is_choice.is_(False),
        )
        .order_by(turns.c.created_at.desc(), turns.c.id.desc())
        .limit(limit)
    )
    rows = reversed(connection.execute(query).all())
    return [UnansweredTurn(row.id, row.text, row.label or "") for row in rows]


def _left_open() -> sa.sql.ColumnElement:
    """Whether it got no answer. What is not ours stays out, unless it speaks of membership all the same."""
    is_theme = turns.c.label.like("out_of_scope%")
    is_open = sa.or_(turns.c.outcome == "fallback", sa.and_(turns.c.outcome.in_(_ENDS), is_theme))
    is_sure = sa.func.coalesce(turns.c.confidence, 0) >= SURE
    return sa.and_(is_open, _is_ours(is_sure))


def _led_to_the_guide() -> sa.sql.ColumnElement:
    """Whether the guide began for a question that the model takes for one without an answer.

    "May I pay half now?" names dues, so they are worked out; what it asks stays open.
    """
    is_theme = turns.c.label.like("out_of_scope/%")
    asks = turns.c.reply[(0, TRACE, "rule")].as_string().in_(_ASKS)
    is_sure = turns.c.confidence >= SURE
    return sa.and_(turns.c.outcome == "question", is_theme, is_sure, asks, _is_ours(is_sure))


def _is_ours(is_sure: sa.sql.ColumnElement) -> sa.sql.ColumnElement:
    """Whether the department would answer it; who speaks of membership asks it, whatever the model says."""
    not_ours = sa.or_(
        turns.c.label.in_(sorted(UNSAFE)), sa.and_(turns.c.label.in_(sorted(OUTSIDE)), is_sure)
    )
    text = sa.func.lower(turns.c.text)
    speaks_of_us = sa.or_(*(text.contains(word) for word in MEMBERSHIP_WORDS))
    return sa.or_(sa.not_(sa.func.coalesce(not_ours, False)), speaks_of_us)


def _rated_no() -> sa.sql.ColumnElement:
    rated_no = sa.select(feedback.c.turn_id).where(feedback.c.helpful.is_(False))
    calls = sa.select(sessions.c.id).where(sessions.c.channel == PHONE)
    is_answer = turns.c.outcome == "answer"
    return turns.c.id.in_(rated_no) & (is_answer | turns.c.session_id.in_(calls))


def _led_to_none_of_these() -> sa.sql.ColumnElement:
    """Whether "none of these" was pressed on what this message brought up."""
    later = turns.alias("later")
    between = turns.alias("between")
    nothing_between = ~sa.exists().where(
        between.c.session_id == turns.c.session_id,
        between.c.created_at > turns.c.created_at,
        between.c.created_at < later.c.created_at,
    )
    return sa.and_(
        turns.c.outcome == "choices",
        sa.exists().where(
            later.c.session_id == turns.c.session_id,
            later.c.label == "none_of_these",
            later.c.created_at > turns.c.created_at,
            nothing_between,
        ),
    )
