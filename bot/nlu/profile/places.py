"""Where: the place of school, program or practice, and the place of the medical school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.profile.career import DONE_TRAINING, awaits, trains_now
from bot.nlu.profile.clause import Clause

_OF_ORIGIN = (
    r"\b(?:citizen\w*|born|originally|nationality|passport|grew up|native|national of|green card|visa|"
    r"family|home country|hometown)\b"
)
_LIVES = r"\b(?:live|lives|living|reside|resides|residing|based|moved|moving|move|relocat\w+|staying|home)\b"
_SCHOOLED = r"<SCHOOL>|<GRADUATED>|\bgraduat\w+ (?:of|from|in|at)\b|\bmy (?:md|mbbs|degree)\b|\bstudied\b"
_NOUN_OF_PLACE = r"<(?:SCHOOL|RESIDENT|RESIDENCY|FELLOW|FELLOWSHIP|STUDENT|STUDENTWORD|INTERN|GRADUATED|PHYSTRAINEE)>"

Told = dict[str, Any]


def read(clauses: Sequence[Clause], told: Mapping[str, Any], today: date) -> Told:
    found: Told = {}
    residence = last = None
    is_graduate = told.get("stage") not in {"student", None}
    for clause in clauses:
        where = _where(clause)
        if where is None and last and clause.matches(r"\b(?:there|here|same city|same country|same place)\b|^where\b"):
            where = last
        last = where or last
        if where is None or clause.matches(_OF_ORIGIN):
            continue
        schooled = clause.matches(_SCHOOLED) and not clause.matches(r"<RESIDENCY>|<FELLOWSHIP>")
        if is_graduate and schooled and not clause.has("STUDENT"):
            found["school_place"] = where
        elif awaits(clause) and not trains_now(clause, today):
            continue  # what they wait for is read with the match
        elif clause.matches(DONE_TRAINING) and not _is_here(clause):
            continue  # where somebody trained once decides nothing
        elif told.get("stage") == "fully_retired" and clause.matches(r"\bwas\b"):
            found["place"] = where  # where they practiced is the nearest thing to it
        elif clause.matches(r"\b(?:my years in|my time in|trained|way back|when i was|used to|was|years ago|before|will|want to|hope to|plan to|planning to|would like to|if i|what if)\b") and not clause.has("ADMITTED", "STUDENT"):
            continue
        elif clause.matches(_LIVES) and not clause.has("ATTENDING", "RESIDENT", "FELLOW", "STUDENT", "SPECIALIST", "PHYSICIST"):
            residence = where
        elif clause.has("REMOTE") and len(set(clause.values("PLACE"))) > 1:
            found["place"] = "unknown"
        else:
            found["place"] = where
    settled = {"in_practice", "not_working", "between_school_and_training"}
    if "place" not in found and told.get("stage") in settled and residence:
        found["place"] = residence
    if "place" not in found and any(clause.has("ROYALTRACK") for clause in clauses):
        found["place"] = "canada"
    if is_graduate and "school_place" not in found and _is_img(clauses):
        found["school_place"] = "outside"
    return found


def _where(clause: Clause) -> str | None:
    place = clause.value("PLACE")
    if place:
        return place
    found = clause.matches(rf"<ADJECTIVE:(\w+)>(?:\s+\S+){{0,3}}?\s+{_NOUN_OF_PLACE}")
    return found[1] if found else None


def _is_here(clause: Clause) -> bool:
    return clause.has("ATTENDING") or clause.matches(r"\b(?:now|currently)\b") is not None


def _is_img(clauses: Sequence[Clause]) -> bool:
    """International graduates call themselves so, and only they hold an ECFMG certificate."""
    return any(
        clause.matches(r"\b(?:img|fmg)\b") or clause.has("ECFMG") or clause.matches(r"<ADJECTIVE:outside>\s+<GRADUATED>")
        for clause in clauses
    )
