"""Letters of verification: a request to send, and a look at what a letter says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from dateutil.relativedelta import relativedelta

from bot.knowledge.letter import GRADUATION, STANDING, START
from bot.knowledge.replies import Kind
from bot.knowledge.texts import put_in
from bot.messages.blocks import Block, Run, paragraph, to_blocks, to_text
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
_BROKEN_DATE = re.compile(r"(?<=\d)\s*/\s*(?=\d)")
_YEAR = re.compile(r"\b(20\d\d)\b")
_NEAR = 90


class Letters:
    def __init__(self, guided: GuidedMessages) -> None:
        self._guided = guided

    def request(self, told: Mapping[str, Any]) -> Message:
        """Return a request for a letter, filled with what the person gave."""
        letter = self._guided.letter
        place = letter.places.get(str(told.get("place")), "")
        body: list[Block] = [
            *(paragraph(put_in(text, place=place).replace("  ", " ")) for text in letter.before),
            {"type": "ol", "items": [[point.request] for point in letter.points.values()]},
            *map(paragraph, letter.after),
        ]
        subject_line = put_in(letter.subject_line, subject=letter.subject)
        copied = [paragraph(letter.to), paragraph(subject_line), *body]
        intro = to_blocks(self._guided.text("letter_intro"))
        title = self._guided.buttons.title("mail_letter")
        return message(
            Kind.NOTICE,
            [*intro, *copied, {"type": "note", "runs": [letter.note]}],
            copy=to_text(copied),
            links=[{"title": title, "url": _mailto(letter.subject, body)}],
            choices=self._guided.buttons.after_letter()[1:],
        )

    def check(self, text: str, today: date) -> Message:
        """Tell which of the three points a letter makes, and where; nothing of it is kept."""
        return self.report(find_points(text, today))

    def report(self, findings: Mapping[str, str]) -> Message:
        """Return the message about what a letter says, by point."""
        letter = self._guided.letter
        items: list[list[Run]] = []
        for name, point in letter.points.items():
            words = findings.get(name)
            result = put_in(letter.there, words=words) if words else point.missing
            items.append([{"text": f"{point.title}: ", "strong": True}, result])
        complete = len(findings) == len(letter.points)
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


def _mailto(subject: str, body: Sequence[Block]) -> str:
    """Return a link that begins the request in the mail program; the one who sends it knows to whom."""
    text = "\r\n\r\n".join(to_text([block]).replace("\n", "\r\n") for block in body)
    return f"mailto:?subject={quote(subject)}&body={quote(text)}"


def find_points(text: str, today: date) -> dict[str, str]:
    """Return what a letter says of standing, start and graduation, by point."""
    text = _BROKEN_DATE.sub("/", text)
    findings: dict[str, str] = {}
    standing = _STANDING.search(text)
    if standing and not _NEGATED.search(text[: standing.start()]):
        findings[STANDING] = f"“{' '.join(standing.group().split())}”"
    days = list(find_days(text, today))
    # "In May" and "two years ago" are another day when they are read in another year: no date stands there.
    whole = set(days).intersection(find_days(text, today + relativedelta(years=1)))
    for name, words in ((START, _STARTED), (GRADUATION, _GRADUATES)):
        day = _date_near(text, words, days, whole)
        if day:
            findings[name] = day
    return findings


def _date_near(
    text: str, words: re.Pattern[str], days: list[DayMention], whole: set[DayMention]
) -> str | None:
    """The first date that follows one of the words closely, in the same sentence, as it stands there."""
    for word in words.finditer(text):
        rest = re.split(r"[.;]\s", text[word.end() : word.end() + _NEAR])[0]
        ends = word.end() + len(rest)
        day = next((item for item in days if word.end() <= item.start < ends), None)
        year = _YEAR.search(rest)
        if day in whole:
            return " ".join(text[day.start : day.end].split())
        if year and day is None:
            return year.group()
    return None
