"""All that we know as it would be with a draft: to check it, and to show it as visitors would see it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bot.knowledge.loader import KNOWLEDGE, Knowledge, load
from bot.publishing.answer_file import write_answer
from bot.publishing.changes import AnswerChange


def knowledge_with(changes: Iterable[AnswerChange], root: Path) -> Knowledge:
    """Return what is known with these changes. Raises KnowledgeError, which names file and key."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / KNOWLEDGE.name, copy / KNOWLEDGE.name)
        for change in changes:
            write_answer(copy, change.id, change.fields)
        # Not through the cache, which holds what is live.
        return load.__wrapped__(copy / KNOWLEDGE.name)
