"""The public door as an ASGI application: routes, and what stands round them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot import logs, redis_connection
from bot import settings as settings_module
from bot.conversation.letters import Letters
from bot.eligibility.decide import Eligibility
from bot.gateway import metrics, openapi, redis_rate_limits
from bot.gateway.chat import ChatApi
from bot.gateway.conversation import Conversations
from bot.gateway.eligibility import EligibilityPages
from bot.gateway.errors import Problem, problem_response, respond
from bot.gateway.letter_page import LetterPage
from bot.gateway.limits import Limits
from bot.gateway.pages import Pages
from bot.gateway.rasa import Rasa
from bot.gateway.security_headers import SafeHeaders
from bot.gateway.sessions import Sessions
from bot.gateway.widget import STATIC, WidgetFiles
from bot.knowledge.loader import load
from bot.messages.faq_messages import Messages
from bot.messages.guide_messages import GuidedMessages
from bot.nlu import model_file
from bot.records.conversations.store import Store
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.settings import Settings

log = structlog.get_logger("gateway")


def utc_now() -> datetime:
    """The records' time: UTC, without a zone, as SQLite keeps it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)


def create_app(
    settings: Settings | None = None,
    rasa: Rasa | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Starlette:
    """Put the door together; what it needs from outside can be handed in by tests."""
    settings = settings or settings_module.read()
    logs.configure("gateway", settings.log_format)
    knowledge = load()
    migrate(settings.database)
    engine = open_engine(settings.database)
    asked = rasa or Rasa(settings.rasa, settings.key("channel"), settings.deadline_seconds)

    @lru_cache(maxsize=2)
    def messages_of(day: object) -> Messages:  # noqa: ARG001 - the day is the key of the cache
        return Messages(knowledge, settings.day())

    def messages() -> Messages:
        return messages_of(settings.day())

    @lru_cache(maxsize=2)
    def letters_of(day: date) -> Letters:
        rules = Eligibility(knowledge.attributes, knowledge.rules, knowledge.dues)
        return Letters(GuidedMessages(knowledge, rules, day))

    def letters() -> Letters:
        return letters_of(settings.day())

    redis = redis_connection.connect(settings.redis_url)
    limits = Limits(enabled=settings.is_limited, shared=redis_rate_limits.counts(redis))
    sessions = Sessions(settings.key("sessions"))
    conversations = Conversations(
        Store(engine),
        asked,
        sessions,
        messages=messages,
        now=now,
        idle=timedelta(minutes=settings.session_minutes),
        check_letter=lambda text: letters().check(text, settings.day()),
        model_version=_model_version(settings),
        turns=redis_rate_limits.Turns(redis, settings.deadline_seconds + 2),
    )
    chat = ChatApi(conversations, sessions, limits, knowledge.contacts)
    pages = Pages(knowledge, messages, settings.session_minutes)
    letter_page = LetterPage(pages, letters, settings.day, limits)
    eligibility = EligibilityPages(knowledge, pages, settings.day)

    async def ready(_: Request) -> Response:
        try:
            await run_in_threadpool(_ask_database, engine)
        except sa.exc.SQLAlchemyError:
            return problem_response(503, "no_database", "The records cannot be reached.")
        if not await asked.is_ready():
            return problem_response(503, "no_rasa", "Rasa is not ready to answer yet.")
        return JSONResponse({"ready": True})

    async def alive(_: Request) -> Response:
        return JSONResponse({"alive": True})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        metrics.serve(settings.metrics_host, settings.metrics_port)
        yield
        await asked.close()
        await redis_rate_limits.close(redis)
        engine.dispose()

    return Starlette(
        routes=[
            Route("/healthz", alive),
            Route("/readyz", ready),
            *chat.routes(),
            *pages.routes(),
            *eligibility.routes(),
            *letter_page.routes(),
            *WidgetFiles().routes(),
            openapi.ROUTE,
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={
            Problem: respond,
            HTTPException: pages.http_error,
            sa.exc.DBAPIError: _records_unreachable,
            Exception: pages.broken,
        },
        middleware=[
            Middleware(SafeHeaders, frame_ancestors=settings.framed_by),
            Middleware(
                CORSMiddleware,
                allow_origins=sorted(settings.origins),
                allow_methods=["GET", "POST", "DELETE"],
                allow_headers=["authorization", "content-type"],
                expose_headers=["retry-after"],
                max_age=3600,
            ),
        ],
        lifespan=lifespan,
    )


def _model_version(settings: Settings) -> str:
    """Return the name of the model that answers, as the turns record it."""
    path = Path(settings.model) if settings.model else model_file.current()
    return path.name.removesuffix(".tar.gz")[:40]


def _records_unreachable(_: Request, error: Exception) -> Response:
    log.error("records.unreachable", error=type(error).__name__)
    return problem_response(
        503,
        "no_database",
        "We cannot keep this right now, so nothing was done. Please try again in a moment.",
        {"Retry-After": "2"},
    )


def _ask_database(engine: sa.engine.Engine) -> None:
    with engine.connect() as connection:
        connection.execute(sa.text("SELECT 1"))
