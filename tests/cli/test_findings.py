"""Findings from the command line: listed, checked against what has changed, printed for a review."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from calling import Ccg, Outcome

NOTES, GP, MANAGER = 0, 1, 2  # which of the quotations, as they are listed


def write(project: Path, text: str) -> None:
    (project / "findings.yaml").write_text(f"# Invented example\n{text}", encoding="utf-8")


def rows(outcome: Outcome) -> list[dict[str, Any]]:
    return [json.loads(line) for line in outcome.lines]


def marks(ask: Ccg) -> list[tuple[str, str | None]]:
    return [(row["mark"], row["id"]) for row in rows(ask("findings", "check", "-f", "jsonl"))]


def test_no_findings_yet(ask: Ccg) -> None:
    done = ask("findings")
    assert done.code == 1 and "findings.yaml" in done.err and done.out == ""


def test_a_finding_with_its_evidence_each_quotation_once(
    ask: Ccg, ids: list[str], project: Path
) -> None:
    """An id and a query that finds the same are one quotation, by both."""
    write(
        project,
        f"seats:\n  finding: They lose heart.\n  supports: [{ids[GP]}, 'query: role:gp stopped']\n"
        f"  contradicts: ['{ids[MANAGER]}']\n",
    )
    done = ask("findings", "-f", "jsonl")
    (row,) = rows(done)
    assert done.code == 0
    assert row["supports"] == [ids[GP]] and row["contradicts"] == [ids[MANAGER]]
    assert row["statement"] == "They lose heart." and row["marks"] == []
    shown = ask("findings", "seats", "-f", "table").out
    assert (
        "nobody noticed" in shown.replace("[b]", "").replace("[/b]", "") and ids[MANAGER] in shown
    )
    assert ask("findings", "seets").code == 2 and "seats" in ask("findings", "seets").err


def test_a_correction_marks_the_findings_that_rest_on_it_and_no_other(
    ask: Ccg, ids: list[str], project: Path
) -> None:
    """Said with what it was and is; looked at again, the mark goes."""
    write(
        project,
        f"one:\n  finding: A.\n  supports: [{ids[GP]}]\n  contradicts: [{ids[MANAGER]}]\n"
        f"two:\n  finding: B.\n  supports: [{ids[MANAGER]}]\n  contradicts: [{ids[NOTES]}]\n",
    )
    assert ask("findings").code == 0
    assert ask("findings", "check").code == 0
    ask("fix", ids[GP], "--role", "nurse")
    done = ask("findings", "check", "-f", "jsonl")
    assert done.code == 1
    assert [(row["finding"], row["mark"], row["id"]) for row in rows(done)] == [
        ("one", "changed", ids[GP])
    ]
    assert "role gp → nurse" in rows(done)[0]["text"]
    assert ask("findings", "seen", "one").code == 0
    assert ask("findings", "check").code == 0


def test_gone_rejected_new_and_never_looked_at(ask: Ccg, ids: list[str], project: Path) -> None:
    write(
        project,
        f"one:\n  finding: A.\n  supports: ['query: role:gp', {ids[MANAGER]}, nobody-1999:00000000]\n"
        "  contradicts: ['query: role:manager']\n",
    )
    assert marks(ask) == [
        ("gone", "nobody-1999:00000000"),
        ("on both sides", ids[MANAGER]),
        ("contradicting, never looked at", ids[MANAGER]),
    ]
    ask("findings", "seen")
    ask("fix", ids[NOTES], "--role", "gp")
    ask("reject", ids[MANAGER])
    assert marks(ask) == [
        ("gone", ids[MANAGER]),  # rejected
        ("gone", "nobody-1999:00000000"),
        ("new", ids[NOTES]),
    ]


def test_what_speaks_against_it_and_nobody_has_looked_at(
    ask: Ccg, ids: list[str], project: Path
) -> None:
    """What a query finds against a finding is marked until somebody says that they have seen it."""
    write(
        project, f"one:\n  finding: A.\n  supports: [{ids[GP]}]\n  contradicts: ['query: papers']\n"
    )
    first = marks(ask)
    assert first and {mark for mark, _ in first} == {"contradicting, never looked at"}
    ask("findings", "seen", "--by", "bela")
    assert marks(ask) == []
    looks = (project / "findings.looked.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["by"] for line in looks] == ["anna", "bela"]


def test_the_authors_words_are_looked_up(ask: Ccg, project: Path, ids: list[str]) -> None:
    """A second-order construct is verbatim or marked; of long words the first and last are enough."""
    document = ids[GP].partition(":")[0]
    for text, expected in (
        ("Time was short everywhere", []),
        ("Time was … put it like this", []),
        ("Time was long everywhere", ["not verbatim"]),
        ("put it like this … Time was", ["not verbatim"]),
    ):
        write(
            project,
            f"one:\n  finding: A.\n  supports: [{ids[GP]}]\n  contradicts: [{ids[MANAGER]}]\n"
            f"  second order: [{{document: {document}, text: '{text}'}}]\n",
        )
        assert [mark for mark, _ in marks(ask)] == expected, text


def test_summary_profile_and_illustrations(ask: Ccg, ids: list[str], project: Path) -> None:
    """What is judged is what was written; where nothing was, it says so."""
    write(
        project,
        f"one:\n  finding: A.\n  supports: [{ids[GP]}, {ids[NOTES]}]\n  credibility: C\n"
        f"  cerqual: {{coherence: minor, confidence: low}}\ntwo:\n  finding: B.\n",
    )
    summary = ask("findings", "summary", "-f", "csv")
    assert "low confidence" in summary.out and "not judged" in summary.out
    profile = rows(ask("findings", "profile", "-f", "jsonl"))
    assert profile[0]["coherence"] == {"judgement": "minor concerns", "why": None}
    assert profile[0]["adequacy"] is None
    assert (
        profile[0]["supporting"]["quotations"] == 2 and profile[1]["supporting"]["quotations"] == 0
    )
    words = sum(
        len(json.loads(ask("show", id, "-f", "jsonl").out)["text"].split())
        for id in (ids[GP], ids[NOTES])
    )
    assert profile[0]["supporting"]["words"] == words
    jbi = rows(ask("findings", "jbi", "-f", "jsonl"))
    assert (
        jbi[0]["illustration"]["id"] in (ids[GP], ids[NOTES])
        and jbi[0]["credibility"] == "credible"
    )
    assert jbi[1]["illustration"] is None


def test_a_file_with_faults_is_read_and_the_run_fails(
    ask: Ccg, ids: list[str], project: Path
) -> None:
    write(project, f"one:\n  finding: A.\n  suports: [{ids[GP]}]\n")
    done = ask("findings")
    assert done.code == 2 and "findings.yaml:4" in done.err and "one" in done.out
    assert done.err.count("findings.yaml:4") == 1


def test_the_tables_as_files(ask: Ccg, ids: list[str], project: Path) -> None:
    """Word, a page and a workbook hold what the listing holds; text in them is text."""
    from docx import Document

    write(project, f"one:\n  finding: '<b>A</b> =1+1'\n  supports: [{ids[GP]}]\n")
    assert ask("findings", "summary", "-o", str(project / "summary.docx")).code == 0
    (table,) = Document(str(project / "summary.docx")).tables
    held = [cell.text for cell in table.rows[1].cells]
    assert "1. <b>A</b> =1+1" in held and "not judged" in held
    page = ask("findings", "profile", "-f", "html").out
    assert "&lt;b&gt;A&lt;/b&gt;" in page and "<b>A" not in page
    assert ask("findings", "jbi", "-o", str(project / "jbi.xlsx")).code == 0
    assert ask("findings", "-o", "list.txt").code == 2


def test_an_illustration_is_the_one_that_was_chosen_or_none(
    ask: Ccg, ids: list[str], project: Path
) -> None:
    """One that does not support it is marked; what a query finds was chosen by nobody."""
    write(
        project,
        f"one:\n  finding: A.\n  supports: ['query: role:gp', {ids[MANAGER]}, {ids[GP]}]\n"
        f"two:\n  finding: B.\n  supports: ['query: role:gp']\n"
        f"three:\n  finding: C.\n  supports: [{ids[GP]}]\n  illustration: {ids[MANAGER]}\n"
        f"four:\n  finding: D.\n  supports: [{ids[GP]}, {ids[MANAGER]}]\n  illustration: {ids[GP][:-2]}\n",
    )
    shown = [
        row["illustration"] and row["illustration"]["id"]
        for row in rows(ask("findings", "jbi", "-f", "jsonl"))
    ]
    assert shown == [ids[MANAGER], None, None, ids[GP]]
    assert ("illustration", ids[MANAGER]) in marks(ask)


def test_what_is_printed_of_a_speaker_is_what_the_reviewer_says(
    ask: Ccg, ids: list[str], project: Path
) -> None:
    """With the label behind it, so that nobody takes one for the other."""
    write(project, f"one:\n  finding: A.\n  supports: [{ids[GP]}]\n")
    ask("fix", ids[GP], "--role", "nurse", "--case", "E")
    for printed in (
        ask("findings", "jbi", "-f", "md").out,
        ask("quotes", "-d", "seats", "--role", "nurse", "-f", "md").out,
        ask(
            "matrix",
            "--rows",
            "case",
            "--columns",
            "role",
            "--role",
            "nurse",
            "--cells",
            "quotations",
            "-f",
            "md",
        ).out,
    ):
        assert "nurse, case E (printed: GP, case study D)" in printed


def test_another_sentence_is_another_finding(ask: Ccg, ids: list[str], project: Path) -> None:
    """Changed by hand, it is put down anew: what was taken out and in by hand is no mark."""
    write(project, f"one:\n  finding: A.\n  supports: [{ids[GP]}]\n")
    ask("findings")
    write(project, f"one:\n  finding: A, and more.\n  supports: [{ids[MANAGER]}]\n")
    assert marks(ask) == [("nothing against asked", None)]


def test_shares_are_of_all_and_studies_are_studies(ask: Ccg, ids: list[str], project: Path) -> None:
    write(project, "one:\n  finding: A.\n  supports: ['query: kind:participant']\n")
    (row,) = rows(ask("findings", "profile", "-f", "jsonl"))
    weight = row["supporting"]
    if weight["loudest"]:
        assert weight["loudest"]["share"] == round(
            weight["loudest"]["quotations"] / weight["quotations"], 3
        )
    assert len(row["studies"]) == weight["studies"]


def test_what_states_nothing_is_in_no_table(ask: Ccg, ids: list[str], project: Path) -> None:
    write(
        project,
        f"one:\n  finding: A.\n  supports: [{ids[GP]}]\nlater:\n  supports: [{ids[MANAGER]}]\n",
    )
    assert [row["finding"] for row in rows(ask("findings", "-f", "jsonl"))] == ["one", "later"]
    for table in ("summary", "profile", "jbi"):
        assert [row["finding"] for row in rows(ask("findings", table, "-f", "jsonl"))] == ["one"]


def test_one_finding_in_a_pipe_has_its_quotations(ask: Ccg, ids: list[str], project: Path) -> None:
    """And what is wrong with others is only counted."""
    write(
        project,
        f"one:\n  finding: A.\n  supports: [{ids[GP]}]\n  contradicts: [{ids[MANAGER]}]\n"
        "two:\n  finding: B.\n  suports: [x]\n",
    )
    done = ask("findings", "one", "-f", "tsv")
    assert [line.split("\t")[1:3] for line in done.lines] == [
        ["supports", ids[GP]], ["contradicts", ids[MANAGER]],
    ]  # fmt: skip
    assert "1 more faults in findings.yaml" in done.err and "suports" not in done.err
    (row,) = rows(ask("findings", "one", "-f", "jsonl"))
    assert [one["id"] for one in row["evidence"]] == [ids[GP], ids[MANAGER]]
    assert ask("findings", "seen", "one").code == 2
