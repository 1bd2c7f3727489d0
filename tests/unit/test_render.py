"""Renderings of invented records, compared with the files in tests/golden.

Run with CCG_GOLDEN=write to write them anew; review the difference.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from ccg_corpus.core.model import RECORD_KEYS, Hit
from ccg_corpus.render import DETAIL_FORMATS, FORMATS, render_hits, render_rows
from ccg_corpus.render.citation import full_citation, located_citation, short_citation, surname
from ccg_corpus.render.columns import Column, field
from ccg_corpus.render.detail import Detail, render_detail
from ccg_corpus.render.formats.md import escaped

GOLDEN = Path(__file__).parent.parent / "golden"

SMITH: dict[str, Any] = {
    "id": "smith2019",
    "title": "Leading from the practice: an interview study",
    "authors": ["Smith J", "Okafor A", "de Wit, Jo"],
    "year": 2019,
    "doi": "10.1234/invented.5678",
    "type": "article",
    "source": "corpus/smith-2019.pdf",
}
NOTES: dict[str, Any] = {
    "id": "meeting-notes-of-the-northern-town",
    "title": "What we [b]heard[/b]",
    "authors": [],
    "year": None,
    "doi": None,
    "type": "report",
    "source": "corpus/meeting notes.md",
}


def make_record(**changes: Any) -> dict[str, Any]:
    """An invented record; the keys of the contract, in its order."""
    record: dict[str, Any] = {
        "schema": 2,
        "id": "smith2019:1a2b3c4d",
        "text": "Invented example: we were [b]never[/b] asked, and ‘they’ just sent *a letter* — it "
        "came on a Friday, so nobody saw it until … [the board] had decided.",
        "kind": "participant",
        "inline": False,
        "speaker_label": "GP, case study D",
        "role": "gp",
        "roles": ["gp", "doctor", "clinician"],
        "participant": None,
        "name": None,
        "organisation": None,
        "case": "D",
        "site": "northtown",
        "study": "practices",
        "document": SMITH,
        "theme": "Distance from decisions",
        "headings": ["Findings", "Distance from decisions"],
        "section": "results",
        "page": 4,
        "start": 100,
        "end": 260,
        "prefix": "asked GPs in the town. One said: ",
        "suffix": " (GP, case study D) The board sa",
        "lead_in": "We asked GPs in the town. One said:",
        "codes": ["disillusionment", "workload"],
        "confidence": 0.95,
        "evidence": [
            {"field": "role", "text": "GP", "start": 262, "end": 264, "rule": "trailing_label"},
            {"field": "case", "text": "case study D", "start": 266, "end": 278, "rule": "label"},
        ],
        "also_in": [
            {
                "id": "smith-accepted:1a2b3c4d",
                "document": "smith-accepted",
                "source": "corpus/smith-accepted.txt",
                "start": 90,
                "end": 250,
            }
        ],
        "participant_id": "smith2019:GP 3",
        "attributes": {"country": "Ghana", "sex": "female"},
        "status": "corrected",
        "codings": [],
        "memos": [{"text": "As in the pilot.", "by": "bo", "at": "2026-03-02T08:00:00Z"}],
        "decided": [
            {
                "field": "role",
                "was": "nurse",
                "by": "amira",
                "at": "2026-03-01T09:12:44.120000Z",
                "why": "so says the table",
            }
        ],
    }
    return {**record, **changes}


UNKNOWN = make_record(
    id="meeting-notes-of-the-northern-town:99887766",
    text='It came with "a lot of\tstrings", \x1b[31mthey\x1b[0m said, 忙しい',
    kind="survey",
    inline=True,
    speaker_label=None,
    role=None,
    roles=[],
    participant="P7",
    case=None,
    site=None,
    study=None,
    document=NOTES,
    theme=None,
    headings=[],
    section="other",
    page=None,
    lead_in=None,
    codes=[],
    confidence=0.4,
    evidence=[],
    also_in=[],
    participant_id=None,
    attributes={},
    status="found",
    memos=[],
    decided=[],
)
HITS = (Hit(make_record()), Hit(UNKNOWN))
ROWS: tuple[dict[str, Any], ...] = (
    {"id": "smith2019", "title": "A | B", "quotations": 12, "cases": ["A", "D"]},
    {"id": "notes", "title": None, "quotations": 3, "cases": []},
)
COLUMNS = (
    field("id", "Document"),
    field("title", "Title"),
    Column("cases", "Cases", lambda row: row["cases"]),
    field("quotations", "Quotations", is_number=True),
    Column("never", "Never", lambda row: None),
)


def check_golden(name: str, pieces: Iterable[str]) -> None:
    text = "".join(pieces)
    if os.environ.get("CCG_GOLDEN") == "write":
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="")
    assert text == (GOLDEN / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "table"])
def test_quotations(format_name: str) -> None:
    """Each format a script or a paper reads."""
    check_golden(f"quotations.{format_name}", render_hits(HITS, format_name))


@pytest.mark.parametrize("width", [50, 80, 140])
def test_quotations_as_a_table(width: int) -> None:
    """A narrow, an ordinary and a wide terminal."""
    pieces = render_hits(HITS, "table", width=width)
    check_golden(f"quotations-{width}.table", pieces)


def test_a_coloured_table() -> None:
    """Only the id, the role and the heading are set off; the words are plain."""
    check_golden("quotations-colour.table", render_hits(HITS, "table", width=80, color=True))


@pytest.mark.parametrize("format_name", FORMATS)
def test_listings(format_name: str) -> None:
    """Documents and the like; a column that is empty throughout is not drawn in a table."""
    check_golden(f"listing.{format_name}", render_rows(ROWS, COLUMNS, format_name))


@pytest.mark.parametrize("format_name", DETAIL_FORMATS)
def test_details(format_name: str) -> None:
    """`ccg show` of two quotations."""
    check_golden(f"detail.{format_name}", render_detail(details(), format_name))


def test_details_on_a_terminal() -> None:
    """Wrapped, with a hanging indent."""
    check_golden("detail-60.text", render_detail(details(), "text", width=60))


def details() -> tuple[Detail, ...]:
    facts = {"journal": "Journal of Invented Examples", "volume": "12(3)", "pages": "45–57"}
    around = Detail(make_record(), "We asked GPs. One said:", "The board saw it coolly.", facts)
    return (around, Detail(UNKNOWN))


@pytest.mark.parametrize("width", [20, 40, 72, 80, 119, 120, 300])
def test_no_table_cuts_a_word(width: int) -> None:
    """Every character of the words is on the screen, at any width."""
    lines = "".join(render_hits([Hit(make_record())], "table", width=width)).splitlines()
    beside = lines[0].find("Speaker")
    column = "".join(line[:beside] if beside > 0 else line for line in lines)
    assert without_spaces(make_record()["text"]) in without_spaces(column)
    assert all(len(line) <= width for line in lines)


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_json_lines_are_the_contract() -> None:
    """The record whole, its keys in order, nothing escaped that need not be."""
    lines = list(render_hits(HITS, "jsonl"))
    assert [json.loads(line) for line in lines] == [hit.record for hit in HITS]
    assert list(json.loads(lines[0])) == list(RECORD_KEYS)
    assert "‘they’" in lines[0]
    assert all(line.count("\n") == 1 for line in lines)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_json_is_one_array(count: int) -> None:
    """Also of nothing, and of one."""
    text = "".join(render_hits(HITS[:count], "json"))
    assert json.loads(text) == [hit.record for hit in HITS[:count]]


def test_csv_reads_back() -> None:
    """A spreadsheet gets the words that were said."""
    rows = list(csv.DictReader(io.StringIO("".join(render_hits(HITS, "csv")))))
    assert rows[0]["text"] == make_record()["text"]
    assert rows[0]["codes"] == "disillusionment; workload"
    assert rows[1]["role"] == ""


def test_tsv_is_one_line_a_hit() -> None:
    """A tab or a line end in a value can't break a field; the first field is the id."""
    text = make_record(text="a\tb\nc\r\nd\u2028e")
    (line,) = render_hits([Hit(text)], "tsv")
    assert line.count("\n") == 1
    assert line.split("\t")[0] == "smith2019:1a2b3c4d"
    assert line.split("\t")[4] == "a b c  d e"


@pytest.mark.parametrize("format_name", ["table", "tsv", "csv", "md"])
def test_no_control_character_reaches_a_terminal(format_name: str) -> None:
    """A file's text can't colour, move or title the reader's terminal."""
    text = "".join(render_hits([Hit(UNKNOWN)], format_name, width=200))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text.replace("\t", " "))


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("plain words, 3.5 & more", "plain words, 3.5 & more"),
        ("*very* _much_ `so`", r"\*very\* \_much\_ \`so\`"),
        ("[the board] said", "[the board] said"),
        ("[a](b) and [^1]", r"\[a](b) and \[^1]"),
        ("# not a heading", r"\# not a heading"),
        ("1. not a list", r"1\. not a list"),
        ("- not a list", r"\- not a list"),
        ("<b> &amp; AT&T", r"\<b> \&amp; AT&T"),
    ],
)
def test_markdown_shows_the_words_as_they_stand(text: str, markdown: str) -> None:
    """Nothing a participant said turns into formatting."""
    assert escaped(text) == markdown


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Smith J", "Smith"),
        ("Smith JA", "Smith"),
        ("Smith J.-P.", "Smith"),
        ("J. A. Smith", "Smith"),
        ("Joanna Smith", "Smith"),
        ("Smith, Joanna", "Smith"),
        ("Jan van der Berg", "van der Berg"),
        ("van der Berg J", "van der Berg"),
        ("Sammy Davis Jr.", "Davis"),
        ("O’Brien K", "O’Brien"),
        ("NHS England", "NHS England"),
        ("University of Northtown", "University of Northtown"),
        ("Northtown Listening Office", "Northtown Listening Office"),
        ("Plato", "Plato"),
    ],
)
def test_the_name_an_author_is_cited_by(author: str, name: str) -> None:
    """However the list of authors was written."""
    assert surname(author) == name


def test_short_citations() -> None:
    """One, two, more authors; none; nothing at all."""
    assert short_citation({"authors": ["Smith J"], "year": 2019}) == "Smith 2019"
    assert short_citation({"authors": ["Smith J", "Li X"], "year": 2019}) == "Smith & Li 2019"
    assert short_citation(SMITH) == "Smith et al. 2019"
    assert short_citation({"id": "x", "title": "Voices: a report", "year": 2020}) == "Voices 2020"
    assert short_citation({"id": "x", "authors": [], "title": None}) == "x"
    long = {"id": "x", "title": "A title that goes on for a good while longer than a line has"}
    assert short_citation(long) == "A title that goes on for a good while …"
    assert located_citation(make_record()) == "Smith et al. 2019, p. 4"


def test_full_citations() -> None:
    """What is known, in order, and nothing else."""
    more = {**SMITH, "journal": "J Inv", "volume": "12", "issue": "3", "pages": "45–57"}
    assert full_citation(more, page=4) == (
        "Smith J; Okafor A; de Wit, Jo (2019). Leading from the practice: an interview study. "
        "J Inv, 12(3), 45–57. https://doi.org/10.1234/invented.5678 Page 4 of the file."
    )
    assert full_citation(NOTES) == "What we [b]heard[/b] [report]."
    assert full_citation({"id": "x", "year": 2001}) == "2001. x."
    web = {"title": "Why?", "publisher": "Press", "url": "https://example.org", "type": "web page"}
    assert full_citation(web) == "Why? [web page]. Press. https://example.org"


def test_a_spreadsheet_runs_no_cell() -> None:
    """What begins like a formula has an apostrophe in csv, and stands as it is elsewhere."""
    for text in ("=1+1", "+44 dialled", "-1 out of ten", "@everyone", "－１"):
        hits = [Hit(make_record(text=text))]
        (row,) = csv.DictReader(io.StringIO("".join(render_hits(hits, "csv"))))
        assert row["text"] == f"'{text}"
        assert f"\t{text}\t" in "".join(render_hits(hits, "tsv"))
    (row,) = csv.DictReader(
        io.StringIO("".join(render_hits([Hit(make_record(text="-4.5"))], "csv")))
    )
    assert row["text"] == "-4.5"
