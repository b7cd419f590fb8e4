"""What is to be seen before a text becomes a phrase: what it gets today, what is like it, what contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.console.answer_lookup import AnswerLookup
from bot.knowledge.loader import Knowledge
from bot.nlu.phrases.likeness import Like, PhraseIndex
from bot.nlu.phrases.phrase import Phrase, fold
from bot.nlu.ranking.answer_policy import Outcome
from bot.records.publishing.drafts import Removal
from bot.records.review.phrases import Phrase as Accepted

_MOST_LIKE = 40
_MOST_SHOWN = 8


@dataclass(frozen=True)
class Today:
    """What visitors get for a text now; `label` is what it is taken for."""

    sentence: str
    label: str
    share: float


@dataclass(frozen=True)
class Prospect:
    """`conflicts` say the same under another label, and must go first; `near` may, if they mean the same."""

    today: Today | None
    conflicts: tuple[Phrase, ...]
    accepted_elsewhere: tuple[Accepted, ...]
    near: tuple[Like, ...]

    @property
    def may_be_accepted(self) -> bool:
        return not (self.conflicts or self.accepted_elsewhere)


class PhraseAcceptance:
    """`read` reads the training phrases; once, when they are first needed."""

    def __init__(
        self, knowledge: Knowledge, lookup: AnswerLookup, read: Callable[[], Iterable[Phrase]]
    ) -> None:
        self._knowledge = knowledge
        self._lookup = lookup
        self._read = read

    def prospect(
        self, text: str, label: str, accepted: Iterable[Accepted], removals: Iterable[Removal]
    ) -> Prospect:
        """Tell what accepting the text for the label would meet; nothing, while there is no text."""
        if not text:
            return Prospect(None, (), (), ())
        gone = {(removal.file, removal.text) for removal in removals}
        others = [
            like
            for like in self._index.like(text, _MOST_LIKE)
            if like.phrase.label != label and (like.phrase.file, like.phrase.text) not in gone
        ]
        same = {id(phrase) for phrase in self._index.same(text)}
        return Prospect(
            self.today(text),
            tuple(like.phrase for like in others if id(like.phrase) in same),
            tuple(
                phrase
                for phrase in accepted
                if phrase.label != label and fold(phrase.text) == fold(text)
            ),
            tuple(like for like in others if id(like.phrase) not in same)[:_MOST_SHOWN],
        )

    def today(self, text: str) -> Today | None:
        """Return what a visitor gets for the text now; None without a model."""
        understood = self._lookup.understand(text)
        if understood is None:
            return None
        choice = understood.choice
        label = choice.labels[0]
        share = dict(understood.ranking).get(label, choice.confidence)
        answer = self._knowledge.answers_by_label.get(label)
        named = f"“{answer.question}”" if answer else label
        sentences = {
            Outcome.ANSWER: f"answered with {named}",
            Outcome.OFFER: f"asked back, with {named} first",
            Outcome.TALK: f"taken for {label}",
            Outcome.ADMIT: f"told that the pages do not answer it ({label})",
        }
        return Today(sentences[choice.outcome], label, share)

    def phrase(self, file: str, text: str) -> Phrase | None:
        """Return a training phrase by its file and text."""
        return next(
            (p for p in self._index.phrases if (p.file, p.text) == (file, text)),
            None,
        )

    @cached_property
    def _index(self) -> PhraseIndex:
        return PhraseIndex(self._read())
