"""One conversation through the public door: start it, say something, rate it, erase it.

Nothing here knows HTTP, except that what cannot be done is a Problem.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool

from bot.gateway import metrics
from bot.gateway.errors import NO_SESSION, Problem
from bot.gateway.rasa import Rasa, RasaFailed
from bot.gateway.redis_rate_limits import HeldElsewhere, Turns
from bot.gateway.request_body import as_plain_text
from bot.gateway.security_headers import request_id
from bot.gateway.serializers import shown
from bot.gateway.sessions import Sessions
from bot.messages.faq_messages import Message, Messages
from bot.records.conversations.redaction import redact
from bot.records.conversations.store import Store, Turn

T = TypeVar("T")

OPENING = "opening"
LETTER = "letter"
_FEWEST_WORDS_OF_A_LETTER = 12
BUSY = Problem(409, "busy", "One moment please: I am still answering your last message.", 1)
OLD_CHOICE = Problem(
    422, "unknown_choice", "That button is not part of this conversation. Please type instead."
)

NO_ANSWER = Problem(404, "no_answer", "There is no answer under this name. Please type instead.")


@dataclass(frozen=True)
class Said:
    """What a person sent: a text that may be shown to Rasa and kept, and how it was sent."""

    client_id: str
    shown: str
    command: str | None
    sensitive: bool


class Conversations:
    """`now` tells the time in UTC; `messages` builds the fixed replies of today."""

    def __init__(
        self,
        store: Store,
        rasa: Rasa,
        sessions: Sessions,
        *,
        messages: Callable[[], Messages],
        now: Callable[[], datetime],
        idle: timedelta,
        check_letter: Callable[[str], Message],
        model_version: str | None = None,
        turns: Turns | None = None,
    ) -> None:
        self._store = store
        self._rasa = rasa
        self._sessions = sessions
        self._messages = messages
        self._now = now
        self._idle = idle
        self._check_letter = check_letter
        self._model_version = model_version
        self._turns = turns or Turns(None, 0)
        self._answering: dict[str, tuple[str, asyncio.Task[Turn]]] = {}

    async def start(self, *, is_staff_test: bool = False) -> tuple[str, datetime, list[Message]]:
        """Return the token, when it ends unless used, and the opening messages."""
        token, session_id = self._sessions.mint()
        now = self._now()
        turn = Turn(
            id=secrets.token_hex(16),
            session_id=session_id,
            client_id=OPENING,
            created_at=now,
            text=None,
            is_choice=False,
            outcome=OPENING,
            label=None,
            confidence=None,
            top=[],
            latency_ms=0,
            reply=[self._messages().reply("greet")],
            model_version=self._model_version,
        )
        await run_in_threadpool(
            self._store.start_session, session_id, now, turn, is_staff_test=is_staff_test
        )
        return token, now + self._idle, self._shown(turn)

    @staticmethod
    def said(client_id: str, text: str) -> Said:
        """Return a typed text as it may go on: no command, nothing that we must not keep."""
        redacted = redact(as_plain_text(text))
        return Said(client_id, redacted.text or "?", None, redacted.sensitive)

    def pressed(self, session_id: str, client_id: str, choice: str) -> Said:
        """Return a button pressed. Raises Problem 422 unless it was minted in this session."""
        found = self._sessions.choice(session_id, choice)
        if found is None:
            raise OLD_CHOICE
        return Said(client_id, found.title, found.payload, sensitive=False)

    def linked(self, client_id: str, answer_id: str) -> Said:
        """Return a link to a published answer followed. Raises Problem 404 where there is none."""
        try:
            answer = self._messages().published(answer_id)
        except KeyError:
            raise NO_ANSWER from None
        return Said(client_id, answer.question, f"/{answer.label}", sensitive=False)

    async def say(self, session_id: str, said: Said) -> list[Message]:
        """Return the answer, one message at least; the same client id again gets the same answer.

        Raises Problem 401 when the session has ended and 409 while another message is answered.
        """
        running = self._answering.get(session_id)
        if running is not None:
            if running[0] != said.client_id:
                raise BUSY
            return self._shown(await asyncio.shield(running[1]))
        task = asyncio.create_task(self._answer_alone(session_id, said))
        self._answering[session_id] = (said.client_id, task)
        task.add_done_callback(lambda _: self._answering.pop(session_id, None))
        # A visitor who closes the page does not stop the turn: it is kept, and replayed later.
        return self._shown(await asyncio.shield(task))

    async def history(self, session_id: str) -> list[Message]:
        await self._touch(session_id)
        turns = await run_in_threadpool(self._store.history, session_id)
        ratings = await run_in_threadpool(self._store.ratings, session_id)
        return [
            {**message, "helpful": ratings[message["id"]]} if message["id"] in ratings else message
            for turn in turns
            for message in shown(turn, self._sessions, with_question=True)
        ]

    async def rate(self, session_id: str, values: Mapping[str, Any]) -> None:
        """Keep a rating. Raises Problem 404 for a message that is not of this session."""
        await self._touch(session_id)
        turn_id = str(values["message_id"]).partition(".")[0]
        kept = await run_in_threadpool(
            self._store.keep_feedback,
            {**values, "session_id": session_id, "turn_id": turn_id, "created_at": self._now()},
        )
        if not kept:
            raise Problem(404, "no_message", "That message is not part of this conversation.")

    async def call_back(self, session_id: str, values: Mapping[str, Any]) -> str:
        """Keep a request to be called back; return its reference."""
        await self._touch(session_id)
        return await run_in_threadpool(
            self._store.keep_callback,
            {**values, "session_id": session_id, "created_at": self._now()},
        )

    async def note_contact(self, session_id: str) -> None:
        """Keep when somebody first turned to a person."""
        await self._touch(session_id)
        await run_in_threadpool(self._store.note_contact, session_id, self._now())

    async def erase(self, session_id: str) -> None:
        """Erase the conversation everywhere; one that is gone already counts as erased."""
        running = self._answering.get(session_id)
        if running is not None:
            await asyncio.wait([running[1]])
        async with self._turns.taken(session_id, "erase", wait=True):
            await run_in_threadpool(self._store.erase, session_id)

    async def _touch(self, session_id: str) -> None:
        now = self._now()
        if not await run_in_threadpool(
            self._store.touch_session, session_id, now, now - self._idle
        ):
            raise NO_SESSION

    async def _answer_alone(self, session_id: str, said: Said) -> Turn:
        """Answer while no other gateway answers another message of the session. Raises Problem 409."""
        try:
            async with self._turns.taken(session_id, said.client_id, wait=False):
                with metrics.TURNS_RUNNING.track_inprogress():
                    turn = await self._answer(session_id, said)
        except HeldElsewhere:
            raise BUSY from None
        metrics.TURNS.labels(turn.outcome).inc()
        return turn

    async def _answer(self, session_id: str, said: Said) -> Turn:
        started, now = time.monotonic(), self._now()
        known, earlier = await run_in_threadpool(
            self._store.resume, session_id, said.client_id, now, now - self._idle
        )
        if not known:
            raise NO_SESSION
        if earlier:
            return earlier
        understood: dict[str, Any]
        is_letter = await self._is_letter(session_id, said)
        if is_letter:
            # Looked at here, in memory: it goes neither to Rasa nor into the records.
            reply, understood = [self._check_letter(said.shown)], {"outcome": "letter"}
        else:
            reply, understood = await self._ask(session_id, said)
        turn = Turn(
            id=secrets.token_hex(16),
            session_id=session_id,
            client_id=said.client_id,
            created_at=now,
            text=None if is_letter else said.shown,
            is_choice=said.command is not None,
            outcome=understood["outcome"],
            label=understood.get("label"),
            confidence=understood.get("confidence"),
            top=understood.get("top", []),
            latency_ms=round((time.monotonic() - started) * 1000),
            reply=reply,
            model_version=self._model_version,
        )
        return await run_in_threadpool(self._store.keep_turn, turn)

    async def _is_letter(self, session_id: str, said: Said) -> bool:
        """Tell whether this is the letter that the last reply asked for; a short text is none."""
        if said.command is not None or len(said.shown.split()) < _FEWEST_WORDS_OF_A_LETTER:
            return False
        return await run_in_threadpool(self._store.last_awaits, session_id) == LETTER

    async def _ask(self, session_id: str, said: Said) -> tuple[list[Message], dict[str, Any]]:
        try:
            reply = await self._rasa.say(
                session_id,
                said.command or said.shown,
                command=said.command is not None,
                turn=said.client_id,
                request=request_id.get(),
            )
            understood = {"outcome": reply[0]["kind"], **(reply[0].get("understood") or {})}
        except RasaFailed as failure:
            reply = [self._messages().reply("not_reachable")]
            understood = {"outcome": "error", "label": f"rasa/{failure.reason}"}
        if said.sensitive:
            reply = [self._messages().reply("redacted"), *reply]
        kept = [{key: value for key, value in one.items() if key != "understood"} for one in reply]
        return kept, understood

    def _shown(self, turn: Turn) -> list[Message]:
        return shown(turn, self._sessions)
