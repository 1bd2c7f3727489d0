"""`ccg search --in passages`: what the authors say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Ccg

from ccg_corpus.core.model import RECORD_KEYS


def test_the_authors_text_is_found(inside: Ccg) -> None:
    """With its headings and the keys of a quotation's record; participants' words are not in it."""
    found = inside("search", "--in", "passages", "disillusionment", "-f", "jsonl")
    (record,) = [json.loads(line) for line in found.lines]
    assert tuple(record) == RECORD_KEYS
    assert record["kind"] == "passage"
    assert record["theme"] == "Losing heart"
    assert record["text"].startswith("Several GPs reported")
    nothing = inside("search", "--in", "passages", "Tuesday")
    assert (nothing.code, nothing.out) == (1, "")


def test_a_passage_can_be_shown_and_cited(inside: Ccg) -> None:
    """By its id, or how it begins, for ever the same."""
    id = inside("search", "--in", "passages", "disillusionment", "-f", "id").out.strip()
    assert id.startswith("seats:p")
    assert "Several GPs reported" in inside("show", id).out
    assert "Amble" in inside("cite", id[:-3]).out
    assert inside("show", "seats:p00000000").code == 2


def test_roles_and_cases_are_looked_for_by_name(inside: Ccg) -> None:
    """An author's paragraph has no speaker: it is said what was done instead."""
    found = inside("search", "--in", "passages", "role:doctor")
    assert "note: in passages role 'doctor' is looked for by name" in found.err
    assert any("One doctor put it like this" in line for line in found.lines)


def test_both_together(inside: Ccg) -> None:
    """Quotations first; counts and samples take both."""
    found = inside("search", "--in", "all", "disillusionment", "--fields", "kind")
    assert found.lines == ["participant", "passage"]
    assert inside("search", "--in", "all", "disillusionment", "--count").out == "2\n"
    counted = inside("search", "--in", "all", "disillusionment", "--count-by", "kind").lines
    assert sorted(counted) == ["participant\t1", "passage\t1"]


def test_both_are_two_rows(inside: Ccg) -> None:
    """Their scores don't compare: each in its own order, with a limit of each, under a heading."""
    words = ("search", "--in", "all", "doctor or doctors or nurse", "--fields", "kind")
    every = inside(*words).lines
    assert every == sorted(every)
    assert len(set(every)) == 2
    one = inside(*words, "-n", "1")
    assert one.lines == ["participant", "passage"]
    assert one.err.endswith(f"2 of {len(every)}; --limit 0 for all\n")
    by_year = inside(*words, "--sort", "-year").lines
    assert by_year == every
    shown = inside("search", "--in", "all", "disillusionment", "-f", "md").out
    assert shown.index("## Participants") < shown.index("## Authors")


def test_versions_are_not_told_twice(inside: Ccg) -> None:
    """A passage of the manuscript is there with --all-printings."""
    plain = inside("search", "--in", "passages", "disillusionment", "-f", "id").lines
    every = inside("search", "--in", "passages", "disillusionment", "-f", "id", "--all-printings")
    assert len(plain) == 1
    assert sorted(id.split(":")[0] for id in every.lines) == ["seats", "seats-manuscript"]


def test_strict_words(inside: Ccg) -> None:
    """Phrases, prefixes, NEAR, NOT and OR as in quotations."""

    def found(query: str) -> int:
        return int(inside("search", "--in", "passages", query, "--count").out or 0)

    assert found('"reported that they"') == 1
    assert found('"they reported that"') == 0
    assert found("disillus*") == 1
    assert found("short NEAR/4 put") == 1
    assert found("short NEAR/2 put") == 0
    assert found("(disillusioned OR zebra) -doctor") == 1
    assert found("disillusioned -reported") == 0
    assert found("document:notes") == found("people were asked")


def test_new_papers_are_found_and_old_ones_forgotten(inside: Ccg, project: Path) -> None:
    """The index of passages follows the corpus by itself."""
    assert inside("search", "--in", "passages", "zebra", cwd=project).code == 1
    more = (
        "# Invented example\n\nInvented example. The zebra crossing outside was a meeting place.\n"
    )
    (project / "corpus" / "more.md").write_text(more, encoding="utf-8")
    inside("ingest", "-q", cwd=project)
    assert inside("search", "--in", "passages", "zebra", "--count", cwd=project).out == "1\n"
    (project / "corpus" / "more.md").unlink()
    inside("ingest", "-q", cwd=project)
    assert inside("search", "--in", "passages", "zebra", cwd=project).code == 1


def test_a_damaged_index_is_made_anew(inside: Ccg, project: Path) -> None:
    """Nobody has to know of it."""
    asked = ("search", "--in", "passages", "disillusionment", "-f", "id")
    before = inside(*asked, cwd=project).out
    (project / ".ccg" / "passages.sqlite").write_bytes(b"no database at all" * 500)
    assert inside(*asked, cwd=project).out == before


@pytest.mark.parametrize(
    "query",
    [
        "a*", "* seat", "don't", "well-being", "½", "-seat", "-seat -board", "NEAR", "AND", "x NEAR/2 y*",
        '"don\'t" OR "a b"', "(seat OR -board) -night", "role:gp -role:nurse", "seat^2 + {board}",
        "theme:heart", "code:evenings", "site:north", "study:none", "kind:survey seat",
        "confidence>=0.5 seat", "type:article seat", "year:2015..2019", "printings:all seat",
    ],
)  # fmt: skip
def test_anything_can_be_asked(inside: Ccg, query: str) -> None:
    """An answer, nothing, or one clear error; count and listing agree."""
    listed = inside("search", "-q", "--in", "passages", "-f", "id", "--", query)
    assert listed.code in (0, 1, 2)
    assert "Traceback" not in listed.err
    counted = inside("search", "-q", "--in", "passages", "--count", "--", query)
    assert counted.code == listed.code
    if listed.code != 2:
        assert counted.out == f"{len(listed.lines)}\n"
