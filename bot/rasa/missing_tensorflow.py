"""Stands for TensorFlow where it is not installed, so that Rasa works without it.

Rasa 3.6 imports TensorFlow, and derives classes from it, for components that our configuration does not
name. Importing and deriving work here; whoever calls anything of it is told what to install.
"""

from __future__ import annotations

import sys
from collections.abc import MutableSequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from bot.errors import TensorFlowMissing

PACKAGES = ("tensorflow", "tensorflow_hub", "tensorflow_text", "keras")


class MissingName(type):
    """A class, function or value of TensorFlow: it has any attribute, and can only be derived from."""

    def __getattr__(cls, name: str) -> MissingName:
        return _missing(cls.__module__, f"{cls.__qualname__}.{name}")

    def __call__(cls, *_: Any, **__: Any) -> Any:
        raise TensorFlowMissing(cls.__module__, cls.__qualname__)


class MissingModule(ModuleType):
    __path__: MutableSequence[str] = []  # noqa: RUF012 - importlib sets it anew for each module

    def __getattr__(self, name: str) -> MissingName:
        return _missing(self.__name__, name)


def _missing(module: str, name: str) -> MissingName:
    # Python itself asks for names like __file__ and must hear that there are none.
    if name.rpartition(".")[2].startswith("__"):
        raise AttributeError(name)
    return MissingName(name, (), {"__module__": module, "__qualname__": name})


class MissingFinder(Loader):
    """Finds what no other finder has found: where TensorFlow is installed, it is never asked."""

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        package = name.partition(".")[0]
        # An installed TensorFlow looks for modules of its own that it may not have.
        is_missing = name == package or isinstance(sys.modules.get(package), MissingModule)
        return (
            ModuleSpec(name, self, is_package=True) if package in PACKAGES and is_missing else None
        )

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return MissingModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def register() -> None:
    """Answer for TensorFlow from now on; once is enough, and again does no harm."""
    if not any(isinstance(finder, MissingFinder) for finder in sys.meta_path):
        sys.meta_path.append(MissingFinder())
