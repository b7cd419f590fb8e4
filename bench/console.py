"""Times and weighs every page of the console over made-up conversations.

    python -m bench.console [--turns 50000] [--keep FOLDER]

It makes a database of its own, starts the console on a free port and reads each page as a browser does.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import httpx

from bot.settings import ROOT
from testkit.console import TOKEN
from testkit.services import free_port

MOST_MS, MOST_ASSIST_MS, MOST_KB = 1000, 100, 60


def prepare(folder: Path, turns: int) -> tuple[dict[str, str], str]:
    password = secrets.token_urlsafe(16)
    environment = {
        **os.environ,
        "ASSISTANT_DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "ASSISTANT_SECRET": secrets.token_hex(16),
        "ASSISTANT_CONSOLE_PORT": str(free_port()),
    }
    cli = [sys.executable, "-m", "bot.cli"]
    if not (folder / "bench.db").exists():
        run(cli, "demo-data", "--turns", str(turns), env=environment)
    name = f"bench-{secrets.token_hex(3)}"
    run(cli, "users", "add", name, "--role", "admin", env=environment, text=f"{password}\n")
    return {**environment, "BENCH_NAME": name}, password


def run(command: list[str], *more: str, env: dict[str, str], text: str = "") -> None:
    subprocess.run([*command, *more], cwd=ROOT, env=env, input=text, text=True, check=True)


def sign_in(client: httpx.Client, name: str, password: str) -> None:
    for _ in range(400):
        try:
            page = client.get("/sign-in")
            break
        except httpx.HTTPError:
            time.sleep(0.1)
    token = TOKEN.search(page.text)[1]  # type: ignore[index]
    fields = {"token": token, "name": name, "password": password, "next": "/"}
    assert client.post("/sign-in", data=fields).status_code == 303


def wait_until_sorted(client: httpx.Client) -> float:
    """Wait until the queue has taken in all misses; return the seconds."""
    started = time.monotonic()
    while "still being grouped" in client.get("/unanswered?from=2000-01-01").text:
        time.sleep(3)
    return time.monotonic() - started


def quarter() -> str:
    today = date.today()  # noqa: DTZ011 - the console's own day
    return f"from={today - timedelta(days=89)}&to={today}"


def pages(client: httpx.Client) -> list[str]:
    days = quarter()
    listing = client.get(f"/conversations?{days}").text
    conversation = re.search(r'href="(/conversations/[^"?]+)', listing)
    cluster = re.search(r'href="(/unanswered/[^"?]+)', client.get(f"/unanswered?{days}").text)
    assert conversation
    assert cluster
    return [
        "/",
        "/overview",
        f"/overview?{days}",
        f"/board?{days}",
        f"/answers?{days}",
        "/definitions",
        "/assist",
        "/unanswered",
        f"/unanswered?{days}",
        cluster[1],
        "/phrases",
        "/callbacks",
        "/callbacks?view=done",
        f"/conversations?{days}",
        f"/conversations?{days}&show=contained",
        f"/conversations?{days}&words=dues",
        f"{conversation[1]}?{days}",
        "/knowledge",
        "/knowledge/sources",
        "/knowledge/sources/join",
        "/knowledge/edit/membership/cme",
        "/knowledge/new",
        "/knowledge/disagreements",
        "/knowledge/dues",
        "/knowledge/rules",
        "/people",
        "/audit",
        "/audit?verify=1",
        f"/figures.csv?{days}",
        f"/days.csv?{days}",
        f"/conversations.csv?{days}",
        f"/turns.csv?{days}",
    ]


# A caller's words and answers are sent as a form.
TRAINEE = {"profession": "physician", "stage": "in_training", "place": "us"}
FORMS = (
    ("/assist", {"q": "how much do residents in canada pay"}),
    ("/assist", TRAINEE),
    ("/assist/decision", TRAINEE),
)


def measure(
    client: httpx.Client, path: str, fields: dict[str, str] | None = None
) -> tuple[float, float]:
    """Return the median of five in milliseconds, and the size in kilobytes."""
    times = []
    for _ in range(5):
        started = time.perf_counter()
        response = client.post(path, data=fields) if fields else client.get(path)
        times.append((time.perf_counter() - started) * 1000)
        assert response.status_code == 200, (path, response.status_code)
    return statistics.median(times), len(response.content) / 1024


def token_of(client: httpx.Client) -> str:
    token = re.search(r'name="token" value="([^"]+)"', client.get("/assist").text)
    assert token
    return token[1]


def measure_after_keep(client: httpx.Client, days: str) -> float:
    """Return how long the overview of 90 days takes right after an answer was corrected, in milliseconds."""
    link = re.search(r'href="(/conversations/[^"?]+)', client.get("/conversations?mark=").text)
    assert link
    page = client.get(link[1]).text
    turn, token = re.search(r'name="turn" value="(\w[^"]*)"', page), TOKEN.search(page)
    assert turn
    assert token
    fields = {"token": token[1], "turn": turn[1], "answer": "none"}
    assert client.post(f"{link[1]}/correct", data=fields).status_code == 303
    started = time.perf_counter()
    assert client.get(f"/overview?{days}").status_code == 200
    return (time.perf_counter() - started) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=50_000)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        environment, password = prepare(folder, arguments.turns)
        port = environment["ASSISTANT_CONSOLE_PORT"]
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", "--factory", "bot.console.app:create_app"),
                *("--port", port, "--log-level", "warning", "--no-access-log", "--ws", "none"),
            ],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                sign_in(client, environment["BENCH_NAME"], password)
                print(f"all misses sorted after {wait_until_sorted(client):.1f} s")
                token = {"token": token_of(client)}
                forms = [(path, {**token, **fields}) for path, fields in FORMS]
                for path, fields in [*((path, None) for path in pages(client)), *forms]:
                    ms, kb = measure(client, path, fields)
                    is_file = ".csv" in path
                    most = MOST_ASSIST_MS if path.startswith("/assist") else MOST_MS
                    is_over = not is_file and (ms > most or kb > MOST_KB)
                    failed |= is_over
                    print(f"{ms:8.0f} ms {kb:7.1f} KB  {path}{'  TOO MUCH' if is_over else ''}")
                ms = measure_after_keep(client, quarter())
                failed |= ms > MOST_MS
                print(f"{ms:8.0f} ms            the overview of 90 days right after a correction")
        finally:
            server.terminate()
            server.wait(20)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
