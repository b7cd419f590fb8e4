"""Other societies: names, and words that count in capitals only."""

from __future__ import annotations

from bot.knowledge.societies import parse_societies
from tests.knowledge.conftest import entry, refusal


def test_societies_are_names_and_words_in_capitals():
    societies = parse_societies(entry("{names: [RSNA], in_capitals: [SIR]}"))
    assert (societies.names, societies.in_capitals) == (("RSNA",), ("SIR",))
    assert refusal(parse_societies, entry("{names: [], titles: []}"))[0] == "titles"
