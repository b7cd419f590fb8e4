"""What a decision is: the published shape is in docs/how-it-decides.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from bot.dues.quote import DuesNow
from bot.knowledge.categories import Reason

NONE = "none_contact_staff"


class Status(str, Enum):
    DECIDED = "decided"
    NEED_MORE = "need_more"
    REFER = "refer"
    NO_CATEGORY = "no_category"


TAGS = {Status.NEED_MORE: "NEI: ", Status.REFER: "REFER: ", Status.NO_CATEGORY: "NOFIT: "}


@dataclass(frozen=True)
class Decision:
    """`missing` names attributes in asking order; `staff` the gaps that staff must settle, by id.

    `rule` is the rule of categories.yml that decided; empty when none did.
    """

    status: Status
    category: str
    dues: DuesNow
    because: tuple[Reason, ...]
    as_of: date
    rule: str = ""
    alternatives: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    provided: tuple[str, ...] = ()
    refund: str | None = None
    documents: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def needs_staff(self) -> bool:
        return self.status is not Status.DECIDED or bool(self.staff)

    def as_dict(self, gaps: Any) -> dict[str, Any]:
        """Return the published JSON shape; `gaps` maps an id to what staff are told."""
        return {
            "status": self.status.value,
            "category": self.category,
            "alternatives": list(self.alternatives),
            "needs_staff": self.needs_staff,
            "staff": [{"gap": id_, "why": gaps[id_]} for id_ in self.staff],
            "dues": self.dues.as_dict(),
            "provided": list(self.provided),
            "refund": self.refund,
            "documents": list(self.documents),
            "because": [
                {"text": reason.text, "page": reason.cites.page, "heading": reason.cites.heading}
                for reason in self.because
            ],
            "missing": list(self.missing),
            "as_of": self.as_of.isoformat(),
        }
