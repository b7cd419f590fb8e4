"""One form of each letter, and a blank between sentences."""

from __future__ import annotations

import pytest

from bot.nlu.spelling.plain_text import plain_text


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ｈｏｗ ｍｕｃｈ", "how much"),
        ("𝗵𝗼𝘄 much", "how much"),
        ("the ﬁrst year", "the first year"),
        ("I am a resident.Can I join", "I am a resident. Can I join"),
        ("are dues free?what about chapters", "are dues free? what about chapters"),
        ("see acr.org", "see acr.org"),
        ("the U.S.A and e.g. this", "the U.S.A and e.g. this"),
        ("Ph.D and M.D.", "Ph.D and M.D."),
        ("so… what now", "so… what now"),
        ("password Autumn!Leaves", "password Autumn!Leaves"),
        ("Müller", "Müller"),
    ],
)
def test_what_is_typed_reads_as_plain_text(typed, plain):
    assert plain_text(typed) == plain
