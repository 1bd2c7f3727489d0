"""Which documents print the same work, and which of them is the version of record."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from known import InMemory, WorksInMemory

from ccg_corpus.core.model import Document, Facts, Quotation, Span
from ccg_corpus.versions import (
    VersionGroup,
    Work,
    find_versions,
    joined,
    overlap,
    sharing_pairs,
    sketch_work,
)

VOCABULARY = [f"word{n}" for n in range(400)]


def text_of(seed: int, words: int) -> str:
    """Invented text, the same for the same seed."""
    return " ".join(random.Random(seed).choices(VOCABULARY, k=words))


def work(text: str, source: str, quotations: tuple[str, ...] = (), **facts: object) -> Work:
    document = Document(source, "text", text, (), (), Facts(**facts))  # type: ignore[arg-type]
    found = (Quotation(Span(0, 1), words, "participant", False) for words in quotations)
    return sketch_work(document, found)


def versions_of(works: Sequence[Work], **stated: Any) -> tuple[VersionGroup, ...]:
    """The versions among these works."""
    return find_versions(WorksInMemory(works), **stated)


def version_groups(works: Sequence[Work], **stated: Any) -> tuple[tuple[int, ...], ...]:
    """Only the members of the groups."""
    return tuple(group.members for group in versions_of(works, **stated))


ARTICLE = text_of(1, 3000)
# The manuscript has another front and end, and an editor changed a word in fifty.
MANUSCRIPT = " ".join(
    "changed" if n % 50 == 0 else word
    for n, word in enumerate((text_of(2, 300) + " " + ARTICLE + " " + text_of(3, 600)).split())
)


def test_a_manuscript_is_a_version_of_its_article() -> None:
    """Two texts that are mostly the same are one work; the article is the version of record."""
    works = [
        work(MANUSCRIPT, "a.txt", type="accepted manuscript"),
        work(text_of(4, 3000), "b.txt"),
        work(ARTICLE, "c.txt", type="article"),
    ]
    assert version_groups(works) == ((2, 0),)


def test_overlap_is_estimated() -> None:
    """The share of the shorter text in the longer is near the true one."""
    half = text_of(5, 2000)
    one = work(half + " " + text_of(6, 2000), "a")
    other = work(half + " " + text_of(7, 2000), "b")
    assert overlap(one, other) == pytest.approx(0.5, abs=0.12)
    assert overlap(one, one) == 1.0
    assert overlap(one, work("", "empty")) == 0.0


def test_a_thesis_that_holds_an_article_is_not_a_version_of_it() -> None:
    """A text many times as long is another work, whatever it holds."""
    works = [work(ARTICLE, "a"), work(ARTICLE + " " + text_of(8, 20000), "b")]
    assert version_groups(works) == ()


def test_a_shared_doi_is_enough() -> None:
    """Two files with one DOI are one work, though one holds but an abstract."""
    works = [
        work(text_of(9, 300), "a", doi="https://doi.org/10.1234/INVENTED.1", year=2019),
        work(text_of(10, 3000), "b", doi="10.1234/invented.1", year=2020),
    ]
    assert version_groups(works) == ((1, 0),)


def test_shared_quotations_bring_a_rewritten_version_home() -> None:
    """A preprint that was rewritten still shares its title or most of its long quotations."""
    shared = text_of(11, 900)
    said = tuple(text_of(n, 20) for n in range(20, 26))
    one = shared + " " + text_of(12, 2000)
    other = shared + " " + text_of(13, 2000)
    plain = [work(one, "a"), work(other, "b")]
    quoting = [work(one, "a", said), work(other, "b", said[1:])]
    titled = [
        work(one, "a", title="Four words of title"),
        work(other, "b", title="four words: of title"),
    ]
    assert version_groups(plain) == ()
    assert [len(group) for group in version_groups(quoting)] == [2]
    assert [len(group) for group in version_groups(titled)] == [2]


def test_boilerplate_makes_no_versions() -> None:
    """Thirty papers that share a licence text and nothing else stay thirty works."""
    licence = text_of(14, 60)
    works = [work(text_of(100 + n, 800) + " " + licence, f"{n}") for n in range(30)]
    assert version_groups(works) == ()


def test_the_user_is_right() -> None:
    """What config.yaml states goes before types and years, and joins what shares no text."""
    works = [
        work(ARTICLE, "a", type="article", year=2020),
        work(MANUSCRIPT, "b", type="preprint", year=2018),
        work(text_of(15, 500), "c", type="web page"),
    ]
    assert version_groups(works, stated=[(0, 1), (2, 1)]) == ((1, 0, 2),)


@given(st.permutations(range(4)))
def test_the_order_of_files_does_not_matter(order: list[int]) -> None:
    """The groups and their versions of record are the same in any order."""
    works = [
        work(MANUSCRIPT, "m.txt", type="accepted manuscript", year=2019),
        work(ARTICLE, "p.pdf", year=2020),
        work(ARTICLE + " end", "q.pdf", year=2020),
        work(text_of(16, 900), "other.txt"),
    ]
    shuffled = [works[n] for n in order]
    (group,) = version_groups(shuffled)
    expected = version_groups(works)[0]
    assert [shuffled[n].source for n in group] == [works[n].source for n in expected]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_joined_is_the_transitive_closure(pairs: list[tuple[int, int]]) -> None:
    """Numbers are in one group exactly when pairs lead from one to the other."""
    groups = joined(pairs)
    for group in groups:
        reached = {group[0]}
        for _ in range(10):
            reached |= {n for pair in pairs if reached & {*pair} for n in pair}
        assert reached == set(group)
    assert {n for a, b in pairs if a != b for n in (a, b)} == {n for group in groups for n in group}


def test_the_real_papers() -> None:
    """Of the five papers that the project began with, two are versions of one work."""
    shared = Path(os.environ.get("CCG_SHARED", Path(__file__).parents[2] / ".." / "shared"))
    papers = sorted((shared / "papers").glob("*.txt"))
    if not papers:
        pytest.skip("the real papers are not here")
    works = [work(path.read_text(encoding="utf-8"), path.name) for path in papers]
    assert [sorted(group) for group in version_groups(works)] == [[0, 1]]


def test_many_copies_of_one_text_are_one_work() -> None:
    """However many there are, among works that all carry the same licence."""
    licence = text_of(14, 60)
    copies = [work(f"{ARTICLE} {licence}", f"copy{n}") for n in range(60)]
    others = [work(f"{text_of(100 + n, 600)} {licence}", f"other{n}") for n in range(60)]
    groups = version_groups([*others, *copies])
    assert [len(group) for group in groups] == [60]


def test_why_a_work_is_a_version() -> None:
    """By what the two are one, and by what the other is of record."""
    works = [
        work(MANUSCRIPT, "a.txt", type="accepted manuscript", doi="10.5555/1"),
        work(ARTICLE, "b.txt", type="article", doi="10.5555/1", year=2019),
        work(ARTICLE, "c.txt", type="article", year=2018),
    ]
    (group,) = versions_of(works)
    assert group.members == (1, 2, 0)
    assert group.why == (
        None,
        "100% of the text; 2019 before 2018",
        "same DOI; article before accepted manuscript",
    )


def test_what_the_user_says_of_a_work_is_all_that_holds_of_it() -> None:
    """A work that is no version is none, and a version of another is one of that alone."""
    works = [work(ARTICLE, "a"), work(MANUSCRIPT, "b"), work(text_of(4, 3000), "c")]
    assert version_groups(works, apart=[1]) == ()
    assert version_groups(works, stated=[(1, 2)]) == ((2, 1),)
    assert versions_of(works, stated=[(1, 2)])[0].why == (None, "config.yaml")


def test_works_that_share_what_was_said() -> None:
    """Reports of one study quote the same at length; one phrase of eight words is no sign."""
    said = tuple(text_of(n, 12) for n in range(20, 24))
    works = [
        work(text_of(1, 900), "a", said),
        work(text_of(2, 900), "b", said[2:]),
        work(text_of(3, 900), "c", (said[0],)),
        work(ARTICLE, "d", said[:2]),
        work(ARTICLE, "e", said[:2]),
    ]
    groups = versions_of(works)
    assert [group.members for group in groups] in ([(3, 4)], [(4, 3)])
    assert sharing_pairs(InMemory(works).said(), groups) == [(0, 1), (0, groups[0].members[0])]


def test_what_everybody_says_is_nobodys() -> None:
    """An answer that more works print than a study has reports is a question they all asked."""
    said = (text_of(20, 30),)
    works = [work(text_of(n, 300), str(n), said) for n in range(40)]
    assert sharing_pairs(InMemory(works).said()) == []
