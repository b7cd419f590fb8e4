"""Publications: what waits, how far the one in the making is, what it would change, live, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console import audit_entry
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.errors import ChangeRefused
from bot.knowledge.faq import label_of
from bot.publishing.live_content import LiveContent
from bot.publishing.preparation import Preparation
from bot.publishing.waiting_changes import load_waiting
from bot.records.publishing import drafts, questions
from bot.records.publishing.releases import Release, State
from bot.records.review import phrases
from bot.records.staff.role import Role

_WHY = 300
_MOST_SHOWN = 60
_SECONDS_TO_RELOAD = 5

TITLES = {
    State.CHECKING: "checking the files",
    State.TRAINING: "training (some minutes; visitors are answered as before)",
    State.COMPARING: "asking the held-out questions",
    State.READY: "ready to go live",
    State.REFUSED: "stopped: it would do harm",
    State.FAILED: "failed",
    State.STOPPED: "interrupted",
    State.OUTDATED: "out of date",
    State.LIVE: "live",
}


class PublishPages:
    def __init__(
        self,
        context: PageContext,
        preparation: Preparation,
        live: LiveContent,
        start: Callable[[int], None] | None = None,
    ) -> None:
        self._context = context
        self._preparation = preparation
        self._live = live
        self._start = start or preparation.start

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/publish", Role.VIEWER, self.list_page),
            StaffRoute("POST", "/publish", Role.PUBLISHER, self.begin),
            StaffRoute("POST", "/publish/back", Role.PUBLISHER, self.roll_back),
            StaffRoute("GET", "/publish/{number:row}", Role.VIEWER, self.detail_page),
            StaffRoute("POST", "/publish/{number:row}/live", Role.PUBLISHER, self.go_live),
        ]

    def list_page(self, request: StaffRequest) -> Response:
        return self._list(request, [], 200)

    def begin(self, request: StaffRequest) -> Response:
        why = request.field("why", _WHY)
        try:
            number = self._preparation.begin(request.user.name, why)
        except ChangeRefused as error:
            return self._list(request, list(error.problems), 409)
        self._start(number)
        self._record(request, "publication begun", number, {"why": why})
        return RedirectResponse(f"/publish/{number}", 303)

    def detail_page(self, request: StaffRequest) -> Response:
        return self._detail(request, [], 200)

    def go_live(self, request: StaffRequest) -> Response:
        release, why = self._release(request), request.field("why", _WHY)
        try:
            problem = self._live.go_live(
                release.number,
                request.user.name,
                why,
                may_override=request.user.role.may(Role.ADMIN),
            )
        except ChangeRefused as error:
            return self._detail(request, list(error.problems), 409)
        details = {"content": release.content, "why": why, "git": problem}
        self._record(request, "published", release.number, details)
        return RedirectResponse(f"/publish/{release.number}", 303)

    def roll_back(self, request: StaffRequest) -> Response:
        content, why = request.field("content", 16), request.field("why", _WHY)
        if content not in self._live.kept():
            raise HTTPException(404, "This content is no longer kept.")
        try:
            number = self._live.roll_back(content, request.user.name, why)
        except ChangeRefused as error:
            return self._list(request, list(error.problems), 409)
        self._record(request, "rolled back", number, {"content": content, "why": why})
        return RedirectResponse(f"/publish/{number}", 303)

    def _list(self, request: StaffRequest, problems: list[str], status: int) -> Response:
        past = self._preparation.latest()
        with self._context.engine.connect() as connection:
            waiting = load_waiting(connection)
        by_content = {release.content: release for release in past if release.live_at}
        page = self._context.rendering.page(
            request,
            "publish.html",
            problems=problems,
            waiting=waiting,
            unfinished=next((release for release in past if release.is_unfinished), None),
            releases=past,
            titles=TITLES,
            kept=[(content, by_content.get(content)) for content in self._live.kept()],
            live=self._live.switched(),
            id_of=self._id_of(waiting.drafts),
        )
        page.status_code = status
        return page

    def _detail(self, request: StaffRequest, problems: list[str], status: int) -> Response:
        release = self._release(request)
        comparison = release.result.get("comparison") or {}
        live = self._live.switched()
        with self._context.engine.connect() as connection:
            later = questions.open_changes(connection)
            unlikely = phrases.with_reason(connection, release.changes.get("phrases", []))
            drafted = drafts.open_drafts(connection)
        measured = release.changes.get("questions", [])
        settled = {change.text for change in later if change.id not in measured}
        is_switching = (
            release.state is State.LIVE
            and live.get("rasa") is not None
            and not live.get("error")
            and (live.get("release") or 0) < release.number
        )
        page = self._context.rendering.page(
            request,
            "publication.html",
            release=release,
            titles=TITLES,
            problems=problems or release.result.get("problems", []),
            comparison=comparison,
            losses=comparison.get("losses", [])[:_MOST_SHOWN],
            gains=comparison.get("gains", [])[:_MOST_SHOWN],
            settled=settled,
            unlikely=unlikely,
            id_of=self._id_of(drafted),
            is_switching=is_switching,
            live=live,
            reload=_SECONDS_TO_RELOAD if release.is_unfinished or is_switching else None,
        )
        page.status_code = status
        return page

    def _release(self, request: StaffRequest) -> Release:
        release = self._preparation.find(int(request.path_part("number")))
        if release is None:
            raise HTTPException(404, "This publication does not exist.")
        return release

    def _id_of(self, drafted: list[Any]) -> Callable[[str], str]:
        ids = {label_of(draft.answer_id): draft.answer_id for draft in drafted}
        ids |= {
            label: answer.id for label, answer in self._context.knowledge.answers_by_label.items()
        }
        return lambda label: ids.get(label, label)

    def _record(
        self, request: StaffRequest, action: str, number: int, details: dict[str, Any]
    ) -> None:
        with self._context.engine.begin() as connection:
            audit_entry.record(connection, request, action, f"publication {number}", details)
