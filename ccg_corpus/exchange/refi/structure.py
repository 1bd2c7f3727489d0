"""What a REFI-QDA file may hold, in which order: the structure of the standard, said in our own words.

Comes in: an element tree. Goes out: a line for each thing that the standard (version 1.0) does not allow.
Pictures, recordings and graphs are not looked into: nothing here writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

PROJECT_SPACE = "urn:QDA-XML:project:1.0"
_DIGITS = "[0-9a-fA-F]"
_GUID = re.compile(
    rf"\{{?{_DIGITS}{{8}}-{_DIGITS}{{4}}-{_DIGITS}{{4}}-{_DIGITS}{{4}}-{_DIGITS}{{12}}\}}?"
)
_FORMS = {
    "guid": _GUID,
    "text": re.compile(r".*", re.DOTALL),
    "yes or no": re.compile(r"true|false|0|1"),
    "number": re.compile(r"[+-]?\d+"),
    "colour": re.compile(rf"#(?:{_DIGITS}{{6}}|{_DIGITS}{{3}})"),
    "time": re.compile(
        r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"
    ),
    "kind of variable": re.compile(r"Text|Boolean|Integer|Float|Date|DateTime"),
}  # fmt: skip

_ID = {"guid!": "guid"}
_MADE = {"creatingUser": "guid", "creationDateTime": "time"}
_CHANGED = {**_MADE, "modifyingUser": "guid", "modifiedDateTime": "time"}
_REF = ({"targetGUID!": "guid"}, ())
_TEXT_SOURCE = (
    {**_ID, "name": "text", "richTextPath": "text", "plainTextPath": "text", **_CHANGED},
    ("Description?", "PlainTextContent?", "PlainTextSelection*", "Coding*", "NoteRef*",
     "VariableValue*"),
)  # fmt: skip
_VALUES = "TextValue|BooleanValue|IntegerValue|FloatValue|DateValue|DateTimeValue"
_SOURCES = "TextSource|PictureSource|PDFSource|AudioSource|VideoSource"
# Of each element its attributes ("!": has to be there) and its children in their order: "?" at most
# one, "*" any number, "+" one at least, else exactly one; "|" one or another.
_ELEMENTS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "Project": (
        {"name!": "text", "origin": "text", "creatingUserGUID": "guid", "creationDateTime": "time",
         "modifyingUserGUID": "guid", "modifiedDateTime": "time", "basePath": "text"},
        ("Users?", "CodeBook?", "Variables?", "Cases?", "Sources?", "Notes?", "Links?", "Sets?",
         "Graphs?", "Description?", "NoteRef*"),
    ),
    "Users": ({}, ("User+",)),
    "User": ({**_ID, "name": "text", "id": "text"}, ()),
    "CodeBook": ({"origin": "text"}, ("Codes", "Sets?")),
    "Codes": ({}, ("Code+",)),
    "Code": (
        {**_ID, "name!": "text", "isCodable!": "yes or no", "color": "colour"},
        ("Description?", "NoteRef*", "Code*"),
    ),
    "Variables": ({}, ("Variable+",)),
    "Variable": (
        {**_ID, "name!": "text", "typeOfVariable!": "kind of variable"}, ("Description?",),
    ),
    "VariableValue": ({}, ("VariableRef", f"{_VALUES}?")),
    "Cases": ({}, ("Case+",)),
    "Case": (
        {**_ID, "name": "text"},
        ("Description?", "CodeRef*", "VariableValue*", "SourceRef*", "SelectionRef*"),
    ),
    "Sources": ({}, (f"{_SOURCES}+",)),
    "TextSource": _TEXT_SOURCE,
    "Representation": _TEXT_SOURCE,
    "Note": _TEXT_SOURCE,
    "PlainTextSelection": (
        {**_ID, "name": "text", "startPosition!": "number", "endPosition!": "number", **_CHANGED},
        ("Description?", "Coding*", "NoteRef*"),
    ),
    "PDFSource": (
        {**_ID, "name": "text", "path": "text", "currentPath": "text", **_CHANGED},
        ("Description?", "PDFSelection*", "Representation?", "Coding*", "NoteRef*",
         "VariableValue*"),
    ),
    "Coding": ({**_ID, **_MADE}, ("CodeRef", "NoteRef*")),
    "Notes": ({}, ("Note+",)),
    "Sets": ({}, ("Set+",)),
    "Set": (
        {**_ID, "name!": "text"},
        ("Description?", "MemberCode*", "MemberSource*", "MemberNote*"),
    ),
    **dict.fromkeys(
        ("VariableRef", "SourceRef", "SelectionRef", "CodeRef", "NoteRef", "MemberSource",
         "MemberNote"), _REF,
    ),
}  # fmt: skip
_RULES = {
    name: (
        {key.rstrip("!"): (form, key.endswith("!")) for key, form in attributes.items()},
        tuple((set(one.rstrip("?*+").split("|")), one[-1] if one[-1] in "?*+" else "")
              for one in children),
    )
    for name, (attributes, children) in _ELEMENTS.items()
}  # fmt: skip


def faults(root: Any) -> Iterator[str]:
    """What in a tree the standard does not allow, in the order of the file."""
    for element in root.iter("{*}*"):
        name = element.tag.rpartition("}")[2]
        if name in _RULES:
            attributes, children = _RULES[name]
            yield from _wrong_attributes(element, name, attributes)
            yield from _wrong_children(element, name, children)
    yield from _twins(root)


def _wrong_attributes(
    element: Any, name: str, allowed: dict[str, tuple[str, bool]]
) -> Iterator[str]:
    given = element.attrib
    for key, (_, is_needed) in allowed.items():
        if is_needed and key not in given:
            yield f"{name} has no {key}"
    for key, value in given.items():
        if key.startswith("{"):
            continue
        if key not in allowed:
            yield f"{name} can't have {key}"
        elif not _FORMS[allowed[key][0]].fullmatch(value.strip()):
            yield f"{name} {key} '{value[:40]}' is no {allowed[key][0]}"


def _wrong_children(
    element: Any, name: str, wanted: tuple[tuple[set[str], str], ...]
) -> Iterator[str]:
    at = 0
    counts = [0] * len(wanted)
    for child in element.iterchildren("{*}*"):
        own = child.tag.rpartition("}")[2]
        place = next((n for n in range(at, len(wanted)) if own in wanted[n][0]), None)
        if place is None:
            yield f"{own} has no place where it stands in {name}"
            continue
        at = place
        counts[at] += 1
    for (names, how_many), count in zip(wanted, counts, strict=True):
        shown = min(names) if len(names) == 1 else "value"
        if not count and how_many in ("", "+"):
            yield f"{name} has no {shown}"
        if count > 1 and how_many in ("", "?"):
            yield f"{name} has {count} times {shown}"


def _twins(root: Any) -> Iterator[str]:
    """GUIDs that two things have, and references to nothing; a code and the case that it stands for
    may share one."""
    seen: dict[str, str] = {}
    wanted: list[tuple[str, str]] = []
    for element in root.iter("{*}*"):
        name = element.tag.rpartition("}")[2]
        own, target = element.get("guid"), element.get("targetGUID")
        if own is not None:
            if own in seen and {name, seen[own]} != {"Code", "Case"}:
                yield f"{name} and {seen[own]} have the GUID {own}"
            seen[own] = name
        if target is not None:
            wanted.append((name, target))
    yield from (f"{name} {target} leads nowhere" for name, target in wanted if target not in seen)
