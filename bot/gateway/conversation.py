"""One conversation with a visitor: start it, answer a message, rate an answer, erase it.

Nothing in this module knows HTTP, except that what cannot be done is a Problem.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.gateway import metrics, visitor_message
from bot.gateway.errors import NO_SESSION, Problem
from bot.gateway.log_emptier import LogEmptier
from bot.gateway.rasa import Rasa, RasaFailed
from bot.gateway.serializers import serialize
from bot.gateway.sessions import Sessions
from bot.gateway.turn_lock import SessionBusy, TurnLock
from bot.gateway.visitor_message import VisitorMessage
from bot.messages.faq_messages import PRIVATE, Message, Messages
from bot.records.conversations.store import TRACE, Store, Turn
from bot.records.conversations.turn_outcomes import OPENING
from bot.records.retention import erase_session
from bot.web.access_log import request_id
from bot.web.database_threads import run_in_database_thread

LETTER = "letter"
_MOST_TURNS = 100
BUSY = Problem(409, "busy", "One moment, please: your last message has not been answered yet.", 1)
OLD_CHOICE = Problem(
    422, "unknown_choice", "That button is not part of this conversation. Please type instead."
)
NO_ANSWER = Problem(404, "no_answer", "There is no answer with this name. Please type instead.")


class Conversations:
    """`now` is the time in UTC; `messages` gives the fixed replies of today."""

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
        version: str | None = None,
        lock: TurnLock | None = None,
    ) -> None:
        self._store = store
        self._rasa = rasa
        self._sessions = sessions
        self._messages = messages
        self._now = now
        self._idle = idle
        self._check_letter = check_letter
        self._version = version
        self._lock = lock or TurnLock(None, 0)
        self._answering: dict[str, tuple[str, asyncio.Task[Turn]]] = {}
        self._log_emptier = LogEmptier(store.engine)

    async def start(self, *, is_staff_test: bool = False) -> tuple[str, datetime, list[Message]]:
        """Return the token, when it expires unless used, and the opening messages."""
        token, session_id = self._sessions.mint()
        now = self._now()
        reply = [self._messages().reply("greet")]
        turn = self._turn(session_id, OPENING, now, {"outcome": OPENING, "reply": reply})
        await run_in_database_thread(
            self._store.start_session, session_id, now, turn, is_staff_test=is_staff_test
        )
        return token, now + self._idle, serialize(turn, self._sessions)

    def button(self, session_id: str, client_id: str, choice: str) -> VisitorMessage:
        """Return the message of a button. Raises Problem 422 unless it was made in this session."""
        pressed = self._sessions.choice(session_id, choice)
        if pressed is None:
            raise OLD_CHOICE
        return visitor_message.button(client_id, pressed)

    def link(self, client_id: str, answer_id: str) -> VisitorMessage:
        """Return the message of a link to an answer. Raises Problem 404 where there is none."""
        try:
            answer = self._messages().published(answer_id)
        except KeyError:
            raise NO_ANSWER from None
        return visitor_message.link(client_id, answer)

    async def answer(self, session_id: str, message: VisitorMessage) -> list[Message]:
        """Return the answer, one message at least; the same client id again gets the same answer.

        Raises Problem 401 when the session has ended and 409 while another message is answered.
        """
        running = self._answering.get(session_id)
        if running is not None:
            if running[0] != message.client_id:
                raise BUSY
            turn = await asyncio.shield(running[1])
            return serialize(turn, self._sessions, with_question=True)
        task = asyncio.create_task(self._answer_locked(session_id, message))
        self._answering[session_id] = (message.client_id, task)
        task.add_done_callback(lambda _: self._answering.pop(session_id, None))
        # A visitor who closes the page does not stop the turn: it is stored, and replayed later.
        return serialize(await asyncio.shield(task), self._sessions, with_question=True)

    async def history(self, session_id: str) -> list[Message]:
        """Return the newest messages, oldest first."""
        await self._touch(session_id)
        turns = await run_in_database_thread(self._store.history, session_id, _MOST_TURNS)
        ratings = await run_in_database_thread(self._store.ratings, session_id)
        # Signing so many buttons takes a while: others need not wait for it.
        return await run_in_threadpool(self._rated, turns, ratings)

    def _rated(self, turns: Sequence[Turn], ratings: Mapping[str, bool]) -> list[Message]:
        return [
            {**message, "helpful": ratings[message["id"]]} if message["id"] in ratings else message
            for turn in turns
            for message in serialize(turn, self._sessions, with_question=True)
        ]

    async def rate(self, session_id: str, values: Mapping[str, Any]) -> None:
        """Store a rating. Raises Problem 404 for a message that is not of this session."""
        await self._touch(session_id)
        turn_id = str(values["message_id"]).partition(".")[0]
        is_stored = await run_in_database_thread(
            self._store.save_feedback,
            {**values, "session_id": session_id, "turn_id": turn_id, "created_at": self._now()},
        )
        if not is_stored:
            raise Problem(404, "no_message", "That message is not part of this conversation.")

    async def request_callback(self, session_id: str, values: Mapping[str, Any]) -> str:
        """Store a request for a call-back; return its reference."""
        await self._touch(session_id)
        return await run_in_database_thread(
            self._store.save_callback,
            {**values, "session_id": session_id, "created_at": self._now()},
        )

    async def note_contact(self, session_id: str) -> None:
        """Store when the visitor first turned to a person."""
        await self._touch(session_id)
        await run_in_database_thread(self._store.save_contact, session_id, self._now())

    async def erase(self, session_id: str) -> None:
        """Erase the conversation everywhere; a missing one counts as erased."""
        running = self._answering.get(session_id)
        if running is not None:
            await asyncio.wait([running[1]])
        async with self._lock.hold(session_id, "erase", wait=True):
            engine = self._store.engine
            if not await run_in_database_thread(erase_session, engine, session_id):
                self._log_emptier.begin()

    async def _touch(self, session_id: str) -> None:
        now = self._now()
        if not await run_in_database_thread(
            self._store.touch_session, session_id, now, now - self._idle
        ):
            raise NO_SESSION

    async def _answer_locked(self, session_id: str, message: VisitorMessage) -> Turn:
        """Answer unless another gateway answers another message of the session: Problem 409."""
        try:
            async with self._lock.hold(session_id, message.client_id, wait=False):
                with metrics.TURNS_RUNNING.track_inprogress():
                    turn = await self._answer(session_id, message)
        except SessionBusy:
            raise BUSY from None
        metrics.TURNS.labels(turn.outcome).inc()
        return turn

    async def _answer(self, session_id: str, message: VisitorMessage) -> Turn:
        started, now = time.monotonic(), self._now()
        is_open, earlier = await run_in_database_thread(
            self._store.resume, session_id, message.client_id, now, now - self._idle
        )
        if not is_open:
            raise NO_SESSION
        if earlier:
            return earlier
        if await self._is_letter(session_id, message):
            # Reading a page takes as long as a whole other answer: others need not wait for it.
            reply, understood = await run_in_threadpool(self._letter_reply, message)
        elif self._is_private(message):
            reply, understood = self._private_reply()
        else:
            reply, understood = await self._ask_rasa(session_id, message)
        is_private = understood.pop("is_private", False)
        values = {
            **understood,
            "reply": reply,
            "text": None if is_private else message.text,
            "is_choice": message.is_choice,
            "latency_ms": round((time.monotonic() - started) * 1000),
        }
        turn = self._turn(session_id, message.client_id, now, values)
        return await run_in_database_thread(self._store.save_turn, turn)

    async def _is_letter(self, session_id: str, message: VisitorMessage) -> bool:
        """Tell whether this is the letter that the last reply asked for."""
        if not message.may_be_letter:
            return False
        return await run_in_database_thread(self._store.last_awaits, session_id) == LETTER

    def _letter_reply(self, message: VisitorMessage) -> tuple[list[Message], dict[str, Any]]:
        """Check the letter in memory: it goes neither to Rasa nor into the records."""
        return [self._check_letter(message.as_written)], {"outcome": LETTER, "is_private": True}

    def _is_private(self, message: VisitorMessage) -> bool:
        """What a person is told was taken out is no reason to refuse the rest."""
        texts = {message.text} if message.is_redacted else {message.text, message.as_written}
        return any(map(self._messages().is_private, texts))

    def _private_reply(self) -> tuple[list[Message], dict[str, Any]]:
        """Ask not to send such data: the text goes neither to Rasa nor into the records."""
        reply = self._messages().reply(PRIVATE)
        return [reply], {"outcome": reply["kind"], "is_private": True}

    async def _ask_rasa(
        self, session_id: str, message: VisitorMessage
    ) -> tuple[list[Message], dict[str, Any]]:
        """Return the reply, and how the message was understood; a fixed reply where Rasa fails."""
        try:
            reply = await self._rasa.ask(
                session_id,
                message.command or message.text,
                command=message.is_choice,
                turn=message.client_id,
                request=request_id.get(),
            )
            understood = {"outcome": reply[0]["kind"], **(reply[0].get("understood") or {})}
        except RasaFailed as failure:
            reply = [self._messages().reply("not_reachable")]
            understood = {"outcome": "error", "label": f"rasa/{failure.reason}"}
        if message.is_redacted:
            reply = [self._messages().reply("redacted"), *reply]
        stored = [_without_understanding(part) for part in reply]
        if trace := understood.pop("trace", None):
            stored[0][TRACE] = trace
        return stored, understood

    def _turn(
        self, session_id: str, client_id: str, now: datetime, values: Mapping[str, Any]
    ) -> Turn:
        return Turn(
            id=secrets.token_hex(16),
            session_id=session_id,
            client_id=client_id,
            created_at=now,
            model_version=self._version,
            outcome=values["outcome"],
            reply=values["reply"],
            text=values.get("text"),
            is_choice=values.get("is_choice", False),
            label=values.get("label"),
            confidence=values.get("confidence"),
            top=values.get("top", []),
            latency_ms=values.get("latency_ms", 0),
        )


def _without_understanding(message: Message) -> Message:
    return {key: value for key, value in message.items() if key != "understood"}
