"""Other organisations: whether a message asks about something of theirs, or only mentions one.

What asks is a name beside what is theirs ("gmail password", "dues of the AMA") or what is done with them
("renew my RSNA"); "I'm ABR certified" and "dues for Mayo residents" only mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.knowledge.yaml_reader import Entry

_ACCESS, _ALL = "access", "all"
_WORD = re.compile(r"\w+")
_SOCIETIES, _INSTITUTIONS = "societies", "universities_and_hospitals"
# Who names the College asks about it, whatever else is named.
_NAMES_COLLEGE = re.compile(
    r"\b(?:acr|(?:the|your|this) college|college of radiology|your|yours)\b", re.IGNORECASE
)
# Behind a name: somebody who has to do with the organisation, and not something of it.
_PERSON = (
    r"(?![\s-]+(?:board|board(?:ed|s)?|certified|certification|diplomate|eligible|trained|members?|residents?|"
    r"fellows?|trainees?|students?|staff|employees?|faculty|graduates?|grads?|radiolog\w+|physicians?|doctors?|"
    r"docs?|physicists?|techs?|technolog\w+|registered|accredited)\b)"
)
# Before a name: it is had, or used for something of ours.
_HAD = re.compile(
    r"\b(?:have|has|had|hold|holds|held|use|uses|using|used|via|through|with|from|by|besides|like|unlike)"
    r"(?: (?:my|a|an|the|our|his|her|already|current|both))*$",
    re.IGNORECASE,
)
# Asks what we make of the other membership.
_COMPARES = re.compile(
    r"\b(?:includ\w+|transfer\w*|counts? (?:toward|for|as)|reciproc\w+|joint|combined|share|discount\w*|instead)\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(r"\b(?:help|problems?|trouble|issues?|question|wrong) with\b", re.IGNORECASE)
_MAY_STAND_BETWEEN = r"(?:'s|’s)?(?: (?:annual|yearly|member|membership|online|user|patient|student|employee|current|new|old))?"
_OF = r"(?:of|for|at|to|with|in|on|from)"
_DETERMINER = r"(?:(?:my|the|a|an|our|his|her|their) )?"


@dataclass(frozen=True)
class Group:
    """`names` count however they are written, those `as_written` only so."""

    names: tuple[str, ...]
    as_written: tuple[str, ...]
    things: tuple[str, ...]
    verbs: tuple[str, ...]

    @cached_property
    def name(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self._any_name})(?!\w)", re.UNICODE)

    @cached_property
    def question(self) -> re.Pattern[str]:
        """A name beside something of the organisation, or behind what is done with it."""
        things, verbs = _any_of(self.things), _any_of(self.verbs)
        owned = rf"(?P<owned>{self._any_name})(?!\w){_MAY_STAND_BETWEEN} (?i:{things})\b"
        of_it = rf"(?i:{things}) {_OF} (?i:{_DETERMINER})(?P<of>{self._any_name})(?!\w){_PERSON}"
        done = rf"(?i:{verbs}) (?i:{_DETERMINER})(?P<done>{self._any_name})(?!\w){_PERSON}"
        return re.compile(rf"\b(?:{owned}|{of_it}|{done})", re.UNICODE)

    def may_be_named_among(self, words: frozenset[str]) -> bool:
        """Tell whether a text of these words, in small letters, may hold a name: it has the first word of one."""
        return not self._first_words.isdisjoint(words)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(_words_of(name)[0] for name in (*self.names, *self.as_written))

    @property
    def _any_name(self) -> str:
        freely = rf"(?i:{_any_of(self.names)})"
        return rf"{freely}|{_any_of(self.as_written)}" if self.as_written else freely

    def title(self, written: str) -> str:
        """Return a name as the file writes it."""
        titles = {name.lower(): name for name in (*self.names, *self.as_written)}
        return titles[written.lower()]


# Before a name: somebody belongs there, and asks about something else.
_BELONGS = re.compile(
    r"\b(?:i'?m|im|i am|i was|we|we're|my|our|us|students?|residents?|fellows?|attendings?|interns?|grad\w*|"
    r"(?:o?ms ?-?[1-4]|m[1-4]|pgy ?-?\d|r[1-4]|postdoc) at|"
    r"med(?:ical)? school|adviser|advisor|rotat\w+|trained|works?|working|studied)\b[^.,;:?!]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Organisations:
    """`societies` are those of which people ask what they ask of us; `institutions` train people, and are
    among the `others`.
    """

    societies: Group
    institutions: Group
    others: tuple[Group, ...]

    def asked_about(self, text: str) -> str | None:
        """Return the organisation whose account, dues or membership a message is about; None for ours."""
        if _NAMES_COLLEGE.search(text) or _COMPARES.search(text):
            return None
        words = frozenset(_words_of(text))
        for group in (self.societies, *self.others):
            # The patterns are long, and most messages name nobody.
            if not group.may_be_named_among(words):
                continue
            for match in group.question.finditer(text):
                written = next(filter(None, match.groups()))
                before = text[: match.start()].rstrip()
                if not _HAD.search(before) or _TROUBLE.search(before):
                    return group.title(written)
        return None

    def institutions_asked_about(self, text: str) -> tuple[str, ...]:
        """Return the universities and hospitals that a message asks about, and not only belongs to."""
        return tuple(
            self.institutions.title(match.group())
            for match in self.institutions.name.finditer(text)
            if not _BELONGS.search(text[: match.start()])
        )

    def names_society(self, text: str) -> bool:
        return self.societies.name.search(text) is not None


def parse_organisations(file: Entry) -> Organisations:
    """Return the organisations of the file. Raises KnowledgeError for a name that stands in two groups."""
    file.only("things", "verbs", "organisations")
    words = {
        key: {
            _ACCESS: entry[_ACCESS].texts(),
            _ALL: entry[_ACCESS].texts() + entry["others"].texts(),
        }
        for key in ("things", "verbs")
        for entry in [file[key].only(_ACCESS, "others")]
    }
    groups: dict[str, Group] = {}
    seen: dict[str, str] = {}
    for name in (_SOCIETIES, _INSTITUTIONS):
        file["organisations"][name]  # refused by name where it is missing
    for name, entry in file["organisations"].items():
        groups[name] = _group(entry, words)
        for title in (*groups[name].names, *groups[name].as_written):
            if title.lower() in seen:
                entry.refuse(f"{title!r} stands under {seen[title.lower()]} too")
            seen[title.lower()] = name
    societies = groups.pop(_SOCIETIES)
    return Organisations(societies, groups[_INSTITUTIONS], tuple(groups.values()))


def _group(entry: Entry, words: dict[str, dict[str, tuple[str, ...]]]) -> Group:
    entry.only("things", "names", "as_written")
    kind = entry["things"].text()
    if kind not in {_ACCESS, _ALL}:
        entry["things"].refuse(f"{kind!r} is neither {_ACCESS!r} nor {_ALL!r}")
    as_written = entry["as_written"].texts() if entry.has("as_written") else ()
    return Group(entry["names"].texts(), as_written, words["things"][kind], words["verbs"][kind])


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; of no words, one that never matches."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or r"(?!)"
