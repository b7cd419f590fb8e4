"""Where: the place of school, program or practice, and the place of the medical school."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.attributes.match import awaits
from bot.nlu.facts.attributes.student import ROTATES
from bot.nlu.facts.attributes.training import DONE_TRAINING, is_to_come, trains_now
from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.place_of_clause import school_of, where_of

_OF_ORIGIN = (
    r"\b(?:citizen\w*|born|originally|nationality|passport|grew up|native|national of|green card|visa|"
    r"family (?:is |lives |live )?in|home country|hometown)\b"
    r"|\b(?:moved|came|relocated|emigrated|immigrated) (?:here |over )?from <PLACE:\w+>(?!.* to )"
)
_COMES_FROM = r"\b(?:i'm|i am|he's|he is|she's|she is)(?: originally)? from <PLACE:\w+>|<(?:SPECIALIST:\w+|PHYSICIAN|PHYSICIST)>(?: originally)? from <PLACE"
_LIVES = r"\b(?:live|lives|living|reside|resides|residing|based|moved|moving|move|relocat\w+|staying|stay|stays|home)\b"
_SCHOOLED = r"<SCHOOL>|<GRADUATED>|<IMG>|\bwas <STUDENT> |\bgraduat\w+ (?:of|from|in|at)\b|\bmy (?:md|mbbs|degree)\b|\bstudied\b|\bfinish\w* medicine\b"
_SCHOOL_IS_OVER = r"<SCHOOL> was\b|\bwent to (?:\S+ ){0,3}?(?:<SCHOOL>|school\b)"
_POINTS_BACK = r"(?<!is )(?<!are )(?<!was )\bthere\b(?! (?:is|are|was|any))|\b(?:here|same city|same country|same place)\b|^where\b"
_NOT_NOW = (
    r"\b(?:spent|last (?:spring|summer|fall|autumn|winter)|my years in|my time in|trained|did (?:\S+ ){0,3}?training|way back|when i was|used to|was|were|years ago|before|will|want to|"
    r"hop(?:e|es|ing) to|might|some ?day|plan to|planning to|would like to|if i|what if)\b"
)
# What is only weighed, or offered, is nowhere yet.
_WEIGHED = (
    r"\b(?:consider(?:s|ing)?|thinking (?:of|about)|looking (?:at|into|for)|weighing|mulling|contemplating|eyeing|dream(?:s|ing) (?:of|about)"
    r"|interested in|planning|offered|an? offer|applying (?:to|for))\b(?:\s+(?!i\b|i'm\b)\S+){0,7}?\s+<(?:PLACE|ADJECTIVE):|<HOPE> in <PLACE:"
)
_WORKS_IN = (
    r"<(?:ATTENDING|RESIDENT|FELLOW|STUDENT|SPECIALIST:\w+|PHYSICIST)>\s+(?:\S+\s+){0,5}<PLACE"
)
_AT_PRESENT = r"\b(?:now|currently|right now|(?:i'm|i am|he's|he is|she's|she is) (?:here )?in)\b"
_EXPRESSLY_NOW = (
    r"\b(?:now|currently|these days|nowadays|at present|since then|ever since)\b|\bsince$"
)
# "Finished fellowship and joined a group in Denver": the place is that of the job.
_AFTERWARDS_IN = r"\b(?:now|currently)\b|\b(?:and|then) (?:i )?(?:joined|took|accepted|work\w*)\b(?! <(?:RESIDENCY|FELLOWSHIP)).*<PLACE"
# Whom somebody reads for is not where they sit.
_FOR_ANOTHER = r"\bfor (?:\S+ ){0,4}?<PLACE"
_OCCUPIED = ("ATTENDING", "RESIDENT", "FELLOW", "STUDENT", "SPECIALIST", "PHYSICIST")
_VISITS = r"\b(?:exchange|visiting|erasmus)\b"
_HOME = r"\bfrom (?:\S+ ){0,3}?<PLACE:(\w+)>|\bhome (?:\S+ ){0,3}?<PLACE:(\w+)>"
_SETTLED = {"in_practice", "not_working", "between_school_and_training"}


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], today: date) -> Facts:
    by_role: dict[str, list[tuple[int, str]]] = {}
    for clause, where in _places(clauses):
        role = _role(clause, profile, today)
        studies = role == "school_place" or (role == "place" and profile.get("stage") == "student")
        school = school_of(clause) if studies else None
        if role:
            by_role.setdefault(role, []).append((_weight(clause, profile, today), school or where))
    agreed = {role: place for role, places in by_role.items() if (place := _agreed(places))}
    home = _home_of_visitor(clauses) if profile.get("stage") == "student" else None
    if home:
        agreed["place"] = home
    residence = agreed.pop("residence", None)
    if any(clause.has("REMOTE") and clause.matches(_FOR_ANOTHER) for clause in clauses):
        agreed.pop("place", None)
    if _reads_across_borders(clauses):
        agreed["place"] = "unknown"
    if residence and profile.get("stage") in _SETTLED and "place" not in by_role:
        agreed.setdefault("place", residence)
    if any(clause.has("ROYALTRACK") for clause in clauses):
        agreed.setdefault("place", "canada")
    if _is_past_school(profile) and _is_img(clauses):
        agreed.setdefault("school_place", "outside")
    return dict(agreed)


def _home_of_visitor(clauses: Sequence[Clause]) -> str | None:
    """Return where a student is enrolled who only visits another school."""
    visits = [clause for clause in clauses if clause.matches(_VISITS)]
    for clause in visits:
        if home := re.search(_HOME, clause.text):
            return home[1] or home[2]
    if not visits:
        return None
    # "I study in Prague, now on exchange in Cleveland".
    elsewhere = (
        where_of(clause) for clause in clauses if clause not in visits and clause.has("STUDENT")
    )
    return next((where for where in elsewhere if where), None)


def _weight(clause: Clause, profile: Mapping[str, Any], today: date) -> int:
    """What is said of work or school now says more than where somebody comes from."""
    if clause.matches(_COMES_FROM):
        return 0
    now = clause.matches(_WORKS_IN) or trains_now(clause, today) or clause.matches(_AT_PRESENT)
    studies = profile.get("stage") == "student" and clause.has("STUDENT", "SCHOOL")
    if now and clause.matches(_EXPRESSLY_NOW):
        return 3
    return 2 if now or studies else 1


def _agreed(places: Sequence[tuple[int, str]]) -> str | None:
    """Of what says most, the one place; two are asked about."""
    most = max(weight for weight, _ in places)
    names = {where for weight, where in places if weight == most}
    return names.pop() if len(names) == 1 else None


def _places(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, str]]:
    """Yield each clause that names a place, or points back to one: "still live there"."""
    last = None
    for clause in clauses:
        named = where_of(clause)
        where = named or (last if clause.matches(_POINTS_BACK) else None)
        if named and not clause.matches(r"\btrained\b"):
            last = None if _is_bygone(clause) else named
        if where and (not clause.matches(_OF_ORIGIN) or clause.matches(_WORKS_IN)):
            yield clause, where


def _role(clause: Clause, profile: Mapping[str, Any], today: date) -> str | None:
    """Return what the place of a clause is: of school, of program or practice, of residence, or nothing."""
    schooled = clause.matches(_SCHOOLED) and not clause.has("RESIDENCY", "FELLOWSHIP", "STUDENT")
    is_past = _is_past_school(profile) or clause.matches(_SCHOOL_IS_OVER)
    if is_past and schooled and not _trains_elsewhere(clause, today):
        return "school_place"
    if _is_elsewhere(clause, profile, today):
        return None
    if profile.get("stage") == "fully_retired" and clause.matches(r"\bwas\b"):
        return "place"  # where they practiced is the nearest thing to it
    if clause.matches(_NOT_NOW) and not clause.has("RETIRED", "RETIRING", "ADMITTED", "STUDENT"):
        return None
    if clause.matches(_WEIGHED):
        return None
    if clause.matches(_LIVES) and not clause.has(*_OCCUPIED):
        return "residence"
    if profile.get("stage") == "between_school_and_training" and not clause.matches(_AT_PRESENT):
        return None  # where they were taught, or hope to be
    return "place"


def _trains_elsewhere(clause: Clause, today: date) -> bool:
    """As in "intern in Karachi after medical school": the place is not named with the school."""
    return trains_now(clause, today) and school_of(clause) is None


def _is_elsewhere(clause: Clause, profile: Mapping[str, Any], today: date) -> bool:
    """Tell whether the place is one to come, one gone by, or of a student's rotations."""
    if awaits(clause) and not trains_now(clause, today):
        return True  # read with the match
    ahead = is_to_come(clause, today) and not trains_now(clause, today)
    if profile.get("stage") in {"in_training", None} and ahead:
        return True
    rotates = profile.get("stage") == "student" and clause.matches(ROTATES) is not None
    return rotates or _is_bygone(clause)


def _is_past_school(profile: Mapping[str, Any]) -> bool:
    return profile.get("stage") not in {"student", None} or profile.get("program") == "research"


def _is_bygone(clause: Clause) -> bool:
    """Where somebody trained once decides nothing."""
    is_present = clause.has("ATTENDING") or clause.matches(_AFTERWARDS_IN)
    is_over = clause.matches(DONE_TRAINING) or clause.has("ATTENDING", status="PAST")
    return bool(is_over) and not is_present


def _reads_across_borders(clauses: Sequence[Clause]) -> bool:
    everywhere = {value for clause in clauses for value in clause.values("PLACE")}
    return len(everywhere) > 1 and any(clause.has("REMOTE") for clause in clauses)


def _is_img(clauses: Sequence[Clause]) -> bool:
    """International graduates call themselves so, and only they hold an ECFMG certificate."""
    return any(
        clause.has("IMG", "ECFMG")
        or clause.denies("ECFMG")
        or clause.matches(r"<ADJECTIVE:outside>\s+<GRADUATED>")
        for clause in clauses
    )
