"""What the guided conversations say: fixed texts, documents, and a checklist a category."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.attributes import Attributes
from bot.knowledge.faq import refuse_typed_amount
from bot.knowledge.sources import Citation, Sources, parse_citation
from bot.knowledge.yaml_reader import Entry

# The guided conversations, by the intent that starts each.
GUIDES = ("find_category", "what_will_i_pay", "help_me_apply")


@dataclass(frozen=True)
class Item:
    """A document or a step. `when`: only for profiles with one of the values, by attribute."""

    title: str
    text: str
    cites: Citation
    when: Mapping[str, tuple[str, ...]]

    def applies_to(self, profile: Mapping[str, object]) -> bool:
        return all(profile.get(name) in values for name, values in self.when.items())


@dataclass(frozen=True)
class Guidance:
    """`offered_with`: by guide, the answers below which it is offered."""

    texts: Mapping[str, str]
    documents: Mapping[str, Item]
    checklists: Mapping[str, tuple[Item, ...]]
    offered_with: Mapping[str, frozenset[str]]


def parse_guidance(
    file: Entry, sources: Sources, attributes: Attributes, categories: Mapping[str, object]
) -> Guidance:
    """Return the guidance. Raises KnowledgeError for a category without a checklist."""
    file.only("texts", "documents", "checklists", "offered_with")
    checklists = {}
    for category, entry in file["checklists"].items():
        if category not in categories:
            entry.refuse(f"there is no category {category!r}")
        checklists[category] = tuple(_item(one, sources, attributes) for one in entry.entries())
    for category in categories:
        if category not in checklists:
            file["checklists"].refuse(f"no checklist for {category!r}")
    return Guidance(
        texts={name: refuse_typed_amount(text) for name, text in file["texts"].items()},
        documents={
            name: _item(entry, sources, attributes) for name, entry in file["documents"].items()
        },
        checklists=checklists,
        offered_with={
            guide: frozenset(ids.texts()) for guide, ids in _guides(file["offered_with"])
        },
    )


def _guides(entry: Entry) -> Iterator[tuple[str, Entry]]:
    for guide, ids in entry.items():
        if guide not in GUIDES:
            entry.refuse(f"there is no guide {guide!r}; known: {', '.join(GUIDES)}")
        yield guide, ids


def _item(entry: Entry, sources: Sources, attributes: Attributes) -> Item:
    entry.only("title", "text", "page", "heading", "when")
    when = {}
    for name, values in entry["when"].items() if entry.has("when") else ():
        if name not in attributes:
            values.refuse(f"there is no attribute {name!r}")
        when[name] = values.texts()
        for value in when[name]:
            if value not in attributes[name].values:
                values.refuse(f"{name} has no value {value!r}")
    cited = Entry(
        entry.file,
        entry.key,
        {"page": entry["page"].value, "heading": entry["heading"].value},
    )
    return Item(
        entry["title"].text(),
        refuse_typed_amount(entry["text"]),
        parse_citation(cited, sources),
        when,
    )
