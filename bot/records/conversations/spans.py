"""What the finders of personal data share: where something begins and ends in a text, by a pattern's groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

Places = Iterator[tuple[int, int]]
# The groups of a pattern that are taken out; what stands around them stays.
_WHAT = ("it", "colon", "quoted", "ending")
# What may stand between the name of a number and the number.
IS = r"(?:\s*(?:\b(?:is|was|are|number|num|no|nr|id)\b\.?|'s\b|[:=#,]))*\s*"


def spans(pattern: re.Pattern[str], text: str) -> Places:
    """Yield the named group that matched, or all of a pattern without one."""
    for match in pattern.finditer(text):
        places = [match.span(name) for name in _WHAT if match.groupdict().get(name)]
        yield places[0] if places else match.span()
