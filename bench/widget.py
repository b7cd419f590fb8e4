"""How long a visitor waits: from the click to a ready field, and from a question to its answer on the screen.

Needs a running assistant (`make serve`, with ASSISTANT_RATE_LIMIT=off) and Chromium:
    python bench/widget.py [http://127.0.0.1:8000]
"""

from __future__ import annotations

import shutil
import statistics
import sys

from playwright.sync_api import sync_playwright

from bot.gateway.widget import WidgetFiles

OPENINGS, QUESTIONS = 20, 40
TEXTS = (
    "what do residents pay",
    "how do i apply",
    "is there a military discount",
    "can i join from abroad",
)
FIRST = ("assistant.js", "panel.js")

# Measured in the page: until the field has the focus, and until an answer is laid out.
READY = """() => new Promise((done) => { const start = performance.now();
  const host = document.querySelector('membership-assistant'); const root = host.shadowRoot;
  root.querySelector('.launcher').click();
  const look = () => root.activeElement?.id === 'text' ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  look(); })"""
ANSWERED = """(text) => new Promise((done) => { const root = document.querySelector('membership-assistant').shadowRoot;
  const log = root.querySelector('.log'); const before = log.querySelectorAll('.message').length;
  const field = root.querySelector('#text'); field.value = text; const start = performance.now();
  field.form.requestSubmit();
  const look = () => log.querySelectorAll('.message').length > before ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
  look(); })"""


def main(address: str) -> None:
    sizes = {name: len(file.gzipped) for name, file in WidgetFiles().files.items()}
    loaded = {name: size for name, size in sizes.items() if name.endswith(FIRST)}
    for name, size in loaded.items():
        print(f"{size:6} bytes gzip  {name}")
    print(f"{sum(loaded.values()):6} bytes gzip  in all")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        opened = []
        for _ in range(OPENINGS):
            page = browser.new_context().new_page()
            page.goto(address, wait_until="networkidle")
            opened.append(page.evaluate(READY))
            page.context.close()
        page = browser.new_context().new_page()
        page.goto(address)
        page.evaluate(READY)
        page.wait_for_selector("membership-assistant .message")
        answered = [
            page.evaluate(ANSWERED, TEXTS[number % len(TEXTS)]) for number in range(QUESTIONS)
        ]
        browser.close()
    report("click to ready field (empty cache)", opened)
    report("question to shown answer", answered)


def report(what: str, milliseconds: list[float]) -> None:
    cuts = statistics.quantiles(milliseconds, n=20)
    print(
        f"{what}: p50 {statistics.median(milliseconds):.0f} ms, p95 {cuts[18]:.0f} ms, n = {len(milliseconds)}"
    )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
