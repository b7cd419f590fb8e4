"""How much a clause says about where somebody stands.

The stronger wins, and later wins among equals: who is retired was a radiologist once.
"""

from __future__ import annotations

WEAK, PLAIN, PRESENT, STRONG, STRONGEST = 1, 2, 3, 4, 5

Stage = tuple[str, int]
