"""Where somebody stands: student, between, in training, in practice, retired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.attributes.employment import stages_of_work
from bot.nlu.facts.attributes.match import has_matched, waits
from bot.nlu.facts.attributes.other_fields import is_of_another_field
from bot.nlu.facts.attributes.retirement import stages_of_retirement
from bot.nlu.facts.attributes.student import (
    is_admitted_to_school,
    is_some_student,
    studies_medicine,
)
from bot.nlu.facts.attributes.training import (
    TRAINING,
    only_researches,
    says_to_train,
    trains_now,
)
from bot.nlu.facts.evidence import PLAIN, PRESENT, STRONGEST, WEAK, Facts, Stage
from bot.nlu.facts.text.clause import Clause

_NO_RESIDENCY_YET = r"\b(?:no|without(?: an?)?) (?:<FIELD:\w+> )?<RESIDENCY>(?: (?:yet|so far|spot|position|place)|$)"
# "Graduated doctor from India doing an observership, not in residency".
_GRADUATED_ABROAD = r"(?:<GRADUATED>|\bgraduate\b)(?:\s+\S+){0,4}?\s+<(?:PLACE|ADJECTIVE):outside>|<(?:PLACE|ADJECTIVE):outside>(?:\s+\S+){0,2}?\s+(?:<GRADUATED>|graduate\b)"
_YEAR = re.compile(r"\b20\d\d\b")
_CLASS = r"\bclass of date\d"


def read(clauses: Sequence[Clause], _: Mapping[str, Any], today: date) -> Facts:
    if is_of_another_field(clauses):
        return _of_another_field(clauses)
    stages = list(_stages(clauses, today))
    if any(only_researches(clause) for clause in clauses):
        stages = [pair for pair in stages if pair[1] > WEAK]
    if _is_graduate_between(clauses, stages, today):
        stages = [pair for pair in stages if pair[0] not in {"in_practice", "not_working"}]
    if is_admitted_to_school(clauses, today) and not any(
        clause.has("RESIDENT", "FELLOW", "INTERN", "GRADUATED") for clause in clauses
    ):
        return {"stage": "student"}  # what they do meanwhile is not what they will be
    if {stage for stage, _ in stages} <= {"between_school_and_training"} and is_some_student(
        clauses
    ):
        return {"stage": "student"}
    if not stages:
        return {}
    return {"stage": max(enumerate(stages), key=lambda item: (item[1][1], item[0]))[1][0]}


def _of_another_field(clauses: Sequence[Clause]) -> Facts:
    """Their schools and practices say where somebody stands; their residencies are none of ours."""
    if any(clause.matches(TRAINING) for clause in clauses):
        return {}
    if any(clause.has("OTHERSTUDENT") for clause in clauses):
        return {"stage": "student"}
    return (
        {"stage": "in_practice"}
        if any(clause.has("OTHERJOB", "SPECIALIST") for clause in clauses)
        else {}
    )


def _stages(clauses: Sequence[Clause], today: date) -> Iterator[Stage]:
    classes = [clause.day for clause in clauses if clause.matches(_CLASS) and clause.day]
    finished_school = any(day.day <= today for day in classes)
    if any(day.day > today for day in classes) and not any(
        clause.matches(TRAINING) for clause in clauses
    ):
        yield "student", PRESENT
    trained = any(clause.has("RESIDENT", "FELLOW") for clause in clauses)
    in_program = trained or any(
        clause.has("RESIDENCY", "FELLOWSHIP") and trains_now(clause, today) for clause in clauses
    )
    for clause in clauses:
        if studies_medicine(clause) and not finished_school:
            # What students wait and hope for does not make graduates of them.
            says_so = not clause.asks and not trained
            now = STRONGEST if says_so else PRESENT
            yield "student", PLAIN if _has_graduated(clauses, today) else now
        is_ahead = _graduates_later(clause, today) or (
            not clause.asks and _is_graduating(clause, today)
        )
        if is_ahead and not in_program:
            yield "student", PRESENT
        if clause.has("PREMED", "OTHERSTUDENT"):
            yield "student", PLAIN
        if trains_now(clause, today) and not only_researches(clause):
            yield "in_training", STRONGEST if says_to_train(clause) else PRESENT
        if _is_between(clause):
            yield "between_school_and_training", PLAIN
    if _is_without_residency(clauses):
        yield "between_school_and_training", PLAIN
    if any(has_matched(clause) for clause in clauses) and _has_started(clauses, today):
        yield "in_training", PRESENT
    yield from stages_of_work(clauses, today)
    yield from stages_of_retirement(clauses, today)


def _is_without_residency(clauses: Sequence[Clause]) -> bool:
    """Tell whether a graduate says to be in no residency, or to have none yet."""
    graduated = any(clause.has("GRADUATED", "IMG", "ECFMG") for clause in clauses)
    abroad = any(clause.matches(_GRADUATED_ABROAD) for clause in clauses)
    none_yet = any(clause.matches(_NO_RESIDENCY_YET) for clause in clauses)
    in_none = any(clause.denies("RESIDENCY", "RESIDENT") for clause in clauses)
    return (graduated and none_yet) or (abroad and in_none)


def _has_started(clauses: Sequence[Clause], today: date) -> bool:
    """Whoever matched and has started is in residency."""
    return any(
        clause.matches(r"^(?:and )?(?:i |he |she )?(?:have |has |just )?(?:started|began)\b")
        or (clause.has("MATCHED") and clause.matches(r"\b(?:started|began)\b"))
        for clause in clauses
        if not (clause.day and clause.day.has_year and clause.day.day > today)
    )


def _is_graduate_between(clauses: Sequence[Clause], stages: Sequence[Stage], today: date) -> bool:
    """A graduate without a place may work meanwhile, or not at all."""
    between = "between_school_and_training" in {stage for stage, _ in stages}
    unmatched = any(clause.has("UNMATCHED") for clause in clauses)
    return between and (unmatched or _has_graduated(clauses, today))


def _graduates_later(clause: Clause, today: date) -> bool:
    """Tell whether the end of school is still to come; that of a program is read as training."""
    years = [int(year) for year in _YEAR.findall(clause.text)]
    ahead = clause.day.day > today if clause.day else max(years, default=0) > today.year
    trains = clause.matches(TRAINING) or clause.has("SPECIALIST", "ATTENDING")
    return ahead and clause.has("GRADUATES") and not trains


def _is_graduating(clause: Clause, today: date) -> bool:
    ahead = clause.day is not None and clause.day.day > today
    named = clause.matches(TRAINING) or clause.has("SPECIALIST", "ATTENDING", "MATCHED")
    return (
        ahead
        and clause.matches(r"\bgraduating\b|\bexpect\w* (?:to )?graduat") is not None
        and not named
    )


def _has_graduated(clauses: Sequence[Clause], today: date) -> bool:
    return any(
        clause.has("GRADUATED", "IMG")
        and not (clause.day and clause.day.has_year and clause.day.day > today)
        and not clause.matches(r"\b(?:will|before|until|going to|when) ")
        for clause in clauses
    )


def _is_between(clause: Clause) -> bool:
    if clause.has("STUDENT"):
        return False
    matched = has_matched(clause) and not clause.has("RESIDENT")
    return waits(clause) or clause.has("UNMATCHED") or matched
