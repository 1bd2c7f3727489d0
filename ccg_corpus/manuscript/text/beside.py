"""What stands beside a quotation in a manuscript: before, behind, above, below, in its row.

In: a document being read, and a place in it. Out: `Tag`s, and the author's words that lead to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ccg_corpus.core.model import Document
from ccg_corpus.manuscript.text.citations import citations_in
from ccg_corpus.manuscript.text.tags import NO_TAG, Tag, joined, read_tag
from ccg_corpus.quotations.labels import CASE, case_label
from ccg_corpus.quotations.marks.bracket_pairs import closing_of, is_aside
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.sentences import sentence_before
from ccg_corpus.quotations.speakers.verbs import VERB

_BEHIND = re.compile(r"[\s.,;:!?…*_\"”’'»]{0,8}(?:\d{1,2}(?=[\s(\[]))?\s*(?=[(\[])")
_DASH = re.compile(r"[\s.,;*_\"”’'»]*(?:[—–―]|-{2,3}|\s-\s)\s*(?=\S)")
SENTENCE_END = re.compile(
    r"(?<![A-Z\d]\.)(?<!\b(?:al|pp|cf|vs|Dr|Mr))[.?!](?:\s+(?=[A-Z“\"‘])|\s*$)"
)
_IN_FRONT = re.compile(
    r"(?:^|[.?!]\s+|\n)\s*[(\[]?(?P<words>[^.?!\n“”\"]{1,120}?)[)\]]?\s*[:–—-]\s*$"
)
LONGEST_TAG_LINE = 160


class Beside:
    """The surroundings of the quotations of one document."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._document, self._reading = document, reading
        self._texts = reading.texts

    def behind(self, at: int, offset: int, end: int | None = None) -> tuple[Tag, str]:
        """The tag behind words in a block: brackets, a dash; else the author's clause that goes on."""
        text = self._texts[at]
        end = len(text) if end is None else end
        tag, last = self.tag_bracket(at, offset)
        clause = text[last:end]
        stop = SENTENCE_END.search(clause)
        behind = clause[: stop.start() if stop else len(clause)]
        if tag.speaks:
            return tag, behind
        match = _DASH.match(text, offset)
        if match and not tag.says:
            rest = text[match.end() : end]
            if len(rest) <= LONGEST_TAG_LINE:
                dashed = read_tag(_unwrapped(rest), self._reading)
                if dashed.says:
                    return dashed, behind
        bare = re.match(r"\s*,?\s+(?P<words>[A-ZÀ-Þ][^.?!“\"]{2,80})[.\s]*$", text[offset:end])
        if bare and not tag.says:
            named = read_tag(bare["words"], self._reading)
            if named.speaks and not VERB.search(bare["words"]):
                return named, behind
        return tag, behind

    def tag_bracket(self, at: int, offset: int) -> tuple[Tag, int]:
        """Brackets that follow each other right behind an offset, as far as they are tags."""
        text = self._texts[at]
        tags: list[Tag] = []
        at_, last = offset, offset
        while match := _BEHIND.match(text, at_):
            opening = match.end()
            end = closing_of(text, opening)
            if end is None:
                break
            words = text[opening + 1 : end - 1]
            tag = read_tag(words, self._reading)
            at_ = end
            if tag.says:
                tags.append(tag)
            elif not is_aside(words) and not _is_remark(words) and text[opening] != "[":
                break  # a bracket of the author's; "[a translation]" may stand before the tag
            if tag.says or is_aside(words) or _is_remark(words):
                last = end
        return joined(tags), last

    def taken(self, at: int, offset: int, end: int) -> int:
        """How much behind an offset belongs to the tag of the words before it."""
        _, last = self.tag_bracket(at, offset)
        return min(last, end) - offset

    def in_front(self, before: str) -> Tag:
        """ "GP, case D: “…”", "P3 (Smith 2019): “…”"."""
        match = _IN_FRONT.search(before)
        if match is None or VERB.search(match["words"]):
            return NO_TAG
        tag = read_tag(match["words"].strip("* _"), self._reading)
        return tag if tag.speaks else NO_TAG

    def label_line(self, at: int) -> bool:
        """Whether a block is nothing but a tag."""
        text = self._texts[at].strip()
        if not text or len(text) > LONGEST_TAG_LINE or self._document.blocks[at].kind in (
            "title", "heading", "reference", "cell",
        ):  # fmt: skip
            return False
        return _line_tag(text, self._reading).says

    def below(self, at: int) -> Tag:
        """The tag in a line of its own below."""
        blocks = self._document.blocks
        if at + 1 >= len(blocks):
            return NO_TAG
        below = blocks[at + 1]
        text = self._texts[at + 1].strip()
        if below.kind == "attribution":
            return read_tag(_unwrapped(text.lstrip("—–―- ")), self._reading)
        if self.label_line(at + 1) and not self._is_of_next(at + 1, text):
            return _line_tag(text, self._reading)
        return NO_TAG

    def _is_of_next(self, line: int, text: str) -> bool:
        """Whether a bare line may as well belong to the quotation below it, which has no other tag."""
        if re.match(r"[(\[—–―-]", text) or line + 1 >= len(self._texts):
            return False
        after = self._document.blocks[line + 1]
        begins = self._texts[line + 1].lstrip()[:1] in "“\"‘«„'"
        return (begins or after.kind == "quote") and not (
            line + 2 < len(self._texts) and self.label_line(line + 2)
        )

    def above(self, at: int) -> Tag:
        """The tag in a line of its own above: "GP, case D:"."""
        if at == 0 or self._document.blocks[at - 1].kind not in ("paragraph", "list_item", "quote"):
            return NO_TAG
        text = self._texts[at - 1].strip()
        if len(text) > 90 or not (text.endswith(":") or self._bare_line(text)):
            return NO_TAG
        if VERB.search(text) or (at >= 2 and self._is_tag_of(at - 2, at - 1)):
            return NO_TAG
        tag = read_tag(text.rstrip(":").strip("()[]* "), self._reading)
        return tag if tag.speaks else NO_TAG

    def _is_tag_of(self, words: int, line: int) -> bool:
        """Whether a line between two quotations belongs to the one before."""
        before = self._document.blocks[words]
        return before.kind == "quote" or bool(self._reading.passages(words))

    def _bare_line(self, text: str) -> bool:
        return len(text.split()) <= 8 and not re.search(r"[.?!]$", text)

    def row(self, at: int) -> Tag:
        """What the other cells of a row say of the speaker, headings of the columns beside them."""
        own = self._document.blocks[at]
        tags = []
        for n, block in enumerate(self._document.blocks):
            if block.kind != "cell" or n == at or (block.table, block.row) != (own.table, own.row):
                continue
            text = self._texts[n].strip()
            header = (block.header or "").strip()
            if len(text) > LONGEST_TAG_LINE or not text:
                continue
            if re.fullmatch(r"pages?|p\.?", header, re.I) and text.isdigit():
                text = f"p. {text}"
            elif re.fullmatch(r"case|site|case study", header, re.I) and len(text) <= 3:
                text = f"{header} {text}"
            if re.search(r"theme|code|category|quot|finding|sub-?theme", header, re.I):
                continue
            tags.append(read_tag(_unwrapped(text), self._reading))
        return _merged(tags)

    def lead(self, at: int, offset: int, floor: int) -> str:
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


_TAIL = re.compile(r"(?<=[”’\"'.?!])\s*\([^()]*\)(?=[.,;]?\s|[.,;]?$)")


def bare(lead: str) -> str:
    """The author's words without what is in marks, and the tags of that."""
    return _TAIL.sub(
        " ", re.sub(r"“[^”]*”\s*(?:\([^()]*\))?|\"[^\"]*\"\s*(?:\([^()]*\))?", " ", lead)
    )


def completed(tag: Tag, words: str, *, is_spoken: bool) -> Tag:
    """The tag with a citation and a case that the author's sentence has, where it has none itself."""
    if not words:
        return tag
    cited = citations_in(words)
    if cited and not tag.citations:
        tag = replace(tag, citations=(cited[-1],))
    case = None
    for match in CASE.finditer(words):
        case = match
    is_case = case is not None and re.match(r"case|site", case["word"], re.I)
    may = not tag.case and is_spoken and (tag.role or tag.participant or not tag.speaks)
    if case and is_case and may:
        tag = replace(tag, case=case_label(case["word"], case["name"]))
    return tag


def _line_tag(text: str, reading: Reading) -> Tag:
    """The tag that a line of its own is: in brackets or behind a dash."""
    bare = re.fullmatch(r"\s*[(\[](?P<words>.*)[)\]][\s.]*", text, re.S)
    dashed = re.match(r"\s*(?:[—–―]|-{1,3}\s)\s*", text)
    if bare:
        return read_tag(bare["words"], reading)
    if dashed:
        return read_tag(_unwrapped(text[dashed.end() :]), reading)
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


def _unwrapped(words: str) -> str:
    """A tag's words without the brackets around all of them."""
    words = words.strip().rstrip(".").strip()
    if words[:1] in ("(", "[") and closing_of(words, 0) == len(words):
        return words[1:-1]
    return words


def _is_remark(words: str) -> bool:
    return bool(
        re.fullmatch(r"\s*(?:emphasis|italics|our|my|own|translat).{0,40}|sic", words, re.I)
    )
