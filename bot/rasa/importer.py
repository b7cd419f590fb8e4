"""Rasa's importer of files, for as many training phrases as there are here.

Rasa reads all files anew for each way of asking, checks each against a schema, which reads it a second time, and
merges what it read some ten times, where it copies each phrase and takes its fingerprint, both deeply: more
than half of a training.
"""

from __future__ import annotations

import copy
from typing import Any

import rasa.shared.utils.io
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import (
    KEY_INTENT,
    KEY_INTENT_EXAMPLES,
    KEY_LOOKUP,
    KEY_METADATA,
    KEY_NLU,
    KEY_REGEX,
    RasaYAMLReader,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml.error import YAMLError

from bot.errors import SetUpError

_KINDS = (KEY_INTENT, KEY_REGEX, KEY_LOOKUP)
_KEYS = {*_KINDS, KEY_INTENT_EXAMPLES, KEY_METADATA}


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


class PhraseReader(RasaYAMLReader):
    """Rasa's reader of one file, without its schema: what our files may hold is checked in passing."""

    def reads(self, string: str, **_: Any) -> TrainingData:
        """Return what stands in a file. Raises SetUpError, with the file's name."""
        try:
            blocks = rasa.shared.utils.io.read_yaml(string)[KEY_NLU]
            for block in blocks:
                _refuse_unknown(block)
        except (YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise SetUpError(f"{self.filename} is not training data: {error}") from None
        self._parse_nlu(blocks)
        phrases = [
            Phrase(message.data, set(message.output_properties), message.time)
            for message in self.training_examples
        ]
        return TrainingData(phrases, self.entity_synonyms, self.regex_features, self.lookup_tables)


class PhraseImporter(RasaFileImporter):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._phrases: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:  # noqa: ARG002 - Rasa's name
        """Return the phrases of all files; there is one language, and whoever merges them copies them."""
        if self._phrases is None:
            files = [PhraseReader().read(file) for file in self._nlu_files]
            self._phrases = TrainingData().merge(*files)
        return self._phrases


def _refuse_unknown(block: dict[str, Any]) -> None:
    """Raise ValueError or TypeError for a block of another kind, with other keys or without examples."""
    kinds = [kind for kind in _KINDS if block.get(kind)]
    if len(kinds) != 1:
        raise ValueError(f"a block names one of {', '.join(_KINDS)}, not {list(block)}")
    name = f"{kinds[0]} {block[kinds[0]]}"
    if unknown := set(block) - _KEYS:
        raise ValueError(f"{name} has {', '.join(sorted(unknown))}")
    if not isinstance(block.get(KEY_INTENT_EXAMPLES), str):
        raise TypeError(f"{name} has no {KEY_INTENT_EXAMPLES}")
