"""`ccg init` and `ccg ingest`: what is said, and what it leaves."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
import unicodedata
from pathlib import Path

import pytest
from calling import ARTICLE, Ccg, command, environment, write_project

pytestmark = pytest.mark.long


def test_from_nothing_to_an_answer(ccg: Ccg, tmp_path: Path) -> None:
    """init, ingest of a file elsewhere, search; standard output has the answer only."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "seats.txt").write_text(ARTICLE, encoding="utf-8")
    made = ccg("init", "review", cwd=tmp_path)
    assert (made.code, made.out) == (0, "")
    assert "ccg ingest" in made.err
    taken = ccg("--project", "review", "ingest", "elsewhere", cwd=tmp_path)
    assert (taken.code, taken.out) == (0, "")
    assert taken.err == ("1 document: 1 added, 0 changed, 0 unchanged, 0 removed; 4 quotations\n")
    found = ccg("search", "--project", "review", "GPs on papers", cwd=tmp_path)
    assert len(found.lines) == 1


def test_init_twice(ccg: Ccg, tmp_path: Path) -> None:
    """The config stays as the user has it."""
    ccg("init", cwd=tmp_path)
    (tmp_path / "config.yaml").write_text("corpus: [mine]\n")
    again = ccg("init", cwd=tmp_path)
    assert (again.code, "already" in again.err) == (0, True)
    assert (tmp_path / "config.yaml").read_text() == "corpus: [mine]\n"


def test_very_many_failures_of_one_kind_are_one_line(ccg: Ccg, project: Path) -> None:
    """The first are named, the others counted; another kind has its own lines."""
    for n in range(25):
        (project / "corpus" / f"{n:02}.pdf").write_bytes(b"")
    (project / "corpus" / "zz.pdf").write_bytes(b"%PDF-1.7 nothing else")
    taken = ccg("ingest", cwd=project)
    said = [line for line in taken.err.splitlines() if line.startswith("ccg: ")]
    assert taken.code == 2 and len(said) == 22
    assert "zz.pdf" in said[20]
    assert said[21] == "ccg: 5 more files failed in the same ways: 'ccg status' lists them"
    assert ccg("status", cwd=project).out.count("the file is empty") == 25


def test_the_second_run_and_changes(ccg: Ccg, project: Path) -> None:
    """What is new, changed, unchanged and removed."""
    assert (
        "0 added, 0 changed, 3 unchanged, 0 removed, 1 version; 5 quotations"
        in ccg("ingest", cwd=project).err
    )
    (project / "corpus" / "notes.md").unlink()
    with (project / "corpus" / "seats.txt").open("a") as file:
        file.write("Invented example, with a line more.\n")
    (project / "corpus" / "third.txt").write_text("Invented example without any words said.\n")
    taken = ccg("ingest", cwd=project)
    assert taken.code == 0
    assert (
        "3 documents: 1 added, 1 changed, 1 unchanged, 1 removed, 1 version; 4 quotations"
        in taken.err
    )
    assert "seats-manuscript is a version of seats\n" in taken.err


def test_quiet_means_quiet(ccg: Ccg, project: Path) -> None:
    """Before or after the command."""
    for arguments in (("ingest", "--quiet"), ("--quiet", "ingest"), ("ingest", "-q")):
        found = ccg(*arguments, cwd=project)
        assert (found.code, found.out, found.err) == (0, "", "")


def test_a_bad_file_never_stops_the_others(ccg: Ccg, tmp_path: Path) -> None:
    """One line each, also with --quiet, and exit code 2; the good ones are in."""
    write_project(tmp_path)
    corpus = tmp_path / "corpus"
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (corpus / "half.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (corpus / "a\nb\x1b[31m.txt").write_bytes(b"")
    for quiet in ((), ("--quiet",)):
        taken = ccg("ingest", *quiet, cwd=tmp_path)
        assert (taken.code, taken.out) == (2, "")
        failed = [line for line in taken.err.splitlines() if line.startswith("ccg: corpus/")]
        assert len(failed) == 4
        assert "\x1b" not in taken.err
    assert len(ccg("quotes", cwd=tmp_path).lines) == 5
    assert "failed\tcorpus/empty.txt: " in ccg("status", cwd=tmp_path).out


def test_a_dry_run_writes_nothing(ccg: Ccg, project: Path) -> None:
    """Files on standard output, one a line with what would be done; the summary on the other."""
    (project / "corpus" / "new.txt").write_text(ARTICLE)
    (project / "corpus" / "notes.md").unlink()
    before = (project / ".ccg" / "corpus.sqlite").read_bytes()
    seen = ccg("ingest", "--dry-run", cwd=project)
    assert (seen.code, seen.lines) == (0, ["new\tcorpus/new.txt", "gone\tcorpus/notes.md"])
    assert seen.err == (
        "nothing written: 1 to read, 2 unchanged, 1 to drop, 0 failing, 0 skipped\n"
    )
    assert (project / ".ccg" / "corpus.sqlite").read_bytes() == before


def test_doubts_fail_a_strict_run(ccg: Ccg, project: Path) -> None:
    """What may be missing of a file is a note, or a failure where that is asked for."""
    (project / "corpus" / "odd.md").write_text("---\ntitle: [\n---\n\nInvented words.\n")
    plain = ccg("ingest", cwd=project)
    assert plain.code == 0 and plain.err.startswith("note: corpus/odd.md: ")
    for quiet in ((), ("--quiet",)):
        strict = ccg("ingest", "--strict", *quiet, cwd=project)
        assert strict.code == 2 and strict.err.startswith("ccg: corpus/odd.md: ")
    assert "odd" in ccg("documents", cwd=project).out


def test_what_is_skipped_is_said(ccg: Ccg, project: Path) -> None:
    """With the reason: by a run, a dry one, and the status; a strict run fails of it."""
    (project / "corpus" / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    line = "corpus/old.doc: skipped: an old text document: save it as DOCX or PDF"
    dry = ccg("ingest", "--dry-run", cwd=project)
    assert dry.code == 0 and f"note: {line}\n" in dry.err
    for _ in range(2):
        taken = ccg("ingest", cwd=project)
        assert taken.code == 0 and f"note: {line}\n" in taken.err and "1 skipped;" in taken.err
    assert f"skipped\t{line}" in ccg("status", cwd=project).lines
    known = json.loads(ccg("status", "--format", "json", cwd=project).out)["skipped"]
    assert [one["source"] for one in known] == ["corpus/old.doc"]
    strict = ccg("ingest", "--strict", "--quiet", cwd=project)
    assert (strict.code, strict.err) == (2, f"ccg: {line}\n")
    with (project / "config.yaml").open("a") as config:
        config.write("\nexclude: ['*.doc']\n")
    strict = ccg("ingest", "--strict", cwd=project)
    assert strict.code == 0 and "1 skipped (1 left out by config.yaml)" in strict.err


def test_a_passed_over_document_has_its_note(ccg: Ccg, project: Path) -> None:
    """At every ingest, and in the status as long as the document stands."""
    turns = (f"{('Anna', 'Mod')[n % 2]} >> Invented turn {n} of some words." for n in range(12))
    odd = project / "corpus" / "odd talk.txt"
    odd.write_text("An invented talk\n\n" + "\n\n".join(turns))
    note = (
        "corpus/odd talk.txt: it looks like a transcript: 12 turns of 2 speakers, of which 0 were"
        " found; compare the file with: ccg quotes --document 'odd talk.txt' --kind all"
    )
    for _ in range(2):
        taken = ccg("ingest", cwd=project)
        assert taken.code == 0 and taken.err.count(f"note: {note}\n") == 1
        assert f"note\t{note}" in ccg("status", cwd=project).lines
    assert ccg("ingest", "--strict", cwd=project).code == 2
    assert len(json.loads(ccg("status", "--format", "json", cwd=project).out)["notes"]) == 1
    odd.unlink()
    assert "transcript" not in ccg("ingest", cwd=project).err + ccg("status", cwd=project).out


def test_names_are_found_in_either_form(ccg: Ccg, project: Path) -> None:
    """A file whose name a Mac wrote, asked for as an editor writes it."""
    name = "Müller café.txt"
    (project / "corpus" / unicodedata.normalize("NFD", name)).write_text(
        ARTICLE.replace("seats", "chairs")
    )
    assert ccg("ingest", cwd=project).code == 0
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, name)
        assert ccg("quotes", "--document", typed, "--all-printings", "-c", cwd=project).out == "4\n"


def test_a_path_that_is_not_there(ccg: Ccg, project: Path) -> None:
    """An error, and the corpus stays."""
    taken = ccg("ingest", "nowhere.txt", cwd=project)
    assert taken.code == 2
    assert "nowhere.txt" in taken.err.splitlines()[0]
    assert len(ccg("quotes", cwd=project).lines) == 5


def test_a_wrong_config_is_one_line(ccg: Ccg, project: Path) -> None:
    """With the line, before anything is read."""
    (project / "config.yaml").write_text("corpus: [corpus]\ndokuments: {}\n")
    taken = ccg("ingest", cwd=project)
    assert (taken.code, taken.out) == (2, "")
    assert taken.err == (
        "ccg: config.yaml:2: unknown key 'dokuments' (did you mean 'documents'?)\n"
    )


def test_progress_on_a_terminal(on_terminal: Ccg, project: Path) -> None:
    """Files and quotations are counted, and the bar is gone at the end."""
    (project / "corpus" / "more.txt").write_text(ARTICLE.replace("seats", "chairs"))
    taken = on_terminal("ingest", cwd=project)
    assert taken.code == 0
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", taken.out)
    assert re.search(r"(\d)/\1 .*quotations", shown)
    assert "4 documents: 1 added" in taken.out.splitlines()[-1]
    assert "quotations" in taken.out


def test_interrupted(tmp_path: Path) -> None:
    """Ctrl-C ends a run quietly with 130, and the next run completes it."""
    write_project(tmp_path)
    for n in range(300):
        (tmp_path / "corpus" / f"{n}.txt").write_text(ARTICLE.replace("surgeries", f"no {n}"))
    process = subprocess.Popen(
        command("ingest"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 30
    while not (tmp_path / ".ccg" / "corpus.sqlite").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")
