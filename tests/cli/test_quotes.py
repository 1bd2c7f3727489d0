"""`ccg quotes`: filters, formats, exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from calling import Ccg

from ccg_corpus.core.model import RECORD_KEYS


def test_a_pipe_gets_a_line_a_hit(ccg: Ccg) -> None:
    """No header, no wrapping, nothing else on standard output."""
    found = ccg("quotes", "--role", "GP", "--case", "D")
    assert (found.code, found.err) == (0, "")
    (line,) = found.lines
    id_, role, case, who, text, document, page = line.split("\t")
    assert id_.startswith("seats:")
    assert (role, case, who, page) == ("gp", "D", "", "")
    assert text.startswith("I stopped going") and "[b]nobody[/b]" in text
    assert document == "Amble et al. 2019"


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ((), 5),
        (("--role", "GP"), 2),
        (("--role", "gp"), 2),
        (("--role", "general practitioners"), 2),
        (("--role", "clinician"), 3),
        (("--role", "GP", "--role", "nurse"), 3),
        (("--role", "GP", "--case", "E"), 1),
        (("--role", "manager", "--case", "case study e"), 1),
        (("--case", "seats:D"), 2),
        (("--case", "seats…:D"), 2),
        (("--case", "seats-manuscript:D"), 2),
        (("--site", "north"), 2),
        (("--document", "notes"), 1),
        (("--document", "notes.md"), 1),
        (("--theme", "losing heart"), 2),
        (("--theme", "time"), 2),
        (("--code", "evenings"), 2),
        (("--since", "2020"), 1),
        (("--until", "2019"), 4),
        (("--since", "2018", "--until", "2019"), 4),
        (("--min-confidence", "0"), 5),
        (("--all-printings",), 9),
        (("disillusionment",), 1),
        (("tuesdays",), 1),
        (('"whether a Tuesday"',), 1),
        (("papers", "night", "--role", "GP"), 1),
    ],
)
def test_filters(ccg: Ccg, arguments: tuple[str, ...], count: int) -> None:
    """Values of one filter are alternatives, different filters hold together."""
    found = ccg("quotes", *arguments)
    assert (len(found.lines), found.err) == (count, "")


def test_a_count(ccg: Ccg) -> None:
    """The number and nothing else, also with words; 0 is nothing found."""
    assert ccg("quotes", "--count", "--role", "clinician").out == "3\n"
    assert ccg("quotes", "--count", "tuesday", "--case", "D").out == "1\n"
    nothing = ccg("quotes", "-c", "xylophone")
    assert (nothing.out, nothing.code) == ("0\n", 1)


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        (("--role", "surgeon"), "no role 'surgeon' in the corpus"),
        (("--case", "Z"), "no case 'Z' in the corpus"),
        (("xylophone",), "nothing found for words: xylophone"),
        (("--role", "patient", "--case", "D"), "nothing found for role: patient · case: D"),
    ],
)
def test_nothing_found(ccg: Ccg, arguments: tuple[str, ...], note: str) -> None:
    """Exit code 1, a short note, no output; --quiet takes the note away."""
    found = ccg("quotes", *arguments)
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith(note) and found.err.count("\n") == 1
    quiet = ccg("quotes", *arguments, "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (1, "", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--role", "practise nurse"), "no role 'practise nurse' (did you mean 'practice-nurse'?)"),
        (("--role", "xyzzy"), "no role 'xyzzy' ('ccg roles --all' lists them)"),
        (("--role", "GP", "--role", "xyzzy"), "no role 'xyzzy'"),
        (("--document", "nots"), "no document 'nots' in the corpus (did you mean 'notes'?)"),
        (("--document", "seat", "--document", "notes"), "'seat' may be seats, seats-manuscript"),
        (("--document", "notes", "--document", "x"), "no document 'x' in the corpus"),
        (("--site", "nort"), "no site 'nort' in the corpus (did you mean 'north'?)"),
        (("--code", "x"), "no code 'x' in the corpus (known: evenings)"),
        (("--kind", "servey"), "no kind 'servey' (did you mean 'survey'?)"),
        (("--format", "jsn"), "no format 'jsn' (did you mean 'json'?)"),
        (
            ("--format", "xml"),
            "no format 'xml' (known: table, tsv, csv, json, jsonl, md, xlsx, docx, parquet, id)",
        ),
        (("--limit", "many"), "'many' is not a "),
        (("--limit", "-1"), "-1 is "),
        (("--since", "last year"), "'last year' is not a "),
        (("--max-confidence", "7"), "7.0 is "),
        (("--rool", "GP"), "No such option: --rool"),
        (("--role",), "Option '--role' requires an argument"),
    ],
)
def test_what_can_not_be_meant(ccg: Ccg, arguments: tuple[str, ...], message: str) -> None:
    """One line that says what may have been meant, exit code 2, nothing on standard output."""
    found = ccg("quotes", *arguments)
    assert (found.code, found.out) == (2, "")
    assert message in found.err
    assert found.err.startswith("ccg") and found.err.count("\n") == 1


def test_json_lines_are_the_contract(ccg: Ccg) -> None:
    """Every record whole, keys in order, complete without a limit."""
    records = [json.loads(line) for line in ccg("quotes", "--format", "jsonl").lines]
    assert len(records) == 5
    assert all(list(record) == list(RECORD_KEYS) for record in records)
    by_gp = [record for record in records if record["role"] == "gp"]
    assert [record["case"] for record in by_gp] == ["D", "E"]
    assert by_gp[0]["also_in"][0]["document"] == "seats-manuscript"
    assert by_gp[0]["site"] == "north"


def test_json_and_csv(ccg: Ccg) -> None:
    """One array; a header and rows. Both are well formed when there is nothing."""
    assert len(json.loads(ccg("quotes", "--format", "json").out)) == 5
    assert json.loads(ccg("quotes", "xylophone", "--format", "json").out) == []
    rows = list(csv.DictReader(io.StringIO(ccg("quotes", "--format", "csv").out)))
    assert [row["role"] for row in rows].count("gp") == 2


def test_markdown_is_ready_for_a_paper(ccg: Ccg) -> None:
    """The words as a block, the speaker and the citation under it, references at the end."""
    lines = ccg("quotes", "--role", "nurse", "--format", "md").lines
    assert lines[0].startswith("> Nobody asked the nurses")
    assert lines[2].startswith("> — Practice nurse, case study D (Amble et al. 2019, `seats:")
    assert lines[-1].startswith("- Amble J, Brook K, Carr L (2019).")


def test_a_limit(ccg: Ccg) -> None:
    """What is left out is said; 0 is all."""
    found = ccg("quotes", "--limit", "2")
    assert (len(found.lines), found.err) == (2, "2 of 5; --limit 0 for all\n")
    assert ccg("quotes", "-n2", "-q").err == ""
    assert len(ccg("quotes", "--limit", "0").lines) == 5
    assert ccg("quotes", "--limit", "5").err == ""


def test_the_project_before_or_after(ccg: Ccg, ingested: Path, tmp_path: Path) -> None:
    """People type both; CCG_PROJECT and a place inside the project do as well."""
    wanted = ccg("quotes").out
    elsewhere = {"cwd": tmp_path}
    assert ccg("--project", str(ingested), "quotes", **elsewhere).out == wanted
    assert ccg("quotes", "--project", str(ingested), **elsewhere).out == wanted
    assert ccg("quotes", env={"CCG_PROJECT": str(ingested)}, **elsewhere).out == wanted
    assert ccg("quotes", cwd=ingested / "corpus").out == wanted


def test_no_project(ccg: Ccg, tmp_path: Path) -> None:
    """One line with what to do."""
    for arguments in (
        ("quotes",),
        ("quotes", "--project", "nowhere"),
        ("--project", ".", "status"),
    ):
        found = ccg(*arguments, cwd=tmp_path)
        assert (found.code, found.out) == (2, "")
        assert "ccg init" in found.err and found.err.count("\n") == 1


def test_nothing_ingested_yet(ccg: Ccg, tmp_path: Path) -> None:
    """The next step is named."""
    assert ccg("init", str(tmp_path)).code == 0
    found = ccg("quotes", cwd=tmp_path)
    assert found.code == 2
    assert "ccg ingest" in found.err and found.err.count("\n") == 1
