"""Places where an attribution may stand: behind words in brackets, behind a dash, bare, on a line.

In: blocks that quotations are looked for in. Out: `Site`s, each with the words before it. No
vocabulary is asked: a place is known by how it is printed and by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ccg_corpus.core.model import Block, Span
from ccg_corpus.quotations.marks.bracket_pairs import brackets
from ccg_corpus.quotations.sentences import sentences

MAX_SITE = 290  # code points of an attribution's words
MAX_BARE_WORDS = 14  # of an attribution without brackets
MAX_SENTENCES = 3  # of the words before a site that are heard
MIN_WORDS_BEFORE = 3
_CLOSING = re.compile(r"([”\"’'»])\s*[.,;]?\s*$")
_GOES_ON = re.compile(r"[.;]\s+[A-Z“\"‘'«(\[]|\s+[A-Z“\"«][^.]")  # with a new sentence
_FINAL = re.compile(r"[.?!…]\s*[”\"’'»)\]]*\s*$")
_DASHED = re.compile(r"(?:\s[—–―-]{1,2}\s|--+\s*|(?<=[.?!…”\"’'])\s*[—–―~-]\s*)(?=[^\s—–-])")
_BARE = re.compile(r"(?<=[.?!…”\"’'»])\s+(?=[A-Z0-9])")
MAX_WHO = 40  # code points of a name or a code before the bracket that tells of them
_BEFORE_BRACKET = re.compile(
    r"[.?!…”\"’'»]\s+(?P<who>#?(?:[A-ZÀ-Þ][\w’'-]*|\d{1,4})(?: [\w#-]+){0,3})\s*$"
)
_INNER_STOP = re.compile(r"[a-z]{3}[.?!]\s|[“”\"«»?!]")
_OPENING = {"”": "“", '"': '"', "’": "‘", "'": "'", "»": "«"}


@dataclass(frozen=True, slots=True)
class Site:
    """Where an attribution may stand. Offsets are of the block's text.

    `kind`: "(", "[", "{" for brackets, "dash", "bare" (nothing but its place behind the words),
    "italic" (another type than the words before it), "line" (a block of its own).
    `place`: "marked" right behind a closing mark, "ended" where a sentence ends, "within" one.
    """

    kind: str
    block: int
    inner: Span
    outer: Span
    words: str
    before: str
    place: str


def sites_of(blocks: Sequence[tuple[int, Block, str]]) -> Iterator[Site]:
    """The sites of readable blocks: (index in the document, block, text), in order."""
    previous: tuple[int, str] | None = None
    for at, block, text in blocks:
        found = list(_bracketed(at, text))
        yield from found
        if not found or found[-1].outer.end < len(text.rstrip(" .,;")):
            yield from _at_the_end(at, block, text)
        for bracket in found:
            yield from _with_bracket(at, text, bracket)
        if previous and previous[0] == at - 1:
            yield from _line(at, block, text, previous[1])
        previous = (at, text)


def _bracketed(at: int, text: str) -> Iterator[Site]:
    last = 0
    for bracket in brackets(text):
        words = text[bracket.inner.start : bracket.inner.end].strip()
        if not words or len(words) > MAX_SITE:
            continue
        before = text[last : bracket.outer.start].rstrip()
        yield Site(
            text[bracket.outer.start],
            at,
            bracket.inner,
            bracket.outer,
            words,
            heard(before),
            _place(before, text[bracket.outer.end : bracket.outer.end + 12]),
        )
        last = bracket.outer.end


def _place(before: str, after: str) -> str:
    if _CLOSING.search(before[-4:]):
        return "marked"
    if _FINAL.search(before[-5:]) or not after.strip(" .,;\"”’'") or _GOES_ON.match(after):
        return "ended"
    return "within"


def heard(before: str) -> str:
    """The words that an attribution would be of: back to the opening mark, three sentences at most."""
    closing = _CLOSING.search(before[-4:])
    if closing:
        start = before.rfind(_OPENING[closing[1]], 0, len(before) - 2)
        if start >= 0 and len(before[start:].split()) >= MIN_WORDS_BEFORE:
            return before[start:]
    spans = sentences(before)
    return before[spans[-MAX_SENTENCES].start :] if len(spans) > MAX_SENTENCES else before


def _at_the_end(at: int, block: Block, text: str) -> Iterator[Site]:
    """An attribution without brackets at the end of a block."""
    end = len(text.rstrip(" .,;"))
    floor = max(0, end - MAX_SITE)
    dashes = list(_DASHED.finditer(text, floor, end))
    if dashes:
        site = _tail(at, "dash", text, dashes[-1].start(), dashes[-1].end(), end)
        if site:
            yield site
            return
    offset = block.span.start
    for run in reversed(block.italics):
        if run.end - offset >= end - 2 and run.start > offset:
            site = _tail(at, "italic", text, run.start - offset, run.start - offset, end)
        elif run.start <= offset + 2 and run.end - offset < end:
            site = _tail(at, "italic", text, run.end - offset, run.end - offset, end)
        else:
            continue
        if site:
            yield site
            return
    starts = list(_BARE.finditer(text, floor, end))
    if starts:
        site = _tail(at, "bare", text, starts[-1].start(), starts[-1].end(), end)
        if site:
            yield site


def _with_bracket(at: int, text: str, bracket: Site) -> Iterator[Site]:
    """Who speaks, with what is told of them in a bracket: "P7 (aged 48; gardening)"."""
    start, end = who_before(text, bracket.outer.start), bracket.outer.end
    if start is None or end - start > MAX_SITE:
        return
    before, after = text[:start].rstrip(), text[end : end + 12]
    if len(before.split()) >= MIN_WORDS_BEFORE and _place("", after) == "ended":
        last = len(text) if not text[end:].strip(" .,;") else end
        outer, words = Span(len(before), last), text[start:end]
        yield Site("bare", at, Span(start, end), outer, words, heard(before), _place(before, ""))


def who_before(text: str, bracket: int) -> int | None:
    """Where a name or a code begins that stands between a sentence's end and a bracket."""
    match = _BEFORE_BRACKET.search(text, max(0, bracket - MAX_WHO), bracket)
    return match.start("who") if match else None


def _tail(at: int, kind: str, text: str, outer: int, start: int, end: int) -> Site | None:
    words = text[start:end].strip(" \"”’'.,;:–—-")
    before = text[:outer].rstrip()
    if not words or len(words.split()) > MAX_BARE_WORDS + (16 if kind == "italic" else 0):
        return None
    if len(before.split()) < MIN_WORDS_BEFORE or _INNER_STOP.search(words):
        return None
    begin = text.find(words, start)
    place = _place(before, "")
    if kind == "bare" and not (_CLOSING.search(before[-4:]) or _FINAL.search(before[-5:])):
        return None
    return Site(
        kind,
        at,
        Span(begin, begin + len(words)),
        Span(outer, len(text)),
        words,
        heard(before),
        place,
    )


def _line(at: int, block: Block, text: str, before: str) -> Iterator[Site]:
    words = text.strip().strip("—–-() []{}").strip()
    if block.kind not in ("paragraph", "quote", "attribution", "list_item"):
        return
    if not words or len(words.split()) > MAX_BARE_WORDS or _INNER_STOP.search(words):
        return
    if len(before.split()) < 8 or before.rstrip().endswith(":") or text.rstrip()[-1:] in ".:?!":
        return
    start = text.find(words)
    yield Site(
        "line",
        at,
        Span(start, start + len(words)),
        Span(0, len(text)),
        words,
        heard(before),
        "ended",
    )
