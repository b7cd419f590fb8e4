"""What staff changed since the last publication: answers, phrases, and questions to measure with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class AnswerChange:
    """`fields` are keys of the answer's entry in knowledge/faq; an empty value takes the key out.

    Beside them may stand what it rests on, as answer_grounds.py has it.
    """

    id: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class AddedPhrase:
    label: str
    text: str


@dataclass(frozen=True)
class RemovedPhrase:
    """`file` is below the root of the tree."""

    label: str
    text: str
    file: str


@dataclass(frozen=True)
class HeldOutQuestion:
    """A question that nothing learns from; `answer` is the id of what must answer it.

    One that stands in the files already may be answered by it from then on.
    """

    text: str
    answer: str


@dataclass(frozen=True)
class AmountChange:
    """`line` is a line of the schedule of dues; the present amount ends the day before `since`."""

    line: str
    amount: Decimal
    since: date
    until: date | None
    source: str


@dataclass(frozen=True)
class ChangeSet:
    answers: tuple[AnswerChange, ...] = ()
    added: tuple[AddedPhrase, ...] = ()
    removed: tuple[RemovedPhrase, ...] = ()
    questions: tuple[HeldOutQuestion, ...] = ()
    amounts: tuple[AmountChange, ...] = ()
