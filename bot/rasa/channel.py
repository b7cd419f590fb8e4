"""The channel that Rasa listens on: for the gateway alone, which shows a shared secret.

Unlike Rasa's stock REST channel it takes no conversation id from strangers, never logs a text, and
treats a text as a command (`/faq/…`) only where the gateway says that it minted that command.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import logs, settings
from bot.errors import SetUpError
from bot.lasting_objects import leave_unsearched
from bot.rasa.action_server import ActionServer
from bot.rasa.lighter_processor import work_less
from bot.rasa.nlg import understood
from bot.rasa.remote_action import ask_with_less_work, close_session
from bot.rasa.trackers import RecordsUnreachable

_ANSWERED_HERE = {"faq", "smalltalk"}
# Shorter than the gateway's, so that its answer still arrives.
_SHARE_OF_THE_DEADLINE = 0.8

log = structlog.get_logger(__name__)


class MessageCollector(OutputChannel):
    """Collects our messages as we sent them to Rasa; plain texts are none of ours."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "gateway"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:  # noqa: ARG002
        custom = message.get("custom")
        if isinstance(custom, dict) and isinstance(custom.get("messages"), list):
            self.messages.extend(custom["messages"])


async def _turn(agent: Any, message: UserMessage) -> list[dict[str, Any]]:
    """Have Rasa answer; a message that it has answered before gets the same reply again."""
    sender = message.sender_id
    async with agent.lock_store.lock(sender):
        tracker = await agent.tracker_store.retrieve(sender)
        if tracker and tracker.latest_message and _is_repeat(tracker.latest_message, message):
            messages = _last_reply(tracker)
        else:
            await agent.processor.handle_message(message)
            messages = message.output_channel.messages
        return messages or await _published_answer(agent, sender)


def _is_repeat(earlier: UserUttered, message: UserMessage) -> bool:
    turn = (message.metadata or {}).get("turn")
    return bool(turn) and (earlier.metadata or {}).get("turn") == turn


def _last_reply(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    """Return the messages that followed the last one of the person, as they were sent."""
    messages: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            messages[:0] = ((event.data or {}).get("custom") or {}).get("messages") or []
    return messages


async def _published_answer(agent: Any, sender: str) -> list[dict[str, Any]]:
    """Answer a published question even if the action server, which runs the guide, did not.

    Anything else stays unanswered: no decision, price or checklist is made up here.
    """
    tracker = await agent.tracker_store.retrieve(sender)
    parsed = tracker.latest_message.parse_data if tracker and tracker.latest_message else {}
    if (parsed.get("intent") or {}).get("name") not in _ANSWERED_HERE:
        return []
    label = understood(parsed)["label"]
    reply = await agent.nlg.generate(f"utter_{label}", tracker, GatewayInput.name()) or {}
    return list((reply.get("custom") or {}).get("messages") or [])


async def _warm(agent: Any) -> None:
    await agent.parse_message("hello")
    leave_unsearched()


async def _close_session(app: Sanic, _: Any) -> None:
    agent = getattr(app.ctx, "agent", None)
    await close_session(agent.action_endpoint if agent else None)


class GatewayInput(InputChannel):
    @classmethod
    def name(cls) -> str:
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GatewayInput:
        secret = (credentials or {}).get("secret") or ""
        if not secret or secret.startswith("${"):
            raise SetUpError("ASSISTANT_CHANNEL_SECRET is not set; `assistant serve` sets it")
        settings_ = settings.read()
        logs.configure("rasa", settings_.log_format)
        ask_with_less_work()
        work_less()
        guide = ActionServer(settings_.actions)
        return cls(secret, settings_.deadline_seconds * _SHARE_OF_THE_DEADLINE, guide)

    def __init__(self, secret: str, deadline_seconds: float, guide: ActionServer) -> None:
        self._secret = secret.encode()
        self._guide = guide
        self._deadline_seconds = deadline_seconds
        self._warming: asyncio.Task[Any] | None = None

    def blueprint(
        self,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],  # noqa: ARG002 - see _turn
    ) -> Blueprint:
        hook = Blueprint("gateway_webhook", "gateway")
        hook.after_server_stop(_close_session)

        @hook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            if agent and agent.is_ready() and self._warming is None:
                # The first message takes seconds; it had better be nobody's. Whoever asks does not
                # wait for it, or leaving early would break it off.
                self._warming = asyncio.create_task(_warm(agent))
            is_ready = bool(self._warming and self._warming.done())
            return response.json({"ready": is_ready, "guide": self._guide.answers()})

        @hook.route("/message", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not self._is_ours(request):
                return response.json({"error": "not for you"}, status=403)
            body = request.json or {}
            sender, text = body.get("sender"), body.get("text")
            if not isinstance(sender, str) or not isinstance(text, str) or not sender:
                return response.json({"error": "sender and text are needed"}, status=400)
            if not body.get("command"):
                text = text.lstrip("/")
            metadata = {
                "turn": body.get("turn") or "",
                "request": request.headers.get("x-request-id"),
            }
            structlog.contextvars.bind_contextvars(request=metadata["request"])
            message = UserMessage(
                text, MessageCollector(), sender, input_channel=self.name(), metadata=metadata
            )
            return await self._answer(request.app.ctx.agent, message, bool(body.get("again")))

        return hook

    async def _answer(self, agent: Any, message: UserMessage, is_again: bool) -> HTTPResponse:  # noqa: FBT001
        if is_again:
            # The worker that was asked before is dead: nobody else will give its lock back.
            await agent.lock_store.break_open(message.sender_id)
        started = time.monotonic()
        try:
            # Ends a turn that hangs on the action server, and with it the conversation's lock:
            # Rasa itself would wait for five minutes.
            messages = await asyncio.wait_for(_turn(agent, message), self._deadline_seconds)
        except asyncio.TimeoutError:
            log.warning("turn.timeout")
            return response.json({"error": "timeout"}, status=504)
        except (Exception, RecordsUnreachable) as error:
            log.exception("turn.failed", error=type(error).__name__)
            return response.json({"error": "failed"}, status=500)
        log.info("turn", ms=round((time.monotonic() - started) * 1000))
        return response.json({"messages": messages})

    def _is_ours(self, request: Request) -> bool:
        authorization = (request.headers.get("authorization") or "").encode()
        return hmac.compare_digest(authorization, b"Bearer " + self._secret)
