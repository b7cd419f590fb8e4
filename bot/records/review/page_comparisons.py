"""What the last comparison of each cited page found: whether it changed, and which quoted words are gone."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.records.review.tables import page_comparisons


@dataclass(frozen=True)
class PageComparison:
    """`sha256` is that of the page's text; `gone` are pairs of an answer's id and words it quotes."""

    page: str
    sha256: str
    gone: tuple[tuple[str, str], ...]
    by: str
    at: datetime


def load(connection: Connection) -> dict[str, PageComparison]:
    """Return the last comparison of each page, by the page's id."""
    rows = connection.execute(sa.select(page_comparisons)).mappings()
    return {
        row["page"]: PageComparison(**{**row, "gone": tuple(map(tuple, row["gone"]))})
        for row in rows
    }


def save(connection: Connection, comparison: PageComparison) -> None:
    """Keep a comparison in place of the page's last one."""
    connection.execute(page_comparisons.delete().where(page_comparisons.c.page == comparison.page))
    values = {**asdict(comparison), "gone": [list(pair) for pair in comparison.gone]}
    connection.execute(page_comparisons.insert().values(**values))
