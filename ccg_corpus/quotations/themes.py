"""Headings that are run into a paragraph.

In: a document being read. Out: where such a heading stands and its words, for what stands behind it
under the same printed heading. Three makes: "Theme 2: Food", numbers that go on ("iii. Timing."),
and words in italics in front of a paragraph. A title glued to a quotation of a poured table is not
read: some tables come with the title behind its quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from ccg_corpus.core.model import Block
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.mentions import PARTICIPANT_WORD
from ccg_corpus.quotations.speakers.verbs import VERB

_MAX_WORDS, _MAX_NAMED = 12, 20  # of a title; of one that says that it is a theme's
_START = r"(?:^(?:\[Figure/Table\]\s*)?|(?<=[.?!…\"”’)\]])\s+)"
_TITLE = r"(?P<title>[A-ZÀ-Þ][^.?!:\"“”\[\]{}]{2,130}?)"
_ENDS = r"(?:[.:]\s+(?=[\"“‘'A-ZÀ-Þ])|\s+(?=[\"“]))"
_NAMED = re.compile(
    _START + r"(?P<number>(?:[Ss]ub-?)?(?:[Tt]heme|[Cc]ategory|[Tt]opic|[Dd]omain)\s(?:\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4}|[A-F])"
    r"\s?[.:–-]\s+)" + _TITLE + _ENDS
)  # fmt: skip
_NUMBERED = re.compile(
    _START + r"(?P<number>(?:(?P<roman>[ivx]{1,4})|(?P<arabic>\d{1,2})|(?P<letter>[a-h]))[.)]\s+)" + _TITLE + _ENDS
)  # fmt: skip
# few blocks have what every such heading has
_THEMES = ("heme", "tegory", "opic", "omain")
_COUNTS = re.compile(r"[\s\]](?:[ivx]{1,4}|\d{1,2}|[a-h])[.)]\s")
_OPENS = re.compile(r"(?:[ivx]{1,4}|\d{1,2}|[a-h])[.)]\s")
# what a title has none of: a verb that tells, and how sentences lead into words
_TELLS = re.compile(
    r"\b(?:is|are|was|were|had|has|have|did|does|do|be|been|can|could|would|will|may|might|as|that|which|who|"
    r"I|we|you|he|she|they|it|this|these|those)\b",
    re.I,
)
_OPEN_END = re.compile(r"(?:,|\b(?:of|the|a|an|to|and|or|with|for|in|as|by|from|that|like))$", re.I)
_ORDER = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}  # fmt: skip
ENOUGH = 2  # of one make
MIN_REST = 12  # words of a paragraph behind words in italics that head it


class RunIn:
    """The run-in headings of a document, by place."""

    def __init__(self, reading: Reading) -> None:
        found = sorted(_run_in(reading))
        self._starts = [start for start, _, _ in found]
        self._found = found

    def above(self, start: int, block: Block) -> str | None:
        """The run-in heading that words at `start` stand under, if one does."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return None
        _, words, headings = self._found[at]
        return words if headings == block.headings else None


_Found = tuple[int, str, tuple[int, ...]]


def _run_in(reading: Reading) -> Iterator[_Found]:
    makes: dict[str, list[tuple[int, _Found]]] = defaultdict(list)
    for at, block in enumerate(reading.document.blocks):
        if block.kind not in ("paragraph", "caption", "cell") or not reading.readable(at):
            continue
        text, offset = reading.texts[at], block.span.start
        for make, number, start, words in _of_block(reading, at, text):
            makes[make].append((number, (start + offset, words, block.headings)))
    for make, found in makes.items():
        numbers = [number for number, _ in found]
        if make in ("roman", "arabic", "letter"):
            yield from _in_order(found)
        elif len(numbers) >= ENOUGH:
            yield from (one for _, one in found)


def _in_order(found: list[tuple[int, _Found]]) -> Iterator[_Found]:
    """Those whose numbers go on, one by one: "ii.", "iii.", "iv."."""
    for at, (number, one) in enumerate(found):
        before = found[at - 1][0] if at else None
        behind = found[at + 1][0] if at + 1 < len(found) else None
        if before == number - 1 or behind == number + 1:
            yield one


def _of_block(reading: Reading, at: int, text: str) -> Iterator[tuple[str, int, int, str]]:
    """Make, number, place and words of each run-in heading of a block."""
    if reading.block(at).kind == "paragraph":
        yield from _in_italics(reading, at, text)
    for match in _NAMED.finditer(text) if any(word in text for word in _THEMES) else ():
        if len(match["title"].split()) <= _MAX_NAMED:
            yield "named", 0, match.end("number"), match["number"] + match["title"].strip()
    for match in _NUMBERED.finditer(text) if _COUNTS.search(text) or _OPENS.match(text) else ():
        if _is_title(match["title"]):
            make = next(name for name in ("roman", "arabic", "letter") if match[name])
            yield (
                make,
                _number(match[make]),
                match.end("number"),
                (match["number"] + match["title"].strip()),
            )


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return _ORDER.get(words) or ord(words[0]) - ord("a") + 1


def _is_title(words: str) -> bool:
    return (
        len(words.split()) <= _MAX_WORDS
        and not _TELLS.search(words)
        and not VERB.search(words)
        and not PARTICIPANT_WORD.search(words)
        and not _OPEN_END.search(words.strip())
        and words.count("(") == words.count(")")
    )


def _in_italics(reading: Reading, at: int, text: str) -> Iterator[tuple[str, int, int, str]]:
    block = reading.block(at)
    run = block.italics[0] if block.italics else None
    if run is None or run.start > block.span.start + 1:
        return
    words = reading.document.slice(run).strip()
    behind = text[run.end - block.span.start :]
    parted = words[-1:] in ".:" or re.match(r"\s*[.:]\s", behind)
    named = words.rstrip(" .:")
    if not parted or not named[:1].isupper() or len(behind.split()) < MIN_REST:
        return
    if _is_title(named) and len(named.split()) <= _MAX_WORDS - 2:
        yield "italics", 0, run.start - block.span.start, named
