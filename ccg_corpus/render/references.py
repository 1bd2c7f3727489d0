"""Documents as entries for reference managers: CSL-JSON, RIS, BibTeX.

Comes in: rows with the facts of documents, as `ccg documents` has them. Goes out: text that the
readers of these formats take, ours among them: what was written is read back as it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ccg_corpus.bibliography.exports.types import written_type
from ccg_corpus.bibliography.names import name_of
from ccg_corpus.render.columns import printable
from ccg_corpus.render.formats.json import visible

Row = Mapping[str, Any]

_NUMBERS = re.compile(r"(?P<volume>[^()]*)\((?P<issue>[^()]*)\)")
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
# A word with a capital inside is one that BibTeX's styles must not put in lower case.
_CAPITALS = re.compile(r"\b\w+[A-Z]\w*")
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_BIBTEX_KEY = re.compile(r"[^\w.:+/-]")


def render_references(rows: Iterable[Row], format_name: str) -> Iterator[str]:
    """Documents in "csl-json", "ris" or "bibtex"."""
    if format_name == "csl-json":
        return _csl_json(rows)
    return _ris(rows) if format_name == "ris" else _bibtex(rows)


def csl_item(row: Row) -> dict[str, Any]:
    """One document as citeproc takes it: the keys of the schema and no others."""
    kind, genre = written_type(row.get("type"), "csl")
    volume, issue = volume_and_issue(row)
    pages = row.get("pages")
    item = {
        "id": row["id"],
        "type": kind,
        "genre": genre,
        "title": row.get("title"),
        "author": [_csl_name(author) for author in row.get("authors") or ()],
        "issued": {"date-parts": [[row["year"]]]} if row.get("year") else None,
        "container-title": row.get("journal"),
        "volume": volume,
        "issue": issue,
        "page": str(pages).replace("–", "-") if pages else None,
        "publisher": row.get("publisher"),
        "DOI": row.get("doi"),
        "URL": row.get("url"),
        "language": row.get("language"),
    }
    return {key: value for key, value in item.items() if value not in (None, [])}


def volume_and_issue(row: Row) -> tuple[str | None, str | None]:
    """Volume and issue, also where both stand in one: "68(671)"."""
    volume, issue = row.get("volume"), row.get("issue")
    both = _NUMBERS.fullmatch(str(volume)) if volume and not issue else None
    return (both["volume"], both["issue"]) if both else (volume, issue)


def _csl_name(author: str) -> dict[str, str]:
    name = name_of(author)
    if name.is_group or not name.given:
        return {"literal": author}
    return {"family": name.family, "given": name.given}


def _csl_json(rows: Iterable[Row]) -> Iterator[str]:
    yield "["
    separator = "\n"
    for row in rows:
        yield separator + visible(json.dumps(csl_item(row), ensure_ascii=False))
        separator = ",\n"
    yield "\n]\n" if separator != "\n" else "]\n"


def _ris(rows: Iterable[Row]) -> Iterator[str]:
    between = ""
    for row in rows:
        yield between + ris_entry(row)
        between = "\n"


def ris_entry(row: Row, notes: Iterable[str] = ()) -> str:
    """One document as RIS, each note a field of its own."""
    import rispy

    class Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
        def set_header(self, count: int) -> str:
            return ""

    fields = {**_ris_fields(row), "notes": list(notes)}
    entry = {key: _lines(value) for key, value in fields.items() if value}
    return str(Writer().formats([entry]))


def _ris_fields(row: Row) -> dict[str, Any]:
    kind, words = written_type(row.get("type"), "ris")
    volume, issue = volume_and_issue(row)
    first, _, last = str(row.get("pages") or "").replace("-", "–").partition("–")
    return {
        "type_of_reference": kind,
        "id": row["id"],
        "title": _line(row.get("title")),
        "authors": [_comma(author) for author in row.get("authors") or ()],
        "year": str(row["year"]) if row.get("year") else None,
        "secondary_title": _line(row.get("journal")),
        "volume": volume,
        "number": issue,
        "start_page": first.strip(),
        "end_page": last.strip(),
        "publisher": _line(row.get("publisher")),
        "doi": row.get("doi"),
        "urls": [row["url"]] if row.get("url") else None,
        "language": row.get("language"),
        "type_of_work": words,
        "file_attachments1": row.get("source"),
    }


def _line(value: object) -> str | None:
    return printable(" ".join(str(value).split())) if value else None


def _lines(value: object) -> Any:
    """Each value on one line: a file's name may hold what begins the next field, or a record."""
    return [_line(one) for one in value] if isinstance(value, list) else _line(value)


def _comma(author: str) -> str:
    """ "Smith, J": family name first, as RIS and BibTeX want it."""
    name = name_of(author)
    return f"{name.family}, {name.given}" if name.given and not name.is_group else author


def _bibtex(rows: Iterable[Row]) -> Iterator[str]:
    between = ""
    for row in rows:
        yield between + bibtex_entry(row)
        between = "\n"


def bibtex_entry(row: Row, annote: Iterable[str] = ()) -> str:
    """One document as BibTeX, with what is noted of it."""
    import bibtexparser
    from bibtexparser.model import Entry, Field

    kind, fields = _bibtex_fields(row)
    fields["annote"] = "\n\n".join(_latex(note) for note in annote)
    entry = Entry(
        kind,
        _BIBTEX_KEY.sub("-", str(row["id"])),
        [Field(key, value) for key, value in fields.items() if value],
    )
    return str(bibtexparser.write_string(bibtexparser.Library([entry])))


def _bibtex_fields(row: Row) -> tuple[str, dict[str, str | None]]:
    kind, words = written_type(row.get("type"), "bibtex")
    volume, issue = volume_and_issue(row)
    place = "journal" if kind == "article" else "booktitle"
    pages = row.get("pages")
    return kind, {
        "author": " and ".join(map(_bibtex_name, row.get("authors") or ())),
        "title": _CAPITALS.sub(r"{\g<0>}", _latex(row.get("title"))) if row.get("title") else None,
        "year": str(row["year"]) if row.get("year") else None,
        place: _latex(row.get("journal")),
        "volume": _latex(volume),
        "number": _latex(issue),
        "pages": _latex(str(pages).replace("–", "--")) if pages else None,
        _PUBLISHERS.get(kind, "publisher"): _latex(row.get("publisher")),
        "doi": _latex(row.get("doi")),
        "url": _latex(row.get("url")),
        "note": words,
        "file": _file(row.get("source")),
    }


def _bibtex_name(author: str) -> str:
    name = name_of(author)
    plain = _latex(_comma(author))
    return f"{{{plain}}}" if name.is_group or not name.given else plain


def _latex(value: object) -> str:
    """Letters stay as they are: BibTeX files have been UTF-8 for long; its own signs are escaped."""
    return "".join(_LATEX.get(sign, sign) for sign in _line(value) or "")


def _file(source: object) -> str | None:
    return re.sub(r"([\\;:{}])", r"\\\1", _line(source) or "") if source else None
