"""Rasa's importer of files, for as many training phrases as there are here.

Rasa reads all files anew for each way of asking, and merges what it read some ten times, where it copies
each phrase and takes its fingerprint, both deeply: more than half of a training.
"""

from __future__ import annotations

import copy
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Phrase(Message):
    """A message that is told apart by its words and labels, and copied no deeper than anyone writes."""

    def __hash__(self) -> int:
        return hash((self.get(TEXT), self.get(INTENT), self.get(INTENT_RESPONSE_KEY)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and bool(
            self.data == other.data and self.features == other.features
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> Phrase:
        values = {key: copy.copy(value) for key, value in self.data.items()}
        return Phrase(values, set(self.output_properties), self.time, list(self.features))


class PhraseImporter(RasaFileImporter):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._phrases: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return the phrases of all files; there is one language, and whoever merges them copies them."""
        if self._phrases is None:
            self._phrases = super().get_nlu_data(language)
            self._phrases.training_examples = [
                Phrase(message.data, set(message.output_properties), message.time)
                for message in self._phrases.training_examples
            ]
        return self._phrases
