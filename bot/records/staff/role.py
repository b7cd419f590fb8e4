"""What a member of staff may do."""

from __future__ import annotations

from enum import Enum


class Role(str, Enum):
    """Each may do what those before it may."""

    VIEWER = "viewer"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMIN = "admin"

    def may(self, least: Role) -> bool:
        order = list(Role)
        return order.index(self) >= order.index(least)
