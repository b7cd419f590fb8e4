"""A rating as a client sends it, checked."""

from __future__ import annotations

from typing import Any

from bot.gateway import request_body
from bot.gateway.errors import Problem
from bot.records.conversations.redaction import redact
from bot.records.conversations.tables import REASONS


def read_feedback(body: dict[str, Any]) -> dict[str, Any]:
    """Return the values to store. Raises Problem 422."""
    helpful, reason, saved_call = (body.get(key) for key in ("helpful", "reason", "saved_call"))
    if not isinstance(helpful, bool):
        raise Problem(422, "bad_helpful", "`helpful` must be true or false.")
    if reason is not None and reason not in REASONS:
        raise Problem(422, "bad_reason", f"`reason` must be one of: {', '.join(REASONS)}.")
    if saved_call is not None and not isinstance(saved_call, bool):
        raise Problem(422, "bad_saved_call", "`saved_call` must be true or false.")
    comment = request_body.text(body, "comment", request_body.LONGEST_TEXT, required=False)
    return {
        "message_id": request_body.text(body, "message", request_body.LONGEST_ID),
        "helpful": helpful,
        "reason": reason,
        "comment": redact(comment).text or None,
        "saved_call": saved_call,
    }
