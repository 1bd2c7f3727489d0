"""Decisions on a quotation → codings and memos: each coder speaks for themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from ccg_corpus.decisions.model import Anchor, Decision, decided
from ccg_corpus.project.config import Code
from ccg_corpus.records.codes import merged_of
from ccg_corpus.records.codings import coded

START = datetime(2026, 3, 1, tzinfo=UTC)


def lines(*said: tuple[Any, ...]) -> list[Decision]:
    """(by, do, code, part) in order."""
    return [
        decided(
            do, Anchor("gates", "gates:1", "the gate was shut", part=part[0] if part else None), by=by,
            at=START + timedelta(minutes=at), **({"code": value} if do != "memo" else {"text": value}),
        )
        for at, (by, do, value, *part) in enumerate(said)
    ]  # fmt: skip


def codes_by(found: Any) -> list[tuple[str, str | None, str | None]]:
    return [(one["code"], one["by"], one["part"]) for one in found.codings]


def test_two_coders_and_a_part() -> None:
    """Both are listed; the code is in force once."""
    found = coded(
        lines(("anna", "code", "x"), ("ben", "code", "x", "was shut"), ("ben", "code", "y"))
    )
    assert codes_by(found) == [("x", "anna", None), ("x", "ben", "was shut"), ("y", "ben", None)]
    assert found.codes == ("x", "y")


def test_nobody_takes_away_what_another_coded() -> None:
    """Ben's uncode is of Ben's code; one of a part leaves the whole; one of the whole takes all."""
    found = coded(lines(("anna", "code", "x"), ("ben", "uncode", "x")))
    assert codes_by(found) == [("x", "anna", None)]
    said = (("anna", "code", "x"), ("anna", "code", "x", "gate"), ("anna", "uncode", "x", "gate"))
    assert codes_by(coded(lines(*said))) == [("x", "anna", None)]
    assert coded(lines(*said[:2], ("anna", "uncode", "x"))).codings == ()


def test_a_proposal_is_told_from_a_coding() -> None:
    """Taken, refused, taken back again; the other coder's word stands for itself."""
    (one,) = coded((), ["x"]).codings
    assert one == {"code": "x", "by": None, "at": None, "part": None, "proposed": True}
    taken = coded(lines(("anna", "code", "x")), ["x"])
    assert [(one["by"], one["proposed"]) for one in taken.codings] == [("anna", False)]
    refused = coded(lines(("anna", "uncode", "x")), ["x", "y"])
    assert (refused.codes, refused.refused) == (("y",), ("x",))
    both = coded(lines(("anna", "uncode", "x"), ("ben", "code", "x")), ["x"])
    assert (both.codes, both.refused) == (("x",), ())
    assert coded(lines(("anna", "uncode", "x"), ("anna", "code", "x")), ["x"]).refused == ()


def test_codes_that_were_merged_are_the_one_that_stays() -> None:
    """Also where both were given, and where the old name is uncoded."""
    merged = merged_of([Code("y", "Why", was=("x", "Ex"))])
    assert merged == {"x": "y"}
    found = coded(
        lines(("anna", "code", "x"), ("anna", "code", "y"), ("ben", "code", ["x", "z"])),
        merged=merged,
    )
    assert codes_by(found) == [("y", "anna", None), ("y", "ben", None), ("z", "ben", None)]
    assert coded(lines(("anna", "code", "y"), ("anna", "uncode", "x")), merged=merged).codes == ()


def test_memos_are_replaced_by_their_own_author_only() -> None:
    first, other = lines(("anna", "memo", "ask Ben"), ("ben", "memo", "asked"))
    on = first.on
    again = decided("memo", on, by="anna", at=START + timedelta(hours=1), text="done", of=first.id)
    foreign = decided("memo", on, by="ben", at=START + timedelta(hours=2), text="no", of=first.id)
    found = coded([first, other, again, foreign]).memos
    assert [(one["by"], one["text"]) for one in found] == [
        ("anna", "done"), ("ben", "asked"), ("ben", "no"),
    ]  # fmt: skip
    gone = decided("memo", on, by="anna", at=START + timedelta(hours=3), text=" ", of=first.id)
    assert coded([first, gone]).memos == ()
