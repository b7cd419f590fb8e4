"""The command as a program would call it."""

from __future__ import annotations

import json

import pytest

from testkit.command import run

RESIDENT = {
    "profession": "physician",
    "stage": "in_training",
    "place": "canada",
    "field": "diagnostic_radiology",
    "program": "residency",
    "program_approved": "yes",
}


def test_a_resident_in_canada():
    done = run("decide", "--profile", json.dumps(RESIDENT), "--as-of", "2026-11-23", "--json")
    decision = json.loads(done.stdout)
    assert (decision["category"], decision["dues"]["amount"], decision["dues"]["known"]) == (
        "member_in_training",
        "0.00",
        True,
    )
    assert decision["because"][0]["heading"]


def test_a_profile_without_a_place_needs_more():
    profile = {key: value for key, value in RESIDENT.items() if key != "place"}
    decision = json.loads(run("decide", "--profile", json.dumps(profile), "--json").stdout)
    assert (decision["status"], decision["missing"]) == ("need_more", ["place"])
    assert (decision["category"], decision["needs_staff"]) == ("none_contact_staff", True)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--profile", '{"professon": "physician"}'], "professon"),
        (["--profile", '{"place": "mars"}'], "place"),
        (["--profile", '{"training_end": "2027-02-30"}'], "training_end"),
        (["--profile", "{}", "--as-of", "tomorrow"], "as_of"),
        (["--profile", "nonsense"], "JSON"),
        ([], "--profile"),
    ],
)
def test_what_cannot_be_used_is_named_and_ends_with_status_2(arguments, names):
    done = run("decide", *arguments)
    assert done.returncode == 2
    assert names in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_a_batch_gives_a_line_a_line(tmp_path):
    file = tmp_path / "batch.jsonl"
    rows = [
        {"id": "a", "profile": RESIDENT, "as_of": "2026-11-23"},
        {"id": "b", "profile": {"place": "mars"}, "as_of": "2026-11-23"},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("decide", "--batch", str(file))
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], first["category"]) == ("a", "member_in_training")
    assert (second["id"], second["attribute"]) == ("b", "place")
    assert done.returncode == 2
