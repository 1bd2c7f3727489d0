"""Page numbers and running heads among printed lines.

In: lines in order, and those that open a transcript's turns, which recur as heads do. Out: the
lines without debris, which stays in the `raw` of the line before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ccg_corpus.rebuild.edges import heads_at_edges
from ccg_corpus.rebuild.endings import is_caption
from ccg_corpus.rebuild.pieces import Printed

_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s+of\s+\d{1,4})?", re.I)
# what only the foot of a journal's page says
_IMPRINT = re.compile(r"©|\bVol(?:ume|\.) ?[#\d]|\bISSN\b|\bdoi\.org/|\bAuthor\(s\)")
_DIGITS = re.compile(r"\d+")


def without_debris(lines: list[Printed], turns: Mapping[str, object]) -> list[Printed]:
    """Lines without page numbers and running heads, which stay in the `raw` before them."""
    heads = (_running_heads(lines) | _numbered_heads(lines)) - turns.keys()
    places = heads_at_edges(lines, heads)
    blank = [not line.text or at in places for at, line in enumerate(lines)]
    kept: list[Printed] = []
    for at, line in enumerate(lines):
        if line.text and (blank[at] or _is_page_number(lines, at, blank)):
            if kept:
                kept[-1] = kept[-1]._replace(raw=kept[-1].raw + line.raw)
            else:
                kept.append(Printed("", line.raw, line.page))
        else:
            kept.append(line)
    return kept


def _is_page_number(lines: list[Printed], at: int, blank: Sequence[bool]) -> bool:
    """A bare number that stands alone: next to a blank line, a running head, a new page or an end."""
    if not _PAGE_NUMBER.fullmatch(lines[at].text):
        return False
    return any(
        not 0 <= other < len(lines) or blank[other] or lines[other].page != lines[at].page
        for other in (at - 1, at + 1)
    )


def _running_heads(lines: list[Printed]) -> set[str]:
    """Short lines printed three times or more that are no sentence, turn or label; where pages are
    known, on as many pages."""
    paged = all(line.page is not None for line in lines)
    found = {
        (line.text, line.page if paged else at)
        for at, line in enumerate(lines)
        if 3 < len(line.text) < 100
    }
    counts = Counter(text for text, _ in found)
    return {text for text, count in counts.items() if count >= 3 and _may_be_head(text)}


def _numbered_heads(lines: list[Printed]) -> set[str]:
    """Running heads that carry the page's number: alike but for a number that goes up."""
    alike: dict[str, list[str]] = {}
    for line in lines:
        if 12 < len(line.text) < 110 and _DIGITS.search(line.text):
            alike.setdefault(_DIGITS.sub("#", line.text), []).append(line.text)
    heads: set[str] = set()
    for folded, texts in alike.items():
        words = len(re.findall(r"[^\W\d_]{2,}", folded))
        if (
            len(texts) >= 3
            and len(set(texts)) == len(texts)
            and words >= 3
            and _may_be_head(folded)
        ):
            heads.update(texts)
    return heads


def _may_be_head(text: str) -> bool:
    if _IMPRINT.search(text):
        return True
    if re.search(r"[.?!:;,'’\"”)\]]$", text) or re.match(r"[\[(‘“'\"]", text) or "\t" in text:
        return False
    return not is_caption(text)
