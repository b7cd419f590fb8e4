"""What people say to steer a guided conversation, rather than to answer in it."""

from __future__ import annotations

import re

BACK, WHY, UNSURE, STOP, RESTART, CHANGE = "back", "why", "unsure", "stop", "restart", "change"

_PATTERNS = (
    (
        BACK,
        r"(?:please )?(?:go|take me|step|one|move)?\s*back(?: one| a step| please| up)?|previous(?: question)?|undo(?: that)?|last question again",
    ),
    (
        WHY,
        r"(?:but |and )?why(?: (?:do|are|would|should|does|is)\b.*(?:ask|need|know|want|matter|relevant|important).*)?|what(?:'s| is) (?:that|this|it) for|what does (?:that|it|this) (?:mean|matter)|how is (?:that|this) relevant|why (?:that|this)(?: question)?|what do you mean(?: by .+)?|what does .+ mean|i (?:don'?t|do not) (?:understand|get)(?: (?:that|it|this|the question|you))*|huh|(?:please |can you |could you )*explain(?: (?:that|it|this|the question))*(?: please)?",
    ),
    (
        STOP,
        r"(?:please )?(?:stop|cancel|quit|exit|enough|never ?mind|forget it|abort|end(?: this)?|leave it)(?: (?:it|this|that|please|asking|the questions|now|here|for now))*|i(?:'m| am) done|that'?s enough|no more questions",
    ),
    (
        RESTART,
        r"(?:please |let'?s |can (?:i|we) )*(?:start|begin|try)(?: (?:over|again|from (?:scratch|the (?:start|beginning))|anew|all over))+|restart|reset|from scratch|new start",
    ),
    (
        CHANGE,
        r"(?:i (?:want|need|would like|'d like) to |can i |let me |please )*(?:change|correct|edit|fix)(?: (?:an?|my|one|the|that|last))* ?(?:answers?|something|it|that)?",
    ),
    (
        UNSURE,
        r"(?:i(?:'m| am) )?(?:really |honestly )?(?:not (?:so |too |really |100 ?% )?(?:sure|certain)|unsure|uncertain)(?: (?:about (?:that|it|this)|yet|tbh|really))*|(?:i )?(?:really |honestly )?(?:don'?t|do not|dont) know(?: (?:that|yet|really|tbh|it|sorry|for sure))*|(?:i have |i've )?(?:no|not a) (?:idea|clue)(?: (?:sorry|tbh|really|yet))*|idk|dunno|(?:i )?can'?t (?:say|tell|remember)|unknown|(?:i )?(?:don'?t|do not|can'?t) (?:remember|recall)|hard to say|maybe|not known|skip(?: (?:it|this|that))?|pass",
    ),
)
_COMPILED = tuple(
    (name, re.compile(rf"(?:{pattern})[\s.!?…]*", re.IGNORECASE)) for name, pattern in _PATTERNS
)
_CORRECTS = re.compile(
    r"\b(?:actually|sorry|correction|i meant|i mean|not .+ but|change (?:my|the|that)|should (?:be|have been)|wrong|mistake|instead|scratch that|no wait|wait|oops|changed? (?:it )?to)\b",
    re.IGNORECASE,
)
_LONGEST_FILLER = 40


def control_of(text: str) -> str | None:
    """Return what the person wants to do, if the message says just that."""
    plain = re.sub(
        r"^(?:um+|uh+|hmm+|well|ok(?:ay)?|sorry|please|oh|hm|honestly|actually)[\s,.!…]+",
        "",
        text.strip().replace("’", "'"),
        flags=re.IGNORECASE,
    )
    plain = re.sub(r"\s*,\s*", " ", plain)
    if len(plain) > 2 * _LONGEST_FILLER:
        return None
    return next((name for name, pattern in _COMPILED if pattern.fullmatch(plain)), None)


def corrects(text: str) -> bool:
    """Tell whether the message takes back something that was said before."""
    return _CORRECTS.search(text) is not None


def asks_something(text: str) -> bool:
    """Tell whether the message is a question rather than an answer."""
    plain = text.strip().lower()
    return (
        plain.endswith("?")
        or re.match(
            r"(?:and |but |so |ok |also )?(?:how|what|when(?! (?:i|he|she) (?:was|did|were))|where|who|which|why|can|could|do|does|did|is|are|will|would|should|may)\b",
            plain,
        )
        is not None
    )
