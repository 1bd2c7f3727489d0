"""Which work a file is named after, and when its name is no sign. Invented examples."""

from __future__ import annotations

import pytest

from ccg_corpus.bibliography.exports.reference import Reference
from ccg_corpus.bibliography.file_names import by_words_of_name
from ccg_corpus.core.model import Facts

BUSES = Facts(
    title="Waiting for the night bus: an interview study in four invented towns, with drivers",
    authors=("Brömwich A", "Smith-Jones B"), year=2018, journal="Journal of Invented Transport",
)  # fmt: skip
LAMPS = Facts(title="Lamps and ladders", authors=("Harrowgate E", "Pellworth T"), year=2018)
LATER = Facts(title="Ladders once more", authors=("Harrowgate E",), year=2018)


def named(name: str, *works: Facts, own: Facts | None = None) -> list[int]:
    references = [Reference("refs.json", n, facts) for n, facts in enumerate(works, start=1)]
    return [n for _, n in by_words_of_name({name: own or Facts()}, references)]


@pytest.mark.parametrize(
    "name",
    [
        "corpus/Brömwich and Smith-Jones - 2018 - Waiting for the night bus an interview study.pdf",
        "corpus/Bromwich et al. - 2018 - Waiting for the night bus_ an interview study in four inve.pdf",
        "Brömwich et al. - Waiting for the night bus.pdf",
        "2018_Bromwich_Waiting for the night bus an interview study in four invented towns, with drivers.docx",
        "07 Waiting for the night bus.pdf",
        "bromwich2018.pdf", "Brömwich 2018.pdf", "Bromwich et al. (2018).pdf", "2018 Bromwich.pdf",
        "Bromwich & Smith-Jones 2018.pdf", "Bromwich_2018_night_bus.pdf",
    ],
)  # fmt: skip
def test_named_after_the_work(name: str) -> None:
    """With the title, cut or whole; or with nothing but what the entry says."""
    assert named(name, BUSES, LAMPS) == [0]


@pytest.mark.parametrize(
    "name",
    [
        "Waiting for.pdf", "Waiting for the night train.pdf", "Bromwich.pdf", "2018.pdf",
        "Smith-Jones 2018.pdf", "Bromwich 2017.pdf", "Bromwich 2018 appendix.pdf",
        "Bromwich 2018b.pdf", "Bromwich 2017 2018.pdf", "Someone - 2018 - Waiting for the night bus.pdf",
        "Brömwich - 2011 - Waiting for the night bus.pdf", "000.pdf",
    ],
)  # fmt: skip
def test_names_that_are_no_sign(name: str) -> None:
    """Too little, another author or year, or something that the entry does not say."""
    assert named(name, BUSES, LAMPS) == []


def test_two_works_of_one_author_and_year() -> None:
    """The year does not tell them apart; the title does."""
    assert named("Harrowgate 2018.pdf", LAMPS, LATER) == []
    assert named("Harrowgate 2018 Lamps and ladders.pdf", LAMPS, LATER) == [0]
    assert named("Harrowgate 2018 lamps.pdf", LAMPS, LATER) == [0]


def test_what_the_file_prints_may_speak_against_it() -> None:
    """Another title, or a year that is far away."""
    other = Facts(title="Counting the swans of an invented river")
    assert named("Bromwich 2018.pdf", BUSES, own=other) == []
    assert named("Bromwich 2018.pdf", BUSES, own=Facts(year=2009)) == []
    assert named("Bromwich 2018.pdf", BUSES, own=Facts(title=BUSES.title, year=2019)) == [0]


def test_two_files_of_one_author_and_year() -> None:
    """They may be two works, of which the library has one."""
    references = [Reference("refs.json", 1, BUSES)]
    names = {"a/Bromwich 2018.pdf": Facts(), "b/bromwich2018.docx": Facts()}
    assert list(by_words_of_name(names, references)) == []
