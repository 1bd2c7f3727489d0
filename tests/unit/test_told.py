"""A role that a paper tells once for everyone. Every text is an invented example."""

from __future__ import annotations

import pytest

from ccg_corpus.core.model import Draft, DraftLine
from ccg_corpus.quotations import find_quotations
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import load_roles

PAPER = """Kettles on the ward: an invented example

Methods

{methods} The interviews were recorded and typed out word for word by the second author.

Results

The kettle was named by most of them. “I never had a hot cup on nights, not once in my years here” (P4). Others spoke
of the stairs: “We carried the water up ourselves because nobody mended the lift for us” (P9{label}).
"""


def roles_of(methods: str, label: str = "", *, told: bool = True) -> list[str | None]:
    """The roles of the paper's two quotations."""
    lines = tuple(
        DraftLine(line) for line in PAPER.format(methods=methods, label=label).split("\n")
    )
    document = rebuild_document(Draft("text", lines), "kettles.txt")
    found = find_quotations(document, load_roles(), told_for_all=told)
    return [one.speaker.role for one in found if one.kind == "participant"]


@pytest.mark.parametrize(
    "methods",
    [
        "Fifteen nurses were interviewed between May and July.",
        "We interviewed 15 nurses of one hospital.",
        "Semi-structured interviews were held with 15 ward nurses. All 15 nurses took part.",
        "A sample of 15 nurses was recruited by letter.",
        "The participants were 15 nurses from two wards.",
    ],
)
def test_a_role_told_once_is_everybodys(methods: str) -> None:
    """However the sentence is put."""
    assert roles_of(methods)[0] in ("nurse", "ward-nurse")
    assert len(set(roles_of(methods))) == 1


@pytest.mark.parametrize(
    "methods",
    [
        "Fifteen nurses and four doctors were interviewed.",
        "Fifteen nurses were interviewed. Interviews were also held with 8 patients.",
        "The hospital has 15 nurses for each ward.",
        "1,301 nurses were invited to the trial and 900 nurses took part in it.",
        "Fifteen participants were interviewed.",
    ],
)
def test_nobody_has_a_role_where_two_kinds_took_part(methods: str) -> None:
    """Nor where it is not told who took part."""
    assert roles_of(methods) == [None, None]


def test_a_second_role_among_the_speakers_is_enough() -> None:
    """A porter speaks: then the others may be anybody."""
    assert roles_of("Fifteen nurses were interviewed.", ", porter") == [None, "porter"]


def test_it_can_be_switched_off() -> None:
    """`told_for_all: false` leaves what no quotation says of itself unknown."""
    assert roles_of("Fifteen nurses were interviewed.", told=False) == [None, None]
