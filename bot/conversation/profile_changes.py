"""What a message changes of what is known of somebody: what holds now, what is only supposed, and what is to come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation import commands
from bot.conversation.career_questions import asks_of_the_profession
from bot.conversation.changes_ahead import ANOTHER, IF, RETIRED, failing
from bot.conversation.hypothesis_reader import AHEAD, HypothesisReader, with_what_comes
from bot.conversation.retirement_notice import notice_to_come
from bot.conversation.shared_facts import shared_facts
from bot.conversation.state import State
from bot.conversation.subject_reader import Subject
from bot.conversation.to_come import MAY_CHANGE, ToComeReader, next_program
from bot.conversation.told_in_context import (
    at_school,
    in_words_of,
    of_no_doctor,
    place_of_the_others,
    still_serving,
    with_days_of,
    with_end_of_fellowship,
    with_one_certificate,
    with_year_of,
)
from bot.conversation.user_turn import UserTurn
from bot.dues.after_training import goes_on
from bot.knowledge.attributes import UNKNOWN
from bot.knowledge.cues import Cues
from bot.knowledge.dues import RetirementRefund
from bot.nlu.facts.reader import ProfileReader, Reading
from bot.nlu.facts.text.dates import find_days

SAYS_WHAT_ONE_IS = re.compile(
    r"\b(?:i'm|im|i am|we're|he's|he is|she's|she is|now (?:a|in)|moved|became|switched|started|begin|starting)\b",
    re.IGNORECASE,
)
# "Even though I'm a radiologist at home?" doubts what was said, and tells nothing that would change it.
_OBJECTION = re.compile(
    r"^\W*(?:ok |so |and |but )*(?:even (?:though|tho|if|when)|although)\b", re.IGNORECASE
)
# "Don't know whether it counts as approved": that is open, whatever was said before.
_APPROVAL_IS_OPEN = re.compile(
    r"(?:\b(?:don'?t|do not|doesn'?t) know|\b(?:not|un)\W?sure|\bunclear|\bno idea|\buncertain)\b.{0,50}\b(?:approv\w*|accredit\w*|recogni\w*)|\b(?:approv\w*|accredit\w*)\b.{0,20}\b(?:unclear|uncertain|unknown|not sure)",
    re.IGNORECASE,
)
_MEDICAL_STUDENT = "medical_student"
_RESIDENCY_ENDED = re.compile(
    r"\b(?:finish\w*|complet\w*|done with|ended) (?:my |the )?residency\b", re.IGNORECASE
)
_NOTICE = "retirement_notice"
_DAYS_OF_RETIREMENT = frozenset({_NOTICE, "retirement_date"})
_TELLS_THE_COLLEGE = re.compile(
    r"\b(?:tell|told|notif\w+|inform\w*|write|let) (?:you|them|acr|the college)\b", re.IGNORECASE
)
_RETIRES = re.compile(r"(?<!\bnot )(?<!n't )\bretire", re.IGNORECASE)
# "International member still, or free?" asks which one it will be.
_ASKS_WHICH_MEMBER = re.compile(
    r"\bmember(?:ship)? still\b|\bstill (?:an? )?(?:\w+ )?member\b.*\?|\bmember(?:ship)?\b.{0,15}\bor\b.*\?|\bor\b.{0,20}\bmember(?:ship)?\W*\?",
    re.IGNORECASE,
)
# "So I'm an associate member then?" asks which one it is.
_CONCLUDES = re.compile(
    r"\b(?:general|associate|international|full|retired)(?: member)? then\W*$"
    r"|^\W*(?:(?:ok(?:ay)?|and|but)[\s,]+)*(?:so|then)[\s,]+(?:i'?m|i am|he'?s|he is|she'?s|she is)\b.{0,30}\bmember\b\W*(?:then|right|correct|yes|no)?\W*$",
    re.IGNORECASE,
)
# Told once, these change only by a word that is meant to change them.
_SETTLED = frozenset({"profession", "stage", "field", "place", "program"})
_SAYS_WHERE = re.compile(
    r"\b(?:practi[cs]e|work|live|based|located|moved|stationed)\b", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:then|will|going to|gonna|starts?|starting|after|next|upcoming|job in|from|in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|20\d\d))",
    re.IGNORECASE,
)
_WORKS = re.compile(r"\b(?:practic\w+|practis\w+|attending|working|job)\b", re.IGNORECASE)
# Told with a day, these are facts, whenever they come.
_DAYS_AHEAD = frozenset({"paid_position_on", "training_end", "training_start", "retirement_date"})
# From here on a message speaks of what is not so yet.
_LEARNT_AHEAD = 0.7
_IS_CERTIFIED = re.compile(
    r"\b(?:i'?m|i am|he'?s|he is|she'?s|she is) (?:already )?(?:abr|aobr|board)[- ]?certified\b(?! (?:by|in|then|once|after))",
    re.IGNORECASE,
)
_GENERAL_MEMBER = re.compile(
    r"(?<!was a )(?<!used to be a )(?<!former )\bgeneral member\b(?!.*\b(?:until|retired)\b)",
    re.IGNORECASE,
)
# "ABR since 1998", "in practice for 20 years".
_SINCE = re.compile(
    r"\b(?:abr|aobr|boards?|boarded|certified|practic\w+|attending|radiologist)\b.{0,25}\b(?:since|in) (?P<year>(?:19|20)\d\d)\b"
    r"|\b(?:finished|completed|ended|done with)\b.{0,25}\b(?P<ended>(?:19|20)\d\d)\b"
    r"|\b(?:for|after|over|about|almost|nearly|been out) (?P<years>\d\d)\+? (?:years|yrs)\b",
    re.IGNORECASE,
)
_YEARS_OF_THE_FIRST_RATES = 6
# "I also did a fellowship in Toronto, was member in training then", said by who practices.
_DID = re.compile(r"\b(?:did|finished|completed|was|were|had)\b", re.IGNORECASE)


class ProfileChanges:
    def __init__(
        self, reader: ProfileReader, cues: Cues, refund: RetirementRefund, today: date
    ) -> None:
        self._reader = reader
        self._today = today
        self._refund = refund
        self._hypotheses = HypothesisReader(reader, today)
        self._to_come = ToComeReader(cues.to_come)
        self._near = frozenset(cues.people.near)
        self._places = frozenset(cues.people.counted)

    def read(
        self, text: str, turn: UserTurn, state: State, whom: Subject, reading: Reading
    ) -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]:
        """Return what is told of the person a message is about, what is only supposed, and what is to come."""
        person, told = whom.person, state.facts_of(whom.person)
        read = in_words_of(told, text, with_one_certificate(told, whom.facts))
        read = of_no_doctor(told, still_serving(told, at_school(told, read)))
        coming: Mapping[str, Any] = {}
        if not whom.others:  # what others do now is not what comes before
            read, coming = self._now_and_to_come(text, told, read)
        read = self._with_notice(text, state, in_words_of(told, text, read))
        coming = self._still_to_come(text, state, coming) or _once_enrolled(read)
        is_of_a_career = _is_of_a_career(turn, text) and not failing(text, told)
        if is_of_a_career and (told or state.pending):
            # "Will AI take jobs?" tells nothing of somebody who is known.
            read, coming = {name: read[name] for name in read if told.get(name) == read[name]}, {}
        supposes = person == state.person and not is_of_a_career
        is_ahead = turn.ahead >= _LEARNT_AHEAD and not _DAYS_AHEAD & set(read)
        supposed: Mapping[str, Any] = {}
        if supposes:
            supposed = self._hypotheses.read(text, state, read, coming, is_ahead=is_ahead)
            supposed = _with_another_program(text, told, with_what_comes(state, supposed))
        if supposed:
            retires = _DAYS_OF_RETIREMENT & set(supposed) or supposed.get("stage") == RETIRED
            read = self._hypotheses.told_before(text) if not told and not retires else {}
            supposed = {n: value for n, value in supposed.items() if read.get(n) != value}
            if all(told.get(name) == value for name, value in supposed.items()):
                supposed = {}  # "when I finish residency", said by a resident
            if _IS_CERTIFIED.search(text) and "board" in whom.facts and not IF.search(text):
                # "I'm ABR certified and will be in Beirut": the certificate is there already.
                read = {**read, "board": whom.facts["board"]}
                supposed = {n: value for n, value in supposed.items() if n != "board"}
            if not read:
                return {}, supposed, coming
        return self._facts(text, person, state, read, is_over=reading.is_over), supposed, coming

    def _facts(
        self, text: str, person: str, state: State, read: Mapping[str, Any], *, is_over: bool
    ) -> Mapping[str, Any]:
        """Return what is told of a person, of what was read; `is_over` where their training has ended."""
        told = state.facts_of(person)
        if "stage" in told and _OBJECTION.match(text):
            return {}
        if told.get("stage") == "in_training":
            read = with_end_of_fellowship(text, told, read, self._today)
        read = with_days_of(text, told, read)
        if _ASKS_WHICH_MEMBER.search(text) or _CONCLUDES.search(text):
            read.pop("acr_history", None)
        if day := notice_to_come({**told, **read}, text, self._today, self._refund):
            read[_NOTICE] = day
        if {"training_end", "program"} <= set(read) and goes_on(told):
            read["next_program"] = "none"  # the end of the last program is told now
        is_of_residency = "residency_completed" in {*told, *read, state.pending}
        if is_of_residency and _APPROVAL_IS_OPEN.search(text):
            read["residency_completed"] = "unknown"
        read |= _stage_by_other_words(text, told, read)
        if told.get("stage") == "in_training" and is_over:
            read |= {"stage": "in_practice", "residency_completed": "yes"}
            facts: Mapping[str, Any] = read
        else:
            facts = self._news(text, self._without_residency(text, told, read), told)
        if self._is_long_in_practice(text, {**told, **facts}):
            # The first years after it are over, whatever the day.
            facts = {**facts, "training_end": UNKNOWN}
        facts = shared_facts(text, person, facts, state, self._near)
        if person in self._places and "place" not in {**told, **facts}:
            facts = {**place_of_the_others(state), **facts}
        return facts

    def _without_residency(
        self, text: str, told: Mapping[str, Any], read: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Leave out the residency that a fellow has behind them: "I finished residency in June 2025"."""
        if told.get("program") != "fellowship" or not _RESIDENCY_ENDED.search(text):
            return dict(read)
        is_past = str(read.get("training_end", "9")) < self._today.isoformat()
        behind = {"training_end", "program"} if is_past else {"program"}
        return {name: read[name] for name in read if name not in behind}

    def _is_long_in_practice(self, text: str, told: Mapping[str, Any]) -> bool:
        """Tell whether somebody in practice has been so for years, and no day of training is told."""
        if told.get("stage") != "in_practice" or "training_end" in told:
            return False
        since = _SINCE.search(text)
        if since is None:
            return False
        begun = since["year"] or since["ended"]
        years = int(since["years"] or 0) or self._today.year - int(begun)
        return years >= _YEARS_OF_THE_FIRST_RATES

    def _with_notice(self, text: str, state: State, read: Mapping[str, Any]) -> Mapping[str, Any]:
        """While a refund is spoken of, the day on which the College is told is that of the notice."""
        is_of_refund = state.aspect in {"refund", "notice"} and _NOTICE not in read
        if not is_of_refund or not _TELLS_THE_COLLEGE.search(text):
            return read
        day = next(find_days(text, self._today), None)
        return {**read, _NOTICE: day.last.isoformat()} if day and not day.roughly else read

    def _news(
        self, text: str, read: Mapping[str, Any], told: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Leave out what a passing word seems to change: only who says what they are changes it."""
        if not read and commands.corrects(text):
            return with_year_of(text, told)
        starts = str(read.get("training_start", ""))
        if "next_program_start" in told and starts > self._today.isoformat():
            # "It starts in December" moves the program to come, not the one that is over.
            read = {name: read[name] for name in read if name != "training_start"}
            read["next_program_start"] = starts
        if self._is_over(told, read):
            read = {name: read[name] for name in read if name not in {"stage", "program"}}
            if _WORKS.search(text):
                read["stage"] = "in_practice"
        is_job_to_come = read.get("stage") == "in_practice" and _LATER.search(text)
        if told.get("stage") == "in_training" and is_job_to_come:
            read = {name: value for name, value in read.items() if name != "stage"}
        if commands.corrects(text) or SAYS_WHAT_ONE_IS.search(text):
            return read
        is_role_told = bool({"stage", "program"} & set(read))
        return {
            name: value
            for name, value in read.items()
            if name not in told
            or told[name] == value
            or name not in _SETTLED
            or (name == "place" and _SAYS_WHERE.search(text))
            or (name != "place" and is_role_told and not commands.asks_something(text))
        }

    def _is_over(self, told: Mapping[str, Any], read: Mapping[str, Any]) -> bool:
        """A residency named after its end was told is that one, and not another that goes on."""
        ended = str(told.get("training_end", ""))
        if str(read.get("training_end", self._today)) < self._today.isoformat():
            # "Within six months of finishing residency, it ended in June".
            return told.get("stage") == "in_practice" and read.get("stage") == "in_training"
        says_so = read.get("stage") == "in_training" and "training_end" not in read
        return says_so and bool(ended) and ended < self._today.isoformat()

    def _now_and_to_come(
        self, text: str, told: Mapping[str, Any], read: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Return what of the facts read holds now, and what is said of the time after training."""
        is_past = (
            told.get("stage") == "in_practice" and _DID.search(text) and not AHEAD.search(text)
        )
        is_read = bool(text) and not is_past
        comes = (
            self._to_come.split(text, told, self._read, self._hypotheses.suppose)
            if is_read
            else None
        )
        if comes is None or not comes.facts:
            program = next_program({**told, **read})
            if program or comes is None:
                return read, program
        stage = told.get("stage")
        now = self._reader.read(comes.now, self._today, stage) if comes.now else {}
        if comes.facts or ("place" in now and "place" not in read):
            passing = {name: read[name] for name in read if name not in MAY_CHANGE}
            read = {**passing, **now} if comes.now else {}
        return read, comes.facts

    def _still_to_come(
        self, text: str, state: State, coming: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """What was said to come stays, where only its place is named again ("in England, not free then?")."""
        before = state.to_come
        is_same_place = bool(coming) and before.get("place") == coming.get("place")
        is_job = coming.get("stage") == "in_practice" and not self._to_come.names_a_job(text)
        return before if is_same_place and is_job and before.get("stage") else coming

    def _read(self, text: str) -> Mapping[str, Any]:
        return self._reader.read(text, self._today)


def _with_another_program(
    text: str, facts: Mapping[str, Any], supposed: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what a fellow supposes with the program to come: "what if I do another fellowship"."""
    is_fellow = facts.get("stage") == "in_training" and facts.get("program") == "fellowship"
    if not is_fellow or supposed.get("program") != "fellowship" or not ANOTHER.search(text):
        return supposed
    place = supposed.get("place", facts.get("place"))
    return {**supposed, "next_program": "outside" if place == "outside" else "us_canada"}


def _once_enrolled(read: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is to come for who is admitted to medical school and has not begun."""
    is_admitted = read.get("enrolled") == "no" and read.get("profession") == _MEDICAL_STUDENT
    return {"enrolled": "yes"} if is_admitted else {}


def _is_of_a_career(turn: UserTurn, text: str) -> bool:
    """Tell whether the profession is asked about; "he is still finishing his prelim year" asks nothing of such years."""
    is_told = SAYS_WHAT_ONE_IS.search(text) is not None and not commands.asks_something(text)
    return asks_of_the_profession(turn, text) and not is_told


def _stage_by_other_words(
    text: str, told: Mapping[str, Any], read: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the stage that "general member since 2009" and "stopped working, retired" tell."""
    is_member = read.get("acr_history") == "in_practice" and _GENERAL_MEMBER.search(text)
    if is_member and "stage" not in {*told, *read}:
        return {"stage": "in_practice"}
    retires = read.get("stage") == "not_working" and _RETIRES.search(text)
    return {"stage": RETIRED} if retires else {}
