"""One's own account: the password, and the code of an app."""

from __future__ import annotations

import re
from datetime import timezone

import pyotp

from testkit.console import PASSWORD, StaffClient

NEW = "a fine new password"


def test_who_changes_the_password_signs_in_with_the_new_one(app, sign_in):
    client = sign_in("viewer")
    page = client.send("/account/password", 200, old=PASSWORD, new=NEW, again=NEW).text
    assert "The password is changed." in page
    assert StaffClient(app).sign_in("viewer").status_code == 403
    assert StaffClient(app).sign_in("viewer", NEW).status_code == 303


def test_what_is_wrong_with_a_new_password_is_told(sign_in):
    client = sign_in("viewer")
    for old, new, again, problem in (
        ("wrong", NEW, NEW, "The present password is not correct."),
        (PASSWORD, NEW, f"{NEW}!", "The two new passwords differ."),
        (PASSWORD, "short", "short", "12 letters at least"),
        (PASSWORD, "x9" * 101, "x9" * 101, "200 letters at most"),
    ):
        page = client.send("/account/password", 422, old=old, new=new, again=again).text
        assert problem in page


def test_an_app_is_added_with_its_key_and_removed_with_the_password(app, sign_in, clock):
    client = sign_in("viewer")
    page = client.page("/account")
    secret = re.search(r'name="secret" value="(\w+)"', page)[1]
    assert "otpauth://totp/" in page
    wrong = client.send("/account/second-factor", 422, secret=secret, code="000000").text
    assert f'name="secret" value="{secret}"' in wrong, "the key that the app has stays"
    code = pyotp.TOTP(secret).at(clock.now.replace(tzinfo=timezone.utc))
    page = client.send("/account/second-factor", 200, secret=secret, code=code).text
    recovery = re.findall(r"<li><code>([\w-]+)</code>", page)
    assert len(recovery) == 8
    assert recovery[0] not in client.page("/account")
    assert StaffClient(app).sign_in("viewer").status_code == 403
    assert StaffClient(app).sign_in("viewer", code=recovery[0]).status_code == 303
    assert "not correct" in client.send("/account/second-factor/off", 422, password="wrong").text
    client.send("/account/second-factor/off", password=PASSWORD)
    assert StaffClient(app).sign_in("viewer").status_code == 303


def test_an_administrator_turns_off_the_app_of_somebody_who_lost_it(app, sign_in, staff, clock):
    secret = pyotp.random_base32()
    code = pyotp.TOTP(secret).at(clock.now.replace(tzinfo=timezone.utc))
    staff.second_factors.turn_on("viewer", secret, code)
    client = sign_in()
    assert "App code off" in client.page("/people")
    client.send("/people/viewer/change", do="second-factor")
    assert StaffClient(app).sign_in("viewer").status_code == 303
