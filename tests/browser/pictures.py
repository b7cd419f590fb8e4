"""Pictures of screens, kept for a person to look at where the environment names a folder."""

from __future__ import annotations

import os
from pathlib import Path

PICTURES = os.environ.get("ASSISTANT_PICTURES", "")


def picture(page, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png")
