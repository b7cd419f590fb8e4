"""The audit, for administrators."""

from __future__ import annotations

import csv
import io

from bot.records.staff import audit
from bot.records.staff.role import Role


def test_what_is_noted_says_who_did_it_and_when(hostile):
    page = hostile.page("/audit?verify=1")
    assert "The chain is intact" in page
    assert "phrase accepted" in page


def test_the_audit_is_found_by_user_and_by_action(sign_in, staff):
    client = sign_in()
    staff.accounts.change_role("viewer", Role.EDITOR, "somebody")
    (row,) = rows_of(client.page("/audit?who=somebody"))
    assert "somebody" in row
    assert rows_of(client.page("/audit?who=nobody")) == []
    signed_in = rows_of(client.page("/audit?what=signed+in"))
    assert signed_in
    assert all("signed in" in row for row in signed_in)
    assert rows_of(client.page("/audit?who=ADMIN&what=Signed+In")) == signed_in


def rows_of(page):
    return page[page.index("<tbody>") : page.index("</tbody>")].split("<tr>")[1:]


def test_a_long_audit_goes_on_to_older_entries(sign_in, engine, clock):
    client = sign_in()
    with engine.begin() as connection:
        for number in range(120):
            audit.append(connection, clock.now, "tests", f"act {number}")
    first = client.page("/audit")
    newest = audit.entries(engine)[0].number
    assert len(rows_of(first)) == 100
    assert f"before={newest - 99}" in first
    assert "act 0<" in client.page(f"/audit?before={newest - 99}")


def test_a_changed_entry_breaks_the_chain_in_view(sign_in, engine):
    client = sign_in()
    assert "The chain is intact" in client.page("/audit?verify=1")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET who = 'another' WHERE number = 1")
    assert "The chain is broken" in client.page("/audit?verify=1")
    assert "The chain" not in client.page("/audit")


def test_the_audit_is_downloaded_whole_and_that_is_in_it(sign_in, engine):
    rows = list(csv.DictReader(io.StringIO(sign_in().page("/audit.csv"))))
    assert [int(row["number"]) for row in rows] == [
        entry.number for entry in audit.entries(engine, most=1000)
    ]
    assert (rows[0]["who"], rows[0]["what"], rows[0]["about"]) == ("admin", "exported", "audit")
