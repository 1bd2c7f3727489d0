"""Answers in grades on the command line: what a person sees, what a script gets, what is counted."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from calling import Ccg

GRADES = ("all", "some", "near")
ASK = "GPs on tired meetings"  # nobody says both


def records(found: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in found.splitlines()]


def test_a_pipe_gets_what_has_all_of_it(ccg: Ccg) -> None:
    """As ever, with the numbers of the other grades on standard error; --quiet silences them."""
    plain = ccg("search", ASK)
    assert (plain.code, plain.out) == (1, "")
    besides = [line for line in plain.err.splitlines() if line.startswith("besides: ")]
    assert len(besides) == 1 and besides[0].endswith("; --match near shows them")
    assert ccg("search", ASK, "--quiet").err == ""
    found = ccg("search", "disillusionment", "--format", "jsonl")
    assert all("match" not in one and "why" not in one for one in records(found.out))


def test_records_say_their_grade_and_why(ccg: Ccg) -> None:
    """Behind all else, only where a grade was asked for; in csv and tsv as columns."""
    found = ccg("search", ASK, "--match", "near", "--format", "jsonl")
    assert found.code == 0
    for one in records(found.out):
        assert list(one)[-2:] == ["match", "why"] and one["match"] in GRADES and one["role"] == "gp"
        assert list(one["why"][0]) == ["asked", "found", "weight", "place"]  # type: ignore[index]
    rows = list(csv.DictReader(io.StringIO(ccg("search", ASK, "-m", "near", "-f", "csv").out)))
    assert [row["match"] for row in rows] == [one["match"] for one in records(found.out)]
    assert all(row["why"] for row in rows)
    line = ccg("search", ASK, "-m", "near").lines[0].split("\t")
    assert line[7] in GRADES and line[8]
    chosen = ccg("search", ASK, "-m", "near", "--fields", "id,match,why", "-f", "json")
    assert [*json.loads(chosen.out)[0]] == ["id", "match", "why"]


def test_going_further_adds(ccg: Ccg) -> None:
    """--match all is less than some is less than near; counts and exit codes go by it."""
    ids = [ccg("search", "meeting papers", "-m", one, "-f", "id").lines for one in GRADES]
    assert ids[0] == ids[1][: len(ids[0])] and ids[1] == ids[2][: len(ids[1])]
    counts = [ccg("search", "meeting papers", "-m", one, "-c").out for one in GRADES]
    assert counts == [f"{len(one)}\n" for one in ids]
    assert ccg("search", ASK, "-m", "all").code == 1
    by_case = ccg("search", ASK, "-m", "near", "--count-by", "case").lines
    assert sum(int(line.split("\t")[-1]) for line in by_case) == int(
        ccg("search", ASK, "-m", "near", "-c").out
    )


def test_a_person_sees_all_grades(on_terminal: Ccg) -> None:
    """A dim line over each grade, a mark before each reason; words in quotes and fields mean all."""
    shown = on_terminal("search", ASK).out
    assert "near in meaning" in shown and ("○" in shown or "◐" in shown)
    for strict in ('"tired meetings"', "role:gp words:tired words:meetings"):
        assert "○" not in on_terminal("search", strict).out


@pytest.mark.parametrize("wanted", ["all", "near"])
def test_config_says_how_far_plain_words_go(
    ccg: Ccg, ingested: Path, wanted: str, tmp_path: Path
) -> None:
    """In a pipe too; --match goes before it, and quotes mean all."""
    config = ingested / "config.yaml"
    before = config.read_text(encoding="utf-8")
    try:
        config.write_text(f"{before}\nmatch: {wanted}\n", encoding="utf-8")
        assert ccg("search", ASK).code == (0 if wanted == "near" else 1)
        assert ccg("search", ASK, "--match", "near").code == 0
        assert ccg("search", '"tired meetings"').code == 1
    finally:
        config.write_text(before, encoding="utf-8")


def test_the_log_keeps_the_grade(ccg: Ccg, ingested: Path) -> None:
    """With each number, so that a methods section can say what was counted."""
    log = ingested / "queries.log.jsonl"
    log.unlink(missing_ok=True)
    ccg("search", ASK, "--log")
    ccg("search", ASK, "--log", "-m", "near")
    plain, near = (json.loads(line) for line in log.read_text(encoding="utf-8").splitlines())
    assert (plain["match"], plain["hits"], plain["grades"]) == ("all", 0, None)
    assert near["match"] == "near" and sum(near["grades"].values()) == near["hits"] > 0
    assert near["strict"].endswith("match:near")
    assert ccg("search", near["strict"], "-c").out == f"{near['hits']}\n"
    log.unlink()


def test_explain_weighs_each_word(ccg: Ccg) -> None:
    """And gives queries to paste: the same again, and with every word written out."""
    found = ccg("search", "tired -near:weary", "--match", "near", "--explain", "-f", "id")
    lines = found.err.splitlines()
    assert any(
        line.startswith("  tired ~ ") for line in lines
    ) and "weary" not in found.err.replace("-near:weary", "").replace(
        "not near: weary", ""
    ).replace("'-near:weary'", "")
    strict = [line.removeprefix("strict: ") for line in lines if line.startswith("strict: ")][-1]
    assert ccg("search", strict, "-f", "id").lines == found.lines
    written = next(
        line.removeprefix("as words: ") for line in lines if line.startswith("as words: ")
    )
    assert sorted(ccg("search", written, "-f", "id").lines) == sorted(found.lines)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("tired match:nearly", "ccg: column 7: match: can't be read"),
        ("tired near:weary", "ccg: column 7: near: stands only with a minus"),
    ],
)
def test_a_grade_that_there_is_not(ccg: Ccg, query: str, message: str) -> None:
    """One line with the column, exit code 2."""
    found = ccg("search", query)
    assert found.code == 2 and found.err.startswith(message) and found.err.count("\n") == 1


def test_an_answer_never_hides_what_a_filter_leaves(ccg: Ccg) -> None:
    """Nothing is even near: how many there are, and how to list them."""
    found = ccg("search", "GPs on xylophones", "--match", "near")
    assert (found.code, found.out) == (1, "")
    line = next(line for line in found.err.splitlines() if "none of them near" in line)
    assert line.endswith("; ccg search role:gp lists them")
    number = line.partition(": ")[2].partition(": ")[2].split()[0]
    assert ccg("search", "role:gp", "-c").out == f"{number}\n"


def test_more_like_a_quotation(ccg: Ccg) -> None:
    """Not itself; why is said; ids may come from a pipe; filters hold."""
    first = ccg("search", "disillusionment", "-f", "id").lines[0]
    found = ccg("like", first, "--format", "jsonl")
    assert found.err.startswith("asked for by: ")
    alike = records(found.out)
    assert first not in [one["id"] for one in alike]
    assert all(one["match"] == "near" and one["why"] for one in alike)
    assert ccg("like", "-", "-f", "jsonl", stdin=f"{first}\trest\n").out == found.out
    nurses = records(ccg("like", first, "--role", "nurse", "-f", "jsonl").out)
    assert [one["id"] for one in nurses] == [
        one["id"]
        for one in alike
        if "nurse" in one["roles"]  # type: ignore[operator]
    ]
    assert ccg("like", "nobody:00000000").code == 2
    assert ccg("like", "-", stdin="\n").code == 1
    assert ccg("like", first, "--count").code == 2


def test_like_lists_twenty_in_a_pipe_too(ccg: Ccg, tmp_path: Path) -> None:
    """All that has any of the words would be most of a corpus. Invented example."""
    (tmp_path / "corpus").mkdir()
    said = "".join(
        f'One said: "The rain came in at window {n} all night." (Nurse {n})\n\n' for n in range(23)
    )
    (tmp_path / "config.yaml").write_text("log: false\n", encoding="utf-8")
    (tmp_path / "corpus" / "rain.md").write_text(f"# Rain\n\n{said}", encoding="utf-8")
    assert ccg("ingest", cwd=tmp_path).code == 0
    first = ccg("search", "rain", "-f", "id", cwd=tmp_path).lines[0]
    found = ccg("like", first, "-f", "id", cwd=tmp_path)
    assert len(found.lines) == 20 and "20 of 22; --limit 0 for all" in found.err
    every = ccg("like", first, "-f", "id", "--limit", "0", cwd=tmp_path)
    assert every.lines[:20] == found.lines and len(every.lines) == 22


def test_documents_by_what_they_are_about(ccg: Ccg) -> None:
    """By title and abstract, in the same grades; why is said."""
    (row,) = records(ccg("documents", "--about", "two localities", "-f", "jsonl").out)
    assert row["match"] == "all" and row["why"][0]["place"] == "abstract"  # type: ignore[index]
    assert ccg("documents", "--about", "xylophones").code == 1
