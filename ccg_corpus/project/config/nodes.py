"""YAML text → nodes that know their line, and the plain values they hold.

Comes in: the bytes of a YAML file. Goes out: a `Node`, asked for texts, numbers, lists and
mappings; whatever it is not raises `BadConfig` with the line. Nothing but YAML's own text is ever
constructed: no tags, no objects, no aliases.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import BadConfig
from ccg_corpus.text.nearest import near

if TYPE_CHECKING:
    import yaml

_KINDS = {"scalar": "a value", "sequence": "a list", "mapping": "keys with values"}
_MAX_DEPTH = 30  # five are in use
_MAX_DIGITS = 20
_YES_NO = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the file. `where` names it for messages: "documents › smith.pdf › year"."""

    yaml: Any
    path: str
    where: str = ""

    @property
    def line(self) -> int:
        return int(self.yaml.start_mark.line) + 1

    @property
    def is_empty(self) -> bool:
        """True where nothing is written after the key, or null."""
        return str(self.yaml.tag) == "tag:yaml.org,2002:null"

    @property
    def is_list(self) -> bool:
        return str(self.yaml.id) == "sequence"

    @property
    def is_mapping(self) -> bool:
        return str(self.yaml.id) == "mapping"

    def wrong(self, message: str, *, hint: str = "", named: bool = True) -> BadConfig:
        """The error that names this line; raise it."""
        named_message = f"'{self.where}' {message}" if named and self.where else message
        return BadConfig(named_message, path=f"{self.path}:{self.line}", hint=hint)

    def text(self) -> str:
        """The words as written: 001 stays "001", and no stays "no"."""
        value = " ".join(self._scalar("text").split())
        if not value:
            raise self.wrong("is empty", hint="give it a value or take the line out")
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in value):
            raise self.wrong("holds a sign that is no text")
        return value

    def number(self, low: int, high: int) -> int:
        value = self._scalar("a whole number")
        if not (value.isascii() and value.isdigit()):
            raise self.wrong(f"should be a whole number, not '{value}'")
        if len(value) > _MAX_DIGITS or not low <= int(value) <= high:
            raise self.wrong(f"should be between {low} and {high}, not {value[:_MAX_DIGITS]}")
        return int(value)

    def flag(self) -> bool:
        value = self._scalar("true or false")
        if value.lower() not in _YES_NO:
            raise self.wrong(f"should be true or false, not '{value}'")
        return _YES_NO[value.lower()]

    def texts(self) -> tuple[str, ...]:
        """A list of words, or one alone."""
        if self.is_list:
            return tuple(item.text() for item in self.items())
        return (self.text(),)

    def items(self) -> Iterator[Node]:
        """The entries of a list, in order."""
        if not self.is_list:
            raise self.wrong(f"should be a list, not {_KINDS[self.yaml.id]}")
        for item in self.yaml.value:
            yield Node(item, self.path, self.where)

    def entries(self) -> dict[str, Node]:
        """The keys and values of a mapping; a key given twice is an error."""
        if not self.is_mapping:
            raise self.wrong(f"should be keys with values, not {_KINDS[self.yaml.id]}")
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key_yaml, value_yaml in self.yaml.value:
            key_node = Node(key_yaml, self.path, self.where)
            key = key_node.text()
            if key in entries:
                message = f"'{key}' is given twice, here and on line {lines[key]}"
                raise key_node.wrong(message, named=False)
            where = f"{self.where} › {key}" if self.where else key
            entries[key], lines[key] = Node(value_yaml, self.path, where), key_node.line
        return entries

    def fields(self, allowed: tuple[str, ...]) -> dict[str, Node]:
        """The entries that hold something; a key that is not `allowed` is an error."""
        entries = self.entries()
        for (key_yaml, _), key in zip(self.yaml.value, entries, strict=True):
            if key not in allowed:
                key_node = Node(key_yaml, self.path, self.where)
                raise key_node.wrong(self._unknown(key), hint=near(key, allowed), named=False)
        return {key: node for key, node in entries.items() if not node.is_empty}

    def _unknown(self, key: str) -> str:
        return f"unknown key '{key}'" + (f" in '{self.where}'" if self.where else "")

    def _scalar(self, expected: str) -> str:
        if self.yaml.id != "scalar":
            hint = "put quotes round text that holds ': ' or begins with [ or {"
            kind = _KINDS[self.yaml.id]
            raise self.wrong(f"should be {expected}, not {kind}", hint=hint)
        if self.is_empty:
            raise self.wrong("is empty", hint="give it a value or take the line out")
        return str(self.yaml.value)


def compose(data: bytes, path: str) -> Node | None:
    """The file's top node, None for an empty file.

    Raises: BadConfig for what is not UTF-8, not YAML, or holds aliases (they could make it
    endless).
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = _decoded(data, path)
    try:
        _check_events(yaml.parse(text, Loader=loader), path)
        top = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as exc:
        raise _not_yaml(exc, path) from exc
    return None if top is None else Node(top, path)


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        hint = "save the file as UTF-8"
        raise BadConfig("not UTF-8 text", path=f"{path}:{line}", hint=hint) from exc


def _check_events(events: Iterator[Any], path: str) -> None:
    """Refuse what composing can't survive: endless aliases, and depths that break the parser."""
    depth = 0
    for event in events:
        name = type(event).__name__
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        where = f"{path}:{event.start_mark.line + 1}"
        if name == "AliasEvent":
            hint = "write the value out, or put quotes round words that begin with * or &"
            raise BadConfig("YAML aliases (&, *) are not used here", path=where, hint=hint)
        if depth > _MAX_DEPTH:
            raise BadConfig("lists or entries are nested too deeply", path=where)


def _not_yaml(exc: yaml.YAMLError, path: str) -> BadConfig:
    """The parser's own words, with the line, and what it most often means."""
    mark = getattr(exc, "problem_mark", None) or getattr(exc, "context_mark", None)
    where = f"{path}:{mark.line + 1}" if mark is not None else path
    problem = getattr(exc, "problem", None) or str(exc).splitlines()[0]
    if "nesting depth" in str(problem):  # newer parsers have a limit of their own
        return BadConfig("lists or entries are nested too deeply", path=where)
    return BadConfig(f"not valid YAML: {problem}", path=where, hint=_remedy(str(problem)))


def _remedy(problem: str) -> str:
    if "control characters" in problem:
        return "save the file as plain text"
    if "mapping values" in problem:
        return "put quotes round text that holds ': '"
    if "another document" in problem:
        return "take the line --- out"
    if "end of stream" in problem:
        return "a quotation mark or a bracket is not closed"
    if "any token" in problem or "alphabetic" in problem or "%" in problem:
        return "indent with spaces, not tabs; put quotes round words that begin with * & % @ `"
    return "close every bracket; entries of one list begin in the same column"
