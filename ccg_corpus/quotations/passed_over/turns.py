"""Transcripts: turns of named speakers, one after another, of which hardly any were found.

In: a document with what was found. Out: the turns by their names, before the words or above them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.passed_over.seen import Seen

LEAST_TURNS = 6
MOST_TURNS_FOUND = 0.2  # an interviewer's turns are rightly left out: half of them all
MOST_LABEL_WORDS, MOST_LABEL_LETTERS = 5, 32
MOST_IN_A_BLOCK = 2000  # turns that were run together: a talk of hours
WHOLE = 0.5  # a share of the words: then turns are what the document is made of

OF_LINES = (
    "text",
    "pdf",
    "rtf",
)  # formats that state no headings: what looks like one may be a name
# What papers print again and again before a paragraph, study by study.
_PARTS_OF_PAPERS = frozenset((
    "background", "objective", "objectives", "aim", "aims", "design", "setting", "method", "methods",
    "materials", "measures", "participants", "procedure", "procedures", "analysis", "results", "findings",
    "discussion", "conclusion", "conclusions", "limitations", "strengths", "introduction", "note", "notes",
    "example", "examples", "figure", "table", "box", "theme", "subtheme", "sample", "data collection",
    "data analysis", "summary", "materials and methods", "results and discussion", "statistical analysis",
))  # fmt: skip
_TIME = re.compile(
    r"[\[(<{]?\b\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])>}]?(?:\s*(?:-->|[-–—])\s*(?=[\[(<{]?\d))?"
)
# A name, however it is set before the words of a turn: "GP 4:", "[GP 4]", "#GP5 -", "(Anna)", "GP 4 |".
_HEAD = re.compile(
    r"[\s>*_#•–—-]*(?:\[(?P<square>[^\[\]\n]{1,32})\]|<(?:v )?(?P<angle>[^<>\n]{1,32})>|"
    r"\{(?P<curly>[^{}\n]{1,32})\}|\((?P<round>[^()\n]{1,32})\)|"
    r"(?P<code>[A-Z]{1,4}[ -]?\d{1,3})\.|"
    r"(?P<plain>\w[\w .’'/#&()-]{0,30}?)\s*(?:[:：|>=»~/]|\s[-–—]{1,2}(?=\s)|\.{2,}))[*_:\s,-]*(?=\S)"
)
_INNER = re.compile(r"(?<=[.?!…”\"’'\])–—-])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Turn:
    who: str
    span: Span
    words: int


def missed_turns(seen: Seen) -> str:
    """What to say of turns that were not found; "" where there are none."""
    ways = (_recurring(_turns_by_heads(seen)), _recurring(_turns_below_names(seen)))
    turns = max(ways, key=_words_of)
    if len(turns) < LEAST_TURNS or _words_of(turns) < WHOLE * max(1, seen.words):
        return ""
    found = sum(seen.is_found(turn.span) for turn in turns)
    if found > MOST_TURNS_FOUND * len(turns):
        return ""
    speakers = len({turn.who for turn in turns})
    return f"it looks like a transcript: {len(turns)} turns of {speakers} speakers, of which {found} were found"


def _words_of(turns: Sequence[Turn]) -> int:
    return sum(turn.words for turn in turns)


def _recurring(turns: Iterable[Turn]) -> list[Turn]:
    """The turns of names that come again, where they take turns."""
    every = list(turns)
    counts = Counter(turn.who for turn in every)
    kept = [turn for turn in every if counts[turn.who] > 1]
    changes = sum(one.who != other.who for one, other in pairwise(kept))
    is_talk = len({turn.who for turn in kept}) > 1 and 2 * changes >= len(kept)
    return kept if is_talk else []


def _turns_by_heads(seen: Seen) -> Iterator[Turn]:
    """Stretches with a name before them, at a block's head or behind a sentence's end."""
    for block, text in zip(seen.blocks, seen.texts, strict=True):
        heads = list(heads_in(text))
        for n, (who, start) in enumerate(heads):
            end = heads[n + 1][1] if n + 1 < len(heads) else len(text)
            yield Turn(who, Span(block.span.start + start, block.span.start + end),
                        len(text[start:end].split()))  # fmt: skip


def heads_in(text: str) -> Iterator[tuple[str, int]]:
    """The names in a block before which a turn may begin, and where its words do."""
    inner = (found.end() for found in islice(_INNER.finditer(text), MOST_IN_A_BLOCK))
    for start in (0, *inner):
        time = _TIME.match(text, start)
        place = time.end() if time else start
        head = _HEAD.match(text, place)
        if head is None:
            continue
        who = name_of(next(value for value in head.groupdict().values() if value is not None))
        if who:
            yield who, head.end()


def _turns_below_names(seen: Seen) -> Iterator[Turn]:
    """Blocks below, or beside, a short block that says no more than a name."""
    every = [block for block in seen.document.blocks if block.kind not in ("reference", "front")]
    texts = [seen.document.slice(block.span) for block in every]
    is_stated = seen.document.format not in OF_LINES
    for at, (block, text) in enumerate(zip(every, texts, strict=True)):
        is_short = len(text) <= 2 * MOST_LABEL_LETTERS
        who = name_of(_TIME.sub(" ", text).strip(" \n\t:[](){}<>*_#-–—|.,")) if is_short else ""
        if not who or at + 1 == len(every) or (block.kind == "heading" and is_stated):
            continue
        following = every[at + 1]
        if following.kind == "cell" and (following.row != block.row or block.kind != "cell"):
            continue
        yield Turn(who, following.span, len(texts[at + 1].split()))


def name_of(words: str) -> str:
    """Words that may be a name or a label, folded; "" where they are too many or a sentence."""
    name = " ".join(_TIME.sub(" ", words).split()).strip(" .,:-–—#*")
    if name.casefold() in _PARTS_OF_PAPERS:
        return ""
    is_short = 0 < len(name) <= MOST_LABEL_LETTERS and len(name.split()) <= MOST_LABEL_WORDS
    if (
        not is_short
        or not (name[0].isupper() or name[0].isdigit())
        or not any(map(str.isalpha, name))
    ):
        return ""
    return name.casefold()
