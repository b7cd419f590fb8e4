"""What somebody who retires asks of dues, of a bill, of money back, and of how to tell the College."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation.acts import Acts
from bot.conversation.aspect_reader import RIGHTS
from bot.conversation.changes_ahead import RETIRED
from bot.conversation.guide import Guide, Outcome
from bot.conversation.personal_answers import Sentence
from bot.conversation.replies import Replies
from bot.conversation.retirement_notice import notice_to_come
from bot.conversation.state import State
from bot.conversation.told_in_context import day_of
from bot.knowledge.dues import RetirementRefund
from bot.nlu.facts.text.dates import find_days

_DUES = re.compile(
    r"\b(?:bills?|billed|invoices?|charged?|owe[sd]?|pay(?:s|ing|ment)?|dues|cost|costs|fees?|free)\b",
    re.IGNORECASE,
)
_BILL = re.compile(r"\b(?:bills?|billed|invoices?|charged?|statement)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\brefund\w*|\breimburs\w*|\b(?:get|got|have|give|gives|giving|want|send)\b.{0,24}\bback\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:paid|prepaid|(?:mailed|sent|wrote|put in) (?:the|a|my|our|his|her) (?:check|cheque|payment|money)|(?:check|cheque|payment) (?:was|is) for)\b",
    re.IGNORECASE,
)
_UNPAID = re.compile(
    r"\b(?:unpaid|not paid|(?:have ?n.?t|has ?n.?t|have not|has not|did ?n.?t|not yet|never) (?:\w+ )?(?:paid|pay)"
    r"|before (?:i|he|she|we) pays?)\b",
    re.IGNORECASE,
)
_HOW_TO_TELL = re.compile(
    r"\b(?:who|whom|how|where)\b.{0,30}\b(?:tell|notif\w+|inform|report|let)\b(?! (?:if|whether)\b)"
    r"|\b(?:tell|notif\w+|inform|report to|write to) (?:somebody|someone|anybody|anyone|you|them|acr|the acr|the college)\b"
    r"|\b(?:letter|form|email|e-mail|in writing|paperwork)\b(?!.*\bappl(?:y|ication)\b)",
    re.IGNORECASE,
)
_IF_TOLD = re.compile(
    r"\b(?:if|when|but|to|they)\b.{0,12}\b(?:tell|notify|inform)\b", re.IGNORECASE
)
_WHEN_TO_TELL = re.compile(
    r"\b(?:deadline|by when|too late|cut-?off|wait)\b"
    r"|\b(?:when|before|after|now|until|in jan\w*|in feb\w*|in march)\b.{0,40}\b(?:tell|notif\w+|inform|call)\b"
    r"|\b(?:call|tell|notify|inform)\w* (?:you|them|acr|the college)\b.{0,20}\b(?:when|before|after|now|in|until|by)\b",
    re.IGNORECASE,
)
_WHAT_TO_DO = re.compile(
    r"\bwhat (?:do|should|must|shall|does|can) (?:i|he|she|we)\b.{0,12}\b(?:do|need)\b|\bwhat (?:happens|now|next)\b"
    r"|\b(?:anything|something) (?:i|he|she|we) (?:need|have|must|should)\b|\bdeal with\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(20[2-4]\d)\b|\bnext (year)\b", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\bthis year'?s?\b", re.IGNORECASE)
# "Suppose I keep reading until June 2027 and then stop."
_UNTIL_THEN = re.compile(
    r"\b(?:until|till|through) (?P<day>[\w, ]{3,24}?) (?:and|but) then (?:i )?(?:stop|retire|quit)",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:stop|stops|quit|quits|retire|retires|finish|leave|hang)\b.{0,24}?\b(?:in|on|at|by|say)\b(?P<day>[^.?!;,]*)",
    re.IGNORECASE,
)
_RETIRES = re.compile(
    r"\bretir(?:e|es|ing)\b"
    r"|\b(?:hang(?:s|ing)? it up|stop(?:s|ping)? (?:work|working|practice|practicing|practising)|call(?:s|ing)? it quits)\b",
    re.IGNORECASE,
)
# Who leaves the service may practice for long after it; who will not retire, or goes back, is asked of practice.
_NOT_RETIRING = re.compile(
    r"\bretir\w+ (?:from|out of) (?:active duty|the (?:\w+ )?(?:army|navy|air force|military|marines|coast guard|service|reserves?)|military|the va)\b"
    r"|\b(?:won'?t|will not|never|not (?:going|planning) to|don'?t (?:plan|want|intend) to|not)\b(?: \w+){0,2} retir(?:e|ing)\b"
    r"|\b(?:go|goes|going|went|come|coming|returns?|returning) back to (?:work|practi[cs]\w*)\b|\bun-?retir\w+",
    re.IGNORECASE,
)
_OF_NOW = re.compile(
    r"\b(?:pay|owe|cost)\b.{0,8}\bnow\b|\b(?:right now|currently|today|at the moment|this year'?s|(?:until|till|before) (?:then|that|i retire))\b",
    re.IGNORECASE,
)
# "I keep reading one day a week": that is practice.
_WORKS_ON = re.compile(
    r"\b(?:keep|keeps|keeping|still|continue\w*|go on)\b(?!.{0,16}\b(?:not|until|till)\b).{0,16}\b(?:read\w*|work\w*|cover\w*|moonlight\w*)\b.{0,24}"
    r"\b(?:days?|shifts?|hours?|mornings?|weekends?|part[- ]?time|locums?|per diem)\b"
    r"|\b(?:read|reading|cover|covering|do|doing|work|working) (?:a few|some|the odd|occasional|a couple(?: of)?|one or two) (?:cases?|studies|shifts?|reads?|films?|days?|scans?|weekends?|locums?)\b"
    r"|\b(?:drop\w*|cut\w*|go|goes|going|reduc\w+)\b(?: back| down)? to (?:\S+ ){0,3}?(?:days?|shifts?|hours?|part[- ]?time|half)\b"
    r"|\b(?:days?|shifts?|weekends?|weeks?) (?:or (?:two|three|so) )?(?:a|per|each) (?:week|month|year)\b|\b(?:do|doing|some|of) locums?\b",
    re.IGNORECASE,
)
# "Only two days a week instead of stopping completely."
_INSTEAD = re.compile(r"\b(?:instead of|rather than)\b[^,.;?!]*", re.IGNORECASE)
_WHOLLY = re.compile(
    r"\b(?:fully|completely|altogether|for good|entirely|totally)\b", re.IGNORECASE
)
# "It will have ended by then."
_WILL_HAVE_ENDED = re.compile(
    r"\bwill (?:all )?(?:have|be) (?:\w+ )?(?:ended|over|stopped|done|finished)\b", re.IGNORECASE
)
_IN_PART = "partly_retired"
# What is only weighed is answered, and not remembered.
_WEIGHS = re.compile(r"\b(?:what if|if|suppose|should|would it be|better|wait)\b", re.IGNORECASE)
_PAID_FOR = re.compile(
    r"\b(?:paid|dues|check|cheque|payment)\b(?:\W+(?:\w+\W+){0,3}?)(?P<year>20[2-4]\d)\b",
    re.IGNORECASE,
)
_END_OF_YEAR = re.compile(r"\b(?:end of (?:the|this) year|year'?s? end)\b", re.IGNORECASE)
_TELLS_IN = re.compile(
    r"\b(?:tell|notify|inform|call|write)\w* (?:you|them|(?:the )?acr|the college)\b.{0,12}\b(?:in|on|by|until|til|till)\b(?P<day>[^.?!;]*)"
    r"|\bwait\b.{0,10}\b(?:until|til|till)\b(?P<later>[^.?!;]*)",
    re.IGNORECASE,
)
# "I did tell you in February" was the last February.
_HAS_TOLD = re.compile(
    r"\b(?:did|have|has|had|already)(?: already)? (?:tell|told|notif(?:y|ied)|inform(?:ed)?|call(?:ed)?|wr(?:ite|ote|itten))\b",
    re.IGNORECASE,
)
# What else is asked of a retired membership is answered elsewhere.
_OF_IT = frozenset(
    "price other_prices per bill refund notice tell whom email documents until after first_dues payment arrears leave "
    "switch renewal schedule free_when counts start apply next_price phone position".split()
)
_OF_DUES = frozenset(
    "price other_prices per bill first_dues payment arrears free_when next_price".split()
)
_LEAVES = re.compile(r"\b(?:leav\w*|cancel\w*|resign\w*|quit\w*)\b", re.IGNORECASE)
_SHOULD_I_CALL = re.compile(
    r"\b(?:should|do|can|must|when|shall) i (?:call|write|tell|ask|phone|contact)\b.*\brefund",
    re.IGNORECASE,
)
_FOR_ME = re.compile(r"\b(?:me|my|mine|myself|i'?m|i am)\b", re.IGNORECASE)
_NOT_RETIRED = re.compile(r"\b(?:not|n't|never)(?: yet)? retired\b", re.IGNORECASE)
_BEFORE_PRACTICE = frozenset({"student", "between_school_and_training", "in_training"})
_MEMBER = "in_practice"
_CATEGORY, _LEAVING = "retired", "leaving"
_LAST_MONTH = 12
_DATE, _NOTICE, _PAID_YEAR = "retirement_date", "retirement_notice", "dues_paid_year"


class Retiring:
    """Answers by the rules for dues, notice and refund, whatever else of the case is open."""

    def __init__(
        self, guide: Guide, replies: Replies, refund: RetirementRefund, today: date
    ) -> None:
        self._guide = guide
        self._replies = replies
        self._refund = refund
        self._today = today

    def answer(self, state: State, acts: Acts) -> Outcome | None:
        """Return the reply; None where nobody retires, or something else is asked."""
        if acts.facts.get("stage") == RETIRED and {_NOTICE, _PAID_YEAR} <= set(acts.facts):
            return None  # the whole case is told: it is decided, with its refund
        category = self._replies.personal.retired
        person = self._whose(state, acts)
        told = {**state.facts_of(person), **acts.facts}
        if state.aspect in RIGHTS and not (_DUES.search(acts.text) or _BACK.search(acts.text)):
            return None  # "six years from February, so until when exactly"
        if _NOT_RETIRING.search(acts.text) or told.get("acr_history", _MEMBER) != _MEMBER:
            return None  # who was never a member in practice is for the membership department
        if category is None or not _retires({**told, **acts.hypothesis}, state, acts):
            return None
        moved = self._moved(state, acts, told)
        days = self._days_said(acts.text, {**told, **acts.hypothesis}) | moved
        told |= {**acts.hypothesis, **days}
        works_on = _works_on(acts.text, told)
        if works_on:
            sentences: list[Sentence] = [("retiring_part_time", {})]
            days["stage"] = _IN_PART
        else:
            aspects = {*acts.aspects, *(("refund",) if moved else ())}
            asks = _asks_of_it(acts) or moved
            sentences = self._sentences(acts.text, aspects, told) if asks else []
        if not sentences:
            return None
        about = state.about(person).but(pending=None)
        left_out = set(acts.hypothesis) - {_DATE}
        if _WEIGHS.search(acts.text):
            left_out.add(_NOTICE)
            if state.category != category and _DATE not in acts.facts:
                left_out.add(_DATE)  # "what if I stop at the end of the year"
        news = {
            name: {**told, **days}[name] for name in (*acts.facts, *days) if name not in left_out
        }
        if news:
            about = self._guide.with_facts(about, news)
        answer = self._replies.personal.of_sentences("refund", category, sentences)
        reply = self._replies.message_of(answer, None, self._replies.heading_of(about), "refund")
        return about.but(aspect="refund", category=category, answer=None), [reply]

    def _whose(self, state: State, acts: Acts) -> str:
        """Return whose retirement it is: "when should I call about the refund" is asked for who retires."""
        is_own = bool(acts.facts or state.facts_of(acts.person)) or _FOR_ME.search(acts.text)
        return acts.person if is_own or not _SHOULD_I_CALL.search(acts.text) else state.person

    def _days_said(self, text: str, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return the days of retirement and notice, and the year of dues, that only this context makes such."""
        days: dict[str, Any] = {}
        if _DATE not in told and _RETIRES.search(text) and _END_OF_YEAR.search(text):
            days[_DATE] = date(self._today.year, _LAST_MONTH, 31).isoformat()
        elif _DATE not in told and (stop := _STOPS.search(text)):
            days |= self._first_day(_DATE, stop["day"])
        if (tells := _TELLS_IN.search(text)) and not _HAS_TOLD.search(text):
            days |= self._first_day(_NOTICE, tells["day"] or tells["later"])
        if _PAID.search(text) and not _UNPAID.search(text) and (year := self._year_paid(text)):
            days[_PAID_YEAR] = year
        return days

    def _moved(self, state: State, acts: Acts, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return another day of retirement, said while its refund is spoken of ("if I stop in August instead")."""
        stop = _STOPS.search(acts.text) or _UNTIL_THEN.search(acts.text)
        if state.aspect != "refund" or _DATE not in told or _DATE in acts.facts or stop is None:
            return {}
        return self._first_day(_DATE, stop["day"])

    def _first_day(self, name: str, text: str) -> dict[str, Any]:
        day = next(find_days(text, self._today), None)
        return {name: day.last.isoformat()} if day and not day.roughly else {}

    def _year_paid(self, text: str) -> int | None:
        """Return the year for which somebody says to have paid; of several only the one beside it."""
        if _THIS_YEAR.search(text):
            return self._today.year
        years = self._years_in(text)
        beside = _PAID_FOR.search(text)
        return int(beside["year"]) if beside else years[0] if len(years) == 1 else None

    def _years_in(self, text: str) -> list[int]:
        years = [int(match[1] or self._today.year + 1) for match in _YEAR.finditer(text)]
        return years or ([self._today.year] if _THIS_YEAR.search(text) else [])

    def _sentences(self, text: str, aspects: set[str], told: Mapping[str, Any]) -> list[Sentence]:
        """Return what to say, in the order in which somebody wants to hear it."""
        retires, notice = day_of(told.get(_DATE)), self._notice(told, text)
        paid = told.get(_PAID_YEAR)
        is_unpaid = _UNPAID.search(text) is not None
        is_of_dues = bool(_DUES.search(text) or aspects & _OF_DUES)
        is_of_refund = bool(_BACK.search(text) or "refund" in aspects)
        how = _HOW_TO_TELL.search(text) and not (notice and _IF_TOLD.search(text))
        when = _WHEN_TO_TELL.search(text)
        is_at_large = bool(_WHAT_TO_DO.search(text)) and not is_of_refund
        is_whole = is_at_large and not is_of_dues
        is_of_another_year = isinstance(paid, int) and retires is not None and retires.year > paid
        parts: list[Sentence] = []
        years = self._years_in(text)
        is_before = bool(retires and years) and max(years) < (retires or self._today).year
        if is_before and not (is_of_refund or paid):
            return []  # the dues of a year of practice
        if is_of_dues or is_whole or is_unpaid:
            parts += self._free(retires, years, is_unpaid=is_unpaid)
            if (is_of_another_year or not is_of_refund) and not notice:
                parts += self._of_its_year(retires, [] if is_of_another_year else years)
        if not notice and (is_unpaid or (_BILL.search(text) and not (is_of_refund or paid))):
            parts.append(("retiring_bill", {}))
        if notice and (is_of_refund or when or is_of_dues):
            has_retired = told.get("stage") == RETIRED or retires is not None
            parts += self._of_notice(notice, retires, paid, is_open=not has_retired)
        elif is_of_refund or (
            paid and not is_unpaid and (_PAID.search(text) or not is_of_another_year)
        ):
            parts += self._of_refund(retires, paid)
        elif is_at_large and not is_whole:
            parts.append(("retiring_window", {}))
        if how or is_whole:
            parts.append(("retiring_how", {}))
        if (when and not notice) or is_whole:
            parts.append(("retiring_when", {}))
        return _once(parts)

    def _notice(self, told: Mapping[str, Any], text: str) -> date | None:
        return day_of(notice_to_come(told, text, self._today, self._refund) or told.get(_NOTICE))

    def _free(self, retires: date | None, years: list[int], *, is_unpaid: bool) -> list[Sentence]:
        """Say from which year on nothing is owed: the first that begins after the retirement.

        Of this year's dues that were not paid, the page says nothing once the time for a notice is over.
        """
        if retires is None:
            return [("retiring_free", {})]
        first = max(retires.year + 1, self._today.year, *years)
        is_late = not self._refund.is_in_time(self._today)
        asks_of_this_year = is_unpaid or self._today.year in years
        if first > self._today.year or not (is_late and asks_of_this_year):
            return [("retiring_free_from", {"year": first})]
        return [
            ("retiring_unpaid_late", {"year": first}),
            ("retiring_free_from", {"year": first + 1}),
        ]

    def _of_its_year(self, retires: date | None, years: list[int]) -> list[Sentence]:
        """Say what becomes of the dues of the year in which somebody retires, where that is to come."""
        if retires is None or retires <= self._today or (years and retires.year not in years):
            return []
        is_of_now = retires.year == self._today.year and not years
        if is_of_now:
            return []
        is_early = self._refund.is_in_time(retires)
        return [("retiring_early" if is_early else "retiring_late", {"year": retires.year})]

    def _of_notice(
        self, notice: date, retires: date | None, paid: Any, *, is_open: bool
    ) -> list[Sentence]:
        """Say what a notice on that day brings back; `is_open` where no day of retirement is told."""
        year = notice.year
        if isinstance(paid, int) and paid > year:
            return [("refund_staff", {"year": paid})]
        if not self._refund.is_in_time(notice):
            return [("refund_none_stated", {"year": year})]
        if is_open or (retires and retires > notice):
            return [("refund_staff", {"year": year})]
        parts: list[Sentence] = [("retiring_in_window", {"year": year})]
        is_of_two_years = retires and retires.year < year and retires.month < _LAST_MONTH
        if retires and is_of_two_years and not self._refund.is_in_time(retires):
            parts.append(("retiring_year_before", {"year": retires.year}))
        return parts

    def _of_year_paid(self, retires: date | None, paid: int) -> str:
        """Return the sentence on the refund of the dues of one year, by when somebody retires."""
        window = self._refund.last_day(paid)
        if retires and retires > window and retires >= self._today:
            return "retiring_late" if retires.year == paid else "retiring_year_before"
        if self._today > window:
            return "retiring_year_before"
        if retires and retires.year == paid:
            return "retiring_early"
        return "retiring_paid_ahead" if paid > self._today.year else "refund_window"

    def _of_refund(self, retires: date | None, paid: Any) -> list[Sentence]:
        """Say which notice would bring back what was paid, where no day of it is told."""
        if isinstance(paid, int):
            return [(self._of_year_paid(retires, paid), {"year": paid})]
        is_in_a_later_year = retires is not None and retires.year > self._today.year
        if retires and is_in_a_later_year and not self._refund.is_in_time(retires):
            return [("retiring_late", {"year": retires.year})]
        return [("retiring_window", {})]


def _retires(told: Mapping[str, Any], state: State, acts: Acts) -> bool:
    """Tell whether somebody has retired, or says that they will."""
    if told.get("stage") == RETIRED or _DATE in told:
        return True
    if _RETIRES.search(acts.text) and (told or _END_OF_YEAR.search(acts.text)):
        return True
    if state.speaks_of_what_comes and RETIRED in {
        acts.to_come.get("stage"),
        state.to_come.get("stage"),
    }:
        return True
    others = (state.facts_of(name) for name in (state.person, *state.others))
    if _STOPS.search(acts.text) and any(facts.get("stage") == RETIRED for facts in others):
        return True  # "And me? I stop on January 31", behind whoever has retired
    # "What's the deal with dues once I'm retired", and then "so if I stop in July 2027 …".
    is_else = told.get("stage") in _BEFORE_PRACTICE or acts.person != state.person
    if is_else or _NOT_RETIRED.search(acts.text):
        return False
    if _STOPS.search(acts.text) and _WHOLLY.search(acts.text):
        return True  # "what if I stop completely in December"
    is_of_it = any(words.search(acts.text) for words in (_STOPS, _UNPAID, _IF_TOLD))
    return state.category == _CATEGORY and is_of_it


def _works_on(text: str, told: Mapping[str, Any]) -> bool:
    """Tell whether somebody who retires goes on working in part, by what they say now or said before."""
    text = _INSTEAD.sub("", text)
    if _WHOLLY.search(text) or _STOPS.search(text) or _WILL_HAVE_ENDED.search(text):
        return False
    is_of_money = _DUES.search(text) or _BACK.search(text) or _PAID.search(text)
    return bool(_WORKS_ON.search(text)) or (told.get("stage") == _IN_PART and bool(is_of_money))


def _asks_of_it(acts: Acts) -> bool:
    """Tell whether a message asks of dues, of money back or of a notice, and of nothing else."""
    is_of_a_bill = _BILL.search(acts.text) and not _LEAVES.search(acts.text)
    is_of_dues = _HOW_TO_TELL.search(acts.text) or is_of_a_bill
    aspects = set(acts.aspects) - ({_LEAVING} if is_of_dues else set())
    is_paid = _PAID.search(acts.text) or _BACK.search(acts.text)
    is_else = bool(aspects - _OF_IT) or acts.turn.is_of_a_career
    is_else = is_else or (_OF_NOW.search(acts.text) is not None and not is_paid)
    is_asked = bool(_OF_IT & set(acts.aspects))
    asks = acts.asks or is_asked or _UNPAID.search(acts.text) or _PAID.search(acts.text)
    return bool(asks) and not is_else and not acts.code


def _once(parts: list[Sentence]) -> list[Sentence]:
    return [part for number, part in enumerate(parts) if part not in parts[:number]]
