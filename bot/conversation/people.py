"""Whom a message is about: the person who writes, or somebody else that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.conversation.state import SPEAKER
from bot.knowledge.cues import PeopleCues
from bot.nlu.facts.text.shorthand import spell_out

# A name after the title ("Dr. B") is somebody of that name; "DR residency" is one in diagnostic radiology.
_TITLED = re.compile(
    r"(?<![Nn]ame is )(?<![Ii] am )(?<![Ii]'m )(?<![Ii]m )(?<![Tt]his is )(?<![Mm]yself )\b(?:(?:[Dd]r\.?|DR\.) (?P<name>[A-Za-z]\w*)|DR (?P<shouted>[A-Z]\w*))"
)
_CALLER = re.compile(r"^\W*(?:the )?(caller|client)\b", re.IGNORECASE)
# Words that name people only as a class ("the student membership") unless they are somebody's own.
_OWNED = re.compile(r"\b(?:my|our|his|her|their)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|him|his|he's)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|she's)\b", re.IGNORECASE)
_NAMES_ONESELF = r"(?:^|[.,;!?]\s*)me\s*[:=]|\bthat'?s me\b"
_ONESELF = re.compile(
    rf"{_NAMES_ONESELF}|\b(?:can|could|am|do|did|will|would|should|may|must|if) \W?i\b|\bi(?:'m| am|'ve| have)\b|\b(?:for|about|and|to|4) me\b|\bmyself\b|(?<!of )\bmine\b|\bi\b|\bmy (?:dues|membership|own|category|case|status)\b",
    re.IGNORECASE,
)
_ASKS_FOR_ONESELF = re.compile(
    rf"{_NAMES_ONESELF}|\bwhat if i\b|\b(?:can|could|am|do|did|was|have|will|would|should|may|must) i\b|\b(?:for|about|appl(?:y|ies) to|costs?|charge|makes|fits) me(?:\b|$)|\bi (?:pay|owe|join|qualify|apply|get)\b|\bmy (?:own )?(?:dues|membership|category|options)\b|\bpoint me\b|\bi(?:'d| would) (?:like|love) to (?:join|become|be|apply|sign)\b|\band (?:me|mine)\b|(?<!of )\bmine\b",
    re.IGNORECASE,
)

_TELLS_OF_ONESELF = re.compile(
    rf"{_NAMES_ONESELF}|\b(?:i'm|i am|i work|i practi[cs]e|i retired|i finished|i graduated|i train)\b",
    re.IGNORECASE,
)


# "Some people in my group" are colleagues.
_SOME_OF_OURS = re.compile(
    r"\b(?:one|two|three|four|five|some|several|both|most) of (?:them|(?:my|our) (?:co-?residents|colleagues|friends|classmates))\b"
    r"|\b(?:some|several|most|many|a few|two|three|four|other) (?:\w+ )?(?:people|guys|docs|doctors|partners|folks|radiologists|physicians) (?:in|at|from|here in|of) (?:my|our) (?:\w+ )?(?:group|practice|hospital|department|clinic)\b",
    re.IGNORECASE,
)
# "And in my case?", "no, me I am a specialist": turns from somebody else to whoever writes.
_BACK_TO_ONESELF = re.compile(
    r"\b(?:in|and|what about|how about|for) my (?:own )?case\b|\b(?:as for|back to) me\b|(?:^|[.,;!?]\s*)(?:and |but |no |for )?me,? (?:i|i'?m)\b",
    re.IGNORECASE,
)
# "Can I call for him" asks nothing for oneself.
_ON_BEHALF = re.compile(
    r"\b(?:can|could|may|should|do|must) i (?:\w+ ){1,3}(?:for|on behalf of) (?:him|her|them)\b"
    r"|\b(?:can|could|may|should) i (?:just )?(?:sign|enroll|register|add|put|get) (?:him|her|them)\b",
    re.IGNORECASE,
)

# "No fellowship I said" tells nothing of oneself.
_ASIDE = re.compile(r"\b(?:(?:like|as) )?i (?:said|told you|already said|meant?)\b", re.IGNORECASE)
_SAYS = re.compile(
    r"\s+(?:thinks?|thought|says?|said|told|tells|asked|asks|wants to know|claims|insists)\b",
    re.IGNORECASE,
)


class People:
    """Whom the words of knowledge/words/people.yml can name."""

    def __init__(self, cues: PeopleCues) -> None:
        self._cues = cues
        self.places = tuple(cues.counted)
        self.numbers = {
            number: name for name, numbers in cues.counted.items() for number in numbers
        }
        nouns = "|".join(cues.counted_nouns)
        # What must hold after a number that counts somebody.
        self.counts_a_person = rf"(?![-\s]+(?:{'|'.join(cues.counted_things)})\b)"
        # One of several who were counted ("and the second one?").
        self._counted = re.compile(
            rf"\b(?:number |#)?({'|'.join(self.numbers)})(?: (?:{nouns}))?\b{self.counts_a_person}",
            re.IGNORECASE,
        )
        self._named = re.compile(
            rf"\b(?:my|our|his|her|their|the|a) (?:\w+ )?({'|'.join(cues.named)})\b(?!'s? (?:dues|membership))(?!\s+(?:{'|'.join(cues.of_a_thing)})\b)",
            re.IGNORECASE,
        )
        # "Wife is a radiologist in Lyon", "and the girl in her residency here": without a word of whose.
        self._bare = re.compile(
            rf"^\W*(?:(?:and|also|plus|for|what about|how about|so|ok|now)\s+)*(?:(?:the|a|an|this|that)\s+)?({'|'.join([*cues.male, *cues.female, *cues.without_owner])})\b(?!'?s? (?:dues|membership))",
            re.IGNORECASE,
        )
        # "I pay in dollars? Is it the same for my wife": asked for her, whatever else is said of oneself.
        self._asked_for = re.compile(
            rf"\b(?:same|also|apply|it|that|this|hold|go|free|work) for (?:my|our) (?:\w+ )?({'|'.join(cues.named)})\b",
            re.IGNORECASE,
        )

    def person_in(self, text: str, known: Iterable[str], focus: str) -> str:
        """Return the person that a message is about: SPEAKER, or the word by which somebody is called.

        `known` are the people of the conversation so far; a pronoun means the last of them that it fits.
        """
        known = list(known)
        plain = _ASIDE.sub("", spell_out(text.replace("’", "'")))  # "my gf"
        counted = self._counted.search(plain)
        if counted and any(name in self.places for name in known):
            return self.counted_as(counted[1])
        if _BACK_TO_ONESELF.search(plain):
            return SPEAKER
        if asked_for := self._asked_for.search(plain):
            return asked_for[1].lower()
        named = self._named_in(plain)
        if named in self._cues.children and not _TELLS_OF_ONESELF.search(plain):
            return str(named)
        if named and (not _ASKS_FOR_ONESELF.search(plain) or _ON_BEHALF.search(plain)):
            return named
        others = [name for name in known if name != SPEAKER]
        pronoun = self._pronoun(plain, others, focus)
        if pronoun and (not _ASKS_FOR_ONESELF.search(plain) or _ON_BEHALF.search(plain)):
            return pronoun
        if _ONESELF.search(plain):
            return SPEAKER
        return focus

    def title_in(self, text: str) -> str | None:
        """Return somebody named by title; "DR residency" names nobody."""
        for match in _TITLED.finditer(text):
            name = match["name"] or match["shouted"]
            if name.lower() not in self._cues.no_surname:
                return f"Dr. {name.capitalize()}"
        return None

    def counted_as(self, number: str) -> str:
        """Return how somebody is called who is counted as "first" or "1st"."""
        return self.numbers[number.lower()]

    def meant_by(self, pronoun: str, people: Iterable[str]) -> str | None:
        """Return the first of the people whom "he" or "she" may mean."""
        others = self._cues.female if pronoun == "he" else self._cues.male
        return next((name for name in people if name not in others), None)

    def _named_in(self, text: str) -> str | None:
        if caller := _CALLER.search(text):
            return caller[1].lower()
        if bare := self._bare.match(text):
            return bare[1].lower()
        if titled := self.title_in(text):
            return titled
        if _SOME_OF_OURS.search(text):
            return "colleagues"
        for match in self._named.finditer(text):
            word = match[1].lower()
            if _SAYS.match(text, match.end()):
                continue  # "my chair thinks we have to budget for it" is not about the chair
            if word not in self._cues.classes or _OWNED.match(match[0]):
                return word
        return None

    def _pronoun(self, text: str, others: list[str], focus: str) -> str | None:
        order = ([focus] if focus != SPEAKER else []) + [
            name for name in reversed(others) if name != focus
        ]
        if _HE.search(text):
            return self.meant_by("he", order)
        return self.meant_by("she", order) if _SHE.search(text) else None


def asks_for_oneself(text: str) -> bool:
    """Tell whether whoever writes asks something for themselves."""
    return bool(_ASKS_FOR_ONESELF.search(text))
