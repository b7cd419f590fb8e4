"""People correct themselves as they type: "in June, no wait, in September". What comes last is meant."""

from __future__ import annotations

import re

_MARK = r"(?:(?:no|oh|wait|sorry|oops|scratch that|correction|i mean|i meant|make that)[\s,]+)"
_YEAR = re.compile(
    rf"\b(?:19|20)\d\d[^\w]{{0,4}}{_MARK}{{1,3}}((?:19|20)\d\d)\b(?!-)", re.IGNORECASE
)
# A bare "no" or "sorry" says something else, and whoever waits for something corrects nothing.
_CORRECTS = re.compile(
    r"^(?:no |oh |oops )*(?:wait(?! (?:for|to|until|till)\b)|scratch that|correction|i mean|i meant|make that|no sorry|sorry no)\b(?: no\b| sorry\b)*"
)
_ENDS = r"\b(?:ends?|ended|finish(?:es|ed)?|starts?|started)\b"
_KINDS = (
    r"\bdate\d+\b",
    r"<PLACE:\w+>",
    r"<BOARD:\w+>",
    r"<FIELD:\w+>",
    r"<SPECIALIST:\w+>",
    _ENDS,
)


def with_last_year(text: str) -> str:
    """Return a text in which "2027, no sorry, 2028" is 2028."""
    return _YEAR.sub(r"\1", text)


def with_corrections(clauses: list[str]) -> list[str]:
    """Put what a correction says in the place of what it corrects, in the clause before."""
    corrected: list[str] = []
    is_correction = False
    for clause in clauses:
        rest = _CORRECTS.sub("", clause).strip(" ,")
        is_correction = is_correction or rest != clause
        if not (is_correction and corrected):
            corrected.append(clause)
            is_correction = is_correction and not rest  # "I meant the Royal College, no ABR"
            continue
        is_correction = not any(re.search(kind, rest) for kind in _KINDS)
        for kind in _KINDS:
            meant, said = re.findall(kind, rest), re.findall(kind, corrected[-1])
            if len(meant) == 1 and said:
                corrected[-1] = _replace_last(corrected[-1], said[-1], meant[0])
                rest = rest.replace(meant[0], "")
        if rest:
            corrected.append(" ".join(rest.split()))
    return corrected


def _replace_last(text: str, old: str, new: str) -> str:
    head, _, tail = text.rpartition(old)
    return f"{head}{new}{tail}"
