"""Names that nobody confuses."""

from __future__ import annotations

import pytest

from bot.errors import AccountRefused
from bot.records.staff.user_names import checked_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [("maria", "maria"), (" Maria ", "maria"), ("j.doe-2", "j.doe-2"), ("a", "a")],
)
def test_a_name_is_kept_in_small_letters(typed, name):
    assert checked_name(typed) == name


@pytest.mark.parametrize("name", ["", " ", "a b", ".a", "a-", "mаria", "müller", "a" * 65, "a/b"])
def test_a_name_that_could_be_another_is_refused(name):
    with pytest.raises(AccountRefused, match="cannot be a name"):
        checked_name(name)
