"""Facts that a document's own first page states, and no others."""

from __future__ import annotations

import pytest
from builders import document_of_blocks, make_document

from ccg_corpus.bibliography.first_page import read_facts
from ccg_corpus.core.model import Draft, DraftBlock, DraftLine, Facts
from ccg_corpus.rebuild import rebuild_document

BODY = "# Introduction\n\nBuses are late.\n\n# Methods\n\nWe waited for one.\n"


def facts_of(front: str) -> Facts:
    return read_facts(make_document(f"{front}\n\n{BODY}")[0])


def test_title_is_the_line_at_the_top() -> None:
    """The first line of a paper is its title."""
    assert facts_of("Waiting for the night bus in four towns").title == (
        "Waiting for the night bus in four towns"
    )


def test_title_that_is_printed_twice_wins() -> None:
    """A repository's cover sheet and the paper's own first page agree on the title."""
    front = (
        "Fenmouth open shelf\n\nWaiting for the night bus in four towns\n\nJournal item\n\n"
        "Waiting for the night bus in four towns"
    )
    assert facts_of(front).title == "Waiting for the night bus in four towns"


@pytest.mark.parametrize(
    "front",
    ["https://fen.example/1", "© 2019 the authors", "Research article", "and so the van went on."],
)
def test_what_is_no_title(front: str) -> None:
    """Addresses, notices and the middle of a text are no titles."""
    assert facts_of(front).title is None


@pytest.mark.parametrize(
    ("front", "doi"),
    [
        ("doi: 10.5555/fen.2019.14", "10.5555/fen.2019.14"),
        ("https://doi.org/10.5555/fen.2019.14.", "10.5555/fen.2019.14"),
        ("(DOI 10.5555/FEN-2019)", "10.5555/FEN-2019"),
        ("Version 10.5 of 2019", None),
    ],
)
def test_doi(front: str, doi: str | None) -> None:
    """A DOI in any dress, without the sentence's punctuation."""
    assert facts_of(front).doi == doi


@pytest.mark.parametrize(
    ("front", "year"),
    [
        ("© 2019 Fenmouth Press", 2019),
        ("© Copyright 2019 by the authors", 2019),
        ("Published: 3 May 2019", 2019),
        ("First published online 3 May 2019", 2019),
        ("12 May 2019", 2019),
        ("May 12, 2019", 2019),
        ("Buses of 2019 were late", None),
        ("© 2019 Fenmouth Press. Published 2021.", None),
        ("no date at all", None),
    ],
)
def test_year(front: str, year: int | None) -> None:
    """The year of a stated date; none where dates disagree or nothing states one."""
    assert facts_of(front).year == year


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("Accepted manuscript", "accepted manuscript"),
        ("Author’s accepted version", "accepted manuscript"),
        ("This is a preprint and has not been peer reviewed", "preprint"),
        ("A thesis submitted for the degree of Doctor of Buses", "thesis"),
        ("A paper on buses", None),
    ],
)
def test_type(front: str, kind: str | None) -> None:
    """What kind of print it is, where it says so."""
    assert facts_of(front).type == kind


def test_web_pages_are_web_pages() -> None:
    """A page without a journal is a web page."""
    document = document_of_blocks(("heading", "Buses"), ("paragraph", "They are late."))
    assert read_facts(document).type == "web page"


def test_stated_facts_go_before_read_ones() -> None:
    """The file's metadata wins; the first page only fills up."""
    stated = Facts(title="Buses", year=2020, authors=("A. Plumridge",), type="article")
    draft = Draft(
        format="html",
        blocks=(
            DraftBlock("heading", "Waiting for the night bus in four towns", level=1),
            DraftBlock("paragraph", "© 2019 Fenmouth Press, doi 10.5555/fen.2019.14"),
        ),
        facts=stated,
    )
    facts = read_facts(rebuild_document(draft, "buses.html"))
    assert (facts.title, facts.year, facts.type) == ("Buses", 2020, "article")
    assert facts.authors == ("A. Plumridge",)
    assert facts.doi == "10.5555/fen.2019.14"


def test_names_of_authors_are_not_guessed() -> None:
    """A line that looks like names is no fact."""
    assert facts_of("Waiting for the night bus\n\nA. Plumridge and B. Sallow").authors == ()


def test_the_text_itself_is_not_searched() -> None:
    """A DOI or a date far down in the paper is another work's."""
    text = "Buses are late. " * 600 + "\n\n© 2019 Fenmouth Press, doi 10.5555/fen.2019.14"
    facts = read_facts(make_document(text)[0])
    assert (facts.doi, facts.year) == (None, None)


def test_nothing_is_stated() -> None:
    """An empty document has no facts, and raises nothing."""
    assert read_facts(document_of_blocks(format="text")) == Facts()


TITLE = "Waiting for the night bus in four towns"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Anna Plumridge¹, Bo Sallow² and Cy van der Berg¹", ("Anna Plumridge", "Bo Sallow", "Cy van der Berg")),
        ("Anna Plumridge1, Bo T. Sallow2,3*", ("Anna Plumridge", "Bo T. Sallow")),
        ("A. M. Plumridge, PhD; B. Sallow, MD, MPH", ("A. M. Plumridge", "B. Sallow")),
        ("**Anna Plumridge*, Bo Sallow**", ("Anna Plumridge", "Bo Sallow")),
        ("By Anna Plumridge and Bo Sallow", ("Anna Plumridge", "Bo Sallow")),
        ("Authors: Anna O’Plumridge, Bo Sallow-Crane", ("Anna O’Plumridge", "Bo Sallow-Crane")),
        ("Anna Plumridge, Professor of Buses, Fenmouth\n\nBo Sallow, Research Fellow, Fenmouth",
         ("Anna Plumridge", "Bo Sallow")),
        ("Anna Plumridge, Bo Sallow", ()),
        ("Fenmouth Bus Research Centre1", ()),
        ("Buses, Trams and Trains1", ()),
        ("Received 3 May, accepted 4 June", ()),
        ("By and by the bus will come", ()),
    ],
)  # fmt: skip
def test_authors_where_a_line_can_be_nothing_else(line: str, names: tuple[str, ...]) -> None:
    """Marks of notes, degrees, positions or a word that says it; else nobody."""
    assert facts_of(f"{TITLE}\n\n{line}").authors == names


def test_a_title_that_runs_into_its_authors() -> None:
    """The names are no part of the title."""
    facts = facts_of(f"{TITLE} Anna Plumridge1, Bo T. Sallow2")
    assert facts.title == TITLE
    assert facts.authors == ("Anna Plumridge", "Bo T. Sallow")
    for line in ("Buses of Ward 7 and their riders", "Attitudes to Buses among Nurses of Fen 2"):
        assert facts_of(line).title == line


@pytest.mark.parametrize(
    "citation",
    [
        "How to cite: Plumridge, A., Sallow, B. (2019). Waiting for the night bus in four towns. "
        "Journal of Invented Buses, 12(3), 45-57.",
        "Cite this article as: Plumridge A, Sallow B. Waiting for the night bus in four towns. "
        "Journal of Invented Buses 2019;12(3):45–57. https://doi.org/10.5555/fen.14",
        "Citation: Plumridge A, Sallow B (2019) Waiting for the night bus in four towns. "
        "Journal of Invented Buses 12(3): 45-57.",
        "How to cite:\n\nPlumridge, A; Sallow, B (2019). Waiting for the night bus in four towns. "
        "*Journal of Invented Buses*, 12(3) pp. 45–57.",
    ],
)
def test_how_to_cite_it(citation: str) -> None:
    """Authors, year, journal and pages of the citation that a page prints of itself."""
    facts = facts_of(f"{TITLE}\n\n{citation}")
    assert facts.title == TITLE
    assert [name.split()[0].strip(",") for name in facts.authors] == ["Plumridge", "Sallow"]
    assert (facts.year, facts.journal) == (2019, "Journal of Invented Buses")
    assert dict(facts.extra) == {"volume": "12", "issue": "3", "pages": "45–57"}


def test_a_citation_of_another_work_is_left_alone() -> None:
    """A page that says how to cite something else says nothing of itself."""
    other = (
        "Citation: Crane C (2001) Trams and their riders, a history. Journal of Rails 1(1): 2-3."
    )
    assert facts_of(f"{TITLE}\n\n{other}").authors == ()


def test_a_running_head_with_its_place() -> None:
    """Journal, year, volume and pages in one line at the top."""
    facts = facts_of(f"{TITLE}\n\nJ Invent Buses 2019;12(3):e45")
    assert (facts.journal, facts.year) == ("J Invent Buses", 2019)
    assert dict(facts.extra) == {"volume": "12", "issue": "3", "pages": "e45"}


def test_a_title_that_a_paragraph_went_on_from() -> None:
    """Lines put together over an empty line are still two lines of a title page."""
    facts = facts_of(
        f"{TITLE} and\n\nwent on to say that buses are late wherever one looks for them"
    )
    assert facts.title is None or facts.title.startswith(TITLE)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("Anna Plumridge · Bo T. Sallow · Umay", "Crane · Cy Dunlin"),
         ("Anna Plumridge", "Bo T. Sallow", "Umay Crane", "Cy Dunlin")),
        (("Anna Plumridge1, Bo T. Sallow2", "Cy Dunlin3, Di Amble1"),
         ("Anna Plumridge", "Bo T. Sallow", "Cy Dunlin", "Di Amble")),
        (("Anna Plumridge1, Bo Sallow2 1Fenmouth University, UK 2Fen College, UK",),
         ("Anna Plumridge", "Bo Sallow")),
        (("Anna Plumridge", "Fenmouth University aplumridge@fen.example", "Bo Sallow", "b.sallow@fen.example"),
         ("Anna Plumridge", "Bo Sallow")),
        (("Anna Plumridge", "Fenmouth University office@fen.example"), ()),
    ],
)  # fmt: skip
def test_authors_over_several_lines(lines: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Dots between the names, marks and institutions behind them, an address made of each."""
    assert facts_of("\n\n".join((TITLE, *lines))).authors == names


def test_a_conference_paper_cites_itself() -> None:
    """Names, the year, the title, the proceedings."""
    cited = (
        f"Anna Plumridge1, Bo Sallow1,2, and Cy Dunlin. 2019. {TITLE}. In Proceedings of Bus 19."
    )
    facts = facts_of(f"{TITLE}\n\nACM Reference Format:\n\n{cited}")
    assert facts.authors == ("Anna Plumridge", "Bo Sallow", "Cy Dunlin")
    assert facts.year == 2019


@pytest.mark.parametrize(
    "head",
    [
        "Plumridge et al. Journal of Invented Buses (2019) 12:45 https://doi.org/10.5555/fen",
        "Journal of Invented Buses 12 (2019) 45–57",
        "Journal of Invented Buses, 2019, 12:45, doi: 10.5555/fen.14",
        "Journal of Invented Buses, 2019, VOL. 12, NO. 3, 45–57",
    ],
)
def test_heads_that_say_where_an_article_stands(head: str) -> None:
    """Each publisher has an order of its own for journal, year, volume and pages."""
    facts = facts_of(f"{head}\n\n{TITLE}\n\n{TITLE}")
    assert (facts.journal, facts.year, dict(facts.extra)["volume"]) == (
        "Journal of Invented Buses", 2019, "12"
    )  # fmt: skip


def test_properties_of_a_pdf_are_checked_with_its_print() -> None:
    """A template's title is none; of several authors the properties may name the sender only."""
    lines = tuple(
        DraftLine(text, 1, size)
        for text, size in ((TITLE, 18.0), ("", 0.0), ("Anna Plumridge1, Bo Sallow2", 11.0), ("", 0.0),
                           ("Invented example. Buses are late, as everybody in the town knows.", 10.0))
    )  # fmt: skip
    stated = Facts(title="Paper Title (use style: paper title)", authors=("Bo Sallow",))
    facts = read_facts(rebuild_document(Draft("pdf", lines=lines, facts=stated), "a.pdf"))
    assert (facts.title, facts.authors) == (TITLE, ("Anna Plumridge", "Bo Sallow"))
