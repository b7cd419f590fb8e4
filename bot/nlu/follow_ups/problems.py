"""What is wrong with the messages of data/follow_ups, or with what was learnt from them, for `assistant check`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from bot.nlu.encoder import adaptation_file
from bot.nlu.follow_ups.classifier import FILE, FollowUpClassifier
from bot.nlu.follow_ups.phrases import OTHERS, FollowUpPhrase, read_follow_ups
from bot.nlu.model_file import ROOT
from bot.nlu.phrases.phrase import fold

_LEARN = "run `make followups`"


def find_problems(root: Path, aspects: Collection[str]) -> Iterator[str]:
    """Return a sentence a problem. Raises SetUpError for a file that cannot be read."""
    first: dict[str, FollowUpPhrase] = {}
    for phrase in read_follow_ups(root):
        other = first.setdefault(fold(phrase.text), phrase)
        if other is not phrase:
            yield f"{phrase.file}: {phrase.text!r} stands in {other.file} too: keep one"
    asked = {phrase.aspect for phrase in first.values()}
    for name in sorted(asked - OTHERS - set(aspects)):
        yield f"data/follow_ups/{name}.tsv: knowledge/aspects.yml has no aspect {name!r}"
    understanding = root / adaptation_file.FOLDER.relative_to(ROOT)
    learnt = FollowUpClassifier.load(understanding / FILE.name)
    if not asked <= set(learnt.aspects):
        new = ", ".join(sorted(asked - set(learnt.aspects)))
        yield f"data/follow_ups: {new} was not learnt yet: {_LEARN}"
    if learnt.encoder != adaptation_file.describe(understanding).model:
        yield f"{FILE.name} was learnt with another encoder than this: {_LEARN}"
