"""`ccg cite` and `ccg documents` for reference managers."""

from __future__ import annotations

import json

import pytest
from calling import Ccg


def test_a_document_and_a_quotation(ccg: Ccg) -> None:
    """One line each, in the order asked."""
    (id_,) = ccg("quotes", "--role", "patient").ids
    found = ccg("cite", "seats", id_, "--style", "vancouver")
    assert (found.code, found.err) == (0, "")
    assert found.lines[0].startswith("Amble J, Brook K, Carr L. ")
    assert len(found.lines) == 2


def test_the_beginning_of_a_name_is_enough(ccg: Ccg) -> None:
    """As everywhere: id, file name, or how they begin; what could be two is an error."""
    assert ccg("cite", "seats.txt").out == ccg("cite", "seats").out
    assert ccg("cite", "note").code == 0
    assert ccg("cite", "s").code == 2


def test_ids_from_a_pipe(ccg: Ccg) -> None:
    """Lines of `ccg quotes` as they are; nothing to cite is said."""
    listed = ccg("quotes", "--role", "GP")
    cited = ccg("cite", "-", "--format", "jsonl", stdin=listed.out)
    assert [json.loads(line)["id"] for line in cited.lines] == listed.ids
    empty = ccg("cite", "-")
    assert (empty.code, empty.out, empty.err) == (1, "", "no ids to cite\n")


def test_an_id_that_is_none(ccg: Ccg) -> None:
    """It is said in one line, the others are cited, and the exit code tells."""
    found = ccg("cite", "seatz", "seats")
    assert (found.code, len(found.lines)) == (2, 1)
    assert found.err == "ccg: no document 'seatz' (did you mean 'seats'?)\n"


@pytest.mark.parametrize("style", ["harvard", "apa", "vancouver", "short"])
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "md"])
def test_every_style_in_every_format(ccg: Ccg, style: str, form: str) -> None:
    """Something comes, nothing is complained of."""
    found = ccg("cite", "seats", "notes", "--style", style, "--format", form)
    assert (found.code, found.err) == (0, "")
    assert "2019" in found.out


def test_a_document_once_for_all_its_quotations(ccg: Ccg) -> None:
    """A reference manager wants no doubles."""
    ids = ccg("quotes", "--document", "seats").ids
    assert len(ids) > 1
    found = ccg("cite", *ids, "--format", "csl-json")
    assert [item["id"] for item in json.loads(found.out)] == ["seats"]


@pytest.mark.parametrize(
    ("form", "mark"), [("csl-json", '"id": "seats"'), ("ris", "ID  - seats"), ("bibtex", "{seats,")]
)
def test_documents_for_reference_managers(ccg: Ccg, form: str, mark: str) -> None:
    """All of them, data only; `cite` gives those that are named."""
    found = ccg("documents", "--format", form)
    assert (found.code, found.err) == (0, "")
    assert mark in found.out
    assert ccg("cite", "seats", "--format", form).out.strip() in found.out or form == "csl-json"


def test_why_a_document_is_a_version(ccg: Ccg) -> None:
    """`documents`, `show` and `status` say by what it is one, and why of the other."""
    row = next(line.split("\t") for line in ccg("documents").lines if line.startswith("seats-m"))
    why = row[-1]
    assert "; " in why or why == "config.yaml"
    id_ = ccg("quotes", "--document", "seats-manuscript", "--all-printings").ids[0]
    assert f"of seats: {why}" in ccg("show", id_).out
    assert f"seats-manuscript of seats: {why}" in ccg("status").out
