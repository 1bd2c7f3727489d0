"""Pipes, terminals, locales: what arrives where."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from calling import Ccg, command, environment


def test_a_table_on_a_terminal(on_terminal: Ccg) -> None:
    """Words wrap and are never cut, markup is text, ids can be copied."""
    screen = on_terminal("quotes", env={"NO_COLOR": "1"}).out
    assert screen.splitlines()[0].split() == ["Quotation", "Speaker", "Case", "Document"]
    assert "[b]nobody[/b]" in screen
    assert "…" not in screen
    assert all(len(line) <= 80 for line in screen.splitlines())
    assert re.search(r"^seats:[0-9a-f]{8}$", screen, re.MULTILINE)


def test_color_only_where_it_is_wanted(ccg_apart: Ccg, on_terminal: Ccg) -> None:
    """A terminal has it; NO_COLOR, a dumb terminal and a pipe have not."""
    assert "\x1b[" in on_terminal("quotes").out
    assert "\x1b[" not in on_terminal("quotes", env={"NO_COLOR": "1"}).out
    assert "\x1b[" not in on_terminal("quotes", env={"TERM": "dumb"}).out
    assert "\x1b[" not in ccg_apart("quotes", "--format", "table").out


def test_a_terminal_shows_twenty(on_terminal: Ccg, ccg_apart: Ccg) -> None:
    """What is left out is said; machine formats are complete."""
    screen = on_terminal("roles", "--all").out
    total = len(ccg_apart("roles", "--all").lines)
    assert screen.splitlines()[-1] == f"20 of {total}; --limit 0 for all"
    assert len(on_terminal("roles", "--all", "--format", "tsv").out.splitlines()) == total
    assert "--limit" not in on_terminal("roles", "--all", "--limit", "0").out


def test_details_are_wrapped_on_a_terminal(on_terminal: Ccg, ccg_apart: Ccg) -> None:
    """And only there."""
    (id_,) = ccg_apart("quotes", "--role", "nurse").ids
    screen = on_terminal("show", id_, width=60).out
    assert all(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) <= 60 for line in screen.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="a shell with head")
@pytest.mark.parametrize("form", ["tsv", "json", "jsonl", "csv", "md", "table"])
def test_a_closed_pipe_ends_quietly(ingested: Path, form: str) -> None:
    """`| head -1` and a reader that reads nothing: no traceback, exit code 0."""
    for reader in ("head -1", "true"):
        line = f'{{ "$@"; echo $? >&2; }} | {reader}'
        done = subprocess.run(
            ["sh", "-c", line, "sh", *command("roles", "--all", "--format", form)],
            cwd=ingested,
            env=environment(),
            capture_output=True,
            timeout=60,
        )
        assert done.stderr == b"0\n"


def test_a_closed_pipe_with_hits_left(ingested: Path) -> None:
    """Quotations that nobody reads leave nothing behind on standard error."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            command("quotes", "--format", "jsonl"),
            cwd=ingested,
            env=environment(),
            stdout=writer,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_an_error(ingested: Path) -> None:
    """One line and exit code 2, not success."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("quotes"),
            cwd=ingested,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"ccg: can't write the output: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "settings",
    [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}],
)
def test_any_locale_gets_utf8(ccg_apart: Ccg, settings: dict[str, str]) -> None:
    """What a script reads does not depend on where it runs."""
    assert ccg_apart("quotes", "--format", "jsonl", env=settings).out == (
        ccg_apart("quotes", "--format", "jsonl").out
    )
    (id_,) = ccg_apart("quotes", "--role", "patient").ids
    assert "“" in ccg_apart("show", id_, env=settings).out


@pytest.mark.skipif(sys.platform == "win32", reason="closes file descriptors")
def test_closed_standard_streams(ingested: Path) -> None:
    """`>&-` and `2>&-` are no reason to fail."""
    for redirect in (">&-", "2>&-", ">&- 2>&- <&-"):
        line = f'"$@" {redirect}'
        done = subprocess.run(
            ["sh", "-c", line, "sh", *command("search", "nurses")],
            cwd=ingested,
            env=environment(),
            timeout=60,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert done.returncode == 0


def test_the_version(ccg_apart: Ccg) -> None:
    """On standard output, without a project."""
    found = ccg_apart("--version", cwd=Path("/"))
    assert re.fullmatch(r"ccg \d+\.\d+\.\d+\S*\n", found.out)
    assert found.code == 0


def test_help(ccg_apart: Ccg) -> None:
    """On standard output where it was asked for, else on standard error with exit code 2."""
    asked = ccg_apart("--help", cwd=Path("/"))
    assert (asked.code, asked.err) == (0, "")
    for name in ("init", "ingest", "quotes", "search", "show", "status"):
        assert re.search(rf"^  {name}\s+\S", asked.out, re.MULTILINE)
    alone = ccg_apart(cwd=Path("/"))
    assert (alone.code, alone.out) == (2, "")
    assert "Usage: ccg" in alone.err
    assert "Examples:" in ccg_apart("quotes", "--help").out
    assert ccg_apart("quotes", "-h").out == ccg_apart("quotes", "--help").out


def test_an_unknown_command(ccg_apart: Ccg) -> None:
    """With what may have been meant."""
    found = ccg_apart("serach", "x")
    assert (found.code, found.out) == (2, "")
    assert found.err == "ccg: no command 'serach' (did you mean 'search'?)\n"


def test_completion(ccg_apart: Ccg) -> None:
    """Completion knows commands, options and values."""

    def completed(words: str) -> list[str]:
        count = len(words.split(" ")) - 1
        bash = {"COMP_WORDS": words, "COMP_CWORD": str(count), "_CCG_COMPLETE": "complete_bash"}
        return ccg_apart(env=bash).out.split()

    assert completed("ccg the") == ["themes"]
    assert "--role" in completed("ccg quotes --ro")
    assert completed("ccg quotes --format js") == ["json", "jsonl"]
    assert completed("ccg quotes --kind s") == ["survey"]
    assert "_CCG_COMPLETE=complete_bash" in ccg_apart("--show-completion", "bash").out or (
        "complete" in ccg_apart("--show-completion").out
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--project", "~nobody-of-this-name/x", "quotes"),
        ("quotes", "--limit", "9" * 24),
        ("quotes", "--since", "9" * 24),
        ("init", "x" * 5000),
        ("--project", "x" * 5000, "quotes"),
        ("ingest", "x" * 5000),
        ("matrix", "--output", "."),
    ],
)
def test_what_the_system_has_no_place_for_is_one_line(ccg: Ccg, words: tuple[str, ...]) -> None:
    """Names too long, homes of nobody, numbers too large: an error, and no traceback."""
    done = ccg(*words)
    assert done.code == 2 and done.err.startswith("ccg") and "Traceback" not in done.err


WRITES_LATIN = """sh -c 'printf "\\\\351" > "$0"'"""


@pytest.mark.skipif(sys.platform == "win32", reason="an editor that is a shell's")
@pytest.mark.parametrize("editor", ["vi '", " ", "no-such-editor", "false", WRITES_LATIN])
def test_an_editor_that_is_none(ccg: Ccg, editor: str) -> None:
    """No memo, and a line that says why."""
    (id_, *_) = ccg("quotes").ids
    done = ccg("memo", id_, "--by", "ada", env={"EDITOR": editor, "VISUAL": ""})
    assert done.code == 2 and done.err.startswith("ccg") and "Traceback" not in done.err
