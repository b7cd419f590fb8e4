"""A profile and what it leads to, as a line of a table: facts, outcome, alternatives, staff, documents, missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.eligibility.decision import Status
from bot.eligibility.profile import check
from bot.knowledge.attributes import UNKNOWN

FOLDER = Path(__file__).parent
EVERY_PATH = FOLDER / "every_path.csv"
EDGES = FOLDER / "edges.csv"


def row(profile, decision) -> str:
    facts = " ".join(
        f"{name}={'+'.join(value) if isinstance(value, tuple) else value}"
        for name, value in profile.items()
    )
    return f"{facts},{','.join(outcome(decision))}\n"


def outcome(decision) -> tuple[str, ...]:
    """What a reviewer looks at; of what is missing, all that would be asked."""
    decided = decision.status is Status.DECIDED
    return (
        decision.category if decided else decision.status.value,
        *(
            "|".join(names)
            for names in (
                decision.alternatives,
                decision.staff,
                decision.documents,
                decision.missing,
            )
        ),
    )


def read(table: Path, attributes) -> Iterator[tuple[dict, tuple[str, ...]]]:
    """Return each profile with its reviewed outcome."""
    for line in table.read_text(encoding="utf-8").splitlines():
        facts, *reviewed = line.split(",")
        yield profile_of(facts, attributes), tuple(reviewed)


def profile_of(facts: str, attributes) -> dict:
    values = dict(pair.split("=") for pair in facts.split())
    if "board" in values:
        values["board"] = values["board"].split("+")
    if values.get("school_years", UNKNOWN) != UNKNOWN:
        values["school_years"] = int(values["school_years"])
    return check(values, attributes)
