"""What a message asks about: what its words name, what follow-ups like it ask, part by part."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from bot.conversation import commands
from bot.conversation.state import State
from bot.conversation.user_turn import BRIEF, UserTurn
from bot.knowledge.aspects import Aspects
from bot.knowledge.faq import Answer

_LONGEST_LEARNT = 26
# From here on a message asks what follow-ups like it ask: the second where it may do something else as well, the third
# where something else is likely.
LEARNT_OF_A_PART = 0.6
LEARNT, _QUITE_LEARNT, _SURELY_LEARNT, MOST_SURELY_LEARNT = 0.5, 0.75, 0.8, 0.9
# Where words name another aspect, by how long a message is. Of new writers' messages of eight words and more, what is
# learnt is right in two of three from 0.6 on, and the words are in one of ten; a few words are mostly as exact as can be.
_LEARNT_AGAINST_WORDS = ((4, MOST_SURELY_LEARNT), (7, _SURELY_LEARNT))
_LEARNT_AGAINST_MANY_WORDS = 0.6
_SURELY_A_TOPIC = 0.97
# What is named, and surely another thing asked, is only mentioned below this ("the full price, no discount").
_ONLY_MENTIONED = 0.02
# Where a part asks for something, what the rest of the message names is asked from here on.
_MENTIONED_BESIDE_PARTS = 0.3
RIGHTS = frozenset("vote board_seat committee office rights".split())
# Of what is only supposed these are asked.
_OF_WHAT_FOLLOWS = frozenset(
    "price per first_dues first_year next_price until after eligibility discount chapters switch free_when refund start".split()
)
# Whoever tells something beside these tells it to have it decided.
_OF_BELONGING = frozenset({"eligibility", "accepted", "counts", "no_board"})
# Named in a sentence that only tells, these are not asked for beside what another asks.
_OF_DUES = frozenset("price per first_dues until after next_price first_year renewal".split())
# "Forget the refund. Can I …": that is not asked any more.
_SET_ASIDE = re.compile(
    r"\b(?:forget|never ?mind|leave|skip|drop) (?:about )?(?:the |that |my )?\w+(?: thing| part)?\b(?=\s*(?:[.,;!]|$))",
    re.IGNORECASE,
)
# "Did you read what I wrote?" asks for nothing.
_COMPLAINS = re.compile(
    r"\b(?:did|do|are|can) you (?:even |actually |not )*(?:read|listen\w*|hear|understand)\b",
    re.IGNORECASE,
)
_RENEWS = re.compile(r"\brenew", re.IGNORECASE)


class AspectReader:
    def __init__(self, aspects: Aspects, answers: Mapping[str, Answer]) -> None:
        """`answers` by their labels."""
        self._aspects = aspects
        self._answers = answers
        self._at_their_word = aspects.with_trait("at_their_word")
        self._never_learnt = aspects.with_trait("never_learnt")

    def read(
        self,
        text: str,
        turn: UserTurn,
        state: State,
        facts: Mapping[str, Any],
        supposed: Mapping[str, Any],
    ) -> tuple[tuple[str, ...], Mapping[str, str], bool]:
        """Return what a message asks about as a whole and in its parts, and whether that was learnt."""
        aspects, is_learnt = self._asked(text, turn, state, facts, supposed)
        in_parts = self._asked_in_parts(turn, state, facts)
        aspects = self._with_those_of_parts(turn, aspects, in_parts, is_learnt=is_learnt)
        return aspects, in_parts, is_learnt

    def _asked(
        self,
        text: str,
        turn: UserTurn,
        state: State,
        facts: Mapping[str, Any],
        supposed: Mapping[str, Any],
    ) -> tuple[tuple[str, ...], bool]:
        """Return what a message asks about, and whether a follow-up like it was learnt to ask that.

        Words that name an aspect say it; where they name none, or another, a follow-up that is surely learnt.
        """
        named = self._asked_in(text) if text else ()
        is_bare_answer = state.pending and not commands.asks_something(text)
        if is_bare_answer and len(text.split()) <= BRIEF:
            return named, False  # "4 years"
        if (
            not state.speaks_of_something
            or not turn.asked
            or turn.is_taught
            or len(text.split()) > _LONGEST_LEARNT
        ):
            return named, False
        if not named and self._is_surely_a_topic(turn):
            return (), False  # "does she get the journal"
        learnt, probability = turn.asked[0]
        is_told_for_it = learnt in _OF_BELONGING and not _is_asked_beside(learnt, probability, text)
        is_answer = state.pending in facts or (bool(facts) and is_told_for_it)
        is_of_else = bool(supposed) and learnt not in _OF_WHAT_FOLLOWS
        if is_answer or is_of_else or learnt not in self._aspects.by_name:
            return named, False
        if named:
            return self._by_words_or_learnt(named, text, turn)
        only_tells = bool(facts or supposed) and not commands.asks_something(text)
        is_else_in_context = self._is_asked_in_context(turn, state)
        needed = _QUITE_LEARNT if only_tells or is_else_in_context else LEARNT
        if self._is_sure_of_else(turn, learnt) or self._is_beside(state, learnt):
            needed = _SURELY_LEARNT
        return ((learnt,), True) if probability >= needed else ((), False)

    def _asked_in(self, text: str) -> tuple[str, ...]:
        """Return the aspects that the words name; "I may owe in January, ok. Do I pick a chapter?" asks for no day."""
        named = self._aspects.asked_in(_SET_ASIDE.sub("", text))
        if "chapters" in named and not _RENEWS.search(text):
            named = tuple(name for name in named if name != "renewal")  # "is my chapter automatic"
        sentences = commands.SENTENCES.split(text)
        asking = commands.asking_sentences(text)
        if len(named) < 2 or not asking or len(asking) == len(sentences):
            return named
        asked = self._aspects.asked_in(" ".join(asking))
        return tuple(name for name in named if name in asked or name not in _OF_DUES) or named

    def _asked_in_parts(
        self, turn: UserTurn, state: State, facts: Mapping[str, Any]
    ) -> Mapping[str, str]:
        """Return what the parts ask about, each read by itself: by their words, else by what was learnt."""
        leans = bool(state.told or state.category or state.aspect or facts)
        if not turn.parts or not leans or turn.is_taught:
            return {}
        asked: dict[str, str] = {}
        for part in turn.parts:
            if _COMPLAINS.search(part.text) or _is_set_aside(part.text):
                continue
            best = [*part.asked[:1], *(turn.asked[:1] if len(turn.parts) == 1 else ())]
            learnt, probability = max(best, key=lambda pair: pair[1], default=("", 0.0))
            is_known = learnt in self._aspects.by_name
            is_of_else = self._is_sure_of_else(turn, learnt)
            needed = _SURELY_LEARNT if is_of_else else LEARNT_OF_A_PART
            if named := self._asked_in(part.text):
                needed = self._needed_against(named, part.text)
            if is_known and learnt not in named and probability >= needed:
                asked.setdefault(learnt, part.text)
            else:
                if probability >= _SURELY_LEARNT:
                    named = self._likely_among(named, dict(best))
                asked = dict.fromkeys(named, part.text) | asked
        return asked

    def _with_those_of_parts(
        self,
        turn: UserTurn,
        aspects: tuple[str, ...],
        in_parts: Mapping[str, str],
        *,
        is_learnt: bool,
    ) -> tuple[str, ...]:
        """Return what a message asks about as a whole, and what its parts do beside that."""
        if not in_parts:
            return aspects
        otherwise = self._meant_otherwise(in_parts)
        kept = () if is_learnt and aspects[0] not in in_parts else aspects
        kept = tuple(name for name in kept if name not in otherwise)
        if turn.asked:
            likely = {name: p for name, p in turn.asked if p >= _MENTIONED_BESIDE_PARTS}
            kept = self._likely_among(kept, {**likely, **dict.fromkeys(in_parts, 1.0)})
        return (*kept, *(name for name in in_parts if name not in kept))

    def _meant_otherwise(self, in_parts: Mapping[str, str]) -> set[str]:
        """Return what words of a part name ("free") that surely asks something else ("does it become free then?")."""
        named = (self._aspects.asked_in(text) for text in in_parts.values())
        return ({name for names in named for name in names} & _OF_DUES) - set(in_parts)

    def _is_sure_of_else(self, turn: UserTurn, learnt: str) -> bool:
        """Tell whether the ranking is quite sure of an answer that is about something else."""
        answer = self._answers.get(turn.label)
        about = self._aspects.subjects.get(answer.id) if answer else None
        return turn.is_sure_of("faq/") and (about is None or about.aspect != learnt)

    def _is_surely_a_topic(self, turn: UserTurn) -> bool:
        """Tell whether the ranking is sure of an answer that stands for itself, such as that on the journal."""
        answer = self._answers.get(turn.label)
        is_topic = answer is not None and answer.id not in self._aspects.subjects
        return is_topic and turn.is_answered and turn.confidence >= _SURELY_A_TOPIC

    def _is_beside(self, state: State, learnt: str) -> bool:
        """Tell whether a topic of its own is spoken of, of which such an aspect says nothing."""
        is_topic = state.answer is not None and state.answer not in self._aspects.subjects
        return is_topic and state.answer not in self._aspects.by_name[learnt].cells

    def _is_asked_in_context(self, turn: UserTurn, state: State) -> bool:
        """Tell whether a message and the one before it, read together, ask for what was not answered just now."""
        label, probability = turn.in_context or ("", 0.0)
        answer = self._answers.get(label)
        return answer is not None and answer.id != state.answer and probability >= LEARNT

    def _by_words_or_learnt(
        self, named: tuple[str, ...], text: str, turn: UserTurn
    ) -> tuple[tuple[str, ...], bool]:
        """Return what is asked of what the words name and what was learnt, and whether it was only learnt."""
        learnt, probability = turn.asked[0]
        if self._at_their_word & set(named):
            return named, False
        if learnt not in named:
            is_learnt = probability >= self._needed_against(named, text)
            return ((learnt,), True) if is_learnt else (named, False)
        if probability < _SURELY_LEARNT:
            return named, False
        others = self._likely_among(named, dict(turn.asked))
        return (learnt, *(name for name in others if name != learnt)), False

    def _likely_among(self, named: Iterable[str], learnt: Mapping[str, float]) -> tuple[str, ...]:
        """Return those of the named aspects that may be asked as well; of what only words name, nothing was learnt."""
        by_words = self._never_learnt | self._at_their_word
        rights = RIGHTS if RIGHTS & {*learnt} else frozenset()  # one is much like another
        likely = {name for name, probability in learnt.items() if probability >= _ONLY_MENTIONED}
        return tuple(name for name in named if name in by_words | rights | likely)

    def _needed_against(self, named: Collection[str], text: str) -> float:
        """Return from which probability on what was learnt counts where the words name another aspect."""
        if self._never_learnt & set(named):
            return MOST_SURELY_LEARNT
        length = len(text.split())
        of_few_words = (needed for words, needed in _LEARNT_AGAINST_WORDS if length <= words)
        return next(of_few_words, _LEARNT_AGAINST_MANY_WORDS)

    def said_better(self, aspects: tuple[str, ...], told: Mapping[str, Any]) -> set[str]:
        """Return the aspects that others of the same message name more exactly."""
        beside = {other for name in aspects for other in self._aspects.by_name[name].instead_of}
        if "retirement_date" in told and (RIGHTS - {"rights"}) & set(aspects):
            beside.add("after")  # "after that, can I stay on my committee?"
        return beside


def _is_set_aside(text: str) -> bool:
    """Tell whether a part only puts something aside ("ok forget the dues")."""
    rest = _SET_ASIDE.sub("", text)
    return rest != text and len(rest.split()) <= BRIEF


def _is_asked_beside(learnt: str, probability: float, text: str) -> bool:
    """Tell whether a message that tells something asks whether that counts, and not which category it makes."""
    is_sure = probability >= _SURELY_LEARNT and commands.asks_something(text)
    return is_sure and learnt != "eligibility"
