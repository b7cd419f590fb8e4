"""A few words mean more beside what was said before: "and how many?" after "what are chapters?"."""

from __future__ import annotations

from collections.abc import Iterable

# A message up to this long may lean on the one before it.
_LONGEST_FRAGMENT = 12
# So few words before carry no topic: the message before them does.
_FEWEST_WORDS = 3
_WORDS_BEFORE = 40
_MESSAGES_BACK = 3


def text_in_context(text: str, earlier: Iterable[str]) -> str | None:
    """Return a short message with the topic before it; None where it is long or nothing carries it.

    `earlier` are the messages of the same visitor before it, newest first. A button (`/…`) begins
    a topic that its words do not name.
    """
    if len(text.split()) > _LONGEST_FRAGMENT:
        return None
    before = _topic(earlier)
    return f"{before}. {text}" if before else None


def _topic(earlier: Iterable[str]) -> str | None:
    for back, message in enumerate(earlier):
        words = message.split()
        if message.startswith("/") or back == _MESSAGES_BACK:
            return None
        if len(words) >= _FEWEST_WORDS:
            return " ".join(words[-_WORDS_BEFORE:]).rstrip(".?! ")
    return None
