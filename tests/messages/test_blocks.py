"""Markdown becomes blocks, and nothing else gets through."""

from __future__ import annotations

import pytest

from bot.messages.blocks import is_safe_link, to_blocks, to_text


def test_paragraphs_and_lists_become_blocks():
    assert to_blocks("One **two**.\n\n- a\n- b") == [
        {"type": "p", "runs": ["One ", {"text": "two", "strong": True}, "."]},
        {"type": "ul", "items": [["a"], ["b"]]},
    ]


def test_html_stays_text():
    assert to_blocks("<script>alert(1)</script>") == [
        {"type": "p", "runs": ["<script>alert(1)</script>"]}
    ]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https:evil"]
)
def test_a_link_that_is_not_safe_is_no_link(url):
    assert not is_safe_link(url)
    assert "url" not in str(to_blocks(f"[here]({url})")[0]["runs"][0:1])


@pytest.mark.parametrize("url", ["https://www.acr.org/x", "tel:1-800", "mailto:a@example.org"])
def test_a_safe_link_is_a_link(url):
    assert to_blocks(f"[here]({url})")[0]["runs"] == [{"text": "here", "url": url}]


def test_every_block_has_a_plain_text():
    blocks = [
        {
            "type": "steps",
            "items": [{"title": "First", "runs": ["do it"]}, {"title": "Then", "runs": []}],
        },
        {"type": "card", "title": "Card", "rows": [["Label", ["value"]]]},
        {"type": "table", "head": ["A", "B"], "rows": [[["1"], ["2"]]]},
        {"type": "note", "runs": ["mind this"]},
    ]
    assert to_text(blocks) == "1. First: do it\nThen\nCard\nLabel: value\nA | B\n1 | 2\nmind this"
