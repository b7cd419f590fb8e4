"""The statements in the form of an answer: what its rows hold, and what filled rows mean for the files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, zip_longest
from typing import Any

from bot.console.answer_form import HOW_TO_CITE, cited_in, source_line
from bot.console.request import StaffRequest
from bot.console.statement_order import StatementOrder, in_words, is_same_order, moved, woven
from bot.errors import KnowledgeError
from bot.knowledge.loader import Knowledge
from bot.publishing.answer_grounds import STATEMENT_TEXTS, Entries

LONGEST_STATEMENT = 800
_LONGEST_LINE = 300
_FILE = "statements.yml"
_NEEDS_HEADING = "this page is cited with one of its headings: choose one"


@dataclass
class StatementRow:
    """One statement as the form has it; one without an id is new.

    `seen` is the mark of what was published when the form was opened, empty for what was not published.
    `theirs` is what somebody else made of it, and `whose` says who and where.
    """

    says: str = ""
    source: str = ""
    id: str = ""
    seen: str = ""
    is_removed: bool = False
    is_moved: bool = False
    theirs: str = ""
    whose: str = ""

    @property
    def entry(self) -> dict[str, str]:
        """Return it as statements.yml has it, without what is empty."""
        entry = {"says": self.says, **cited_in(self.source)}
        return {key: value for key, value in entry.items() if value}


@dataclass(frozen=True)
class ParsedStatements:
    """`fields` are what differs from what is published; `problems` are sentences by the name of a row."""

    fields: dict[str, Any]
    problems: dict[str, str]


def own_statements(names: Iterable[str], every: Entries) -> Entries:
    """Return the statements that an answer names, each text in one line as the form has it."""
    return {
        name: {key: " ".join(str(value).split()) for key, value in every[name].items()}
        for name in names
        if name in every
    }


def rows_of(published: Entries, draft: Mapping[str, Any]) -> list[StatementRow]:
    """Return the rows of an answer with its draft; what that removes is there to be taken back."""
    texts = {**published, **draft.get(STATEMENT_TEXTS, {})}
    named = list(dict.fromkeys(draft.get("statements", published)))
    return [
        StatementRow(
            texts[id_].get("says", ""),
            source_line(texts[id_]),
            id_,
            _mark(published.get(id_)),
            id_ not in named,
        )
        for id_ in woven(named, list(published))
        if id_ in texts
    ]


def typed_rows(request: StaffRequest, own: Collection[str]) -> list[StatementRow]:
    """Return the rows of a filled form but for empty new ones, as a pressed button moves them.

    An id that is not among `own` counts for none.
    """
    removed = request.fields("statement_removed")
    cells = zip_longest(
        request.cells("statement_says", LONGEST_STATEMENT),
        request.cells("statement_source", _LONGEST_LINE),
        request.cells("statement_id", _LONGEST_LINE),
        request.cells("statement_seen", _LONGEST_LINE),
        fillvalue="",
    )
    rows = {
        str(place): StatementRow(
            says, source, id_ if id_ in own else "", seen, str(place) in removed
        )
        for place, (says, source, id_, seen) in enumerate(cells, 1)
    }
    kept = {
        place: row
        for place, row in rows.items()
        if row.id or row.seen or (row.entry and not row.is_removed)
    }
    place, _, way = request.field("move").partition(" ")
    if place in kept:
        kept[place].is_moved = True
    return [kept[name] for name in moved(kept, removed, place, way)]


def parse_rows(
    rows: Sequence[StatementRow], order: StatementOrder, published: Entries, ids: Iterator[str]
) -> ParsedStatements:
    """Read filled rows over what is published by now; new ones get the next of `ids`.

    What was published after the form was opened stays where its row was not touched, and so does the order
    of the statements where no row was moved. Where one was, the row or the order is told what is published,
    and counts for nothing yet.
    """
    texts: Entries = {}
    problems, removed = {}, set()
    for place, row in enumerate(rows, 1):
        now, is_touched = published.get(row.id), row.is_removed or _mark(row.entry) != row.seen
        if is_touched and row.seen != _mark(now) and row.entry != now:
            row.whose, row.theirs = "Published since you opened this page", _words(now)
            row.seen = _mark(now)
        elif row.is_removed:
            removed.add(row.id)
        elif is_touched and row.entry != now:
            if problem := _problem(row.entry):
                problems[row_name(place)] = problem
            row.id = row.id or next(ids)
            texts[row.id] = row.entry
    names = _names(rows, order, published)
    named = [id_ for id_ in names if id_ in {**published, **texts} and id_ not in removed]
    fields: dict[str, Any] = {STATEMENT_TEXTS: texts} if texts else {}
    if not named:
        problems["statements"] = "An answer needs one statement at least."
    elif named != list(published):
        fields["statements"] = named
    return ParsedStatements(fields, problems)


def _names(rows: Iterable[StatementRow], order: StatementOrder, published: Entries) -> list[str]:
    """Return the ids in the order of the rows, or in that of what is published where no row was moved."""
    mine, now = [row.id for row in rows if row.id], list(published)
    if is_same_order(mine, order.seen):
        return woven(now, mine)
    if not is_same_order(now, order.seen) and not is_same_order(now, mine):
        order.whose = "Published since you opened this page, in this order"
        order.theirs = in_words(now, _says(published))
    order.seen = now
    return woven(mine, now)


def lay_beside(rows: Iterable[StatementRow], whose: str, entries: Entries) -> None:
    """Show below each row what these make of its statement, where that reads otherwise."""
    for row in rows:
        if row.id in entries and entries[row.id] != row.entry:
            row.whose, row.theirs = whose, _words(entries[row.id])


def merge(
    rows: list[StatementRow], order: StatementOrder, whose: str, theirs: Sequence[StatementRow]
) -> None:
    """Show below each row what stands in theirs, and their order beside ours where it is another.

    Statements that they alone have follow at the end.
    """
    own = {row.id: row for row in rows if row.id}
    ids = _standing(theirs)
    if not is_same_order(_standing(rows), ids):
        order.whose, order.theirs = whose, in_words(ids, {row.id: row.says for row in theirs})
    for row in theirs:
        if row.id not in own:
            rows.append(row)
        elif (row.entry, row.is_removed) != (own[row.id].entry, own[row.id].is_removed):
            own[row.id].whose = whose
            own[row.id].theirs = _words(None if row.is_removed else row.entry)


def statement_changes(
    rows: Iterable[StatementRow], published: Entries
) -> list[tuple[str, str, str]]:
    """Return the rows that change what is published, each as it reads before and after; then the order."""
    rows = list(rows)
    texts = [
        (
            row_name(place),
            _words(published[row.id]) if row.id in published else "",
            "" if row.is_removed else _words(row.entry),
        )
        for place, row in enumerate(rows, 1)
    ]
    changes = [(name, before, after) for name, before, after in texts if before != after]
    after, before = _standing(rows), list(published)
    if is_same_order(after, before):
        return changes
    words = {**_says(published), **{row.id: row.says for row in rows}}
    return [*changes, ("order of statements", in_words(before, words), in_words(after, words))]


def new_ids(answer: str, existing: Iterable[str]) -> Iterator[str]:
    """Return names for new statements of an answer, numbered on from those that are taken."""
    numbered = re.compile(rf"{re.escape(answer)}_(\d+)")
    numbers = [int(match[1]) for match in map(numbered.fullmatch, existing) if match]
    return (f"{answer}_{number}" for number in count(max(numbers, default=0) + 1))


def shared_with(knowledge: Knowledge, answer: str) -> dict[str, list[str]]:
    """Return by statement which other answers rest on it too; only those that are shared."""
    others: dict[str, list[str]] = {}
    for other in knowledge.answers.values():
        for statement in other.statements if other.id != answer else ():
            others.setdefault(statement.id, []).append(other.id)
    return others


def problem_of(error: KnowledgeError, rows: Iterable[StatementRow]) -> tuple[str, str] | None:
    """Return the row that the check refuses, with a sentence; None where it refuses something else."""
    id_, _, key = error.key.partition(".")
    places = (place for place, row in enumerate(rows, 1) if row.id == id_)
    if error.file != _FILE or not (place := next(places, 0)):
        return None
    is_heading_missing = (key, error.problem) == ("heading", "missing")
    return row_name(place), _NEEDS_HEADING if is_heading_missing else error.problem


def row_name(place: int) -> str:
    return f"statement_{place}"


def _standing(rows: Iterable[StatementRow]) -> list[str]:
    return [row.id for row in rows if row.id and not row.is_removed]


def _says(entries: Entries) -> dict[str, str]:
    return {id_: entry.get("says", "") for id_, entry in entries.items()}


def _problem(entry: Mapping[str, str]) -> str:
    if "says" not in entry:
        return "Write what the page says, or tick that it is removed."
    return "" if "page" in entry else f"Where does it stand: {HOW_TO_CITE}"


def _mark(entry: Mapping[str, str] | None) -> str:
    """Return a short mark by which one text of a statement is told from another; empty for none."""
    text = json.dumps(entry, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16] if entry else ""


def _words(entry: Mapping[str, str] | None) -> str:
    return f"{entry.get('says', '')}\n({source_line(entry)})" if entry else "It is removed."
