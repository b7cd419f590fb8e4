"""Letters of verification: a request to send, and a look at what a letter says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.knowledge.replies import Kind
from bot.messages.blocks import Block, Run, paragraph, to_blocks, to_text
from bot.messages.fact_words import long_day
from bot.messages.faq_messages import Message, message
from bot.messages.guide_messages import GuidedMessages
from bot.nlu.facts.text.dates import DayMention, find_days

# A line of a document may end anywhere.
_STANDING = re.compile(r"\bgood\s+(?:academic\s+)?standing\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|no longer|isn't|is not|never)\b[^.]{0,25}$", re.IGNORECASE)
_STARTED = re.compile(
    r"\b(?:start\w*|began|begin\w*|enrol\w*|matriculat\w+|entered|entry|admitted|commenced|since|first day)\b",
    re.IGNORECASE,
)
_GRADUATES = re.compile(
    r"\b(?:expected|anticipated|graduat\w+|complet\w+|finish\w*|conferr\w+|degree date)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(20\d\d)\b")
_NEAR = 90

_WISH = (
    "I am a medical student {place} at [school], and I am applying for medical student membership of the "
    "American College of Radiology. Please send me a letter on school stationery that states three things:"
)
_TO_SAY = (
    "that I am a student in good standing,",
    "the date on which I started,",
    "the date on which I am expected to graduate.",
)
_CLEARINGHOUSE = (
    "A National Student Clearinghouse enrollment certificate shows the same; ask your registrar whether "
    "your school takes part."
)
_THREE_THINGS = ("Good standing", "Start date", "Expected graduation date")


class Letters:
    def __init__(self, guided: GuidedMessages) -> None:
        self._guided = guided

    def request(self, told: Mapping[str, Any]) -> Message:
        """Return a request for a letter, filled with what the person gave."""
        place = {"us": "in the United States", "canada": "in Canada"}.get(
            str(told.get("place")), ""
        )
        letter: list[Block] = [
            paragraph("To: the Admissions Office (or: my adviser)"),
            paragraph("Subject: Letter of verification for my ACR membership"),
            paragraph("Dear [name],"),
            paragraph(_WISH.format(place=place).replace("  ", " ")),
            {"type": "ol", "items": [[item] for item in _TO_SAY]},
            paragraph("Thank you."),
            paragraph("[your name], [student number]"),
        ]
        intro = to_blocks(self._guided.text("letter_intro"))
        blocks = [*intro, *letter, {"type": "note", "runs": [_CLEARINGHOUSE]}]
        return message(
            Kind.NOTICE,
            blocks,
            copy=to_text(letter),
            choices=self._guided.buttons.after_letter()[1:],
        )

    def check(self, text: str, today: date) -> Message:
        """Tell which of the three things a letter says, and where; nothing of it is kept."""
        return self.report(find_three_things(text, today))

    def report(self, findings: Mapping[str, str]) -> Message:
        """Return the message about what a letter says, by thing."""
        items: list[list[Run]] = []
        for name_ in _THREE_THINGS:
            finding = findings.get(name_)
            runs: list[Run] = [{"text": f"{name_}: ", "strong": True}]
            items.append([*runs, f"found ({finding})." if finding else "not found."])
        complete = len(findings) == len(_THREE_THINGS)
        heading = self._guided.text("letter_complete" if complete else "letter_incomplete")
        blocks: list[Block] = [
            paragraph(heading),
            {"type": "ul", "items": items},
            {"type": "note", "runs": [self._guided.text("letter_reads")]},
        ]
        # A corrected letter may follow at once.
        return message(
            Kind.NOTICE, blocks, awaits="letter", choices=self._guided.buttons.after_letter()
        )


def find_three_things(text: str, today: date) -> dict[str, str]:
    """Return what a letter says of standing, start and graduation, by thing."""
    findings: dict[str, str] = {}
    standing = _STANDING.search(text)
    if standing and not _NEGATED.search(text[: standing.start()]):
        findings["Good standing"] = f"“{' '.join(standing.group().split())}”"
    for name, words in (("Start date", _STARTED), ("Expected graduation date", _GRADUATES)):
        told = _date_near(text, words, today)
        if told:
            findings[name] = told
    return findings


def _date_near(text: str, words: re.Pattern[str], today: date) -> str | None:
    """The first date that follows one of the words closely, in the same sentence."""
    days = list(find_days(text, today))
    for word in words.finditer(text):
        rest = re.split(r"[.;]\s", text[word.end() : word.end() + _NEAR])[0]
        ends = word.end() + len(rest)
        day = next((item for item in days if word.end() <= item.start < ends), None)
        if day:
            return _written(day)
        year = _YEAR.search(rest)
        if year:
            return year.group()
    return None


def _written(day: DayMention) -> str:
    return f"{day.day:%B %Y}" if day.month_only else long_day(day.day)
