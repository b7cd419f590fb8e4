"""Days and counts: end and start of training, retirement, notice, paid dues, chapters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.dates import DayMention

_ENDS = r"\b(?:finish\w*|complet\w*|end|ends|ended|ending|graduat\w*|done|wrap\w*|conclude\w*|last day|over|out of)\b|<GRADUATED>"
_STARTS = r"\b(?:start\w*|begin\w*|began|begun|first day|commenc\w*)\b"
_UNTIL = r"\b(?:until|through) (?:in |on |the end of )?date\d"
_TRAINING = ("RESIDENT", "RESIDENCY", "FELLOW", "FELLOWSHIP", "INTERN", "PHYSTRAINEE")
_TOLD = r"\b(?:told|tell|notif\w+|notice|informed|emailed|e-mailed|wrote|written|called|letter|sent|let (?:you|acr|them|the college) know)\b"
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "1": 1, "2": 2, "3": 3, "4": 4, "both": 2}

Told = dict[str, Any]


def read(clauses: Sequence[Clause], told: Mapping[str, Any], today: date) -> Told:
    found: Told = {}
    before = Clause("", ())
    for clause in clauses:
        for part in _one_day_each(clause):
            _one_day(part, before, told, today, found)
            before = Clause(f"{before.text.rpartition(' | ')[2]} | {part.text}", part.days)
        _counts(clause, found)
    return found


def _one_day_each(clause: Clause) -> list[Clause]:
    """Cut a clause that names several days behind each of them but the last."""
    if len(re.findall(r"\bdate\d+\b", clause.text)) < 2:
        return [clause]
    return [Clause(part, clause.days) for part in re.split(r"(?<=date\d)\s+", clause.text)]


def _one_day(
    clause: Clause, before: Clause, told: Mapping[str, Any], today: date, found: Told
) -> None:
    day = clause.day
    if day is None or day.roughly:
        return
    trains = clause.has(*_TRAINING) or clause.matches(r"\btraining\b")
    if clause.matches(_TOLD) and not trains:
        found["retirement_notice"] = _last(day, today, past=True)
    elif clause.has("RETIRED", "RETIRING", "SEMIRETIRED") or (
        clause.matches(r"\blast day\b") and before.has("RETIRED", "RETIRING")
    ):
        past = told.get("stage") == "fully_retired"
        found["retirement_date"] = _last(day, today, past=past)
    elif _takes_a_job(clause) or (
        clause.matches(_STARTS) and before.matches(r"\bfirst paid\b|\bpaid (?:position|job)\b")
    ):
        past = clause.matches(r"\b(?:joined|started|took|began|since|hired)\b") is not None
        found["paid_position_on"] = _past(day, today, past=past).day.isoformat()
    elif (
        clause.matches(r"^(?:on |in )?date\d")
        and not clause.matches(_STARTS)
        and before.has(*_TRAINING)
        and before.matches(_ENDS)
    ):
        found["training_end"] = _last(day, today, past=True)
    elif clause.matches(_ENDS) and (trains or before.has(*_TRAINING)) and not clause.has("SCHOOL"):
        past = bool(
            clause.matches(r"\b(?:finished|completed|ended|graduated|did|was)\b|<GRADUATED>")
        )
        found["training_end"] = _last(day, today, past=past)
    elif trains and day.has_year and clause.matches(_UNTIL) and not clause.matches(_STARTS):
        found["training_end"] = _last(day, today, past=False)
    elif trains and clause.matches(r"\bsince\b") and told.get("stage") == "in_training":
        found["training_start"] = day.day.isoformat()
    elif clause.matches(_STARTS) and (
        trains or clause.has("MATCHED") or before.has("MATCHED", *_TRAINING)
    ):
        _starting(clause, day, told, today, found)


def _takes_a_job(clause: Clause) -> bool:
    if not clause.has("ATTENDING", "SPECIALIST") and not clause.matches(
        r"\b(?:job|position|post|staff)\b"
    ):
        return False
    if clause.matches(r"\b(?:first|paid)\b(?:\s+\S+){0,2}?\s+(?:job|position|post|<ATTENDING>)"):
        return True
    return clause.matches(
        rf"{_STARTS}|\b(?:took up|took|since|joined)\b"
    ) is not None and not clause.has(*_TRAINING)


def _starting(
    clause: Clause, day: DayMention, told: Mapping[str, Any], today: date, found: Told
) -> None:
    after_another = (
        told.get("residency_completed") == "yes"
        or told.get("program") == "internship"
        or "training_end" in found
        or (told.get("stage") == "in_training" and clause.has("FELLOWSHIP", "FELLOW"))
    )
    ahead = told.get("stage") == "between_school_and_training" or "match" in told
    if day.day > today and (after_another or ahead):
        found["next_program_start"] = day.day.isoformat()
        where = clause.value("PLACE") or _matched_place(told) or told.get("place")
        if where in {"us", "canada", "outside"}:
            found["next_program"] = "outside" if where == "outside" else "us_canada"
    else:
        found["training_start"] = _past(
            day, today, past=told.get("stage") == "in_training"
        ).day.isoformat()


def _matched_place(told: Mapping[str, Any]) -> str | None:
    match = str(told.get("match", ""))
    return (
        "us"
        if match == "matched_us_radiologic"
        else "canada"
        if "matched_canada" in match
        else None
    )


def _counts(clause: Clause, found: Told) -> None:
    paid = clause.matches(
        r"\bpaid\b(?:\s+\S+){0,4}?\s+(20\d\d)\b|\b(20\d\d)\s+dues\b(?:\s+\S+){0,3}?\s+paid\b|\b(20\d\d)\s+dues (?:are|were) (?:already )?paid|\bdues for (20\d\d) (?:(?:are|were) )?(?:already )?paid"
    )
    if paid and not clause.matches(r"\b(?:not|unpaid|haven't|hasn't|never)\b"):
        found["dues_paid_year"] = int(next(group for group in paid.groups() if group))
    chapters = clause.matches(r"\b(one|two|three|four|both|[1-4])\s+(?:\w+\s+)?chapters?\b")
    if clause.matches(r"\bboth\b.*\bchapters?\b"):
        found["chapters_requested"] = 2
    elif chapters:
        found["chapters_requested"] = _NUMBERS[chapters[1]]


def _past(day: DayMention, today: date, *, past: bool) -> DayMention:
    return day.a_year_earlier if past and not day.has_year and day.day > today else day


def _last(day: DayMention, today: date, *, past: bool) -> str:
    return _past(day, today, past=past).last.isoformat()
