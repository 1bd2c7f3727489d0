"""Which pieces are headings, how deep, and which section of a paper each piece stands in.

In: pieces in reading order. Out: the same pieces with kind, level and section set. Names of
sections are those papers use (IMRaD and its like); headings between them are one level below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from ccg_corpus.rebuild.endings import is_caption, is_finished
from ccg_corpus.rebuild.pieces import Piece
from ccg_corpus.rebuild.sections import bare_heading, heading_number, opens_section, section_named
from ccg_corpus.rebuild.turns import is_code, turn_heads

MAX_HEADING_WORDS = 16
MIN_PLAIN_ABSTRACT = 60  # words right under the heading "Abstract": it has no parts then
MIN_STATED_ABSTRACT = 8  # where the format states that both headings are of one depth
MAX_ABSTRACT_PART = 230  # words of one part of a structured abstract
MAX_ABSTRACT_WORDS = 600  # structured abstracts stay below; what runs on is the paper

_LABEL_LIKE = re.compile(r"^[\[(].*[\])]\.?$|[\])]\.?$")
_WHOLLY_MARKED = re.compile(r"[“\"‘'].*[”\"’']")
_REFERENCE = re.compile(
    r"doi\.org|\bdoi:|https?://|\d\s?\(\d[^()]{0,9}\)\s?:|\b(?:19|20)\d\d[a-z]?[.;:)]|\d:\s?\d+[-–]\d",
    re.I,
)
# a sentence with who said it: "I have never once seen the key. Hedda of the weir"
_SAID_BY = re.compile(r"(?!\d)(?:\S+\s+){4,}\S*[a-z]{2}[.!…][\"”’')]*\s+\S.{0,40}$")
_FLOAT = re.compile(r"\[figure/table\]", re.I)
_NOT_HEADING = re.compile(
    r"https?://|www\.|@|©|\bdoi\b|^\d+ words$|^\W+$|^[\W\d]+$|^XSL\b|^RenderX$|^JMIR\b", re.I
)


def mark_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with headings, levels and sections set."""
    stated = any(piece.block is not None for piece in pieces)
    spoken = {at for at, head in turn_heads([piece.text for piece in pieces]).items() if head.alone}
    spoken |= _sources(pieces)
    if stated:
        marked = [_spoken(piece) if at in spoken else piece for at, piece in enumerate(pieces)]
    else:
        marked = _find_headings(pieces, spoken)
    return _set_sections(marked)


def _sources(pieces: Sequence[Piece]) -> set[int]:
    """Lines that are set as headings and say who speaks below: "Passenger 1", then words in marks.

    Several of one make with other numbers do so; "Case 1" and "Theme 2" are headings.
    """
    found: dict[str, set[int]] = {}
    for at, (piece, following) in enumerate(pairwise(pieces)):
        if piece.kind not in ("heading", "paragraph") or not is_code(piece.text.strip(" :")):
            continue
        if following.kind == "quote" or _WHOLLY_MARKED.fullmatch(following.text):
            found.setdefault(piece.text.rstrip(" :0123456789"), set()).add(at)
    return {at for places in found.values() if len(places) > 1 for at in places}


def _spoken(piece: Piece) -> Piece:
    """A transcript's speaker who was set as a heading is none."""
    return replace(piece, kind="paragraph", level=0) if piece.kind == "heading" else piece


def _find_headings(pieces: Sequence[Piece], spoken: Set[int]) -> list[Piece]:
    """Lines of a plain text that stand as headings do."""
    looks = [at not in spoken and _looks_like_heading(piece) for at, piece in enumerate(pieces)]
    out: list[Piece] = []
    for at, piece in enumerate(pieces):
        if looks[at] and _opens_text(pieces, looks, at):
            out.append(replace(piece, kind="heading", level=_level(piece.text)))
        else:
            out.append(piece)
    return out


def _looks_like_heading(piece: Piece) -> bool:
    text = piece.text
    if piece.kind not in ("paragraph", "list_item") or len(piece.lines) > 3:
        return False
    if section_named(text) and not _LABEL_LIKE.match(text):
        return piece.word_count <= MAX_HEADING_WORDS
    if piece.word_count > MAX_HEADING_WORDS or len(text) > 140 or is_caption(text):
        return False
    if (
        is_finished(text)
        or text.endswith(",")
        or _LABEL_LIKE.search(text)
        or _NOT_HEADING.search(text)
        or _SAID_BY.match(text)
    ):
        return False
    if piece.kind == "list_item" and not heading_number(text):
        return False
    return bool(re.match(r"[A-Z0-9‘“\"'¿¡À-Þ*]", text)) and bool(re.search(r"[A-Za-z]{3}", text))


def _opens_text(pieces: Sequence[Piece], looks: list[bool], at: int) -> bool:
    """A heading has text below it, at most three headings down; a poured table has more lines."""
    following = looks[at + 1 : at + 4]
    before = 0
    while at - 1 - before >= 0 and looks[at - 1 - before] and before < 4:
        before += 1
    run = before
    for look in following:
        if not look:
            break
        run += 1
    if section_named(pieces[at].text):
        return True
    if at + 1 >= len(pieces) or run > 3 or _heads_rows(pieces, at):
        return False
    if _WHOLLY_MARKED.fullmatch(pieces[at].text) and at and pieces[at - 1].text.endswith(":"):
        return False  # a lead-in comes before it: words said, without a full stop
    return pieces[at + 1].kind != "cell"


def _heads_rows(pieces: Sequence[Piece], at: int) -> bool:
    """The header of a box's rows: "Case  What it is like" above "Case A …", "Case B …"."""
    first = pieces[at].text.split()[0]
    rows = [piece.text.split()[0] for piece in pieces[at + 1 : at + 3] if piece.text]
    return len(rows) == 2 and all(word == first for word in rows)


def _level(text: str) -> int:
    number = heading_number(text)
    if number:
        return number.count(".") + 1
    return 1 if opens_section(text) else 2


def _set_sections(pieces: list[Piece]) -> list[Piece]:
    """Pieces with their sections; a report has more than an abstract with methods and results."""
    marked = _with_sections(pieces)
    if _swallows_all(marked):
        return _with_sections(pieces, plain_abstract=True)
    return marked


def _swallows_all(pieces: Sequence[Piece]) -> bool:
    """Whether all that a paper has to say stands in its abstract: then its own sections were
    taken for the abstract's, because both are short."""
    sections = {piece.section for piece in pieces if piece.kind != "reference"}
    if sections & {"background", "methods", "results", "discussion"}:
        return False
    return any(
        piece.kind == "heading"
        and piece.section == "abstract"
        and section_named(piece.text) == "results"
        for piece in pieces
    )


def _with_sections(pieces: list[Piece], *, plain_abstract: bool = False) -> list[Piece]:
    """`plain_abstract`: words right under the heading "Abstract" are all of the abstract."""
    section, in_abstract, abstract_words = "other", set[str](), 0
    out: list[Piece] = []
    for at, piece in enumerate(pieces):
        abstract_words = abstract_words + piece.word_count if section == "abstract" else 0
        if _FLOAT.match(piece.text) or (piece.kind == "caption" and section == "references"):
            section = "other"  # floats that a converter moved to the end belong to no section
        if section == "references" and piece.kind == "heading" and _among_references(pieces, at):
            piece = replace(piece, kind="paragraph", level=0)
        if piece.kind == "heading":
            over = abstract_words > MAX_ABSTRACT_WORDS or _is_papers_own(
                pieces, at,
                plain_words=0 if in_abstract else abstract_words,
                least=0 if plain_abstract else MIN_PLAIN_ABSTRACT,
            )  # fmt: skip
            section = _section_after("other" if over else section, piece, in_abstract)
        kind = "reference" if section == "references" and piece.kind != "heading" else piece.kind
        shown = "other" if section == "references" else section
        same = kind == piece.kind and shown == piece.section
        out.append(piece if same else replace(piece, kind=kind, section=shown))
    return out


def _among_references(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a line that looks like a heading is a piece of a reference that was torn."""
    if section_named(pieces[at].text) or heading_number(pieces[at].text):
        return False
    return any(_REFERENCE.search(piece.text) for piece in pieces[at + 1 : at + 4])


def _is_papers_own(pieces: Sequence[Piece], at: int, *, plain_words: int, least: int) -> bool:
    """Whether a heading behind an abstract's is the paper's, where no introduction tells.

    An abstract of one paragraph (`plain_words`) has no headings, and no abstract's part is long.
    """
    if not opens_section(pieces[at].text):
        return False
    if _is_stated_beside(pieces, at):
        least = min(least, MIN_STATED_ABSTRACT)
    elif pieces[at].block is not None:
        least = max(least, MIN_PLAIN_ABSTRACT)  # set deeper than the abstract's own heading
    if plain_words > least:
        return True
    words = 0
    for piece in pieces[at + 1 :]:
        if piece.kind == "heading" or words > MAX_ABSTRACT_PART:
            break
        words += piece.word_count
    return words > MAX_ABSTRACT_PART


def _is_stated_beside(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the format states that a heading is as deep as the one above it."""
    above = next((piece for piece in reversed(pieces[:at]) if piece.kind == "heading"), None)
    is_stated = above is not None and above.block is not None and pieces[at].block is not None
    return is_stated and above is not None and above.level == pieces[at].level


def _section_after(section: str, heading: Piece, in_abstract: set[str]) -> str:
    """The section that a heading opens, given the one before it."""
    name = bare_heading(heading.text).rstrip(":").strip().lower()
    named = section_named(heading.text)
    if named == "abstract" and section in ("other", "abstract"):
        in_abstract.clear()
        return "abstract"
    if named == "abstract":  # "Summary" under Discussion is no abstract
        return section
    if section == "abstract":
        if named is None and in_abstract:
            return "abstract"  # "Originality" in a structured one
        if named is None or _ends_abstract(name, in_abstract):
            return named or "other"
        in_abstract.add(name)
        return "abstract"
    if named is None:
        return section if section != "references" else "other"
    if heading.level > 1 and not opens_section(heading.text):
        # "Participants" under Methods stays in Methods; under Results in Results
        return section if section != "other" else named
    return named


def _ends_abstract(name: str, in_abstract: set[str]) -> bool:
    """An abstract's own "Background" … "Conclusion" end at a name that comes again."""
    if re.fullmatch(r"introduction|key ?words?|references|how this fits in", name):
        return True
    if name in in_abstract:
        return True
    concluded = any(re.match(r"conclu|originality|interpretation", seen) for seen in in_abstract)
    return concluded and bool(re.match(r"background|introduction|literature", name))
