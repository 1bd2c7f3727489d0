"""A command line typed in the usual way → the call it means, without Typer.

Comes in: a command and the words behind its name. Goes out: its arguments, or None for whatever
is not plain: a request for help, a mistake, short switches in one word. Then Typer reads it, and
says what is wrong with it. Nothing is read here that Typer would read otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ccg_corpus.cli.parsing.declared import MOST, PLAIN_TYPES, Parameter, WrongUse, parameters


def plain_call(command: Callable[..., Any], words: Sequence[str]) -> dict[str, Any] | None:
    """The arguments of a command by name; None where Typer has to read the words."""
    wanted = parameters(command)
    try:
        return _Reading(wanted).arguments(words)
    except (_NotPlain, WrongUse, ValueError):
        return None


class _NotPlain(Exception):
    """Typer has to read this."""


class _Reading:
    """Words on their way to values."""

    def __init__(self, wanted: dict[str, Parameter]) -> None:
        self._wanted = wanted
        self._valued: dict[str, str] = {}  # "--limit" → the parameter
        self._switches: dict[str, tuple[str, bool]] = {}
        self._open = [name for name, one in wanted.items() if not one.declared.names]
        for name, one in wanted.items():
            self._name(name, one)

    def _name(self, name: str, one: Parameter) -> None:
        for typed in one.declared.names:
            if one.type is not bool:
                self._valued[typed] = name
                continue
            on, _, off = typed.partition("/")
            self._switches[on] = (name, True)
            if off:
                self._switches[off] = (name, False)

    def arguments(self, words: Sequence[str]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        free: list[str] = []
        left = iter(words)
        for word in left:
            if not word.startswith("-") or word == "-":
                free.append(word)
            elif word in self._switches:
                name, value = self._switches[word]
                given[name] = value
            else:
                self._take(word, left, given)
        self._place(free, given)
        return {name: self._checked(name, given) for name in self._wanted}

    def _take(self, word: str, left: Any, given: dict[str, Any]) -> None:
        """An option with its value."""
        typed, equals, value = word.partition("=")
        if typed not in self._valued or (equals and not typed.startswith("--")):
            raise _NotPlain
        if not equals:
            value = next(left, "-")
            if value.startswith("-"):
                raise _NotPlain  # nothing, or what may be another option
        name = self._valued[typed]
        read = self._read(name, value)
        if self._wanted[name].is_many:
            given.setdefault(name, []).append(read)
        else:
            given[name] = read

    def _place(self, free: list[str], given: dict[str, Any]) -> None:
        """Words without a name, to the arguments in order."""
        for name in self._open:
            if self._wanted[name].is_many:
                values, free = free, []
                if values:
                    given[name] = [self._read(name, value) for value in values]
            elif free:
                given[name] = self._read(name, free.pop(0))
        if free:
            raise _NotPlain

    def _read(self, name: str, value: str) -> Any:
        parameter = self._wanted[name]
        read = PLAIN_TYPES[parameter.type](value)
        low, high = parameter.declared.min, parameter.declared.max
        if isinstance(read, int) and abs(read) > MOST:
            raise _NotPlain
        if (low is not None and not read >= low) or (high is not None and not read <= high):
            raise _NotPlain
        return read

    def _checked(self, name: str, given: dict[str, Any]) -> Any:
        parameter = self._wanted[name]
        value = given.get(name, parameter.default)
        if value is ...:
            raise _NotPlain
        check = parameter.declared.check
        return check(value) if check else value
