"""Accepting a text as a training phrase: first what it would meet, then the deed; and taking phrases out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console import audit_entry
from bot.console.held_out import HeldOutQuestions, OtherQuestion
from bot.console.page_context import PageContext
from bot.console.phrase_acceptance import PhraseAcceptance, Prospect
from bot.console.phrase_label import OUT_OF_SCOPE, DraftedLabels
from bot.console.request import StaffRequest, is_local_path
from bot.console.staff_route import StaffRoute
from bot.records.publishing import drafts, questions
from bot.records.review import near_misses, phrases
from bot.records.staff.role import Role

_LONGEST, _LONGEST_REASON = 1000, 300
# More than any form or address holds: what is too long is refused, and never cut.
_ANY_LENGTH = 64 * 1024
_TOO_LONG = f"A phrase has at most {_LONGEST:,} letters, as many as a visitor can type."
_NO_REASON = "Say why visitors who type this ask for that answer."


@dataclass(frozen=True)
class Form:
    """What is typed so far: `differing` are texts of which was said that they mean something else."""

    turn_id: str
    text: str
    answer: str
    back: str
    why: str = ""
    differing: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where the text is looked at: one that was typed here stands in it, a visitor's never."""
        text_or_turn = {"turn": self.turn_id} if self.turn_id else {"text": self.text}
        query = urlencode({**text_or_turn, "answer": self.answer, "back": self.back})
        return f"/phrases/new?{query}"


class AcceptancePages:
    def __init__(
        self, context: PageContext, acceptance: PhraseAcceptance, held_out: HeldOutQuestions
    ) -> None:
        self._held_out = held_out
        self._context = context
        self._acceptance = acceptance

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/phrases/new", Role.EDITOR, self.look),
            StaffRoute("POST", "/phrases/new", Role.EDITOR, self.accept),
            StaffRoute("POST", "/phrases/remove", Role.EDITOR, self.remove),
            StaffRoute("POST", "/phrases/removals/{id:row}/undo", Role.EDITOR, self.keep),
        ]

    def look(self, request: StaffRequest) -> Response:
        """Show what a text gets today, and what is like it, before anything is accepted.

        What a visitor wrote is found by its turn, so that it stands in no address; staff type other phrases.
        """
        turn_id, answer = request.query("turn"), request.query("answer")
        text = _phrase(request.query("text", _ANY_LENGTH))
        if turn_id:
            with self._context.engine.connect() as connection:
                text = _text_of(connection, turn_id)
        return self._page(request, Form(turn_id, text, answer, request.query("back")), 200)

    def accept(self, request: StaffRequest) -> Response:
        """Accept it, unless the same or nearly the same stands under another label, and that is not settled.

        What the model would hardly take for this answer needs a reason.
        """
        form = _form(request)
        if request.field("look") or not form.answer:
            return self._page(request, form, 200)
        with self._context.engine.begin() as connection:
            if form.turn_id:
                _text_of(connection, form.turn_id)
            label = DraftedLabels(connection, self._context.knowledge).label_of(form.answer)
            if not form.text:
                raise HTTPException(422, "A phrase is one line of text.")
            prospect = self._prospect(connection, form, label)
            if not prospect.may_be_accepted:
                return self._page(request, form, 409)
            if prospect.needs_reason and not form.why:
                return self._page(request, form, 422, _NO_REASON)
            self._save(connection, request, form, label, prospect)
        return request.redirect_back("/publish")

    def _save(
        self,
        connection: Connection,
        request: StaffRequest,
        form: Form,
        label: str,
        prospect: Prospect,
    ) -> None:
        details: dict[str, Any] = {"label": label}
        if prospect.to_settle:
            # Phrases of the files are no visitor's words; others are only counted.
            details["means something else"] = [like.phrase.text for like in prospect.nearly]
            details["accepted elsewhere"] = len(prospect.accepted_nearly)
        why = form.why if prospect.needs_reason else ""
        if why:
            details["why"] = why
        id_ = phrases.accept(
            connection,
            turn_id=form.turn_id or None,
            text=form.text,
            label=label,
            by=request.user.name,
            at=request.now,
            adds_nothing=self._context.answer_lookup.is_sure_of(form.text, label),
            why=why,
        )
        audit_entry.record(connection, request, "phrase accepted", f"phrase {id_}", details)

    def remove(self, request: StaffRequest) -> Response:
        """Note that a training phrase is to go with the next publication."""
        file, text = request.field("file", 200), request.field("text", _LONGEST)
        phrase = self._acceptance.phrase(file, text)
        if phrase is None:
            raise HTTPException(404, "This phrase no longer stands there.")
        with self._context.engine.begin() as connection:
            drafts.remove_phrase(
                connection,
                label=phrase.label,
                text=text,
                file=file,
                by=request.user.name,
                at=request.now,
            )
            details = {"label": phrase.label, "text": text}
            audit_entry.record(connection, request, "phrase to be removed", file, details)
        turn_id, typed = request.field("turn"), request.field("typed", _LONGEST)
        if turn_id or typed:
            form = Form(turn_id, typed, request.field("answer"), request.field("back"))
            return RedirectResponse(form.address, 303)
        return request.redirect_back("/publish")

    def keep(self, request: StaffRequest) -> Response:
        id_ = int(request.path_part("id"))
        with self._context.engine.begin() as connection:
            removal = drafts.open_removal(connection, id_)
            if removal is None or not drafts.keep_phrase(connection, id_):
                raise HTTPException(404, "This removal was taken back or published before.")
            details = {"label": removal.label, "text": removal.text}
            audit_entry.record(connection, request, "phrase kept", removal.file, details)
        return request.redirect_back("/publish")

    def _page(self, request: StaffRequest, form: Form, status: int, problem: str = "") -> Response:
        with self._context.engine.connect() as connection:
            labels = DraftedLabels(connection, self._context.knowledge)
            label = labels.label_of(form.answer) if form.answer else ""
            prospect = self._prospect(connection, form, label)
            against = self._against(connection, form.text, form.answer)
        page = self._context.rendering.page(
            request,
            "accept.html",
            form=form,
            problem=problem,
            prospect=prospect,
            against=against,
            answers=labels.names(),
            out_of_scope=OUT_OF_SCOPE,
            back=form.back if is_local_path(form.back) else "/phrases",
            id_of=labels.id_of,
        )
        page.status_code = status
        return page

    def _against(self, connection: Connection, text: str, answer: str) -> list[OtherQuestion]:
        """Return the held-out questions that would count this answer as wrong, but for those settled."""
        if not answer or answer == OUT_OF_SCOPE:
            return []
        settled = {
            row.text for row in questions.open_changes(connection) if row.answer_id == answer
        }
        listed = self._held_out.against(text, answer)
        return [question for question in listed if question.text not in settled]

    def _prospect(self, connection: Connection, form: Form, label: str) -> Prospect:
        return self._acceptance.prospect(
            form.text,
            label,
            phrases.pending(connection),
            drafts.open_removals(connection),
            form.differing,
        )


def _form(request: StaffRequest) -> Form:
    return Form(
        request.field("turn"),
        _phrase(request.field("text", _ANY_LENGTH)),
        request.field("answer"),
        request.field("back"),
        request.field("why", _LONGEST_REASON),
        tuple(request.rows("differs", _LONGEST)),
    )


def _phrase(typed: str) -> str:
    """Return what was typed in one line. Raises 422 where it is too long, before anything reads it."""
    text = " ".join(typed.split())
    if len(text) > _LONGEST:
        raise HTTPException(422, _TOO_LONG)
    return text


def _text_of(connection: Connection, turn_id: str) -> str:
    text = near_misses.text_of(connection, turn_id)
    if text is None:
        raise HTTPException(
            404,
            "There is no such message to read: it was erased, or its visitor did not agree that staff "
            "read the conversation.",
        )
    return text
