"""Look every locked version up in the index's advisories; `make audit`.

pip-audit runs in an environment of its own, so that what it needs does not have to fit beside Rasa.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / "var" / "audit"
EXPLAINED = ROOT / "docs" / "advisories.md"


def main() -> int:
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / "bin" / "pip-audit").exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pip-audit"], check=True)
    lock = ["--requirement", str(ROOT / "requirements-dev.txt"), "--disable-pip", "--no-deps"]
    done = subprocess.run(
        [python, "-m", "pip_audit", *lock, "--format", "json", "--progress-spinner", "off"],
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("pip-audit gave no result; nothing was looked up", file=sys.stderr)
        return 1
    return judge(found, EXPLAINED.read_text(encoding="utf-8"))


def judge(found: list[dict[str, Any]], explained: str) -> int:
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
