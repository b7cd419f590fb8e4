"""The texts of replies that are worked out for a person, with the placeholders that each fills."""

from __future__ import annotations

from bot.knowledge.texts import Text, parse_text, refuse_typed_amount
from bot.knowledge.yaml_reader import Entry

# What a reply can say of the category that it speaks of.
OF_CATEGORY = {"called": "a member", "Called": "A member"}
# The texts of replies that are worked out, with the placeholders that each fills besides those.
WORKED_OUT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("free", "per_year"), ("amount",)),
    "amount": ("amount", "note"),
    "not_published": ("note",),
    "price_open": ("note",),
    "price_open_abroad": (),
    "start_now": (),
    "first_year_is": ("year", "second"),
    **dict.fromkeys(("ask_schedule", "per_free", "per_year_unknown", "discount_waiver"), ()),
    **dict.fromkeys(("refund_full", "refund_none_stated", "refund_staff"), ("year",)),
    **dict.fromkeys(("then_first_year", "meanwhile"), ("year",)),
    **dict.fromkeys(("benefits_medical_student", "benefits_member_in_training"), ()),
    **dict.fromkeys(("perhaps_first_year", "first_year_over"), ()),
    "discount_none": (),
    "refund_window": ("year",),
    **dict.fromkeys(("retiring_free", "retiring_bill", "retiring_window"), ()),
    **dict.fromkeys(("retiring_how", "retiring_when", "retiring_part_time"), ()),
    **dict.fromkeys(
        ("retiring_free_from", "retiring_in_window", "retiring_year_before"), ("year",)
    ),
    **dict.fromkeys(
        ("retiring_paid_ahead", "retiring_late", "retiring_early", "retiring_unpaid_late"),
        ("year",),
    ),
    "chapter_waived": (),
    "chapter_silent": ("service",),
    "chapter_after_training": ("year",),
    **dict.fromkeys(("office_open", "office_over"), ("day",)),
    **dict.fromkeys(("training_ends", "training_ended"), ("end", "turn", "becomes", "year")),
    **dict.fromkeys(
        ("becomes_either", "becomes_certified", "becomes_uncertified", "becomes_open"), ()
    ),
    "training_goes_on": ("end",),
    "between": ("turn",),
    "until_residency": (),
    "parting": (),
    "parting_in": ("year", "next"),
    "training_ends_abroad": ("end", "turn", "year"),
    **dict.fromkeys(("discount_half", "discount_silent"), ("service",)),
    "sure": ("reason",),
    "provided": ("provided",),
}
# Those that are said only where there is no amount, and so may say that.
SAID_WITHOUT_AMOUNT = frozenset({"not_published", "price_open", "ask_schedule", "per_year_unknown"})
# Sentences that stand before a reply, or in its place, with the placeholders that each fills.
SENTENCES: dict[str, tuple[str, ...]] = {
    "for_person": ("person",),
    "if_so": ("facts",),
    "in_year": ("year",),
    "as_it_is": ("reason",),
    **dict.fromkeys(("depends", "depends_else", "unsettled"), ()),
    **dict.fromkeys(("confirmed", "not_so"), ()),
    **dict.fromkeys(("chosen", "not_a_choice"), ("category",)),
    "still_open": ("question",),
    "also": ("categories",),
    **dict.fromkeys(("no_category", "left_open", "unchanged_open"), ("reason",)),
    "unchanged": ("category", "reason"),
}


def filled_in_text(name: str) -> dict[str, str]:
    """Return the placeholders that a conversation fills in one of the texts, each with an example."""
    if name in SENTENCES:
        return dict.fromkeys(SENTENCES[name], "…")
    return {**OF_CATEGORY, **dict.fromkeys(WORKED_OUT[name], "…")}


def parse_texts(entry: Entry) -> dict[str, Text]:
    """Return the texts by name. Raises KnowledgeError for one that is missing, and for any other."""
    entry.only(*WORKED_OUT, *SENTENCES)
    return {
        name: (refuse_typed_amount if name in SAID_WITHOUT_AMOUNT else parse_text)(entry[name])
        for name in (*WORKED_OUT, *SENTENCES)
    }
