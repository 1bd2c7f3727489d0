"""Codes, memos and agreement from the command line: what is coded shows at once, and is its coder's own."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import Ccg

NOTES, GP, MANAGER = 0, 1, 2  # which of the quotations, as they are listed


def record(ask: Ccg, id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask("show", id, "-f", "jsonl").out)
    return found


def test_a_code_of_the_quotation_and_one_of_some_words(ask: Ccg, ids: list[str]) -> None:
    """On the fly, with --new; the codebook has it, the record says who, when and on what."""
    done = ask("code", ids[MANAGER], "Empty chairs", "--new")
    assert done.code == 0 and done.lines == [f"{ids[MANAGER]}\tcoded empty-chairs"]
    assert ask("code", ids[MANAGER], "empty chairs", "--part", "nobody noticed").code == 2
    assert ask("code", ids[MANAGER], "empty chairs", "--part", "when it  SUITS them").code == 0
    codings = record(ask, ids[MANAGER])["codings"]
    assert [(one["code"], one["by"], one["part"]) for one in codings] == [
        ("empty-chairs", "anna", None), ("empty-chairs", "anna", "when it suits them"),
    ]  # fmt: skip
    assert ask("quotes", "--code", "Empty chairs", "-f", "id").lines == [ids[MANAGER]]


def test_words_that_are_not_there_are_refused_with_the_nearest(ask: Ccg, ids: list[str]) -> None:
    ask("codes", "add", "Chairs")
    done = ask("code", ids[MANAGER], "chairs", "--part", "when it suited them")
    assert done.code == 2 and "when it suits them”" in done.err
    assert ask("quotes", "--code", "chairs", "-c").out == "0\n"


def test_an_unknown_code_is_refused_with_the_nearest(ask: Ccg, ids: list[str]) -> None:
    """Once, however many ids there are, and nothing is written."""
    done = ask("code", *ids, "evening")
    assert done.code == 2 and done.err.count("no code 'evening'") == 1
    assert "did you mean 'evenings'?" in done.err or "Evenings" in done.err
    assert ask("coders").code == 1


def test_in_vivo(ask: Ccg, ids: list[str]) -> None:
    """The participant's own words are the code's name, and have the code."""
    done = ask("code", ids[GP], "--in-vivo", "nothing we said there ever came back")
    assert done.code == 0, done.err
    (coding,) = record(ask, ids[GP])["codings"]
    assert coding["part"] == "nothing we said there ever came back"
    assert coding["code"] == "nothing-we-said-there-ever-came-back"


def test_proposals_are_told_from_codings(ask: Ccg) -> None:
    """Counted apart, taken, refused, and staying so."""
    (row,) = json.loads(ask("codes", "-f", "json").out)
    assert (row["code"], row["quotations"], row["coded"], row["proposed"]) == ("evenings", 2, 0, 2)
    first, second = ask("quotes", "--proposed", "-f", "id").lines
    assert "evenings (proposed)" in ask("show", first).out
    ask("code", first, "evenings")
    ask("uncode", second, "evenings")
    (row,) = json.loads(ask("codes", "-f", "json").out)
    assert (row["quotations"], row["coded"], row["proposed"], row["by"]) == (1, 1, 0, {"anna": 1})
    assert "evenings (anna)" in ask("show", first).out
    assert record(ask, second)["codes"] == []
    assert ask("quotes", "--proposed").code == 1
    ask("undo")
    assert ask("quotes", "--proposed", "-f", "id").lines == [second]


def test_nobody_takes_away_anothers(ask: Ccg, ids: list[str]) -> None:
    ask("codes", "add", "Chairs")
    ask("code", ids[1], "chairs")
    done = ask("uncode", ids[1], "chairs", "--by", "ben")
    assert done.code == 2 and "of anna, not of ben" in done.err
    assert ask("uncode", ids[1], "chairs").lines == [f"{ids[1]}\tno longer chairs"]
    assert "so already" in ask("uncode", ids[1], "chairs").err  # nothing is left to take away


def test_the_same_twice_is_once(ask: Ccg, ids: list[str], project: Path) -> None:
    ask("code", ids[1], "chairs", "--new")
    before = (project / "decisions" / "anna.jsonl").read_text()
    again = ask("code", ids[1], "chairs")
    assert again.code == 0 and not again.out and "so already" in again.err
    assert (project / "decisions" / "anna.jsonl").read_text() == before


def test_who_coded_what_can_be_asked(ask: Ccg, ids: list[str]) -> None:
    """By coder, by coder and code together, by nobody; also in the words of a search."""
    for name in ("Chairs", "Time"):
        ask("codes", "add", name)
    ask("code", ids[0], ids[1], "chairs")
    ask("code", ids[1], "time", "--by", "ben")
    assert ask("quotes", "--coded-by", "ANNA", "-f", "id").lines == ids[:2]
    assert ask("quotes", "--coded-by", "anna", "--code", "time").code == 1
    assert ask("quotes", "--coded-by", "ben", "--code", "time", "-f", "id").lines == [ids[1]]
    assert ask("quotes", "--uncoded", "-f", "id").lines == ids[2:]
    assert ask("search", "coder:anna -coder:ben", "-f", "id").lines == [ids[0]]
    assert "no coder 'bob'" in ask("quotes", "--coded-by", "bob").err


def test_a_code_finds_what_is_under_it(ask: Ccg, ids: list[str]) -> None:
    """Also after the tree has changed, and by the code's old names."""
    ask("codes", "add", "Morale")
    ask("codes", "add", "Chairs", "--under", "morale")
    ask("code", ids[1], "chairs")
    assert ask("quotes", "--code", "morale", "-f", "id").lines == [ids[1]]
    ask("codes", "rename", "Chairs", "Empty seats")
    assert ask("quotes", "--code", "Morale > Empty seats", "-f", "id").lines == [ids[1]]
    assert ask("quotes", "--code", "chairs", "-f", "id").lines == [ids[1]]
    ask("codes", "move", "Empty seats", "--top")
    assert ask("quotes", "--code", "morale").code == 1


def test_what_is_coded_follows_a_merge(ask: Ccg, ids: list[str]) -> None:
    """Before the next ingest and after it, the same."""
    ask("codes", "add", "Chairs", "Seats")
    ask("code", ids[1], "chairs")
    ask("codes", "merge", "Chairs", "Seats")
    assert ask("quotes", "--code", "seats", "-f", "id").lines == [ids[1]]
    assert record(ask, ids[1])["codes"] == ["seats"]
    before = ask("quotes", "-f", "jsonl").out
    assert ask("ingest").code == 0
    assert ask("quotes", "-f", "jsonl").out == before


def test_a_code_that_codes_is_not_removed_by_accident(ask: Ccg, ids: list[str]) -> None:
    ask("codes", "add", "Chairs")
    ask("code", ids[1], "chairs")
    done = ask("codes", "remove", "chairs")
    assert done.code == 2 and "1 by anna" in done.err
    assert ask("codes", "remove", "chairs", "--force").code == 0
    assert "not in the codebook" in ask("codes", "-f", "json").out
    assert ask("quotes", "--code", "chairs", "-f", "id").lines == [ids[1]]


def test_memos_are_listed_and_searched(ask: Ccg, ids: list[str]) -> None:
    """On a quotation, a document, a case and a code; none of them is called lost."""
    ask("codes", "add", "Chairs")
    for on, text in (
        (ids[0], "Ask about the stairs"), ("seats", "recruited twice"), ("seats:D", "it closed"),
        ("code:chairs", "not the stairs themselves"),
    ):  # fmt: skip
        assert ask("memo", on, text).code == 0, on
    rows = json.loads(ask("memos", "-f", "json").out)
    assert [row["on"] for row in rows] == [ids[0], "code:chairs", "seats", "seats:D"]
    assert [row["on"] for row in json.loads(ask("memos", "stair", "-f", "json").out)] == [
        ids[0], "code:chairs",
    ]  # fmt: skip
    assert ask("search", "memo:stair", "-f", "id").lines == [ids[0]]
    assert ask("quotes", "--memo", "stairs", "-f", "id").lines == [ids[0]]
    assert "Ask about the stairs (anna" in ask("show", ids[0]).out
    assert "so already" in ask("memo", ids[0], "Ask about the stairs").err
    assert ask("memo", "chair", "x").code == 2
    assert ask("decisions", "--lost").code == 1


def test_ingest_from_nothing_gives_the_same_bytes(ask: Ccg, ids: list[str], project: Path) -> None:
    """Codes, memos and corrections live in the user's files alone."""
    ask("code", ids[0], ids[2], "Chairs", "--new")
    ask("memo", ids[1], "look again")
    ask("uncode", ids[2], "evenings")
    before = ask("quotes", "-f", "jsonl").out
    shutil.rmtree(project / ".ccg")
    assert ask("ingest", "-q").code == 0
    assert ask("quotes", "-f", "jsonl").out == before


def test_a_sheet_goes_out_and_comes_back(ask: Ccg, ids: list[str], project: Path) -> None:
    """Untouched it decides nothing; changed, once."""
    import csv
    import io

    text = ask("quotes", "-f", "csv").out
    sheet = project / "sheet.csv"
    sheet.write_text(text, encoding="utf-8-sig")
    assert ask("decide", str(sheet)).code == 1
    rows = list(csv.DictReader(io.StringIO(text)))
    rows[0]["role"], rows[1]["codes"], rows[2]["status"] = "nurse", "Chairs", "rejected"
    rows[3]["memo"] = "look again"
    rows[0]["text"] = rows[0]["text"].partition(",")[0]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(reversed(rows[0])), delimiter=";")
    writer.writeheader()
    writer.writerows(reversed(rows))
    sheet.write_text(out.getvalue(), encoding="utf-16")
    done = ask("decide", str(sheet))
    assert done.code == 2 and "no code 'Chairs'" in done.out
    assert [line.split("\t", 2)[2] for line in done.lines if "refused" not in line] == [
        "memo “look again”", f"rejected “{rows[2]['text'][:59].rstrip()}…”",
        f"now “{rows[0]['text'][:59].rstrip()}…”", "role gp → nurse",
    ] or len(done.lines) == 5  # fmt: skip
    assert ask("decide", str(sheet), "--new").lines == [
        f"{done.lines[2].split(chr(9))[0]}\t{ids[1]}\tcoded chairs"
    ]
    assert ask("decide", str(sheet)).code == 1
    assert ask("quotes", "-f", "id").lines == [one for one in ids if one != rows[2]["id"]]
    assert record(ask, ids[0])["role"] == "nurse"


def test_a_sheet_does_not_mind_the_site_of_another_case(
    ask: Ccg, ids: list[str], project: Path
) -> None:
    """Nobody touched the site, which went with the case: the second time nothing is refused."""
    import csv
    import io

    rows = list(csv.DictReader(io.StringIO(ask("quotes", "-f", "csv").out)))
    row = next(row for row in rows if row["site"])
    row["case"] = "Z"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    writer.writerow(row)
    sheet = project / "sheet.csv"
    sheet.write_text(out.getvalue(), encoding="utf-8")
    done = ask("decide", str(sheet))
    assert done.code == 0 and "refused" not in done.out
    again = ask("decide", str(sheet))
    assert (again.code, again.out) == (1, "")
    assert "conflict with anna" not in again.err
    sheet.write_text(out.getvalue().replace(",Z,", ",Y,"), encoding="utf-8")
    assert "on case in conflict with anna" in ask("decide", str(sheet), "--by", "ben").err


def test_a_memo_comes_from_a_pipe(
    ask: Ccg, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dash for its words reads them; for ids and words at once it is refused."""
    import io

    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO(b"Invented example: look again\n"), "utf-8")
    )
    assert ask("memo", ids[GP], "-").out == f"{ids[GP]}\tmemo “Invented example: look again”\n"
    assert ask("memo", "-", "-").code == 2


def test_the_screen_needs_a_terminal(ask: Ccg) -> None:
    """And says what does without one."""
    pytest.importorskip("textual")
    done = ask("review")
    assert done.code == 2 and "needs a terminal" in done.err and "ccg decide" in done.err


def test_a_pipe_of_ids_is_coded(ccg: Ccg, ids: list[str], project: Path) -> None:
    """What a listing prints, codes; a wrong id is said and leaves the others alone."""
    given = f"{ids[0]}\tgp\tmore\nseats:00000000\n{ids[2]}\n"
    env = {"CCG_REVIEWER": "anna"}
    done = ccg("code", "-", "chairs", "--new", cwd=project, stdin=given, env=env)
    assert done.code == 2 and done.ids == [ids[0], ids[2]]
    assert done.err.count("seats:00000000") == 1
    assert ccg("quotes", "--code", "chairs", "-f", "id", cwd=project).lines == [ids[0], ids[2]]


def test_an_editor_writes_a_memo(ccg: Ccg, ids: list[str], project: Path) -> None:
    """Its comments are none of it; what is not saved is no memo."""
    editor = project / "edit.sh"
    editor.write_text("#!/bin/sh\nprintf 'first\\n# not this\\nsecond\\n' > \"$1\"\n")
    editor.chmod(0o755)
    env = {"CCG_REVIEWER": "anna", "EDITOR": str(editor)}
    assert ccg("memo", ids[1], cwd=project, env=env).code == 0
    (memo,) = json.loads(ccg("memos", "-f", "json", cwd=project).out)
    assert memo["text"] == "first\nsecond"
    done = ccg("memo", ids[1], cwd=project, env={**env, "EDITOR": "true"})
    assert done.code == 2 and "nothing was written" in done.err


# Together


def clones(project: Path, tmp_path: Path) -> tuple[Path, Path, Callable[[], None]]:
    """Two clones of a project, and what merges the second into the first."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    shutil.copytree(project, ours, ignore=shutil.ignore_patterns(".ccg"))

    def git(where: Path, *words: str) -> None:
        named = [
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.org",
            "-c",
            "commit.gpgsign=false",
        ]
        done = subprocess.run(["git", *named, *words], cwd=where, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    (ours / ".gitignore").write_text(".ccg/\n")
    git(ours, "init", "-q", "-b", "main")
    git(ours, "add", "-A")
    git(ours, "commit", "-qm", "begin")
    git(tmp_path, "clone", "-q", str(ours), str(theirs))
    for clone in (ours, theirs):
        shutil.copytree(project / ".ccg", clone / ".ccg")

    def merge() -> None:
        for clone in (ours, theirs):
            git(clone, "add", "-A")
            git(clone, "commit", "-qm", "coded")
        git(ours, "pull", "-q", "--no-rebase", "--no-edit", str(theirs), "main")

    return ours, theirs, merge


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_two_clones_are_merged_without_a_question(
    ask: Ccg, ids: list[str], project: Path, tmp_path: Path
) -> None:
    """Both code the same quotations, each with a new code; one of them works in both clones."""
    ask("codes", "add", "Chairs")
    ours, theirs, merge = clones(project, tmp_path)
    ask("code", *ids[:3], "chairs", cwd=ours)
    ask("code", ids[0], "Stairs", "--new", cwd=ours)
    ask("code", *ids[1:4], "chairs", "--by", "ben", cwd=theirs)
    ask("code", ids[3], "Doors", "--new", "--by", "ben", cwd=theirs)
    ask("memo", ids[3], "from the other computer", cwd=theirs)  # anna's own file, in both
    ask("codes", "rename", "chairs", "Seats", cwd=theirs)
    merge()
    rows = {row["code"]: row for row in json.loads(ask("codes", "-f", "json", cwd=ours).out)}
    assert rows["chairs"]["by"] == {"anna": 3, "ben": 3} and rows["chairs"]["name"] == "Seats"
    assert rows["stairs"]["by"] == {"anna": 1} and rows["doors"]["by"] == {"ben": 1}
    coders = {row["coder"]: row for row in json.loads(ask("coders", "-f", "json", cwd=ours).out)}
    assert (coders["anna"]["codings"], coders["anna"]["memos"], coders["ben"]["codings"]) == (
        4,
        1,
        4,
    )


def test_agreement_over_what_both_coded(ask: Ccg, ids: list[str]) -> None:
    """Figures by code, the rule by which quotations count, and what to talk about."""
    pytest.importorskip("krippendorff")
    ask("codes", "add", "Yes", "No")
    for coder, said in (("anna", "yyynn"), ("ben", "yynny")):
        for id, sign in zip(ids, said, strict=True):
            ask("code", id, {"y": "yes", "n": "no"}[sign], "--by", coder)
    done = ask("agreement", "anna", "ben", "-f", "json")
    found = json.loads(done.out)
    assert found["over"] == "either" and "5 quotations that one of them decided on" in done.err
    yes = found["figures"][0]
    assert (yes["code"], yes["both"], yes["only_first"], yes["only_second"], yes["neither"]) == (
        "yes", 2, 1, 1, 1,
    )  # fmt: skip
    assert yes["percent"] == pytest.approx(60) and yes["kappa"] == pytest.approx(1 / 6)
    assert found["figures"][-1]["note"] == "codes as categories"
    assert ask("agreement", "anna", "ben", "--list").ids == [ids[2]] * 2 + [ids[4]] * 2
    assert ask("agreement", "anna", "bob").code == 2
    assert ask("agreement", "anna").code == 2


def test_agreement_of_words(ask: Ccg, ids: list[str]) -> None:
    """Each word of a quotation is a unit."""
    ask("codes", "add", "Chairs")
    ask("code", ids[MANAGER], "chairs", "--part", "The doctors come when it suits them")
    ask("code", ids[MANAGER], "chairs", "--part", "when it suits them", "--by", "ben")
    found = json.loads(ask("agreement", "anna", "ben", "--unit", "words", "-f", "json").out)
    assert (found["figures"][0]["both"], found["figures"][0]["only_first"]) == (4, 3)
    (row,) = found["disagreements"]
    assert (row["by"], row["text"]) == ("anna", "The doctors come")
