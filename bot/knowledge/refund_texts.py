"""Texts that name the last day of a refund: they agree with dues.yml, by which it is worked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.knowledge.dues import RetirementRefund
from bot.knowledge.yaml_reader import MONTHS, Entry

_IS_ABOUT_IT = re.compile(r"\b(?:refund\w*|notice|(?:come|comes|brings) back)\b", re.IGNORECASE)
_DAY = re.compile(rf"\b(?:{'|'.join(MONTHS)}) \d{{1,2}}\b(?!, \d)")
# The first day of the refund, and the ends of the membership year.
_OTHER_DAYS = frozenset({"January 1", "December 31"})
# The words of a page, which may come to differ from another page's.
_QUOTE = "quote"


def refuse_other_last_days(files: Iterable[Entry], refund: RetirementRefund) -> None:
    """Raise KnowledgeError for a text about the refund that names another day."""
    allowed = {f"{MONTHS[refund.month - 1]} {refund.day}", *_OTHER_DAYS}
    for text in (text for file in files for text in _texts(file.value, file)):
        for day in _DAY.findall(text.value) if _IS_ABOUT_IT.search(text.value) else ():
            if day not in allowed:
                text.refuse(f"{day!r} is not the last day of the refund in dues.yml")


def _texts(value: Any, where: Entry) -> Iterator[Entry]:
    """Return every text below, with its key."""
    if isinstance(value, str):
        yield where
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _texts(item, Entry(where.file, f"{where.key}[{place}]", item))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            key = f"{where.key}.{name}" if where.key else str(name)
            if name != _QUOTE:
                yield from _texts(item, Entry(where.file, key, item))
