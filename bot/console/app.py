"""The console as an ASGI application: what it is made of, its routes, and what runs beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot import logs
from bot import settings as settings_module
from bot.console import widget_look
from bot.console.acceptance_pages import AcceptancePages
from bot.console.access import Access
from bot.console.account_pages import AccountPages
from bot.console.amount_pages import AmountPages
from bot.console.answer_edit_pages import AnswerEditPages
from bot.console.answer_lookup import AnswerLookup
from bot.console.audit_pages import AuditPages
from bot.console.background_work import BackgroundWork
from bot.console.board_pages import BoardPages
from bot.console.callback_notices import Notices
from bot.console.callback_pages import CallbackPages
from bot.console.caller_lookup import CallerLookup
from bot.console.caller_reply import CallerConversation
from bot.console.checked_pages import CheckedPages
from bot.console.clustering import Clusterer
from bot.console.comment_pages import CommentPages
from bot.console.conversation_cache import ConversationCache
from bot.console.conversation_pages import ConversationPages
from bot.console.cookies import Cookies
from bot.console.download_pages import DownloadPages
from bot.console.erasure_pages import ErasurePages
from bot.console.error_pages import ErrorPages
from bot.console.figures import FigureSource
from bot.console.form_tokens import FormTokens
from bot.console.group_pages import GroupPages
from bot.console.held_out import HeldOutQuestions
from bot.console.knowledge_pages import KnowledgePages
from bot.console.open_work import OpenWork
from bot.console.overview import OverviewPages
from bot.console.page_context import PageContext
from bot.console.password_link import PasswordLinkPage
from bot.console.phone_assist import PhoneAssist
from bot.console.phrase_acceptance import PhraseAcceptance
from bot.console.phrase_pages import PhrasePages
from bot.console.publish_pages import PublishPages
from bot.console.question_pages import QuestionPages
from bot.console.rendering import Rendering
from bot.console.settlement import Settlement
from bot.console.sign_in import SignInPage
from bot.console.source_pages import SourcePages
from bot.console.staff_route import StaffRoute
from bot.console.today import TodayPage
from bot.console.unanswered_pages import UnansweredPages
from bot.console.user_pages import UserPages
from bot.knowledge.loader import Knowledge, load
from bot.nlu.phrases.files import read_phrases
from bot.nlu.phrases.held_out import held_out_questions
from bot.nlu.ranking.answer_guard import default_answer_guard
from bot.publishing.live_content import LiveContent
from bot.publishing.preparation import Preparation
from bot.publishing.publication_paths import Places
from bot.publishing.staging import content_version
from bot.records import retention
from bot.records.clock import utc_now
from bot.records.conversations.saved_answers import SavedAnswers
from bot.records.database import open_engine
from bot.records.migrate import migrate
from bot.records.staff.staff import Staff
from bot.settings import ROOT, VAR, Settings
from bot.web.access_log import AccessLog
from bot.web.body_deadline import BodyDeadline
from bot.web.proxies import RelativeRedirects, UntrustedProxyWarning
from bot.web.security_headers import SecurityHeaders, staff_policy
from bot.web.switching_app import SwitchingApp

_STATIC = Path(__file__).parent / "static"


async def _alive(_: Request) -> Response:
    return JSONResponse({"alive": True})


_PUBLIC = [
    Route("/healthz", _alive),
    *widget_look.routes(),
    Mount("/static", StaticFiles(directory=_STATIC)),
]


def create_app(
    settings: Settings | None = None,
    answer_lookup: AnswerLookup | None = None,
    now: Callable[[], datetime] = utc_now,
    notices: Notices | None = None,
    places: Places | None = None,
    start: Callable[[int], None] | None = None,
) -> Starlette:
    """Return the application; tests pass what it needs from outside: `places`, what is published; `start`."""
    settings = settings or settings_module.read()
    logs.configure("console", settings.log_format)
    knowledge, engine = load(), _database(settings)
    answer_lookup = answer_lookup or AnswerLookup.of_model(knowledge, settings.model)
    staff = _staff(settings, engine, now)
    tokens, cookies = FormTokens(settings.key("console")), _cookies(settings)
    places = places or Places(ROOT, VAR, settings_module.live_file())
    live = LiveContent(engine, places, now)
    rendering = _rendering(settings, engine, knowledge, answer_lookup, tokens, live.version())
    context = PageContext(engine, knowledge, answer_lookup, rendering, settings.day, places.root)
    clusterer = Clusterer(engine, answer_lookup, now)
    sign_in = SignInPage(staff, tokens, cookies, rendering)
    link_page = PasswordLinkPage(staff, tokens, cookies, rendering)
    table = [*_pages(settings, context, clusterer), *_editing(context), *sign_in.routes()]
    preparation = _preparation(settings, engine, places, now)
    table += PublishPages(context, preparation, live, start).routes()
    table += _account_pages(settings, context, staff)
    settlement = Settlement(engine, answer_lookup, content_version(places.root), now)
    notices = notices or Notices(engine, settings, now)
    retain = _retain(engine, places, settings.retention_days, now)
    work = BackgroundWork(notices, clusterer, retain, settlement)
    guarded = Access(staff, tokens, cookies, now, settings.zone()).routes(table)
    app = Starlette(
        routes=[*_PUBLIC, *sign_in.public_routes(), *link_page.public_routes(), *guarded],
        exception_handlers=ErrorPages(rendering).handlers(),
        middleware=_middleware(),
        lifespan=lambda _: _lifespan(work, engine),
    )
    app.state.staff_routes = table
    return app


def _rendering(
    settings: Settings,
    engine: Engine,
    knowledge: Knowledge,
    answer_lookup: AnswerLookup,
    tokens: FormTokens,
    version: str,
) -> Rendering:
    counts = OpenWork(engine).counts
    notice, zone = answer_lookup.notice, settings.zone()
    return Rendering(knowledge, tokens.token_of, notice, counts, zone, version)


def _preparation(
    settings: Settings, engine: Engine, places: Places, now: Callable[[], datetime]
) -> Preparation:
    return Preparation(engine, places, settings.publish_margin / 100, now, settings.model)


def _database(settings: Settings) -> Engine:
    """Open the database, brought up to date."""
    migrate(settings.database)
    return open_engine(settings.database)


def _staff(settings: Settings, engine: Engine, now: Callable[[], datetime]) -> Staff:
    idle = timedelta(minutes=settings.console_minutes)
    staff = Staff(engine, idle, now, settings.staff_key())
    staff.second_factors.encrypt_plain()
    return staff


def _cookies(settings: Settings) -> Cookies:
    return Cookies(always_secure=settings.console_url.startswith("https://"))


def create_served_app() -> ASGIApp:
    """Return the application as a process serves it: with a supervisor, it follows what is live."""
    file = settings_module.live_file()
    return SwitchingApp(_app_of_tree, file, "console") if file else create_app()


def _app_of_tree() -> Starlette:
    """Return the application of what now stands in the tree."""
    load.cache_clear()
    default_answer_guard.cache_clear()
    return create_app()


def _retain(
    engine: Engine, places: Places, days: int, now: Callable[[], datetime]
) -> Callable[[], Mapping[str, int] | None]:
    def retain() -> Mapping[str, int] | None:
        deleted = retention.retain_daily(engine, now(), days)
        if deleted is not None:
            places.drop_folders(before=now() - timedelta(days=days))
        return deleted

    return retain


def _middleware() -> list[Middleware]:
    return [
        Middleware(AccessLog, logger="console"),
        Middleware(SecurityHeaders, policy=staff_policy()),
        Middleware(UntrustedProxyWarning, logger="console"),
        Middleware(RelativeRedirects),
        Middleware(BodyDeadline),
    ]


def _pages(settings: Settings, context: PageContext, clusterer: Clusterer) -> list[StaffRoute]:
    engine, knowledge, cache = context.engine, context.knowledge, ConversationCache()
    callers = CallerLookup(engine, SavedAnswers(engine, settings.saved_days))
    conversation = CallerConversation(knowledge, settings.day)
    return [
        *PhoneAssist(context, callers, conversation).routes(),
        *TodayPage(context, settings.review_days).routes(),
        *OverviewPages(context, cache, settings.timezone).routes(),
        *DownloadPages(context, cache).routes(),
        *BoardPages(context, FigureSource(engine, cache, knowledge)).routes(),
        *GroupPages(context).routes(),
        *UnansweredPages(context, clusterer).routes(),
        *PhrasePages(context).routes(),
        *CallbackPages(context).routes(),
        *ConversationPages(context, cache).routes(),
        *CommentPages(context).routes(),
        *KnowledgePages(context, settings.review_days).routes(),
    ]


def _editing(context: PageContext) -> list[StaffRoute]:
    acceptance = PhraseAcceptance(
        context.knowledge, context.answer_lookup, lambda: read_phrases(context.root)
    )
    held_out = HeldOutQuestions(lambda: held_out_questions(context.root))
    return [
        *AcceptancePages(context, acceptance, held_out).routes(),
        *QuestionPages(context, held_out).routes(),
        *AnswerEditPages(context, acceptance).routes(),
        *CheckedPages(context).routes(),
        *SourcePages(context).routes(),
        *AmountPages(context).routes(),
    ]


def _account_pages(settings: Settings, context: PageContext, staff: Staff) -> list[StaffRoute]:
    return [
        *UserPages(staff, context.rendering, settings.console).routes(),
        *AccountPages(staff, context.rendering).routes(),
        *AuditPages(context).routes(),
        *ErasurePages(context).routes(),
    ]


@asynccontextmanager
async def _lifespan(work: BackgroundWork, engine: Engine) -> AsyncIterator[None]:
    async with work.running():
        yield
    engine.dispose()
