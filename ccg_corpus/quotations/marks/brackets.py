"""Brackets and what stands behind a quotation: labels, dashes, citations.

In: a block's text and an offset. Out: placed labels and citations with their spans in the block.
"""

from __future__ import annotations

import re

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import PlacedLabel
from ccg_corpus.quotations.habits import Site
from ccg_corpus.quotations.headed import headed
from ccg_corpus.quotations.labels import MAX_LABEL, Label, read_known
from ccg_corpus.quotations.marks.bracket_pairs import closing_of, in_balance, is_aside
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import FIRST_PERSON
from ccg_corpus.quotations.source_lines import source_lines
from ccg_corpus.quotations.speakers.verbs import VERB, VERBS, cased

_BEHIND = re.compile(r"[\s.,;:…?!\"”’'»*_]{0,12}(?:\^?[a-z\d]{1,2}\s+)?(?=[(\[{])")
_DASH = re.compile(r"[\s.,;*_]*(?:[—–―~]|--+|-\s|\s-)\s*")
_CITED = re.compile(
    r"\s*[.,;:]?\s*(?:\[\s*\d{1,3}(?:\s*[,–—-]\s*\d{1,3})*\s*\]|\((?:see |cf\.? |e\.g\.,? )?[^()]{0,80}?\b(?:19|20)\d\d[a-z]?"
    r"(?:\s*[:,;][^()]{0,60})?\)|\((?:p|pp)\.?\s*\d+[^)]{0,20}\)|\(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\))"
)
_SUPERSCRIPT = re.compile(
    r"[.,;]?(?:\d{1,3}(?:[,–-]\s?\d{1,3})*(?::\d{1,4}(?:[–-]\d+)?)?|[¹²³⁰-⁹]+)(?=\s|$|[.,;])"
)
_LABEL_LINE = re.compile(
    r"[\s\"”’'.,]*(?:\((?P<bracketed>[^()]*(?:\([^()]*\)[^()]*)*)\)|\[(?P<squared>[^\[\]]*)\]|[—–―-]+\s*(?P<dashed>.+?))[\s.]*"
)
# in the author's bracket: "…, GP 2)", or, where another quotation follows in it, "…, GP 2; “"
_BRACKET_END = re.compile(
    r"[\s.,;:–—-]*(?P<words>[^()\[\]“”\"„«»]{1,140}?)"
    r"(?:(?P<closing>[)\]])|\s*(?:;|,? and|,? or)\s+(?=[“\"„«‘']))"
)
_SIGN = re.compile(r"[()\[\]]")
MAX_SOURCE_WORDS = 8  # of a source that stands in a paragraph of its own
MAX_IN_BRACKET = 3000  # code points between a bracket's opening and a quotation in it
_SAYS = cased(
    rf"^(?:{VERBS})\b|^(?:was|is)\b|\b(?:said|says|noted|explained|recalled|added|agreed|told)\b"
)
_BARE_BEHIND = re.compile(
    r"\s+(?P<words>(?!(?:At|In|On|From|As|For|The|An?|One|Another|Some|With|To|By|While)\b)[A-ZÀ-Þ#][^.?!:;“”\"‘]{1,60}?)[\s.]*(?:\d{1,2}[.)]\s*)?(?=[“\"‘«]|$)"
)
# a few words that are no sentence: "Band 6, night shift"
_OWN_LINE = re.compile(r"(?=[^.?!:;“”\"]{2,60}$)[\w#][^.?!:;“”\"]*")
_NEXT_QUOTATION = re.compile(r"(?<=[^\W_])\.?\s+(?=[“«])")


def label_behind(reading: Reading, text: str, at: int, offset: int) -> PlacedLabel | None:
    """The label printed right behind `at` in a block's text; spans move by `offset`."""
    for _ in range(3):
        match = _BEHIND.match(text, at)
        if match is None:
            return _dash_label(reading, text, at, offset)
        opening = match.end()
        end = closing_of(text, opening)
        if end is None:
            return None
        label = reading.label(text[opening + 1 : end - 1])
        if label and label.speaks:
            inner = Span(offset + opening + 1, offset + end - 1)
            return PlacedLabel(label, inner, Span(offset + opening, offset + end), "trailing_label")
        if not is_aside(text[opening + 1 : end - 1]):
            return None
        at = end
    return None


def _dash_label(reading: Reading, text: str, at: int, offset: int) -> PlacedLabel | None:
    """ "— GP, case D" to the end of the block; names need no dash: "…” Jo Moss, chair, NHS X."

    Behind a dash the next quotation of the block may begin: "“…” – P1 “…” – P2".
    """
    match = _DASH.match(text, at)
    start = match.end() if match else at
    following = _NEXT_QUOTATION.search(text, start, start + MAX_LABEL) if match else None
    stop = following.start() if following else len(text)
    if stop - at > MAX_LABEL:
        return None
    words = in_balance(text[start:stop]).strip().rstrip(".")
    start = text.find(words, start) if words else start
    if not words or len(words) > 120:
        return None
    label = reading.label(words)
    if label is None or not label.speaks:
        return None
    bare = match is None
    if _SAYS.search(words) or (bare and words[:1].islower()):
        return None  # a sentence that says who spoke
    if bare and re.search(r"[\"“”«»]|[a-z]{3}[.?!]\s", words):
        return None  # the author's sentence goes on
    if bare and not (label.name and "," in words) and not (label.strong and label.participant):
        return None
    span = Span(offset + start, offset + start + len(words))
    rule = "dash_label" if match else "named_behind"
    return PlacedLabel(label, span, Span(offset + at, offset + stop), rule)


def label_in_bracket(reading: Reading, text: str, passage: Span, offset: int) -> PlacedLabel | None:
    """ "(“I just left,” P3; “I stayed,” P4)": words and labels in one bracket of the author's."""
    match = _BRACKET_END.match(text, passage.end)
    if match is None or not _in_bracket(text, passage.start):
        return None
    label = reading.label(match["words"])
    if label is None or not label.strong:
        return None
    span = Span(offset + match.start("words"), offset + match.end("words"))
    return PlacedLabel(label, span, Span(span.start, offset + match.end()), "trailing_label")


def _in_bracket(text: str, at: int) -> bool:
    """Whether a bracket is open at `at`."""
    depth = 0
    for match in _SIGN.finditer(text, max(0, at - MAX_IN_BRACKET), at):
        depth = depth + 1 if match.group() in "([" else max(0, depth - 1)
    return depth > 0


def label_at_sentence_end(
    reading: Reading, text: str, at: int, following: int | None, offset: int
) -> PlacedLabel | None:
    """ "“…” with their clinical role (P15)." – the label waits for the end of the sentence."""
    limit = min(len(text), at + 160, following or len(text))
    match = re.match(r"[^.?!()\[\]\"“”‘]*([(\[])", text[at:limit])
    if match is None:
        return None
    opening = at + match.start(1)
    end = closing_of(text, opening)
    if end is None or end > limit or not re.match(r"\s*[.;,]?(?:\s+[A-Z]|\s*$)", text[end:]):
        return None
    label = reading.label(text[opening + 1 : end - 1])
    if label is None or not label.strong or not label.participant:
        return None
    inner = Span(offset + opening + 1, offset + end - 1)
    return PlacedLabel(label, inner, Span(offset + opening, offset + end), "sentence_end_label")


def unread_behind(reading: Reading, at: int, end: int) -> Span | None:
    """A bracket, a dash or a line right behind `end` of a block that is no label anyone can read.

    It is that quotation's all the same: what it says is unknown, and nobody else's.
    """
    text, offset = reading.texts[at], reading.block(at).span.start
    match = _BEHIND.match(text, end)
    closing = closing_of(text, match.end()) if match else None
    if match and closing and not is_aside(text[match.end() + 1 : closing - 1]):
        return Span(offset + match.end(), offset + closing)
    dash = _DASH.match(text, end)
    if dash and _OWN_LINE.fullmatch(text, dash.end()):
        return Span(offset + dash.start(), offset + len(text))
    bare = _BARE_BEHIND.match(text, end)
    label = reading.label(bare["words"]) if bare else None
    if bare and label and label.strong and not VERB.search(bare["words"]):
        return Span(offset + bare.start("words"), offset + bare.end())
    if text[end:].strip(" .,;\"”’'") or at + 1 >= len(reading.texts):
        return None
    following = reading.block(at + 1)
    line = reading.texts[at + 1]
    if at + 1 in source_lines(reading).lines:
        return None  # it is of the words below it, or was read
    if following.kind in ("paragraph", "quote", "attribution") and (
        _LABEL_LINE.fullmatch(line) or _OWN_LINE.fullmatch(line)
    ):
        return following.span
    return None


def whole_label(reading: Reading, at: int) -> PlacedLabel | None:
    """A block that is nothing but a label, in brackets, behind a dash or stated as such."""
    text, block = reading.texts[at], reading.block(at)
    found = source_lines(reading)
    if at in found.lines:
        return found.below.get(at)
    stated = block.kind == "attribution" or is_source_line(reading, at) or at in reading.below.lines
    below = _is_below_slanted(reading, at)
    if len(text) > MAX_LABEL or block.kind in ("caption", "heading"):
        return None
    line = reading.attributions.lines.get(at)
    if line and (label := reading.label(line.words)):
        return _placed(line, label, block.span.start, block.span)
    match = _LABEL_LINE.fullmatch(text)
    words = (
        (match["bracketed"] or match["squared"] or match["dashed"] or "")
        if match
        else text
        if stated
        else ""
    ).strip(" .")
    label = reading.label(words) if words else None
    if label is None and below and words:
        label = read_known(words, reading.roles, reading.common_words)
    if label is None and stated and words:
        label = Label(words, 1.0)
    if label is None or not (label.speaks or stated or below):
        return None
    start = block.span.start + text.find(words)
    return PlacedLabel(label, Span(start, start + len(words)), block.span, "label_line")


def _is_below_slanted(reading: Reading, at: int) -> bool:
    """Whether a line of a cell, behind a dash, stands below words of the same cell in italics."""
    block = reading.block(at)
    if block.kind != "cell" or not at or not re.match(r"\s*[—–―]", reading.texts[at]):
        return False
    above = reading.block(at - 1)
    if (above.table, above.row, above.column) != (block.table, block.row, block.column):
        return False
    italic = sum(run.end - run.start for run in above.italics)
    return len(reading.texts[at].split()) <= MAX_SOURCE_WORDS and 5 * italic > 4 * len(
        reading.texts[at - 1]
    )


def is_source_line(reading: Reading, at: int) -> bool:
    """Whether the last paragraph of a stated quotation is a few words that are no sentence.

    "> I never got the key." and below it, in the same quotation, "> Nurse 9": its source.
    """
    block, text = reading.block(at), reading.texts[at].strip()
    if block.kind != "quote" or block.group is None or not at:
        return False
    before = reading.block(at - 1)
    goes_on = at + 1 < len(reading.texts) and reading.block(at + 1).group == block.group
    if before.kind != "quote" or before.group != block.group or goes_on:
        return False
    if len(text.split()) > MAX_SOURCE_WORDS or FIRST_PERSON.search(text):
        return False
    if not re.match(r"[A-Z\d#—–(\[-]", text) or re.search(r"[.?!…:,\"”’]$", text):
        return False
    return re.search(r"[.?!…\"”’)\]]\s*$", reading.texts[at - 1]) is not None


def end_label(reading: Reading, at: int) -> PlacedLabel | None:
    """The attribution at a block's end without brackets, where the document attributes so."""
    site = reading.attributions.at_end.get(at)
    label = reading.label(site.words) if site else None
    if site is None or label is None:
        return None
    start = reading.block(at).span.start
    outer = Span(start + site.outer.start, start + site.outer.end)
    return _placed(site, label, start, outer)


def _placed(site: Site, label: Label, offset: int, outer: Span) -> PlacedLabel:
    span = Span(offset + site.inner.start, offset + site.inner.end)
    rule = "label_line" if site.kind == "line" else "habit_label"
    return PlacedLabel(label, span, outer, rule)


def item_before(reading: Reading, at: int) -> PlacedLabel | None:
    """The speaker that the line or the list item before is nothing but: "<dt>GP 2<dd>…", as items
    or cells."""
    if above := source_lines(reading).labels.get(at):
        return above
    if not at or not _are_pair(reading, at):
        return None
    words, block = reading.texts[at - 1].rstrip(" :"), reading.block(at - 1)
    label = reading.label(words)
    if label is None or not label.strong or label.participant is None:
        return None
    span = Span(block.span.start, block.span.start + len(words))
    return PlacedLabel(label, span, block.span, "item_before")


def _are_pair(reading: Reading, at: int) -> bool:
    """Whether a block and the one before are items of a list, or all of a row without headings."""
    block, before = reading.block(at), reading.block(at - 1)
    if {block.kind, before.kind} == {"list_item"}:
        return True
    if {block.kind, before.kind} != {"cell"} or block.header or block.table is None:
        return False
    near = [reading.block(i) for i in range(max(0, at - 2), min(at + 2, len(reading.texts)))]
    row = [one for one in near if (one.table, one.row) == (block.table, block.row)]
    return row == [before, block]


def leading_label(reading: Reading, at: int) -> PlacedLabel | None:
    """A strong label that opens a block of the author's: torn off the quotation before."""
    text, offset = reading.texts[at], reading.block(at).span.start
    if text[:1] not in ("(", "[") or at in headed(reading):
        return None
    end = closing_of(text, 0)
    label = reading.label(text[1 : end - 1]) if end else None
    if end is None or label is None or not label.strong or not re.match(r"\s+[A-Z]", text[end:]):
        return None
    return PlacedLabel(
        label, Span(offset + 1, offset + end - 1), Span(offset, offset + end), "leading_label"
    )


def citation_behind(text: str, at: int) -> Span | None:
    """A reference right behind a passage: "[13]", "(Suchman, 1995: 574)", a superscript."""
    while at < len(text) and text[at] in "\"”’'»":
        at += 1
    match = _CITED.match(text, at) or _SUPERSCRIPT.match(text, at)
    return Span(match.start(), match.end()) if match else None
