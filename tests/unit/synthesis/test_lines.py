"""Which rows and columns a matrix has, and in which order."""

from __future__ import annotations

import pytest

from ccg_corpus.core.errors import QueryError
from ccg_corpus.corpus import Corpus
from ccg_corpus.query import Query
from ccg_corpus.synthesis.compare import side_by_side
from ccg_corpus.synthesis.fields import Field, read_field
from ccg_corpus.synthesis.matrix import Matrix, matrix


def keys(corpus: Corpus, field: str, *, every: bool = False, **filters: object) -> list[str | None]:
    found = matrix(corpus, read_field(field), Field("kind"), Query(**filters), every=every)  # type: ignore[arg-type]
    return [line.key for line in found.rows]


def test_fields_as_they_are_typed() -> None:
    """A name, or values of it; one with a comma in double quotes."""
    assert read_field("role") == Field("role")
    assert read_field('site=the mill, "Fen, upper" ,the mill') == Field(
        "site", ("the mill", "Fen, upper")
    )
    assert read_field("theme", depth=2).depth is None
    for wrong in ("", "=gp", "role="):
        with pytest.raises(QueryError):
            read_field(wrong)


def test_a_case_of_several_documents_is_several_rows(corpus: Corpus) -> None:
    """Unless a site joins it with others, whose row then says which cases it has."""
    coast = "coast (harrowgate-2021:F, pellworth-2022:D)"
    assert keys(corpus, "case=D") == ["harrowgate-2021:D", coast]
    assert keys(corpus, "case=pellworth-2022:D") == [coast]
    assert keys(corpus, "case=Q") == ["Q"]


def test_order_is_as_people_count_and_codes_as_the_codebook(corpus: Corpus) -> None:
    """What is not stated stands last, whatever is counted."""
    assert keys(corpus, "code") == ["morale", "losing-heart", "hours", "money", None]
    assert keys(corpus, "year") == ["2019", "2020", "2021", "2022"]
    assert keys(corpus, "role")[-1] is None


def test_empty_lines_are_of_the_papers_asked_about(corpus: Corpus) -> None:
    """Cases that are described and silent, roles that say nothing of it; none of other papers."""
    query = {"documents": ("harrowgate-2021",), "roles": ("patient-representative",)}
    some, every = keys(corpus, "case", **query), keys(corpus, "case", every=True, **query)
    assert len(every) > len(some) > 0
    assert not [key for key in every if key and "quistgaard" in key]


def test_a_theme_asked_for_is_every_heading_with_its_words(corpus: Corpus) -> None:
    """One row, of headings in any form of the words."""
    found = matrix(corpus, read_field("theme=hour,nothing of it"), Field("kind"))
    assert [line.title for line in found.rows] == ["hour", "nothing of it"]
    wanted = corpus.count(Query(themes=("hour",)))
    assert found.row_totals[0].count == wanted > 0 and not found.row_totals[1].count


@pytest.mark.parametrize("depth", [1, 2, 0])
def test_broad_lines_hold_what_is_under_them(corpus: Corpus, depth: int) -> None:
    """A parent code has each of its quotations once, however many of its codes they have."""
    found = matrix(corpus, Field("code", depth=depth), Field("kind"))
    shown = [(line.key, line.depth) for line in found.rows]
    under = [] if depth == 1 else [("losing-heart", 1), ("hours", 1)]
    assert shown == [("morale", 0), *under, ("money", 0), (None, 0)]
    assert found.row_totals[0].count == corpus.count(Query(codes=("morale",)))
    assert row(found, "money") == corpus.count(Query(codes=("money",)))


def row(found: Matrix, key: str) -> int:
    (at,) = [at for at, line in enumerate(found.rows) if line.key == key]
    return found.row_totals[at].count


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ("GPs versus managers on hours", "GPs and managers on hours"),
        ("GPs vs. managers", "GPs and managers"),
        ("compare GPs with nurses on hours", "compare GPs and nurses on hours"),
        ("GPs compared with nurses", "GPs and nurses"),
        ("nurses on working with GPs", "nurses on working with GPs"),
    ],
)
def test_groups_against_each_other_are_groups_beside_each_other(typed: str, beside: str) -> None:
    assert side_by_side(typed) == beside
