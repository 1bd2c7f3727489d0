"""Documents for reference managers and reference lists, and back."""

from __future__ import annotations

import json
from typing import Any

import bibtexparser
import pytest
import rispy

from ccg_corpus.bibliography.exports.bibtex import read_bibtex
from ccg_corpus.bibliography.exports.csl import read_csl
from ccg_corpus.bibliography.exports.ris import read_ris
from ccg_corpus.bibliography.exports.types import WRITTEN
from ccg_corpus.core.model import Facts
from ccg_corpus.render import CITATION_STYLES, REFERENCE_FORMATS
from ccg_corpus.render.references import render_references
from ccg_corpus.render.styles import reference

READERS = {"csl-json": read_csl, "ris": read_ris, "bibtex": read_bibtex}
# citeproc's schema of input data, version 1.0.2: what we write of it.
CSL_KEYS = {
    "id", "type", "genre", "title", "author", "issued", "container-title", "volume", "issue",
    "page", "publisher", "DOI", "URL", "language",
}  # fmt: skip
CSL_TYPES = {
    "article", "article-journal", "article-magazine", "article-newspaper", "book", "chapter",
    "document", "manuscript", "paper-conference", "post-weblog", "report", "thesis", "webpage",
}  # fmt: skip

BUSES: dict[str, Any] = {
    "id": "plumridge-2019", "title": "Waiting for the NHS bus: 50% of it & more_or less",
    "authors": ["Plumridge, Anna", "Sallow BC", "van der Berg J", "Fenmouth Reading Group"],
    "year": 2019, "doi": "10.5555/fen_2019.14", "journal": "Journal of Invented Buses",
    "type": "article", "volume": "12", "issue": "3", "pages": "45–57", "publisher": "Fen & Sons",
    "url": "https://fen.example/14?a=1&b=%20", "source": "corpus/a; b.pdf", "language": "en",
}  # fmt: skip


def facts_of(row: dict[str, Any], *, language: str | None = None) -> Facts:
    names = ("volume", "issue", "pages", "publisher", "url")
    return Facts(
        title=row["title"], authors=tuple(row["authors"]), year=row["year"], doi=row["doi"],
        journal=row["journal"], type=row["type"], language=language,
        extra=tuple((name, row[name]) for name in names),
    )  # fmt: skip


@pytest.mark.parametrize("form", REFERENCE_FORMATS)
@pytest.mark.parametrize("kind", [*WRITTEN, None, "field notes"])
def test_what_is_written_is_read_back(form: str, kind: str | None) -> None:
    """Every fact, for every kind of publication; a kind of the user's own is not in our words."""
    row = {**BUSES, "type": kind}
    (entry,) = READERS[form]("".join(render_references([row], form)))
    language = "en" if form != "bibtex" else None
    expected = facts_of(
        {**row, "type": kind if kind in WRITTEN else entry.facts.type}, language=language
    )
    if kind is None or kind not in WRITTEN:
        assert entry.facts.type in (None, "web page")
    assert entry.facts == expected
    if form != "csl-json":
        assert row["source"] in entry.attachments


def test_other_programs_read_it_too() -> None:
    """rispy, bibtexparser and the keys of CSL's schema; a plain line in each for a plain fact."""
    rows = [BUSES, {"id": "x", "title": "Only a title", "authors": []}]
    (one, two) = rispy.loads("".join(render_references(rows, "ris")))
    assert (one["title"], one["authors"][0], one["year"]) == (
        BUSES["title"],
        "Plumridge, Anna",
        "2019",
    )
    assert two == {"type_of_reference": "GEN", "id": "x", "title": "Only a title"}
    library = bibtexparser.parse_string("".join(render_references(rows, "bibtex")))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ["plumridge-2019", "x"]
    items = json.loads("".join(render_references(rows, "csl-json")))
    for item in items:
        assert set(item) <= CSL_KEYS and item["type"] in CSL_TYPES
        assert all(set(name) <= {"family", "given", "literal"} for name in item.get("author", ()))
    assert items[0]["issued"] == {"date-parts": [[2019]]}


@pytest.mark.parametrize("form", REFERENCE_FORMATS)
def test_nothing_to_write(form: str) -> None:
    """An empty corpus is an empty, valid file."""
    text = "".join(render_references([], form))
    assert list(READERS[form](text)) == []


def test_volume_and_issue_in_one() -> None:
    """As config.yaml may have them: "68(671)"."""
    row = {**BUSES, "volume": "68(671)", "issue": None}
    (item,) = json.loads("".join(render_references([row], "csl-json")))
    assert (item["volume"], item["issue"]) == ("68", "671")


ARTICLE = {
    **BUSES,
    "title": "Waiting",
    "authors": ["Plumridge, Anna Mary", "Sallow B"],
    "doi": "10.5555/1",
}
REPORT = {"id": "r", "title": "Why wait?", "authors": ["Fen Office"], "year": 2020, "type": "report",
          "publisher": "Fen Press", "url": "https://fen.example"}  # fmt: skip
BARE = {"id": "r", "title": "Why wait?", "authors": []}


@pytest.mark.parametrize(
    ("style", "document", "text"),
    [
        ("harvard", ARTICLE, "Plumridge, A.M. and Sallow, B. (2019) ‘Waiting’, Journal of Invented "
         "Buses, 12(3), pp. 45–57. https://doi.org/10.5555/1"),
        ("apa", ARTICLE, "Plumridge, A. M., & Sallow, B. (2019). Waiting. Journal of Invented Buses, "
         "12(3), 45–57. https://doi.org/10.5555/1"),
        ("vancouver", ARTICLE, "Plumridge AM, Sallow B. Waiting. Journal of Invented Buses. "
         "2019;12(3):45–57. doi:10.5555/1"),
        ("short", ARTICLE, "Plumridge & Sallow 2019"),
        ("harvard", REPORT, "Fen Office (2020) Why wait? [report], Fen Press. https://fen.example"),
        ("apa", REPORT, "Fen Office (2020). Why wait? [report]. Fen Press. https://fen.example"),
        ("vancouver", REPORT, "Fen Office. Why wait? [report]. Fen Press; 2020. "
         "Available from: https://fen.example"),
        ("harvard", BARE, "Why wait? (no date)."),
        ("apa", BARE, "Why wait? (n.d.)."),
        ("vancouver", BARE, "Why wait?"),
    ],
)  # fmt: skip
def test_styles(style: str, document: dict[str, Any], text: str) -> None:
    """An article, a report by an office, and a text of which only the title is known."""
    assert reference(document, style) == text


def test_many_authors() -> None:
    """Vancouver names six, APA twenty."""
    many = {**ARTICLE, "authors": [f"Name{n} A" for n in range(25)]}
    assert "Name5 A, et al. Waiting" in reference(many, "vancouver")
    assert "Name18, A., … Name24, A. (2019)" in reference(many, "apa")


@pytest.mark.parametrize("style", CITATION_STYLES)
def test_the_page_of_a_quotation(style: str) -> None:
    """It is the page of the file, which may not be the one printed."""
    assert reference(ARTICLE, style, page=4).endswith(("Page 4 of the file.", ", p. 4"))
    assert "*Journal of Invented Buses*" in reference(ARTICLE, "apa", italics="*")
