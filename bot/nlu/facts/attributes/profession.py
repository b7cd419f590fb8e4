"""What somebody is by profession."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.attributes.employment import becomes
from bot.nlu.facts.attributes.other_fields import is_of_another_field
from bot.nlu.facts.attributes.student import is_admitted_to_school
from bot.nlu.facts.attributes.training import studies_physics
from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause

CLINICAL = {
    "diagnostic_radiology",
    "interventional_radiology",
    "radiation_oncology",
    "nuclear_medicine",
}
_OF_PHYSICIANS = {"abr", "aobr", "rcpsc", "cmq", "abms_member", "unclear", "foreign"}
# Of all that says that somebody works, only "attending" stands behind these: a physician of a hospital.
_AN_ATTENDING = r"\b(?:i'm|i am|he's|he is|she's|she is|as|now|became) an <ATTENDING>(?! <SCHOOL)|\b(?:first|second|third|1st|2nd|3rd) year <ATTENDING>"
_LIKES = r"\b(?:love|loves|like|likes|interest\w*|hop(?:e|es|ing)|want|wants|wanna|thinking|dreams?|dreaming|student|school|university|college|rotat\w+|year|goal)\b"
_FORMER_TRAINEE = r"<(?:PAST|LATER):(?:RESIDENT|RESIDENCY|FELLOW|FELLOWSHIP|INTERN)>"
# The more telling first: a physicist in training is no physician.
_OF_PROFESSION = {
    "RRA": "radiologist_assistant",
    "MRISCIENTIST": "mri_scientist",
    "PHYSTRAINEE": "medical_physicist",
    "PHYSICIST": "medical_physicist",
    "SPECIALIST": "physician",
    "OTHERJOB": "other",
    "PHYSICIAN": "physician",
}


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], today: date) -> Facts:
    stage = profile.get("stage")
    if is_of_another_field(clauses):
        return {"profession": "other"}
    studies = any(clause.has("STUDENT") for clause in clauses)
    if stage == "student" and (
        studies or not any(_trains_in_physics(clause) for clause in clauses)
    ):
        is_other = _is_premed(clauses) and not is_admitted_to_school(clauses, today)
        return {"profession": "other" if is_other else "medical_student"}
    profession = _named(clauses, stage) or _implied(clauses, stage)
    return {"profession": profession} if profession else {}


# Lawyers and managers work for radiologists, too.
_FOR_A_GROUP = (
    r"^(?:\w+ ){1,3}(?:for|to|with|of) (?:an?|the|my|our) (?:\w+ )?(?:<ATTENDING> )?<FIELD"
)


def _trains_in_physics(clause: Clause) -> bool:
    return clause.has("PHYSTRAINEE") or studies_physics(clause)


def _is_premed(clauses: Sequence[Clause]) -> bool:
    return any(clause.has("PREMED", "OTHERSTUDENT") for clause in clauses) and not any(
        clause.has("STUDENT") for clause in clauses
    )


def _named(clauses: Sequence[Clause], stage: str | None) -> str | None:
    tags = {
        tag
        for clause in clauses
        for tag in _OF_PROFESSION
        if clause.has(tag) and becomes(clause) != tag
    }
    if stage == "between_school_and_training":
        tags.discard("OTHERJOB")  # what a graduate does meanwhile
    if any(studies_physics(clause) for clause in clauses):
        tags.add("PHYSTRAINEE")
    if {"OTHERJOB", "SPECIALIST"} <= tags:
        tags.discard("SPECIALIST" if _mentions_first(clauses) == "OTHERJOB" else "OTHERJOB")
    return next((profession for tag, profession in _OF_PROFESSION.items() if tag in tags), None)


def _mentions_first(clauses: Sequence[Clause]) -> str | None:
    """A nurse names the radiologists she works with, after she has said what she is."""
    text = " ".join(clause.text for clause in clauses)
    first = re.search(r"<(OTHERJOB|SPECIALIST)", text)
    return first[1] if first else None


def _implied(clauses: Sequence[Clause], stage: str | None) -> str | None:
    fields = {clause.value("FIELD") for clause in clauses} - {None, "undecided"}
    trainee = any(
        clause.has("RESIDENT", "FELLOW", "INTERN") or clause.matches(_FORMER_TRAINEE)
        for clause in clauses
    )
    in_research = any(clause.has("RESEARCH") for clause in clauses)
    if (stage == "in_training" or in_research) and "medical_physics" in fields:
        return "medical_physicist"
    if (
        stage == "between_school_and_training"
        or trainee
        or (stage == "in_training" and fields)
        or any(
            clause.has("RESIDENCY", "FELLOWSHIP", "ECFMG") or clause.denies("ECFMG")
            for clause in clauses
        )
    ):
        return "physician"
    if "medical_physics" in fields:
        return None
    if any(clause.denies("PHYSICIAN") for clause in clauses):
        return None
    practices = any(
        clause.has("ATTENDING") and clause.has("FIELD") and not clause.matches(_FOR_A_GROUP)
        for clause in clauses
    )
    certified = any(
        value in _OF_PHYSICIANS for clause in clauses for value in clause.values("BOARD")
    )
    said_of_oneself = any(
        clause.value("FIELD") in CLINICAL and not clause.asks and not clause.matches(_LIKES)
        for clause in clauses
    )
    is_attending = any(clause.matches(_AN_ATTENDING) and not clause.asks for clause in clauses)
    return "physician" if practices or certified or said_of_oneself or is_attending else None
