"""Frozen values that cost nothing to declare.

`dataclass` writes and compiles half a dozen functions for each class when its module is imported:
a millisecond a class, thirty in a command that answers in a hundred. These share their functions.
Used where a command starts; everything else is a frozen dataclass.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """The class with its annotated names as fields, as `dataclass(frozen=True)` would have it."""
    names = tuple(vars(cls).get("__annotations__", ()))
    defaults = {name: vars(cls)[name] for name in names if name in vars(cls)}
    shared: dict[str, Any] = {
        "__match_args__": names,
        "_defaults": defaults,
        "__init__": _init,
        "__repr__": _repr,
        "__eq__": _equal,
        "__hash__": _hash,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    for name, value in shared.items():
        setattr(cls, name, value)
    return cls


def replaced(value: T, **changes: Any) -> T:
    """The same value with other fields."""
    names: tuple[str, ...] = value.__match_args__  # type: ignore[attr-defined]
    return type(value)(**{name: getattr(value, name) for name in names} | changes)


def _init(self: Any, *args: Any, **given: Any) -> None:
    names = self.__match_args__
    if len(args) > len(names):
        raise TypeError(f"{type(self).__name__} takes {len(names)} fields, not {len(args)}")
    values = {**self._defaults, **dict(zip(names, args, strict=False)), **given}
    if len(values) != len(names) or (args and not given.keys().isdisjoint(names[: len(args)])):
        raise TypeError(f"{type(self).__name__} has the fields {', '.join(names)}")
    self.__dict__.update(values)


def _values(self: Any) -> tuple[Any, ...]:
    fields = self.__dict__
    return tuple([fields[name] for name in self.__match_args__])


def _repr(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({fields})"


def _equal(self: Any, other: Any) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _refuse(self: Any, name: str, *value: Any) -> NoReturn:
    raise AttributeError(f"{type(self).__name__} is frozen: {name} stays as it is")
