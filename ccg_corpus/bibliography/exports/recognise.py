"""Which format of reference managers a file is in: its first lines say so, whatever its name.

Comes in: the first bytes of a file. Goes out: "ris", "medline", "endnote", "endnote xml", "wos",
"bibtex", "csl" or None. It is asked of every file that is met, so it must be sure: a paper that prints
a few lines of such a format, behind words of its own, is a paper.
"""

from __future__ import annotations

import re

HEAD = 8192
# Of these endings a file is what its name says, whatever it holds.
SIDE_SUFFIXES = {
    ".ris": "ris", ".bib": "bibtex", ".bibtex": "bibtex", ".json": "csl", ".csljson": "csl",
    ".nbib": "medline", ".enw": "endnote", ".ciw": "wos", ".isi": "wos",
}  # fmt: skip
# First bytes of formats that hold no lines of text.
_NO_TEXT = (b"%PDF", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")

# ProQuest and others put some lines about themselves before the first entry.
MOST_LINES_BEFORE = 12
_RIS = re.compile(r"TY {0,2}- {0,2}[A-Z][A-Za-z -]{2,30}$")  # "JOUR", and words that are no code
_RIS_TAG = re.compile(r"[A-Z][A-Z0-9] {0,2}-( |$)")
_MEDLINE = re.compile(r"PMID {0,2}- {0,2}\d+")
_MEDLINE_TAG = re.compile(r"(?:[A-Z]{2,4} {0,3}- |      \S)")
_ENDNOTE = re.compile(r"%0 [A-Z]")
_REFER = re.compile(r"%[ADTJKVNPIBCEXU] \S")
_WOS = re.compile(r"(?:FN (?:Clarivate|ISI|Thomson|Web of)|PT [JBSP][ \t]*$)")
_WOS_TAG = re.compile(r"(?:[A-Z][A-Z0-9]( |$)|   \S)")
_BIBTEX_ENTRY = re.compile(
    r"^[ \t]*@(?!string|comment|preamble)[A-Za-z]+\s*[{(]\s*[^\s,{}=\"]*\s*,\s*[\w-]+\s*=",
    re.M | re.I,
)
_BIBTEX_BEFORE = re.compile(r"%|@(?:string|comment|preamble)\b", re.I)
_XML = re.compile(
    r"<records>\s*<record\b[^>]*>.*?<(?:ref-type|rec-number|database|source-app)\b", re.S
)
_CSL = re.compile(r'^\s*[\[{].*"(?:title|author|issued|type)"\s*:', re.S)
_REFERS = re.compile(r'"(?:container-title|citation-key|citekey|issued|DOI|author|type)"\s*:')


def format_of_export(head: bytes) -> str | None:
    """The format that the first bytes of a file are in; of JSON they only say that it may be CSL."""
    if head.startswith(_NO_TEXT):
        return None
    text = decoded(head[:HEAD])
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return None
    return _of_lines([line.strip("\ufeff") for line in lines]) or _of_text(text)


def _of_lines(lines: list[str]) -> str | None:
    first = lines[0].lstrip()
    if _ENDNOTE.match(first) or _all_match(_REFER, lines[:3]):
        return "endnote"
    if _WOS.match(first) and _all_match(_WOS_TAG, lines[1:4]):
        return "wos"
    for place, line in enumerate(lines[: MOST_LINES_BEFORE + 1]):
        if not _is_no_prose(lines[:place]):
            return None
        rest = lines[place + 1 : place + 3]
        if _RIS.match(line.strip()) and _all_match(_RIS_TAG, [one.lstrip() for one in rest]):
            return "ris"
        if _MEDLINE.match(line) and _all_match(_MEDLINE_TAG, rest):
            return "medline"
    return None


def _all_match(pattern: re.Pattern[str], lines: list[str]) -> bool:
    return len(lines) > 1 and all(map(pattern.match, lines))


def _of_text(text: str) -> str | None:
    found = _BIBTEX_ENTRY.search(text)
    if found and _is_before_bibtex(text[: found.start()]):
        return "bibtex"
    if _XML.search(text):
        return "endnote xml"
    return "csl" if _CSL.match(text) and _REFERS.search(text) else None


def _is_before_bibtex(before: str) -> bool:
    lines = [line for line in before.split("\n") if line.strip()]
    return bool(lines and _BIBTEX_BEFORE.match(lines[0].strip())) or _is_no_prose(lines)


def _is_no_prose(lines: list[str]) -> bool:
    """Whether lines are no more than what a database says about itself."""
    words = [len(line.split()) for line in lines]
    return len(words) <= MOST_LINES_BEFORE and max(words, default=0) <= 8 and sum(words) <= 40


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 by its mark, else what Windows writes; one kind of line end."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data[: len(data) // 2 * 2].decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            is_cut = exc.end >= len(data) - 4 and exc.reason == "unexpected end of data"
            text = data.decode("utf-8-sig" if is_cut else "cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
