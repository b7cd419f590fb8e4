"""Puts the full stops into what was dictated: "im a fellow in boston i was never a member what do i pay"."""

from __future__ import annotations

import re

# Fewer marks than this among so many words, and the sentences are told apart by how they begin.
_WORDS_A_MARK = 30
_FEWEST_WORDS = 10
_MARK = re.compile(r"[.,;:!?\n](?:\s|$)")
_BEGINS = re.compile(
    r"(?P<before>[\w'-]+)\s+(?=(?:i'm|im|i am|i'll|i'd|i've|ive|i have|i had|i was|i used to|i never|i don't|i dont|i only|i still|i just"
    r"|i(?: also)? (?:hold|got|did|went|work|live|want|start|finish|finished|passed|let|paid|joined|graduated|completed|practice|run|spent|retired|hope)"
    r"|he's|she's|never (?:been|joined|belonged|was|a member)|was an? (?:acr |general |full )?member|no (?:board|prior|previous|ecfmg|abr)|not (?:board certified|sure|certified)|(?:abr|aobr|ecfmg|arrt) certified"
    r"|my (?:\w+ ){1,3}?(?:is|was|has|ends|ended|goes|runs|starts|begins|says|works|expired|lapsed)"
    r"|(?:what|which|how much|where) (?:do|does|would|will|is|are|membership|category|am)|(?:can|could|do|should|will|would|am) i|is there|please|thanks"
    r"|currently|hoping to|waiting to|signed up|had the|new to the acr|now (?:i'm|im|i|working|in|at)|then i)\b)",
    re.IGNORECASE,
)
# A sentence that begins with these has its verb behind them.
_OPENS = frozenset(
    "a after also am an and are as at be because become been before being but by do for from get got had has have he he's hello hey hi how i i'm i've if im in is ive like"
    " my never not now of ok on once or previously she she's since so than that the then they though to um until was were what when where whether which while who with would"
    " year years".split()
)


def with_full_stops(text: str) -> str:
    """Return a text of many words and hardly a mark with its sentences apart; any other as it is."""
    words = len(text.split())
    if words < _FEWEST_WORDS or words < _WORDS_A_MARK * len(_MARK.findall(text.rstrip(" .?!"))):
        return text
    return _BEGINS.sub(_apart, text)


def _apart(match: re.Match[str]) -> str:
    if match["before"].lower() in _OPENS:
        return match.group()
    return f"{match['before']}. "
