"""All that we know as it would be with a draft: to check it, and to show it as visitors would see it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.knowledge.dues_file import write_lines
from bot.knowledge.loader import KNOWLEDGE, Knowledge, load
from bot.publishing.answer_grounds import write_answer_changes
from bot.publishing.changes import AmountChange, AnswerChange
from bot.publishing.schedule_changes import lay_over


def knowledge_with(
    changes: Iterable[AnswerChange], root: Path, amounts: Sequence[AmountChange] = ()
) -> Knowledge:
    """Return what is known with these changes. Raises KnowledgeError, which names file and key; ChangeRefused."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / KNOWLEDGE.name, copy / KNOWLEDGE.name)
        write_answer_changes(copy, changes)
        # Not through the cache, which holds what is live.
        knowledge = load.__wrapped__(copy / KNOWLEDGE.name)
        if not amounts:
            return knowledge
        write_lines(copy / KNOWLEDGE.name, lay_over(amounts, knowledge.dues), [])
        return load.__wrapped__(copy / KNOWLEDGE.name)
