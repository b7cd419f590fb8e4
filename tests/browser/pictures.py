"""Pictures of screens, kept for a person to look at where the environment names a folder."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image

PICTURES = os.environ.get("ASSISTANT_PICTURES", "")
LAPTOP, TABLET = {"width": 1280, "height": 800}, {"width": 820, "height": 1180}
# What the documentation has room for.
_WIDTH, _COLOURS, _MOST_BYTES = 900, 64, 100_000


def picture(page, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png")


def picture_for_documentation(page, name, others):
    """Keep a whole page as the documentation shows it, and in the folder `others` in the dark and on a tablet."""
    if not PICTURES:
        return
    for size, viewport in (("laptop", LAPTOP), ("tablet", TABLET)):
        page.set_viewport_size(viewport)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=others / f"{name}-{size}-{scheme}.png", full_page=True)
    page.set_viewport_size(LAPTOP)
    page.emulate_media(color_scheme="light")
    _keep_small(page.screenshot(full_page=True), Path(PICTURES) / f"{name}.png")


def _keep_small(taken, path):
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    height = round(image.height * _WIDTH / image.width)
    small = image.resize((_WIDTH, height), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    small.quantize(_COLOURS).save(path, optimize=True)
    assert path.stat().st_size <= _MOST_BYTES, path
