"""What nearly every page of the console needs, made once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.console.answer_lookup import AnswerLookup
from bot.console.rendering import Rendering
from bot.knowledge.loader import Knowledge


@dataclass(frozen=True)
class PageContext:
    """`today` is the day of the membership office; `root` the tree whose files are published."""

    engine: Engine
    knowledge: Knowledge
    answer_lookup: AnswerLookup
    rendering: Rendering
    today: Callable[[], date]
    root: Path
