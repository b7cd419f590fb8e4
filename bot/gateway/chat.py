"""The chat API: JSON in, JSON out."""

from __future__ import annotations

import re
from datetime import timezone
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.gateway import limits, request_body
from bot.gateway.conversation import Conversations
from bot.gateway.errors import Problem
from bot.gateway.limits import Limits
from bot.gateway.sessions import Sessions
from bot.knowledge.contacts import Contacts
from bot.records.conversations.redaction import redact
from bot.records.conversations.tables import REASONS

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
TOPICS = ("joining", "dues", "application", "account", "other")
CONTACT_CLICKED = "contact_clicked"
STAFF_TEST_COOKIE = "assistant_staff_test"


class ChatApi:
    def __init__(
        self,
        conversations: Conversations,
        sessions: Sessions,
        limits_: Limits,
        contacts: Contacts,
    ) -> None:
        self._conversations = conversations
        self._contacts = contacts
        self._sessions = sessions
        self._limits = limits_

    def routes(self) -> list[Route]:
        return [
            Route("/api/chat/sessions", self.start, methods=["POST"]),
            Route("/api/chat/sessions", self.erase, methods=["DELETE"]),
            Route("/api/chat/messages", self.say, methods=["POST"]),
            Route("/api/chat/messages", self.history, methods=["GET"]),
            Route("/api/chat/feedback", self.rate, methods=["POST"]),
            Route("/api/chat/callbacks", self.call_back, methods=["POST"]),
            Route("/api/chat/events", self.note, methods=["POST"]),
            Route("/api/chat/about", self.about, methods=["GET"]),
        ]

    async def about(self, _: Request) -> Response:
        """Return whom to ask when this cannot answer; needs no session."""
        contacts = self._contacts
        return JSONResponse(
            {
                "contact": {
                    "department": contacts.department,
                    "phone": contacts.phone,
                    "hours": contacts.hours,
                },
                "topics": TOPICS,
            }
        )

    async def start(self, request: Request) -> Response:
        body = await request_body.read_json(request)
        is_staff_test = body.get("staff_test") is True or STAFF_TEST_COOKIE in request.cookies
        await self._limits.spend(limits.SESSIONS_AN_ADDRESS, _address(request))
        token, ends, opening = await self._conversations.start(is_staff_test=is_staff_test)
        return JSONResponse(
            {
                "session": token,
                "expires_at": ends.replace(tzinfo=timezone.utc).isoformat(timespec="seconds"),
                "messages": opening,
            },
            201,
        )

    async def say(self, request: Request) -> Response:
        session = self._sessions.of(request)
        body = await request_body.read_json(request)
        client_id = request_body.client_id(body)
        if len({"text", "choice", "faq"} & set(body)) != 1:
            raise Problem(422, "text_or_choice", "Either `text` or `choice` is needed, not both.")
        if "faq" in body:
            id_ = request_body.text(body, "faq", request_body.LONGEST_ID)
            said = self._conversations.linked(client_id, id_)
        elif "choice" in body:
            token = request_body.text(body, "choice", request_body.LONGEST_CHOICE)
            said = self._conversations.pressed(session, client_id, token)
        else:
            typed = request_body.text(body, "text", request_body.LONGEST_TEXT)
            said = self._conversations.said(client_id, typed)
        await self._limits.spend(limits.MESSAGES_A_SESSION, session)
        await self._limits.spend(limits.MESSAGES_AN_ADDRESS, _address(request))
        return JSONResponse({"messages": await self._conversations.say(session, said)})

    async def history(self, request: Request) -> Response:
        session = self._sessions.of(request)
        return JSONResponse({"messages": await self._conversations.history(session)})

    async def rate(self, request: Request) -> Response:
        session = self._sessions.of(request)
        body = await request_body.read_json(request)
        helpful, reason = body.get("helpful"), body.get("reason")
        saved_call = body.get("saved_call")
        if not isinstance(helpful, bool):
            raise Problem(422, "bad_helpful", "`helpful` must be true or false.")
        if reason is not None and reason not in REASONS:
            raise Problem(422, "bad_reason", f"`reason` is one of: {', '.join(REASONS)}.")
        if saved_call is not None and not isinstance(saved_call, bool):
            raise Problem(422, "bad_saved_call", "`saved_call` must be true or false.")
        comment = request_body.text(body, "comment", request_body.LONGEST_TEXT, required=False)
        await self._limits.spend(limits.MESSAGES_A_SESSION, session, "feedback")
        values: dict[str, Any] = {
            "message_id": request_body.text(body, "message", request_body.LONGEST_ID),
            "helpful": helpful,
            "reason": reason,
            "comment": redact(comment).text or None,
            "saved_call": saved_call,
        }
        await self._conversations.rate(session, values)
        return Response(status_code=204)

    async def call_back(self, request: Request) -> Response:
        session = self._sessions.of(request)
        body = await request_body.read_json(request)
        if body.get("consent") is not True:
            raise Problem(
                422, "no_consent", "Please agree that the membership department may contact you."
            )
        email = request_body.text(body, "email", 254)
        if not _EMAIL.fullmatch(email):
            raise Problem(
                422, "bad_email", "Please check the e-mail address, as in you@example.org."
            )
        topic, share = body.get("topic"), body.get("share_conversation", False)
        if topic is not None and topic not in TOPICS:
            raise Problem(422, "bad_topic", f"`topic` is one of: {', '.join(TOPICS)}.")
        if not isinstance(share, bool):
            raise Problem(422, "bad_share", "`share_conversation` must be true or false.")
        values = {
            "name": request_body.text(body, "name", 120),
            "email": email,
            "phone": request_body.text(body, "phone", 40, required=False) or None,
            "question": redact(request_body.text(body, "question", request_body.LONGEST_TEXT)).text,
            "topic": topic,
            "share_conversation": share,
        }
        await self._limits.spend(limits.CALLBACKS_AN_ADDRESS, _address(request))
        reference = await self._conversations.call_back(session, values)
        return JSONResponse({"reference": reference}, 201)

    async def note(self, request: Request) -> Response:
        """Note that somebody turned to a person: by phone, by e-mail or with the form."""
        session = self._sessions.of(request)
        body = await request_body.read_json(request)
        if body.get("event") != CONTACT_CLICKED:
            raise Problem(422, "bad_event", f"`event` must be {CONTACT_CLICKED}.")
        await self._limits.spend(limits.MESSAGES_A_SESSION, session, "events")
        await self._conversations.note_contact(session)
        return Response(status_code=204)

    async def erase(self, request: Request) -> Response:
        await self._conversations.erase(self._sessions.of(request))
        return Response(status_code=204)


def _address(request: Request) -> str:
    return request.client.host if request.client else "-"
