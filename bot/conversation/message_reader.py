"""Understands a text as Rasa's pipeline does, without Rasa: what the staff console asks a conversation with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.conversation.user_turn import AskingPart, UserTurn
from bot.nlu.danger.classifier import DangerClassifier
from bot.nlu.encoder.sentence_encoder import PUBLISHED, default_encoder
from bot.nlu.facts.question_or_story import Meant
from bot.nlu.facts.reader import ProfileReader
from bot.nlu.facts.self_story import tells_of_oneself
from bot.nlu.follow_ups.classifier import default_classifier
from bot.nlu.follow_ups.parts import parts_of
from bot.nlu.ranking.answer_policy import DID_YOU_MEAN, FAQ, Outcome, family
from bot.nlu.understanding import Understanding, Understood

TELL = "tell"
_MOST_RANKED = 5


class MessageReader:
    def __init__(
        self, understanding: Understanding, danger: DangerClassifier, reader: ProfileReader
    ) -> None:
        self._understanding = understanding
        self._danger = danger
        self._reader = reader

    @classmethod
    def of_model(
        cls, model: Path, understanding: Understanding, reader: ProfileReader
    ) -> MessageReader:
        """Raises SetUpError for a file that is no model of ours."""
        return cls(understanding, DangerClassifier.of_model(model), reader)

    def read(self, text: str, earlier: Sequence[str] = ()) -> UserTurn:
        """Return what the visitor's message is; `earlier` are those before it, newest first."""
        wording = self._understanding.wording(text)
        vectors = default_encoder().encode_twice([wording])[0]
        understood = self._understanding.understand(wording, vectors, earlier)
        danger = self._danger.assess(vectors[PUBLISHED])
        turn = user_turn(
            wording, understood, self._reader, (danger.kind, round(danger.probability, 4))
        )
        if not wording.strip():
            return turn
        model = default_classifier()
        follow_up = model.assess(wording, vectors)
        parts = tuple(AskingPart(*part) for part in parts_of(wording, model))
        return replace(
            turn,
            asked=follow_up.aspects,
            ahead=follow_up.ahead,
            tells=follow_up.tells,
            parts=parts,
        )


def user_turn(
    wording: str,
    understood: Understood,
    reader: ProfileReader,
    danger: tuple[str, float] = ("", 0.0),
) -> UserTurn:
    """Put together what was understood of a wording, as a conversation takes it."""
    choice = understood.choice
    label = choice.labels[0]
    is_offer = choice.outcome is Outcome.OFFER
    intent = DID_YOU_MEAN if is_offer else family(label)
    meant = Meant(intent, label if family(label) == FAQ else intent)
    in_context = understood.in_context
    return UserTurn(
        text=wording,
        intent=TELL if tells_of_oneself(wording, meant, reader) else intent,
        label=label,
        also=understood.also,
        offers=choice.labels if is_offer else (),
        confidence=choice.confidence,
        ranking=understood.ranking[:_MOST_RANKED],
        in_context=(in_context.labels[0], in_context.confidence) if in_context else None,
        danger=danger,
        is_taught=understood.is_taught,
        left_out=understood.left_out,
        beside=understood.beside,
    )
