"""What the rows of a sheet want: nothing where nothing was changed, and never by a spreadsheet's hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import pytest

from ccg_corpus.review.sheet import Wanted, wanted_by
from ccg_corpus.review.table import read_table
from ccg_corpus.text.sheet_cells import CHECK, CHECKED, checked, is_mangled

NOW = {
    "gates:1": {
        "id": "gates:1", "text": "the gate was shut at four", "kind": "participant", "role": "gp",
        "participant": "3-2", "case": "D", "theme": "Gates", "status": "found",
        "codes": "waiting; keys", "proposed": "keys", "year": "2019",
    },
    "gates:2": {
        "id": "gates:2", "text": "'=4 gates, one key", "kind": "participant", "role": "", "participant": "",
        "case": "", "theme": "Gates", "status": "found", "codes": "", "proposed": "", "year": "2019",
    },
}  # fmt: skip


def sheet(changes: Mapping[str, Mapping[str, str]], *, without: tuple[str, ...] = ()) -> bytes:
    """The sheet as it was written out, with cells changed by hand."""
    out = io.StringIO()
    names = [*NOW["gates:1"], "memo", "reject", "why", CHECK]
    writer = csv.DictWriter(
        out, [name for name in names if name not in without], extrasaction="ignore"
    )
    writer.writeheader()
    for id, cells in NOW.items():
        writer.writerow({**cells, CHECK: checked(cells), **changes.get(id, {})})
    return out.getvalue().encode()


def wants(
    changes: Mapping[str, Mapping[str, str]],
    now: Mapping[str, Mapping[str, str]] = NOW,
    *,
    without: tuple[str, ...] = (),
) -> list[Wanted]:
    return list(wanted_by(read_table(sheet(changes, without=without)), now.get))


def test_nothing_changed_wants_nothing() -> None:
    """Neither with the column `check` nor without it."""
    assert wants({}) == wants({}, without=(CHECK,)) == []


def test_each_kind_of_change() -> None:
    """Fields, none, ends, codes, a memo with its reason, all in one row."""
    (one,) = wants(
        {
            "gates:1": {
                "role": "nurse", "case": "", "text": "the gate was shut", "codes": "waiting; locks",
                "memo": "ask Ben", "why": "table 2",
            }
        }
    )  # fmt: skip
    assert (one.line, one.id, one.refused) == (2, "gates:1", [])
    assert one.fields == {"role": "nurse", "case": None}
    assert (one.text, one.memo, one.why) == ("the gate was shut", "ask Ben", "table 2")
    assert (one.coded, one.uncoded) == (["locks"], ["keys"])


def test_proposals_are_accepted_and_refused() -> None:
    """Out of `proposed` is in; out of `codes` is refused; both is refused."""
    (one,) = wants({"gates:1": {"proposed": ""}})
    assert (one.coded, one.uncoded) == (["keys"], [])
    (one,) = wants({"gates:1": {"codes": "waiting"}})
    assert (one.coded, one.uncoded) == ([], ["keys"])
    (one,) = wants({"gates:1": {"codes": "waiting", "proposed": ""}})
    assert (one.coded, one.uncoded) == ([], ["keys"])


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"status": "rejected"}, None), ({"status": "rejected: a heading"}, "a heading"),
        ({"reject": "x"}, None), ({"reject": "not their words"}, "not their words"), ({"reject": "TRUE"}, None),
    ],
)  # fmt: skip
def test_rejections(cells: dict[str, str], why: str | None) -> None:
    """By the status, or by anything in a column for it."""
    (one,) = wants({"gates:2": cells})
    assert (one.status, one.why, one.refused) == ("reject", why, [])


def test_what_the_corpus_says_by_now_is_no_change() -> None:
    """The second time nothing is left to do."""
    now = {**NOW, "gates:1": {**NOW["gates:1"], "role": "nurse"}}
    assert wants({"gates:1": {"role": "nurse"}}, now) == []


def test_an_old_sheet_does_not_take_back_what_was_decided_since() -> None:
    """A cell that nobody touched says nothing, whatever the corpus says now; the column `check`
    tells it from one that was changed."""
    now = {**NOW, "gates:1": {**NOW["gates:1"], "role": "nurse", "codes": "waiting; keys; locks"}}
    assert wants({}, now) == []
    (one,) = wants({"gates:1": {"case": "E"}}, now)
    assert one.fields == {"case": "E"}


def test_codes_by_their_names_are_no_change() -> None:
    """A name, a slug and capitals are one code."""
    named = {"Waiting": "waiting", "KEYS": "keys"}
    changed = {"gates:1": {"codes": "KEYS; Waiting; locks"}}
    (one,) = wanted_by(read_table(sheet(changed)), NOW.get, lambda code: named.get(code, code))
    assert (one.coded, one.uncoded) == (["locks"], [])


def test_codes_that_came_since_are_not_taken_away() -> None:
    """What is not in an old sheet may not have been there; what is new in it is given."""
    now = {**NOW, "gates:1": {**NOW["gates:1"], "codes": "waiting; keys; bolts"}}
    (one,) = wants({"gates:1": {"codes": "waiting; keys; locks"}}, now)
    assert (one.coded, one.uncoded) == (["locks"], [])
    assert "bolts not taken away" in one.refused[0]
    (one,) = wants({"gates:1": {"codes": "waiting"}}, without=(CHECK,))
    assert one.uncoded == ["keys"]


def test_the_apostrophe_before_a_formula_is_not_the_papers() -> None:
    """A cell with it and one without are the same words."""
    assert wants({"gates:2": {"text": "=4 gates, one key"}}) == []
    (one,) = wants({"gates:2": {"text": "'=4 gates"}})
    assert one.text == "=4 gates"


@pytest.mark.parametrize("made", ["02-Mar", "2026-03-02", "03/02/2026", "2-Mar-26"])
def test_dates_that_a_spreadsheet_makes_are_refused(made: str) -> None:
    """Participant 3-2 is not the second of March."""
    (one,) = wants({"gates:1": {"participant": made}})
    assert one.fields == {}
    assert made in one.refused[0] and "'3-2'" in one.refused[0]


@pytest.mark.parametrize(
    ("cell", "was", "mangled"),
    [
        ("100000", "1e5", True), ("1.00E+05", "1E5", True), ("7", "007", True), ("1-Mar", "MAR1", True),
        ("8", "7", False), ("P8", "P7", False), ("nurse", "3-2", False), ("3-4", "", False),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_makes(cell: str, was: str, mangled: bool) -> None:
    assert is_mangled(cell, was) is mangled


def test_what_is_not_changed_here_is_said() -> None:
    """The year is the document's; an id that is none, and a row that stands twice, are named."""
    (one,) = wants({"gates:1": {"year": "2020"}})
    assert "config.yaml" in one.refused[0] and not one.is_anything
    (one,) = wants({"gates:2": {"id": "gates:9"}})
    assert one.refused == ["no quotation 'gates:9'"]
    (one,) = wants({"gates:2": {"id": "gates:1"}})
    assert "line 2" in one.refused[0] and not one.is_anything


def test_a_column_that_is_gone_says_nothing() -> None:
    """Nor does one of the reader's own."""
    assert wants({}, without=("role", "codes", "proposed", "status", CHECK)) == []


def test_check_has_only_letters() -> None:
    """Nothing a spreadsheet takes for a number, and four of them for each cell."""
    letters = checked(NOW["gates:1"])
    assert letters.isalpha() and len(letters) == 4 * len(CHECKED)
