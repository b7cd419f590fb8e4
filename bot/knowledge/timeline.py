"""The dates that follow the end of training, or retirement, as texts/timeline.yml words them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.sources import Citation, Sources, parse_inline_citation
from bot.knowledge.texts import Text, parse_text, plain_text
from bot.knowledge.yaml_reader import Entry

# What bot/dues puts into the texts of an event: the year that the event is about.
YEAR = "year"

# The events that bot/dues puts on a day.
_EVENTS = (
    *("training_ends", "status_changes", "first_dues", "address_check", "open_question"),
    *("retirement", "notice", "last_day_of_refund"),
)


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


def _event(entry: Entry, sources: Sources) -> EventText:
    entry.only("title", "details", "page", "heading", "task")
    return EventText(
        plain_text(entry["title"]),
        parse_text(entry["details"]),
        parse_inline_citation(entry, sources),
        entry.has("task") and entry["task"].flag(),
    )
