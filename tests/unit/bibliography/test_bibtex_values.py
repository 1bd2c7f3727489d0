"""Values of BibTeX put together, names that stand for words, and what entries take from others."""

from __future__ import annotations

import pytest

from ccg_corpus.bibliography.exports.bibtex import read_bibtex
from ccg_corpus.bibliography.exports.reference import Entry

HEAD = """\
% Encoding: UTF-8
An invented example.
@string{jiw = "Journal of Invented Wards"}
@STRING(dh = {Department of {Health} and Social Care})
@string{long = jiw # { and Huts}}
@string{me = me # "!"}
"""


def entry(fields: str, *, kind: str = "article", head: str = HEAD) -> Entry:
    (found,) = [
        one
        for one in read_bibtex(f"{head}@{kind}{{b18, {fields}}}")
        if one.key == "b18" or one.wrong
    ]
    return found


@pytest.mark.parametrize(
    ("typed", "journal"),
    [
        ("jiw", "Journal of Invented Wards"),
        ("JIW", "Journal of Invented Wards"),
        ('jiw # " (Online)"', "Journal of Invented Wards (Online)"),
        ('"The " # jiw', "The Journal of Invented Wards"),
        ("long", "Journal of Invented Wards and Huts"),
        ('{a # b} # "c"', "a # bc"),
        ('"a {"}b{"} # c"', 'a "b" # c'),
        ("jan # jiw", "JanuaryJournal of Invented Wards"),
    ],
)
def test_parts_are_joined(typed: str, journal: str) -> None:
    """Names, words in braces and in marks, and a # that is part of the words."""
    found = entry(f"title = {{T}}, journal = {typed}")
    assert (found.facts.journal, found.doubts) == (journal, ())


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ('nope # " (Online)"', "'b18': journal: 'nope' is defined by no @string"),
        ("me", "'b18': journal: 'me' is defined by no @string"),
        ('# "x"', "'b18': journal: a '#' joins nothing"),
        ('"x" #', "'b18': journal: a '#' joins nothing"),
    ],
)
def test_what_cannot_be_read_is_unknown_and_said(typed: str, doubt: str) -> None:
    """Half a name of a journal is none; the other facts count."""
    found = entry(f"title = {{T}}, journal = {typed}, year = 2018")
    assert (found.facts.journal, found.facts.year, found.doubts) == (None, 2018, (doubt,))


def test_numbers_are_joined_too() -> None:
    """Volumes and years."""
    found = entry('title = {T}, year = "20" # "18", volume = 12 # "(S1)"')
    assert (found.facts.year, dict(found.facts.extra)["volume"]) == (2018, "12(S1)")


def test_a_lost_comma_is_said() -> None:
    """The value before it counts, what it swallowed is lost."""
    found = entry("title = {T} year = 2018, journal = jiw")
    assert (found.facts.title, found.facts.journal) == ("T", "Journal of Invented Wards")
    assert found.doubts == ("'b18': title: a comma is missing behind it",)


def test_a_field_that_is_there_twice() -> None:
    """The first one counts, and the entry is not lost."""
    found = entry("title = {T}, title = {U}, year = 2018")
    assert (found.facts.title, found.facts.year) == ("T", 2018)
    assert "'title' is there twice" in found.doubts[0]


@pytest.mark.parametrize(
    ("typed", "authors"),
    [
        ("{{Department of Health and Social Care}}", ("Department of Health and Social Care",)),
        ("{{NHS England} and {Department of Health and Social Care}}",
         ("NHS England", "Department of Health and Social Care")),
        ("{{NHS England} AND Brackley, Oona\n and others}", ("NHS England", "Brackley, Oona")),
        ("{{Marks, Spoons and Co} and {\\'E}va {\\\"O}rr}", ("Marks, Spoons and Co", "Örr, Éva")),
        ("{{A {B and C}} and D, E.}", ("A B and C", "D E")),
    ],
)  # fmt: skip
def test_organisations_in_braces_stay_whole(typed: str, authors: tuple[str, ...]) -> None:
    """An "and" or a comma within braces parts nothing."""
    assert entry(f"title = {{T}}, author = {typed}").facts.authors == authors


def test_an_entry_takes_what_it_leaves_open() -> None:
    """From the book it is in, by crossref, and from xdata; the book's title is not its own."""
    text = (
        HEAD
        + """
    @incollection{part, title = {A part}, author = {Brackley, Oona}, crossref = {Whole}, xdata = {x1}}
    @collection{whole, title = {The whole}, editor = {Marrow, S}, year = 2018, doi = {10.5555/whole}}
    @xdata{x1, publisher = {Fen } # {Press}, xdata = {x2}}
    @xdata{x2, volume = 4}
    """
    )
    part, whole = read_bibtex(text)
    assert (part.facts.title, part.facts.journal, part.facts.year) == ("A part", "The whole", 2018)
    assert dict(part.facts.extra) == {"volume": "4", "publisher": "Fen Press"}
    assert part.facts.doi is None and whole.facts.doi == "10.5555/whole"


def test_what_a_crossref_names_may_be_missing_or_a_ring() -> None:
    """It is said, and ends."""
    text = "@misc{a, title={A}, crossref={b}}\n@misc{b, title={B}, crossref={a}}\n@misc{c, title={C}, crossref={nope}}"
    found = list(read_bibtex(text))
    assert [one.facts.title for one in found] == ["A", "B", "C"]
    assert found[2].doubts == ("'c': crossref names 'nope', which is not in the file",)


def test_names_that_grow_have_an_end() -> None:
    """Names that stand for ten of the name before would fill the memory."""
    names = ['@string{n0 = "0123456789"}']
    names += [f"@string{{n{i} = {' # '.join([f'n{i - 1}'] * 10)}}}" for i in range(1, 12)]
    found = entry("title = {T}, journal = n11", head="\n".join(names))
    assert found.facts.journal is None and found.doubts
