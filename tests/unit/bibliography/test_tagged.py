"""PubMed's, EndNote's and Web of Science's exports as they are written, broken ones too."""

from __future__ import annotations

import pytest

from ccg_corpus.bibliography.exports.endnote_xml import read_endnote_xml
from ccg_corpus.bibliography.exports.reference import Entry
from ccg_corpus.bibliography.exports.tagged import read_endnote_tagged, read_medline, read_wos
from ccg_corpus.core.model import Facts

KETTLE = Facts(
    title="The kettle on the ward: an invented example",
    authors=("Brackley, Oona", "Sallow B", "Fenmouth Reading Group"),
    year=2018,
    doi="10.5555/kettle.2018.4",
    journal="Journal of Invented Wards",
    type="article",
    language="en",
    extra=(("volume", "12"), ("issue", "3"), ("pages", "45–57")),
)

MEDLINE = """\

PMID- 12345678
OWN - NLM
DP  - 2018 May 3
TI  - The kettle on the ward: an invented
      example.
PG  - 45-57
LID - 10.5555/kettle.2018.4 [doi]
AB  - Invented example. PMID- is no tag
      in the middle of a line.
FAU - Brackley, Oona
AU  - Brackley O
FAU - Sallow, B
CN  - Fenmouth Reading Group
LA  - eng
PT  - Journal Article
TA  - J Inv Wards
JT  - Journal of Invented Wards
VI  - 12
IP  - 3

PMID- 12345679
TI  - [A second one: an invented example].
AU  - Marrow S
BTI - A book
PT  - Book
"""
ENDNOTE = """\
%0 Journal Article
%A Brackley, Oona
%A Sallow, B.
%A Fenmouth Reading Group,
%T The kettle on the ward: an
invented example
%J Journal of Invented Wards
%V 12
%N 3
%P 45-57
%D 2018
%R https://doi.org/10.5555/kettle.2018.4
%> internal-pdf://12/kettle.pdf
%X An abstract.

With a blank line in it.
%F 7

%0 Book Section
%E Marrow, Silas
%B A book of huts
%T A second one
%D 2020
"""
WOS = """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Brackley, O
   Sallow, B
AF Brackley, Oona
   Sallow, B.
TI The kettle on the ward: an
   invented example
SO Journal of Invented Wards
PY 2018
VL 12
IS 3
BP 45
EP 57
DI 10.5555/kettle.2018.4
UT WOS:000123
ER

PT J
TI A second one
ER

EF
"""
XML = """<?xml version="1.0" encoding="UTF-8"?>
<xml><records><record><database name="My.enl" path="My.enl">My.enl</database>
<rec-number>7</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Brackley, Oona</style></author>
<author>Sallow, B.</author><author>Fenmouth Reading Group,</author></authors></contributors>
<titles><title><style>The kettle on the </style><style face="italic">ward</style><style>: an invented
example</style></title><secondary-title>J Inv Wards</secondary-title></titles>
<periodical><full-title>Journal of Invented Wards</full-title></periodical>
<pages>45-57</pages><volume>12</volume><number>3</number><dates><year>2018</year></dates>
<urls><pdf-urls><url>internal-pdf://12/kettle.pdf</url></pdf-urls></urls>
<electronic-resource-num>10.5555/kettle.2018.4</electronic-resource-num></record>
<record><rec-number>8</rec-number><ref-type name="Web Page">12</ref-type></record></records></xml>"""


def same(entry: Entry, **but: object) -> bool:
    from dataclasses import replace

    return entry.facts == replace(KETTLE, **but)  # type: ignore[arg-type]


def test_pubmed() -> None:
    """Folded lines, full names before initials, groups, the DOI among other numbers."""
    first, second = read_medline(MEDLINE)
    assert same(first) and first.key == "12345678"
    assert (second.facts.title, second.facts.authors, second.facts.type) == (
        "A second one: an invented example", ("Marrow S",), "book",
    )  # fmt: skip


def test_pubmed_central() -> None:
    """Its number stands before PubMed's, and a blank line parts the entries."""
    text = "".join(f"PMC - PMC{n}\nPMID- {n}\nTI  - Title {n}\nDP  - 2018\n\n" for n in (1, 2, 3))
    found = list(read_medline(text))
    assert [one.facts.title for one in found] == ["Title 1", "Title 2", "Title 3"]
    assert not any(one.wrong for one in found)


def test_endnote_tagged() -> None:
    """A line without a tag goes on; a blank line within an abstract parts nothing."""
    first, second = read_endnote_tagged(ENDNOTE)
    assert same(first, language=None) and first.attachments == ("internal-pdf://12/kettle.pdf",)
    assert (second.facts.title, second.facts.authors) == ("A second one", ("Marrow, Silas",))
    assert (second.facts.journal, second.facts.type) == ("A book of huts", "chapter")


def test_refer_files_part_by_blank_lines() -> None:
    """They have no %0."""
    found = list(read_endnote_tagged("%A Oona Brackley\n%T One\n\n%A Silas Marrow\n%T Two\n"))
    assert [one.facts.title for one in found] == ["One", "Two"]


def test_web_of_science() -> None:
    """Full names, one a line; what stands round the entries is none."""
    first, second = read_wos(WOS)
    assert same(first, authors=KETTLE.authors[:2], language=None)
    assert (first.key, second.facts.title) == ("WOS:000123", "A second one")


def test_endnote_xml() -> None:
    """Words in several styles are one title; a record that says nothing is an entry that is wrong."""
    first, second = read_endnote_xml(XML)
    assert same(first, language=None) and first.attachments == ("internal-pdf://12/kettle.pdf",)
    assert second.wrong == "has no title, author or DOI"


@pytest.mark.parametrize("read", [read_medline, read_endnote_tagged, read_wos])
def test_lines_without_a_tag_are_no_entries(read: object) -> None:
    """A file that is none holds none."""
    assert list(read("Invented words.\n\nAnd more of them.\n")) == []  # type: ignore[operator]
