"""Look every locked version up in the index's advisories; `make audit`.

pip-audit runs in an environment of its own, so that what it needs does not have to fit beside Rasa. With
--if-reachable it passes, aloud, where the index offers no advisories at all: for machines that cannot help it.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / "var" / "audit"
EXPLAINED = ROOT / "docs" / "advisories.md"


PIP_AUDIT = "pip-audit==2.10.1"
# It has advisories for as long as Rasa holds it back: an index that tells of none has none to tell.
KNOWN_TO_HAVE_SOME = "aiohttp==3.9.5"

Found = list[dict[str, Any]]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--if-reachable", action="store_true")
    if parser.parse_args().if_reachable and not is_reachable(look_up_line):
        print("AUDIT SKIPPED: this index offers no advisories; run `make audit` where one does.")
        return 0
    try:
        found = look_up(ROOT / "requirements-dev.txt")
    except ValueError:
        print("pip-audit gave no result; nothing was looked up", file=sys.stderr)
        return 1
    return judge(found, EXPLAINED.read_text(encoding="utf-8"))


def is_reachable(look_up_one: Callable[[str], Found]) -> bool:
    """Tell whether the index has advisories, by a package that must have some."""
    try:
        return any(one.get("vulns") for one in look_up_one(KNOWN_TO_HAVE_SOME))
    except (ValueError, subprocess.CalledProcessError):
        return False


def look_up_line(line: str) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "requirements.txt"
        path.write_text(line, encoding="utf-8")
        return look_up(path)


def look_up(requirements: Path) -> Found:
    """Return what pip-audit found, package by package. Raises ValueError where it gave no result."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / "bin" / "pip-audit").exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", PIP_AUDIT], check=True)
    lock = ["--requirement", str(requirements), "--disable-pip", "--no-deps"]
    done = subprocess.run(
        [python, "-m", "pip_audit", *lock, "--format", "json", "--progress-spinner", "off"],
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        found: Found = json.loads(done.stdout)["dependencies"]
    except (KeyError, TypeError) as error:
        raise ValueError(done.stdout) from error
    return found


def judge(found: Found, explained: str) -> int:
    """Say what was found; return 1 when an advisory's id is not explained, or nothing was looked up.

    An advisory is explained where its id, or one that it is also known by, stands in the row of its package:
    the name of a package explains nothing that is published later.
    """
    looked_up = [one for one in found if "skip_reason" not in one]
    if not looked_up:
        print(
            f"No advisories can be reached from here: none of {len(found)} packages was looked up.",
            file=sys.stderr,
        )
        return 1
    rows = explained_rows(explained)
    open_ = [
        f"{one['name']} {one['version']}: {vulnerability['id']}"
        for one in looked_up
        for vulnerability in one.get("vulns", [])
        if not is_explained(vulnerability, rows.get(one["name"].lower(), ""))
    ]
    print(f"{len(looked_up)} of {len(found)} packages were looked up.")
    for line in open_:
        print(f"not explained in {EXPLAINED.name}: {line}")
    return 1 if open_ else 0


def explained_rows(text: str) -> dict[str, str]:
    """Return the row of each package; the first column names several by comma."""
    rows = re.findall(r"^\| ([a-z0-9_., -]+) \|(.*)", text, re.MULTILINE)
    return {name.strip(): row for names, row in rows for name in names.split(",")}


def is_explained(vulnerability: dict[str, Any], row: str) -> bool:
    ids = {vulnerability["id"], *vulnerability.get("aliases", [])}
    return bool(ids & set(re.findall(r"[A-Z]+(?:-[\w]+){2,}|PYSEC-\d+", row)))


if __name__ == "__main__":
    sys.exit(main())
