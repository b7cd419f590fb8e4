"""Whom to ask: the membership department, and the public emergency numbers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.yaml_reader import Entry


@dataclass(frozen=True)
class Contacts:
    """`hours` is None where no page states them."""

    department: str
    phone: str
    hours: str | None
    emergency: str
    crisis_line: str


def parse_contacts(file: Entry) -> Contacts:
    file.only("membership_department", "emergency")
    department = file["membership_department"].only("name", "phone", "hours", "pages")
    emergency = file["emergency"].only("number", "crisis_line")
    return Contacts(
        department=department["name"].text(),
        phone=department["phone"].text(),
        hours=None if department["hours"].value is None else department["hours"].text(),
        emergency=emergency["number"].text(),
        crisis_line=emergency["crisis_line"].text(),
    )
