"""What is to be seen before a text becomes a phrase: what it gets today, what is like it, what contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.console.answer_lookup import AnswerLookup
from bot.console.phrase_label import OUT_OF_SCOPE
from bot.knowledge.loader import Knowledge
from bot.nlu.phrases.likeness import Like, PhraseIndex
from bot.nlu.phrases.phrase import Phrase, fold
from bot.nlu.ranking.answer_policy import Outcome, family
from bot.nlu.understanding import Understood
from bot.records.publishing.drafts import Removal
from bot.records.review.phrases import Phrase as Accepted

_MOST_LIKE = 200
_MOST_SHOWN = 8
# From here on two phrases ask for the same, unless somebody says that they do not.
_NEARLY_THE_SAME = 0.8
# A taught text is answered word for word, so nothing later holds up what the model finds this unlikely.
_HARDLY = 0.03


@dataclass(frozen=True)
class Today:
    """What visitors get for a text now; `label` is what it is taken for.

    `share_of_chosen` is what the model gives the label that the text is to be taught for, 0 to 1; None for
    one that it does not know.
    """

    sentence: str
    label: str
    share: float
    share_of_chosen: float | None = None


@dataclass(frozen=True)
class Prospect:
    """`conflicts` and `accepted_elsewhere` say the same under another label, and must go first.

    `nearly` and `accepted_nearly` say almost the same: they go, or somebody says that they mean something
    else (`differing` texts). `near` may go, if they mean the same.
    """

    today: Today | None = None
    conflicts: tuple[Phrase, ...] = ()
    accepted_elsewhere: tuple[Accepted, ...] = ()
    nearly: tuple[Like, ...] = ()
    accepted_nearly: tuple[Accepted, ...] = ()
    near: tuple[Like, ...] = ()
    differing: frozenset[str] = frozenset()

    @property
    def is_said_elsewhere(self) -> bool:
        return bool(self.conflicts or self.accepted_elsewhere)

    @property
    def may_be_accepted(self) -> bool:
        return not self.is_said_elsewhere and self.to_settle <= self.differing

    @property
    def to_settle(self) -> frozenset[str]:
        """Return the texts of which somebody has to say that they mean something else."""
        accepted = (phrase.text for phrase in self.accepted_nearly)
        return frozenset([*(like.phrase.text for like in self.nearly), *accepted])

    @property
    def needs_reason(self) -> bool:
        share = self.today.share_of_chosen if self.today else None
        return share is not None and share < _HARDLY


class PhraseAcceptance:
    """`read` reads the training phrases; once, when they are first needed."""

    def __init__(
        self, knowledge: Knowledge, lookup: AnswerLookup, read: Callable[[], Iterable[Phrase]]
    ) -> None:
        self._knowledge = knowledge
        self._lookup = lookup
        self._read = read

    def prospect(
        self,
        text: str,
        label: str,
        accepted: Iterable[Accepted],
        removals: Iterable[Removal],
        differing: Collection[str] = (),
    ) -> Prospect:
        """Tell what accepting the text for the label would meet; nothing, while there is no text."""
        if not text:
            return Prospect()
        others = self._others(text, label, removals)
        same = {id(phrase) for phrase in self._index.same(text)}
        near = [like for like in others if id(like.phrase) not in same]
        elsewhere = [phrase for phrase in accepted if phrase.label != label]
        return Prospect(
            self.today(text, label),
            tuple(like.phrase for like in others if id(like.phrase) in same),
            tuple(phrase for phrase in elsewhere if fold(phrase.text) == fold(text)),
            tuple(like for like in near if like.likeness >= _NEARLY_THE_SAME),
            tuple(
                phrase
                for phrase in elsewhere
                if fold(phrase.text) != fold(text)
                and self._index.likeness(text, phrase.text) >= _NEARLY_THE_SAME
            ),
            tuple(like for like in near if like.likeness < _NEARLY_THE_SAME)[:_MOST_SHOWN],
            frozenset(differing),
        )

    def like_elsewhere(self, text: str, label: str, removals: Iterable[Removal]) -> list[Like]:
        """Return the phrases of other labels that are like a text, the likest first."""
        return self._others(text, label, removals)[:_MOST_SHOWN] if text else []

    def today(self, text: str, label: str = "") -> Today | None:
        """Return what a visitor gets for the text now; None without a model."""
        understood = self._lookup.understand(text)
        if understood is None:
            return None
        choice = understood.choice
        first = choice.labels[0]
        share = dict(understood.ranking).get(first, choice.confidence)
        answer = self._knowledge.answers_by_label.get(first)
        named = f"“{answer.question}”" if answer else first
        sentences = {
            Outcome.ANSWER: f"answered with {named}",
            Outcome.OFFER: f"asked back, with {named} first",
            Outcome.TALK: f"taken for {first}",
            Outcome.ADMIT: f"told that the pages do not answer it ({first})",
        }
        return Today(sentences[choice.outcome], first, share, _share_of(understood, label))

    def phrase(self, file: str, text: str) -> Phrase | None:
        """Return a training phrase by its file and text."""
        return next(
            (p for p in self._index.phrases if (p.file, p.text) == (file, text)),
            None,
        )

    def _others(self, text: str, label: str, removals: Iterable[Removal]) -> list[Like]:
        gone = {(removal.file, removal.text) for removal in removals}
        return [
            like
            for like in self._index.like(text, _MOST_LIKE)
            if like.phrase.label != label and (like.phrase.file, like.phrase.text) not in gone
        ]

    @cached_property
    def _index(self) -> PhraseIndex:
        return PhraseIndex(self._read())


def _share_of(understood: Understood, label: str) -> float | None:
    """Return what the ranking gives a label; to "not answered" all that is out of scope counts."""
    if label == OUT_OF_SCOPE:
        return sum(share for name, share in understood.ranking if family(name) == family(label))
    return dict(understood.ranking).get(label)
