"""Lines below displayed quotations that say who spoke: "I never got the key." and under it "Nurse 9".

In: a document's blocks with their texts, and which words are labels. Out: the blocks that are such
lines. Whether a line belongs to what stands above or below it is told by the whole run of displays
and lines: it begins with a display and ends with a line. Where it doesn't, nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ccg_corpus.core.model import Block
from ccg_corpus.quotations.score.voice import FIRST_PERSON

MAX_WORDS = 10  # of a line that says who spoke
_WHOLLY_MARKED = re.compile(r"\W{0,3}(?:“[^“”]{8,}”|\"[^\"]{8,}\"|«[^«»]{8,}»)\W{0,2}")
_LINE = re.compile(r"(?=[^.?!:“”\"«»]{2,80}(?<=\d)\.?$|[^.?!:“”\"«»]{2,80}$)[A-ZÀ-Þ\d#—–(\[-].*")
_NO_SPEAKER = re.compile(
    r"(?:theme|sub-?theme|table|figure|fig|box|section|part|chapter|step|question|item|category|stage|phase|topic)\b",
    re.I,
)
_LISTS = re.compile(r"\d|[,;(]")


@dataclass(frozen=True, slots=True)
class Below:
    """`lines` say who spoke what is displayed above them; `unclear` ones stand below one display
    and above another, and the run does not tell whose they are."""

    lines: frozenset[int]
    unclear: frozenset[int]


def lines_below(
    blocks: Sequence[Block], texts: Sequence[str], is_label: Callable[[str], bool]
) -> Below:
    """The lines of a document that stand below displays."""
    lines: set[int] = set()
    unclear: set[int] = set()
    for run in _runs(blocks, texts):
        inside = {at for at in run if _is_line(blocks[at], texts[at])}
        if run[0] in inside:
            continue  # lines stand above
        (lines if run[-1] in inside else unclear).update(inside)
    if not any(is_label(_words(texts[at])) for at in lines):
        return Below(frozenset(), frozenset(lines | unclear))
    said = {at for at in lines if is_label(_words(texts[at])) or _LISTS.search(_words(texts[at]))}
    return Below(frozenset(said), frozenset(unclear | (lines - said)))


def _runs(blocks: Sequence[Block], texts: Sequence[str]) -> Iterator[list[int]]:
    """Stretches of displays and of the lines between them."""
    run: list[int] = []
    for at, block in enumerate(blocks):
        is_display = _is_display(block, texts[at])
        beside = bool(run) or (at + 1 < len(blocks) and _is_display(blocks[at + 1], texts[at + 1]))
        if is_display or (
            _is_line(block, texts[at]) and beside and not _two_lines(run, blocks, texts)
        ):
            run.append(at)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _two_lines(run: Sequence[int], blocks: Sequence[Block], texts: Sequence[str]) -> bool:
    """Whether the run ends with a line already: a second one is not of it."""
    return bool(run) and _is_line(blocks[run[-1]], texts[run[-1]])


def _is_display(block: Block, text: str) -> bool:
    if block.kind == "quote":
        return not _is_line(block, text) or bool(FIRST_PERSON.search(text))
    if block.kind != "paragraph":
        return False
    set_in = block.indented and not _is_line(block, text) and text.rstrip()[-1:] in '.?!…”"'
    return set_in or _WHOLLY_MARKED.fullmatch(text.strip()) is not None


def _is_line(block: Block, text: str) -> bool:
    words = text.strip()
    if block.kind not in ("paragraph", "attribution") or len(words.split()) > MAX_WORDS:
        return False
    if _NO_SPEAKER.match(words) or FIRST_PERSON.search(words):
        return False
    return _LINE.fullmatch(words) is not None


def _words(text: str) -> str:
    return text.strip().strip("—–-() []{}.").strip()
