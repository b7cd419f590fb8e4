"""What a message does, several things at a time: tells, asks, steers, greets, or needs help first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.conversation import commands
from bot.conversation.changes_ahead import IF, RETIRED, change_ahead, failing
from bot.conversation.coordinators import GROUPS, as_one, group_in
from bot.conversation.denials import Denials, Denied
from bot.conversation.people import People, asks_for_oneself
from bot.conversation.retirement_notice import notice_to_come
from bot.conversation.saved_code import code_in
from bot.conversation.several_people import SeveralPeople
from bot.conversation.shared_facts import shared_facts
from bot.conversation.state import SPEAKER, State
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
from bot.knowledge.loader import Knowledge
from bot.knowledge.safety import SafetyRule
from bot.messages.faq_messages import MEDICAL, PRIVATE
from bot.nlu.facts.reader import ProfileReader, Reading
from bot.nlu.facts.second_reader import Doubts
from bot.nlu.facts.text.dates import find_days
from bot.nlu.follow_ups.phrases import WHOSE

_OPENING = r"^(?:(?:and|but|so|ok|okay|also|hmm|then|well|thx|thanks|thank you|cool|great|nice|perfect|fine|got it)[\s,.!]+)*"
_HYPOTHESIS = re.compile(
    _OPENING
    + r"(?:(?:and|or|but)? ?as (?:a|an)\b|(?:in |for )?(?:the |my )?(?:first|1st) (?:year|yr) (?:as|in|of)\b|moving to|(?:what|how) (?:about|if|would \w+ be if|happens if)|what would (?:it|that|i) .{0,20}\bif|suppose|say|if|would (?:it|that) (?:be|change)|does (?:it|that) change|for|in)\b|\bif (?:i|he|she) (?:moved|move|transfer(?:red)?|lived|went|worked|practi[cs]ed|were|was|go|did|trained)\b|\bwhat if\b",
    re.IGNORECASE,
)
# What is only supposed at any length.
_WHAT_IF = re.compile(_OPENING + r"what if i\b", re.IGNORECASE)
# "Next I will do a fellowship in New York": not so yet, whatever somebody is now.
_TO_COME = re.compile(
    r"^(?:(?:and|but|so|ok|okay|well)[\s,]+)*(?:next|after(?:wards)?|later|then|once|when)\b[\s,]*(?:i|he|she|we)(?:'ll| will| am going to| finally| then)* (?:start|do|have|become|work|move|join|get|pass|be|am)\b"
    r"|^(?:(?:and|but|so|ok|okay|well)[\s,]+)*i(?:'m)? (?:hop(?:e|ing)|plan(?:ning)?|want|intend(?:ing)?|will|would like|am (?:hoping|planning)) to (?:come|do|go|move|start|join|work|become|get)\b"
    r"|\bafter (?:my |the |her |his )?(?:residency|fellowship|training)\W+(?:i|he|she|we)(?:'ll| will)? (?:work|practi[cs]e|live|stay)\b"
    r"|^(?:(?:and|then)\s+)*(?:fellowship|residency|practice|job)\b.{0,40}\b(?:after(?:wards)?|next|later)\b",
    re.IGNORECASE,
)
_COMES = re.compile(
    r"^.*?(?:\b(?:start|do|come for|come to do|go for|have|become|work|move|join|get|pass|be|am)\b (?:my |a |an |the )?|(?=\b(?:fellowship|residency)\b))",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"^.*?\b(?:moved?|moving|transfer(?:s|red|ring)?|went|go|going|lived?|worked?|practi[cs]ed?|relocated?|trained?|were|was|am)\b (?:back )?(?:to |in |from )?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    _OPENING
    + r"(?:(?:what|how) (?:about|if)|if|suppose|say|for)?\s*(?:(?:i|he|she|we|it) (?:am|is|was|were|'?d be|would be))?\s*",
    re.IGNORECASE,
)
_SAYS_WHAT_ONE_IS = re.compile(
    r"\b(?:i'm|im|i am|we're|he's|he is|she's|she is|now (?:a|in)|moved|became|switched|started|begin|starting)\b",
    re.IGNORECASE,
)
# "As associate I couldn't": the category that was left is not the one asked about.
_AS_BEFORE = re.compile(
    r"\bas (?:an? )?\w+(?: member)? (?:i|he|she) (?:could|was|had|did)(?:n'?t| not)?\b",
    re.IGNORECASE,
)
_IF_BESIDE = re.compile(r"[,;.] (?:and |but |so )?(if (?:i|he|she|we|they)\b.*)", re.IGNORECASE)
# "Even though I'm a radiologist at home?" doubts what was said, and tells nothing that would change it.
_OBJECTION = re.compile(
    r"^\W*(?:ok |so |and |but )*(?:even (?:though|tho|if|when)|although)\b", re.IGNORECASE
)
# What is told otherwise with one of these is not so yet.
_AHEAD = re.compile(
    r"\blater\b(?! than)|\bplanning\b|\bif (?:i|he|she|we|they)\b|\bas an? (?:attending|practi[cs]ing|resident|fellow)\b|\b(?:will|i'?ll|he'?ll|she'?ll|they'?ll|going to|gonna|plan(?:ning|s)? (?:to|on)|hop(?:e|es|ing|efully)|might|would|i'?d|he'?d|she'?d|considering|thinking (?:of|about)|moving|relocating|pcsing|about to|once|when i|when he|when she|after i|after (?:residency|fellowship|training|graduation)|next (?:year|month|spring|summer|fall|autumn|winter|january|july|june)|in (?:the )?(?:spring|summer|fall|autumn|winter))\b",
    re.IGNORECASE,
)
_IS_SO = re.compile(
    r"\b(?:now|currently|already|today|at the moment|these days)\b|\b(?:i'?m|i am|he'?s|he is|she'?s|she is) (?:an?|in|at|not|based|working|actually)\b|\b(?:i|we|he|she) (?:work|live|practi[cs]e|moved|started)s?\b",
    re.IGNORECASE,
)
# "AOBR, yes or no?" denies nothing.
_YES_OR_NO = re.compile(r"[,;:]?\s*\b(?:yes or no|y/n|or not|or no)\b", re.IGNORECASE)
_FEW_MORE = 6
_SENTENCES = re.compile(r"(?<=[.!?;])\s+")
_CALLERS = frozenset({"caller", "client"})
# "Don't know whether it counts as approved": that is open, whatever was said before.
_APPROVAL_IS_OPEN = re.compile(
    r"(?:\b(?:don'?t|do not|doesn'?t) know|\b(?:not|un)\W?sure|\bunclear|\bno idea|\buncertain)\b.{0,50}\b(?:approv\w*|accredit\w*|recogni\w*)|\b(?:approv\w*|accredit\w*)\b.{0,20}\b(?:unclear|uncertain|unknown|not sure)",
    re.IGNORECASE,
)
# "I meant overall, like how competitive is DR": asks, though it does not begin so.
_ASKS_WITHIN = re.compile(
    r"\b(?:how|what|why|which|who|when|will|gonna|worth|difference|chances?)\b", re.IGNORECASE
)
_NOTICE = "retirement_notice"
_DAYS_OF_RETIREMENT = frozenset({_NOTICE, "retirement_date"})
_TELLS_THE_COLLEGE = re.compile(
    r"\b(?:tell|told|notif\w+|inform\w*|write|let) (?:you|them|acr|the college)\b", re.IGNORECASE
)
_FINISHES = re.compile(
    r"\b(?:finish\w*|done|through|complete\w*|ends?|over)\b.{0,12}\b(?:that|it|this|fellowship|then)\b|\b(?:fellowship|that|it)\b.{0,12}\b(?:done|ends?|over|finish\w*)\b",
    re.IGNORECASE,
)
# "So which one will I be": asked of the membership, whatever exam is named beside it.
_WHICH_I_AM = re.compile(
    r"\bwhich (?:one|category|membership|member|class)(?: of them)? (?:(?:will|would) (?:i|he|she|we) (?:be|become|get|have|fall)|am i|are we|is (?:he|she)|do(?:es)? (?:i|he|she|we) (?:get|fall|belong|join|have))\b",
    re.IGNORECASE,
)
# Between these two nothing changes.
_ON_ONE_SIDE = {"us", "canada"}
_MAY_BE_OTHERWISE = frozenset("stage place program field board school_place".split())
_RETIRES = re.compile(r"(?<!\bnot )(?<!n't )\bretire", re.IGNORECASE)
_STUDIES_BEGIN = re.compile(
    r"\b(?:when|once|after|as soon as) (?:i|he|she|they)(?:'?ve|'?s| have| has| is| am|'m)? (?:\w+ )?(?:start\w*|beg[iau]n\w*|enroll?\w*|there|in school)\b|\bstarts? (?:in |this |next )?(?:the fall|fall|summer|year|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|20\d\d)\b|\bwill be (?:a|an) (?:\w+ )?(?:first|student)",
    re.IGNORECASE,
)
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
_NAMES_TO_CHOOSE = re.compile(
    r"\b(?:general|associate|international|allied(?: health)?|full)\W+(?:member(?:ship)?\W+)?or\b|\bor\W+(?:an? )?(?:general|associate|international|allied)\b|\bstill (?:an? )?(?:general|associate|international|allied)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:wasn'?t|weren'?t|isn'?t|not|never)\b", re.IGNORECASE)
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
_UP_TO_IN = re.compile(r"^.*\bin (?=\w+\W*$)", re.IGNORECASE)
# From here on a message is taken for a danger that no rule saw.
_DANGER = 0.9
_WORDS_OF_A_DANGER = 3
# A career question of this certainty, in which nothing learnt sees a danger, is none for its words.
_SURELY_OF_THE_PROFESSION = 0.9
_SURELY_HARMLESS = 0.05
_OTHER_LANGUAGE = "out_of_scope/other_language"
# Days, years and amounts are told by everybody; other numbers of two digits and more may be somebody's own.
_DAYS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{1,2}(?:st|nd|rd|th)?\b|\b(?:19|20)\d\d\b|\$ ?\d+",
    re.IGNORECASE,
)
_NUMBER_OF_SOMEBODY = re.compile(r"\d\d|\d\w*[!@#$%&*]|[a-z]\d", re.IGNORECASE)
# A message up to this long is read together with what came before.
LONGEST_FOLLOW_UP = 14
_LONGEST_LEARNT = 26
# From here on a message asks what follow-ups like it ask: the second where it may do something else as well, the third
# where something else is likely.
_LEARNT_OF_A_PART = 0.6
_LEARNT, _QUITE_LEARNT, _SURELY_LEARNT, _MOST_SURELY_LEARNT = 0.5, 0.75, 0.8, 0.9
# Where words name another aspect, by how long a message is. Of new writers' messages of eight words and more, what is
# learnt is right in two of three from 0.6 on, and the words are in one of ten; a few words are mostly as exact as can be.
_LEARNT_AGAINST_WORDS = ((4, _MOST_SURELY_LEARNT), (7, _SURELY_LEARNT))
_LEARNT_AGAINST_MANY_WORDS = 0.6
# No follow-up is learnt to ask these.
_ONLY_NAMED = frozenset("bill matched_canada osteopathic phone".split())
_SURELY_A_TOPIC = 0.97
# A career question of this certainty is none of a membership unless follow-ups ask that more surely.
_SURELY_OF_CAREERS, _LEARNT_BESIDE_CAREERS = 0.93, 0.7
# What these ask is asked of no membership in particular.
_OF_NOBODY = frozenset(
    {
        "repeat",
        "whose",
        "yes_then",
        "matched",
        "unmatched",
        "no_board",
        "counts",
        "visit",
        "phd",
        "after",
    }
)
_OF_THE_WAY_IN = re.compile(
    r"\b(?:eras|nrmp|step|scores?|interviews?|personal statement|letters? of rec\w*|rotations?|research|salar\w*|hours?|lifestyle|"
    r"call|ai|specialt\w+|subspecialt\w+|competitive\w*|chances?|realistic\w*|odds|match rates?|programs? (?:look|want)|exams?|boards?|core|fellowships? (?:are|should|which)|electives?|usmle|comlex)\b",
    re.IGNORECASE,
)
# Told with a day, these are facts, whenever they come.
_DAYS_AHEAD = frozenset({"paid_position_on", "training_end", "training_start", "retirement_date"})
_OF_A_STATE = frozenset({"stage", "place", "program"})
# From here on a message speaks of what is not so yet.
_LEARNT_AHEAD = 0.7
# What is named, and surely another thing asked, is only mentioned below this ("the full price, no discount").
_ONLY_MENTIONED = 0.02
# Where a part asks for something, what the rest of the message names is asked from here on.
_MENTIONED_BESIDE_PARTS = 0.3
# Words that name these are taken at their word, whatever such messages ask mostly.
AT_THEIR_WORD = frozenset(
    "new_and_old later_years school_abroad on_behalf is_member position who_uploads own_email late_join internship reserve upload_enough fellowship_counts discount_first_year discount_ends".split()
)
# Beside these the others are said only with other words.
_SAYS_IT_BETTER = {
    "next_price": ("price", "after"),
    "upload_enough": ("apply", "eligibility"),
    "who_uploads": ("group_payment", "apply"),
    "new_and_old": ("price", "other_prices", "difference", "first_year", "group_payment"),
    "first_year": ("bill",),
    "discount_first_year": ("discount", "price", "first_year", "next_price", "per"),
    "discount_ends": ("discount", "price", "switch", "moving"),
    "own_email": ("email", "phone", "link", "start"),
    "reserve": ("discount",),
    "part_time": ("discount", "first_year", "price"),
    "later_years": ("bill", "price", "per"),
    "school_abroad": ("price", "per"),
    "late_join": ("price", "start", "per"),
    "internship": ("per", "renewal", "counts"),
}
RIGHTS = frozenset("vote board_seat committee office rights".split())
# Of what is only supposed these are asked.
_OF_WHAT_FOLLOWS = frozenset(
    "price per first_dues first_year next_price until after eligibility discount chapters switch free_when refund start".split()
)
# Whoever tells something beside these tells it to have it decided.
_OF_BELONGING = frozenset({"eligibility", "accepted", "counts", "no_board"})
_ROLE = frozenset({"stage", "profession", "program"})
_LONGEST_SUPPOSITION = 18
_BRIEF = 4
# Named in a sentence that only tells, these are not asked for beside what another asks.
_OF_DUES = frozenset("price per first_dues until after next_price first_year renewal".split())
# "Forget the refund. Can I …": that is not asked any more.
_SET_ASIDE = re.compile(
    r"\b(?:forget|never ?mind|leave|skip|drop) (?:about )?(?:the |that |my )?\w+(?: thing| part)?\b(?=\s*(?:[.,;!]|$))",
    re.IGNORECASE,
)
# "Did you read what I wrote?" asks for nothing.
_COMPLAINS = re.compile(
    r"\b(?:did|do|are|can) you (?:even |actually |not )*(?:read|listen\w*|hear|understand)\b",
    re.IGNORECASE,
)
# "Tell me if the bill is right" supposes nothing.
_WHETHER = re.compile(
    r"\b(?:tell|ask(?:ing|ed)?|say|know|see|check|wonder\w*|sure|explain)\b(?: me| us| them)? (?:if|when)\b",
    re.IGNORECASE,
)
_IS_CERTIFIED = re.compile(
    r"\b(?:i'?m|i am|he'?s|he is|she'?s|she is) (?:already )?(?:abr|aobr|board)[- ]?certified\b(?! (?:by|in|then|once|after))",
    re.IGNORECASE,
)
_TO_WORK = re.compile(
    r"\b(?:to|for) work\b|\b(?:an?|take the|my) (?:\w+ )?job\b|\bworking there\b", re.IGNORECASE
)
_GENERAL_MEMBER = re.compile(
    r"(?<!was a )(?<!used to be a )(?<!former )\bgeneral member\b(?!.*\b(?:until|retired)\b)",
    re.IGNORECASE,
)
_ROLES = r"(?:rads?|radiolog\w+|physicists?|rras?|ras|residents?|fellows?|attendings?|nurses?|nps?|techs?|technologists?|oncologists?|docs?|doctors?)"
_SEVERAL_KINDS = re.compile(
    rf"\b\d+ (?:\w+ )?{_ROLES}\b.{{0,30}}\b\d+ (?:\w+ )?{_ROLES}\b", re.IGNORECASE
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
_RENEWS = re.compile(r"\brenew", re.IGNORECASE)


# What people ask about the profession, and about others, that no answer says.
_BESIDE_CAREERS = tuple(
    f"out_of_scope/{theme}"
    for theme in (
        "boards",
        "career",
        "forecasts",
        "in_training_exam",
        "jobs",
        "lifestyle",
        "match",
        "other_professions",
        "other_societies",
        "pay",
        "programs",
        "societies",
        "technologist_careers",
        "visa_licence",
        "worth_it",
    )
)


def _asks(turn: UserTurn, text: str, state: State) -> bool:
    is_of_a_career = turn.is_of_a_career and _ASKS_WITHIN.search(text) is not None
    return is_of_a_career or _asks_in_keywords(turn, state) or commands.asks_something(text)


def _asks_in_keywords(turn: UserTurn, state: State) -> bool:
    """Tell whether a message asks about a career, or what nothing answers, where nobody is spoken of ("IR vs DR").

    Of somebody who is known, or was asked something, the same few words tell.
    """
    is_open = not state.told and state.pending is None
    return is_open and turn.asks_beside_membership and len(turn.text.split()) > 1


def _asks_surely_beside(turn: UserTurn, state: State) -> bool:
    """Tell whether a first question is surely about the profession, or of a theme beside it that nothing answers.

    Single words of it ("moonlighting as a resident, how much per shift") then ask nothing of a membership.
    """
    is_first = not (state.told or state.answer or state.category or state.aspect or state.pending)
    return is_first and (turn.is_of_a_career or any(map(turn.is_sure_of, _BESIDE_CAREERS)))


def _asks_of_the_profession(turn: UserTurn, text: str) -> bool:
    """Tell whether a message surely asks what a career or a specialty is like, whatever it names."""
    is_definition = turn.is_sure_of("faq/radiology_") and commands.asks_something(text)
    return (turn.is_of_a_career or is_definition) and not _HYPOTHESIS.match(text)


def _is_of_the_profession(turn: UserTurn) -> bool:
    """Tell whether a question with medical words is surely one about the work, and nobody's health."""
    is_sure = turn.is_answered and turn.confidence >= _SURELY_OF_THE_PROFESSION
    return is_sure and turn.label.startswith("faq/career_") and turn.danger[1] < _SURELY_HARMLESS


@dataclass(frozen=True)
class Acts:
    """`facts` are of `person`, `others` what is told of further people; `hypothesis` is only supposed,
    `to_come` what holds once training is over.
    `asks_for_all` where several people are described and no single one of them is asked for.

    `unclear` are attributes of that person of which something was said that may mean several values,
    `doubted` the facts that may have been misread, with what may be meant instead.
    `aspects` are what its words ask about, `categories` those that it names without telling that
    somebody belongs there. `apart` are those that its parts ask about, each with
    the part.
    """

    turn: UserTurn
    text: str
    safety: SafetyRule | None
    code: str | None
    command: str | None
    person: str
    facts: Mapping[str, Any]
    others: Mapping[str, Mapping[str, Any]]
    asks_for_all: bool
    unclear: tuple[str, ...]
    doubted: Mapping[str, list[Any]]
    hypothesis: Mapping[str, Any]
    to_come: Mapping[str, Any]
    aspects: tuple[str, ...]
    categories: tuple[str, ...]
    asks: bool
    apart: Mapping[str, str]
    corrects: bool
    denied: Denied

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def asks_several(self) -> bool:
        """Tell whether parts of the message ask about different aspects."""
        return len(self.apart) > 1

    @property
    def is_short(self) -> bool:
        return self.words <= LONGEST_FOLLOW_UP

    @property
    def is_brief(self) -> bool:
        return self.words <= _BRIEF

    def summary(self) -> dict[str, Any]:
        """Return what staff see of how a message was understood; never its text."""
        parts: dict[str, Any] = {
            "taught": self.turn.is_taught,
            "safety": self.safety.kind if self.safety else None,
            "command": self.command,
            "person": self.person,
            "facts": dict(self.facts),
            "others": {name: dict(facts) for name, facts in self.others.items()},
            "supposed": dict(self.hypothesis),
            "to come": dict(self.to_come),
            "aspects": list(self.aspects),
            "categories": list(self.categories),
        }
        return {name: value for name, value in parts.items() if value}


def _is_a_story(text: str, person: str, state: State) -> bool:
    """Tell whether somebody is told of anew; a few words more lean on what was spoken of before."""
    is_short = len(text.split()) <= LONGEST_FOLLOW_UP
    leans = is_short and bool(state.told or state.category or state.aspect or state.answer)
    return not state.facts_of(person) and not leans


def _doubted(reading: Reading, facts: Mapping[str, Any]) -> Doubts:
    """Return what to confirm; what was understood in another way than the reader's is not of it."""
    return {
        name: others
        for name, others in reading.doubted.items()
        if facts.get(name) == reading.facts.get(name)
    }


@dataclass(frozen=True)
class _Whom:
    """`facts` are of `person`; `people` those who are told apart in one message."""

    person: str
    facts: Mapping[str, Any]
    people: Mapping[str, Mapping[str, Any]]
    is_all: bool

    @property
    def others(self) -> dict[str, Mapping[str, Any]]:
        others = {name: told for name, told in self.people.items() if name != self.person}
        return others if len(self.people) > 1 else {}


class ActReader:
    def __init__(self, knowledge: Knowledge, reader: ProfileReader, today: date) -> None:
        self._knowledge = knowledge
        self._reader = reader
        self._people = People(knowledge.cues.people)
        self._several = SeveralPeople(self._people, knowledge.cues.people)
        self._to_come = ToComeReader(knowledge.cues.to_come)
        self._near = frozenset(knowledge.cues.people.near)
        self._denials = Denials(knowledge.cues.denied)
        self._today = today

    def read(self, turn: UserTurn, state: State) -> Acts:
        """Return what a typed message does; a button of ours does nothing but what it says."""
        turn = _of_the_membership(turn, state)
        text = "" if turn.is_button else " ".join(turn.text.replace("’", "'").split())
        known = [*state.others, state.person]
        named = self._people.person_in(text, known, state.person)
        stage = state.facts_of(named).get("stage")
        reading = self._reader.reading(_YES_OR_NO.sub(" ", text), self._today, stage)
        whom = self._whom(text, state, named, reading.facts)
        person = whom.person
        facts, supposed, coming = self._facts_told(text, turn, state, whom, reading)
        if _SEVERAL_KINDS.search(text) or _asks_in_keywords(turn, state):
            facts = {}  # "9 radiologists, 1 physicist and 2 RRAs" are no one of them, "IR vs DR" is nobody
        denied = self._denials.in_text(text)
        facts = {name: facts[name] for name in facts if not denied.holds(name, facts[name])}
        aspects, in_parts, is_learnt = self._asked_at_all(text, turn, state, facts, supposed)
        if _asks_surely_beside(turn, state):
            supposed, aspects, in_parts = {}, (), {}
        beside = _said_better(aspects, {**state.facts_of(person), **facts})
        return Acts(
            turn=turn,
            text=text,
            safety=self._safety(text, turn) if text else None,
            code=code_in(text),
            command=commands.command_in(text) if text else None,
            person=person,
            facts=facts,
            others=whom.others,
            asks_for_all=whom.is_all,
            unclear=reading.unclear,
            doubted=_doubted(reading, facts) if _is_a_story(text, person, state) else {},
            hypothesis=supposed,
            to_come=coming,
            aspects=tuple(name for name in aspects if name not in beside),
            categories=self._categories_in(
                _AS_BEFORE.sub("", text), denied, is_told=bool(_ROLE & set(facts))
            ),
            asks=_asks(turn, text, state) or is_learnt or bool(in_parts),
            apart={name: part for name, part in in_parts.items() if name not in beside},
            corrects=commands.corrects(text),
            denied=denied,
        )

    def _asked_at_all(
        self,
        text: str,
        turn: UserTurn,
        state: State,
        facts: Mapping[str, Any],
        supposed: Mapping[str, Any],
    ) -> tuple[tuple[str, ...], Mapping[str, str], bool]:
        """Return what a message asks about as a whole and in its parts, and whether that was learnt."""
        aspects, is_learnt = self._asked(text, turn, state, facts, supposed)
        in_parts = self._asked_in_parts(turn, state, facts)
        aspects = self._with_those_of_parts(turn, aspects, in_parts, is_learnt=is_learnt)
        return aspects, in_parts, is_learnt

    def _asked(
        self,
        text: str,
        turn: UserTurn,
        state: State,
        facts: Mapping[str, Any],
        supposed: Mapping[str, Any],
    ) -> tuple[tuple[str, ...], bool]:
        """Return what a message asks about, and whether a follow-up like it was learnt to ask that.

        Words that name an aspect say it; where they name none, or another, a follow-up that is surely learnt.
        """
        named = self._asked_in(text) if text else ()
        is_bare_answer = state.pending and not commands.asks_something(text)
        if is_bare_answer and len(text.split()) <= _BRIEF:
            return named, False  # "4 years"
        leans = bool(state.told or state.category or state.aspect or state.answer)
        if not leans or not turn.asked or turn.is_taught or len(text.split()) > _LONGEST_LEARNT:
            return named, False
        if not named and self._is_surely_a_topic(turn):
            return (), False  # "does she get the journal"
        learnt, probability = turn.asked[0]
        is_told_for_it = learnt in _OF_BELONGING and not _is_asked_beside(learnt, probability, text)
        is_answer = state.pending in facts or (bool(facts) and is_told_for_it)
        is_of_else = bool(supposed) and learnt not in _OF_WHAT_FOLLOWS
        if is_answer or is_of_else or learnt not in self._knowledge.aspects.by_name:
            return named, False
        if named:
            return _by_words_or_learnt(named, text, turn)
        only_tells = bool(facts or supposed) and not commands.asks_something(text)
        is_else_in_context = self._is_asked_in_context(turn, state)
        needed = _QUITE_LEARNT if only_tells or is_else_in_context else _LEARNT
        if self._is_sure_of_else(turn, learnt) or self._is_beside(state, learnt):
            needed = _SURELY_LEARNT
        return ((learnt,), True) if probability >= needed else ((), False)

    def _asked_in(self, text: str) -> tuple[str, ...]:
        """Return the aspects that the words name; "I may owe in January, ok. Do I pick a chapter?" asks for no day."""
        named = self._knowledge.aspects.asked_in(_SET_ASIDE.sub("", text))
        if "chapters" in named and not _RENEWS.search(text):
            named = tuple(name for name in named if name != "renewal")  # "is my chapter automatic"
        sentences = _SENTENCES.split(text)
        asking = [sentence for sentence in sentences if commands.asks_something(sentence)]
        if len(named) < 2 or not asking or len(asking) == len(sentences):
            return named
        asked = self._knowledge.aspects.asked_in(" ".join(asking))
        return tuple(name for name in named if name in asked or name not in _OF_DUES) or named

    def _asked_in_parts(
        self, turn: UserTurn, state: State, facts: Mapping[str, Any]
    ) -> Mapping[str, str]:
        """Return what the parts ask about, each read by itself: by their words, else by what was learnt."""
        leans = bool(state.told or state.category or state.aspect or facts)
        if not turn.parts or not leans or turn.is_taught:
            return {}
        asked: dict[str, str] = {}
        for part in turn.parts:
            if _COMPLAINS.search(part.text) or _is_set_aside(part.text):
                continue
            best = [*part.asked[:1], *(turn.asked[:1] if len(turn.parts) == 1 else ())]
            learnt, probability = max(best, key=lambda pair: pair[1], default=("", 0.0))
            is_known = learnt in self._knowledge.aspects.by_name
            is_of_else = self._is_sure_of_else(turn, learnt)
            needed = _SURELY_LEARNT if is_of_else else _LEARNT_OF_A_PART
            if named := self._asked_in(part.text):
                needed = _needed_against(named, part.text)
            if is_known and learnt not in named and probability >= needed:
                asked.setdefault(learnt, part.text)
            else:
                if probability >= _SURELY_LEARNT:
                    named = _likely_among(named, dict(best))
                asked = dict.fromkeys(named, part.text) | asked
        return asked

    def _with_those_of_parts(
        self,
        turn: UserTurn,
        aspects: tuple[str, ...],
        in_parts: Mapping[str, str],
        *,
        is_learnt: bool,
    ) -> tuple[str, ...]:
        """Return what a message asks about as a whole, and what its parts do beside that."""
        if not in_parts:
            return aspects
        otherwise = self._meant_otherwise(in_parts)
        kept = () if is_learnt and aspects[0] not in in_parts else aspects
        kept = tuple(name for name in kept if name not in otherwise)
        if turn.asked:
            likely = {name: p for name, p in turn.asked if p >= _MENTIONED_BESIDE_PARTS}
            kept = _likely_among(kept, {**likely, **dict.fromkeys(in_parts, 1.0)})
        return (*kept, *(name for name in in_parts if name not in kept))

    def _meant_otherwise(self, in_parts: Mapping[str, str]) -> set[str]:
        """Return what words of a part name ("free") that surely asks something else ("does it become free then?")."""
        named = (self._knowledge.aspects.asked_in(text) for text in in_parts.values())
        return ({name for names in named for name in names} & _OF_DUES) - set(in_parts)

    def _is_sure_of_else(self, turn: UserTurn, learnt: str) -> bool:
        """Tell whether the ranking is quite sure of an answer that is about something else."""
        answer = self._knowledge.answers_by_label.get(turn.label)
        about = self._knowledge.aspects.subjects.get(answer.id) if answer else None
        return turn.is_sure_of("faq/") and (about is None or about.aspect != learnt)

    def _is_surely_a_topic(self, turn: UserTurn) -> bool:
        """Tell whether the ranking is sure of an answer that stands for itself, such as that on the journal."""
        answer = self._knowledge.answers_by_label.get(turn.label)
        is_topic = answer is not None and answer.id not in self._knowledge.aspects.subjects
        return is_topic and turn.is_answered and turn.confidence >= _SURELY_A_TOPIC

    def _is_beside(self, state: State, learnt: str) -> bool:
        """Tell whether a topic of its own is spoken of, of which such an aspect says nothing."""
        aspects = self._knowledge.aspects
        is_topic = state.answer is not None and state.answer not in aspects.subjects
        return is_topic and state.answer not in aspects.by_name[learnt].cells

    def _is_asked_in_context(self, turn: UserTurn, state: State) -> bool:
        """Tell whether a message and the one before it, read together, ask for what was not answered just now."""
        label, probability = turn.in_context or ("", 0.0)
        answer = self._knowledge.answers_by_label.get(label)
        return answer is not None and answer.id != state.answer and probability >= _LEARNT

    def _facts_told(
        self, text: str, turn: UserTurn, state: State, whom: _Whom, reading: Reading
    ) -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]:
        """Return what is told of the person a message is about, what is only supposed, and what is to come."""
        person, told = whom.person, state.facts_of(whom.person)
        read = in_words_of(told, text, with_one_certificate(told, whom.facts))
        read = of_no_doctor(told, still_serving(told, at_school(told, read)))
        coming: Mapping[str, Any] = {}
        if not whom.others:  # what others do now is not what comes before
            read, coming = self._now_and_to_come(text, told, read)
        read = self._with_notice(text, state, in_words_of(told, text, read))
        coming = self._still_to_come(text, state, coming)
        is_of_a_career = _asks_of_the_profession(turn, text) and not failing(text, told)
        if is_of_a_career and (told or state.pending):
            # "Will AI take jobs?" tells nothing of somebody who is known.
            read, coming = {name: read[name] for name in read if told.get(name) == read[name]}, {}
        supposes = person == state.person and not is_of_a_career
        is_ahead = turn.ahead >= _LEARNT_AHEAD and not _DAYS_AHEAD & set(read)
        supposed = (
            self._hypothesis(text, state, read, coming, is_ahead=is_ahead) if supposes else {}
        )
        if supposed:
            retires = _DAYS_OF_RETIREMENT & set(supposed) or supposed.get("stage") == RETIRED
            read = self._told_before(text) if not told and not retires else {}
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

    def _whom(self, text: str, state: State, person: str, facts: Mapping[str, Any]) -> _Whom:
        """Return whom a message is about: `person` by its words; `facts` are what is read of it as a whole."""
        known = [*state.others, state.person]
        people = self._several.facts_by_person(text, known, self._read)
        are_counted = bool({person, *people} & set(self._people.places))
        if not are_counted and (group := group_in(text, known)):
            return _Whom(group, self._read(as_one(text)), {}, is_all=False)
        is_of_several = len(people) > 1
        asked = self._several.asked_for(text, list(people)) if people else None
        if person == SPEAKER and SPEAKER not in people and asks_for_oneself(text):
            people = {}  # a friend who is only mentioned; the rest is of the writer
        if is_of_several or (people and person not in people):
            person = asked or next(iter(people))
            facts = people[person]
        if person == SPEAKER and not state.facts_of(SPEAKER):
            # A keeper of memberships is no member.
            person = next((name for name in known if name in GROUPS), person)
        if person in _CALLERS and person not in state.others and state.person == SPEAKER:
            person = SPEAKER if state.told else person  # "caller says …": who was told of all along
        return _Whom(person, facts, people, is_all=is_of_several and asked is None)

    def _categories_in(self, text: str, denied: Denied, *, is_told: bool) -> tuple[str, ...]:
        """Return the categories named; words that say what somebody is name none, unless to choose from."""
        is_asked = commands.asks_something(text) and _NAMES_TO_CHOOSE.search(text)
        if is_told and not is_asked:
            return ()
        named = self._knowledge.aspects.named_in(text)
        return tuple(name for name in named if name not in denied.categories)

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
        if day := notice_to_come({**told, **read}, text, self._today):
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
            facts = self._news(text, read, told)
        if self._is_long_in_practice(text, {**told, **facts}):
            # The first years after it are over, whatever the day.
            facts = {**facts, "training_end": UNKNOWN}
        facts = shared_facts(text, person, facts, state, self._near)
        if person in self._people.places and "place" not in {**told, **facts}:
            facts = {**place_of_the_others(state), **facts}
        return facts

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

    def _read(self, text: str) -> Mapping[str, Any]:
        return self._reader.read(text, self._today)

    def _safety(self, text: str, turn: UserTurn) -> SafetyRule | None:
        """Return the rule that a message falls under: by its words, or by what was learnt of danger.

        What was learnt counts where no rule calls the words harmless; two words say too little for it.
        """
        safety = self._knowledge.safety
        kind, probability = turn.danger
        rule = safety.rule_for(text)
        if rule and not (rule.kind == MEDICAL and _is_of_the_profession(turn)):
            return rule
        is_too_short = len(text.split()) < _WORDS_OF_A_DANGER
        holds_no_data = kind == PRIVATE and not _NUMBER_OF_SOMEBODY.search(_DAYS.sub(" ", text))
        is_unlikely = is_too_short or holds_no_data or probability < _DANGER
        is_unlikely = is_unlikely or (kind == MEDICAL and turn.label == _OTHER_LANGUAGE)
        if is_unlikely or safety.is_innocent(text):
            return None
        return safety.rule(kind)

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
        if commands.corrects(text) or _SAYS_WHAT_ONE_IS.search(text):
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
            told.get("stage") == "in_practice" and _DID.search(text) and not _AHEAD.search(text)
        )
        is_read = bool(text) and not is_past
        comes = self._to_come.split(text, told, self._read, self._suppose) if is_read else None
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

    def _hypothesis(
        self,
        text: str,
        state: State,
        read: Mapping[str, Any],
        coming: Mapping[str, Any],
        *,
        is_ahead: bool,
    ) -> Mapping[str, Any]:
        """Return what the message only supposes of the person in focus; `is_ahead` where it was learnt to."""
        told = state.told
        if change := self._end_of_what_comes(text, state) or change_ahead(text, told, read):
            return change
        is_now = {"stage", "place"} & set(read)
        if coming and told and not is_now:
            return coming
        if told.get("enrolled") == "no" and _STUDIES_BEGIN.search(text):
            return {"enrolled": "yes", **self._where(read)}
        if state.decided and self._is_otherwise_ahead(text, told, read, is_ahead=is_ahead):
            return dict(read)
        # "In Houston, so is it free" answers where.
        answers = state.pending in read and not IF.search(_WHETHER.sub("", text))
        again = {} if answers else self._supposed_again(text, state, read)
        if answers or again:
            return again
        is_short = len(text.split()) <= _LONGEST_SUPPOSITION
        is_to_come = (
            state.decided
            and "training_end" not in read
            and (_TO_COME.search(text) or (is_ahead and _OF_A_STATE & set(read)))
        )
        if not is_to_come and not (_HYPOTHESIS if is_short else _WHAT_IF).search(text):
            return {}
        if (beside := _IF_BESIDE.search(text)) and (then := self._suppose(beside[1])):
            # What stands before the "if" is told, not supposed.
            return in_words_of(told, text, then)
        return in_words_of(told, text, self._supposed(text, read))

    def _end_of_what_comes(self, text: str, state: State) -> Mapping[str, Any]:
        """Return the program that was said to come with its end ("when I finish that, June 2029")."""
        coming = state.to_come
        if coming.get("stage") != "in_training" and goes_on(state.told):
            coming = {"stage": "in_training", "program": "fellowship"}
        is_of_it = coming.get("stage") == "in_training" and _FINISHES.search(text)
        day = next(find_days(text, self._today), None) if is_of_it else None
        if day is None or day.roughly or day.day <= self._today:
            return {}
        return {**coming, "training_end": day.last.isoformat()}

    def _told_before(self, text: str) -> Mapping[str, Any]:
        """Return what the sentences tell that suppose nothing: "MS4 at Rutgers. What if I don't match?"."""
        parts = _SENTENCES.split(text)
        told = [part for part in parts if not (IF.search(part) or _HYPOTHESIS.search(part))]
        return self._read(". ".join(told)) if len(parts) > 1 else {}

    def _supposed_again(
        self, text: str, state: State, read: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Return what was supposed before with what a few words change of it; empty where they do not."""
        there = state.to_come.get("place")
        if there and state.told.get("place") not in {None, there} and read.get("place") == there:
            # "No, it's a fellowship in London": what was said to come, once more.
            of_training = {name: read[name] for name in ("stage", "program") if name in read}
            return {**state.to_come, **of_training}
        if state.supposed_in is None or state.turn - state.supposed_in != 1:
            return {}
        known = {**state.told, **state.to_come}
        is_news = any(known.get(name) != value for name, value in read.items())
        is_brief = len(text.split()) <= _FEW_MORE
        goes_on = is_news and is_brief and commands.asks_something(text) and not _IS_SO.search(text)
        return {**state.to_come, **read} if goes_on else {}

    def _is_otherwise_ahead(
        self, text: str, told: Mapping[str, Any], read: Mapping[str, Any], *, is_ahead: bool
    ) -> bool:
        """Tell whether what was told reads otherwise only because it is said of later."""
        changes = any(
            name in told and told[name] != read[name] and {told[name], read[name]} != _ON_ONE_SIDE
            for name in _MAY_BE_OTHERWISE & set(read) - {"board"}
        ) or ("board" in told and told["board"] != read.get("board", told["board"]))
        return changes and bool(is_ahead or _AHEAD.search(text)) and not _IS_SO.search(text)

    def _where(self, read: Mapping[str, Any]) -> Mapping[str, Any]:
        return {name: read[name] for name in ("place", "school_place") if name in read}

    def _suppose(self, text: str) -> Mapping[str, Any]:
        return self._supposed(text, self._read(text))

    def _supposed(self, text: str, read: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read "what if I moved to Germany" as "in Germany"."""
        supposed = dict(read)
        for pattern in (_MOVES, _LEAD, _UP_TO_IN, *([_COMES] if _TO_COME.search(text) else [])):
            rest = pattern.sub("", text, count=1).strip(" ?!.")
            for sentence in (f"in {rest}", f"i am {rest}", f"i am a {rest}"):
                facts = self._reader.read(sentence, self._today) if rest != text else {}
                supposed = {**facts, **supposed}
        if "acr_history" in supposed and _DENIED.search(text):
            supposed["acr_history"] = "never"  # "and if I wasn't a student member"
        if "place" in supposed and "stage" not in supposed and _TO_WORK.search(text):
            supposed["stage"] = "in_practice"
        if supposed.get("stage") == "in_practice":
            supposed.pop("program", None)  # "after residency I work as a radiologist"
        return supposed


def _stage_by_other_words(
    text: str, told: Mapping[str, Any], read: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the stage that "general member since 2009" and "stopped working, retired" tell."""
    is_member = read.get("acr_history") == "in_practice" and _GENERAL_MEMBER.search(text)
    if is_member and "stage" not in {*told, *read}:
        return {"stage": "in_practice"}
    retires = read.get("stage") == "not_working" and _RETIRES.search(text)
    return {"stage": RETIRED} if retires else {}


def _of_the_membership(turn: UserTurn, state: State) -> UserTurn:
    """Return a question for one's own category as none about a career, whatever exam is named beside it.

    So is one that follow-ups on a membership ask, where nothing in it names the way into the profession.
    """
    if not (state.told and turn.is_of_a_career) or turn.is_taught:
        return turn
    of_parts = [pair for part in turn.parts for pair in part.asked[:1]]
    likely = max(
        (
            likely
            for name, likely in (*turn.asked[:1], *of_parts)
            if name not in _OF_NOBODY or (name == WHOSE and likely >= _MOST_SURELY_LEARNT)
        ),
        default=0.0,
    )
    needed = _LEARNT if turn.confidence < _SURELY_OF_CAREERS else _LEARNT_BESIDE_CAREERS
    is_of_membership = likely >= needed and not (
        str(state.answer).startswith("career/") or _OF_THE_WAY_IN.search(turn.text)
    )
    if not is_of_membership and not _WHICH_I_AM.search(turn.text):
        return turn
    return replace(turn, intent="out_of_scope", label="out_of_scope", confidence=0.0, offers=())


def _said_better(aspects: tuple[str, ...], told: Mapping[str, Any]) -> set[str]:
    """Return the aspects that others of the same message name more exactly."""
    beside = {other for name in aspects for other in _SAYS_IT_BETTER.get(name, ())}
    if "retirement_date" in told and (RIGHTS - {"rights"}) & set(aspects):
        beside.add("after")  # "after that, can I stay on my committee?"
    return beside


def _is_set_aside(text: str) -> bool:
    """Tell whether a part only puts something aside ("ok forget the dues")."""
    rest = _SET_ASIDE.sub("", text)
    return rest != text and len(rest.split()) <= _BRIEF


def _by_words_or_learnt(
    named: tuple[str, ...], text: str, turn: UserTurn
) -> tuple[tuple[str, ...], bool]:
    """Return what is asked of what the words name and what was learnt, and whether it was only learnt."""
    learnt, probability = turn.asked[0]
    if AT_THEIR_WORD & set(named):
        return named, False
    if learnt not in named:
        is_learnt = probability >= _needed_against(named, text)
        return ((learnt,), True) if is_learnt else (named, False)
    if probability < _SURELY_LEARNT:
        return named, False
    others = _likely_among(named, dict(turn.asked))
    return (learnt, *(name for name in others if name != learnt)), False


def _likely_among(named: Iterable[str], learnt: Mapping[str, float]) -> tuple[str, ...]:
    """Return those of the named aspects that may be asked as well; of what only words name, nothing was learnt."""
    at_their_word = _ONLY_NAMED | AT_THEIR_WORD
    rights = RIGHTS if RIGHTS & {*learnt} else frozenset()  # one is much like another
    likely = {name for name, probability in learnt.items() if probability >= _ONLY_MENTIONED}
    return tuple(name for name in named if name in at_their_word | rights | likely)


def _needed_against(named: Collection[str], text: str) -> float:
    """Return from which probability on what was learnt counts where the words name another aspect."""
    if _ONLY_NAMED & set(named):
        return _MOST_SURELY_LEARNT
    length = len(text.split())
    of_few_words = (needed for words, needed in _LEARNT_AGAINST_WORDS if length <= words)
    return next(of_few_words, _LEARNT_AGAINST_MANY_WORDS)


def _is_asked_beside(learnt: str, probability: float, text: str) -> bool:
    """Tell whether a message that tells something asks whether that counts, and not which category it makes."""
    is_sure = probability >= _SURELY_LEARNT and commands.asks_something(text)
    return is_sure and learnt != "eligibility"
