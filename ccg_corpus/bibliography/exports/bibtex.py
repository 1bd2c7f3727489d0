"""BibTeX and BibLaTeX → entries, accents and LaTeX decoded.

bibtexparser 2 and not 1: it keeps a broken or a doubled entry as a block of its own and reads on,
where 1 drops it without a word or stops; and it is MIT-licensed throughout. It is asked for blocks
only: it does not join the parts of a value, nor take in what a crossref names (`bibtex_values` does).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from ccg_corpus.bibliography.exports.bibtex_values import (
    BibtexEntry,
    Values,
    inherited,
    is_in_braces,
    names_in,
)
from ccg_corpus.bibliography.exports.reference import Entry
from ccg_corpus.bibliography.exports.types import read_type
from ccg_corpus.bibliography.names import name_of, written
from ccg_corpus.core.model import Facts
from ccg_corpus.readers.facts import doi_of, one_line, year_of

_READ = {
    "title", "subtitle", "year", "date", "doi", "url", "journal", "journaltitle", "booktitle",
    "volume", "number", "issue", "pages", "eid", "publisher", "institution", "school",
    "organization", "howpublished", "note", "pubstate",
}  # fmt: skip
_SAID = _READ | {"author", "crossref", "xdata", "file"}  # where they can't be read, it is said
_BRACES = str.maketrans("", "", "{}")
_BETWEEN_FILES = re.compile(r"(?<!\\);")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_KIND = re.compile(r":(?:[\w.+-]+/[\w.+-]+|[A-Za-z]{2,5})$")


def read_bibtex(text: str) -> Iterator[Entry]:
    """The entries of a BibTeX file, broken and doubled ones with what is wrong."""
    import bibtexparser

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what is wrong is said by us
    library = bibtexparser.parse_string(text, parse_stack=[])
    values = Values({one.key: str(one.value) for one in library.strings})
    read = [_block(block, values) for block in library.blocks]
    blocks: dict[str, BibtexEntry] = {}
    for one in read:
        if isinstance(one, BibtexEntry) and one.key:
            blocks.setdefault(one.key.lower(), one)
    inherited(blocks)
    found = [
        one for one in read if one and not (isinstance(one, BibtexEntry) and one.kind == "xdata")
    ]
    for number, one in enumerate(found, start=1):
        yield Entry(number, wrong=one) if isinstance(one, str) else _entry(one, number)


def _block(block: Any, values: Values) -> BibtexEntry | str | None:
    """An entry with its values; what is wrong with it; None where it is no entry."""
    kind = type(block).__name__
    if kind == "DuplicateFieldKeyBlock":
        entry = _read_block(block.ignore_error_block, values)
        twice = sorted(block.duplicate_keys)
        entry.doubts += [f"'{name}' is there twice; the first one counts" for name in twice]
        return entry
    if kind == "Entry":
        return _read_block(block, values)
    return _wrong(block) if hasattr(block, "error") else None


def _wrong(block: Any) -> str:
    line = (block.start_line or 0) + 1
    key = getattr(block, "key", None)
    if type(block).__name__ == "DuplicateBlockKeyBlock" and key:
        return f"'{key}' (line {line}) is there twice; the first one counts"
    return f"can't be read (line {line}): a brace or a quotation mark is not closed, or a comma is missing"


def _read_block(block: Any, values: Values) -> BibtexEntry:
    raw: dict[str, str] = {}
    for field in block.fields:
        raw.setdefault(field.key.lower(), str(field.value))
    entry = BibtexEntry(block.entry_type.lower(), block.key or "", raw)
    for name, typed in raw.items():
        value, wrong = values.read(typed)
        if value is not None:
            entry.fields[name] = value
        if wrong and name in _SAID:
            entry.doubts.append(f"{name}: {wrong}")
    return entry


def _entry(block: BibtexEntry, number: int) -> Entry:
    try:
        return _read(block, number)
    except (ValueError, RecursionError) as exc:  # braces a thousand deep
        return Entry(number, wrong=f"'{block.key}' can't be read: {exc}")


def _read(block: BibtexEntry, number: int) -> Entry:
    raw = block.fields
    fields = {key: _decoded(value) for key, value in raw.items() if key in _READ}
    facts = _facts(block.kind, fields, raw)
    doubts = tuple(f"'{block.key}': {doubt}" for doubt in block.doubts)
    if not (facts.title or facts.authors or facts.doi):
        return Entry(number, wrong=f"'{block.key}' has no title, author or DOI", doubts=doubts)
    return Entry(number, facts, block.key, tuple(_files(raw.get("file", ""))), doubts=doubts)


def _facts(kind: str, fields: Mapping[str, str | None], raw: Mapping[str, str]) -> Facts:
    journal = next(filter(None, (fields.get(k) for k in ("journal", "journaltitle"))), None)
    stated = read_type("bibtex", kind, fields.get("pubstate") or fields.get("note"))
    is_page = stated is None and (fields.get("url") or fields.get("howpublished"))
    return Facts(
        title=_title(fields),
        authors=tuple(_authors(raw.get("author", ""))),
        year=year_of(fields.get("year")) or year_of(fields.get("date")),
        doi=doi_of(fields.get("doi")) or doi_of(_link(fields)),
        journal=journal or fields.get("booktitle"),
        type=stated or ("web page" if is_page else None),
        language=None,  # a language's name, seldom its code
        extra=_extra(fields),
    )


def _title(fields: Mapping[str, str | None]) -> str | None:
    title, subtitle = fields.get("title"), fields.get("subtitle")
    return f"{title}: {subtitle}" if title and subtitle else title


def _link(fields: Mapping[str, str | None]) -> str | None:
    url = fields.get("url") or ""
    return url if "doi.org/" in url else None


def _extra(fields: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    pages = fields.get("pages") or fields.get("eid")
    publisher = ("publisher", "institution", "school", "organization")
    stated = {
        "volume": fields.get("volume"),
        "issue": fields.get("number") or fields.get("issue"),
        "pages": re.sub(r"\s*[-–—]+\s*", "–", pages) if pages else None,
        "publisher": next(filter(None, (fields.get(name) for name in publisher)), None),
        "url": fields.get("url"),
    }
    return tuple((key, value) for key, value in stated.items() if value)


def _authors(field: str) -> Iterator[str]:
    """Names between "and"s; what stands in braces as a whole is an organisation."""
    for part in names_in(field):
        name = _decoded(part)
        if not name or name.lower() == "others":
            continue
        parts = name_of(name)
        is_one = is_in_braces(part.strip())
        yield name if is_one or parts.is_group else written(parts.family, parts.given)


def _files(field: str) -> Iterator[str]:
    """Paths in `file`: "path", "title:path:type" and ":path:PDF", joined by semicolons."""
    plain = field.replace("{$\\backslash$}", "\\").replace("$\\backslash$", "\\")
    plain = re.sub(r"\{(\\[_&%#])\}", r"\1", plain)  # "night{\_}bus.pdf"
    for part in _BETWEEN_FILES.split(plain.strip("{} ")):
        part = re.sub(r"\\([:;\\_&%#{}$])", r"\1", part.strip())
        if not part:
            continue
        yield part
        bare = _KIND.sub("", part)
        if bare != part:  # "title:path": the title may be empty, the path may begin with a drive
            drive = _DRIVE.search(bare)
            yield bare[drive.start() :] if drive else bare.split(":", 1)[-1]


def _decoded(value: str) -> str | None:
    # Most values hold no more than the braces that keep capitals; decoding takes a millisecond.
    is_latex = any(sign in value for sign in "\\$~")
    plain = _latex().latex_to_text(value) if is_latex else value.translate(_BRACES)
    return one_line(plain.replace("\N{NO-BREAK SPACE}", " "))


@lru_cache(maxsize=1)
def _latex() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text", keep_comments=True)
