"""Addresses and telephone numbers in what is said become links, in every shape of block."""

from __future__ import annotations

import pytest

from bot.web.links import linked, linked_runs

PHONE = {"text": "1-800-347-7748", "url": "tel:1-800-347-7748"}
CRISIS, EMERGENCY = ({"text": text, "url": f"tel:{text}"} for text in ("988", "911"))
PAGE = {"text": "https://www.acr.org/Membership/Join", "url": "https://www.acr.org/Membership/Join"}


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Call 1-800-347-7748.", ["Call ", PHONE, "."]),
        ("(https://www.acr.org/Membership/Join).", ["(", PAGE, ")."]),
        ("Apply on https://www.acr.org/Membership/Join.", ["Apply on ", PAGE, "."]),
        ("Call or text 988, or 911.", ["Call or text ", CRISIS, ", or ", EMERGENCY, "."]),
        ("$988 and 911,500 and 911-12 are none", ["$988 and 911,500 and 911-12 are none"]),
        ("123-45-6789 is no telephone number", ["123-45-6789 is no telephone number"]),
        ("", []),
    ],
)
def test_what_stands_around_a_link_stays_text(text, runs):
    assert linked_runs([text]) == runs


def test_what_is_a_link_or_strong_already_stays_as_it_is():
    runs = [{"text": "1-800-347-7748", "strong": True}, PAGE]
    assert linked_runs(runs) == runs


@pytest.mark.parametrize(
    ("block", "path"),
    [
        ({"type": "p", "runs": ["1-800-347-7748"]}, ("runs",)),
        ({"type": "ul", "items": [["1-800-347-7748"]]}, ("items", 0)),
        (
            {"type": "steps", "items": [{"title": "a", "runs": ["1-800-347-7748"]}]},
            ("items", 0, "runs"),
        ),
        ({"type": "card", "title": "a", "rows": [["b", ["1-800-347-7748"]]]}, ("rows", 0, 1)),
        ({"type": "table", "head": ["a"], "rows": [[["1-800-347-7748"]]]}, ("rows", 0, 0)),
    ],
)
def test_every_shape_of_block_has_its_links(block, path):
    (part,) = linked([block])
    for key in path:
        part = part[key]
    assert part == [PHONE]


def test_a_block_of_another_shape_stays_as_it_is():
    assert linked([{"type": "hologram"}]) == [{"type": "hologram"}]
