"""A directory → the Whoosh index in it, opened to be read, with no more of Whoosh than that takes.

To import Whoosh takes longer than to answer. A third of it is two modules that its formats and
fields import for functions which only an index with analyzers, or with dates, ever calls; ours has
neither. So these stand in for them until somebody asks them for anything else, or calls one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whoosh.index import FileIndex

# Module → the functions of it that are imported by name.
PUT_OFF = {
    "whoosh.analysis": ("entoken", "unstopped"),
    "whoosh.util.times": ("datetime_to_long", "long_to_datetime"),
}


def open_to_read(directory: Path) -> FileIndex:
    """The index in a directory.

    Raises: what Whoosh raises where there is none, or a damaged one.
    """
    for name, functions in PUT_OFF.items():
        _put_off(name, functions)
    from whoosh.index import open_dir

    return open_dir(str(directory), readonly=True)


def _put_off(name: str, functions: tuple[str, ...]) -> None:
    """Import a module when more is wanted of it than to have some functions by name."""
    if name not in sys.modules:
        package_name, _, own = name.rpartition(".")
        package = import_module(package_name)
        stand_in = _StandIn(name)
        stand_in.__path__ = [f"{folder}/{own}" for folder in package.__path__]
        vars(stand_in).update({one: _calling(name, one) for one in functions})
        setattr(package, own, stand_in)
        sys.modules[name] = stand_in


class _StandIn(ModuleType):
    """A module that becomes what it stands for when it is asked for what it has not."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what `import` itself looks for
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


def _calling(module: str, function: str) -> Callable[..., Any]:
    def call(*given: Any, **named: Any) -> Any:
        return getattr(_real(module), function)(*given, **named)

    return call


def _real(name: str) -> ModuleType:
    if isinstance(sys.modules.get(name), _StandIn):
        del sys.modules[name]
    return import_module(name)
