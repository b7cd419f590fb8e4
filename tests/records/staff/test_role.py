"""Each role may do what those before it may."""

from __future__ import annotations

import pytest

from bot.records.staff.role import Role


@pytest.mark.parametrize(
    ("role", "least", "may"),
    [
        (Role.VIEWER, Role.VIEWER, True),
        (Role.VIEWER, Role.EDITOR, False),
        (Role.EDITOR, Role.VIEWER, True),
        (Role.EDITOR, Role.ADMIN, False),
        (Role.ADMIN, Role.EDITOR, True),
    ],
)
def test_each_role_may_do_what_those_before_it_may(role, least, may):
    assert role.may(least) is may
