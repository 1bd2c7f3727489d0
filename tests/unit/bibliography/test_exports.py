"""RIS, BibTeX and CSL-JSON as reference managers write them, broken ones too."""

from __future__ import annotations

import json

import pytest

from ccg_corpus.bibliography.exports.bibtex import read_bibtex
from ccg_corpus.bibliography.exports.csl import is_csl, read_csl
from ccg_corpus.bibliography.exports.reference import Entry
from ccg_corpus.bibliography.exports.ris import read_ris
from ccg_corpus.core.model import Facts

BUSES = Facts(
    title="Waiting for the night bus: an invented example",
    authors=("Plumridge, Anna", "Sallow B", "Fenmouth Reading Group"),
    year=2019,
    doi="10.5555/fen.2019.14",
    journal="Journal of Invented Buses",
    type="article",
    extra=(("volume", "12"), ("issue", "3"), ("pages", "45–57"), ("publisher", "Fen Press"),
           ("url", "https://fen.example/14")),
)  # fmt: skip

RIS = """\
TY  - JOUR
TI  - Waiting for the night bus: an invented example
AU  - Plumridge, Anna
AU  - Sallow, B.
AU  - Fenmouth Reading Group
T2  - Journal of Invented Buses
DA  - 2019/05/03/
PY  - 2019
VL  - 12
IS  - 3
SP  - 45
EP  - 57
PB  - Fen Press
DO  - 10.5555/fen.2019.14
UR  - https://fen.example/14
L1  - files/7/buses; final.pdf
ER  -
"""
BIBTEX = r"""
@article{plumridge_waiting_2019,
  title = {Waiting for the Night Bus: An Invented Example},
  author = {Plumridge, Anna and Sallow, B. and {Fenmouth Reading Group}},
  date = {2019-05-03}, journaltitle = {Journal of Invented Buses},
  volume = {12}, number = {3}, pages = {45--57}, publisher = {Fen Press},
  doi = {10.5555/fen.2019.14}, url = {https://fen.example/14},
  file = {Full text:files/7/buses\; final.pdf:application/pdf;C\:\\Users\\me\\buses.pdf}
}
"""
CSL = {
    "id": "http://invented.example/7", "type": "article-journal", "title": BUSES.title,
    "author": [{"family": "Plumridge", "given": "Anna"}, {"family": "Sallow", "given": "B."},
               {"literal": "Fenmouth Reading Group"}],
    "issued": {"date-parts": [["2019", 5, 3]]}, "container-title": "Journal of Invented Buses",
    "volume": "12", "issue": 3, "page": "45-57", "publisher": "Fen Press",
    "DOI": "10.5555/fen.2019.14", "URL": "https://fen.example/14",
    "attachments": [{"path": "files/7/buses.pdf"}],
}  # fmt: skip


def only(entries: object) -> Entry:
    (entry,) = list(entries)  # type: ignore[call-overload]
    assert isinstance(entry, Entry)
    return entry


def test_ris() -> None:
    """Every fact of an entry as Zotero writes it, and the path of its file."""
    entry = only(read_ris(RIS))
    assert entry.facts == BUSES
    assert entry.attachments == ("files/7/buses; final.pdf",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TI  - ", "T1  - "), ("AU  - ", "A1  - "), ("PY  - 2019", "Y1  - 2019/05//"),
        ("T2  - ", "JF  - "), ("T2  - ", "JO  - "), ("TI  - ", "TI - "), ("TY  - ", "\ufeffTY  - "),
        ("DO  - 10", "DO  - https://doi.org/10"), ("JOUR", "EJOUR"), ("ER  -", "ER  - \n\n"),
        ("bus: an", "bus:\nan"),
    ],
)  # fmt: skip
def test_dialects_of_ris(before: str, after: str) -> None:
    """Databases use other tags and spaces for the same."""
    text = RIS.replace(before, after).removeprefix("\ufeff")
    assert only(read_ris(text)).facts == BUSES


def test_bibtex() -> None:
    """BibLaTeX's fields, an organisation in braces, and the several files of one field."""
    entry = only(read_bibtex(BIBTEX))
    title = "Waiting for the Night Bus: An Invented Example"
    assert entry.facts == Facts(
        **{**{f: getattr(BUSES, f) for f in Facts.__slots__}, "title": title}
    )
    assert entry.key == "plumridge_waiting_2019"
    assert "files/7/buses; final.pdf" in entry.attachments
    assert "C:\\Users\\me\\buses.pdf" in entry.attachments


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"M{\"u}ller {\&} S{\o}n", "Müller & Søn"),
        (r"{\'E}cole na{\"\i}ve \v{S}koda", "École naïve Škoda"),
        ("The {NHS} and {{GPs}}", "The NHS and GPs"),
        (r"50\% of $\alpha$ -- or so", "50% of α – or so"),
        ("Ein Umlaut: Müller", "Ein Umlaut: Müller"),
    ],
)
def test_latex_is_decoded(written: str, read: str) -> None:
    """Accents, signs and the braces that hold capitals."""
    assert only(read_bibtex(f"@book{{a, title = {{{written}}}}}")).facts.title == read


def test_names_in_bibtex() -> None:
    """Particles, initials and what has been left out."""
    field = r"van der Berg, J. and Anna M. Plumridge and \'Alvarez, Bo and others"
    authors = only(read_bibtex(f"@book{{a, title={{Buses}}, author={{{field}}}}}")).facts.authors
    assert authors == ("van der Berg J", "Plumridge, Anna M.", "Álvarez, Bo")


def test_csl() -> None:
    """Numbers that are texts, names in parts, and files where exporters put them."""
    entry = only(read_csl(json.dumps([CSL])))
    assert entry.facts == BUSES
    assert entry.attachments == ("files/7/buses.pdf",)
    wrapped = json.dumps({"items": [CSL]})
    assert only(read_csl(wrapped)).facts == BUSES


def test_which_json_is_of_references() -> None:
    """Other JSON that lies beside documents is left alone."""
    assert is_csl(json.dumps([CSL]))
    for other in (
        "{}",
        "[]",
        '[{"a": 1}]',
        '{"type": "FeatureCollection"}',
        "not json",
        "[" * 9**5,
    ):
        assert not is_csl(other)


def test_broken_entries_leave_the_others_alone() -> None:
    """Each is said to be wrong, and why; those around it are read."""
    ris = f"{RIS}\nTY  - JOUR\nTI  - No end\n\nTY  - JOUR\nVL  - 3\nER  - \n{RIS}"
    found = list(read_ris(ris))
    assert [entry.number for entry in found] == [1, 2, 3, 4]
    assert [bool(entry.wrong) for entry in found] == [False, True, True, False]
    bibtex = (
        f"{BIBTEX}\n@article{{b, title = {{not closed\n\n@book{{c, title = {{Fine}}}}\n{BIBTEX}"
    )
    entries = list(read_bibtex(bibtex))
    assert [entry.facts.title for entry in entries if not entry.wrong][1:] == ["Fine"]
    wrong = [entry.wrong or "" for entry in entries if entry.wrong]
    assert "not closed" in wrong[0] and "twice" in wrong[1]
    mixed = list(read_csl(json.dumps([CSL, "text", {"type": "book"}, None, CSL])))
    assert [bool(entry.wrong) for entry in mixed] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("JOUR", "article"), ("RPRT", "report"), ("THES", "thesis"), ("ELEC", "web page"),
        ("CHAP", "chapter"), ("BOOK", "book"), ("UNPB", "manuscript"), ("GEN", None),
    ],
)  # fmt: skip
def test_kinds_of_ris(kind: str, type_: str | None) -> None:
    """Our words for its types; what says nothing is nothing."""
    assert only(read_ris(RIS.replace("JOUR", kind))).facts.type == type_


@pytest.mark.parametrize(
    ("field", "path"),
    [
        (r"Full Text PDF:files/12/night_bus.pdf:application/pdf;Snapshot:x.html:text/html",
         "files/12/night_bus.pdf"),
        (r":C$\backslash$:/Users/me/12/night{\_}bus.pdf:pdf", "C:/Users/me/12/night_bus.pdf"),
        (r":home/me/12/night_bus.pdf:pdf", "home/me/12/night_bus.pdf"),
        (r"{:papers/night_bus.pdf:PDF}", "papers/night_bus.pdf"),
        (r"/home/me/Zotero/storage/12/night_bus.pdf", "/home/me/Zotero/storage/12/night_bus.pdf"),
    ],
)  # fmt: skip
def test_files_of_bibtex(field: str, path: str) -> None:
    """As Zotero, Mendeley, JabRef and Better BibTeX write them."""
    (found,) = read_bibtex("@article{k, title={A title}, file={" + field + "}}")
    assert path in found.attachments


def test_several_files_in_one_line_of_ris() -> None:
    """Each is one."""
    (found,) = read_ris("TY  - JOUR\nTI  - A title\nL1  - a.pdf; b.pdf\nER  - \n")
    assert {"a.pdf", "b.pdf"} <= set(found.attachments)
