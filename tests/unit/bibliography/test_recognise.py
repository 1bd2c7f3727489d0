"""Which exports of reference managers are known by their first lines, and what is none."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest

from ccg_corpus.bibliography.exports.recognise import format_of_export
from ccg_corpus.bibliography.exports.side_files import is_side_file

RIS = "TY  - JOUR\nAU  - Brackley, Oona\nTI  - The kettle: an invented example\nER  - \n"
MEDLINE = (
    "PMID- 12345678\nOWN - NLM\nSTAT- MEDLINE\n"
    "TI  - The kettle on the ward: an\n      invented example.\nFAU - Brackley, Oona\n"
)
ENDNOTE = "%0 Journal Article\n%A Brackley, Oona\n%D 2018\n%T The kettle: an invented example\n"
REFER = "%A Oona Brackley\n%T The kettle: an invented example\n%D 2018\n"
WOS = (
    "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Brackley, O\n   Sallow, B\n"
    "TI The kettle: an invented example\nPY 2018\nER\n\nEF\n"
)
BIBTEX = "@article{b18,\n  title = {The kettle: an invented example},\n}\n"
XML = (
    '<?xml version="1.0" encoding="UTF-8"?><xml><records><record><database name="a.enl"/>'
    '<ref-type name="Journal Article">17</ref-type><titles><title>The kettle</title></titles>'
    "</record></records></xml>"
)
CSL = json.dumps([{"type": "article-journal", "title": "The kettle", "author": []}])
EVERY = {
    "ris": RIS, "medline": MEDLINE, "endnote": ENDNOTE, "wos": WOS, "bibtex": BIBTEX,
    "endnote xml": XML, "csl": CSL,
}  # fmt: skip

DRESSES = {
    "plain": str.encode,
    "bom": lambda text: codecs.BOM_UTF8 + text.encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "blank lines before": lambda text: ("\n \n\n" + text).encode(),
    "bom, blank, crlf": lambda text: codecs.BOM_UTF8 + ("\r\n\r\n" + text).encode(),
}


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("form", EVERY)
def test_every_format_under_any_name(form: str, dress: str, tmp_path: Path) -> None:
    """In any encoding, behind blank lines, with any ending."""
    if form == "endnote xml" and dress == "utf-16":
        pytest.skip("EndNote writes UTF-8 and says so in the file")
    data = DRESSES[dress](EVERY[form])  # type: ignore[operator]
    assert format_of_export(data) == form
    for ending in (".txt", ".text", ".md", ".export", "", ".xml"):
        path = tmp_path / f"My Library{ending}"
        path.write_bytes(data)
        assert is_side_file(path), ending


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (REFER, "endnote"),
        ("Provider: Invented Databases\nContent: text/plain\n\n" + RIS, "ris"),
        ("% Encoding: UTF-8\n\n" + BIBTEX, "bibtex"),
        ("Invented Index\nEXPORT DATE: 3 May 2019\n\n" + BIBTEX, "bibtex"),
        ('@string{jiw = "Invented Wards"}\n\n' + BIBTEX, "bibtex"),
        ("@comment{made by hand}\n@ARTICLE( b18 ,\n title = {x})", "bibtex"),
        ("ER  - \n\n" + RIS, "ris"),
        (RIS.replace("JOUR", "Journal Article"), "ris"),
        ("PMC - PMC123\n" + MEDLINE, "medline"),
        ("PT J\nAU Brackley, O\nTI The kettle\nPY 2018\nER\n", "wos"),
    ],
)
def test_what_may_stand_before_the_first_entry(text: str, form: str) -> None:
    """Comments, names for strings, a few lines of the database about itself."""
    assert format_of_export(text.encode()) == form


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Invented example. We interviewed nurses about kettles.\n\nTY  - is how RIS begins.\n",
        "How references travel: an invented example\n\n"
        + "Words of an author. " * 20
        + "\n\n"
        + RIS,
        "A guide to BibTeX: an invented example\n\n" + "Words. " * 40 + "\n\n" + BIBTEX,
        "% of nurses who said yes: 12\n% of GPs: 13\n",
        "PT: You said it was loud.\nAU: I did.\n",
        "FN: I never asked.\nP3: Nobody did.\n",
        '{"title": "no references here"}',
        "[Nurse 3] I never asked for a kettle.\n",
        "@nurse_3 wrote: invented example\n",
        "<article><front/><body><p>records</p></body></article>",
        "PMID: 123 is a paper we cite.\nInvented example.\n",
    ],
)
def test_what_is_no_export(text: str, tmp_path: Path) -> None:
    """A paper that prints a few lines of such a format, and lines that only look like tags."""
    assert format_of_export(text.encode()) in (None, "csl")
    path = tmp_path / "paper.txt"
    path.write_text(text)
    assert not is_side_file(path)
