"""Names of authors on a first page, where a line can be nothing else.

Comes in: the lines at the top, and the title. Goes out: names as printed, without marks of notes;
none where a line only looks like names. What makes sure: a mark of a note or a degree behind the
names, a position or an institution behind each of several, or a word that says it ("By",
"Authors:").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccg_corpus.bibliography.names import PARTICLES

_PARTICLE = "|".join(sorted(PARTICLES))
_LETTER = r"[^\W\d_⁰¹²³⁴-⁹]"  # a raised figure is a letter to \w
_WORD = rf"(?![a-zß-öø-ÿ]){_LETTER}(?:{_LETTER}|['’.‐-](?={_LETTER}))*\.?"
_NAME = rf"{_WORD}(?:\s+(?:(?:{_PARTICLE})\s+)*{_WORD}){{1,4}}"
_DEGREE = (
    r"(?:M\.?D|M\.?B|MBBS|MBChB|Ph\.?D|D\.?Phil|MPH|MPhil|M\.?Sc|B\.?Sc|M\.?A|B\.?A|M\.?S|R\.?N|"
    r"MSN|BSN|DNP|FRCGP|MRCGP|FRCP|MRCP|EdD|DrPH|PharmD|MRes|MEd|FRCN|MPP|MHA|MBA)\.?"
)
_NOTE = r"(?:[⁰¹²³⁴-⁹*†‡§¶‖]|\(?\[?\d{1,2}\]?\)?)"
_NOTES = rf"(?:\s?{_NOTE}(?:\s?,\s?(?={_NOTE}))?)+"
_DEGREES = rf"(?:\s*,\s*{_DEGREE})+"
_AUTHOR = rf"(?P<name>{_NAME})(?P<degrees>{_DEGREES})?(?P<notes>{_NOTES})?"
_BETWEEN = r"(?:\s*[,;]\s*(?:and\s+|&\s*)?|\s+(?:and|&|[·•|])\s+)"
_ONE = re.compile(_AUTHOR)
_LIST_OF = re.sub(r"\?P<\w+>", "?:", _AUTHOR)
_LIST = re.compile(rf"{_LIST_OF}(?:{_BETWEEN}{_LIST_OF})*\s*[.,;]?")
_DOTTED = re.compile(r"\s[·•|]\s")
_FIRST_INSTITUTION = re.compile(rf"\s+{_NOTE}\s?[A-Z]")
_LOCAL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64}|\{[^{}]{3,200}\})@")
_MARKED = re.compile(rf"{_WORD}(?:\s+[^\W\d_]\.?)?\s+{_WORD}(?:{_DEGREES}|{_NOTES})")
_SAID = re.compile(
    r"^(?:by|authors?\s*:|written by|author\(s\)\s*:)\s+(?P<names>.+)$", re.IGNORECASE
)
_POSITION = re.compile(
    r"\b(?:professor|lecturer|fellow|researcher|director|consultant|physician|registrar|reader|"
    r"associate|scientist|student|candidate|head|chair|nurse|manager|editor|university|school|"
    r"department|institute|college|hospital|faculty|centre|center)\b",
    re.IGNORECASE,
)
# Words that begin with a capital in headings and journals' names, and in no name.
_NO_NAME = re.compile(
    r"\b(?:abstract|introduction|background|methods?|results?|study|studies|qualitative|research|"
    r"health|care|journal|university|department|school|faculty|hospital|institute|centre|center|"
    r"college|article|review|the|of|for|in|with|group|services?|open|access|press|published|"
    r"received|accepted|keywords?|contents|united|north|south|east|west|city|street|road|"
    r"professor|lecturer|nurses?|patients?|general|practice|practitioners?|medicine|england|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_MOST_LINES = 4  # of one list of names
LOOKED_AT = 6  # lines below the title
LONGEST = 1000  # characters of a list of names


def authors_in(lines: Sequence[str], title: str | None) -> tuple[str, ...]:
    """The authors that the lines state."""
    below = _below(lines, title)
    for line in below:
        said = _SAID.match(line)
        if said and (names := _names(said["names"])):
            return names
    return _listed(below) or _described(below) or _with_addresses(below)


def _listed(lines: Sequence[str]) -> tuple[str, ...]:
    """Names with marks or dots between them, on one line or on several that follow."""
    for start in range(min(LOOKED_AT, len(lines))):
        found: list[str] = []
        at = start
        while at < len(lines):
            step, names = _names_at(lines, at)
            if not names:
                break
            found += names
            at += step
        if found:
            return tuple(found)
    return ()


def _names_at(lines: Sequence[str], at: int) -> tuple[int, tuple[str, ...]]:
    """How many lines hold a list of names that begins here, and the names.

    A name may be torn between lines; behind the names on one line their institutions may begin.
    """
    for step in range(_MOST_LINES, 0, -1):
        line = " ".join(lines[at : at + step])
        if len(lines) >= at + step and (names := _marked_names(line)):
            return step, names
    for match in _FIRST_INSTITUTION.finditer(lines[at][:LONGEST]):
        names = _marked_names(lines[at][: match.start()])
        if len(names) > 1:
            return len(lines), names
    return 1, ()


def _marked_names(line: str) -> tuple[str, ...]:
    names = _names(line)
    return names if names and (_is_marked(line) or len(_DOTTED.findall(line)) > 1) else ()


def _with_addresses(lines: Sequence[str]) -> tuple[str, ...]:
    """Names on lines of their own, if each e-mail address below the title is made of one.

    "Jo Amble", "Fenmouth University", "jamble@fenmouth.example".
    """
    front = [line[:LONGEST] for line in lines[: LOOKED_AT * 5]]
    locals_ = [
        local.strip().lower()
        for found in _LOCAL.findall("\n".join(front))
        for local in found.strip("{}").split(",")
    ]
    named: dict[str, str] = {}
    for line in front:
        names = _names(line)
        if len(names) > 1:  # others than those with an address
            return ()
        words = [w.lower() for w in names[0].split() if len(w) > 3] if len(names) == 1 else []
        own = next((x for x in locals_ if any(w[:6] in x for w in words)), None)
        if own and own not in named:
            named[own] = names[0]
    return tuple(named.values()) if named and len(named) == len(set(locals_)) else ()


def split_title(line: str) -> tuple[str, tuple[str, ...]]:
    """A line that holds a title and runs on into marked names: both parts; else the line alone.

    A name here is two words, with initials between: where a title ends is not printed.
    """
    for match in _MARKED.finditer(line[:LONGEST]):
        title = line[: match.start()].rstrip(" ,;")
        names = _names(line[match.start() :]) if len(title.split()) > 2 else ()
        if names:
            return title, names
    return line, ()


def _below(lines: Sequence[str], title: str | None) -> list[str]:
    """The lines behind the last line that is the title; all where there is none."""
    plain = [line.strip("*_# ").strip() for line in lines]
    last = max((n for n, line in enumerate(plain) if line == title), default=-1)
    return plain[last + 1 :]


def _names(line: str) -> tuple[str, ...]:
    """The names of a line that holds nothing but names, their marks and degrees."""
    plain = line.replace("*,", ",").strip("*_ ").strip()
    if len(plain) > LONGEST or _NO_NAME.search(plain) or not _LIST.fullmatch(plain):
        return ()
    names = tuple(" ".join(match["name"].split()) for match in _ONE.finditer(plain))
    return tuple(name.strip(" .,") if not name.endswith(".") else name for name in names)


def _is_marked(line: str) -> bool:
    """Whether a mark of a note or a degree stands behind a name."""
    return any(match["notes"] or match["degrees"] for match in _ONE.finditer(line.strip("*_ ")))


def _described(lines: Sequence[str]) -> tuple[str, ...]:
    """Line after line a name with its position: "Jo Amble, Professor of Buses, Fenmouth"."""
    found: list[str] = []
    for line in lines[: LOOKED_AT * 3]:
        name, comma, position = line.partition(",")
        names = _names(name) if comma and _POSITION.search(position) else ()
        if len(names) != 1 or len(line) > 200:
            break
        found += names
    return tuple(found)
