"""Which stretches of a message speak of whom: "I'm a fellow in Ohio, my wife is a technologist"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.conversation.people import People, asks_for_oneself
from bot.conversation.state import SPEAKER
from bot.knowledge.cues import PeopleCues

# What must be read of each of them before a message counts as one about several people.
_DESCRIBES = frozenset("stage profession program board field".split())
_OTHER_ONE = re.compile(
    r"\b(?:can|could|is|does|do|will|would|should|may|must) (?:he|she|my \w+)\b|\bfor (?:him|her|my \w+)\b|\b(?:he|she) (?:join|pay|qualify|apply|get)s?\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\b(?:i'm|i am|im|me)\b", re.IGNORECASE)

Read = Callable[[str], Mapping[str, Any]]


class SeveralPeople:
    """Tells the people of one message apart, by the words of knowledge/words/people.yml."""

    def __init__(self, people: People, cues: PeopleCues) -> None:
        self._people = people
        numbers, nouns = "|".join(people.numbers), "|".join(cues.counted_nouns)
        self._stretch = re.compile(
            r"(?:^|[.;:,!?(]\s*|\b(?:and|but|while|whereas|plus|also|then)\s+)\W*(?:and\s+|but\s+|the\s+|ok\s+|so\s+)*"
            rf"(?:(?:my|our|his|her|their) (?:\w+ ){{0,2}}?(?P<relation>{'|'.join(cues.named)})\b"
            r"|(?P<speaker>i'm|i am|im|i|me\s*[:=]|myself)(?=\W)"
            r"|(?P<pronoun>he|she)(?:'?s)?\b"
            r"|(?P<title>dr\.?\s+[a-z]\w+)"
            rf"|(?:number\s+|#)?(?P<number>{numbers})(?:\s+(?:{nouns}|has|is))?\b{people.counts_a_person}"
            r"|(?P<each>one)\s+(?!(?:of the|year|month|day|thing|more|question|time)\b))",
            re.IGNORECASE,
        )
        self._counting = re.compile(
            rf"^(?:and\s+|the\s+)*(?:(?:{numbers})(?:\s+(?:{nouns}))?|one|me\s*[:=])\b\s*(?:is|=|:)?\s*",
            re.IGNORECASE,
        )
        self._all = re.compile(rf"\b(?:{'|'.join(cues.all)})\b", re.IGNORECASE)

    def facts_by_person(
        self, text: str, known: Iterable[str], read: Read
    ) -> dict[str, Mapping[str, Any]]:
        """Return what a message that speaks of several people tells of each whom it describes, in order.

        Empty where it speaks of one. `known` are the people of the conversation so far, whom a pronoun may
        mean; `read` gives the facts in a text.
        """
        texts: dict[str, str] = {}
        for person, stretch in self._stretches(text, list(known)):
            texts[person] = f"{texts[person]}. {stretch}" if person in texts else stretch
        if len(texts) < 2:
            return {}
        facts = {person: read(stretch) for person, stretch in texts.items()}
        if set(texts) & set(self._people.places):
            # Who counts others asks for them; where they are is where the office is that asks.
            place = facts.pop(SPEAKER, {}).get("place")
            facts = {
                person: {"place": place, **own} if place else own for person, own in facts.items()
            }
        if not _SPEAKS.search(text) and "stage" not in facts.get(SPEAKER, {"stage": ""}):
            facts.pop(SPEAKER)  # "what's IR? She does IR" says nothing of whoever asks
        return {person: own for person, own in facts.items() if _DESCRIBES & set(own)}

    def asked_for(self, text: str, people: Sequence[str]) -> str | None:
        """Return whom of the people described a message asks for; None where it is all of them."""
        if set(people) & set(self._people.places) or self._all.search(text):
            return None
        if SPEAKER in people and asks_for_oneself(text):
            return SPEAKER
        others = [person for person in people if person != SPEAKER]
        return others[-1] if _OTHER_ONE.search(text) and others else None

    def _stretches(self, text: str, known: list[str]) -> list[tuple[str, str]]:
        stretches, person, start, named, counted = [], SPEAKER, 0, list(known), 0
        matches = list(self._stretch.finditer(text))
        are_counted = sum(bool(match["each"]) for match in matches) > 1
        places = self._people.places
        for match in matches:
            if match["each"]:
                name = places[min(counted, len(places) - 1)] if are_counted else None
                counted += 1
            else:
                name = self._person(match, named)
            if name is None or name == person:
                continue
            stretches.append((person, text[start : match.start()]))
            person, start = name, match.start()
            named.append(name)
        stretches.append((person, text[start:]))
        described = ((name, self._description(stretch)) for name, stretch in stretches)
        return [(name, description) for name, description in described if description]

    def _description(self, stretch: str) -> str:
        """Leave out the word by which somebody is counted, of which nothing is read."""
        return self._counting.sub("", stretch.strip(" .,;:!?()")).strip(" .,;:=")

    def _person(self, match: re.Match[str], named: list[str]) -> str | None:
        if match["relation"]:
            return match["relation"].lower()
        if match["speaker"]:
            return SPEAKER
        if match["number"]:
            return self._people.counted_as(match["number"])
        if match["title"]:
            return self._people.title_in(match["title"])
        others = (name for name in reversed(named) if name != SPEAKER)
        return self._people.meant_by(match["pronoun"].lower(), others)
