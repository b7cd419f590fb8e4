"""The machine in a line: numbers mean little without it."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil


def described() -> str:
    memory = psutil.virtual_memory().total / 1024**3
    return (
        f"{_processor()}, {cores()} cores, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, Rasa {version('rasa')}, scikit-learn {version('scikit-learn')}"
    )


def cores() -> int:
    return os.cpu_count() or 1


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    if not path.is_file():
        return platform.processor()
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
