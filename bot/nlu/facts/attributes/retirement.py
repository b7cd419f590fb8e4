"""The end of practice: come to, announced, or only in part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.nlu.facts.evidence import STRONG, STRONGEST, WEAK, Stage
from bot.nlu.facts.text.clause import Clause

_AHEAD = r"\b(?:will|i'll|he'll|she'll|going to|plan\w*|about to|thinking|soon|would|if|when|want|hope|expect\w*|intend\w*|considering|can he|can she|can i|(?<!for )next (?:week|month|year|spring|summer|fall|autumn|winter))\b"
_NOT_RETIRED = r"\b(?:before|until|from|if)\b(?:\s+\S+){0,3}?\s+<RETIRED>"
_AS_CATEGORY = (
    r"<RETIRED>\s+(?:rate|member\w*|category|status|dues|class|people|from that)|\bto <RETIRED>$"
)
# Who retires from the service may practice for long after it.
_FROM_SERVICE = r"<RETIR\w+> (?:from )?(?:the )?(?:united states )?<SERVICE"
_DOWN_TO = r"\b(?:down|cut back|back) to (?:\S+ ){1,3}(?:a|per) week\b"
_WHOLLY = r"(?:for good|altogether|entirely|completely|totally|forever|permanently|for ever)"
_GAVE_UP = (
    rf"\b(?:gave up|given up|quit|stopped|ended|closed|hung up|put down|laid down|left (?:medicine|radiology|work|<(?:PAST:)?ATTENDING>))\b(?:\s+\S+){{0,4}}?\s+{_WHOLLY}\b"
    rf"|<NOTWORKING> {_WHOLLY}\b|\b(?:fully|completely|entirely|totally) (?:stopped|quit|gave up)\b|\bhung up (?:my|his|her|the) \w+|\bno longer (?:\S+ )?<(?:PAST:)?ATTENDING> (?:at )?all\b"
)
# The same verbs in the present, and the last day after many years: what the day decides.
_GIVES_UP = (
    rf"\b(?:giv(?:e|es|ing) up|quit(?:s|ting)?|stop(?:s|ping)?|end(?:s|ing)?|clos(?:e|es|ing)|hang(?:s|ing)? up|put(?:s|ting)? down|lay(?:s|ing)? down)\b(?:\s+\S+){{0,4}}?\s+{_WHOLLY}\b"
    r"|\b(?:going to|will|'ll|plan(?:ning)? to|about to) (?:stop|quit) (?:<ATTENDING>|reading)(?! (?:for|with|there|an?|my|nights?|weekends?|full)\b)"
    r"|\blast (?:working |clinical )?day\b.*\bafter (?:\S+ ){1,3}years\b|\bhang(?:s|ing)? up (?:my|his|her|the) \w+"
)
_NOW_AND_THEN = r"\b(?:occasional\w*|now|then|sometimes|once|part time|per diem|vacations?|days?|mornings?|afternoons?|hours?|weekends?|shifts|saturdays?|sundays?)\b"
_WORKS_AT_TIMES = (
    r"^(?:(?:though|but|unofficially|i|now|do|still) )*(?:read|reading|cover|covering|working|<ATTENDING>|a few shifts)(?: |$).*"
    + _NOW_AND_THEN
)
_NOT_WHOLLY = r"<RETIRED> (?:\S+ )?except\b|^(?:i )?(?:read|reading|work|working|<ATTENDING>|cover|covering)\b.*\b(?:days?|mornings?|afternoons?|hours?|weekends?|weeks?) (?:a|per|each)\b"
_NOT_AT_ALL = r"<NOTWORKING:there>(?: any ?more| any longer)? (?:at all|ever again)\b"
_CAME_BACK = r"\b(?:(?:went|came|gone) back|returned) (?:to|in|into) (?:work|<ATTENDING>)|\bback (?:at|to|in) (?:work|<ATTENDING>)|\bback <ATTENDING>|\bun\W?retired"
_STILL = r"\bstill (?:\S+ )?(?:reads?|reading|works?|working|covers?|covering|sees?|seeing|does|doing|do|takes?|taking|practic\w+|<ATTENDING>)(?:\s|$)"


def stages_of_retirement(clauses: Sequence[Clause], today: date) -> Iterator[Stage]:
    for clause in clauses:
        if (clause.has("SEMIRETIRED") or clause.matches(_DOWN_TO)) and not clause.asks:
            yield "partly_retired", STRONG
        if has_retired(clause, today):
            yield "fully_retired", STRONG
        elif _retires_later(clause, today):
            yield "in_practice", STRONG if clause.day else WEAK
    if any(clause.matches(_CAME_BACK) for clause in clauses):
        yield "in_practice", STRONGEST
    retired = any(has_retired(clause, today) for clause in clauses)
    if retired and any(clause.matches(rf"{_NOT_WHOLLY}|{_WORKS_AT_TIMES}") for clause in clauses):
        yield "partly_retired", STRONGEST
    if retired and any(clause.matches(_STILL) and not clause.asks for clause in clauses):
        yield "partly_retired", STRONGEST


def has_retired(clause: Clause, today: date) -> bool:
    if clause.asks or clause.matches(_AS_CATEGORY) or clause.matches(_FROM_SERVICE):
        return False
    day = clause.day
    if is_retiring(clause):
        return day is not None and day.day <= today
    if day and day.has_year and day.day > today:
        return False
    stopped = clause.has("RETIRED") or clause.matches(rf"{_GAVE_UP}|{_NOT_AT_ALL}") is not None
    return stopped and not (clause.matches(_AHEAD) or clause.matches(_NOT_RETIRED))


def _retires_later(clause: Clause, today: date) -> bool:
    """Tell whether the end is announced: whoever says so practices today."""
    if not (clause.has("RETIRED") or is_retiring(clause)) or clause.matches(_AS_CATEGORY):
        return False
    if clause.matches(_FROM_SERVICE):
        return False
    day = clause.day
    if day:
        return day.day > today
    return is_retiring(clause) or clause.matches(_AHEAD) is not None


def is_retiring(clause: Clause) -> bool:
    return clause.has("RETIRING") or clause.matches(_GIVES_UP) is not None
