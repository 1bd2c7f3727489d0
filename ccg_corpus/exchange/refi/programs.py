"""What QDA programs make of a project: which forms each keeps, and what it drops.

Comes in: a program's name. Goes out: how to write for it, and lines on what will be missing there. What is
said here was read in the programs' files, sources and manuals; docs/exchange.md says which.
"""

from __future__ import annotations

from collections.abc import Iterator

from ccg_corpus.core.frozen import frozen
from ccg_corpus.exchange.refi.gathered import GatheredReview


@frozen
class Program:
    """How to write for a program.

    `shares`: a case and the code of its text have one GUID, without which no text comes to a case.
    `by_coder`: a selection for each coder, since the coder of a selection is that of all its codes.
    `told`: memos also in a selection's description, for notes on selections are dropped.
    `names`: how long a code's name may be. `units`: positions count as UTF-16 has them. `crlf`: lines
    of texts end in CR LF, and count as one sign. `unnamed`: what is known of a document stands in a case
    without a name.
    """

    title: str
    shares: bool = False
    by_coder: bool = False
    told: bool = False
    names: int = 200
    units: bool = False
    crlf: bool = False
    unnamed: bool = False
    drops: tuple[str, ...] = ()


ANY = Program("any program")
PROGRAMS = {
    "nvivo": Program(
        "NVivo", shares=True, units=True,
        drops=("what is marked on a PDF's pages",),
    ),
    "atlasti": Program(
        "ATLAS.ti", told=True,
        drops=("colours of codes when it exports again", "authors and dates of descriptions"),
    ),
    "maxqda": Program(
        "MAXQDA", names=63, crlf=True, unnamed=True,
        drops=("PDF files, of which its manual says that they are not supported",),
    ),
    "qualcoder": Program(
        "QualCoder", shares=True, by_coder=True, told=True,
        drops=("sets, which become attributes of documents", "colours that it does not have, for the nearest"),
    ),
}  # fmt: skip


def program(name: str | None) -> Program:
    """How to write for a program; for any where none is named."""
    return PROGRAMS[name] if name else ANY


def what_is_lost(review: GatheredReview, wanted: Program) -> Iterator[str]:
    """A line for each thing that reading the file will lose or may move."""
    if review.proposed:
        yield (
            f"{review.proposed} codes are only proposed and not in it:"
            " 'ccg quotes --proposed' lists them"
        )
    for what in wanted.drops:
        yield f"{wanted.title} drops {what}"
    import unicodedata

    beyond = [one.id for one in review.documents if any(sign > "\uffff" for sign in one.text)]
    if beyond and not wanted.units:
        yield (
            f"{_named(beyond)} have signs (emoji and the like) that NVivo counts as two: what stands"
            " behind them is moved there, unless --for nvivo"
        )
    decomposed = [
        one.id for one in review.documents if not unicodedata.is_normalized("NFC", one.text)
    ]
    if decomposed:
        yield (
            f"{_named(decomposed)} have accents as signs of their own (not NFC): a program that puts"
            " them together moves what stands behind"
        )


def _named(ids: list[str]) -> str:
    shown = ", ".join(ids[:3])
    return shown if len(ids) <= 3 else f"{shown} and {len(ids) - 3} more"
