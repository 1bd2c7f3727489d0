"""One change in the text of a codebook.yaml; every other letter of it stays.

Comes in: the text, and what is to be another way. Goes out: the text with it. YAML's own marks say
where things stand; comments, order, quotes and blank lines are their owner's. What can't be changed
so raises `BadConfig`, and nothing is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from ccg_corpus.codebook.reading import ADDED, FIELDS, code_slug
from ccg_corpus.core.errors import BadConfig
from ccg_corpus.project.default_config import CODEBOOK_NAME

_PLAIN = re.compile(r"[^\W\d_][\w ,.’()/+-]*")
STEP = "  "


def with_entry(text: str, slug: str, fields: Sequence[tuple[str, str | Sequence[str]]]) -> str:
    """A new code at the end; an empty text is a field to fill in."""
    newline = _newline(text)
    if text and not text.endswith("\n"):
        text += newline
    lines = [f"{scalar(slug)}:"]
    lines += [f"{STEP}{name}: {written(value)}".rstrip() for name, value in fields]
    return text + "".join(line + newline for line in lines)


def with_field(text: str, slug: str, name: str, value: str | Sequence[str] | None) -> str:
    """A field of a code with another value; None takes it out."""
    _, node = _entry(text, slug)
    if node.id != "mapping":
        text = _opened(text, slug)
        _, node = _entry(text, slug)
    pair = next((one for one in node.value if _named(one[0].value) == _named(name)), None)
    if pair is not None:
        return _replaced(text, pair, node, value)
    return text if value is None else _inserted(text, node, f"{name}: {written(value)}", slug)


def without_entry(text: str, slug: str) -> str:
    """The text without a code; what is nested in it must have been moved."""
    first, last = _lines_of(text, slug)
    lines = text.splitlines(keepends=True)
    return "".join(lines[:first] + lines[last + 1 :])


def moved_to_top(text: str, slug: str) -> str:
    """A code that stands nested in another, with all that is in it, as an entry at the file's end."""
    key, _ = _entry(text, slug)
    if key.start_mark.column == 0:
        return text
    first, last = _lines_of(text, slug)
    lines = text.splitlines(keepends=True)
    indent = key.start_mark.column
    block = [
        line[indent:] if not line[:indent].strip() else line for line in lines[first : last + 1]
    ]
    rest = "".join(lines[:first] + lines[last + 1 :])
    if not rest.endswith("\n"):
        rest += _newline(text)
    joined = "".join(block)
    return rest + joined + ("" if joined.endswith("\n") else _newline(text))


def is_nested(text: str, slug: str) -> bool:
    """Whether a code stands within another's entry."""
    return bool(_entry(text, slug)[0].start_mark.column)


def stands(text: str, slug: str) -> bool:
    """Whether a code has an entry in the text."""
    return any(code_slug(key.value) == slug for key, _ in _entries(_top(text)))


def scalar(text: str) -> str:
    """A text as YAML has it, plain where it can be; an empty one is nothing."""
    import yaml

    one = " ".join(text.split())
    if not one:
        return ""
    if _PLAIN.fullmatch(one) and not one.endswith(" "):
        try:
            if yaml.safe_load(one) == one:
                return one
        except yaml.YAMLError:
            pass
    return json.dumps(one, ensure_ascii=False)


def written(value: str | Sequence[str]) -> str:
    """A text, or a list of them in brackets."""
    if isinstance(value, str):
        return scalar(value)
    pieces = (json.dumps(one, ensure_ascii=False) if "," in one else scalar(one) for one in value)
    return "[" + ", ".join(pieces) + "]"


def _top(text: str) -> Any:
    import yaml

    top: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    if top is None:
        return None
    if top.id != "mapping":
        raise BadConfig("is no list of codes", path=CODEBOOK_NAME)
    return top


def _entries(mapping: Any) -> Iterator[tuple[Any, Any]]:
    """Every code's key and value, nested ones too."""
    for key, value in mapping.value if mapping is not None else ():
        yield key, value
        if value.id == "mapping":
            for name, inner in value.value:
                if _named(name.value) == "codes" and inner.id == "mapping":
                    yield from _entries(inner)


def _entry(text: str, slug: str) -> tuple[Any, Any]:
    found = [one for one in _entries(_top(text)) if code_slug(one[0].value) == slug]
    if not found:
        raise BadConfig(f"has no code '{slug}'", path=CODEBOOK_NAME)
    if len(found) > 1:
        lines = " and ".join(str(key.start_mark.line + 1) for key, _ in found)
        hint = "make them one by hand"
        raise BadConfig(f"code '{slug}' stands on lines {lines}", path=CODEBOOK_NAME, hint=hint)
    return found[0]


def _named(field: str) -> str:
    plain = " ".join(str(field).replace("_", " ").replace("-", " ").lower().split())
    return FIELDS.get(plain, plain)


def _lines_of(text: str, slug: str) -> tuple[int, int]:
    """The first and the last line of an entry, without blank lines and comments behind it."""
    key, node = _entry(text, slug)
    first = key.start_mark.line
    lines = text.splitlines()
    if lines[first][: key.start_mark.column].strip():
        hint = "give each code a line of its own"
        raise BadConfig(
            f"line {first + 1}: '{slug}' shares its line", path=CODEBOOK_NAME, hint=hint
        )
    last = node.end_mark.line - (
        1 if node.end_mark.column == 0 and node.end_mark.line > first else 0
    )
    last = min(last, len(lines) - 1)
    while last > first and _is_aside(lines[last], key.start_mark.column):
        last -= 1
    return first, last


def _is_aside(line: str, column: int) -> bool:
    """A blank line, or a comment that is not within an entry that begins in `column`."""
    stripped = line.strip()
    return not stripped or (stripped.startswith("#") and len(line) - len(line.lstrip()) <= column)


def _replaced(
    text: str, pair: tuple[Any, Any], node: Any, value: str | Sequence[str] | None
) -> str:
    key, old = pair
    start, end = old.start_mark.index, old.end_mark.index
    if value is not None:
        if old.id == "scalar" and old.style in ("|", ">"):
            start, end = _block_scalar(text, old)
        else:
            end = start + len(text[start:end].rstrip())
        space = "" if text[start - 1 : start] in (" ", "") else " "
        return text[:start] + space + written(value) + text[end:]
    if node.flow_style:
        at = key.start_mark.index
        behind = re.match(r"\s*,\s*", text[end:])
        if behind:
            return text[:at] + text[end + behind.end() :]
        before = re.search(r",\s*$", text[:at])
        return (text[: before.start()] if before else text[:at]) + text[end:]
    lines = text.splitlines(keepends=True)
    first = key.start_mark.line
    last = max(first, old.end_mark.line - (1 if old.end_mark.column == 0 else 0))
    last = min(last, len(lines) - 1)
    while last > first and _is_aside(lines[last], key.start_mark.column):
        last -= 1
    return "".join(lines[:first] + lines[last + 1 :])


def _block_scalar(text: str, node: Any) -> tuple[int, int]:
    """From the sign | or > to the end of its last line with words."""
    start, end = node.start_mark.index, node.end_mark.index
    return start, start + len(text[start:end].rstrip())


def _inserted(text: str, node: Any, line: str, slug: str) -> str:
    if node.flow_style:
        at = node.start_mark.index + 1
        more = ", " if node.value else ""
        return text[:at] + line + more + text[at:]
    lines = text.splitlines(keepends=True)
    indent = node.value[0][0].start_mark.column
    at = _place(text, node, _named(line.partition(":")[0]), slug)
    nested = next((key for key, _ in node.value if _named(key.value) == "codes"), None)
    if nested is not None and at > nested.start_mark.line:
        at = nested.start_mark.line
    if at and not lines[at - 1].endswith("\n"):
        lines[at - 1] += _newline(text)
    lines.insert(at, " " * indent + line + _newline(text))
    return "".join(lines)


def _place(text: str, node: Any, field: str, slug: str) -> int:
    """The line for a new field: the name first, what it was behind it, all else at the end but for
    when it was added.

    So two clones of which one renames a code and the other moves it change lines that do not touch.
    """
    if field == "title":
        return int(node.value[0][0].start_mark.line)
    name = next((value for key, value in node.value if _named(key.value) == "title"), None)
    if field == "was" and name is not None and name.style not in ("|", ">"):
        return int(name.end_mark.line) + 1
    added = next((key for key, _ in node.value if key.value == ADDED), None)
    return int(added.start_mark.line) if added is not None else _lines_of(text, slug)[1] + 1


def _opened(text: str, slug: str) -> str:
    """An entry that is a list of terms, a name, or nothing, as keys with values."""
    key, node = _entry(text, slug)
    start, end = key.end_mark.index, node.end_mark.index
    indent = " " * (key.start_mark.column + len(STEP))
    newline = _newline(text)
    if node.id == "sequence":
        kept = [one.value for one in node.value]
        field = f"terms: {written(kept)}"
    elif node.value:
        field = f"name: {scalar(node.value)}"
    else:
        field = f"name: {scalar(key.value)}"
    old = text[start:end].rstrip()
    return f"{text[:start]}:{newline}{indent}{field}{text[start + max(len(old), 1) :]}"


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
