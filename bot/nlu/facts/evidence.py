"""What a clause gives: attributes and values, and how much it says about where somebody stands.

The stronger wins, and later wins among equals: who is retired was a radiologist once.
"""

from __future__ import annotations

from typing import Any

WEAK, PLAIN, PRESENT, STRONG, STRONGEST = 1, 2, 3, 4, 5

Facts = dict[str, Any]
Stage = tuple[str, int]
