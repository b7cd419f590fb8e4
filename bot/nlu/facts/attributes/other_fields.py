"""Fields with schools, students and residencies of their own: veterinary, dental and the like."""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.facts.text.clause import Clause


def is_of_another_field(clauses: Sequence[Clause]) -> bool:
    """Tell whether somebody is of such a field. A vet may also be a veteran: a physician is one."""
    if any(clause.has("OTHERFIELD") for clause in clauses):
        return True
    is_vet = any(clause.has("VET") for clause in clauses)
    return is_vet and not any(
        clause.has("SERVICE", "SPECIALIST", "PHYSICIAN") for clause in clauses
    )
