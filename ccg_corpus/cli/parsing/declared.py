"""What a command's options and arguments are, said once, for whoever reads a command line.

A command is a function; each parameter's hint is `Annotated[type, option(...)]`. Two read them: the
plain reader, which needs nothing but this, and Typer, which has the help, the errors and whatever
is typed in an unusual way. So a listing starts without Typer, whose import takes as long as all
the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, get_args, get_origin

from ccg_corpus.core.frozen import frozen

Check = Callable[[Any], Any]
MOST = 2**63 - 1  # no database, and no count of ours, takes a larger number
# The types that a value is read as; a list is of an option that can be repeated.
PLAIN_TYPES: dict[Any, Callable[[str], Any]] = {
    str: str, int: int, float: float, bool: bool, Path: Path, list[str]: str, list[Path]: Path,
}  # fmt: skip


class WrongUse(Exception):
    """A command line that can't be meant: the message, without the command's name."""


class Context(Protocol):
    """What was given before the command's name."""

    obj: Any


@frozen
class Declared:
    """One option, or one argument if it has no names.

    `check` takes the value read and gives the one to use.
    Raises: WrongUse for a value that is not allowed.
    """

    names: tuple[str, ...]
    help: str
    metavar: str | None = None
    show_default: bool = True
    min: float | None = None
    max: float | None = None
    check: Check | None = None


@frozen
class Parameter:
    """A parameter of a command: what it is read as, and its default, `...` where it has none."""

    hint: Any
    default: Any

    @property
    def declared(self) -> Declared:
        """How it is typed."""
        found: Declared = self.hint.__metadata__[0]
        return found

    @property
    def type(self) -> Any:
        """One of `PLAIN_TYPES`."""
        plain = self.hint.__origin__
        return plain if get_origin(plain) is list else (get_args(plain) or (plain,))[0]

    @property
    def is_many(self) -> bool:
        """Whether it can be repeated."""
        return get_origin(self.type) is list


def option(*names: str, help: str, callback: Check | None = None, **more: Any) -> Any:
    """An option by its names: `--limit`, `-n`; a switch may have `--pager/--no-pager`."""
    return Declared(names, help, check=callback, **more)


def argument(*, help: str, metavar: str, show_default: bool = True) -> Any:
    """A word, or words, without a name."""
    return Declared((), help, metavar, show_default)


def parameters(command: Callable[..., Any]) -> dict[str, Parameter]:
    """The parameters of a command in order, but for its context."""
    extra: dict[str, Parameter] = getattr(command, "extra_parameters", {})
    function: Any = command
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    defaults = function.__defaults__ or ()
    first = len(names) - len(defaults)
    found: dict[str, Parameter] = {}
    for at, name in enumerate(names):
        if name == "context":
            continue
        if name == "project":
            found |= extra
        hint = _hint(function, name)
        found[name] = Parameter(hint, defaults[at - first] if at >= first else ...)
    return found


def _hint(function: Any, name: str) -> Any:
    hint = function.__annotations__[name]
    return eval(hint, function.__globals__) if isinstance(hint, str) else hint


def taking(extra: dict[str, tuple[Any, Any]]) -> dict[str, Parameter]:
    """Hints and defaults as parameters that a command takes besides its own."""
    return {name: Parameter(hint, default) for name, (hint, default) in extra.items()}
