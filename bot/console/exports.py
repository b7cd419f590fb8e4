"""Tables as CSV whose cells no spreadsheet runs as formulas; texts are redacted once more."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timezone, tzinfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.responses import Response, StreamingResponse

from bot.console import office_time
from bot.records.analytics.conversation import Conversation
from bot.records.analytics.metrics import MEASURES
from bot.records.conversations import consent
from bot.records.conversations.callbacks import DONE, OUTCOMES, Callback
from bot.records.conversations.redaction import redact
from bot.records.conversations.tables import feedback, sessions, turns
from bot.records.conversations.turn_outcomes import OPENING, outcome_of

# A spreadsheet runs a cell that begins so as a formula; a tab or line break may hide the sign.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where a spreadsheet splits at something other than commas, quotes protect nothing: a cell of its own
# begins at each of these.
_CELL_WITHIN = re.compile(r"([;|\t\r\n]\s*)(?=[=+\-@＝＋－＠])")
_BOM = "\ufeff"

_FLAGS = tuple(name for name in MEASURES if name != "conversations")
CONVERSATION = ("conversation", "started", "turns", "questions", *_FLAGS)
TURN = (
    *("conversation", "turn", "at", "outcome", "answer", "confidence", "ms", "version"),
    *("typed", "helpful", "reason", "text"),
)
CALLBACK = (
    *("reference", "requested", "topic", "question", "state", "assigned to", "completed"),
    "outcome",
)
_TURN_COLUMNS = tuple(
    turns.c[name]
    for name in (
        *("id", "session_id", "created_at", "outcome", "label", "confidence", "latency_ms"),
        *("model_version", "is_choice", "text"),
    )
)


def safe(value: object) -> str:
    """Return a cell as text that a spreadsheet shows as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return str(value)
    text = _CELL_WITHIN.sub(r"\1'", value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def csv_response(
    name: str, head: Sequence[str], rows: Iterable[Sequence[object]], *, bom: bool
) -> Response:
    """Return a file; `bom` is for spreadsheets that would guess the encoding wrong."""
    return StreamingResponse(
        _lines(head, rows, bom=bom),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def conversation_row(talk: Conversation, zone: tzinfo = timezone.utc) -> tuple[object, ...]:
    flags = (MEASURES[name].test(talk) for name in _FLAGS)
    return (
        talk.session_id,
        _moment(talk.started_at, zone),
        len(talk.turns),
        len(talk.questions),
        *flags,
    )


def load_turns(connection: Connection, since: datetime, until: datetime) -> list[sa.engine.Row]:
    rows = connection.execute(_turns_query(since, until))
    withheld = consent.withheld(connection)
    # Where several messages of a turn were rated there are several rows: one is enough.
    return list({row.id: row for row in rows if row.session_id not in withheld}.values())


def turn_row(row: sa.engine.Row, zone: tzinfo = timezone.utc) -> tuple[object, ...]:
    return (
        row.session_id,
        row.id,
        _moment(row.created_at, zone),
        outcome_of(row.outcome, row.label, row.confidence).value,
        row.label,
        row.confidence,
        row.latency_ms,
        row.model_version,
        not row.is_choice,
        row.helpful,
        row.reason,
        redact(row.text or "").text,
    )


def callback_row(callback: Callback, zone: tzinfo = timezone.utc) -> tuple[object, ...]:
    return (
        callback.reference,
        _moment(callback.created_at, zone),
        callback.topic,
        redact(callback.question).text,
        "completed" if callback.status == DONE else "open",
        callback.assigned_to,
        _moment(callback.done_at, zone) if callback.done_at else None,
        OUTCOMES.get(callback.outcome or ""),
    )


def _turns_query(since: datetime, until: datetime) -> sa.sql.Select:
    return (
        sa.select(*_TURN_COLUMNS, feedback.c.helpful, feedback.c.reason)
        .join(sessions, sessions.c.id == turns.c.session_id)
        .outerjoin(feedback, feedback.c.turn_id == turns.c.id)
        .where(
            sessions.c.is_staff_test.is_(False),
            turns.c.outcome != OPENING,
            turns.c.created_at >= since,
            turns.c.created_at < until,
        )
        .order_by(turns.c.created_at, turns.c.id)
    )


def _moment(at: datetime, zone: tzinfo) -> str:
    return office_time.local(at, zone).isoformat(sep=" ", timespec="seconds")


def _lines(head: Sequence[str], rows: Iterable[Sequence[object]], *, bom: bool) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    if bom:
        buffer.write(_BOM)
    writer.writerow(head)
    for row in rows:
        writer.writerow([safe(value) for value in row])
        if buffer.tell() > 1 << 15:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
