"""What is wrong with the training phrases, by file and label, for `assistant check`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.nlu.phrases.files import file_of
from bot.nlu.phrases.phrase import Phrase, Split, fold
from bot.nlu.ranking.answer_policy import FAQ, family
from bot.nlu.spelling.speller import Speller


def find_problems(phrases: Sequence[Phrase], answer_ids: Mapping[str, str]) -> Iterator[str]:
    """Return a sentence a problem; `answer_ids` has the ids of the published answers by label."""
    yield from _ambiguous(phrases)
    yield from _misplaced(phrases, answer_ids)
    yield from _without_writer(phrases)
    yield from _in_two_splits(phrases)


def _ambiguous(phrases: Sequence[Phrase]) -> Iterator[str]:
    first: dict[str, Phrase] = {}
    for phrase in phrases:
        other = first.setdefault(fold(phrase.text) or phrase.text, phrase)
        if other is not phrase:
            where = f"{phrase.file}: {phrase.label}: {phrase.text!r} stands"
            yield f"{where} in {other.file} under {other.label} too"


def find_contradictions(
    phrases: Sequence[Phrase], questions: Sequence[Phrase], speller: Speller
) -> Iterator[str]:
    """Name texts that two labels claim once their spelling is corrected; `questions` are the published ones.

    What is taught word for word wins over the ranking, so it must be clear what was taught.
    """
    first: dict[str, Phrase] = {}
    for phrase in (*questions, *phrases):
        key = fold(speller.wording(phrase.text))
        other = first.setdefault(key, phrase) if key else phrase
        if other.label != phrase.label:
            yield (
                f"{phrase.file}: {phrase.label}: {phrase.text!r} means the same as "
                f"{other.text!r} in {other.file} under {other.label}: keep one"
            )


def _misplaced(phrases: Sequence[Phrase], answer_ids: Mapping[str, str]) -> Iterator[str]:
    for file, label in sorted({(phrase.file, phrase.label) for phrase in phrases}):
        if family(label) == FAQ and label not in answer_ids:
            continue
        right = file_of(label, answer_ids)
        if file != right:
            yield f"{file}: {label}: these phrases belong in {right}"


def _without_writer(phrases: Sequence[Phrase]) -> Iterator[str]:
    blocks = {(phrase.file, phrase.label, phrase.writer, phrase.split) for phrase in phrases}
    splits = [split.value for split in Split]
    for file, label, writer, split in sorted(blocks):
        if not writer:
            yield f"{file}: {label}: a block names no writer in its metadata"
        if split not in splits:
            yield f"{file}: {label}: split is {split!r}, and must be one of {', '.join(splits)}"


def _in_two_splits(phrases: Sequence[Phrase]) -> Iterator[str]:
    first: dict[str, Phrase] = {}
    for phrase in phrases:
        other = first.setdefault(phrase.writer, phrase)
        if phrase.writer and phrase.split != other.split:
            where = f"{phrase.file}: {phrase.label}: {phrase.text!r} by {phrase.writer}"
            yield f"{where} is in the split {phrase.split!r}, and in {other.file} {other.split!r}"
