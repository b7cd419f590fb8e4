"""An advisory that nobody has explained fails the audit; one that could not be looked up is said aloud."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def audit():
    spec = importlib.util.spec_from_file_location("audit", ROOT / "deploy" / "audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ADVISORY = {"id": "PYSEC-2026-7", "aliases": ["CVE-2026-0001", "GHSA-aaaa-bbbb-cccc"]}
VULNERABLE = [{"name": "sanic", "version": "21.12.2", "vulns": [ADVISORY]}]


@pytest.mark.parametrize("id_", ["PYSEC-2026-7", "CVE-2026-0001", "GHSA-aaaa-bbbb-cccc"])
def test_one_that_is_explained_by_any_of_its_ids_passes(audit, id_):
    assert audit.judge(VULNERABLE, f"| sanic | 21.12.2 | known ({id_}) | b |") == 0


@pytest.mark.parametrize(
    "explained",
    [
        "| sanic | 21.12.2 | end of its support | b |",
        "| sanic | 21.12.2 | CVE-2026-00011 | b |",
        "| numpy, joblib | 1 | CVE-2026-0001 | b |",
    ],
)
def test_one_that_is_not_explained_in_its_row_fails_by_id(audit, capsys, explained):
    assert audit.judge(VULNERABLE, explained) == 1
    assert "sanic 21.12.2: PYSEC-2026-7" in capsys.readouterr().out


def test_where_nothing_can_be_looked_up_it_fails_aloud(audit, capsys):
    assert audit.judge([{"name": "sanic", "skip_reason": "not found"}], "") == 1
    assert "No advisories can be reached" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answer", "reachable"),
    [
        ([{"name": "aiohttp", "version": "3.9.5", "vulns": [ADVISORY]}], True),
        ([{"name": "aiohttp", "version": "3.9.5", "vulns": []}], False),
        ([{"name": "aiohttp", "skip_reason": "not found"}], False),
    ],
)
def test_an_index_offers_advisories_where_it_tells_of_those_that_there_are(
    audit, answer, reachable
):
    assert audit.is_reachable(lambda _: answer) is reachable


@pytest.mark.parametrize("error", [ValueError(), subprocess.CalledProcessError(1, "pip")])
def test_an_index_that_gives_no_result_offers_none(audit, error):
    def nothing(_):
        raise error

    assert audit.is_reachable(nothing) is False


def test_the_package_that_shows_whether_there_are_any_is_locked(audit):
    assert f"\n{audit.KNOWN_TO_HAVE_SOME} " in (ROOT / "requirements-dev.txt").read_text()


def test_each_row_that_tells_of_a_fault_names_its_id():
    """A row without an id explains nothing: the first audit would fail on it."""
    text = (ROOT / "docs" / "advisories.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z][^|]*) \| [0-9][^|]* \| ([^|]*) \|", text, re.MULTILINE)

    assert [
        name
        for name, known in rows
        if not re.search(r"(?:CVE|GHSA|PYSEC)-", known) and not known.startswith("none")
    ] == []
    assert len(rows) > 15


def test_the_explained_versions_are_the_locked_ones():
    locked = dict(
        re.findall(
            r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE
        )
    )
    rows = re.findall(
        r"^\| ([a-z0-9_, -]+) \| ([0-9][^|]*) \|",
        (ROOT / "docs" / "advisories.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    written = {
        name.strip(): version.strip()
        for names, versions in rows
        for name, version in zip(names.split(","), versions.split(","), strict=True)
    }

    assert len(written) > 10
    assert {name: locked.get(name) for name in written} == written
