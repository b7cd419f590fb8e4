"""How somebody, their school and their program stand: standing, accreditation, approval, length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.attributes.credentials import UNSURE
from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.date_patterns import count_of

_NOT_ACCREDITED = r"\b(?:not|hasn't|no|without|yet to)\b.*\baccredit"
# "Not LCME, but COCA": accredited, by the commission of osteopathic schools.
_BY_THE_OTHER = r"<NOT:ACCREDITED>.*\b(?:but|tho|though|it's|its)\b.*\bcoca\b(?!.*\b(?:not|no|without|yet|pending)\b)"
_NUMBER = r"(three|four|five|six|seven|\d)"
_LONG = (
    rf"(?<![.\d])\b{_NUMBER} years? (?:<(?:ADJECTIVE|PLACE):\w+> )?(?:schools?|course|track|studies)\b|\b(?:duration|length)\b(?: of)?(?: \w+)?(?: is)? {_NUMBER} years\b|\bso {_NUMBER} years\b|"
    r"(?<![.\d])\b(three|four|five|six|seven|\d)\s+(?:years?|yrs?)(?:\s+long\b|\s+(?:\S+\s+){0,2}?"
    r"(?:<SCHOOL>|program\w*|course|degree|curriculum|career|md\b|<PHYSICIAN>|<STUDENT))"
    r"|\b(?:takes|lasts?|is|(?:<SCHOOL>|program\w*|course|degree|curriculum) (?:\S+ ){0,2}?of)\s+(?:only |just |of )?(three|four|five|six|seven|\d)\s+years\b"
    r"|\b(?:second|third|fourth|fifth|sixth|\d(?:st|nd|rd|th)?|year \S+)(?: years?)? (?:of|out of|from) (three|four|five|six|seven|\d)(?: years\b|$| (?=at|in|med))"
)
_BY_THE_PROFESSION = r"\bmedical (?:council|board)\b|\blicen[cs]e\b|\bregister\b|\bgmc\b|\b(?:council|chamber|order|college) of\b|\bauthorit\w+\b|\bmy country\b"
_ETHICAL = r"(?:ethic\w*|disciplin\w*|sanctions?|misconduct|malpractice|<ETHICSBAD>)"
_ETHICS_GOOD = (
    rf"\b(?:no|never|nothing|without|not any|zero)\b(?:\s+(?!pending)\S+){{0,3}}?\s+{_ETHICAL}|\b{_ETHICAL}(?:\s+\S+){{0,3}}? (?:fine|clean|good|ok|okay|in order|flawless)\b"
    rf"|\b(?:good|clean|fine|flawless)(?: \w+)? {_ETHICAL}|\bnothing (?:is )?(?:against|pending)\b|\b(?:record is|clean|clear) (?:clean|clear|fine|good|record)\b"
)
_ETHICS_BAD = rf"\b{_ETHICAL}\b(?:\s+\S+){{0,3}}? (?:pending|open|ongoing|against)\b|\b(?:pending|open|ongoing)(?: \w+)? {_ETHICAL}"
_PROFESSIONALS = {"in_practice", "in_training", "not_working", "between_school_and_training"}
_SETTLED = (
    r"\b(?:no|never|without|file|filing|resolved|closed|cleared|dropped|withdrawn)\b|<PROBATION>"
)
_OF_A_SCHOOL = (
    r"\b(?:my|our) (?:<SCHOOL>|school)|\b(?:degree|<SCHOOL>|course|studies|program) (?:takes|lasts)\b|\bduration\b|\bso \w+ years\b"
    r"|\bback in <GOODSTANDING>|\b<GOODSTANDING> again\b|\b\w+ year (?:school|course|degree|program)\b|<PROBATION>"
)
_OVER = r"\b(?:was|were|had|lifted|over|used to|resolved|cleared|off|ended)\b"
_STILL = r"\b(?:am|is|currently|now|still)\b"


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], _: date) -> Facts:
    facts: Facts = {}
    for clause in clauses:
        stage = profile.get("stage")
        if stage == "student" or (stage is None and clause.matches(_OF_A_SCHOOL)):
            facts.update(_of_student(clause))
        elif stage == "in_training" or (stage is None and clause.matches(r"\bmy program")):
            facts.update(_of_program(clause))
        if _is_in_bad_standing(clause):
            facts["ethical_standing"] = "no"
        elif _is_in_good_standing(clause, stage):
            facts["ethical_standing"] = "yes"
    return facts


def _is_in_bad_standing(clause: Clause) -> bool:
    if clause.has("PROBATION") and clause.matches(_BY_THE_PROFESSION):
        return True
    in_trouble = clause.has("ETHICSBAD") or clause.matches(_ETHICS_BAD) is not None
    return in_trouble and not clause.matches(_SETTLED)


def _is_in_good_standing(clause: Clause, stage: str | None) -> bool:
    """The good standing of a school is a student's; that of a profession everybody else's."""
    if clause.matches(_ETHICS_GOOD):
        return True
    by_profession = clause.matches(_BY_THE_PROFESSION) is not None or stage in _PROFESSIONALS
    return clause.has("GOODSTANDING") and by_profession


def _of_student(clause: Clause) -> Facts:
    facts: Facts = {}
    if clause.has("PROBATION") and clause.matches(_OVER) and not clause.matches(_STILL):
        pass  # where they stand now is not said
    elif clause.has("PROBATION"):
        facts["good_standing"] = "no"
    elif clause.has("GOODSTANDING") or clause.denies("GOODSTANDING"):
        facts["good_standing"] = "no" if clause.denies("GOODSTANDING") else "yes"
    accredited = _accredited(clause)
    if accredited and not clause.has("RESIDENCY", "FELLOWSHIP"):
        facts["school_accredited"] = accredited
    if years := clause.matches(
        rf"{_LONG}|^(three|four|five|six|seven|\d) years(?: long| in all| total)?$"
    ):
        facts["school_years"] = count_of(next(filter(None, years.groups())))
    return facts


def _of_program(clause: Clause) -> Facts:
    if clause.has("NOTAPPROVED"):
        return {"program_approved": "no"}
    if clause.has("ROYALTRACK") or clause.matches(r"\bformal <PHYSTRAINEE>"):
        return {"program_approved": "yes"}
    approved = _accredited(clause)
    return {"program_approved": approved} if approved else {}


def _accredited(clause: Clause) -> str | None:
    if clause.matches(_BY_THE_OTHER):
        return "yes"
    if clause.matches(UNSURE) and clause.has("ACCREDITED", "UNACCREDITED"):
        return "unknown"
    if clause.has("UNACCREDITED") or clause.denies("ACCREDITED") or clause.matches(_NOT_ACCREDITED):
        return "no"
    return "yes" if clause.has("ACCREDITED") and not clause.asks else None
