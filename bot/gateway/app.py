"""The gateway as an ASGI application: what it is made of, its routes, and what surrounds them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from redis.asyncio import Redis
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, ExceptionHandler

from bot import logs, redis_connection
from bot import settings as settings_module
from bot.gateway import metrics, openapi
from bot.gateway.chat import ChatApi
from bot.gateway.conversation import Conversations
from bot.gateway.daily_messages import DailyMessages
from bot.gateway.eligibility import EligibilityPages
from bot.gateway.errors import Problem, problem_response, respond
from bot.gateway.health import Health
from bot.gateway.letter_page import LetterPage
from bot.gateway.limits import Limits
from bot.gateway.pages import Pages, Privacy
from bot.gateway.rasa import Rasa
from bot.gateway.redis_rate_limits import SharedCounts
from bot.gateway.search_engines import SearchEngineFiles
from bot.gateway.sessions import Sessions
from bot.gateway.timeline import Timeline
from bot.gateway.turn_lock import TurnLock
from bot.gateway.widget import STATIC, WidgetFiles
from bot.knowledge.loader import Knowledge, load
from bot.nlu import model_file
from bot.publishing.live_file import read_json
from bot.publishing.staging import content_version, turn_version
from bot.records.clock import utc_now
from bot.records.conversations.store import Store
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.settings import ROOT, Settings
from bot.web.access_log import AccessLog
from bot.web.body_deadline import BodyDeadline
from bot.web.database_threads import DatabaseBusy
from bot.web.proxies import KnownHosts, RelativeRedirects, UntrustedProxyWarning
from bot.web.security_headers import SecurityHeaders, public_policy
from bot.web.switching_app import SwitchingApp

log = structlog.get_logger("gateway")


@dataclass(frozen=True)
class Resources:
    """What is opened at the start and closed at the end."""

    engine: Engine
    redis: Redis | None
    rasa: Rasa


def create_app(
    settings: Settings | None = None,
    rasa: Rasa | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Starlette:
    """Return the application; tests pass what it needs from outside."""
    settings = settings or settings_module.read()
    logs.configure("gateway", settings.log_format)
    knowledge = load()
    migrate(settings.database)
    resources = Resources(
        open_engine(settings.database),
        redis_connection.connect(settings.redis_url),
        rasa
        or Rasa(
            settings.rasa, settings.key("channel"), settings.deadline_seconds, starts_beside=True
        ),
    )
    daily = DailyMessages(knowledge, settings.day)
    privacy = _privacy(settings)
    pages = Pages(knowledge, daily.messages, privacy, settings.root, knows_host=settings.knows_host)
    return Starlette(
        routes=_routes(settings, knowledge, resources, daily, pages, now),
        exception_handlers=_exception_handlers(pages),
        middleware=_middleware(settings),
        lifespan=lambda _: _lifespan(settings, resources),
    )


def create_served_app() -> ASGIApp:
    """Return the application as a process serves it: with a supervisor, it follows what is live."""
    file = settings_module.live_file()
    return SwitchingApp(lambda: _app_of(file), file, "gateway") if file else create_app()


def _app_of(file: Path) -> Starlette:
    """Return the application of the knowledge that now stands in the tree, and of the Rasa that has it."""
    load.cache_clear()
    settings = settings_module.read()
    rasa = read_json(file).get("rasa")
    return create_app(replace(settings, rasa_url=rasa) if rasa else settings)


def _routes(
    settings: Settings,
    knowledge: Knowledge,
    resources: Resources,
    daily: DailyMessages,
    pages: Pages,
    now: Callable[[], datetime],
) -> list[BaseRoute]:
    counts = SharedCounts(resources.redis) if resources.redis else None
    limits = Limits(enabled=settings.is_limited, shared=counts, phone=knowledge.contacts.phone)
    sessions = Sessions(settings.key("sessions"))
    conversations = _conversations(settings, resources, sessions, daily, now)
    answers = list(knowledge.answers.values())
    return [
        *Health(resources.engine, resources.rasa).routes(),
        *ChatApi(conversations, sessions, limits, _promises(knowledge, settings)).routes(),
        *pages.routes(),
        *SearchEngineFiles(answers, settings.root, knows_host=settings.knows_host).routes(),
        *EligibilityPages(knowledge, pages, settings.day, settings.root).routes(),
        *Timeline(knowledge, pages, now).routes(),
        *LetterPage(pages, daily.letters, settings.day, limits).routes(),
        *WidgetFiles().routes(),
        openapi.ROUTE,
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _conversations(
    settings: Settings,
    resources: Resources,
    sessions: Sessions,
    daily: DailyMessages,
    now: Callable[[], datetime],
) -> Conversations:
    return Conversations(
        Store(resources.engine),
        resources.rasa,
        sessions,
        messages=daily.messages,
        now=now,
        idle=timedelta(minutes=settings.session_minutes),
        check_letter=lambda text: daily.letters().check(text, settings.day()),
        version=_version(settings),
        # A little longer than an answer may take, so that no lock ends before it.
        lock=TurnLock(resources.redis, settings.deadline_seconds + 2),
    )


def _exception_handlers(pages: Pages) -> dict[Any, ExceptionHandler]:
    return {
        Problem: respond,
        HTTPException: pages.http_error,
        sa.exc.DBAPIError: _database_unreachable,
        DatabaseBusy: _database_unreachable,
        ClientDisconnect: _gone,
        Exception: pages.broken,
    }


def _promises(knowledge: Knowledge, settings: Settings) -> dict[str, Any]:
    """Return whom to contact, how soon they answer (0: nothing is said of it), and how long words are kept."""
    contacts = knowledge.contacts
    contact = {
        "department": contacts.department,
        "phone": contacts.phone,
        "hours": contacts.hours,
    }
    return {
        "contact": contact,
        "callback_days": settings.callback_days,
        "kept_days": settings.retention_days,
    }


def _privacy(settings: Settings) -> Privacy:
    return Privacy(
        settings.session_minutes,
        settings.retention_days,
        settings.saved_days,
        settings.controller,
        settings.privacy_email,
    )


def _middleware(settings: Settings) -> list[Middleware]:
    return [
        Middleware(AccessLog, logger="gateway", observe=metrics.count_request),
        Middleware(GZipMiddleware, minimum_size=1000),
        Middleware(SecurityHeaders, policy=public_policy(settings.framed_by)),
        Middleware(UntrustedProxyWarning, logger="gateway"),
        Middleware(KnownHosts, allowed_hosts=settings.hosts, www_redirect=False),
        Middleware(RelativeRedirects),
        Middleware(BodyDeadline),
        Middleware(
            CORSMiddleware,
            allow_origins=sorted(settings.origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["authorization", "content-type"],
            expose_headers=["retry-after"],
            max_age=3600,
        ),
    ]


@asynccontextmanager
async def _lifespan(settings: Settings, resources: Resources) -> AsyncIterator[None]:
    metrics.serve(settings.metrics_host, settings.metrics_port)
    yield
    await resources.rasa.close()
    if resources.redis:
        await resources.redis.close()
    resources.engine.dispose()


def _version(settings: Settings) -> str:
    """Return which model answers with which content, as the turns record it."""
    path = Path(settings.model) if settings.model else model_file.current()
    return turn_version(path.name, content_version(ROOT))


def _gone(_: Request, __: Exception) -> Response:
    """Answer whoever broke off while sending: nobody hears it, and nothing of ours is broken."""
    return Response(status_code=400)


def _database_unreachable(_: Request, error: Exception) -> Response:
    log.error("records.unreachable", error=type(error).__name__)
    return problem_response(
        503,
        "no_database",
        "Your request could not be saved, so nothing was changed. Please try again in a moment.",
        {"Retry-After": "2"},
    )
