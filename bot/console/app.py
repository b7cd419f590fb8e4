"""The staff door as an ASGI application: what it is made of, its doors, and what runs beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot import settings as settings_module
from bot.console.access import Access
from bot.console.answer_lookup import AnswerLookup
from bot.console.callback_pages import CallbackPages
from bot.console.clustering import Clusterer
from bot.console.conversation_cache import ConversationCache
from bot.console.conversation_pages import ConversationPages
from bot.console.knowledge_pages import KnowledgePages
from bot.console.notices import Notices
from bot.console.overview import OverviewPages
from bot.console.phone_assist import PhoneAssist
from bot.console.phrase_pages import PhrasePages
from bot.console.rendering import Rendering
from bot.console.sign_in import SignInPage
from bot.console.unanswered_pages import UnansweredPages
from bot.console.user_pages import UserPages
from bot.knowledge.loader import load
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.conversations.store import open_engine
from bot.records.migrate import migrate
from bot.records.staff.accounts import Staff
from bot.settings import Settings
from bot.web.access_log import AccessLog
from bot.web.clock import utc_now
from bot.web.security_headers import SecurityHeaders, staff_policy

log = structlog.get_logger("console")

_STATIC = Path(__file__).parent / "static"
_SECONDS_BETWEEN = 15
_SECONDS_OF_REST = 0.5
_SENTENCES = {
    404: "There is nothing at this address.",
    405: "That cannot be done at this address.",
}
_BROKEN = "Something went wrong here. It has been noted; please try again."


def create_app(
    settings: Settings | None = None,
    mind: AnswerLookup | None = None,
    now: Callable[[], datetime] = utc_now,
    notices: Notices | None = None,
) -> Starlette:
    """Put the door together; what it needs from outside can be handed in by tests."""
    settings = settings or settings_module.read()
    knowledge = load()
    migrate(settings.database)
    engine = open_engine(settings.database)
    mind = mind or AnswerLookup.of_model(knowledge, settings.model)
    staff = Staff(engine, timedelta(minutes=settings.console_minutes), now)
    access = Access(staff, settings.key("console"), now)
    rendering = Rendering(knowledge, access.token_of, mind.notice)
    counting = ConversationCache()
    sorting = Clusterer(engine, mind, now)
    told = notices or Notices(engine, settings, now)
    applications = SavedAnswers(engine, settings.saved_days)

    doors = [
        *PhoneAssist(knowledge, mind, applications, rendering, settings.day).doors(),
        *OverviewPages(engine, counting, rendering).doors(),
        *UnansweredPages(engine, knowledge, mind, sorting, rendering).doors(),
        *PhrasePages(engine, knowledge, mind, rendering).doors(),
        *CallbackPages(engine, rendering).doors(),
        *ConversationPages(engine, knowledge, counting, rendering).doors(),
        *KnowledgePages(engine, knowledge, rendering, settings.day, settings.review_days).doors(),
        *UserPages(engine, staff, rendering, access.sign_out).doors(),
    ]

    async def problem(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        is_ours = error.detail != HTTPStatus(error.status_code).phrase
        sentence = error.detail if is_ours else _SENTENCES.get(error.status_code, error.detail)
        page = rendering.plain(
            "problem.html", error.status_code, code=error.status_code, sentence=sentence
        )
        page.headers.update(error.headers or {})
        return page

    async def broken(request: Request, error: Exception) -> Response:
        route = getattr(request.scope.get("route"), "path", "-")
        log.error("broken", route=route, error=type(error).__name__)
        return rendering.plain("problem.html", 500, code=500, sentence=_BROKEN)

    async def alive(_: Request) -> Response:
        return JSONResponse({"alive": True})

    async def work() -> None:
        """Sort what is new and tell of new call-backs, while nobody waits for it."""
        while True:
            has_more = False
            try:
                await told.tell()
                has_more = bool(await run_in_threadpool(sorting.catch_up))
            except Exception as error:  # noqa: BLE001 - a bad minute must not end the work for good
                log.error("work", error=type(error).__name__)  # noqa: TRY400 - a trace may hold texts
            # Between two batches of many, pages get their turn.
            await asyncio.sleep(_SECONDS_OF_REST if has_more else _SECONDS_BETWEEN)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        worker = asyncio.create_task(work())
        yield
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker
        engine.dispose()

    app = Starlette(
        routes=[
            Route("/healthz", alive),
            *SignInPage(access, staff, rendering).routes(),
            *access.routes(doors),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        exception_handlers={HTTPException: problem, Exception: broken},
        middleware=[
            Middleware(AccessLog, logger="console"),
            Middleware(SecurityHeaders, policy=staff_policy()),
        ],
        lifespan=lifespan,
    )
    app.state.doors = doors
    return app
