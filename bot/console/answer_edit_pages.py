"""Answers changed and written in the console: as drafts, which a publication writes into the files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.console import audit_entry, widget_look
from bot.console.answer_form import Parsed, changed, cited_in, field_changes, parse, values_of
from bot.console.check_obstacles import problems_of_check
from bot.console.conflict import conflict_page, is_outdated
from bot.console.page_context import PageContext
from bot.console.phrase_acceptance import PhraseAcceptance
from bot.console.phrase_label import DraftedLabels
from bot.console.reading_days import PageReading, day_changes, readings, ticked_days
from bot.console.request import StaffRequest
from bot.console.source_catalogue import source_lines
from bot.console.staff_route import StaffRoute
from bot.console.statement_form import (
    LONGEST_STATEMENT,
    StatementRow,
    lay_beside,
    merge,
    new_ids,
    own_statements,
    parse_rows,
    problem_of,
    rows_of,
    shared_with,
    statement_changes,
    typed_rows,
)
from bot.console.statement_order import StatementOrder
from bot.errors import KnowledgeError
from bot.knowledge.faq import Answer, label_of
from bot.knowledge.loader import Knowledge
from bot.messages.faq_messages import Message, Messages
from bot.nlu.phrases.likeness import Like
from bot.publishing.answer_file import read_fields
from bot.publishing.answer_grounds import READ_ON, STATEMENT_TEXTS, Entries, read_statements
from bot.publishing.changes import AnswerChange
from bot.publishing.draft_knowledge import knowledge_with
from bot.publishing.staging import content_version
from bot.publishing.waiting_changes import from_json, to_json
from bot.records.publishing import drafts
from bot.records.publishing.drafts import AnswerDraft
from bot.records.review import clusters, page_comparisons, phrases
from bot.records.staff.role import Role

_NAME = re.compile(r"[a-z0-9_]{2,60}")
_DRAFT, _STATEMENTS = "Draft", "statements"
# After how many months a new answer on statements is to be reviewed, unless somebody says otherwise.
_REVIEW_MONTHS = "12"
_LONGEST, _LONGEST_QUOTE, _WHY = 6000, 500, 300


@dataclass
class Form:
    """What the page shows: values by field, what is wrong, and what somebody else saved meanwhile.

    `days` are those on which pages were read, by page, as the draft has them.
    """

    id: str
    values: dict[str, str]
    version: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    other: AnswerDraft | None = None
    preview: Message | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    status: int = 200
    rests_on_statements: bool = False
    statements: list[StatementRow] = field(default_factory=list)
    order: StatementOrder = field(default_factory=StatementOrder)
    days: dict[str, str] = field(default_factory=dict)

    @property
    def is_overtaken(self) -> bool:
        """Tell whether somebody else changed a statement meanwhile, or the order."""
        return bool(self.order.theirs) or any(row.theirs for row in self.statements)


class AnswerEditPages:
    def __init__(self, context: PageContext, acceptance: PhraseAcceptance) -> None:
        self._context = context
        self._acceptance = acceptance
        self._source_lines = source_lines(context.knowledge)
        self._widget_words = widget_look.words()

    def routes(self) -> list[StaffRoute]:
        return [
            StaffRoute("GET", "/knowledge/new", Role.EDITOR, self.new),
            StaffRoute("POST", "/knowledge/new", Role.EDITOR, self.create),
            StaffRoute("GET", "/knowledge/edit/{topic:str}/{name:str}", Role.EDITOR, self.edit),
            StaffRoute("POST", "/knowledge/edit/{topic:str}/{name:str}", Role.EDITOR, self.save),
            StaffRoute(
                "POST", "/knowledge/discard/{topic:str}/{name:str}", Role.EDITOR, self.discard
            ),
        ]

    def new(self, request: StaffRequest) -> Response:
        """Show an empty form, for sources or for statements; from a group of questions, with its words."""
        values = {**values_of({}), "reviewed": self._context.today().isoformat()}
        values["review_months"] = _REVIEW_MONTHS
        values |= {"topic": "", "name": "", "test_question": "", "why": ""}
        values["group_of_questions"] = request.query("group", 12)
        with self._context.engine.connect() as connection:
            groups = clusters.load(connection, request.now, cluster_id=values["group_of_questions"])
            note = next(
                (d for d in phrases.load_drafts(connection) if str(d.id) == request.query("note")),
                None,
            )
        if groups:
            values["question"] = groups[0].title
            values["test_question"] = groups[0].samples[-1] if groups[0].samples else ""
        if note:
            values |= {"question": note.question, "answer": note.answer}
        rests_on = request.query("rests_on", 20)
        return self._page(request, Form("", values, rests_on_statements=rests_on == _STATEMENTS))

    def create(self, request: StaffRequest) -> Response:
        topic, name = request.field("topic", 40), request.field("name", 60)
        name = name or _name_of(request.field("question", 300))
        id_ = f"{topic}/{name}"
        problems = {}
        if topic not in self._topics(rests_on_statements=_rests_on_statements(request)):
            problems["topic"] = "Choose a topic."
        if not _NAME.fullmatch(name):
            problems["name"] = "Small letters, digits and _ only: it stands in the address."
        elif id_ in self._context.knowledge.answers:
            problems["name"] = "There is an answer with this name."
        if problem := self._wrong_group(topic, request.field("group", 40)):
            problems["group"] = problem
        if not request.field("test_question", 300):
            problems["test_question"] = (
                "One question that is not taught is needed, to measure whether it is understood."
            )
        return self._save(request, id_, problems, is_new=True)

    def _wrong_group(self, name: str, group: str) -> str:
        """Return what is wrong with the heading of a new answer; empty where nothing is."""
        groups = next(
            (topic.groups for topic in self._context.knowledge.topics if topic.name == name), {}
        )
        if groups and group not in groups:
            return f"Choose one of the headings of this topic: {', '.join(groups.values())}."
        if group and not groups:
            return "This topic has no headings: choose none."
        return ""

    def edit(self, request: StaffRequest) -> Response:
        id_ = self._id(request)
        published = read_fields(self._context.root, id_)
        waiting = self._waiting()
        draft = waiting.get(id_)
        if not published and draft is None:
            raise HTTPException(404, "This answer does not exist.")
        drafted = from_json(draft.fields) if draft else {}
        values = {**values_of({**published, **drafted}), **_of_draft(draft)}
        form = Form(id_, values, draft.version if draft else 0)
        form.rests_on_statements = _STATEMENTS in (published or drafted)
        statements = self._statements(published)
        form.statements = rows_of(statements, drafted)
        form.order = StatementOrder(list(statements))
        form.days = drafted.get(READ_ON, {})
        if draft:
            if published:
                form.changes = field_changes(drafted, published)
                form.changes += statement_changes(form.statements, statements)
                form.changes += day_changes(self._context.knowledge, form.days)
            self._check(form, drafted)
        self._lay_beside_others(form, waiting)
        return self._page(request, form)

    def save(self, request: StaffRequest) -> Response:
        id_ = self._id(request)
        is_new = not read_fields(self._context.root, id_)
        if is_new:
            with self._context.engine.connect() as connection:
                if drafts.open_draft(connection, id_) is None:
                    raise HTTPException(404, "This answer does not exist.")
        return self._save(request, id_, {}, is_new=is_new)

    def discard(self, request: StaffRequest) -> Response:
        id_ = self._id(request)
        with self._context.engine.begin() as connection:
            draft = drafts.open_draft(connection, id_)
            if draft and is_outdated(request, draft.version):
                now, mine = {_DRAFT: f"saved by {draft.by}: {draft.why}"}, {_DRAFT: "discarded"}
                return conflict_page(self._context.rendering, request, now, mine, draft.version)
            if draft is None or not drafts.discard(connection, draft.id, draft.version):
                raise HTTPException(404, "This draft was discarded or published before.")
            audit_entry.record(connection, request, "draft discarded", id_)
        return RedirectResponse("/publish", 303)

    def _save(
        self, request: StaffRequest, id_: str, problems: dict[str, str], *, is_new: bool
    ) -> Response:
        published = {} if is_new else read_fields(self._context.root, id_)
        has_statements = _rests_on_statements(request) if is_new else _STATEMENTS in published
        parsed = parse(lambda name: _typed(request, name), published, has_statements=has_statements)
        form = self._filled(request, id_, parsed, problems)
        form.rests_on_statements = has_statements
        fields = parsed.fields if is_new else changed(parsed.fields, published)
        fields |= self._grounds(request, form, published)
        if form.is_overtaken:
            form.status = 409
            return self._page(request, form)
        if not fields:
            form.problems["question"] = "Nothing differs from what is published."
            if form.version:
                form.problems["question"] += " Discard the draft to leave it so."
        if "reviewed" in fields and published and form.id in self._context.knowledge.answers:
            form.problems |= self._problems_of_check(request, form, fields)
        if not form.problems:
            self._check(form, fields)
        if form.problems:
            form.status = 422
            # It is begun once its draft is saved: until then it has no page of its own.
            form.id = "" if is_new and not form.version else form.id
            return self._page(request, form)
        return self._store(request, form, fields)

    def _grounds(
        self, request: StaffRequest, form: Form, published: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Read into the form what the answer rests on; return what of it differs from what is published."""
        waiting, fields = self._waiting(), {}
        own: dict[str, Any] = waiting[form.id].fields if form.id in waiting else {}
        if form.rests_on_statements:
            statements = self._statements(published)
            form.statements = typed_rows(request, {*statements, *own.get(STATEMENT_TEXTS, {})})
            form.order = StatementOrder(request.field("statements_seen").split())
            drafted = (id_ for draft in waiting.values() for id_ in _texts_of(draft))
            existing = [*read_statements(self._context.root), *drafted]
            ids = new_ids(form.id.partition("/")[2], existing)
            parsed = parse_rows(form.statements, form.order, statements, ids)
            form.problems |= parsed.problems
            fields = parsed.fields
            self._lay_beside_others(form, waiting, fields.get(STATEMENT_TEXTS, {}))
        form.days = ticked_days(
            request.fields("read_today"),
            own.get(READ_ON, {}),
            self._context.knowledge,
            self._context.today(),
        )
        return {**fields, READ_ON: form.days} if form.days else fields

    def _lay_beside_others(
        self, form: Form, waiting: Mapping[str, AnswerDraft], only: Entries | None = None
    ) -> None:
        """Show what drafts of other answers make of the same statements; `only` those, where it is given."""
        for draft in waiting.values():
            if draft.answer_id != form.id:
                texts = _texts_of(draft)
                ids = texts if only is None else only.keys() & texts.keys()
                whose = f"{draft.by} has, in the draft of {draft.answer_id}, which is not published"
                lay_beside(form.statements, whose, {id_: texts[id_] for id_ in ids})

    def _statements(self, published: Mapping[str, Any]) -> Entries:
        names = published.get("statements") or []
        return own_statements(names, read_statements(self._context.root)) if names else {}

    def _waiting(self) -> dict[str, AnswerDraft]:
        """Return every draft that waits, by the id of its answer."""
        with self._context.engine.connect() as connection:
            return {draft.answer_id: draft for draft in drafts.open_drafts(connection)}

    def _problems_of_check(
        self, request: StaffRequest, form: Form, fields: dict[str, Any]
    ) -> dict[str, str]:
        with self._context.engine.connect() as connection:
            comparisons = page_comparisons.load(connection)
        is_changed = "answer" in fields or "details" in fields
        return problems_of_check(
            self._context.knowledge.answers[form.id],
            comparisons,
            form.values["quotes"],
            is_wording_chosen=is_changed or bool(request.field("wording")),
        )

    def _store(self, request: StaffRequest, form: Form, fields: dict[str, Any]) -> Response:
        """Save it, unless somebody else did meanwhile: then both are shown."""
        with self._context.engine.begin() as connection:
            draft = drafts.open_draft(connection, form.id)
            values = self._values(request, form.id, to_json(fields), draft, form.values["why"])
            values["test_question"] = form.values["test_question"]
            if form.values["group_of_questions"]:
                values["cluster_id"] = form.values["group_of_questions"]
            is_saved = drafts.save(connection, form.version, **values)
            if is_saved:
                details = {"fields": sorted(fields), "why": form.values["why"]}
                if request.field("wording"):
                    details["wording"] = "chosen"
                if STATEMENT_TEXTS in fields:
                    details["statements"] = sorted(fields[STATEMENT_TEXTS])
                if READ_ON in fields:
                    details["pages"] = sorted(fields[READ_ON])
                audit_entry.record(connection, request, "answer drafted", form.id, details)
        if is_saved:
            moved = next((f"#row-{row.id}" for row in form.statements if row.is_moved), "")
            return RedirectResponse(f"/knowledge/edit/{form.id}?saved=1{moved}", 303)
        form.other, form.version = draft, draft.version if draft else 0
        form.status = 409
        if draft and form.statements:
            statements = self._statements(read_fields(self._context.root, form.id))
            theirs = rows_of(statements, draft.fields)
            merge(form.statements, form.order, f"{draft.by} has here", theirs)
        return self._page(request, form)

    def _values(
        self,
        request: StaffRequest,
        id_: str,
        fields: dict[str, Any],
        draft: AnswerDraft | None,
        why: str,
    ) -> dict[str, Any]:
        return {
            "answer_id": id_,
            "fields": fields,
            "base": draft.base if draft else content_version(self._context.root),
            "why": why[:_WHY],
            "by": request.user.name,
            "at": request.now,
        }

    def _filled(
        self,
        request: StaffRequest,
        id_: str,
        parsed: Parsed,
        problems: dict[str, str],
    ) -> Form:
        names = (*values_of({}), "why", "test_question", "topic", "name", "group_of_questions")
        values = {name: _typed(request, name) for name in names}
        version = request.field("version", 9)
        return Form(
            id_,
            values,
            int(version) if version.isdecimal() else 0,
            {**parsed.problems, **problems},
        )

    def _check(self, form: Form, fields: dict[str, Any]) -> None:
        """Read all of the knowledge with the draft in it, as the check before a publication does."""
        others = [draft for id_, draft in self._waiting().items() if id_ != form.id]
        changes = [AnswerChange(d.answer_id, from_json(d.fields)) for d in others]
        try:
            knowledge = _with(changes, AnswerChange(form.id, fields), self._context.root)
            # As visitors will see it: one that is to come, on its first day.
            day = max(self._context.today(), knowledge.answers[form.id].first_day or date.min)
            form.preview = Messages(knowledge, day).answer(form.id)
        except KnowledgeError as error:
            name = error.key.removeprefix(f"answers.{form.id.partition('/')[2]}").lstrip(".")
            field_name = re.split(r"[.\[]", name)[0] or "answer"
            row, problem = problem_of(error, form.statements) or (field_name, error.problem)
            form.problems[row] = problem

    def _page(self, request: StaffRequest, form: Form) -> Response:
        with self._context.engine.connect() as connection:
            past = drafts.history(connection, form.id) if form.id else []
            labels = DraftedLabels(connection, self._context.knowledge)
            published = self._context.knowledge.answers.get(form.id)
            near = self._near(connection, form, published)
        page = self._context.rendering.page(
            request,
            "answer_edit.html",
            form=form,
            published=published,
            disagreement=self._context.knowledge.disagreements.get(
                (published and published.disagreement) or ""
            ),
            fill=lambda text: self._context.knowledge.fill(text, self._context.today()),
            topics=self._topics(rests_on_statements=form.rests_on_statements),
            groups=self._groups(form),
            is_saved=bool(request.query("saved")),
            near=near,
            id_of=labels.id_of,
            source_lines=self._source_lines,
            readings=self._readings(form),
            today=self._context.today(),
            blank_statements=[StatementRow(), StatementRow()],
            longest_statement=LONGEST_STATEMENT,
            shared=shared_with(self._context.knowledge, form.id),
            widget_words=self._widget_words,
            other_form=_other_form(request, form),
            history=past,
            other=values_of(from_json(form.other.fields)) if form.other else {},
        )
        page.status_code = form.status
        return page

    def _readings(self, form: Form) -> list[PageReading]:
        """Return the pages that the answer cites as the form has it."""
        rows = [row.source for row in form.statements if not row.is_removed]
        cited = map(cited_in, [*rows, *form.values["sources"].splitlines()])
        pages = (page for page in (source.get("page") for source in cited) if page)
        return readings(self._context.knowledge, pages, form.days)

    def _near(self, connection: Connection, form: Form, published: Answer | None) -> list[Like]:
        """Return what is like a question that a saved draft brings, and teaches something else."""
        question = form.values["question"]
        is_new = published is None or question != published.question
        if not form.version or form.other or not is_new:
            return []
        removals = drafts.open_removals(connection)
        return self._acceptance.like_elsewhere(question, label_of(form.id), removals)

    def _topics(self, *, rests_on_statements: bool) -> dict[str, str]:
        """Return by name the topics to which an answer can be added; first those that take only such ones."""
        titles: dict[bool, dict[str, str]] = {True: {}, False: {}}
        for topic in self._context.knowledge.topics:
            takes_only_statements = all(answer.statements for answer in topic.answers)
            titles[takes_only_statements][topic.name] = topic.title
        return {**titles[True], **titles[False]} if rests_on_statements else titles[False]

    def _groups(self, form: Form) -> dict[str, Mapping[str, str]]:
        """Return the headings of an answer's topic, or of each to which one can be added, by its title."""
        topic = form.id.partition("/")[0]
        names = {topic} if topic else {*self._topics(rests_on_statements=form.rests_on_statements)}
        return {
            topic.title: topic.groups
            for topic in self._context.knowledge.topics
            if topic.groups and topic.name in names
        }

    def _id(self, request: StaffRequest) -> str:
        return f"{request.path_part('topic')}/{request.path_part('name')}"


def _with(others: Iterable[AnswerChange], own: AnswerChange, root: Path) -> Knowledge:
    """Return the knowledge with the draft; other drafts count only where they are not at fault themselves."""
    try:
        return knowledge_with([*others, own], root)
    except KnowledgeError:
        return knowledge_with([own], root)


def _rests_on_statements(request: StaffRequest) -> bool:
    return request.field("rests_on") == _STATEMENTS


def _other_form(request: StaffRequest, form: Form) -> str:
    """Return the address of the form for a new answer that rests on the other kind of grounds."""
    asked = {"group": form.values.get("group_of_questions", ""), "note": request.query("note")}
    asked["rests_on"] = "" if form.rests_on_statements else _STATEMENTS
    return "/knowledge/new?" + urlencode({name: text for name, text in asked.items() if text})


def _typed(request: StaffRequest, name: str) -> str:
    """Return what a field holds; each source has a field of its own, and one for the words quoted from it."""
    if name not in {"sources", "quotes"}:
        return request.field(name, _LONGEST)
    rows = zip_longest(
        request.rows("sources", _WHY), request.rows("quotes", _LONGEST_QUOTE), fillvalue=""
    )
    place = 0 if name == "sources" else 1
    return "\n".join(row[place] for row in rows if row[0])


def _texts_of(draft: AnswerDraft) -> Entries:
    texts: Entries = draft.fields.get(STATEMENT_TEXTS, {})
    return texts


def _of_draft(draft: AnswerDraft | None) -> dict[str, str]:
    return {
        "why": draft.why if draft else "",
        "test_question": draft.test_question if draft else "",
        "group_of_questions": (draft.cluster_id if draft else "") or "",
        "topic": "",
        "name": "",
    }


def _name_of(question: str) -> str:
    """Make a name from a question: its first words, as the files name answers."""
    words = re.sub(r"[^a-z0-9 ]", "", question.lower()).split()
    return "_".join(words[:5])[:60]
