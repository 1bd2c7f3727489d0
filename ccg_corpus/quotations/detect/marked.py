"""Marked candidates: what stands between quote marks, block by block.

In: a document being read. Out: candidates in order, with the label behind each, the author's
words before it, and a citation if one follows. Long quotations whose marks reopen at each
paragraph are one candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import MIN_ITALIC_WORDS, Candidate, PlacedLabel
from ccg_corpus.quotations.detect.cells import speaker_in_row
from ccg_corpus.quotations.detect.in_front import label_in_front, with_labels_in_front
from ccg_corpus.quotations.detect.stated_apart import stated_apart
from ccg_corpus.quotations.marks.bracket_pairs import brackets, closing_of
from ccg_corpus.quotations.marks.brackets import (
    citation_behind,
    item_before,
    label_at_sentence_end,
    label_behind,
    label_in_bracket,
    unread_behind,
    whole_label,
)
from ccg_corpus.quotations.marks.pairs import Passage
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.seams import seam_before
from ccg_corpus.quotations.sentences import sentence_before
from ccg_corpus.quotations.speakers.behind import RULE as SAID_BEHIND
from ccg_corpus.quotations.speakers.behind import said_behind
from ccg_corpus.quotations.speakers.introduce import introduction

MAX_EDGE = 40  # code points of numbers, bullets and marks at a block's ends
MAX_LINK = 60  # code points between two fragments that share a label
_RULES = {
    "“": "curly_pair",
    "”": "curly_pair",
    '"': "straight_pair",
    "‘": "single_pair",
    "'": "apostrophe_pair",
    "«": "guillemet_pair",
    "„": "low_pair",
    "italics": "italics",
}
_GLOSS = re.compile(r"\s*(?:\[[^\[\]]{0,80}\]|\([^()]{0,60}\)|[.,;:…’'\"-])?\s*")
_LETTER = re.compile(r"[^\W\d_]")
_DOUBLE_MARKS = {"“": '”"', '"': '"”', "«": "»", "„": "“”\"''", "``": "''\""}
MAX_PARTED = 4  # paragraphs between an opening mark and the one that closes it
_NUMBERED = re.compile(r"\s*(?:\(?\d{1,3}[.)]|[•●▪◦–-])?\s*")
_END_LABEL = re.compile(r"[(\[][^()\[\]]{1,120}[)\]]\s*[.,;]?\s*$")


def marked_candidates(reading: Reading) -> list[Candidate]:
    """Candidates of every block that quotations are looked for in."""
    found: list[Candidate] = []
    skip_to = 0
    for at in range(len(reading.document.blocks)):
        if at < skip_to or not reading.readable(at):
            continue
        passages = reading.passages(at)
        if passages and not passages[-1].closed:
            long = _reopened(reading, at, passages[-1])
            if long:
                found.extend(_of_block(reading, at, passages[:-1]))
                found.append(long[0])
                skip_to = long[1] + 1
                continue
        found.extend(_of_block(reading, at, (*passages, *_italics(reading, at, passages))))
    return found


def _italics(reading: Reading, at: int, passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """Runs of italics, where the format states them: some papers set quotations so."""
    text, offset = reading.texts[at], reading.block(at).span.start
    if reading.block(at).kind == "quote":
        return  # the format says already that all of it is one
    runs: list[Span] = []
    for span in reading.block(at).italics:
        start, end = span.start - offset, span.end - offset
        if runs and _GLOSS.fullmatch(text[runs[-1].end : start]):
            runs[-1] = Span(runs[-1].start, end)
        else:
            runs.append(Span(start, end))
    for run in runs:
        words = re.findall(r"[^\W\d_]+", text[run.start : run.end])
        if len(words) >= MIN_ITALIC_WORDS and not any(p.outer.overlaps(run) for p in passages):
            yield Passage(run, _without_space(text, run), "italics")


def _without_space(text: str, run: Span) -> Span:
    start, end = run.start, run.end
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:("):
        end -= 1
    return Span(start, end)


def _of_block(reading: Reading, at: int, passages: tuple[Passage, ...]) -> list[Candidate]:
    found: list[Candidate] = []
    passages = tuple(sorted(passages, key=lambda passage: passage.outer))
    for i, passage in enumerate(passages):
        following = passages[i + 1].outer.start if i + 1 < len(passages) else None
        candidate = _candidate(reading, at, passage, found[-1] if found else None, following)
        if candidate:
            found.append(candidate)
    return with_labels_in_front(reading, at, _share_labels(reading, at, found))


def _candidate(
    reading: Reading, at: int, passage: Passage, before: Candidate | None, following: int | None
) -> Candidate | None:
    text, offset = reading.texts[at], reading.block(at).span.start
    if not _LETTER.search(text, passage.inner.start, passage.inner.end):
        return None
    behind = None
    # other type ends where the next begins: what stands between two quotations is the first one's
    near = text[:following] if passage.mark == "italics" else text
    if passage.closed:
        behind = label_in_bracket(reading, near, passage.outer, offset)
        behind = behind or label_behind(reading, near, passage.outer.end, offset)
    trimmed = passage if behind else _without_inner_label(reading, text, passage)
    if trimmed is None or not _LETTER.search(text, trimmed.inner.start, trimmed.inner.end):
        return None
    passage = trimmed if trimmed.opened else _behind_the_authors(trimmed, text)
    label = behind or label_behind(reading, near, passage.outer.end, offset)
    said = None
    if passage.closed and (label is None or label.rule == "named_behind"):
        near = text[max(0, passage.outer.start - _NEAR) : passage.outer.start].rstrip()
        opens = near[-1:] in '.?!…”"’)]'  # nothing before it opens too
        said = said_behind(reading, text, passage.inner, passage.outer, offset, opens=opens)
        label = said.label if said else label
    if label is None:
        label = _label_elsewhere(reading, at, passage, following)
    if not passage.closed and label is None:
        return _unclosed(reading, at, passage, before)
    unread = unread_behind(reading, at, passage.outer.end) if label is None else None
    citation = None if label else citation_behind(text, passage.outer.end)
    lead, window = _lead_in(text, passage.outer.start, before, offset)
    if lead is None and opens_block(text, passage.outer.start):
        lead = window = introduction(reading, at, 0)
    turn = label_in_front(reading, window) if label is None and window is not None else None
    if turn is not None:
        label, lead, window = turn, None, None
    elif label is None and window is not None:
        label = label_in_lead_in(reading, window)
    return Candidate(
        span=_moved(passage.inner, offset),
        outer=_moved(passage.outer, offset),
        block=at,
        origin=_origin(passage),
        inline=_is_inline(text, passage, label, offset),
        whole=passage.closed and passage.opened,
        label=label,
        lead_in=lead,
        window=window,
        citation=_moved(citation, offset) if citation else None,
        said_by=said.mention if said else None,
        said_at=said.mention_span if said else None,
        behind=said.span if said else None,
        unread=unread,
    )


def _origin(passage: Passage) -> str:
    if passage.damaged:
        return "damaged_pair"
    whole = passage.closed and passage.opened
    return _RULES.get(passage.mark, "straight_pair") if whole else "lone_mark"


_NEAR = 200  # code points that are looked back at for the sign before a passage


def _label_elsewhere(
    reading: Reading, at: int, passage: Passage, following: int | None
) -> PlacedLabel | None:
    """A label that is not right behind the marks: in the next block, in another cell of the row,
    at the end of the sentence."""
    text, offset = reading.texts[at], reading.block(at).span.start
    if not text[passage.outer.end : passage.outer.end + MAX_EDGE].strip(" .,;\"”’'"):
        label = whole_label(reading, at + 1) if at + 1 < len(reading.texts) else None
        if label is None and opens_block(text, passage.outer.start):
            label = item_before(reading, at)
        return label or speaker_in_row(reading, at)
    return label_at_sentence_end(reading, text, passage.outer.end, following, offset)


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


def _without_inner_label(reading: Reading, text: str, passage: Passage) -> Passage | None:
    """A passage whose label stands inside its marks, or whose closing mark a label swallowed."""
    words = text[passage.inner.start : passage.inner.end]
    for match in _brackets_of(words, passage.closed):
        label = reading.label(words[match[0] + 1 : match[1] - 1])
        if label and (label.strong or (passage.closed and label.speaks and label.participant)):
            end = passage.inner.start + len(words[: match[0]].rstrip(" \"”’'"))
            if end <= passage.inner.start:
                return None
            return replace(
                passage,
                inner=Span(passage.inner.start, end),
                outer=Span(passage.outer.start, end),
                closed=passage.closed and match[1] >= len(words.rstrip(" .,;")),
            )
    return passage


def _behind_the_authors(passage: Passage, text: str) -> Passage:
    """A passage whose opening mark is lost, without the author's words that lead into it."""
    start = seam_before(text, passage.inner.end)
    if start <= passage.inner.start or start >= passage.inner.end:
        return passage
    return replace(
        passage, inner=Span(start, passage.inner.end), outer=Span(start, passage.outer.end)
    )


def _brackets_of(words: str, closed: bool) -> Iterator[tuple[int, int]]:
    """Brackets that may end a passage: the last one of a closed passage, any of an open one."""
    if closed:
        match = _END_LABEL.search(words)
        if match:
            yield match.start(), match.start() + len(match.group().rstrip(" .,;"))
        return
    for match in re.finditer(r"[(\[]", words):
        end = closing_of(words, match.start())
        if end is not None:
            yield match.start(), end


def _unclosed(
    reading: Reading, at: int, passage: Passage, before: Candidate | None
) -> Candidate | None:
    """A mark that never closes counts only where it opens the block: a display quotation."""
    text, offset = reading.texts[at], reading.block(at).span.start
    if _NUMBERED.match(text).end() < passage.outer.start or passage.mark in "'’":  # type: ignore[union-attr]
        return None
    lead, window = _lead_in(text, passage.outer.start, before, offset)
    return Candidate(
        span=_moved(passage.inner, offset), outer=_moved(passage.outer, offset), block=at,
        origin="lone_mark", inline=False, whole=False, lead_in=lead, window=window,
    )  # fmt: skip


def _is_inline(text: str, passage: Passage, label: PlacedLabel | None, offset: int) -> bool:
    """Whether the author's words stand around it in the block."""
    if not opens_block(text, passage.outer.start):
        return True
    if label and label.rule == SAID_BEHIND:
        return True  # "…," said P4: the author's sentence
    end = passage.outer.end
    if label and offset <= label.outer.start and label.outer.end <= offset + len(text):
        end = max(end, label.outer.end - offset)
    return bool(text[end : end + MAX_EDGE].strip(" .,;:)]\"”’'"))


def opens_block(text: str, start: int) -> bool:
    """Whether nothing but a number or a bullet stands before `start`."""
    return start <= MAX_EDGE and not text[:start].strip(" •*>-–—0123456789.()[")


def _lead_in(
    text: str, start: int, before: Candidate | None, offset: int
) -> tuple[Span | None, Span | None]:
    """The author's sentence up to `start`, and its part behind the passage before."""
    lead = sentence_before(text, start)
    floor = 0
    if before is not None:
        floor = before.outer.end - offset
        if before.behind:
            floor = before.behind.end - offset
        if before.label and before.label.outer.end - offset <= start:
            floor = max(floor, before.label.outer.end - offset)
    if lead is None:
        return None, None
    window = Span(max(lead.start, floor), start)
    if before is not None and lead.start < before.outer.end - offset:
        own = text[window.start : window.end].strip(" ,.;:)]")
        if len(own.split()) < 2:
            inherited = before.lead_in
            return inherited, None if not own else _moved(window, offset)
    return _moved(lead, offset), _moved(window, offset)


def label_in_lead_in(reading: Reading, window: Span) -> PlacedLabel | None:
    """ "One of them (P4) remarked that “…”": the label stands in the author's sentence."""
    text = reading.document.slice(window)
    marks = max(text.rfind("”"), text.rfind('"'))  # what stands before them is of other words
    behind = [one for one in brackets(text) if one.outer.start > marks + 2]
    for bracket in reversed(behind):
        label = reading.label(text[bracket.inner.start : bracket.inner.end])
        if not label or not label.strong:
            continue
        inner, outer = _moved(bracket.inner, window.start), _moved(bracket.outer, window.start)
        name = _NAME_BEFORE.search(text[: bracket.outer.start])
        if label.participant is None and name and reading.is_called(name["name"]):
            start = window.start + name.start("name")
            label = replace(label, participant=name["name"])
            return PlacedLabel(
                label, Span(start, outer.end), Span(start, outer.end), "lead_in_label"
            )
        if label.participant or label.case or (label.role and label.group):
            return PlacedLabel(label, inner, outer, "lead_in_label")
    return None


_NAME_BEFORE = re.compile(
    r"(?<![\w-])(?P<name>[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:[’'-][A-ZÀ-Þ]?[a-zà-ÿ]+)?)\s$"
)


def _share_labels(reading: Reading, at: int, found: list[Candidate]) -> list[Candidate]:
    """ "“…” and “…” (P9)": fragments of one sentence share the label behind the last."""
    text, offset = reading.texts[at], reading.block(at).span.start
    for i in range(len(found) - 2, -1, -1):
        here, after = found[i], found[i + 1]
        if here.label or here.citation or here.unread or here.said_by or not after.label:
            continue
        link = text[here.outer.end - offset : after.outer.start - offset]
        if text[here.span.end - offset - 1] in ".?!" and re.match(r"\s*[A-Z]", link):
            continue  # the sentence ended inside the marks: the next one is another's
        if len(link) <= MAX_LINK and not re.search(r"[.;:?!]", link) and _only_links(link):
            shared = replace(after.label, rule="shared_label")
            found[i] = replace(here, label=shared)
    return found


def _only_links(link: str) -> bool:
    """Whether the words between two fragments go on about one speaker."""
    return len(link.split()) <= 6 and not re.search(
        r"\b(?:said|stated|another|others?|while|whereas|one|noted|some|who)\b", link
    )


# Marks reopened at each paragraph


def _reopened(reading: Reading, at: int, passage: Passage) -> tuple[Candidate, int] | None:
    """A quotation of several paragraphs: each opens with the mark again, or only the last closes."""
    last, reopened = at, False
    while last + 1 < len(reading.texts) and reading.readable(last + 1) and last - at < 12:
        inner = reading.passages(last + 1)
        first = inner[0] if inner else None
        if stated_apart(reading, at, last + 1):
            return None
        if first and first.outer.start == 0 and first.opened and first.mark == passage.mark:
            last, reopened = last + 1, True
            if first.closed:
                return _long_candidate(reading, at, last, passage, first)
            continue
        if reopened or not _may_be_parted(reading, at, last + 1, passage):
            return None
        last += 1
        if first is not None:
            closes = not first.opened and _closes(first.mark, passage.mark)
            return _long_candidate(reading, at, last, passage, first) if closes else None
        if last - at >= MAX_PARTED:
            return None
    return None


def _may_be_parted(reading: Reading, at: int, later: int, passage: Passage) -> bool:
    """Whether a paragraph may go on with the words that a mark opened paragraphs above."""
    block, first = reading.block(later), reading.block(at)
    if block.kind != first.kind or block.headings != first.headings:
        return False
    if passage.mark not in _DOUBLE_MARKS or not opens_block(reading.texts[at], passage.outer.start):
        return False
    return whole_label(reading, later) is None


def _closes(mark: str, opening: str) -> bool:
    """Whether a lone closing mark may belong to an opening one: curly to curly."""
    return mark == opening or mark in _DOUBLE_MARKS.get(opening, "")


def _long_candidate(
    reading: Reading, at: int, last: int, passage: Passage, end: Passage
) -> tuple[Candidate, int]:
    offset, end_offset = reading.block(at).span.start, reading.block(last).span.start
    text = reading.texts[at]
    label = label_behind(reading, reading.texts[last], end.outer.end, end_offset)
    if label is None and last + 1 < len(reading.texts):
        label = whole_label(reading, last + 1)
    lead, window = _lead_in(text, passage.outer.start, None, offset)
    if lead is None and opens_block(text, passage.outer.start):
        lead = window = introduction(reading, at, 0)
    candidate = Candidate(
        span=Span(offset + passage.inner.start, end_offset + end.inner.end),
        outer=Span(offset + passage.outer.start, end_offset + end.outer.end),
        block=at,
        origin="reopened_pair" if end.opened else "parted_pair",
        inline=bool(text[: passage.outer.start].strip()),
        label=label,
        lead_in=lead,
        window=window,
    )
    return candidate, last
