"""What a command loads: start-up time is a feature."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from calling import environment

HEAVY = {
    "charset_normalizer", "importlib.metadata", "lxml", "markdown_it", "msgspec", "pydantic",
    "pypdf", "rapidfuzz", "rich", "snowballstemmer", "whoosh", "yaml",
}  # fmt: skip
SCRIPT = """
import json, sys
from ccg_corpus.cli.main import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded(root: Path, *arguments: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=root,
        env=environment(),
        capture_output=True,
        timeout=60,
    )
    code, modules = json.loads(done.stderr.decode().splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize(
    "arguments",
    [
        ("quotes", "--role", "GP"),
        ("quotes", "--case", "D", "--format", "jsonl"),
        ("quotes", "--count"),
        ("documents",),
        ("cases",),
        ("status",),
    ],
)
def test_listings_load_nothing_heavy(ingested: Path, arguments: tuple[str, ...]) -> None:
    """No parser, no index, no Rich, and not Typer."""
    code, modules = loaded(ingested, *arguments)
    assert code == 0
    assert not modules & {*HEAVY, "typer"}


@pytest.mark.parametrize(
    "phrase", ["disillusioned", "GP quotes on nobody, case D", "role:gp nobody"]
)
def test_a_search_loads_what_it_needs(ingested: Path, phrase: str) -> None:
    """The index, and neither Typer nor what only reading documents needs."""
    _, modules = loaded(ingested, "search", phrase)
    assert not modules & (HEAVY - {"whoosh", "snowballstemmer"})
    assert not modules & {
        "typer",
        "ccg_corpus.core.model",
        "ccg_corpus.readers",
        "ccg_corpus.versions",
    }


def test_a_command_loads_no_other(ingested: Path) -> None:
    """Each is imported when it is called."""
    _, modules = loaded(ingested, "quotes")
    commands = {name for name in modules if name.startswith("ccg_corpus.cli.")}
    assert "ccg_corpus.cli.commands.quotes" in commands
    assert not commands & {
        "ccg_corpus.cli.commands.ingest",
        "ccg_corpus.cli.commands.show",
        "ccg_corpus.cli.commands.search",
    }
