"""What the parts ask of a message that tells and asks, or asks several things."""

from __future__ import annotations

from collections.abc import Iterator

from bot.nlu.encoder.sentence_encoder import default_encoder
from bot.nlu.follow_ups.classifier import FollowUpClassifier
from bot.nlu.questions import asking_parts


def parts_of(
    text: str, model: FollowUpClassifier
) -> Iterator[tuple[str, tuple[tuple[str, float], ...]]]:
    """Return each part that asks of a message that does more than that, with what it asks about."""
    parts = asking_parts(text)
    for part, pair in zip(
        parts, default_encoder().encode_twice(parts) if parts else (), strict=True
    ):
        yield part, model.assess(part, pair).aspects
