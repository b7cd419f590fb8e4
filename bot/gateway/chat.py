"""The chat API: JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timezone
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.gateway import limits, request_body, visitor_message
from bot.gateway.callback_body import TOPICS, read_callback
from bot.gateway.conversation import Conversations
from bot.gateway.errors import Problem
from bot.gateway.feedback_body import read_feedback
from bot.gateway.limits import Limits
from bot.gateway.sessions import Sessions
from bot.gateway.visitor_message import VisitorMessage
from bot.web.client_address import client_address

CONTACT_CLICKED = "contact_clicked"
STAFF_TEST_COOKIE = "assistant_staff_test"


class ChatApi:
    def __init__(
        self,
        conversations: Conversations,
        sessions: Sessions,
        limits_: Limits,
        promises: Mapping[str, Any],
    ) -> None:
        self._conversations = conversations
        self._promises = promises
        self._sessions = sessions
        self._limits = limits_

    def routes(self) -> list[Route]:
        return [
            Route("/api/chat/sessions", self.start, methods=["POST"]),
            Route("/api/chat/sessions", self.erase, methods=["DELETE"]),
            Route("/api/chat/messages", self.answer, methods=["POST"]),
            Route("/api/chat/messages", self.history, methods=["GET"]),
            Route("/api/chat/feedback", self.rate, methods=["POST"]),
            Route("/api/chat/callbacks", self.request_callback, methods=["POST"]),
            Route("/api/chat/events", self.note_event, methods=["POST"]),
            Route("/api/chat/about", self.about, methods=["GET"]),
        ]

    async def about(self, _: Request) -> Response:
        """Return whom to contact when the assistant cannot answer, and what is promised; needs no session."""
        return JSONResponse({**self._promises, "topics": TOPICS})

    async def start(self, request: Request) -> Response:
        body = await request_body.read_json(request)
        is_staff_test = body.get("staff_test") is True or STAFF_TEST_COOKIE in request.cookies
        await self._limits.spend(limits.SESSIONS_AN_ADDRESS, client_address(request))
        token, ends, opening = await self._conversations.start(is_staff_test=is_staff_test)
        return JSONResponse(
            {
                "session": token,
                "expires_at": ends.replace(tzinfo=timezone.utc).isoformat(timespec="seconds"),
                "messages": opening,
            },
            201,
        )

    async def answer(self, request: Request) -> Response:
        session = self._sessions.session_id(request)
        message = self._message(session, await request_body.read_json(request))
        await self._limits.spend(limits.MESSAGES_A_SESSION, session)
        await self._limits.spend(limits.MESSAGES_AN_ADDRESS, client_address(request))
        return JSONResponse({"messages": await self._conversations.answer(session, message)})

    def _message(self, session: str, body: dict[str, Any]) -> VisitorMessage:
        client_id = request_body.client_id(body)
        if len({"text", "choice", "faq"} & set(body)) != 1:
            raise Problem(422, "text_or_choice", "Send either `text` or `choice`, and not both.")
        if "faq" in body:
            id_ = request_body.text(body, "faq", request_body.LONGEST_ID)
            return self._conversations.link(client_id, id_)
        if "choice" in body:
            token = request_body.text(body, "choice", request_body.LONGEST_CHOICE)
            return self._conversations.button(session, client_id, token)
        text = request_body.text(body, "text", request_body.LONGEST_TEXT)
        return visitor_message.typed(client_id, text)

    async def history(self, request: Request) -> Response:
        session = self._sessions.session_id(request)
        await self._limits.spend(limits.HISTORIES_A_SESSION, session, "history")
        await self._limits.spend(limits.HISTORIES_AN_ADDRESS, client_address(request), "history")
        return JSONResponse({"messages": await self._conversations.history(session)})

    async def rate(self, request: Request) -> Response:
        session = self._sessions.session_id(request)
        values = read_feedback(await request_body.read_json(request))
        await self._limits.spend(limits.MESSAGES_A_SESSION, session, "feedback")
        await self._conversations.rate(session, values)
        return Response(status_code=204)

    async def request_callback(self, request: Request) -> Response:
        session = self._sessions.session_id(request)
        values = read_callback(await request_body.read_json(request))
        await self._limits.spend(limits.CALLBACKS_A_SESSION, session)
        await self._limits.spend(limits.CALLBACKS_AN_ADDRESS, client_address(request), "callbacks")
        reference = await self._conversations.request_callback(session, values)
        return JSONResponse({"reference": reference}, 201)

    async def note_event(self, request: Request) -> Response:
        """Note that the visitor turned to a person: by phone, by e-mail or with the form."""
        session = self._sessions.session_id(request)
        body = await request_body.read_json(request)
        if body.get("event") != CONTACT_CLICKED:
            raise Problem(422, "bad_event", f"`event` must be {CONTACT_CLICKED}.")
        await self._limits.spend(limits.MESSAGES_A_SESSION, session, "events")
        await self._conversations.note_contact(session)
        return Response(status_code=204)

    async def erase(self, request: Request) -> Response:
        await self._conversations.erase(self._sessions.session_id(request))
        return Response(status_code=204)
