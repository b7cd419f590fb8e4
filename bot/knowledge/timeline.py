"""The dates that follow the end of training, or retirement, as texts/timeline.yml words them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.sources import Citation, Sources, parse_inline_citation
from bot.knowledge.texts import Text, parse_text, plain_text
from bot.knowledge.yaml_reader import Entry

# The events that bot/dues puts on a day: after training, and on retiring.
_AFTER_TRAINING = (
    "training_ends",
    "status_changes",
    "first_dues",
    "address_check",
    "open_question",
)
_ON_RETIRING = ("retirement", "notice", "last_day_of_refund")
_EVENTS = (*_AFTER_TRAINING, *_ON_RETIRING)

# What bot/dues puts into the events of a retirement, with an example: the year of the dues.
YEAR = "year"
FILLED_ON_RETIRING = {YEAR: "2027"}


@dataclass(frozen=True)
class EventText:
    """`is_task`: something to be done, not something that happens."""

    title: str
    details: Text
    cites: Citation
    is_task: bool


Timeline = Mapping[str, EventText]


def parse_timeline(file: Entry, sources: Sources) -> Timeline:
    """Return the text of every event. Raises KnowledgeError for one too many or too few."""
    file.only(*_EVENTS)
    return {name: _event(file[name], sources) for name in _EVENTS}


def filled_by_dues(name: str) -> dict[str, str]:
    """Return the placeholders that bot/dues fills in the text of an event."""
    return FILLED_ON_RETIRING if name in _ON_RETIRING else {}


def _event(entry: Entry, sources: Sources) -> EventText:
    entry.only("title", "details", "page", "heading", "task")
    return EventText(
        plain_text(entry["title"]),
        parse_text(entry["details"]),
        parse_inline_citation(entry, sources),
        entry.has("task") and entry["task"].flag(),
    )
