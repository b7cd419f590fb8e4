"""What a message only supposes of somebody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation import commands
from bot.conversation.changes_ahead import IF, change_ahead
from bot.conversation.state import State
from bot.conversation.to_come import last_place
from bot.conversation.told_in_context import in_words_of
from bot.dues.after_training import goes_on
from bot.nlu.facts.reader import ProfileReader
from bot.nlu.facts.text.dates import find_days

_OPENING = r"^(?:(?:and|but|so|ok|okay|also|hmm|then|well|even|thx|thanks|thank you|cool|great|nice|perfect|fine|got it)[\s,.!]+)*"
SUPPOSES = re.compile(
    _OPENING
    + r"(?:(?:and|or|but)? ?as (?:a|an)\b|(?:in |for )?(?:the |my )?(?:first|1st) (?:year|yr) (?:as|in|of)\b|moving to|(?:wh?at|how) (?:about|if|would \w+ be if|happens if)|what would (?:it|that|i) .{0,20}\bif|suppose|say|if|would (?:it|that) (?:be|change)|does (?:it|that) change|for|in)\b|\bif (?:i|he|she) (?:moved|move|transfer(?:red)?|lived|went|worked|practi[cs]ed|were|was|go|did|trained)\b|\bwh?at if\b|\b(?:stay|remain|join|keep it|continue|belong)\b.{0,16}\bas an?\b",
    re.IGNORECASE,
)
# What is only supposed at any length.
_WHAT_IF = re.compile(_OPENING + r"wh?at if i\b", re.IGNORECASE)
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
_IF_BESIDE = re.compile(r"[,;.] (?:and |but |so )?(if (?:i|he|she|we|they)\b.*)", re.IGNORECASE)
# What is told otherwise with one of these is not so yet.
AHEAD = re.compile(
    r"\blater\b(?! than)|\bplanning\b|\bif (?:i|he|she|we|they)\b|\bas an? (?:attending|practi[cs]ing|resident|fellow)\b|\b(?:will|i'?ll|he'?ll|she'?ll|they'?ll|going to|gonna|plan(?:ning|s)? (?:to|on)|hop(?:e|es|ing|efully)|might|would|i'?d|he'?d|she'?d|considering|thinking (?:of|about)|moving|relocating|pcsing|about to|once|when i|when he|when she|after i|after (?:residency|fellowship|training|graduation)|next (?:year|month|spring|summer|fall|autumn|winter|january|july|june)|in (?:the )?(?:spring|summer|fall|autumn|winter))\b",
    re.IGNORECASE,
)
_IS_SO = re.compile(
    r"\b(?:now|currently|already|today|at the moment|these days)\b|\b(?:i'?m|i am|he'?s|he is|she'?s|she is) (?:an?|in|at|not|based|working|actually)\b|\b(?:i|we|he|she) (?:work|live|practi[cs]e|moved|started)s?\b",
    re.IGNORECASE,
)
_FEW_MORE = 6
_FINISHES = re.compile(
    r"\b(?:finish\w*|done|through|complete\w*|ends?|over)\b.{0,12}\b(?:that|it|this|fellowship|then)\b|\b(?:fellowship|that|it)\b.{0,12}\b(?:done|ends?|over|finish\w*)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(r"\b(?:start|begin)(?:s|ing)?\b", re.IGNORECASE)
# "In private practice in Georgia for 22 years", with which somebody begins.
_SAYS_WHERE = re.compile(r"\W*in\b(?!.*\b(?:if|would)\b)", re.IGNORECASE)
# Between these two nothing changes.
_ON_ONE_SIDE = {"us", "canada"}
_MAY_BE_OTHERWISE = frozenset("stage place program field board school_place".split())
_STUDIES_BEGIN = re.compile(
    r"\b(?:when|once|after|as soon as) (?:i|he|she|they)(?:'?ve|'?s| have| has| is| am|'m)? (?:\w+ )?(?:start\w*|beg[iau]n\w*|enroll?\w*|there|in school)\b|\bstarts? (?:in |this |next )?(?:the fall|fall|summer|year|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|20\d\d)\b|\bwill be (?:a|an) (?:\w+ )?(?:first|student)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:wasn'?t|weren'?t|isn'?t|not|never)\b", re.IGNORECASE)
# Told, it is a place that somebody waits for; supposed, they are in it.
_BEGINS_TRAINING = re.compile(
    r"\b(?:start|begin|enter|am in|do)\b(?: \w+){0,3}? (?P<program>residency|fellowship)\b",
    re.IGNORECASE,
)
# "Canada for residency instead of the US": what it would not be.
_INSTEAD = re.compile(r"\binstead of\b[^,.;?!]*", re.IGNORECASE)
_UP_TO_IN = re.compile(r"^.*\bin (?=\w+\W*$)", re.IGNORECASE)
_OF_A_STATE = frozenset({"stage", "place", "program"})
_LONGEST_SUPPOSITION = 18
# "Tell me if the bill is right" supposes nothing.
_WHETHER = re.compile(
    r"\b(?:tell|ask(?:ing|ed)?|say|know|see|check|wonder\w*|sure|explain)\b(?: me| us| them)? (?:if|when)\b",
    re.IGNORECASE,
)
_TO_WORK = re.compile(
    r"\b(?:to|for) work\b|\b(?:an?|take the|my) (?:\w+ )?job\b|\bworking there\b", re.IGNORECASE
)


class HypothesisReader:
    def __init__(self, reader: ProfileReader, today: date) -> None:
        self._reader = reader
        self._today = today

    def read(
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
            return self._with_its_place(text, read)
        # "In Houston, so is it free" answers where.
        answers = state.pending in read and not IF.search(_WHETHER.sub("", text))
        again = {} if answers else self._supposed_again(text, state, read)
        if answers or again:
            return again
        begins = not state.speaks_of_something and _SAYS_WHERE.match(text)
        is_short = len(text.split()) <= _LONGEST_SUPPOSITION
        is_to_come = (
            state.decided
            and "training_end" not in read
            and (_TO_COME.search(text) or (is_ahead and _OF_A_STATE & set(read)))
        )
        supposes = is_to_come or (SUPPOSES if is_short else _WHAT_IF).search(text)
        if begins or not supposes:
            return {}
        if (beside := _IF_BESIDE.search(text)) and (then := self.suppose(beside[1])):
            # What stands before the "if" is told, not supposed.
            return in_words_of(told, text, then)
        return in_words_of(told, text, self._supposed(text, read))

    def _end_of_what_comes(self, text: str, state: State) -> Mapping[str, Any]:
        """Return the program that was said to come with its end ("when I finish that, June 2029")."""
        coming = state.to_come
        if coming.get("stage") != "in_training" and goes_on(state.told):
            coming = {"stage": "in_training", "program": "fellowship"}
        is_of_it = coming.get("stage") == "in_training" and _FINISHES.search(text)
        is_of_it = is_of_it and not _STARTS.search(text)
        day = next(find_days(text, self._today), None) if is_of_it else None
        if day is None or day.roughly or day.day <= self._today:
            return {}
        return {**coming, "training_end": day.last.isoformat()}

    def told_before(self, text: str) -> Mapping[str, Any]:
        """Return what the sentences tell that suppose nothing: "MS4 at Rutgers. What if I don't match?"."""
        parts = commands.SENTENCES.split(text)
        told = [part for part in parts if not (IF.search(part) or SUPPOSES.search(part))]
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
        return changes and bool(is_ahead or AHEAD.search(text)) and not _IS_SO.search(text)

    def _where(self, read: Mapping[str, Any]) -> Mapping[str, Any]:
        return {name: read[name] for name in ("place", "school_place") if name in read}

    def suppose(self, text: str) -> Mapping[str, Any]:
        return self._supposed(text, self._read(text))

    def _supposed(self, text: str, read: Mapping[str, Any]) -> Mapping[str, Any]:
        """Read "what if I moved to Germany" as "in Germany"."""
        supposed = dict(read)
        text = _INSTEAD.sub("", text)
        for pattern in (_MOVES, _LEAD, _UP_TO_IN, *([_COMES] if _TO_COME.search(text) else [])):
            rest = pattern.sub("", text, count=1).strip(" ?!.")
            for sentence in (rest, f"in {rest}", f"i am {rest}", f"i am a {rest}"):
                facts = self._reader.read(sentence, self._today) if rest != text else {}
                supposed = {**facts, **supposed}
        if "acr_history" in supposed and _DENIED.search(text):
            supposed["acr_history"] = "never"  # "and if I wasn't a student member"
        if begins := _BEGINS_TRAINING.search(text):
            supposed |= {"stage": "in_training", "program": begins["program"].lower()}
        supposed = self._with_its_place(text, supposed)
        if "place" in supposed and "stage" not in supposed and _TO_WORK.search(text):
            supposed["stage"] = "in_practice"
        if supposed.get("stage") == "in_practice":
            supposed.pop("program", None)  # "after residency I work as a radiologist"
        return supposed

    def _with_its_place(self, text: str, supposed: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is supposed with where its program is, which a story would not tell by these words."""
        is_elsewhere = "program" in supposed and "place" not in supposed
        there = last_place(_INSTEAD.sub("", text), self._read) if is_elsewhere else {}
        return {**supposed, "place": there["place"]} if there else dict(supposed)

    def _read(self, text: str) -> Mapping[str, Any]:
        return self._reader.read(text, self._today)


def with_what_comes(state: State, supposed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is supposed with what was told to come: "if I have the FRCPC", of who moves to Toronto next year."""
    was_told_to_come = bool(state.to_come) and state.supposed_in is None
    goes_with_it = bool(supposed) and not ({"place", "stage"} & set(supposed))
    return {**state.to_come, **supposed} if was_told_to_come and goes_with_it else supposed
