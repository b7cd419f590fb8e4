"""Markdown to blocks: the only shapes that a message may have, and none of them is HTML.

A block is a dict with a `type`: `p` and `note` have `runs`; `ul` and `ol` have `items`, each a list
of runs; `steps` has `items` with `title` and `runs`; `card` has `title` and `rows` of [label, runs];
`table` has `head` and `rows`. A run is a string, `{"text", "strong"|"em": true}` or `{"text", "url"}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

Run = str | dict[str, Any]
Block = dict[str, Any]

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Only what our answers use; raw HTML and images stay the text that they are.
_MARKDOWN = MarkdownIt("zero").enable(["emphasis", "link", "list", "newline"])


@lru_cache(maxsize=1024)
def _kept(markdown: str) -> tuple[Block, ...]:
    return tuple(to_blocks(markdown))


def published_blocks(markdown: str) -> list[Block]:
    """Return the blocks of what is said to everyone alike, parsed once; never of what one person told.

    The list is the caller's own, the blocks in it are everybody's: nobody changes them.
    """
    return list(_kept(markdown))


def to_blocks(markdown: str) -> list[Block]:
    """Return paragraphs and lists; anything else stays plain text in a paragraph."""
    blocks: list[Block] = []
    listing: Block | None = None
    for token in _MARKDOWN.parse(markdown):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            listing = {"type": "ul" if token.tag == "ul" else "ol", "items": []}
            blocks.append(listing)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            listing = None
        elif token.type == "inline":
            runs = _runs(token.children or [])
            if listing is None:
                blocks.append({"type": "p", "runs": runs})
            else:
                listing["items"].append(runs)
    return blocks


def note(text: str) -> Block:
    return {"type": "note", "runs": [text]}


def paragraph(*runs: Run) -> Block:
    return {"type": "p", "runs": list(runs)}


def heading(text: str) -> Block:
    return paragraph({"text": text, "strong": True})


def is_heading(block: Block) -> bool:
    """Tell whether a block is one that `heading` made."""
    return all(isinstance(run, dict) and run.get("strong") for run in block.get("runs", [""]))


def to_text(blocks: Iterable[Block]) -> str:
    """Return the same blocks as plain text, one line a paragraph or item."""
    return "\n".join(line for block in blocks for line in _lines(block))


def plain(runs: Sequence[Run]) -> str:
    return "".join(run if isinstance(run, str) else str(run["text"]) for run in runs)


def is_safe_link(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in LINK_SCHEMES and (
        bool(parts.netloc) or parts.scheme in {"mailto", "tel"}
    )


def _lines(block: Block) -> list[str]:
    if block["type"] in {"p", "note"}:
        return [plain(block["runs"])]
    if block["type"] == "ul":
        return [f"- {plain(item)}" for item in block["items"]]
    if block["type"] == "ol":
        return [f"{place}. {plain(item)}" for place, item in enumerate(block["items"], 1)]
    if block["type"] == "steps":
        return [
            f"{place}. {item['title']}: {plain(item['runs'])}" if item["runs"] else item["title"]
            for place, item in enumerate(block["items"], 1)
        ]
    if block["type"] == "card":
        rows = [f"{label}: {plain(runs)}" for label, runs in block["rows"]]
        return [block["title"], *rows]
    rows = [" | ".join(plain(cell) for cell in row) for row in block["rows"]]
    return [" | ".join(block["head"]), *rows]


def _runs(tokens: Sequence[Token]) -> list[Run]:
    runs: list[Run] = []
    style: dict[str, Any] = {}
    for token in tokens:
        if token.type == "strong_open":
            style["strong"] = True
        elif token.type == "em_open":
            style["em"] = True
        elif token.type == "link_open":
            url = str(token.attrs.get("href", ""))
            if is_safe_link(url):
                style["url"] = url
        elif token.type in {"strong_close", "em_close", "link_close"}:
            style.pop({"strong_close": "strong", "em_close": "em"}.get(token.type, "url"), None)
        elif token.type in {"softbreak", "hardbreak"}:
            runs.append(" ")
        elif token.content:
            runs.append({"text": token.content, **style} if style else token.content)
    return runs
