"""Accounts, for administrators: added by a link, changed, shut and let in again."""

from __future__ import annotations

import re

import pytest

from bot.console.user_pages import LINK_PATH
from bot.records.staff.role import Role
from testkit.console import PASSWORD, TOKEN, StaffClient

LINK = re.compile(rf"<code[^>]*>http://127\.0\.0\.1:8001({LINK_PATH}\?key=[\w-]+)</code>")


def choose(app, link, password=PASSWORD, again=PASSWORD):
    """Open a link as somebody without a session, and choose a password."""
    client = StaffClient(app)
    token = TOKEN.search(client.page(link))[1]
    fields = {"token": token, "key": link.partition("key=")[2], "password": password}
    return client.http.post(LINK_PATH, data={**fields, "again": again})


def test_every_account_is_listed_with_its_role_and_status(sign_in, staff):
    staff.accounts.disable("viewer", "tests")
    page = sign_in().page("/people")
    rows = page[page.index("<tbody>") :]
    assert all(f'<th scope="row">{role.value}</th>' in rows for role in Role)
    assert rows.count(">disabled</span>") == 1
    assert rows.count("<td>active</td>") == len(Role) - 1


def test_somebody_added_chooses_a_password_by_a_link_and_signs_in(app, sign_in):
    page = sign_in().send("/people", 200, name="Edna", role="editor").text
    link = LINK.search(page)[1]
    assert choose(app, link).headers["Location"] == "/sign-in"
    assert StaffClient(app, "edna").page("/callbacks")
    assert "used before or has ended" in StaffClient(app).page(link, 404)


def test_a_link_that_was_handed_to_nobody_is_in_no_page_afterwards(sign_in):
    client = sign_in()
    client.send("/people", 200, name="edna", role="viewer")
    assert LINK_PATH not in client.page("/people")


@pytest.mark.parametrize(
    ("password", "again", "problem"),
    [
        ("short", "short", "12 letters at least"),
        (PASSWORD, f"{PASSWORD} ", "new passwords differ"),
        ("password1234", "password1234", "easy to guess"),
    ],
)
def test_a_bad_choice_is_told_and_the_link_goes_on(app, sign_in, password, again, problem):
    link = LINK.search(sign_in().send("/people/viewer/link", 200).text)[1]
    response = choose(app, link, password, again)
    assert response.status_code == 422
    assert problem in response.text
    assert choose(app, link, "a fine new password", "a fine new password").status_code == 303


def test_the_form_of_a_link_needs_the_token_of_its_page(app, sign_in):
    link = LINK.search(sign_in().send("/people/viewer/link", 200).text)[1]
    fields = {"key": link.partition("key=")[2], "password": PASSWORD, "again": PASSWORD}
    assert StaffClient(app).http.post(LINK_PATH, data=fields).status_code == 403


def test_what_cannot_be_is_told_with_what_was_typed(sign_in):
    page = sign_in().send("/people", 422, name="viewer", role="editor").text
    assert "There is already somebody called viewer." in page
    assert 'name="name" value="viewer"' in page
    sign_in().send("/people", 422, name="edna", role="queen")
    assert "only administrator" in sign_in().send("/people/admin/change", 422, do="disable").text
    assert "nobody called nobody" in sign_in().send("/people/nobody/link", 422).text
    assert "nobody called nobody" in sign_in().send("/people/nobody/role", 422, role="admin").text
    sign_in().send("/people/viewer/change", 422, do="promote")


def test_a_role_is_changed_and_an_account_shut_and_opened(app, sign_in):
    client = sign_in()
    client.send("/people/viewer/role", role="editor")
    assert StaffClient(app, "viewer").page("/callbacks")
    client.send("/people/viewer/change", do="disable")
    assert StaffClient(app).sign_in("viewer").status_code == 403
    client.send("/people/viewer/change", do="enable")
    assert StaffClient(app).sign_in("viewer").status_code == 303


def test_of_two_who_change_an_account_at_once_the_second_sees_both(sign_in, staff):
    client = sign_in()
    assert 'name="version" value="viewer, active"' in client.page("/people")
    staff.accounts.change_role("viewer", Role.EDITOR, "ann")
    opened = {"version": "viewer, active"}
    page = client.send("/people/viewer/role", 409, role="publisher", **opened).text
    assert "<td>editor, active</td><td>role publisher</td>" in page
    client.send("/people/viewer/change", 409, do="disable", **opened)
    client.send("/people/viewer/role", role="publisher", version="editor, active")
    assert staff.accounts.find("viewer").role == "publisher"


def test_who_failed_too_often_is_let_in_by_an_administrator(app, sign_in):
    for _ in range(5):
        StaffClient(app).sign_in("viewer", "not the password")
    assert StaffClient(app).sign_in("viewer").status_code == 429
    client = sign_in()
    assert "too many failed sign-ins" in client.page("/people")
    client.send("/people/viewer/change", do="unlock")
    assert StaffClient(app).sign_in("viewer").status_code == 303
    assert "too many failed sign-ins" not in client.page("/people")
