"""A manuscript's document → the quotations in it, each with the tag beside it.

In: a document as readers and rebuild made it, and the role vocabulary. Out: `Quoted`s in order: words in
marks, displayed, or in a table's cell. What each is (somebody's speech, a term, a title) is not said
here but hinted at: the extraction's own kind, and what stands around.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Document, Quotation, Span
from ccg_corpus.manuscript.text.beside import (
    LONGEST_TAG_LINE,
    SENTENCE_END,
    Beside,
    bare,
    completed,
)
from ccg_corpus.manuscript.text.citations import citations_in
from ccg_corpus.manuscript.text.tags import NO_TAG, Tag, joined, read_tag
from ccg_corpus.quotations import find_quotations
from ccg_corpus.quotations.marks.bracket_pairs import is_aside
from ccg_corpus.quotations.marks.pairs import Passage
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.speakers.verbs import VERB
from ccg_corpus.vocabulary import Roles

_PASSED_OVER = frozenset(["title", "heading", "reference", "front", "attribution"])
_LABEL_LINE = re.compile(r"\s*(?:[(\[].{1,200}[)\]]|[—–―-]{1,3}\s*\S.{0,200})[\s.]*")
_OPENING, _CLOSING = "\"“„«‘'‚", "\"”»’'“"
LONG_ITALICS = 6  # words
LEAST_PLAIN, MOST_PLAIN = 6, 250  # words of a paragraph that may be a quotation without marks
_SHORT_BETWEEN = 12  # words of the author between two parts of what one says


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as the manuscript prints it. `span` are its words, `outer` has the marks too.

    `lead`: the author's words right before; `kind`: what the extraction takes it for, None where it
    did not see it; `is_spoken`: whether a sentence says that somebody speaks.
    """

    text: str
    span: Span
    outer: Span
    block: int
    displayed: bool
    lead: str = ""
    tag: Tag = NO_TAG
    kind: str | None = None
    is_marked: bool = True
    is_spoken: bool = False
    behind: str = ""
    is_led: bool = True  # `lead` stands right before the words, or ends in a colon


def find_quoted(
    document: Document, roles: Roles, is_said: Callable[[str], bool] = lambda _: False
) -> list[Quoted]:
    """Every quotation of a manuscript, in order.

    `is_said`: whether somebody is known to say all of some words; paragraphs and cells of such words
    are quotations too, though nothing marks them.
    """
    reading = Reading.of(document, roles)
    read = find_quotations(document, roles, told_for_all=False)
    finding = _Finding(document, reading, read)
    found = list(finding.found())
    found += finding.plain([one.outer for one in found], is_said)
    return sorted(found, key=lambda one: one.outer)


class _Finding:
    def __init__(self, document: Document, reading: Reading, read: Sequence[Quotation]) -> None:
        self._document, self._reading, self._read = document, reading, read
        self._texts = reading.texts
        self._done: set[int] = set()
        self._beside = Beside(document, reading)

    def found(self) -> Iterator[Quoted]:
        blocks = self._document.blocks
        marked: list[Quoted] = []
        for at, block in enumerate(blocks):
            if block.kind in _PASSED_OVER or at in self._done:
                continue
            text = self._texts[at]
            if not text.strip():
                continue
            if (block.kind == "quote" or block.indented) and not self._is_many(at):
                one = self._displayed(at)
                if one is not None:
                    marked.append(one)
                    continue
            marked += self._in_marks(at)
        seen = [one.outer for one in marked]
        for quotation in self._read:
            if quotation.inline or any(quotation.span.overlaps(span) for span in seen):
                continue
            if quotation.kind not in ("participant", "survey", "named", "cited"):
                continue
            marked.append(self._unmarked(quotation))
            seen.append(quotation.span)
        for at, block in enumerate(blocks):
            for run in block.italics:
                words = self._document.slice(run)
                if len(words.split()) < LONG_ITALICS or block.kind in _PASSED_OVER:
                    continue
                if not any(run.overlaps(span) for span in seen):
                    own = Span(run.start - block.span.start, run.end - block.span.start)
                    tag, behind = self._beside.behind(at, own.end)
                    lead = self._beside.lead(at, own.start, 0)
                    marked.append(self._quoted(at, own, own, False, lead, tag, behind, False))
                    seen.append(run)
        yield from (self._with_reading(one) for one in marked)

    def plain(self, seen: Sequence[Span], is_said: Callable[[str], bool]) -> Iterator[Quoted]:
        """Paragraphs and cells that nothing marks, of words that somebody is known to say."""
        for at, block in enumerate(self._document.blocks):
            text = self._texts[at]
            if block.kind not in ("paragraph", "list_item", "cell", "note", "callout"):
                continue
            if not LEAST_PLAIN <= len(text.split()) <= MOST_PLAIN:
                continue
            if any(block.span.overlaps(span) for span in seen):
                continue
            inner, tags = self._stripped(at, text)
            if is_said(text[inner.start : inner.end]):
                beside = self._beside.row(at) if block.kind == "cell" else self._beside.below(at)
                tag = joined([*tags, beside, self._beside.above(at)])
                yield self._quoted(at, inner, Span(0, len(text)), True, "", tag, "", False)

    # Displayed

    def _is_many(self, at: int) -> bool:
        """Whether a displayed block has several quotations in marks, each by itself."""
        passages = [p for p in self._reading.passages(at) if p.closed and p.opened]
        return (
            len(passages) > 1
            and passages[0].outer.start < 3
            and all(len(self._texts[at][p.inner.start : p.inner.end].split()) > 2 for p in passages)
            and bool(self._beside.tag_bracket(at, passages[0].outer.end)[0].says)
        )

    def _displayed(self, at: int) -> Quoted | None:
        document, blocks = self._document, self._document.blocks
        last = at
        if blocks[at].group is not None:
            while (
                last + 1 < len(blocks)
                and blocks[last + 1].kind == "quote"
                and (blocks[last + 1].group == blocks[at].group)
                and not _LABEL_LINE.fullmatch(self._texts[last + 1])
                and not self._beside.label_line(last + 1)
            ):
                last += 1
        start, end = blocks[at].span.start, blocks[last].span.end
        text = document.text[start:end]
        inner, tags = self._stripped(at, text)
        if inner.end - inner.start < 2:
            return None
        self._done.update(range(at, last + 1))
        tag = joined([*tags, self._beside.below(last), self._beside.above(at)])
        lead = self._beside.lead(at, 0, 0)
        span = Span(start + inner.start, start + inner.end)
        words = " ".join(text[inner.start : inner.end].split())
        return Quoted(words, span, Span(start, end), at, True, lead, tag)

    def _stripped(self, at: int, text: str) -> tuple[Span, list[Tag]]:
        """A displayed text without its marks and the tags at its ends."""
        start, end = 0, len(text.rstrip())
        tags: list[Tag] = []
        while end > start and text[end - 1] in ")].":
            stop = end - (text[end - 1] == ".")
            opening = _opening_of(text, stop)
            if opening is None:
                break
            words = text[opening + 1 : stop - 1]
            tag = read_tag(words, self._reading)
            if not tag.says or is_aside(words):
                break
            tags.append(tag)
            end = len(text[:opening].rstrip())
        dash = None
        for match in re.finditer(r"(?:\s|[.?!”\"’'])(?:[—–―]|--)\s*(?=\S)", text[start:end]):
            dash = match
        if dash and end - dash.end() <= LONGEST_TAG_LINE:
            tag = read_tag(text[dash.end() : end], self._reading)
            if tag.speaks or (tag.citations and not VERB.search(text[dash.end() : end])):
                tags.append(tag)
                end = len(text[: dash.start() + 1].rstrip())
        in_front = re.match(r"\s*(?P<words>[^.?!:“\"]{1,80}):\s+(?=\S)", text[start:end])
        if in_front:
            tag = read_tag(in_front["words"].strip("()[] "), self._reading)
            if tag.speaks:
                tags.append(tag)
                start = in_front.end()
        while start < end and text[start].isspace():
            start += 1
        if end - start > 2 and text[start] in _OPENING and _is_wrapped(text[start:end]):
            closing = max(text.rfind(mark, start + 1, end) for mark in _CLOSING)
            start, end = start + 1, closing
        return Span(start, end), tags

    def _unmarked(self, quotation: Quotation) -> Quoted:
        """What the extraction takes for a displayed quotation."""
        at = self._block_of(quotation.span)
        block = self._document.blocks[at]
        own = quotation.span.end - block.span.start
        tag, behind = (NO_TAG, "")
        if quotation.span.end <= block.span.end:
            tag, behind = self._beside.behind(at, own)
        if not tag.speaks and quotation.speaker.label:
            tag = joined([tag, read_tag(quotation.speaker.label, self._reading)])
        end = self._block_of(Span(quotation.span.end - 1, quotation.span.end))
        tag = joined([tag, self._beside.below(end), self._beside.above(at)])
        return Quoted(
            quotation.text, quotation.span, quotation.span, at, True,
            self._beside.lead(at, quotation.span.start - block.span.start, 0), tag, None, False, False, behind,
        )  # fmt: skip

    def _block_of(self, span: Span) -> int:
        return next(
            (at for at, one in enumerate(self._document.blocks) if one.span.overlaps(span)), 0
        )

    # In marks

    def _in_marks(self, at: int) -> list[Quoted]:
        text, block = self._texts[at], self._document.blocks[at]
        passages = [
            p for p in self._reading.passages(at) if p.opened and p.inner.end > p.inner.start
        ]
        found: list[Quoted] = []
        floor = 0
        for n, passage in enumerate(passages):
            if not passage.closed and not self._is_whole(text, passage):
                continue
            behind_end = passages[n + 1].outer.start if n + 1 < len(passages) else len(text)
            tag, behind = self._beside.behind(at, passage.outer.end, behind_end)
            lead = self._beside.lead(at, passage.outer.start, floor)
            tag = joined([tag, self._beside.in_front(text[floor : passage.outer.start])])
            is_all = self._is_all(text, passages, n)
            if block.kind == "cell" and not tag.speaks:
                tag = joined([tag, self._beside.row(at)])
            elif is_all and n == len(passages) - 1 and not tag.speaks:
                tag = joined([tag, self._beside.below(at)])
            if is_all and n == 0 and not tag.speaks:
                tag = joined([tag, self._beside.above(at)])
            inner, tag = self._inner_tag(text, passage, tag)
            found.append(
                self._quoted(
                    at, inner, passage.outer, is_all and len(passages) == 1, lead, tag, behind, True
                )
            )
            floor = passage.outer.end + self._beside.taken(at, passage.outer.end, behind_end)
        found = self._shared(text, found, block.span.start)
        if block.kind == "cell" and not found:
            whole = self._cell(at)
            return [whole] if whole else []
        return found

    def _is_whole(self, text: str, passage: Passage) -> bool:
        """A mark that opens a paragraph and never closes: the paragraph is the quotation's."""
        return passage.outer.start <= 1 and len(text.split()) > 4

    def _inner_tag(self, text: str, passage: Passage, tag: Tag) -> tuple[Span, Tag]:
        """ "…words (P3)”": a tag within the marks."""
        inner = passage.inner
        words = text[inner.start : inner.end].rstrip(" .")
        if not passage.closed or (words.endswith((")", "]")) and not tag.says):
            span, tags = self._stripped(0, text[inner.start : inner.end])
            if tags:
                return Span(inner.start + span.start, inner.start + span.end), joined([tag, *tags])
        return inner, tag

    def _quoted(
        self, at: int, inner: Span, outer: Span, displayed: bool, lead: str, tag: Tag,
        behind: str, is_marked: bool,
    ) -> Quoted:  # fmt: skip
        start = self._document.blocks[at].span.start
        span = Span(start + inner.start, start + inner.end)
        words = " ".join(self._document.slice(span).split())
        whole = Span(start + outer.start, start + outer.end)
        spoken = bool(VERB.search(lead[-90:])) or bool(VERB.search(behind[:60]))
        return Quoted(words, span, whole, at, displayed, lead, tag, None, is_marked, spoken, behind)

    def _is_all(self, text: str, passages: Sequence[Passage], n: int) -> bool:
        """Whether the block is this quotation and its tag, or begins or ends with it."""
        outside = text[: passages[0].outer.start] + " " + text[passages[-1].outer.end :]
        outside = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", outside)
        return len(re.findall(r"\w+", outside)) <= 6

    def _cell(self, at: int) -> Quoted | None:
        """A cell of words without marks, where its column says that it has quotations."""
        block = self._document.blocks[at]
        header = (block.header or "").lower()
        if not re.search(r"quot|extract|excerpt|verbatim|words|said|illustrat|example", header):
            return None
        text = self._texts[at]
        if len(text.split()) < 4 or block.row in (None, 0):
            return None
        inner, tags = self._stripped(at, text)
        tag = joined([*tags, self._beside.row(at)])
        return self._quoted(at, inner, Span(0, len(text)), True, "", tag, "", False)

    # Tags

    def _shared(self, text: str, found: list[Quoted], start: int) -> list[Quoted]:
        """ "“A,” she said, “B” (P3)": a tag that stands behind the last part is of all parts."""
        for n in range(len(found) - 2, -1, -1):
            between = text[found[n].outer.end - start : found[n + 1].outer.start - start]
            ends = SENTENCE_END.search(between.strip() + " X") if len(between) > 2 else None
            if (
                found[n].tag.says
                or len(between.split()) > _SHORT_BETWEEN
                or not found[n + 1].tag.says
            ):
                continue
            if ends and not VERB.search(between):
                continue
            found[n] = replace(found[n], tag=found[n + 1].tag)
        return found

    # What the extraction knows

    def _own_case(self, read: Quotation, one: Quoted) -> str | None:
        """The case of a speaker, where a word of the same paragraph says it, or the label does."""
        block = self._document.blocks[one.block].span
        proofs = [proof for proof in read.speaker.evidence if proof.field == "case"]
        near = any(block.start <= proof.start < block.end for proof in proofs)
        return read.speaker.case if near or read.speaker.label or one.displayed else None

    def _with_reading(self, one: Quoted) -> Quoted:
        """The quotation with what its sentence says of the speaker, where no tag does."""
        read = max(
            (q for q in self._read if q.span.overlaps(one.outer)),
            key=lambda q: min(q.span.end, one.outer.end) - max(q.span.start, one.outer.start),
            default=None,
        )
        tag = one.tag
        if read is not None:
            one = replace(one, kind=read.kind)
            speaker = read.speaker
            near = any(
                abs(proof.start - one.outer.start) < 600 or abs(proof.start - one.outer.end) < 300
                for proof in speaker.evidence
            )
            if not tag.speaks and near:
                said = Tag(
                    speaker.label or "", speaker.role, speaker.roles, speaker.participant,
                    speaker.name, self._own_case(read, one),
                )  # fmt: skip
                if said.speaks and not (speaker.label and citations_in(speaker.label)):
                    tag = joined([tag, replace(said, text=said.text or _said_by(read))])
        own = self._texts[one.block][
            : one.outer.start - self._document.blocks[one.block].span.start
        ]
        is_led = bool(own.strip()) or one.lead.rstrip()[-1:] in (":", ",", "–", "—")
        one = replace(one, is_led=is_led)
        for words in (one.behind, bare(one.lead) if is_led else ""):
            tag = completed(tag, words, is_spoken=one.is_spoken or one.displayed)
        return replace(one, tag=tag)


def _said_by(quotation: Quotation) -> str:
    proofs = [proof.text for proof in quotation.speaker.evidence if proof.field in ("role", "name")]
    return proofs[0][:80] if proofs else ""


def _opening_of(text: str, end: int) -> int | None:
    """The offset of the bracket that the one before `end` closes."""
    depth = 0
    for at in range(end - 1, max(-1, end - 400), -1):
        depth += text[at] in ")]"
        depth -= text[at] in "(["
        if not depth:
            return at
    return None


def _is_wrapped(text: str) -> bool:
    """Whether a displayed text stands in marks as a whole."""
    return text.rstrip(" .,;:")[-1:] in _CLOSING and (
        text[0] not in "'‘" or not re.search(r"['’]\s+\w", text[1:-1]) or text.rstrip()[-1] in "'’"
    )
