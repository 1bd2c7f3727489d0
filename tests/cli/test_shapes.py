"""How hits are counted, ordered, cut and printed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from calling import Ccg


def test_counts_by_a_field(inside: Ccg) -> None:
    """A row for each value, most first; what is not stated is empty for a program."""
    assert inside("quotes", "--count-by", "role").lines == [
        "gp\t2", "patient\t1", "practice-nurse\t1", "senior-manager\t1",
    ]  # fmt: skip
    shown = inside("quotes", "--count-by", "site", "-f", "table").out
    assert "not stated" in shown
    assert inside("quotes", "--count-by", "site").lines == ["\t3", "north\t2"]


def test_a_cross_table(inside: Ccg) -> None:
    """The last field goes across, with sums; a program gets the combinations instead."""
    told = inside("quotes", "--count-by", "role", "--count-by", "case", "-f", "csv").out
    rows = list(csv.DictReader(io.StringIO(told)))
    cases = ("seats:D", "seats:E", "notes:Site 2")
    assert rows[0] == {"role": "gp", **dict(zip(cases, ("1", "1", ""), strict=True)), "all": "2"}
    assert rows[-1] == {"role": "all", **dict(zip(cases, "221", strict=True)), "all": "5"}
    counted = json.loads(inside("quotes", "--count-by", "role,case", "-f", "json").out)
    assert {"role": "gp", "case": "seats:D", "count": 1} in counted


def test_counts_of_a_search_and_of_nothing(inside: Ccg) -> None:
    """Words are counted as they are found; nothing found is exit code 1."""
    assert inside("search", "disillusioned", "--count-by", "document").lines == ["seats\t1"]
    nothing = inside("search", "zebra", "--count-by", "role")
    assert (nothing.code, nothing.out) == (1, "")
    assert inside("quotes", "--count-by", "weather").code == 2


def test_order(inside: Ccg) -> None:
    """By any field, several after one another, - for the other way round; unknown is last."""
    years = inside("quotes", "--sort", "-year,role", "--fields", "document.year,role").lines
    assert years == [
        "2021\tpatient", "2019\tgp", "2019\tgp", "2019\tpractice-nurse", "2019\tsenior-manager",
    ]  # fmt: skip
    sites = inside("quotes", "--sort", "site", "--fields", "site").lines
    assert sites == ["north", "north", "", "", ""]


def test_a_part_of_the_hits(inside: Ccg) -> None:
    """--offset and --limit give pages of one listing."""
    whole = inside("quotes", "-f", "id").lines
    parts = [inside("quotes", "-f", "id", "--offset", str(n), "-n", "2").lines for n in (0, 2, 4)]
    assert [id for part in parts for id in part] == whole
    assert inside("quotes", "--offset", "2", "-n", "2").err == "2 of 3; --limit 0 for all\n"


def test_a_random_sample_is_the_same_again(inside: Ccg) -> None:
    """By its seed alone, in the order of the listing; a bigger one holds the smaller."""
    whole = inside("quotes", "-f", "id").lines
    two = inside("quotes", "--random", "2", "--seed", "5", "-f", "id").lines
    assert two == inside("quotes", "--random", "2", "--seed", "5", "-f", "id").lines
    three = inside("quotes", "--random", "3", "--seed", "5", "-f", "id").lines
    assert set(two) < set(three) < set(whole)
    assert three == [id for id in whole if id in three]
    samples = {
        tuple(inside("quotes", "--random", "2", "--seed", str(n), "-f", "id").lines)
        for n in range(9)
    }
    assert len(samples) > 1


def test_fields(inside: Ccg) -> None:
    """Chosen and ordered, also within the document; JSON keeps what they are."""
    row = inside("quotes", "--role", "patient", "--fields", "document.year,case,citation").lines
    assert row == ["2021\tSite 2\tInvented example 2021"]
    found = inside(
        "quotes", "--role", "patient", "--fields", "page,roles,document.authors", "-f", "jsonl"
    )
    assert json.loads(found.out) == {"page": None, "roles": ["patient"], "document.authors": []}
    head = inside("quotes", "--role", "patient", "--fields", "id,year", "-f", "csv").lines[0]
    assert head == "id,year"
    wrong = inside("quotes", "--fields", "id, tex")
    assert wrong.err == "ccg: column 5: --fields: no field 'tex' (did you mean 'text'?)\n"
    assert wrong.code == 2


def test_a_template(inside: Ccg) -> None:
    """A line of one's own; an unknown field is one error, with its column."""
    line = "{speaker_label}: {document.id}, p. {page|n.p.}\\t{{{role}}}"
    assert inside("quotes", "--role", "patient", "--template", line).out == (
        "Patient, Site 2: notes, p. n.p.\t{patient}\n"
    )
    wrong = inside("quotes", "--template", "{id} {txt}")
    assert wrong.err.startswith("ccg: column 7: --template: no field 'txt' (did you mean 'text'?)")
    assert inside("quotes", "--template", "{id").code == 2
    assert inside("quotes", "--template", "{id.__class__}").code == 2


def test_paragraphs_around(inside: Ccg) -> None:
    """-B, -A and -C give the document's own paragraphs, not the attribution, nor past a heading."""
    found = inside("quotes", "--role", "nurse", "-C", "2", "-f", "jsonl")
    record = json.loads(found.out)
    assert record["before"][-1] == "A nurse agreed:"
    assert len(record["before"]) == 2
    assert record["after"] == []
    row = inside("quotes", "--role", "nurse", "-B", "1").out
    assert row.rstrip("\n").split("\t")[-2:] == ["A nurse agreed:", ""]
    page = inside("quotes", "--role", "nurse", "-B", "1", "-f", "md").out
    assert page.startswith("A nurse agreed:\n\n> Nobody asked")


def test_groups_have_headings(inside: Ccg) -> None:
    """For a reader; for a program the hits of a group stand together."""
    page = inside("quotes", "--group-by", "case", "-f", "md").out
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## notes:Site 2", "## seats:D", "## seats:E", "## References",
    ]  # fmt: skip
    assert "seats:D (2)" in inside("quotes", "--group-by", "case", "-f", "table").lines
    cases = inside("quotes", "--group-by", "case", "--fields", "case").lines
    assert cases == ["Site 2", "D", "D", "E", "E"]


def test_ids_go_on_through_pipes(ccg: Ccg, ingested: Path) -> None:
    """`-f id` prints ids alone, and show and cite read them."""
    ids = ccg("quotes", "--role", "GP", "-f", "id").out
    assert ids.count("\n") == 2
    assert ccg("show", "-", stdin=ids).out.count("Citation") == 2
    assert ccg("cite", "-", stdin=ids).out.count("Amble") == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--template", "{id}", "-f", "csv"),
        ("--template", "{id}", "--count-by", "role"),
        ("--count-by", "role", "-f", "id"),
        ("--random", "0"),
        ("--offset", "-1"),
        ("--fields", ","),
    ],
)
def test_what_does_not_go_together(inside: Ccg, options: tuple[str, ...]) -> None:
    """One line, exit code 2."""
    refused = inside("quotes", *options)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
