"""Addresses and telephone numbers in what is said, as links: on the pages and in the widget alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.messages.blocks import Block, Run

# A sentence's own full stop is not part of an address. 911 and 988 are where help is one tap away; "$988" is an amount.
_ADDRESS = re.compile(
    r"https?://[^\s<>()“”]*[^\s<>()“”.,;:!?]|\b1-\d{3}-\d{3}-\d{4}\b|(?<![\w$.,-])(?:911|988)(?![\w-]|[.,]\d)"
)


def linked(blocks: Iterable[Block]) -> list[Block]:
    """Return the same blocks with a link for each address and telephone number in their texts."""
    return [_linked_block(block) for block in blocks]


def linked_runs(runs: Sequence[Run]) -> list[Run]:
    return [part for run in runs for part in (_parts(run) if isinstance(run, str) else [run])]


def _linked_block(block: Block) -> Block:
    if "runs" in block:
        return {**block, "runs": linked_runs(block["runs"])}
    if block["type"] in {"ul", "ol"}:
        return {**block, "items": [linked_runs(item) for item in block["items"]]}
    if block["type"] == "steps":
        items = [{**item, "runs": linked_runs(item.get("runs", []))} for item in block["items"]]
        return {**block, "items": items}
    if block["type"] == "card":
        return {**block, "rows": [[label, linked_runs(runs)] for label, runs in block["rows"]]}
    if block["type"] == "table":
        return {**block, "rows": [[linked_runs(cell) for cell in row] for row in block["rows"]]}
    return block


def _parts(text: str) -> Iterator[Run]:
    end = 0
    for match in _ADDRESS.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        address = match.group()
        yield {"text": address, "url": address if "://" in address else f"tel:{address}"}
        end = match.end()
    if end < len(text):
        yield text[end:]
