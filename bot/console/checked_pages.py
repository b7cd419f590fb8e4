"""Noting that answers were compared with their pages today, one or many at once."""

from __future__ import annotations

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console import audit_entry
from bot.console.check_obstacles import obstacle
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.publishing.staging import content_version
from bot.records.publishing import drafts
from bot.records.review import page_comparisons
from bot.records.staff.role import Role

_MOST_CHECKED = 90


class CheckedPages:
    def __init__(self, context: PageContext) -> None:
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [StaffRoute("POST", "/knowledge/checked", Role.EDITOR, self.mark_checked)]

    def mark_checked(self, request: StaffRequest) -> Response:
        """Draft today as the day of each ticked answer: it changes with a publication."""
        ids = [name[6:] for name in request.form if name.startswith("check:")][:_MOST_CHECKED]
        if not ids or any(id_ not in self._context.knowledge.answers for id_ in ids):
            raise HTTPException(422, "Choose the answers that you compared with their pages.")
        with self._context.engine.begin() as connection:
            self._refuse_obstacles(connection, ids)
            for id_ in ids:
                self._draft(connection, request, id_)
            audit_entry.record(connection, request, "answers checked", "", {"answers": ids})
        return RedirectResponse("/publish", 303)

    def _refuse_obstacles(self, connection: Connection, ids: list[str]) -> None:
        """Raise 422 where one of the answers needs more than a tick."""
        comparisons, answers = page_comparisons.load(connection), self._context.knowledge.answers
        found = {id_: obstacle(answers[id_], comparisons) for id_ in ids}
        listed = "; ".join(f"{id_}: {why}" for id_, why in found.items() if why)
        if listed:
            raise HTTPException(422, f"Nothing was marked. Edit these one by one: {listed}.")

    def _draft(self, connection: Connection, request: StaffRequest, id_: str) -> None:
        draft, today = drafts.open_draft(connection, id_), self._context.today()
        is_saved = drafts.save(
            connection,
            draft.version if draft else 0,
            answer_id=id_,
            fields={**(draft.fields if draft else {}), "reviewed": today.isoformat()},
            base=draft.base if draft else content_version(self._context.root),
            why="checked against its pages",
            by=request.user.name,
            at=request.now,
        )
        if not is_saved:
            raise HTTPException(
                409, f"Somebody saved a draft of {id_} just now, so nothing was marked: try again."
            )
