"""What somebody is and does: profession, stage, program, field, match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.profile.clause import Clause

TRAINING = "<(?:RESIDENT|RESIDENCY|FELLOW|FELLOWSHIP|INTERN|PHYSTRAINEE|RESEARCH)>"
_GAP = r"(?:\s+\S+){0,5}?\s+"
_GAP_WITHOUT_I = r"(?:\s+(?!i\b|i'm|im\b|am\b)\S+){0,5}?\s+"
_DONE = (
    r"\b(?:finished|completed|done with|did|wrapped up|graduated from|after|since (?:finishing|completing|my|the)|out of|ended|had|"
    r"trained|former|past|before|completion of|was in|was an?|used to be an?|used to be|quit|left|through|throughout|during|since my \w+ year of|finishing up was|have finished|i've finished)"
)
DONE_TRAINING = (
    rf"{_DONE}{_GAP_WITHOUT_I}{TRAINING}"
    rf"|<GRADUATED>{_GAP}(?:<FIELD:\w+>\s+)?(?:<RESIDENCY>|<FELLOWSHIP>)"
    rf"|{TRAINING}(?:\s+\S+){{0,4}}?\s+(?:ended|finished|is done|was completed|completed|is complete|is over|behind me)\b"
    rf"|\b(?:{TRAINING})-trained|{TRAINING} trained"
)
_AHEAD = (
    rf"\b(?:will|going to|about to|soon|plan to|planning to|hope to|want to|would like to|interested in|thinking of|"
    rf"starting|start|starts|begin|begins|beginning|accepted (?:a|for|into|to)|lined up|headed (?:to|for|into)|"
    rf"next|upcoming|applying (?:to|for)|before i start|signed for|arranged)\b{_GAP}{TRAINING}"
    rf"|{TRAINING}(?:\s+\S+){{0,5}}?\s+(?:starts|begins|starting|beginning|next year|is lined up|lined up|start until|begin until|to start)\b"
)
_UP_TO_TWO = r"(?:\s+\S+){0,2}?\s+"
_YEAR = (
    r"(?:first|second|third|fourth|fifth|sixth|final|last|1st|2nd|3rd|4th|5th|6th)\s+(?:year|yr)"
)
_OTHERS = (
    r"\b(?:my|his|her) (?:boss|husband|wife|father|mother|dad|mom|partner|partners|attending|chair|director|"
    r"friend|friends|colleagues?|brother|sister)(?:'s| is| are| was)?\b"
)
_WORK_TO_COME = r"\b(?:want to|hope to|plan to|will|going to|no longer|used to)\s+<ATTENDING>"
_TO_BECOME = r"\b(?:become|becoming|be)\s+(?:a|an)\s+<SPECIALIST"
_SUBSPECIALTY = r"\b(?:neuro|breast|msk|body|chest|peds|cardiac|abdominal|musculo|thoracic)\b"
_PROGRAMS = (
    ("RESEARCH", "research"),
    ("INTERN", "internship"),
    ("PHYSTRAINEE", "physics_program"),
    ("FELLOW", "fellowship"),
    ("FELLOWSHIP", "fellowship"),
    ("RESIDENT", "residency"),
    ("RESIDENCY", "residency"),
)
# Later wins among equals; the stronger wins otherwise: who is retired was a radiologist once.
_WEAK, _PLAIN, _TRAINING_NOW, _STRONG = 1, 2, 3, 4

Told = dict[str, Any]


def read(clauses: Sequence[Clause], _: Mapping[str, Any], today: date) -> Told:
    told: Told = {}
    clauses = _of_oneself(clauses)
    stages = [one for clause in clauses for one in _stages(clause, today)]
    if not stages and _is_some_student(clauses):
        stages = [("student", _PLAIN)]
    if stages:
        told["stage"] = max(enumerate(stages), key=lambda item: (item[1][1], item[0]))[1][0]
    told.update(_profession(clauses, told.get("stage")))
    program = _program(clauses, today)
    if program and told.get("stage") == "in_training":
        told["program"] = program
    field = _field(clauses, told)
    if field:
        told["field"] = field
    match = _match(clauses)
    if match and told.get("stage") in {
        None,
        "between_school_and_training",
        "in_training",
        "student",
    }:
        told["match"] = match
    told.update(_student(clauses, told))
    return told


def is_past_training(clause: Clause) -> bool:
    return clause.matches(DONE_TRAINING) is not None


def _of_oneself(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Leave out what is said of a boss or a spouse, where there is something about oneself too."""
    own = [
        clause for clause in clauses if not (clause.matches(_OTHERS) and clause.has("SPECIALIST"))
    ]
    tells = any(clause.has("STUDENT", "RESIDENT", "FELLOW", *_OF_PROFESSION) for clause in own)
    return own if tells else clauses


def _is_some_student(clauses: Sequence[Clause]) -> bool:
    return any(clause.has("STUDENTWORD") for clause in clauses) and any(
        clause.has("SCHOOL") and not clause.matches(r"<GRADUATED>") for clause in clauses
    )


def trains_now(clause: Clause, today: date) -> bool:
    if not clause.matches(TRAINING) and not _studies_physics(clause):
        return False
    if clause.matches(r"\b(?:no|without)\s+(?:\S+\s+)?<RESIDEN"):
        return False
    if clause.matches(r"<RESIDENT>\s+(?:says|said|office|told|wrote)"):  # the registrar of a school
        return False
    if clause.matches(DONE_TRAINING) and not clause.matches(
        rf"\b(?:now|currently)\b{_GAP}{TRAINING}"
    ):
        return False
    if clause.matches(_AHEAD) and not clause.matches(r"\bi'?m (?:a|an|in)\b"):
        return False
    day = clause.day
    if day and day.last < today and clause.matches(r"\b(?:finish|end|graduat|complet)"):
        return False
    return not (_waits(clause) or clause.has("UNMATCHED", "MATCHED"))


def _waits(clause: Clause) -> bool:
    return (
        clause.has("WAITING")
        or clause.matches(
            r"\b(?:wait\w*|hop\w+|application for)\b(?:\s+\S+){0,6}?\s+(?:match|spot|position|seat|<RESIDENCY>)"
        )
        is not None
    )


def awaits(clause: Clause) -> bool:
    """Tell whether the clause is about a residency to come, won or lost."""
    return _waits(clause) or _has_matched(clause) or clause.has("UNMATCHED")


def _has_matched(clause: Clause) -> bool:
    return clause.has("MATCHED") or clause.matches(r"\bi got (?:a |into )?<FIELD:\w+>") is not None


def _studies_physics(clause: Clause) -> bool:
    if clause.matches(r"\b(?:phd|master\w*|msc|doctorate|degree)\b.*<FIELD:medical_physics>"):
        return True
    if clause.matches(r"\btraining (?:as|to be|to become) (?:an? )?<PHYSICIST>"):
        return True
    return clause.has("PHYSTRAINEE") or (
        clause.has("STUDENTWORD") and clause.value("FIELD") == "medical_physics"
    )


def _stages(clause: Clause, today: date) -> Iterator[tuple[str, int]]:
    if _studies_medicine(clause) or clause.has("PREMED"):
        yield "student", _PLAIN
    if trains_now(clause, today):
        yield "in_training", _TRAINING_NOW
    if _is_between(clause):
        yield "between_school_and_training", _PLAIN
    yield from _work(clause)
    if clause.has("RETIRED"):
        yield from _retirement(clause, today)
    if clause.has("SEMIRETIRED") and not clause.matches(r"\bif\b"):
        yield "partly_retired", _STRONG


def _is_between(clause: Clause) -> bool:
    if clause.has("STUDENT"):
        return False
    matched = _has_matched(clause) and not clause.has("RESIDENT")
    return _waits(clause) or clause.has("UNMATCHED") or matched


def _work(clause: Clause) -> Iterator[tuple[str, int]]:
    if clause.matches(r"\bfirst paid\b"):
        yield "in_practice", _STRONG
    if clause.has("NOTWORKING") and not clause.has("RETIRED"):
        yield "not_working", _STRONG
    if clause.has("ATTENDING", "REMOTE") and not clause.has("STUDENT", "RESIDENT", "SCHOOL"):
        if not clause.matches(_WORK_TO_COME):
            yield "in_practice", _PLAIN
    elif _names_a_profession(clause) and not clause.matches(_TO_BECOME):
        yield "in_practice", _WEAK


def _names_a_profession(clause: Clause) -> bool:
    return clause.has("SPECIALIST", "PHYSICIST", "RRA", "MRISCIENTIST", "OTHERJOB") or (
        clause.has("PHYSICIAN") and clause.has("FIELD", "SERVICE", "PLACE")
    )


def _studies_medicine(clause: Clause) -> bool:
    if clause.has("MEMBER", "PHYSTRAINEE") or clause.value("FIELD") == "medical_physics":
        return False
    if clause.matches(
        rf"\b(?:was|when i was|joined as|former|while)\s+(?:a|an|still a)?{_UP_TO_TWO}<STUDENT"
    ):
        return False
    return (
        clause.has("STUDENT")
        or (clause.has("STUDENTWORD") and clause.has("SCHOOL", "PLACE", "ADJECTIVE"))
        or clause.matches(
            rf"\b{_YEAR} (?:of |in )?(?:medicine|med|medical)\b|\b(?:started|began|goes? to|(?:do|doing|does) (?:my|his|her)|i'm (?:at|in)|am (?:at|in)|currently (?:at|in))\b{_GAP}<SCHOOL>"
        )
        is not None
        or clause.matches(
            rf"\b{_YEAR}\b.*<SCHOOL>|<SCHOOL>.*\b{_YEAR}\b|<ATTENDING>{_GAP}<SCHOOL>|\b(?:attend|attends|<ATTENDING>|enrolled (?:in|at)|studying at|doing)\b{_GAP}<SCHOOL>"
        )
        is not None
    )


def _retirement(clause: Clause, today: date) -> Iterator[tuple[str, int]]:
    day = clause.day
    ahead = clause.matches(
        r"\b(?:will|going to|plan\w*|about to|thinking|soon|would|if|when|want|hope|expect\w*|retiring|intend\w*|considering)\b"
    )
    if day and day.day > today:
        yield "in_practice", _STRONG
    elif clause.matches(
        r"<RETIRED>\s+(?:rate|member\w*|category|status|dues|class|people|from that)"
    ):
        return
    elif (
        not ahead
        and clause.matches(r"<RETIRED>")
        and not clause.matches(
            r"\b(?:not|don't|never|before|until|from|if)\b(?:\s+\S+){0,3}?\s+<RETIRED>"
        )
    ):
        yield "fully_retired", _STRONG
    elif ahead:
        yield "in_practice", _WEAK


def _profession(clauses: Sequence[Clause], stage: str | None) -> Told:
    tags = {tag for clause in clauses for tag in _OF_PROFESSION if clause.has(tag)}
    if any(_studies_physics(clause) for clause in clauses):
        tags.add("PHYSTRAINEE")
    if stage == "student" and "PHYSTRAINEE" not in tags:
        is_premed = any(clause.has("PREMED") for clause in clauses) and not any(
            clause.has("STUDENT") for clause in clauses
        )
        return {"profession": "other" if is_premed else "medical_student"}
    for tag, profession in _OF_PROFESSION.items():
        if tag in tags:
            return {"profession": profession}
    radiologic = {clause.value("FIELD") for clause in clauses} - {None, "undecided"}
    if stage == "in_training" and "medical_physics" in radiologic:
        return {"profession": "medical_physicist"}
    trainee = any(clause.has("RESIDENT", "FELLOW", "INTERN") for clause in clauses)
    if stage == "between_school_and_training" or (
        stage == "in_training" and (trainee or radiologic)
    ):
        return {"profession": "physician"}
    if trainee or any(clause.has("RESIDENCY", "ECFMG") for clause in clauses):
        return {"profession": "physician"}
    practices = any(clause.has("ATTENDING") and clause.has("FIELD") for clause in clauses)
    certified = any(
        value in _OF_PHYSICIANS for clause in clauses for value in clause.values("BOARD")
    )
    if (practices or certified or radiologic & CLINICAL) and "medical_physics" not in radiologic:
        return {"profession": "physician"}
    return {}


_OF_PHYSICIANS = {"abr", "aobr", "rcpsc", "cmq", "abms_member"}
CLINICAL = {
    "diagnostic_radiology",
    "interventional_radiology",
    "radiation_oncology",
    "nuclear_medicine",
}
_OF_PROFESSION = {
    "RRA": "radiologist_assistant",
    "MRISCIENTIST": "mri_scientist",
    "PHYSTRAINEE": "medical_physicist",
    "PHYSICIST": "medical_physicist",
    "SPECIALIST": "physician",
    "OTHERJOB": "other",
    "PHYSICIAN": "physician",
}


def _program(clauses: Sequence[Clause], today: date) -> str | None:
    found = None
    for clause in clauses:
        if trains_now(clause, today):
            found = next((program for tag, program in _PROGRAMS if clause.has(tag)), found)
            if _studies_physics(clause):
                found = "physics_program"
    return found


def _field(clauses: Sequence[Clause], told: Told) -> str | None:
    """The field of the present program or practice; the last one that is named with it."""
    if told.get("profession") == "medical_student":
        return None
    if told.get("profession") == "medical_physicist":
        return "medical_physics"
    found: list[tuple[int, str]] = []
    for clause in clauses:
        if clause.has("NOTRADIOLOGY"):
            found.append((4, "non_radiology"))
        if clause.matches(rf"{_SUBSPECIALTY}.*<FELLOW|<FELLOW\w*>.*{_SUBSPECIALTY}"):
            found.append((1, "diagnostic_radiology"))
        if clause.matches(
            r"\b(?:not|non|no|rather than)\b(?:\s+(?!certified|boards?|yet)\S+){0,4}?\s+<FIELD"
        ):
            continue
        for tag in ("SPECIALIST", "FIELD"):
            value = clause.value(tag)
            if value and not (clause.has("BOARD") and value == "non_radiology"):
                past = clause.matches(DONE_TRAINING) is not None
                asks = (
                    clause.matches(r"\b(?:like to|what you|what|which|could|can i)\b") is not None
                )
                says_i = clause.matches(
                    r"\b(?:i|i'm|im|am|my)\b|<(?:RESIDENT|FELLOW|ATTENDING|PHYSICIAN)>"
                )
                found.append((1 if past or asks else 3 if says_i else 2, value))
    if told.get("profession") in {"radiologist_assistant", "mri_scientist", "other"} or not found:
        return None
    return max(enumerate(found), key=lambda item: (item[1][0], item[0]))[1][1]


def _match(clauses: Sequence[Clause]) -> str | None:
    found = None
    for place, clause in enumerate(clauses):
        near = [clause, *clauses[place + 1 : place + 2], *clauses[max(0, place - 1) : place]]
        radiologic = _is_radiologic(near)
        where = next((one for near_ in near if (one := _program_place(near_))), None)
        if clause.has("UNMATCHED"):
            return "unmatched"
        if _has_matched(clause):
            found = _matched(where, radiologic=radiologic)
        elif _waits(clause) and found is None:
            found = _waiting(where, radiologic=radiologic)
    return found


def _program_place(clause: Clause) -> str | None:
    if clause.matches(r"\bcarms\b"):
        return "canada"
    if clause.has("SCHOOL", "GRADUATED") and not clause.has("MATCHED", "WAITING"):
        return None
    return clause.value("PLACE")


def _is_radiologic(near: Sequence[Clause]) -> bool | None:
    for clause in near:
        value = clause.value("FIELD")
        if value == "non_radiology":
            return False
        if value and value != "undecided":
            return True
    return None


def _matched(where: str | None, *, radiologic: bool | None) -> str | None:
    if radiologic is False:
        return "matched_non_radiology"
    if where == "outside":
        return "matched_outside"
    if not radiologic or where is None:
        return None
    return f"matched_{where}_radiologic"


def _waiting(where: str | None, *, radiologic: bool | None) -> str | None:
    if where == "canada":
        return "waiting_canada"
    if where != "us":
        return None
    if radiologic is None:
        return None
    return "waiting_us_radiologic" if radiologic else "waiting_us_other"


def _student(clauses: Sequence[Clause], told: Told) -> Told:
    if told.get("stage") != "student" or told.get("profession") == "other":
        return _admitted(clauses, told)
    admitted = any(
        clause.has("ADMITTED") and not clause.has("RESIDENCY", "FELLOWSHIP") for clause in clauses
    )
    return {"enrolled": "no" if admitted else "yes"}


def _admitted(clauses: Sequence[Clause], told: Told) -> Told:
    """Somebody admitted to medical school who has not begun is on the way to being a student."""
    if told.get("stage") in {None, "student"} and any(
        clause.has("ADMITTED") and clause.has("SCHOOL") for clause in clauses
    ):
        return {"profession": "medical_student", "stage": "student", "enrolled": "no"}
    return {}
