"""Raised numbers: calls of notes are no part of the word they stand on; powers are of their number."""

from __future__ import annotations

import pytest

from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.raised import is_call, with_power
from ccg_corpus.readers.web.html import read_html
from ccg_corpus.readers.xml.jats import read_jats
from ccg_corpus.readers.xml.tei import read_tei


def html(body: str) -> str:
    page = f"<html><body><article><h1>Invented example</h1><p>{body}</p></article></body></html>"
    return read_html(page.encode(), limits=Limits()).blocks[-1].text


def jats(body: str) -> str:
    page = (
        f"<article><body><sec><title>Invented example</title><p>{body}</p></sec></body></article>"
    )
    return read_jats(page.encode(), limits=Limits()).blocks[-1].text


def tei(body: str) -> str:
    page = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
        f"<div><p>Invented example. {body}</p></div></body></text></TEI>"
    )
    return (
        read_tei(page.encode(), limits=Limits()).blocks[-1].text.removeprefix("Invented example. ")
    )


@pytest.mark.parametrize(
    ("before", "raised", "is_link", "expected"),
    [
        ("the shutters", "1", False, True), ("the shutters", "12–14", False, True),
        ("the shutters", "3, 4", False, True), ("the shutters", "*", False, True),
        ("the shutters", "[a]", False, True), ("the shutters", "a", True, True),
        ("at four.", "7", False, True), ("in 2019", "7", True, True),
        ("in 2019", "7", False, False), ("10", "3", False, False), ("twelve km", "2", False, False),
        ("R", "2", False, False), ("CO", "2", False, False), ("мм", "2", False, False), ("six", "1", False, True), ("the 3", "rd", False, False),
        ("the firm", "TM", False, False), ("the ", "1", False, False), ("", "1", False, False),
        ("“It did.”", "1", False, False), ("Mme", "lle", True, False),
    ],
)  # fmt: skip
def test_which_raised_words_are_calls(
    before: str, raised: str, is_link: bool, expected: bool
) -> None:
    """On a word they are, on figures, units and single letters only where they are links."""
    assert is_call(before, raised, is_link=is_link) is expected


def test_powers_keep_their_height() -> None:
    """10³ is not 103; the ending of an ordinal stays as it is."""
    assert with_power("10", "3") == "³"
    assert with_power("Na", "+") == "⁺"
    assert with_power("m s", "−2") == "⁻²"
    assert with_power("3", "rd") == "rd"


@pytest.mark.parametrize(
    "call",
    [
        "<sup>1</sup>", '<sup><a href="#r1">1</a></sup>', '<a href="#r1"><sup>1</sup></a>',
        '<a class="footnote-ref" href="#n">1</a>', '<a role="doc-noteref" href="#n">[a]</a>',
        '<span style="vertical-align: super">1,2</span>', "<sup>1</sup><sup>,</sup><sup>2</sup>",
        '<sup>2</sup><sup>–</sup><sup><a href="#r4">4</a></sup>',
    ],
)  # fmt: skip
def test_calls_in_a_page(call: str) -> None:
    """However a page sets them."""
    assert html(f"We close the shutters{call} at four.") == "We close the shutters at four."


@pytest.mark.parametrize(
    "call",
    [
        '<xref ref-type="bibr"><sup>1</sup></xref>', '<sup><xref ref-type="bibr">1</xref></sup>',
        '<xref ref-type="fn">*</xref>', '<xref ref-type="bibr">12</xref>', "<sup>1</sup>",
        '<sup><xref ref-type="bibr">2</xref>,<xref ref-type="bibr">3</xref></sup>',
        '<xref ref-type="bibr">2</xref>,<xref ref-type="bibr">3</xref>',
        '<xref ref-type="table-fn">a</xref>',
    ],
)  # fmt: skip
def test_calls_in_an_article(call: str) -> None:
    """However a publisher marks them up."""
    assert jats(f"We close the shutters{call} at four.") == "We close the shutters at four."


def test_what_is_no_call_stays() -> None:
    """Powers, ordinals, references in brackets or after a space, a figure's number."""
    assert html("It is 10<sup>3</sup> km<sup>2</sup> on the 3<sup>rd</sup> day.") == (
        "It is 10³ km² on the 3rd day."
    )
    shown = 'As <xref ref-type="bibr">Marrow 2019</xref> has it [<xref ref-type="bibr">3</xref>]'
    assert jats(shown) == "As Marrow 2019 has it [3]"
    assert jats('See Fig<xref ref-type="fig">2</xref>') == "See Fig2"


def test_calls_in_what_grobid_writes() -> None:
    """Its references stand on words without a sign of their height."""
    assert tei('We close the shutters<ref type="bibr">1</ref> at four.') == (
        "We close the shutters at four."
    )
    assert (
        tei('Words<hi rend="superscript">2</hi> and 10<hi rend="sup">3</hi>.') == "Words and 10³."
    )
