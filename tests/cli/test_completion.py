"""Completion, asked for as the scripts of the shells ask."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from calling import Ccg, command, environment

from ccg_corpus.cli.completion.shells import respond


@pytest.fixture
def here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "queries.yaml").write_text("tired: GP disillusion*\n", encoding="utf-8")
    monkeypatch.chdir(project)
    monkeypatch.delenv("CCG_PROJECT", raising=False)


def in_bash(*words: str) -> list[str]:
    """What bash would offer for the last of the words, as it parts them."""
    told, code = respond(
        {
            "_CCG_COMPLETE": "complete_bash",
            "COMP_WORDS": "\n".join(("ccg", *words)),
            "COMP_CWORD": str(len(words)),
        }
    )
    assert code == 0
    return told.splitlines()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("sea",), ["search"]),
        (("code", "even"), ["evenings"]),
        (("codes", "re"), ["rename", "remove"]),
        (("memo", "code", ":", "e"), ["evenings"]),
        (("quotes", "--role", "p"), ["patient", "practice-nurse"]),
        (("quotes", "-r", "GP"), ["gp"]),
        (("quotes", "--role", "=", "pa"), ["patient"]),
        (
            ("quotes", "--case", ""),
            ["notes:Site\\ 2", "seats-manuscript:D", "seats-manuscript:E", "seats:D", "seats:E"],
        ),
        (("quotes", "--case", "seats", ":", ""), ["D", "E"]),
        (("quotes", "--site", ""), ["north"]),
        (("quotes", "--code", ""), ["evenings"]),
        (("quotes", "--theme", "Los"), ["Losing\\ heart"]),
        (("quotes", "--theme", '"Los'), ["Losing heart"]),
        (("quotes", "--document", "seats-"), ["seats-manuscript"]),
        (("quotes", "--format", "js"), ["json", "jsonl"]),
        (("quotes", "--count-by", "s"), ["site", "study", "section", "status"]),
        (("quotes", "--no-p"), ["--no-pager"]),
        (("search", "--in", "p"), ["passages"]),
        (("show", "seats"), ["seats:", "seats-manuscript:"]),
        (("search", "@", "ti"), ["@tired"]),
        (("search", "@"), ["@tired"]),
        (("cite", "not"), ["notes"]),
        (("quotes", "--project", "/nowhere", "--role", "g"), []),
        (("nonsense", "g"), []),
    ],
)
def test_bash(words: tuple[str, ...], offered: list[str]) -> None:
    """Names of the corpus; a space is written so that it holds."""
    shown = [one for one in in_bash(*words) if one != "health-professional"]
    assert shown == offered


@pytest.mark.usefixtures("here")
def test_a_colon_parts_words_in_bash(inside: Ccg) -> None:
    """Of an id only what stands behind its colon is offered, for bash replaces no more."""
    ids = inside("quotes", "--document", "notes", "--kind", "all", "-f", "id").lines
    assert in_bash("show", "notes", ":", "") == [id.split(":")[1] for id in sorted(ids)]


@pytest.mark.usefixtures("here")
def test_zsh_and_fish() -> None:
    """What the shells' own commands take, with what a name means."""
    line = {"_TYPER_COMPLETE_ARGS": "ccg quotes --theme 'Los"}
    told, _ = respond({"_CCG_COMPLETE": "complete_zsh", **line})
    assert told == "local -a offers; offers=('Losing heart'); _describe -V ccg offers"
    files, _ = respond({"_CCG_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "ccg ingest "})
    assert files == "_files"
    asked = {"_CCG_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "ccg quotes --document no"}
    told, code = respond({**asked, "_TYPER_COMPLETE_FISH_ACTION": "get-args"})
    assert (told, code) == ("notes\tcorpus/notes.md\n", 0)
    assert respond({**asked, "_TYPER_COMPLETE_FISH_ACTION": "is-args"})[1] == 0


def test_outside_a_project_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A press of a key never shows an error."""
    monkeypatch.chdir(tmp_path)
    assert in_bash("quotes", "--role", "g") == []
    assert "quotes" in in_bash("q")


def test_the_program_answers_a_shell(ingested: Path) -> None:
    """Through the environment, and `--show-completion` prints the script that asks so."""
    asked = {
        "_CCG_COMPLETE": "complete_bash",
        "COMP_WORDS": "ccg\nquotes\n--role\npr",
        "COMP_CWORD": "3",
    }

    def answer(more: dict[str, str]) -> str:  # Typer ends the process, so it is one of its own
        done = subprocess.run(command(), cwd=ingested, env=environment(more), capture_output=True)
        return done.stdout.decode()

    assert answer(asked) == "practice-nurse\n"
    script = answer({"_CCG_COMPLETE": "source_bash"})
    assert "_CCG_COMPLETE=complete_bash" in script


@pytest.mark.usefixtures("here")
def test_powershell_gets_a_name_of_several_words_as_one() -> None:
    """Its script puts what it is told on the line as it stands."""
    told, code = respond(
        {
            "_CCG_COMPLETE": "complete_powershell",
            "_TYPER_COMPLETE_ARGS": "ccg quotes --theme Mak",
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": "Mak",
        }
    )
    assert (told, code) == ("'Making time'::: \n", 0)
