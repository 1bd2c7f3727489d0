"""The structure of one invented paper: `corpus/harrowgate-2021-article.txt`, taken apart once.

Every rendering is made from these parts, so that all of them print the same words. The paper's own
line ends, page feet and hyphens are those of its text; here each paragraph is one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TEXT = Path(__file__).parents[2] / "corpus" / "harrowgate-2021-article.txt"

TITLE = "Keeping a seat: GPs on local care boards in six localities"
AUTHORS = (("Elin", "Harrowgate"), ("Tamsin", "Pellworth"), ("Rufus", "Quistgaard"))
JOURNAL = "Journal of Invented Primary Care"
YEAR, VOLUME, DOI = 2021, "8", "10.99999/invented.2021.112"

_FOOT = re.compile(r"e\d+  Journal of Invented Primary Care, May 2021")
_QUOTE = re.compile(r"‘(?P<words>.+)’ \((?P<label>[^()]+)\)", re.DOTALL)
_ROW = re.compile(r"(?P<case>Case [A-F]) (?P<words>.+)")
_BOX = ("Box 1", "Case ", "LCB =")
_SECTIONS = ("INTRODUCTION", "METHOD", "RESULTS", "DISCUSSION")


@dataclass(frozen=True)
class Heading:
    level: int
    words: str


@dataclass(frozen=True)
class Paragraph:
    words: str


@dataclass(frozen=True)
class Quote:
    """A display quotation: its words without marks, its label without brackets."""

    words: str
    label: str


@dataclass(frozen=True)
class Table:
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Paragraph | Quote | Table


def parts() -> list[Part]:
    """The paper in its order; what a page or the box cut in two is whole again."""
    texts = _whole(list(_paragraphs()))
    out: list[Part] = []
    rows: list[tuple[str, ...]] = []
    for text in texts:
        if row := _ROW.fullmatch(text):
            rows.append((row["case"], row["words"]))
        elif not text.startswith(_BOX):
            out += _part(text)
    box = Table(
        "Box 1. The six boards in the study", ("Case", "What the board is like"), tuple(rows)
    )
    first = next(at for at, part in enumerate(out) if part == Heading(2, "Finding the hours"))
    return [*out[:first], box, *out[first:]]


def _paragraphs() -> Iterator[str]:
    lines = [line.rstrip() for line in TEXT.read_text(encoding="utf-8").split("\n")]
    for text in "\n".join(lines).split("\n\n"):
        if not _FOOT.fullmatch(text.strip()):
            yield text.strip("\n")


def _whole(texts: list[str]) -> list[str]:
    """Paragraphs whose sentence runs on behind a page's foot or the box are put together."""
    out: list[str] = []
    held: list[str] = []  # the box, while a sentence is open
    for text in texts:
        if text.startswith(_BOX):
            held.append(_line(text))
        elif out and _is_open(out[-1]):
            out[-1] = f"{out[-1]} {_line(text)}"
        else:
            out += [*held, text]
            held = []
    return [*out, *held]


def _is_open(text: str) -> bool:
    last = text.rstrip()[-1:]
    return (last.isalnum() and len(text.split()) > 12) or last == ","


def _line(text: str) -> str:
    return re.sub(r"(?<=\w-) (?=\w)", "", " ".join(text.split()))


def _part(text: str) -> Iterator[Part]:
    first, _, rest = text.partition("\n")
    if first in _SECTIONS:
        yield Heading(1, first.capitalize())
        yield from _part(rest)
    elif rest and _heads(first):
        yield Heading(2, first)
        yield Paragraph(_line(rest))
    elif quote := _QUOTE.fullmatch(_line(text)):
        yield Quote(quote["words"], quote["label"])
    else:
        yield Paragraph(_line(text))


def _heads(line: str) -> bool:
    """The paper's own headings are the short lines that its lines of text never are."""
    return len(line) <= 35 and len(line.split()) <= 5 and line[0].isupper() and line[-1].isalpha()
