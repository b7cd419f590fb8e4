"""Three different ends: several answers fit, the message was not understood, the pages do not answer it."""

from __future__ import annotations

from bot.conversation.acts import Acts
from bot.conversation.state import State
from bot.conversation.user_turn import OF_CAREERS, UserTurn
from bot.knowledge.loader import Knowledge
from bot.messages.faq_messages import Message, Messages

# What the ranking alone takes for medical is so only where the danger detector sees a hint of it.
_MEDICAL_THEMES = {f"out_of_scope/{theme}" for theme in ("clinical", "emergency", "patients")}
_HINT_OF_DANGER = 0.4
# Themes of messages that say too little by themselves.
FRAGMENTS = "out_of_scope/fragments"
_FRAGMENT_WORDS = 8
_KEYWORD_WORDS = 4
# A sentence of more is sooner what the ranking is sure of than one of its words.
_FEW_WORDS = 2
# Below this a career answer is the likeliest to a few words by chance.
_BY_CHANCE = 0.12
# Below this the likeliest answer is not begun with, in a talk about somebody's own case.
_GUESSED = 0.3


class Fallbacks:
    def __init__(self, knowledge: Knowledge, messages: Messages) -> None:
        self._knowledge = knowledge
        self._messages = messages

    def several_fit(self, state: State, acts: Acts) -> list[Message] | None:
        """Offer what a keyword may mean, or what the ranking cannot tell apart."""
        turn = acts.turn
        is_theme = turn.is_left_open and acts.words > _FEW_WORDS and not _is_fragment(turn)
        is_keyword = acts.words <= _KEYWORD_WORDS and not is_theme
        if is_keyword and (message := self.keyword_choices(acts.text)):
            return [message]
        if not turn.offers:
            return None
        ids = [self._knowledge.answers_by_label[offer].id for offer in turn.offers]
        is_career = turn.label.startswith(OF_CAREERS) and bool(state.told or state.category)
        if is_career and acts.words <= _FRAGMENT_WORDS and turn.confidence < _BY_CHANCE:
            ids = [id_ for id_ in ids if not id_.startswith("career/")]
            return [self._messages.did_you_mean(ids)] if ids else None
        is_guess = state.decided is not None and turn.confidence < _GUESSED
        if is_guess or self._is_for_others(state, ids[0]):
            return [self._messages.did_you_mean(ids)]
        return [self._messages.perhaps(ids)]

    def _is_for_others(self, state: State, id_: str) -> bool:
        """Tell whether an answer is about another category than the one that is spoken of."""
        about = self._knowledge.aspects.subjects.get(id_)
        of = about.category if about else None
        return bool(of and state.decided and of != state.decided)

    def of_keyword(self, acts: Acts) -> Message | None:
        """Offer what one word may mean, where the ranking takes it for something else."""
        turn = acts.turn
        entries = self._knowledge.keywords.found_in(acts.text) if acts.words == 1 else ()
        if not entries or acts.facts or turn.is_taught or not turn.is_answered:
            return None
        answer, keyword = self._knowledge.answers_by_label[turn.label], entries[0]
        # One word does not say that somebody is a student, or retired.
        is_meant = answer.id in keyword.offers and not answer.only_for
        return None if is_meant or answer.id == keyword.answer else self.keyword_choices(acts.text)

    def not_answerable(self, state: State, acts: Acts) -> list[Message]:
        """Say that the pages do not answer it, by topic; or that it was not understood."""
        turn = acts.turn
        if message := self._near_what_was_said(state, acts):
            return [message]
        is_doubtful = turn.label in _MEDICAL_THEMES and turn.danger[1] < _HINT_OF_DANGER
        if turn.is_left_open and not is_doubtful:
            return self._messages.respond(turn.label, text=turn.text)
        if self._messages.is_foreign(turn.text):
            return self._messages.respond("out_of_scope/other_language", text=turn.text)
        if message := self.keyword_choices(acts.text):
            return [message]
        return [self._messages.reply("not_understood")]

    def keyword_choices(self, text: str) -> Message | None:
        """Return the questions that the words of a message may mean; None for no such word."""
        entries = self._knowledge.keywords.found_in(text)
        if not entries:
            return None
        if entries[0].answer and len(text.split()) == 1:
            return self._messages.answer(entries[0].answer)
        offers = list(dict.fromkeys(offer for entry in entries[:2] for offer in entry.offers))
        if len(entries) > 1:
            offers = list(
                dict.fromkeys([*entries[0].offers[:2], *entries[1].offers[:2], "find_category"])
            )
        return self._messages.choices(entries[0].text, offers[:4], entries[0].reply)

    def _near_what_was_said(self, state: State, acts: Acts) -> Message | None:
        """A fragment that nothing carries is asked back about, from what is spoken of."""
        turn = acts.turn
        is_fragment = turn.label.startswith(FRAGMENTS) or not turn.is_understood
        if not is_fragment or acts.words > _FRAGMENT_WORDS:
            return None
        answers = self._knowledge.answers
        ids = list(answers[state.answer].related) if state.answer else []
        if not ids and state.category:
            subjects = self._knowledge.aspects.subjects
            ids = [id_ for id_, about in subjects.items() if about.category == state.category]
        if not ids:
            return None
        return self._messages.choices(self._knowledge.replies["which_of_these"].text, ids[:3])


def _is_fragment(turn: UserTurn) -> bool:
    return turn.label.startswith(FRAGMENTS)
