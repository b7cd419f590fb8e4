"""Reads facts in the light of what is known of somebody: "residency" of a physicist, "last day" of who retires."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.conversation import commands
from bot.conversation.changes_ahead import SERVES
from bot.conversation.state import State
from bot.nlu.facts.text.dates import find_days

# A year taken back is no more than that.
_WORDS_OF_A_YEAR = 9
# "NOT ABR" of somebody with a board of another country.
_NOT_THAT_BOARD = re.compile(
    r"\b(?:no|not|without|don'?t have|haven'?t)\b.{0,12}\b(?:abr|american|u\.?s\.?)\b",
    re.IGNORECASE,
)
_VISITS = re.compile(
    r"\b(?:exchange|rotat\w+|elective|visiting|observ\w+|clerkship|sub-?i|externship|semester abroad|erasmus)\b",
    re.IGNORECASE,
)
_ONLY_VISITS = re.compile(
    r"\b(?:visit(?:ing)?|observ(?:er|ership)|conference|exchange|sabbatical|a few (?:weeks|months)|\d+ (?:weeks|months?) (?:visit|stay|only))\b(?!\W+(?:professor|scholar|faculty))",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(
    r"\b(?:no|not|isn'?t|don'?t|doesn'?t)\b.{0,20}\b(?:need(?:ed)?|required?|necessary|matter)\b",
    re.IGNORECASE,
)
_YEAR_OF_RESEARCH = re.compile(
    r"\bresearch (?:year|yr|gap|leave|block|track)\b|\byear (?:off|out)\b|\bgap year\b|\b(?:a )?year (?:of|for|doing) research\b",
    re.IGNORECASE,
)
_OF_RETIRING = re.compile(r"\b(?:retir\w*|refund\w*|notice)\b", re.IGNORECASE)
# "I graduate in June" says of a resident when residency ends.
_GRADUATES = re.compile(r"\bgraduat", re.IGNORECASE)
_OF_A_STUDENT = frozenset("stage profession enrolled school_place".split())
# "So it is free until January 2028?" tells no end of training.
_FREE_UNTIL = re.compile(
    r"\b(?:free|pay\w*|owe|nothing|dues)\b.{0,20}\b(?:until|till?)\b", re.IGNORECASE
)
_CONCLUDES = re.compile(
    r"^(?:so|then|ok(?:ay)?|and so|ah)[\s,]+(?:so )?(?:that'?s|that is|that means|that would be|it'?s|it is)\b",
    re.IGNORECASE,
)
_NAMES_TRAINING = re.compile(
    r"\b(?:training|fellowship|residency|program|finish\w*|graduat\w*|complet\w*)\b", re.IGNORECASE
)
_RESERVE = "reserve_guard"
_NO_DOCTORS, _BETWEEN = frozenset({"other", "radiologist_assistant"}), "between_school_and_training"
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "The bill is for January to December": no training ends then.
_OF_A_BILL = re.compile(
    r"^(?!.*\b(?:fellowship|residency|training|graduat\w*|program)\b).*\b(?:bill|invoice|check|cheque|statement)\b.{0,12}\bfor\b",
    re.IGNORECASE,
)
_NO_PHYSICIAN = re.compile(
    r"\b(?:physicians?|doctors?|radiologists?|md|oncologists?)\b", re.IGNORECASE
)
_IN_A_SECOND = re.compile(
    r"\b(?:in|doing|started|on|into) (?:a|my|another|the) (?:second|2nd|new|other) (?:one|fellowship|program)\b",
    re.IGNORECASE,
)
_WHEN_TO_TELL = re.compile(
    r"\bshould (?:i|he|she|we|they)\b.{0,20}\b(?:tell|notify|write|wait)\b", re.IGNORECASE
)


# "It's at Duke, through June 2028".
_LASTS = re.compile(r"\b(?:thru|through|until|till?)\b.{0,16}20\d\d", re.IGNORECASE)
# "My buddy at a U.S. school pays nothing" says where the buddy is.
OF_A_FRIEND = re.compile(
    r"\bmy (?:buddy|friend|roommate|cousin|classmate)s?\b.{0,40}\b(?:pays?|gets?|free|nothing)\b",
    re.IGNORECASE,
)
# "An IMG from Pakistan" says where one of the residents went to school.
_OF_SCHOOL_ABROAD = re.compile(r"\b(?:imgs?|fmgs?)\b", re.IGNORECASE)
# The fellowship with the day on which it ends, also as the second of two ends.
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
_OF_FELLOWSHIP = re.compile(
    r"\bfellowship\b(?:(?!\bresidency\b|\b(?:re)?start|\bbegin).){0,30}?\b(?:ends?|done|over|until|till|thru|through|finish\w*)\b.{0,14}20\d\d"
    rf"|(?<=and the )fellowship (?:in )?{_MONTHS} (?:\d{{1,2}},? )?20\d\d",
    re.IGNORECASE,
)


def day_of(value: object) -> date | None:
    """Return the day of a fact as JSON has it; None where it is no day."""
    is_day = isinstance(value, str) and _ISO_DAY.fullmatch(value)
    return date.fromisoformat(str(value)) if is_day else None


def in_words_of(told: Mapping[str, Any], text: str, read: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read as what somebody is known to be: a physicist's residency, a resident who graduates."""
    is_physicist = read.get("profession") == "medical_physicist"
    if is_physicist and told.get("program") == "residency" and "program" not in read:
        read = {**read, "program": "physics_program"}
    others = _of_other_people(told, text, read) | _of_other_times(told, text, read)
    return {name: read[name] for name in read if name not in others} if others else read


def _of_other_people(told: Mapping[str, Any], text: str, read: Mapping[str, Any]) -> set[str]:
    """Return the facts that somebody of this profession does not mean so."""
    others: set[str] = set()
    if told.get("profession") == "medical_physicist":
        others |= {"program"} if read.get("program") == "residency" else set()
        if "program" in others or not _NO_PHYSICIAN.search(text):
            others |= {"profession"}  # certified by the ABR, as a physicist
    is_student = told.get("stage") == "in_training" and read.get("stage") == "student"
    if is_student and _GRADUATES.search(text):
        others |= _OF_A_STUDENT
    if "foreign" in told.get("board", ()) and read.get("board") == ["none"]:
        others |= {"board"} if _NOT_THAT_BOARD.search(text) else set()
    if "board" in read and _NOT_NEEDED.search(text):
        others |= {"board"}  # "so no ABR is needed" says nothing of what is held
    return others


def _of_other_times(told: Mapping[str, Any], text: str, read: Mapping[str, Any]) -> set[str]:
    """Return the facts that are of a visit, of a year between two others, or of a bill."""
    others: set[str] = set()
    is_student = told.get("profession") == "medical_student" and "place" in told
    if is_student and _VISITS.search(text):
        others |= {"place", "school_place"}  # months at another hospital change no school
    elif "place" in told and _ONLY_VISITS.search(text):
        others |= {"place", "stage", "program"}
    if told.get("stage") == "student" and _YEAR_OF_RESEARCH.search(text):
        others |= {"program", "stage"}  # a year between two years of school
    if "training_end" in read and _OF_A_BILL.search(text):
        others |= {"training_end"}
    is_of_school = told.get("stage") == "in_training" and _OF_SCHOOL_ABROAD.search(text)
    if is_of_school or (OF_A_FRIEND.search(text) and "place" in told):
        others |= {"place", "school_place"}
    retires = {"retirement_date", "dues_paid_year"} & {*told, *read}
    if not retires and "retired" not in str(told.get("stage")) and not _OF_RETIRING.search(text):
        others |= {"retirement_notice"}  # "do I have to tell you when I graduate"
    return others


def with_end_of_fellowship(
    text: str, told: Mapping[str, Any], read: Mapping[str, Any], today: date
) -> Mapping[str, Any]:
    """Return when the fellowship ends that follows the residency of now: training ends with the last program.

    "I finish residency June 2027 and the fellowship June 2028", or "it ends June 2028" of whose residency ends before.
    """
    ends_told = [day_of(told.get(name)) for name in ("training_end", "next_program_start")]
    ends_told.append(day_of(read.get("training_end")))
    ends = [day for day in ends_told if day is not None]
    named = _OF_FELLOWSHIP.search(text)
    goes_on = str(told.get("next_program", read.get("next_program"))) == "us_canada"
    goes_on = goes_on or "next_program_start" in told
    lasts = _LASTS.search(text) if goes_on else None
    if not ends or not (named or lasts or (goes_on and "training_end" in read)):
        return read
    part = named[0] if named else lasts[0] if lasts else text
    days = [day.last for day in find_days(part, today) if not day.roughly]
    last = max(days, default=min(ends))
    if last <= min(ends):
        return read
    kept = {name: read[name] for name in read if name not in {"program", "stage"}}
    return {**kept, "training_end": last.isoformat(), "next_program": "none"}


def with_days_of(text: str, told: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    """Read days by what is known of somebody, and leave out those that are only asked about."""
    days = dict(read)
    if "training_end" in days and _IN_A_SECOND.search(text):
        # "Finished fellowship in July, I'm in a second one now": training goes on.
        del days["training_end"]
        days |= {"stage": "in_training", "program": "fellowship"}
    if "retirement_date" in told and "program" not in days and "training_end" in days:
        days["retirement_date"] = days.pop("training_end")  # "his last day is February 26"
    if _WHEN_TO_TELL.search(text):
        days.pop("retirement_notice", None)
    if "training_end" in told and _FREE_UNTIL.search(text) and commands.asks_something(text):
        days.pop("training_end", None)
    if "training_end" in told and "training_end" in days and _is_no_other_end(text, told, days):
        del days["training_end"]
    return days


def _is_no_other_end(text: str, told: Mapping[str, Any], days: Mapping[str, Any]) -> bool:
    """Tell whether the end of training is the one known ("done as of July"), or what is concluded from it."""
    if _CONCLUDES.search(text) and not _NAMES_TRAINING.search(text):
        return True  # "So that's the end of January 2027 for me"
    known, read = day_of(told["training_end"]), day_of(days["training_end"])
    if known is None or read is None or known.month != read.month:
        return False
    month = read.strftime("%b")
    names_year = rf"\b{month}\w*\W+(?:\d{{1,2}}\w*\W+)?(?:of )?{read.year}\b|[/.-]{read.year}\b|\b{read.year}-|\b(?:next|this) year\b"
    return known != read and re.search(names_year, text, re.IGNORECASE) is None


def with_one_certificate(told: Mapping[str, Any], read: Mapping[str, Any]) -> Mapping[str, Any]:
    """Who says to be without the certificate means the one that was spoken of."""
    if read.get("board") != ["none"] or told.get("ecfmg") != "current" or "ecfmg" in read:
        return read
    return {**{name: read[name] for name in read if name != "board"}, "ecfmg": "not_current"}


def of_no_doctor(told: Mapping[str, Any], read: Mapping[str, Any]) -> Mapping[str, Any]:
    """A technologist who thinks of applying to a program has not finished medical school."""
    is_so = told.get("profession") in _NO_DOCTORS and read.get("stage") == _BETWEEN
    return {name: read[name] for name in read if name != "stage"} if is_so else read


def still_serving(told: Mapping[str, Any], read: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whoever is "in the reserves too" goes on serving where they said."""
    is_beside = told.get("federal_service") in SERVES and read.get("federal_service") == _RESERVE
    return {name: read[name] for name in read if name != "federal_service"} if is_beside else read


def at_school(told: Mapping[str, Any], read: Mapping[str, Any]) -> Mapping[str, Any]:
    """Who tells how long school takes studies there ("second year at St George's, a four-year program")."""
    if "school_years" not in read or {"stage", "profession"} & {*told, *read}:
        return read
    return {**read, "stage": "student", "profession": "medical_student", "enrolled": "yes"}


def place_of_the_others(state: State) -> Mapping[str, Any]:
    """People who are counted are of one place, unless it is said otherwise."""
    known = [state.told, *state.others.values()]
    places = [facts["place"] for facts in known if "place" in facts]
    return {"place": places[0]} if places else {}


def with_year_of(text: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the one day that was told in the year that a correction names ("sorry, 2027")."""
    days = {name: str(value) for name, value in told.items() if _ISO_DAY.fullmatch(str(value))}
    years = _YEAR.findall(text)
    if len(days) != 1 or len(years) != 1 or len(text.split()) > _WORDS_OF_A_YEAR:
        return {}
    ((name, day),) = days.items()
    moved = date.fromisoformat(day) + relativedelta(year=int(years[0]))
    return {name: moved.isoformat()}
