"""The short form of `make attack`: nothing breaks, and another visitor is answered meanwhile."""

from __future__ import annotations

import pytest

from testkit.attacks import ATTACKS, suffer

# These wait as long as a client may take; tests/web/test_http_protocol.py looks at that with shorter times.
SLOW = {"half-open", "dripping", "untaken"}
# Passwords are tried at the console, whose own tests try them.
QUICK = [
    name for name, attack in ATTACKS.items() if name not in SLOW and attack.target == "gateway"
]


@pytest.mark.parametrize("name", QUICK)
def test_an_attack_breaks_nothing_and_another_visitor_is_answered(address, name):
    harm = suffer(ATTACKS[name], address, 4)

    assert sum(harm.answers.values()) == 4 * ATTACKS[name].times
    assert harm.broken == 0
    assert harm.waits
    assert not harm.failures


def test_only_this_machine_is_ever_attacked():
    with pytest.raises(ValueError, match="only loopback"):
        suffer(ATTACKS["forged"], "http://192.0.2.1:8000", 1)
