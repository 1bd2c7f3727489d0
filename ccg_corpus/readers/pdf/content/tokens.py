"""A content stream's bytes → its operators with their operands, one after the other.

Most of the time of reading a PDF is spent here, so the stream is cut by one regular expression
instead of byte by byte. Strings are bytes, names are text with their slash, numbers are floats.
What is malformed becomes an operator nobody knows; nothing raises. Time grows with the length of
the stream, whatever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TOKEN = re.compile(
    rb"""
      (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\s\x00\[\]()<>/%]|$))
    | \((?P<string>(?:[^()\\]|\\.)*+)\)
    | (?P<open>\()
    | <(?P<hex>[0-9A-Fa-f\s]*)>
    | (?P<mark><<|>>|\[|\])
    | (?P<name>/[^\s\x00()<>\[\]{}/%]*)
    | (?P<operator>[^\s\x00()<>\[\]{}/%]+)
    | (?P<comment>%[^\r\n]*)
    """,
    re.VERBOSE | re.DOTALL,
)
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_ESCAPED = {
    **{b"\\%c" % code: bytes([code]) for code in range(256)},
    **{b"\\%0*o" % (width, code): bytes([code & 255])
       for width in (1, 2, 3) for code in range(8**width)},
    b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f",
    b"\\\n": b"", b"\\\r": b"", b"\\\r\n": b"", b"\r": b"\n", b"\r\n": b"\n",
}  # fmt: skip
_HEX_NAME = re.compile(r"#([0-9A-Fa-f]{2})")
_IMAGE_END = re.compile(rb"[\s\x00]EI(?=[\s\x00]|$)")
_SPACE = re.compile(rb"\s+")
_MAX_OPERANDS = 10_000  # of one operator, outside of arrays; what is more is no operator's


def operations(data: bytes) -> Iterator[tuple[list[Any], bytes]]:
    """Operands and operator, in the stream's order; an inline image is "INLINE IMAGE"."""
    operands: list[Any] = []
    outer: list[list[Any]] = []  # lists that an open array or dictionary stands in
    at, end = 0, len(data)
    match = _TOKEN.search
    while at < end and (found := match(data, at)):
        at, kind = found.end(), found.lastgroup
        if kind == "number":
            operands.append(float(found[0]))
        elif kind == "string":
            operands.append(_unescaped(found["string"]))
        elif kind == "hex":
            operands.append(_from_hex(found["hex"]))
        elif kind == "name":
            operands.append(_name(found[0]))
        elif kind == "open":
            text, at = _nested(data, at)
            operands.append(text)
        elif kind == "mark":
            operands = _bracket(found[0], operands, outer)
        elif kind == "operator" and not outer:
            if found[0] == b"ID":
                at = _behind_image(data, at)
                yield [], b"INLINE IMAGE"
            elif found[0] != b"BI":
                yield operands, found[0]
            operands = []
        if len(operands) > _MAX_OPERANDS and not outer:
            operands = []


def _bracket(mark: bytes, operands: list[Any], outer: list[list[Any]]) -> list[Any]:
    """The list that operands go to behind a bracket."""
    if mark in (b"[", b"<<"):
        outer.append(operands)
        return []
    if not outer:
        return operands
    inner, operands = operands, outer.pop()
    if mark == b"]":
        operands.append(inner)
    else:
        keys = (str(key) for key in inner[::2])
        operands.append(dict(zip(keys, inner[1::2], strict=False)))
    return operands


def _unescaped(text: bytes) -> bytes:
    if b"\\" not in text and b"\r" not in text:
        return text
    return _ESCAPE.sub(lambda found: _ESCAPED[found[0]], text)


def _nested(data: bytes, at: int) -> tuple[bytes, int]:
    """A string that holds brackets of its own, and where it ends."""
    depth = 1
    for found in _PARENTHESIS.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return _unescaped(data[at : found.start()]), found.end()
    return b"", len(data)


def _from_hex(digits: bytes) -> bytes:
    digits = _SPACE.sub(b"", digits)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _name(shown: bytes) -> str:
    name = shown.decode("latin-1")
    return _HEX_NAME.sub(lambda m: chr(int(m[1], 16)), name) if "#" in name else name


def _behind_image(data: bytes, at: int) -> int:
    """Where an inline image's bytes end."""
    found = _IMAGE_END.search(data, at)
    return found.end() if found else len(data)
