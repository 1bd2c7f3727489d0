"""A manuscript's document → the quotations in it, each with the tag beside it.

In: a document as readers and rebuild made it, and the role vocabulary. Out: `Quoted`s in order: words in
marks, displayed, or in a table's cell. What each is (somebody's speech, a term, a title) is not said
here but hinted at: the extraction's own kind, and what stands around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ccg_corpus.core.model import Document, Quotation, Span
from ccg_corpus.manuscript.citations import citations_in
from ccg_corpus.manuscript.tags import NO_TAG, Tag, joined, read_tag
from ccg_corpus.quotations import find_quotations
from ccg_corpus.quotations.labels import CASE, case_label
from ccg_corpus.quotations.marks.bracket_pairs import closing_of, is_aside
from ccg_corpus.quotations.marks.pairs import Passage
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.sentences import sentence_before
from ccg_corpus.quotations.speakers.verbs import VERB
from ccg_corpus.vocabulary import Roles

_PASSED_OVER = frozenset(["title", "heading", "reference", "front", "attribution"])
_BEHIND = re.compile(r"[\s.,;:!?…*_\"”’'»]{0,8}(?:\d{1,2}(?=[\s(\[]))?\s*(?=[(\[])")
_DASH = re.compile(r"[\s.,;*_\"”’'»]*(?:[—–―]|-{2,3}|\s-\s)\s*(?=\S)")
_LABEL_LINE = re.compile(r"\s*(?:[(\[].{1,200}[)\]]|[—–―-]{1,3}\s*\S.{0,200})[\s.]*")
_SENTENCE_END = re.compile(
    r"(?<![A-Z\d]\.)(?<!\b(?:al|pp|cf|vs|Dr|Mr))[.?!](?:\s+(?=[A-Z“\"‘])|\s*$)"
)
_IN_FRONT = re.compile(
    r"(?:^|[.?!]\s+|\n)\s*[(\[]?(?P<words>[^.?!\n“”\"]{1,120}?)[)\]]?\s*[:–—-]\s*$"
)
_OPENING, _CLOSING = "\"“„«‘'‚", "\"”»’'“"
LONG_ITALICS = 6  # words
_SHORT_BETWEEN = 12  # words of the author between two parts of what one says
_LONGEST_TAG_LINE = 160


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


def find_quoted(document: Document, roles: Roles) -> list[Quoted]:
    """Every quotation of a manuscript, in order."""
    reading = Reading.of(document, roles)
    read = find_quotations(document, roles, told_for_all=False)
    found = list(_Finding(document, reading, read).found())
    return sorted(found, key=lambda one: one.outer)


class _Finding:
    def __init__(self, document: Document, reading: Reading, read: Sequence[Quotation]) -> None:
        self._document, self._reading, self._read = document, reading, read
        self._texts = reading.texts
        self._done: set[int] = set()

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
                    tag, behind = self._behind(at, own.end)
                    lead = self._lead(at, own.start, 0)
                    marked.append(self._quoted(at, own, own, False, lead, tag, behind, False))
                    seen.append(run)
        yield from (self._with_reading(one) for one in marked)

    # Displayed

    def _is_many(self, at: int) -> bool:
        """Whether a displayed block has several quotations in marks, each by itself."""
        passages = [p for p in self._reading.passages(at) if p.closed and p.opened]
        return (
            len(passages) > 1
            and passages[0].outer.start < 3
            and all(len(self._texts[at][p.inner.start : p.inner.end].split()) > 2 for p in passages)
            and bool(self._tag_bracket(at, passages[0].outer.end)[0].says)
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
                and not self._label_line(last + 1)
            ):
                last += 1
        start, end = blocks[at].span.start, blocks[last].span.end
        text = document.text[start:end]
        inner, tags = self._stripped(at, text)
        if inner.end - inner.start < 2:
            return None
        self._done.update(range(at, last + 1))
        tag = joined([*tags, self._below(last), self._above(at)])
        lead = self._lead(at, 0, 0)
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
        if dash and end - dash.end() <= _LONGEST_TAG_LINE:
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
            tag, behind = self._behind(at, own)
        if not tag.speaks and quotation.speaker.label:
            tag = joined([tag, read_tag(quotation.speaker.label, self._reading)])
        end = self._block_of(Span(quotation.span.end - 1, quotation.span.end))
        tag = joined([tag, self._below(end), self._above(at)])
        return Quoted(
            quotation.text, quotation.span, quotation.span, at, True,
            self._lead(at, quotation.span.start - block.span.start, 0), tag, None, False, False, behind,
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
            tag, behind = self._behind(at, passage.outer.end, behind_end)
            lead = self._lead(at, passage.outer.start, floor)
            tag = joined([tag, self._in_front(text[floor : passage.outer.start])])
            is_all = self._is_all(text, passages, n)
            if block.kind == "cell" and not tag.speaks:
                tag = joined([tag, self._row(at)])
            elif is_all and n == len(passages) - 1 and not tag.speaks:
                tag = joined([tag, self._below(at)])
            if is_all and n == 0 and not tag.speaks:
                tag = joined([tag, self._above(at)])
            inner, tag = self._inner_tag(text, passage, tag)
            found.append(
                self._quoted(
                    at, inner, passage.outer, is_all and len(passages) == 1, lead, tag, behind, True
                )
            )
            floor = passage.outer.end + self._taken(at, passage.outer.end, behind_end)
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
        tag = joined([*tags, self._row(at)])
        return self._quoted(at, inner, Span(0, len(text)), True, "", tag, "", False)

    # Tags

    def _behind(self, at: int, offset: int, end: int | None = None) -> tuple[Tag, str]:
        """The tag behind words in a block: brackets, a dash; else the author's clause that goes on."""
        text = self._texts[at]
        end = len(text) if end is None else end
        tag, last = self._tag_bracket(at, offset)
        clause = text[last:end]
        stop = _SENTENCE_END.search(clause)
        behind = clause[: stop.start() if stop else len(clause)]
        if tag.speaks:
            return tag, behind
        match = _DASH.match(text, offset)
        if match and not tag.says:
            rest = text[match.end() : end]
            if len(rest) <= _LONGEST_TAG_LINE:
                dashed = read_tag(rest.strip(" .()"), self._reading)
                if dashed.says:
                    return dashed, behind
        bare = re.match(r"\s*,?\s+(?P<words>[A-ZÀ-Þ][^.?!“\"]{2,80})[.\s]*$", text[offset:end])
        if bare and not tag.says:
            named = read_tag(bare["words"], self._reading)
            if named.speaks and not VERB.search(bare["words"]):
                return named, behind
        return tag, behind

    def _tag_bracket(self, at: int, offset: int) -> tuple[Tag, int]:
        """Brackets that follow each other right behind an offset, as far as they are tags."""
        text = self._texts[at]
        tags: list[Tag] = []
        while match := _BEHIND.match(text, offset):
            opening = match.end()
            end = closing_of(text, opening)
            if end is None:
                break
            words = text[opening + 1 : end - 1]
            tag = read_tag(words, self._reading)
            if not tag.says and not is_aside(words) and not _is_remark(words):
                break
            tags.append(tag)
            offset = end
        return joined(tags), offset

    def _taken(self, at: int, offset: int, end: int) -> int:
        """How much behind an offset belongs to the tag of the words before it."""
        _, last = self._tag_bracket(at, offset)
        return min(last, end) - offset

    def _in_front(self, before: str) -> Tag:
        """ "GP, case D: “…”", "P3 (Smith 2019): “…”"."""
        match = _IN_FRONT.search(before)
        if match is None or VERB.search(match["words"]):
            return NO_TAG
        tag = read_tag(match["words"].strip("* _"), self._reading)
        return tag if tag.speaks else NO_TAG

    def _label_line(self, at: int) -> bool:
        """Whether a block is nothing but a tag."""
        text = self._texts[at].strip()
        if not text or len(text) > _LONGEST_TAG_LINE or self._document.blocks[at].kind in (
            "title", "heading", "reference", "cell",
        ):  # fmt: skip
            return False
        return _line_tag(text, self._reading).says

    def _below(self, at: int) -> Tag:
        """The tag in a line of its own below."""
        blocks = self._document.blocks
        if at + 1 >= len(blocks):
            return NO_TAG
        below = blocks[at + 1]
        text = self._texts[at + 1].strip()
        if below.kind == "attribution":
            return read_tag(text.lstrip("—–―- ").strip("()[]. "), self._reading)
        if self._label_line(at + 1):
            return _line_tag(text, self._reading)
        return NO_TAG

    def _above(self, at: int) -> Tag:
        """The tag in a line of its own above: "GP, case D:"."""
        if at == 0 or self._document.blocks[at - 1].kind not in ("paragraph", "list_item", "quote"):
            return NO_TAG
        text = self._texts[at - 1].strip()
        if len(text) > 90 or not (text.endswith(":") or self._bare_line(text)):
            return NO_TAG
        if VERB.search(text) or at >= 2 and self._is_tag_of(at - 2, at - 1):
            return NO_TAG
        tag = read_tag(text.rstrip(":").strip("()[]* "), self._reading)
        return tag if tag.speaks else NO_TAG

    def _is_tag_of(self, words: int, line: int) -> bool:
        """Whether a line between two quotations belongs to the one before."""
        before = self._document.blocks[words]
        return before.kind == "quote" or bool(self._reading.passages(words))

    def _bare_line(self, text: str) -> bool:
        return len(text.split()) <= 8 and not re.search(r"[.?!]$", text)

    def _row(self, at: int) -> Tag:
        """What the other cells of a row say of the speaker, headings of the columns beside them."""
        own = self._document.blocks[at]
        tags = []
        for n, block in enumerate(self._document.blocks):
            if block.kind != "cell" or n == at or (block.table, block.row) != (own.table, own.row):
                continue
            text = self._texts[n].strip()
            header = (block.header or "").strip()
            if len(text) > _LONGEST_TAG_LINE or not text:
                continue
            if re.fullmatch(r"pages?|p\.?", header, re.I) and text.isdigit():
                text = f"p. {text}"
            elif re.fullmatch(r"case|site|case study", header, re.I) and len(text) <= 3:
                text = f"{header} {text}"
            if re.search(r"theme|code|category|quot|finding|sub-?theme", header, re.I):
                continue
            tags.append(read_tag(text.strip("()[]"), self._reading))
        return _merged(tags)

    def _lead(self, at: int, offset: int, floor: int) -> str:
        """The author's words before: of the block, else the last sentence of the one before."""
        text = self._texts[at][:offset]
        span = sentence_before(text, offset)
        if span is not None and text[max(floor, span.start) :].strip():
            return text[max(floor, span.start) : offset]
        if floor or offset > 3:
            return text[floor:offset]
        before = self._reading.before(at)
        while before is not None and self._document.blocks[before].kind in ("quote", "attribution"):
            before = self._reading.before(before)
        if before is None or self._document.blocks[before].kind in ("heading", "title", "cell"):
            return ""
        last = sentence_before(self._texts[before], len(self._texts[before]))
        return self._texts[before][last.start :] if last else ""

    def _shared(self, text: str, found: list[Quoted], start: int) -> list[Quoted]:
        """ "“A,” she said, “B” (P3)": a tag that stands behind the last part is of all parts."""
        for n in range(len(found) - 2, -1, -1):
            between = text[found[n].outer.end - start : found[n + 1].outer.start - start]
            ends = _SENTENCE_END.search(between.strip() + " X") if len(between) > 2 else None
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
                    speaker.name, speaker.case,
                )  # fmt: skip
                if said.speaks and not (speaker.label and citations_in(speaker.label)):
                    tag = joined([tag, replace(said, text=said.text or _said_by(read))])
        own = self._texts[one.block][
            : one.outer.start - self._document.blocks[one.block].span.start
        ]
        is_led = bool(own.strip()) or one.lead.rstrip()[-1:] in (":", ",", "–", "—")
        one = replace(one, is_led=is_led)
        for words in (one.behind, _bare(one.lead) if is_led else ""):
            tag = _completed(tag, words, is_spoken=one.is_spoken or one.displayed)
        return replace(one, tag=tag)


_TAIL = re.compile(r"(?<=[”’\"'.?!])\s*\([^()]*\)(?=[.,;]?\s|[.,;]?$)")


def _bare(lead: str) -> str:
    """The author's words without what is in marks, and the tags of that."""
    return _TAIL.sub(
        " ", re.sub(r"“[^”]*”\s*(?:\([^()]*\))?|\"[^\"]*\"\s*(?:\([^()]*\))?", " ", lead)
    )


def _completed(tag: Tag, words: str, *, is_spoken: bool) -> Tag:
    """The tag with a citation and a case that the author's sentence has, where it has none itself."""
    if not words:
        return tag
    cited = citations_in(words)
    if cited and not tag.citations:
        tag = replace(tag, citations=(cited[-1],))
    case = None
    for match in CASE.finditer(words):
        case = match
    if case and not tag.case and is_spoken and (tag.role or tag.participant or not tag.speaks):
        if re.match(r"case|site", case["word"], re.I):
            tag = replace(tag, case=case_label(case["word"], case["name"]))
    return tag


def _said_by(quotation: Quotation) -> str:
    proofs = [proof.text for proof in quotation.speaker.evidence if proof.field in ("role", "name")]
    return proofs[0][:80] if proofs else ""


def _line_tag(text: str, reading: Reading) -> Tag:
    """The tag that a line of its own is: in brackets or behind a dash."""
    bare = re.fullmatch(r"\s*[(\[](?P<words>.*)[)\]][\s.]*", text, re.S)
    dashed = re.match(r"\s*(?:[—–―]|-{1,3}\s)\s*", text)
    if bare:
        return read_tag(bare["words"], reading)
    if dashed:
        return read_tag(text[dashed.end() :].strip(" .()"), reading)
    if len(text.split()) <= 10 and not re.search(r"[.?!:]\s*$", text):
        tag = read_tag(text, reading)
        return tag if tag.speaks and not VERB.search(text) else NO_TAG
    return NO_TAG


def _merged(tags: Sequence[Tag]) -> Tag:
    """What the cells of a row say together: one has the role, another the case."""
    out = NO_TAG
    for tag in tags:
        if not tag.says:
            continue
        out = Tag(
            ", ".join(part for part in (out.text, tag.text) if part),
            out.role or tag.role,
            out.roles or tag.roles,
            out.participant or tag.participant,
            out.name or tag.name,
            out.case or tag.case,
            out.citations or tag.citations,
            out.pages or tag.pages,
            out.page_as_printed or tag.page_as_printed,
            out.key or tag.key,
        )
    return out


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


def _is_remark(words: str) -> bool:
    return bool(
        re.fullmatch(r"\s*(?:emphasis|italics|our|my|own|translat).{0,40}|sic", words, re.I)
    )
