"""Whether somebody trains now, has trained before, or is about to; and in which program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.attributes.match import waits
from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause

TRAINING = "<(?:RESIDENT|RESIDENCY|FELLOW|FELLOWSHIP|INTERN|PHYSTRAINEE|RESEARCH)>"
_GAP = r"(?:\s+\S+){0,5}?\s+"
_GAP_WITHOUT_I = r"(?:\s+(?!i\b|i'm|im\b|am\b)\S+){0,5}?\s+"
_COMPLETED = r"have finish|went through|got through|finished|completed|done with|did|took(?= my)|wrapped up|graduated from|after|since (?:finishing|completing|my|the)|out of|ended|had|trained|completion of|finishing up was"
_LEFT = r"since|former|past|before|was in|was an?|was(?= <)|used to be(?: an?)?|quit|left(?!.* to do\b)|(?<!halfway )(?<!half way )through|throughout|during|since my \w+ year of"
COMPLETED_TRAINING = (
    rf"\b(?:{_COMPLETED}){_GAP_WITHOUT_I}{TRAINING}"
    rf"|<GRADUATED>{_GAP}(?:<FIELD:\w+>\s+)?(?:<RESIDENCY>|<FELLOWSHIP>|<PHYSTRAINEE>)"
    rf"|{TRAINING}(?:\s+\S+){{0,4}}?\s+(?:ended|finished|(?:is |was |all )?(?:done|complete)\b|was completed|completed|is complete|is over|behind me)\b"
    r"|<(?:RESIDENCY|FELLOWSHIP)>(?: in <FIELD:\w+>)?\s+(?:was|were)\b|\b(?:finished|completed|done with)\b.*<FIELD:\w+> training\b"
    rf"|\b(?:{TRAINING})-trained|{TRAINING} trained"
)
DONE_TRAINING = (
    rf"\b(?:{_LEFT}){_GAP_WITHOUT_I}{TRAINING}|<PAST:(?!ATTENDING)\w+>|{COMPLETED_TRAINING}"
)
_AHEAD = (
    rf"^then\b{_GAP}{TRAINING}"
    rf"|\b(?:will|going to(?! finish| complete| graduate)|about to(?! finish| complete| graduate| be done)|'ll|soon|plan(?:s|ned|ning)?|hop(?:e|es|ing) (?:to|for)|wants? to|would like to|'d (?:like|love) to (?:do|get|start|join|pursue|go)|would love to|might|may|looking (?:for|into|at)|thinking about|consider(?:s|ing)|weighing|mulling|contemplating|eyeing|dream(?:s|ing) (?:of|about)|offered|some ?day|interested in|thinking of|"
    rf"starting|start|starts|begin|begins|beginning|accepted (?:a|for|into|to)|lined up|(?:headed|heading|off) (?:to|for|into)|going into|straight into|moving to|"
    rf"next|upcoming|applying (?:to|for)|before i start|signed for|arranged)\b{_GAP}{TRAINING}"
    rf"|\b(?:moving|going|heading|relocating|off)\b.*\bto (?:\w+ ){{0,3}}{TRAINING}|<FELLOWSHIP>.*\b(?:planned|scheduled|arranged) (?:for|in)\b|<FELLOWSHIP> (?:position|spot|place|offer)\b.* (?:for|in) 20\d\d"
    rf"|{TRAINING}(?:\s+\S+){{0,5}}?\s+(?:starts|begins|starting|beginning|next year|is lined up|lined up|start until|begin until|to start)\b|{TRAINING}(?:\s+\S+){{0,3}}?\s+<ADMITTED>"
)
_IN_NONE = r"\bbetween\b.*<RESIDEN|\bpre <RESIDEN|\b(?:no|without|not(?: \w+)? in(?: any| an?| the)?)\s+(?:\S+\s+)?<(?:RESIDEN|FELLOWSHIP)"
# The registrar of a school or whoever lives in a state, not the trainee of that name.
_OFFICE = r"<RESIDENT> of <PLACE|<FELLOW> of (?:the|a)\b|<RESIDENT>\s+(?:says|said|office|told|wrote|is closed|closed|wants|won't|sent|at my <SCHOOL>)"
# The end of a program that is still to come tells of one that goes on: "after residency ends in June".
_WILL_BE = rf"(?:\b(?:will|going to|about to)|'ll) (?:be )?(?:\w+ing |start |begin |join |become |be )?(?:in |as )?(?:an? )?(?:<FIELD:\w+> )*{TRAINING}"
_ENDS_LATER = r"\b(?:ends?|ending|finish(?:es|ing)?|complet(?:e|es|ing)|until|through|graduat(?:e|es|ing)|done|over)\b"
_FROM_A_DAY = rf"{TRAINING}(?:\s+\S+){{0,5}}?\s+(?:from|as of) date\d"
_AS_ONE = r"\bi'?m (?:a|an|in)\b|\bas an? (?:\S+ ){0,3}?<(?:RESIDENT|FELLOW|INTERN)"
_IS_TRAINEE = r"^(?:(?:i'm|i am|an?|current|currently|<FIELD:\w+>) )*<RESIDENT>"
_TRAINS = r"\b(?:i'm|i am|he's|he is|she's|she is|currently)(?: \S+)? training (?:in|as|at)\b|\b(?:last|final|\w+(?:st|nd|rd|th|d)) year of (?:my )?(?:\S+ ){0,2}training\b|<FIELD:\w+> trainee\b|\bin <FIELD:\w+> training\b|\btrainee in <FIELD"
_MEMBER_AS = r"<MEMBER:\w+>(?:\s+\S+){0,3}?\s+(?:as|during|in|through)(?:\s+an?|\s+my)?\s+<RESIDEN"
# A program that is only named is none that somebody is in: "still valid for residency".
_NAMED_NOW = (
    r"(?:^(?!namely)(?:\S+\s+)?|^(?:(?:<\S+>|msk|body|breast|neuro|cardiac|chest|peds|abdominal|musculoskeletal)\s+){0,3}|\b(?:in|at|do|does|doing|now|started|began|begun|my|his|her|year|of|i'm|i am|is|finish\w*|complet\w*|"
    r"end\w*|(?:came|moved|went|relocated|left)\b.*\b(?:for|to do)|undergoing|repeat\w*|redo\w*|retrain\w*|pursuing|currently|back (?:for|to|into))\s+(?:\S+\s+){0,4}?)<(?:RESIDENCY|FELLOWSHIP)>"
    r"(?!\s+(?:spot|position|place|seat|slot|offer|list|director|coordinator|office|application|interview\w*))"
)
_IS_OVER = r"^(?!.*\b(?:once|when|after|until|before|if|not|n't)\b).*(?:\btraining|<(?:\w+:)?(?:RESIDENCY|FELLOWSHIP)>) (?:is|was|are)(?: all| already)? (?:over|done|finished|completed?)\b"
_FORGOES = (
    r"\b(?:no|not|nothing|haven't|without)\b(?:\s+\S+){0,3}?\s+(?:further|more|other|additional)(?:\s+\S+)?\s+(?:training|<FELLOWSHIP>|<RESIDENCY>)"
    r"|\b(?:no|not doing(?: an?| any)?) <FELLOWSHIP>"
    r"|(?:\b(?:won't|will not|not (?:going|planning|intending|interested)|(?:don't|do not) (?:plan|want|intend|need)|decided (?:against|not)|"
    r"opted (?:out|against|not)|skip\w*|forgo\w*|no plans?|no interest|no intention)\b)(?:\s+(?!<)\S+){0,4}?(?:\s+<FIELD:\w+>)?\s+<FELLOWSHIP>"
)
# A program that comes later, or elsewhere, is not given up.
_NOT_YET = r"\b(?:until|before|yet|if|only|know)\b|<FELLOWSHIP>(?:\s+\S+){0,2}?\s+<PLACE"
# The program that a tag names; where several stand together, the first of these counts.
PROGRAMS = {
    "RESEARCH": "research",
    "INTERN": "internship",
    "PHYSTRAINEE": "physics_program",
    "FELLOW": "fellowship",
    "FELLOWSHIP": "fellowship",
    "RESIDENT": "residency",
    "RESIDENCY": "residency",
}
_PERSONS = ("RESEARCH", "INTERN", "PHYSTRAINEE", "FELLOW", "RESIDENT")


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], today: date) -> Facts:
    program = _program(clauses, today)
    if program and (
        profile.get("stage") == "in_training"
        or (program == "research" and profile.get("stage") != "student")
    ):
        return {"program": program}
    return {}


# "I do FCPS radiology training now, second year".
_DOES_TRAINING = r"\b(?:i|he|she) (?:do|does|am doing|is doing) (?:my |his |her )?(?:<(?:BOARD|FIELD):\w+> ?){1,2}training\b"


def says_to_train(clause: Clause) -> bool:
    """Tell whether somebody does training in so many words, whatever work it names."""
    works = clause.has("ATTENDING", "SPECIALIST")
    return clause.matches(_DOES_TRAINING) is not None and not (clause.asks or works)


def trains_now(clause: Clause, today: date) -> bool:
    if clause.matches(_TRAINS) or says_to_train(clause):
        return True
    named = clause.matches(TRAINING) is not None or studies_physics(clause)
    if not named or _only_names_one(clause) or _is_of_another_thing(clause):
        return False
    if _ends_later(clause, today) and not clause.matches(_AHEAD):
        return not clause.has("MATCHED", "SCHOOL")
    if is_to_come(clause, today) or _is_done(clause, today):
        return False
    if clause.matches(_IS_TRAINEE):
        return True
    return not (waits(clause) or clause.has("UNMATCHED", "MATCHED"))


def is_to_come(clause: Clause, today: date) -> bool:
    """Tell whether the clause is about a program that has not begun."""
    if clause.has("RESIDENCY", "FELLOWSHIP", status="LATER") or clause.matches(_WILL_BE):
        return True
    if _is_later(clause, today) and clause.matches(_FROM_A_DAY):
        return True
    return clause.matches(_AHEAD) is not None and not clause.matches(_AS_ONE)


def _is_done(clause: Clause, today: date) -> bool:
    now = clause.matches(rf"\b(?:now|currently)\b{_GAP}{TRAINING}")
    if clause.matches(DONE_TRAINING) and not now:
        return True
    ended = clause.day is not None and clause.day.last < today
    return ended and clause.matches(r"\b(?:finish|end|graduat|complet)") is not None


def _is_later(clause: Clause, today: date) -> bool:
    return clause.day is not None and clause.day.day > today and clause.day.has_year


def _ends_later(clause: Clause, today: date) -> bool:
    return _is_later(clause, today) and clause.matches(_ENDS_LATER) is not None


def _is_of_another_thing(clause: Clause) -> bool:
    """Tell whether the word names no program of the person: an office, a membership, or none."""
    in_none = clause.matches(_IN_NONE) and not clause.has("RESEARCH")
    return bool(in_none or clause.matches(_OFFICE) or clause.matches(_MEMBER_AS))


def _only_names_one(clause: Clause) -> bool:
    if clause.has(*_PERSONS) or not clause.has("RESIDENCY", "FELLOWSHIP"):
        return False
    return not clause.matches(_NAMED_NOW) or forgoes_training(clause)


def is_said_to_be_over(clause: Clause) -> bool:
    """Tell whether a clause says that training has ended: "my residency is over"."""
    return clause.matches(_IS_OVER) is not None and not clause.asks


def forgoes_training(clause: Clause) -> bool:
    """Tell whether somebody says that no program follows: "I won't be doing a fellowship"."""
    if clause.has("NOFURTHER"):
        return True
    only_not_yet = clause.asks or clause.matches(_NOT_YET)
    return not only_not_yet and clause.matches(_FORGOES) is not None


def only_researches(clause: Clause) -> bool:
    """Research is a program to some, and no training to others; the person is asked where they stand."""
    in_program = clause.has("RESIDENCY") and not clause.matches(_IN_NONE)
    return (
        clause.has("RESEARCH") and not clause.has("RESIDENT", "FELLOW", "INTERN") and not in_program
    )


def studies_physics(clause: Clause) -> bool:
    if clause.matches(
        r"\b(?:phd|master\w*|msc|doctorate|doctoral|degree)\b.*<FIELD:medical_physics>"
    ):
        return True
    if clause.matches(r"\btraining (?:as|to be|to become) (?:an? )?<PHYSICIST>"):
        return True
    return clause.has("PHYSTRAINEE") or (
        clause.has("STUDENTWORD", "RESIDENT", "RESIDENCY", "INTERN")
        and clause.value("FIELD") == "medical_physics"
    )


def _program(clauses: Sequence[Clause], today: date) -> str | None:
    """What somebody calls themselves says more than a program that they mention."""
    programs = [
        (clause.has(*_PERSONS), program)
        for clause in clauses
        if trains_now(clause, today) and (program := _program_of(clause))
    ]
    if not programs:
        return None
    return max(enumerate(programs), key=lambda item: (item[1][0], item[0]))[1][1]


def _program_of(clause: Clause) -> str | None:
    if studies_physics(clause):
        return "physics_program"
    if clause.has("RESIDENT") and not clause.has("FELLOW", "INTERN", "RESEARCH"):
        return "residency"  # a fellowship beside it is one to come
    return next((program for tag, program in PROGRAMS.items() if clause.has(tag)), None)
