"""What the guided conversations say and offer: fixed texts, buttons, headings of a result."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.checklists import Item
from bot.knowledge.letter import Letter
from bot.knowledge.texts import plain_text, refuse_typed_amount
from bot.knowledge.yaml_reader import Entry

# The guided conversations, by the intent that starts each.
GUIDES = ("find_category", "what_will_i_pay", "help_me_apply")
# Buttons that steer a conversation, by the command that each gives.
CONTROLS = (
    "back",
    "why",
    "stop",
    "change",
    "restart",
    "save",
    "save_now",
    "letter",
    "check_letter",
)
BUTTONS = (
    *(*GUIDES, *CONTROLS, "none_of_these", "unsure", "keep_nothing"),
    *("apply", "print", "calendar", "upload_letter", "mail_letter"),
)
# What the conversations say, by name.
TEXTS = (
    *("opening", "opening_dues", "opening_apply", "understood", "changed", "doubted", "possible"),
    "one_by_one",
    "branches",
    "any_other",
    "before_school",
    "certified",
    *("not_read", "not_read_again", "day", "no_date", "no_number", "impossible"),
    *("impossible_no_such_day", "impossible_no_such_month", "impossible_unlikely_year"),
    *("stopped", "nothing_to_go_back_to", "what_to_change", "nothing_told"),
    *("disclaimer", "refer_title", "refer", "no_category", "cannot_tell", "not_sure", "staff"),
    *("schedule", "saved", "consent", "nothing_to_save", "use_code", "how_to_erase"),
    *("links", "links_and_dates", "erased", "no_such_code"),
    *("paste_letter", "letter_intro", "letter_reads", "letter_complete", "letter_incomplete"),
)
# Headings and short phrases of a result, with the placeholders that it fills.
RESULT_TEXTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            *("what_it_is", "dues_today", "good_to_know", "next_date", "alternatives", "why"),
            *("documents", "documents_in_short", "what_we_can_say", "what_would_change_it"),
            *("refund", "refund_full", "refund_none_stated", "refund_staff"),
            *("dues", "no_amount", "no_amount_a_year", "no_amount_in_short"),
            *("open_amount_in_short", "open_amount_a_year"),
            *("line", "a_year", "note", "day", "event", "details", "dates", "to_do"),
        ),
        (),
    ),
    **dict.fromkeys(("amount_a_year", "amount_in_short", "amount_of_year"), ("amount",)),
    "still_open": ("questions",),
    "first_dues": ("day", "details"),
    "provided": ("conditions",),
    "would_lead_to": ("question", "answer", "category"),
    "may_lead_to": ("question", "categories"),
    "not_known": ("attribute",),
}

# The placeholders that a conversation fills in the texts, each with an example.
FILLED_BY_THE_CONVERSATION = {"code": "7K3F-9Q2M", "days": "30", "day": "June 31"}


@dataclass(frozen=True)
class Guidance:
    """`offered_with`: by guide, the answers below which it is offered; `frequent`: those of the home page."""

    texts: Mapping[str, str]
    result_texts: Mapping[str, str]
    buttons: Mapping[str, str]
    documents: Mapping[str, Item]
    checklists: Mapping[str, tuple[Item, ...]]
    offered_with: Mapping[str, frozenset[str]]
    frequent: tuple[str, ...]
    letter: Letter


def parse_guide_texts(file: Entry) -> dict[str, str]:
    """Return what the conversations say, by name. Raises KnowledgeError for one that is missing, or any other."""
    return {name: plain_text(text) for name, text in _named(file, TEXTS)}


def parse_result_texts(file: Entry) -> dict[str, str]:
    """Return headings and short phrases of a result, by name.

    Those that say that there is no amount are said of every line alike, so they name none.
    """
    return {name: refuse_typed_amount(text) for name, text in _named(file, RESULT_TEXTS)}


def parse_buttons(file: Entry) -> dict[str, str]:
    """Return what stands on buttons and links, by name."""
    return {name: text.text() for name, text in _named(file, BUTTONS)}


def parse_guide_offers(file: Entry) -> dict[str, frozenset[str]]:
    """Return the ids of the answers below which a guide is offered, by guide."""
    for guide, ids in file.items():
        if guide not in GUIDES:
            ids.refuse(f"there is no guide {guide!r}; known: {', '.join(GUIDES)}")
    return {guide: frozenset(ids.texts()) for guide, ids in file.items()}


def parse_home_page(file: Entry) -> tuple[str, ...]:
    """Return the ids of the answers that the home page lists."""
    return file.only("frequent")["frequent"].texts()


def filled_in_result_text(name: str) -> dict[str, str]:
    """Return the placeholders that a result fills in one of its texts, each with an example."""
    return dict.fromkeys(RESULT_TEXTS[name], "…")


def _named(entry: Entry, names: Collection[str]) -> Iterator[tuple[str, Entry]]:
    """Return what stands under each of the names; refuses one that is missing, and any other."""
    entry.only(*names)
    return ((name, entry[name]) for name in names)
