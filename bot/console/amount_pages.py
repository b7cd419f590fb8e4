"""The schedule of dues: what is in force, what changes on a day to come, and new amounts as drafts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console import audit_entry
from bot.console.conflict import conflict_page, replaces
from bot.console.dues_changes import DuesChange, upcoming
from bot.console.page_context import PageContext
from bot.console.request import StaffRequest
from bot.console.staff_route import StaffRoute
from bot.errors import ChangeRefused, KnowledgeError
from bot.knowledge.dues import Published
from bot.knowledge.loader import money
from bot.publishing.changes import AmountChange
from bot.publishing.draft_knowledge import knowledge_with
from bot.publishing.waiting_changes import amount_change
from bot.records.publishing import amounts
from bot.records.publishing.amounts import AmountDraft
from bot.records.staff.role import Role

_AMOUNT = re.compile(r"\d{1,5}\.\d{2}")
_LONGEST = 300
_FIELDS = ("line", "amount", "since", "until", "source", "why")


@dataclass
class Form:
    """What was typed, by field, and what is wrong with it."""

    values: dict[str, str] = field(default_factory=lambda: dict.fromkeys(_FIELDS, ""))
    problems: dict[str, str] = field(default_factory=dict)


class AmountPages:
    def __init__(self, context: PageContext) -> None:
        self._context = context

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/knowledge/dues", Role.VIEWER, self.list_page),
            StaffRoute("POST", "/knowledge/dues", Role.EDITOR, self.save),
            StaffRoute("POST", "/knowledge/dues/{id:row}/discard", Role.EDITOR, self.discard),
        ]

    def list_page(self, request: StaffRequest) -> Response:
        return self._page(request, Form())

    def save(self, request: StaffRequest) -> Response:
        """Save an amount that holds from a day on; refused like a line of a schedule file would be."""
        form = Form({name: request.field(name, _LONGEST) for name in _FIELDS})
        values = self._values(form)
        with self._context.engine.begin() as connection:
            if not form.problems:
                self._check(connection, form, values)
            saved = amounts.open_draft_from(connection, values["line"], values["since"])
            if saved and not form.problems and not replaces(request, saved.id):
                return self._conflict(request, saved, form)
            if not form.problems:
                amounts.save(connection, **values, by=request.user.name, at=request.now)
                details = {"line": values["line"], "since": str(values["since"])}
                audit_entry.record(connection, request, "amount drafted", "dues", details)
        if form.problems:
            return self._page(request, form)
        return RedirectResponse("/knowledge/dues?saved=1#waiting", 303)

    def _conflict(self, request: StaffRequest, saved: AmountDraft, form: Form) -> Response:
        """Show the amount that waits for the same line and day beside the one to put in its place."""
        line = self._context.knowledge.dues.lines[saved.line].title
        titles = {"amount": line, "until": "Until", "source": "Source", "why": "Why"}
        now = {title: str(getattr(saved, name) or "") for name, title in titles.items()}
        mine = {title: form.values[name] for name, title in titles.items()}
        now["By"], mine["By"] = saved.by, request.user.name
        return conflict_page(self._context.rendering, request, now, mine, saved.id)

    def discard(self, request: StaffRequest) -> Response:
        with self._context.engine.begin() as connection:
            draft_id = int(request.path_part("id"))
            draft = amounts.open_draft(connection, draft_id)
            if draft is None or not amounts.discard(connection, draft_id):
                raise HTTPException(404, "This amount was discarded or published before.")
            details = {"line": draft.line, "since": str(draft.since), "amount": draft.amount}
            audit_entry.record(connection, request, "amount discarded", "dues", details)
        return request.redirect_back("/knowledge/dues")

    def _values(self, form: Form) -> dict[str, Any]:
        typed = form.values
        if typed["line"] not in self._context.knowledge.dues.lines:
            form.problems["line"] = "Choose what the amount is for."
        if not _AMOUNT.fullmatch(typed["amount"]):
            form.problems["amount"] = "An amount as in 410.00 is needed."
        if not typed["source"]:
            form.problems["source"] = "Say where the amount stands."
        since, until = _day(form, "since"), _day(form, "until") if typed["until"] else None
        if since and until and until < since:
            form.problems["until"] = "It ends before it begins."
        if since and since < self._context.today():
            form.problems["since"] = (
                "Today or a day to come: what was said until now stays as it was."
            )
        return {**typed, "since": since, "until": until}

    def _check(self, connection: Connection, form: Form, values: dict[str, Any]) -> None:
        """Read all of the knowledge with this amount and those that wait."""
        others = [
            amount_change(draft)
            for draft in amounts.open_drafts(connection)
            if (draft.line, draft.since) != (values["line"], values["since"])
        ]
        own = AmountChange(
            values["line"],
            Decimal(values["amount"]),
            values["since"],
            values["until"],
            values["source"],
        )
        try:
            knowledge_with([], self._context.root, [*others, own])
        except ChangeRefused as error:
            form.problems["since"] = "; ".join(error.problems)
        except KnowledgeError as error:
            form.problems["amount"] = error.problem

    def _page(self, request: StaffRequest, form: Form) -> Response:
        today, schedule = self._context.today(), self._context.knowledge.dues
        rows = [(line, schedule.amount(name, today)) for name, line in schedule.lines.items()]
        with self._context.engine.connect() as connection:
            waiting = amounts.open_drafts(connection)
        page = self._context.rendering.page(
            request,
            "dues.html",
            today=today,
            published=[(line, amount) for line, amount in rows if isinstance(amount, Published)],
            missing=[(line, amount) for line, amount in rows if not isinstance(amount, Published)],
            to_come=upcoming(self._context.knowledge, today),
            waiting=waiting,
            then=self._with(list(map(amount_change, waiting)), today),
            form=form,
            lines=schedule.lines,
            is_saved=bool(request.query("saved")),
            money=money,
        )
        page.status_code = 422 if form.problems else 200
        return page

    def _with(self, waiting: list[AmountChange], today: date) -> list[DuesChange]:
        """Return what changes on days to come once what waits is published."""
        if not waiting:
            return []
        try:
            return upcoming(knowledge_with([], self._context.root, waiting), today)
        except (ChangeRefused, KnowledgeError):
            # The files were changed since; the check before a publication says what is off.
            return []


def _day(form: Form, name: str) -> date | None:
    try:
        return date.fromisoformat(form.values[name])
    except ValueError:
        form.problems[name] = "A day as in 2027-01-01 is needed."
        return None
