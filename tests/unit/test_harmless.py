"""What a paper, a title, a file's name or a file of the user's can do to a terminal: nothing.

Invented examples throughout.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from ccg_corpus.core.errors import BadConfig, ProjectError, QueryError
from ccg_corpus.decisions.sheets import MOST_COLUMNS, parse_sheet
from ccg_corpus.ingest.outside import read_outside
from ccg_corpus.project import init_project
from ccg_corpus.project.config import parse_config
from ccg_corpus.project.own_files import why_not_there
from ccg_corpus.project.query_log import LOG_NAME, read
from ccg_corpus.project.saved_queries import QUERIES_NAME, read_saved
from ccg_corpus.query import read_words
from ccg_corpus.render.columns import harmless
from ccg_corpus.render.counts import cross_table
from ccg_corpus.render.formats.jsonl import jsonl_rows
from ccg_corpus.render.formats.md import escaped
from ccg_corpus.render.references import render_references

STEERING = ("\x1b]0;title\x07", "\x9b2J", "\x08", "\r", "\x7f")
COLOUR = "\x1b[1mHead\x1b[0m"


@pytest.mark.parametrize("sign", STEERING)
def test_nothing_steers_a_terminal(sign: str) -> None:
    """On a screen, in a pipe, in Markdown and in the head of a cross table."""
    for is_screen in (True, False):
        shown = harmless(f"a{sign}b\n", is_screen=is_screen)
        assert shown[0] == "a" and shown.endswith("b\n")
        assert not set(shown) & set("\x1b\x07\x9b\x08\r\x7f")
    assert not set(escaped(f"a{sign}b")) & set("\x1b\x07\x9b\x08\r\x7f")
    _, columns = cross_table([(("x", f"a{sign}b"), 1)], ("document", "theme"))
    assert not set(columns[1].title) & set("\x1b\x07\x9b\x08\r\x7f")


def test_our_own_colours_stay_on_a_screen_and_nothing_turns_its_lines() -> None:
    """A file or a pipe has no colours; there what a paper prints stays."""
    assert harmless(COLOUR, is_screen=True) == COLOUR
    assert "\x1b" not in harmless(COLOUR, is_screen=False)
    assert "\u202e" not in harmless("a\u202eb", is_screen=True)
    assert harmless("a\u202eb", is_screen=False) == "a\u202eb"


def test_json_escapes_what_could_act_and_loses_nothing() -> None:
    """It is read back as it was."""
    said = {"text": "a\x9b2J\u202eb\x7f\u2028c"}
    (line,) = jsonl_rows([said])
    assert json.loads(line) == said and line.rstrip("\n").isprintable()


@pytest.mark.parametrize("format_name", ["ris", "bibtex", "csl-json"])
def test_a_name_of_a_file_makes_no_second_record(format_name: str) -> None:
    """A line end in it would be the end of a field, or of a record."""
    forged = "x\nER  - \nTY  - JOUR\nTI  - Forged\n}\n@article{forged,\n.md"
    row = {"id": "x", "title": "Invented example", "type": "article", "source": forged}
    text = "".join(render_references([row], format_name))
    starts = [line for line in text.splitlines() if line.startswith(("TY  -", "@", "ER  -"))]
    assert len(starts) == {"ris": 2, "bibtex": 1, "csl-json": 0}[format_name]


@pytest.mark.parametrize("text", ["x: [a, b]", "[a]: b", "? {a: b}\n: c", f"x: {'[' * 3000}"])
def test_odd_saved_queries_are_one_line(tmp_path: Path, text: str) -> None:
    """And no traceback."""
    (tmp_path / QUERIES_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig):
        read_saved(tmp_path)


@pytest.mark.parametrize(
    "text",
    ['corpus: ["a\\0b"]', 'corpus: ["a\\x1bb"]', f"documents: {{a.md: {{year: {'1' * 5000}}}}}"],
)
def test_odd_config_is_one_line(tmp_path: Path, text: str) -> None:
    """Signs that no name has, and numbers that no computer reads."""
    with pytest.raises(BadConfig) as raised:
        parse_config(text.encode(), tmp_path)
    assert len(str(raised.value)) < 400


def test_odd_lines_in_the_users_own_files(tmp_path: Path) -> None:
    """Names that are none stay as they are written; a line that is none is counted."""
    (tmp_path / "outside.txt").write_text('"a\\u0000b"\n"a\\ud800b"\n"c d"\n', encoding="utf-8")
    assert read_outside(tmp_path) == ['"a\\u0000b"', '"a\\ud800b"', "c d"]
    (tmp_path / LOG_NAME).write_text("[" * 200_000 + "\n{}\n", encoding="utf-8")
    entries, broken = read(tmp_path)
    assert (len(entries), broken) == (1, 1)


@pytest.mark.parametrize(
    ("name", "is_refused"),
    [
        (".ccg/corpus.sqlite", True),
        ("sub/../.ccg/new.html", True),
        ("config.yaml", True),
        ("queries.yaml", True),
        ("participants.csv", True),
        ("documents.csv", False),
        ("decisions/ada.jsonl", True),
        ("corpus/a.txt", True),
        ("corpus/new.html", True),
        ("linked/a.txt", True),
        ("report.html", False),
        ("sub/config.yaml", False),
    ],
)
def test_no_page_is_put_in_the_place_of_own_files(
    tmp_path: Path, name: str, is_refused: bool
) -> None:
    """Papers, config, decisions and the cache are no place for a report or a table."""
    root = init_project(tmp_path / "project")
    (root / "sub").mkdir()
    (root / "participants.csv").write_text("document,participant\n")
    (root / "linked").symlink_to(root / "corpus")
    (root / "corpus" / "a.txt").write_text("Invented example.")
    assert bool(why_not_there(root / name, root)) is is_refused
    (root / "config.yaml").write_text("corpus: [.]\n")
    assert not why_not_there(root / "report.html", root)


def test_a_line_of_outside_that_no_file_is_called(tmp_path: Path) -> None:
    """One line that names it."""
    (tmp_path / "outside.txt").write_bytes(b"a.txt\nb\x00c\n")
    with pytest.raises(ProjectError, match="line 2 is no name of a file"):
        read_outside(tmp_path)


def test_a_table_of_very_many_columns(tmp_path: Path) -> None:
    """The first count, one fault says so, and the time is in proportion."""
    wide = ",".join(f"c{n}" for n in range(100_000))
    start = time.process_time()
    sheet = parse_sheet(f"{wide}\n{wide}\n".encode(), tmp_path / "a.csv")
    assert time.process_time() - start < 5
    assert len(sheet.columns) == MOST_COLUMNS and len(sheet.faults) < 3


def test_words_are_as_long_as_a_question_may_be() -> None:
    """A text that was piped in by mistake is refused, and not looked for."""
    with pytest.raises(QueryError, match="longer than 2000"):
        read_words("x" * 2001)
