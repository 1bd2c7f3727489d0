"""Cases and participants are their documents': counted, grouped, named, listed and completed."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from calling import Ccg, Outcome, called

from ccg_corpus.cli.completion.shells import respond

QUILL = """\
# Invented example: the bell of the quill works

## Methods

Invented example. We held three focus groups and interviewed people in two case studies, D and E.

Case D: A works by the harbour

Invented example. The harbour works made quills for the port.

Case E: A works on the hill

Invented example. The hill works made ink, and nobody there would speak to us.

## Results

### The bell

> “The bell goes at six and I have never once been ready for it in eleven years.” (“K”, female, 51, FG1)

> “They could ring it at noon for all I care, the ink is never dry before that.” (“K”, male, 34, FG3)

> “You hear it on the other side of the water when the wind is in the east.” (“K”, male, 34, FG3)

> “My mother set her clock by that bell and her mother before her did so too.” (“B”, female, 60, FG1)

### The ink

> “Nobody told the nurse that the ink had run out until the drawer was empty.” (Nurse 2, case study D)

> “The ink comes by boat at night and the boat is late more often than not.” (a nurse, case study D)
"""
PELLET = """\
# Invented example: the lamps of the pellet mill

## Methods

Invented example. We interviewed people in one case study, D.

## Results

### The lamps

> “I lit forty of them before the rain and nobody said good evening to me.” (Nurse 2, case study D)

> “There was money for a new sign at night and none for a second lamp at all.” (Porter 1, case study D)
"""
CONFIG = """\
documents:
  quill.md: {id: quill-2021, authors: ["Quill A"], year: 2021, type: article}
  pellet.md: {id: pellet-2019, authors: ["Pellet B"], year: 2019, type: article}
codes:
  hours: {title: Hours, terms: [night, noon, six]}
  ink: {title: Ink, terms: [ink]}
"""
SITES = """\
sites:
  port: {title: The port, cases: ["quill-2021:D", "pellet-2019:D"]}
"""


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two papers, each with a Case D and a Nurse 2; in one of them a letter of two people."""
    root = tmp_path_factory.mktemp("mill")
    (root / "corpus").mkdir()
    (root / "corpus" / "quill.md").write_text(QUILL, encoding="utf-8")
    (root / "corpus" / "pellet.md").write_text(PELLET, encoding="utf-8")
    (root / "config.yaml").write_text(CONFIG, encoding="utf-8")
    assert called(["ingest", "-q"], cwd=root).code == 0
    return root


@pytest.fixture
def ask(mill: Path, inside: Callable[..., Outcome]) -> Ccg:
    return lambda *arguments, **more: inside(*arguments, cwd=mill, **more)


def test_two_cases_d_are_two_rows(ask: Ccg) -> None:
    """Counted alone, with a role, across; under headings; completed; in a spreadsheet."""
    assert ask("quotes", "--count-by", "case").lines == [
        "\t4", "pellet-2019:D\t2", "quill-2021:D\t2", "quill-2021:E\t0",
    ]  # fmt: skip
    assert ask("quotes", "--count-by", "role,case").lines[1:] == [
        "nurse\tquill-2021:D\t2", "nurse\tpellet-2019:D\t1", "porter\tpellet-2019:D\t1",
    ]  # fmt: skip
    header = ask("quotes", "--count-by", "role,case", "-f", "csv").lines[0]
    assert header == "role,pellet-2019:D,quill-2021:D,quill-2021:E,not stated,all"
    page = ask("quotes", "--group-by", "case", "-f", "md").lines
    assert [line for line in page if line.startswith("#")] == [
        "## pellet-2019:D", "## quill-2021:D", "## not stated", "## References",
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(ask("quotes", "--case", "D", "-f", "csv").out)))
    assert {row["case_id"] for row in rows} == {"pellet-2019:D", "quill-2021:D"}


def test_only_a_site_joins_them(mill: Path, tmp_path: Path, inside: Ccg) -> None:
    """One row that says what it joins."""
    (tmp_path / "corpus").mkdir()
    for name in ("quill.md", "pellet.md"):
        (tmp_path / "corpus" / name).write_bytes((mill / "corpus" / name).read_bytes())
    (tmp_path / "config.yaml").write_text(CONFIG + SITES, encoding="utf-8")
    assert called(["ingest", "-q"], cwd=tmp_path).code == 0
    joined = "port (pellet-2019:D, quill-2021:D)"
    assert inside("quotes", "--count-by", "case", cwd=tmp_path).lines == [
        f"{joined}\t4", "\t4", "quill-2021:E\t0",
    ]  # fmt: skip
    page = inside("quotes", "--group-by", "case", "-f", "md", cwd=tmp_path).lines
    assert f"## {joined}" in page
    assert inside("quotes", "--case", joined, "-c", cwd=tmp_path).out == "4\n"
    assert inside("quotes", "--case", "quill-2021:D", "-c", cwd=tmp_path).out == "2\n"


def test_a_bare_name_finds_all_and_says_so(ask: Ccg) -> None:
    """With a document before it, one; with attributes behind it, one person."""
    found = ask("quotes", "--case", "D", "-c")
    assert found.out == "4\n"
    assert "case of 2 documents" in found.err
    assert "pellet-2019:D; quill-2021:D" in found.err
    one = ask("quotes", "--case", "pellet-2019:D", "-c")
    assert (one.out, one.err) == ("2\n", "")

    found = ask("quotes", "--participant", "K", "-c")
    assert found.out == "3\n"
    assert "2 participants of one document" in found.err
    assert "quill-2021:K, female, 51, FG1; quill-2021:K, male, 34, FG3" in found.err
    assert ask("quotes", "--participant", "quill-2021:K", "-c").out == "3\n"
    for typed in (
        "quill-2021:K, male, 34, FG3",
        "quill-2021:K, male",
        "quill:k, 34",
        "“K”, male, 34, FG3",
        "K, focus group 3",
    ):
        one = ask("quotes", "--participant", typed, "-c")
        assert (one.code, one.out, one.err) == (0, "2\n", ""), typed
    two = ask("quotes", "--participant", "Nurse 2", "-c")
    assert two.out == "2\n"
    assert "2 participants of 2 documents" in two.err
    assert ask("quotes", "--participant", "pellet-2019:nurse 02", "-c").out == "1\n"
    worded = ask("search", "noon participant:'quill-2021:K, male'", "-f", "id")
    assert len(worded.lines) == 1


def test_names_that_find_nothing(ask: Ccg) -> None:
    """What a document has instead; a case that is described is not unknown."""
    silent = ask("quotes", "--case", "quill-2021:E")
    assert (silent.code, silent.out) == (1, "")
    assert silent.err == "case quill-2021:E: described, nobody quoted\n"
    assert "described, nobody quoted" in ask("quotes", "--case", "E").err
    known = "known: pellet-2019:D, quill-2021:D, quill-2021:E"
    assert ask("quotes", "--case", "Z").err == f"no case 'Z' in the corpus ({known})\n"
    wrong = ask("quotes", "--case", "pellet-2019:Z", "-c")
    assert (wrong.code, wrong.out) == (1, "0\n")
    assert wrong.err == "no case 'Z' in pellet-2019 (it has D)\n"
    wrong = ask("quotes", "--participant", "quill-2021:K, female, 34")
    assert (wrong.code, wrong.out) == (1, "")
    assert "no participant 'K, female, 34' in quill-2021 (did you mean 'quill-2021:K, " in wrong.err


def test_participants(ask: Ccg) -> None:
    """Each person once, with what the label says; who is nobody in particular is counted."""
    found = ask("participants", "-f", "json")
    rows = json.loads(found.out)
    assert [(row["participant_id"], row["quotations"]) for row in rows] == [
        ("pellet-2019:Nurse 2", 1),
        ("pellet-2019:Porter 1", 1),
        ("quill-2021:K, female, 51, FG1", 1),
        ("quill-2021:K, male, 34, FG3", 2),
        ("quill-2021:B", 1),
        ("quill-2021:Nurse 2", 1),
    ]
    assert rows[3]["attributes"] == {"sex": "male", "age": "34", "group": "FG3"}
    assert rows[5] == {
        "participant_id": "quill-2021:Nurse 2", "document": "quill-2021",
        "label": "Nurse 2, case study D", "participant": "Nurse 2", "role": "nurse", "case": "D",
        "site": None, "attributes": {}, "quotations": 1, "words": 15, "note": None,
    }  # fmt: skip
    assert found.err == (
        "note: 1 more quotation is of nobody in particular: no code, number, letter or name\n"
    )
    assert len(ask("participants", "--role", "nurse").lines) == 2
    assert len(ask("participants", "--case", "pellet-2019:D").lines) == 2
    assert len(ask("participants", "-d", "quill").lines) == 4
    nobody = ask("participants", "--role", "surgeon")
    assert (nobody.code, nobody.out) == (1, "")


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "json", "jsonl", "md"])
def test_participants_in_every_format(ask: Ccg, form: str) -> None:
    assert len(ask("participants", "-f", form, "-q").lines) >= 6


def test_everybody_once_and_no_quotation_lost(ask: Ccg) -> None:
    """Rows, counts and records agree."""
    listed = {
        row["participant_id"]: row["quotations"]
        for row in map(json.loads, ask("participants", "-f", "jsonl").lines)
    }
    fields = ask("quotes", "--fields", "participant,participant_id,attributes", "-f", "jsonl")
    records = [json.loads(line) for line in fields.lines]
    counted = Counter(record["participant_id"] for record in records)
    assert all((one["participant"] is None) == (one["participant_id"] is None) for one in records)
    assert counted.pop(None) == 1
    assert counted == listed
    told = [line.split("\t") for line in ask("quotes", "--count-by", "participant").lines]
    assert {id: int(count) for id, count in told if id} == listed
    assert sum(int(count) for _, count in told) == int(ask("quotes", "-c").out)


def test_what_is_made_of_a_record_is_not_in_it(ask: Ccg) -> None:
    """What is only local is asked for by name."""
    record = json.loads(ask("quotes", "--group-by", "case", "-f", "jsonl").lines[0])
    assert not {"case_id", "case_row"} & set(record)
    lines = ask("quotes", "--template", "{participant_id|nobody}: {case_id|no case}").lines
    assert "quill-2021:Nurse 2: quill-2021:D" in lines
    assert "nobody: quill-2021:D" in lines


def test_several_codes(ask: Ccg) -> None:
    """A quotation counts under each, a sum counts it once, and that is said."""
    found = ask("quotes", "--count-by", "code")
    assert found.lines == ["hours\t4", "ink\t3", "\t3"]
    assert "add up to 10, of 8 quotations" in found.err
    table = list(
        csv.reader(io.StringIO(ask("quotes", "--count-by", "document,code", "-f", "csv").out))
    )
    assert table == [
        ["document", "hours", "ink", "not stated", "all"],
        ["quill-2021", "3", "3", "2", "6"],
        ["pellet-2019", "1", "", "1", "2"],
        ["all", "4", "3", "3", "8"],
    ]  # fmt: skip
    grouped = ask("quotes", "--group-by", "code,document", "-f", "md")
    assert grouped.err == "note: a quotation stands under each of its codes\n"
    page = grouped.lines
    assert [line for line in page if line.startswith("#")] == [
        "## hours", "### pellet-2019", "### quill-2021", "## ink", "### quill-2021",
        "## not stated", "### pellet-2019", "### quill-2021", "## References",
    ]  # fmt: skip
    assert len([line for line in page if line.startswith("> “") or line.startswith("> ")]) >= 10


def test_three_fields_are_rows(ask: Ccg) -> None:
    """In every format, and none of them broken."""
    for form in ("table", "csv", "md"):
        out = ask("quotes", "--count-by", "role,case,document", "-f", form).out
        assert "quill-2021:D" in out
        assert "ount" in out
    rows = ask("quotes", "--count-by", "participant,section,year,name,organisation").lines
    assert "quill-2021:K, male, 34, FG3\tresults\t2021\t\t\t2" in rows


def test_a_cross_table_that_does_not_fit(mill: Path, on_terminal: Callable[..., Outcome]) -> None:
    """Rows in its place, each whole, and a line says why."""
    screen = on_terminal("quotes", "--count-by", "case,participant", cwd=mill, width=80).out
    assert "a cross table needs" in screen
    assert "quill-2021:K, female, 51, FG1" in screen
    wide = on_terminal("quotes", "--count-by", "case,kind", cwd=mill, width=80).out
    assert "all" in wide
    assert "cross table needs" not in wide


def test_groups_within_groups(ask: Ccg) -> None:
    """One under the other in md, in one line in a table."""
    page = ask("quotes", "--group-by", "document,participant", "-f", "md").lines
    assert "## quill-2021" in page
    assert "### quill-2021:K, male, 34, FG3" in page
    table = ask("quotes", "--group-by", "document,case", "-f", "table").lines
    assert "quill-2021 · quill-2021:D (2)" in table


def test_completion(mill: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Local names, also by their labels alone."""
    monkeypatch.chdir(mill)
    monkeypatch.delenv("CCG_PROJECT", raising=False)

    def offered(line: str) -> list[str]:
        told, _ = respond(
            {
                "_CCG_COMPLETE": "complete_fish",
                "_TYPER_COMPLETE_ARGS": line,
                "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            }
        )
        return [one.split("\t")[0] for one in told.splitlines()]

    every = ["pellet-2019:D", "quill-2021:D", "quill-2021:E"]
    assert offered("ccg quotes --case ") == every
    assert offered("ccg quotes --case D") == every[:2]
    assert offered("ccg quotes --participant quill-2021:K") == [
        "quill-2021:K, female, 51, FG1", "quill-2021:K, male, 34, FG3",
    ]  # fmt: skip
    assert offered("ccg quotes --participant Nur") == ["pellet-2019:Nurse 2", "quill-2021:Nurse 2"]
