"""Which entry is about which document: by path, DOI, title, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccg_corpus.bibliography.exports.reference import Reference
from ccg_corpus.bibliography.matching import describe
from ccg_corpus.core.model import Facts

ROOT = Path("/invented/project")
TITLE = "Waiting for the night bus in four invented towns"


def entry(
    *files: str, key: str | None = None, file: str = "refs.ris", number: int = 1, **facts: object
) -> Reference:
    stated = Facts(**{"title": "The title in the export", **facts})  # type: ignore[arg-type]
    return Reference(f"corpus/library/{file}", number, stated, key, files)


def matched(documents: dict[str, Facts], *references: Reference) -> dict[str, str | None]:
    described, _ = describe(documents, references, ROOT)
    return {source: one.facts.title for source, one in described.items()}


@pytest.mark.parametrize(
    "path",
    [
        "files/12/buses.pdf",
        "./files/12/buses.pdf",
        "files\\12\\buses.pdf",
        "corpus/library/files/12/buses.pdf",
        "/invented/project/corpus/library/files/12/buses.pdf",
        "file:///invented/project/corpus/library/files/12/buses.pdf",
        "FILES/12/Buses.PDF",
        "C:\\Users\\me\\Zotero\\storage\\12\\buses.pdf",
        "file:///C:/Users/me/storage/12/buses.pdf",
        "/home/someone/else/buses.pdf",
        "file://C:/Users/me/storage/12/buses.pdf",
        "file://server/share/12/b%75ses.pdf",
        "files/12/b%75ses.pdf",
        "<file:///x/12/buses.pdf>",
        "internal-pdf://12/buses.pdf",
        "\\\\server\\share\\12\\buses.pdf",
        "storage:buses.txt",
        "buses.txt",
    ],
)
def test_by_path(path: str) -> None:
    """Relative, absolute, from another computer; the folder goes before the name alone."""
    documents = {
        "corpus/library/files/12/buses.pdf": Facts(),
        "corpus/library/files/13/trains.pdf": Facts(),
    }
    assert matched(documents, entry(path)) == {
        "corpus/library/files/12/buses.pdf": "The title in the export"
    }


def test_a_name_that_several_have_is_no_sign() -> None:
    """ "fulltext.pdf" of two entries or two folders tells nothing; the folder may."""
    documents = {"a/1/fulltext.pdf": Facts(), "a/2/fulltext.pdf": Facts()}
    assert matched(documents, entry("fulltext.pdf")) == {}
    assert list(matched(documents, entry("D:\\x\\2\\fulltext.pdf"))) == ["a/2/fulltext.pdf"]
    two = (entry("x/fulltext.pdf"), entry("y/fulltext.pdf", title="Another work"))
    assert matched({"a/fulltext.pdf": Facts()}, *two) == {}


def test_by_doi() -> None:
    """In whatever letters; a file that prints another DOI is another work, whatever its name."""
    documents = {"a.pdf": Facts(doi="10.5555/FEN.1"), "b.pdf": Facts(doi="10.5555/fen.2")}
    assert list(matched(documents, entry("b.pdf", doi="10.5555/fen.1"))) == ["a.pdf"]


@pytest.mark.parametrize(
    ("title", "is_same"),
    [
        (TITLE.upper() + ".", True),
        (TITLE.replace("night", "nigth"), True),
        (TITLE + ": a study of patience", True),
        (TITLE.replace("four", "five"), False),
        ("Waiting", False),
    ],
)
def test_by_title(title: str, is_same: bool) -> None:
    """Equal words, a slip of a letter, a subtitle more; not another word."""
    assert bool(matched({"a.pdf": Facts(title=TITLE)}, entry(title=title))) is is_same


def test_parts_of_a_series_are_not_slips() -> None:
    """A number is never a slip, nor is a paper of ten years later the same one."""
    own = {"a.pdf": Facts(title=f"{TITLE}, part 1", year=2010)}
    assert matched(own, entry(title=f"{TITLE}, part 2")) == {}
    assert matched(own, entry(title=f"{TITLE}, part 1", year=2020)) == {}
    assert matched(own, entry(title=f"{TITLE}, part 1", year=2011)) != {}


def test_by_key() -> None:
    """A file that is named as its entry."""
    assert list(matched({"x/smith2019.pdf": Facts()}, entry(key="smith2019"))) == [
        "x/smith2019.pdf"
    ]


def test_the_export_goes_before_the_file() -> None:
    """What it states replaces what was read; what it leaves open stays."""
    own = Facts(title="Read", year=2018, journal="Read too", extra=(("volume", "1"),))
    stated = entry("a.pdf", year=2019, extra=(("pages", "4–9"),))
    (described,) = describe({"a.pdf": own}, [stated], ROOT)[0].values()
    assert (described.facts.title, described.facts.year) == ("The title in the export", 2019)
    assert described.facts.journal == "Read too"
    assert dict(described.facts.extra) == {"volume": "1", "pages": "4–9"}
    assert described.where == "corpus/library/refs.ris, entry 1"


def test_a_manuscript_beside_its_article_stays_one() -> None:
    """One entry may have both files; alone, the entry says what the file is."""
    documents = {"article.pdf": Facts(), "accepted.pdf": Facts(type="accepted manuscript")}
    stated = entry("article.pdf", "accepted.pdf", type="article", journal="Buses")
    described, _ = describe(documents, [stated], ROOT)
    assert described["accepted.pdf"].facts.type == "accepted manuscript"
    alone, _ = describe({"accepted.pdf": documents["accepted.pdf"]}, [stated], ROOT)
    assert alone["accepted.pdf"].facts.type == "article"
    vague = entry("accepted.pdf", type="manuscript")
    kept, _ = describe({"accepted.pdf": documents["accepted.pdf"]}, [vague], ROOT)
    assert kept["accepted.pdf"].facts.type == "accepted manuscript"


def test_entries_that_differ_are_said() -> None:
    """The first counts, the other fills up; one warning."""
    first = entry("a.pdf", year=2019)
    second = entry("a.pdf", year=2018, file="refs.bib", number=4, journal="Buses")
    described, warnings = describe({"a.pdf": Facts()}, [first, second], ROOT)
    assert described["a.pdf"].facts.year == 2019
    assert described["a.pdf"].facts.journal == "Buses"
    assert warnings == (
        "a.pdf: corpus/library/refs.ris, entry 1 and corpus/library/refs.bib, entry 4 "
        "differ on the year; the first counts",
    )


def test_by_author_year_and_title_in_the_name() -> None:
    """As Zotero names attachments; what the file prints goes before."""
    work = entry(title=TITLE, authors=("Plumridge A",), year=2019, doi="10.5555/a")
    name = "corpus/Plumridge - 2019 - Waiting for the night bus in four.pdf"
    assert matched({name: Facts()}, work) == {name: TITLE}
    assert matched({name: Facts(doi="10.5555/b")}, work) == {}


def test_an_export_about_nothing_is_said() -> None:
    """One that is about some documents, or about those of another export, is not."""
    one = entry("a.pdf", file="a.ris")
    same = entry(file="b.json", title="The title in the export")
    other = entry("z.pdf", file="c.bib", title="Another work")
    _, warnings = describe({"a.pdf": Facts(title=one.facts.title)}, [one, same, other], ROOT)
    assert warnings == (
        "corpus/library/c.bib: none of its entries (1) is about a document of the corpus",
    )
