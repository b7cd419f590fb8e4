from __future__ import annotations

from testkit.gateway import redis_url  # noqa: F401
