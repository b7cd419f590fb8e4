"""Days and counts: end and start of training, retirement, notice, paid dues, chapters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.nlu.facts.attributes.next_program import follows
from bot.nlu.facts.attributes.retirement import has_retired, is_retiring
from bot.nlu.facts.evidence import Facts
from bot.nlu.facts.text.clause import Clause
from bot.nlu.facts.text.dates import DayMention
from bot.nlu.facts.text.place_of_clause import where_of

_ENDS = r"\b(?:finish\w*|complet\w*|end|ends|ended|ending|graduat\w*|done|wrap\w*|conclude\w*|last day|over|out of|class of)\b|<GRADUATE[DS]>"
_STARTS = r"\b(?:start\w*|begin\w*|began|begun|first day|commenc\w*)\b|\bfrom date\d"
_OVER = r"\b(?:finished|completed|ended|graduated|did|was|(?<!be )(?<!will have )(?<!'ll have )wrapped up|(?:came|got) out of)\b|<GRADUATED>"
_TRAINED = r"\b(?:did|was|had|were)\b"
_SPAN = r"\bdate\d+$"
_END_OF_PROGRAM = r"\b(?:completion|graduation|end|finish) date\b"
_EXPECTED = r"\b(?:expected|anticipated) (?:completion|graduation|end)$"
_SPAN_END = r"^(?:to|until|through) (?:the end of )?date\d"
_AFTERWARDS = r"\b(?:after that|afterwards?|thereafter)\b"
_UNTIL = r"\b(?:until|till?|through|(?:runs?|goes|lasts?|going) (?:to|until|till|through)) (?:in |on |the end of )?date\d"
_TRAINING = ("RESIDENT", "RESIDENCY", "FELLOW", "FELLOWSHIP", "INTERN", "PHYSTRAINEE")
# A notice of dues is none of retiring.
_NOTICE = r"(?<!dues )(?<!renewal )(?<!payment )(?<!billing )notice"
_NOTIFIES = rf"\b(?:told|tell|telling|notif\w+|{_NOTICE}|informed|emailed|e-mailed|wrote|written|called|letter|(?<!\byou )(?<!\bpeople )(?<!\bjust )(?<!\bacr )(?<!\bthey )sent|let (?:\w+ ){{1,3}}know)\b"
# Dues are sent too: that is no notice.
_SAYS_SO = rf"\b(?:told|tell|telling|notif\w+|{_NOTICE}|informed|know)\b"
# Whoever has retired and says so for the first time gives notice today.
_TELLS_NOW = (
    r"\bnever (?:told|notified|informed)\b|\b(?:only |just )?(?:telling|contacting|notifying|informing) (?:you|them|anyone)\b.{0,20}\b(?:now|today|first)\b"
    r"|\bfirst time (?:that )?(?:i'm|i am|i) (?:contact|tell|writ|notif|inform)\w*"
)
_PAST_SCHOOL = {"in_training", "in_practice"}
_OF_NO_PROGRAM = {"PLACE", "ADJECTIVE", "FIELD", "ATTENDING", "SPECIALIST"}
_PAYS = r"\b(?:dues|fees?|paid|pay\w*|check|invoice|money|application)\b"
_WILL_NOTIFY = r"\b(?:will|'ll|going to|plan to)\b|^(?:and |then |i )*(?:tell|notify|let)\b"
_MOVES = r"\b(?:moving|going|heading|relocating|off)\b.*<(?:LATER:)?FELLOWSHIP>"
# "New attending, just started at the VA in August after fellowship."
_STARTED_AFTER = r"^(?:i )?(?:just |recently )?(?:started|joined|began)\b.* after (?:\S+ ){0,3}<(?:FELLOWSHIP|RESIDENCY)>"
_JOB = r"\bfirst paid\b|\bpaid (?:position|job)\b|\bsigned (?:on )?with\b"
# Whoever started anything else says what: "started neuroradiology", "started paying dues".
_JUST_STARTED = r"\bstarted(?: (?:work|working|there|here|with us|with them|practice|practicing))?(?: (?:in|on|this|last))* date\d"
_OF_ANOTHER = r"\b(?:my|our|his|her) \S+ started\b"
# Of who finished longer ago, a month says nothing of their first position.
_LATELY = 1
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "1": 1, "2": 2, "3": 3, "4": 4, "both": 2}


def read(clauses: Sequence[Clause], profile: Mapping[str, Any], today: date) -> Facts:
    facts: Facts = {}
    before = Clause("", ())
    for clause in clauses:
        abroad = follows(clause) and where_of(clause) == "outside"
        for part in _single_days(clause):
            if abroad and part.matches(_SPAN_END):
                continue  # the pages count what ends in the U.S. or Canada
            _read_day(part, before, profile, today, facts)
            before = Clause(f"{before.text.rpartition(' | ')[2]} | {part.text}", part.days)
        tells_now = clause.matches(_TELLS_NOW) and profile.get("stage") in {None, "fully_retired"}
        if tells_now or (clause.matches(r"\bhereby\b") and clause.matches(_NOTIFIES)):
            facts["retirement_notice"] = today.isoformat()
        _counts(clause, facts)
    if "stage" not in profile and _left_for_a_job(facts, today):
        facts["stage"] = "in_practice"
    return facts


def _left_for_a_job(facts: Facts, today: date) -> bool:
    """Tell whether training has ended and a paid position has begun."""
    days = [facts.get(name) for name in ("training_end", "paid_position_on")]
    return all(day is not None and day <= today.isoformat() for day in days)


def _single_days(clause: Clause) -> list[Clause]:
    """Cut a clause that names several days behind each of them but the last."""
    if len(re.findall(r"\bdate\d+\b", clause.text)) < 2:
        return [clause]
    return [Clause(part, clause.days) for part in re.split(r"(?<=date\d)\s+", clause.text)]


def _read_day(
    clause: Clause, before: Clause, profile: Mapping[str, Any], today: date, facts: Facts
) -> None:
    day = clause.day
    if day is None or day.roughly:
        return
    if _notifies(clause):
        past = clause.matches(_WILL_NOTIFY) is None
        facts["retirement_notice"] = _last(day, today, past=past)
    elif (
        clause.has("RETIRED", "SEMIRETIRED")
        or is_retiring(clause)
        or has_retired(clause, today)
        or (clause.matches(r"\blast day\b") and before.has("RETIRED", "RETIRING"))
    ):
        past = profile.get("stage") == "fully_retired"
        facts["retirement_date"] = _last(day, today, past=past)
    elif (
        _takes_a_job(clause)
        or (clause.matches(_STARTED_AFTER) and before.has("ATTENDING"))
        or (clause.has("ATTENDING") and clause.matches(r"\bstarted\b"))
        or _starts_after_training(clause, day, facts, today)
        or (clause.matches(_STARTS) and before.matches(_JOB) and not _trains(clause))
    ):
        facts["paid_position_on"] = _first_position(clause, day, facts, today)
    elif (end := _end_of_training(clause, before, profile, day, today)) and not _is_before_another(
        clause, profile, end, today
    ):
        facts["training_end"] = end
    elif _trains(clause) and clause.matches(r"\bsince\b") and profile.get("stage") == "in_training":
        facts["training_start"] = _past(day, today, past=True).day.isoformat()
    elif (
        clause.matches(_STARTS) or follows(clause) or (before.matches(_MOVES) and day.day > today)
    ) and (
        _names_program(clause)
        or clause.has("MATCHED")
        or before.has("MATCHED")
        or _names_program(before)
    ):
        _starting(clause, before, day, profile, today, facts)


def _notifies(clause: Clause) -> bool:
    is_payment = clause.matches(_PAYS) is not None and clause.matches(_SAYS_SO) is None
    return clause.matches(_NOTIFIES) is not None and not is_payment and not _trains(clause)


def _trains(clause: Clause) -> bool:
    return (
        clause.has(*_TRAINING)
        or clause.has(*_TRAINING, status="PAST")
        or clause.matches(r"\btraining\b") is not None
    )


def _names_program(clause: Clause, *tags: str) -> bool:
    """Tell whether it is about a program, be it one that goes on or one to come."""
    named = tags or _TRAINING
    return clause.has(*named) or clause.has(*named, status="LATER")


def _end_of_training(
    clause: Clause, before: Clause, profile: Mapping[str, Any], day: DayMention, today: date
) -> str | None:
    if _is_internship(clause):
        return None  # residency follows
    names_end = clause.matches(_END_OF_PROGRAM) or before.matches(_EXPECTED)
    if profile.get("stage") == "in_training" and names_end:
        return _last(day, today, past=False)
    starts = clause.matches(_STARTS) is not None
    ended_before = _trains(before) and before.matches(_ENDS) and not starts
    if ended_before and clause.matches(r"^(?:(?:on|in|the) )*date\d"):
        return _last(day, today, past=True)
    if before.matches(_SPAN) and _trains(before) and clause.matches(_SPAN_END):
        return _last(day, today, past=False)
    trains = _trains(clause) or _is_bare_end(clause, profile)
    if clause.matches(_ENDS) and (trains or _trains(before)) and not clause.has("SCHOOL"):
        past = clause.matches(_OVER) is not None
        return _last(day, today, past=past)
    # "Until June", said by who trains today, is the June to come.
    known = (
        day.has_year
        or clause.has(*_TRAINING)
        or clause.matches(r"\bwas (?:in training|an? <MEMBER:mit>)")
    )
    if trains and known and clause.matches(_UNTIL) and not starts:
        return _last(day, today, past=clause.matches(_TRAINED) is not None)
    return None


def _is_before_another(clause: Clause, profile: Mapping[str, Any], end: str, today: date) -> bool:
    """Tell whether it is the end of the residency of somebody who is in a fellowship now."""
    is_fellow = (profile.get("stage"), profile.get("program")) == ("in_training", "fellowship")
    names_residency = clause.has("RESIDENCY", "RESIDENT") or clause.has(
        "RESIDENCY", "RESIDENT", status="PAST"
    )
    names_fellowship = _names_program(clause, "FELLOWSHIP", "FELLOW")
    is_over = end < today.isoformat()
    return is_fellow and is_over and names_residency and not names_fellowship


_WITH_AN_EXAM = r"\bwith (?:my |the )?<BOARD:\w+>(?: exams?| certificat\w+| boards?)?$"


def _is_bare_end(clause: Clause, profile: Mapping[str, Any]) -> bool:
    """Tell whether it says no more than "done in June": who trains, or works, means training."""
    tags = {mention.tag for mention in clause.mentions}
    if clause.matches(_WITH_AN_EXAM):
        tags.discard("BOARD")  # "finish in June 2028 with the Royal College exam"
    says_no_more = tags <= _OF_NO_PROGRAM
    is_past_school = profile.get("stage") in _PAST_SCHOOL and not clause.matches(r"\bclass of\b")
    return is_past_school and says_no_more


def _is_internship(clause: Clause) -> bool:
    others = [tag for tag in _TRAINING if tag != "INTERN"]
    return clause.has("INTERN") and not clause.has(*others)


def _takes_a_job(clause: Clause) -> bool:
    if not clause.has("ATTENDING", "SPECIALIST") and not clause.matches(
        r"\b(?:job|position|post|staff|group|signed with)\b"
    ):
        return False
    if clause.matches(r"\b(?:first|paid)\b(?:\s+\S+){0,2}?\s+(?:job|position|post|<ATTENDING>)"):
        return True
    return clause.matches(
        rf"{_STARTS}|\b(?:took up|took|since|join(?:ed|ing|s)?|hired)\b"
    ) is not None and not clause.has(*_TRAINING)


def _starting(
    clause: Clause,
    before: Clause,
    day: DayMention,
    profile: Mapping[str, Any],
    today: date,
    facts: Facts,
) -> None:
    after_another = (
        clause.matches(_AFTERWARDS)
        or before.matches(_AFTERWARDS)
        or profile.get("residency_completed") == "yes"
        or profile.get("program") == "internship"
        or "training_end" in facts
        or _names_program(clause, "FELLOWSHIP", "FELLOW")
    )
    ahead = profile.get("stage") == "between_school_and_training" or "match" in profile
    has_started = profile.get("stage") == "in_training" and clause.matches(r"\b(?:started|began)\b")
    if day.day > today and (after_another or ahead) and not has_started:
        facts["next_program_start"] = day.day.isoformat()
        where = clause.value("PLACE") or _matched_place(profile) or profile.get("place")
        if where in {"us", "canada", "outside"}:
            facts["next_program"] = "outside" if where == "outside" else "us_canada"
    else:
        facts["training_start"] = _past(
            day, today, past=profile.get("stage") == "in_training"
        ).day.isoformat()


def _matched_place(profile: Mapping[str, Any]) -> str | None:
    match = str(profile.get("match", ""))
    return (
        "us"
        if match == "matched_us_radiologic"
        else "canada"
        if "matched_canada" in match
        else None
    )


def _counts(clause: Clause, facts: Facts) -> None:
    paid = clause.matches(
        r"\bpaid\b(?:\s+\S+){0,4}?\s+(20\d\d)\b|\b(20\d\d)\s+dues\b(?:\s+\S+){0,3}?\s+paid\b|\b(20\d\d)\s+dues (?:are|were) (?:already )?paid|\bdues for (20\d\d) (?:(?:are|were|is) )?(?:already |all )?paid|\b(20\d\d) dues (?:went out|sent|settled|cleared)\b"
    )
    if paid and not clause.matches(r"\b(?:not|unpaid|haven't|hasn't|never)\b"):
        facts["dues_paid_year"] = int(next(group for group in paid.groups() if group))
    chapters = clause.matches(r"\b(one|two|three|four|both|[1-4])\s+(?:\w+\s+)?chapters?\b")
    if clause.matches(r"\bboth\b.*\bchapters?\b"):
        facts["chapters_requested"] = 2
    elif chapters:
        facts["chapters_requested"] = _NUMBERS[chapters[1]]


def _past(day: DayMention, today: date, *, past: bool) -> DayMention:
    return day.a_year_earlier if past and not day.has_year and day.day > today else day


def _starts_after_training(clause: Clause, day: DayMention, facts: Facts, today: date) -> bool:
    """Tell whether it is no more than "started in July", said behind an end of training that is over."""
    end = str(facts.get("training_end", ""))
    starts = _past(day, today, past=True).day.isoformat()
    is_said = clause.matches(_JUST_STARTED) is not None and not clause.matches(_OF_ANOTHER)
    return bool(end) and is_said and end < starts <= today.isoformat()


def _first_position(clause: Clause, day: DayMention, facts: Facts, today: date) -> str:
    past = clause.matches(r"\b(?:joined|started|took|began|since|hired)\b") is not None
    day = _past(day, today, past=past)
    if past and not clause.matches(r"\b(?:current|new|switch\w*|chang\w*)\b"):
        day = _after_training(day, facts, today)
    return day.day.isoformat()


def _after_training(day: DayMention, facts: Facts, today: date) -> DayMention:
    """Return the first such day after training that ended lately: "finished June 2025, started work in September"."""
    end = str(facts.get("training_end", ""))
    is_lately = str(today.year - _LATELY) <= end[:4]
    earlier = day.a_year_earlier
    is_after = bool(end) and is_lately and earlier.day.isoformat() > end
    return earlier if is_after and not day.has_year else day


def _last(day: DayMention, today: date, *, past: bool) -> str:
    return _past(day, today, past=past).last.isoformat()
