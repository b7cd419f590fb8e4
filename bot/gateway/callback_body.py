"""A request for a call-back as a client sends it, checked."""

from __future__ import annotations

import re
from typing import Any

from bot.gateway import request_body
from bot.gateway.errors import Problem
from bot.records.conversations.redaction import redact

TOPICS = ("joining", "dues", "application", "account", "other")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LONGEST_EMAIL = 254
_LONGEST_PHONE = 40
_FEWEST_DIGITS = 7


def read_callback(body: dict[str, Any]) -> dict[str, Any]:
    """Return the values to store; one of e-mail address (else empty) and phone number is there.

    Raises Problem 422.
    """
    if body.get("consent") is not True:
        raise Problem(
            422, "no_consent", "Please agree that the membership department may contact you."
        )
    email = request_body.text(body, "email", _LONGEST_EMAIL, required=False)
    phone = request_body.text(body, "phone", _LONGEST_PHONE, required=False)
    if not (email or phone):
        raise Problem(422, "no_contact", "Please enter an e-mail address or a phone number.")
    if email and not _EMAIL.fullmatch(email):
        raise Problem(422, "bad_email", "Please check the e-mail address, as in you@example.org.")
    if phone and sum(map(str.isdigit, phone)) < _FEWEST_DIGITS:
        raise Problem(422, "bad_phone", "Please check the phone number, as in 1-800-555-0100.")
    topic, share = body.get("topic"), body.get("share_conversation", False)
    if topic is not None and topic not in TOPICS:
        raise Problem(422, "bad_topic", f"`topic` must be one of: {', '.join(TOPICS)}.")
    if not isinstance(share, bool):
        raise Problem(422, "bad_share", "`share_conversation` must be true or false.")
    return {
        "name": request_body.text(body, "name", 120),
        "email": email,
        "phone": phone or None,
        "question": redact(request_body.text(body, "question", request_body.LONGEST_TEXT)).text,
        "topic": topic,
        "share_conversation": share,
    }
