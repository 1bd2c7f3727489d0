"""What was typed → str, int, float or a path, without the library Typer validates with.

Typer (0.28 and later) imports pydantic for the first option of any kind: 90 ms, as much as all
the rest of a start. Our options are plain, so each is given a plain reader. Where Typer has no
such place, or an option is not plain, Typer's own way stays.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from ccg_corpus.cli.parsing.declared import MOST

_PLAIN: dict[Any, Any] = {
    str: str, int: int, float: float, bool: bool, Path: Path, list[str]: str, list[Path]: Path,
}  # fmt: skip
_KIND = {int: "a whole number", float: "a number"}


class PlainValue:
    """Reads one option or argument; `coerce` is what Typer calls."""

    def __init__(self, read: Any, low: float | None, high: float | None) -> None:
        self._read = read
        self._low = low
        self._high = high

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the command wants it; a tuple where it can be repeated."""
        is_many = param.multiple or param.nargs == -1
        if value is None:
            return () if is_many else None
        if is_many:
            return tuple(self._one(each) for each in value)
        return self._one(value)

    def _one(self, value: Any) -> Any:
        try:
            read = self._read(value)
        except ValueError:
            kind = _KIND.get(self._read, "a value")
            raise typer.BadParameter(f"'{value}' is not {kind}") from None
        if self._read in _KIND:
            self._check_bounds(read)
        return read

    def _check_bounds(self, number: float) -> None:
        if isinstance(number, int) and abs(number) > MOST:
            raise typer.BadParameter("so large a number means nothing here")
        if self._low is not None and not number >= self._low:
            raise typer.BadParameter(f"{number} is below {self._low:g}")
        if self._high is not None and not number <= self._high:
            raise typer.BadParameter(f"{number} is above {self._high:g}")


def read_plainly(parameters: list[Any]) -> list[Any]:
    """The same options and arguments, the plain ones each with a `PlainValue`."""
    for parameter in parameters:
        described = getattr(parameter, "type_descriptor", None)
        read = _PLAIN.get(getattr(described, "annotation", None))
        if read is None or not hasattr(parameter, "get_runtime_param"):
            continue
        info = getattr(described, "parameter_info", None)
        low, high = getattr(info, "min", None), getattr(info, "max", None)
        plain = PlainValue(read, low, high)
        parameter.get_runtime_param = lambda plain=plain: plain
        if parameter.param_type_name == "argument":
            parameter.display_type_rich = _untyped  # --help says "QUERY", not "QUERY <list[str]>"
    return parameters


def _untyped(ctx: Any) -> str:
    return ""
