"""What people type in haste, written out."""

from __future__ import annotations

import pytest

from bot.nlu.facts.text.shorthand import spell_out


@pytest.mark.parametrize(
    ("text", "written_out"),
    [
        ("im in med skool", "i'm in med school"),
        ("2nd yr til june", "2nd year until june"),
        ("w/2 years left", "with 2 years left"),
        ("done w/o boards", "done without boards"),
        ("pgy2 rn, in ohio", "pgy2 right now, in ohio"),
        ("as an rn in ohio", "as an rn in ohio"),
        ("I applied to IM", "I applied to internal medicine"),
        ("I'm a rad in Ohio", "I'm a radiologist in Ohio"),
        ("I'm a rad tech", "I'm a rad tech"),
        ("PA in IR", "physician assistant in IR"),
        ("Kelowna, BC", "Kelowna british columbia"),
        ("Victoria bc", "Victoria british columbia"),
        ("here bc I like it", "here because I like it"),
        ("Norfolk VA", "virginia"),
        ("a US citizen in Ohio", "a  in Ohio"),
        ("resident on maternity leave", "resident "),
        ("nurse on maternity leave", "nurse on maternity leave"),
        ("startin' residency", "starting residency"),
    ],
)
def test_shorthand_is_spelled_out_where_it_means_one_thing(text, written_out):
    assert spell_out(text) == written_out
