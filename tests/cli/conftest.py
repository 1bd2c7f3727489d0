"""Ways to call `ccg` on a small invented project: as a pipe does, and as a person does."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from calling import Ccg, Outcome, called, command, environment, read_all, write_project


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three invented documents, ingested once. Tests only read it."""
    root = tmp_path_factory.mktemp("project")
    write_project(root)
    assert called(["ingest", "-q"], cwd=root).code == 0
    return root


@pytest.fixture
def project(ingested: Path, tmp_path: Path) -> Path:
    """A copy of the ingested project that a test may change."""
    return Path(shutil.copytree(ingested, tmp_path / "project"))


@pytest.fixture
def ccg(ingested: Path) -> Ccg:
    """Runs `ccg` as in a pipe, in the ingested project unless `cwd` says otherwise."""

    def run(
        *arguments: str,
        cwd: Path | None = None,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
    ) -> Outcome:
        return called(arguments, cwd=cwd or ingested, stdin=stdin, env=env)

    return run


@pytest.fixture
def ccg_apart(ingested: Path) -> Ccg:
    """The same in a process of its own, for what has to do with its start, its end or its pipes."""

    def run(
        *arguments: str,
        cwd: Path | None = None,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
    ) -> Outcome:
        done = subprocess.run(
            command(*arguments),
            cwd=cwd or ingested,
            env=environment(env),
            input=stdin.encode(),
            capture_output=True,
            timeout=60,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def inside(ingested: Path, capsys: pytest.CaptureFixture[str]) -> Ccg:
    """Runs `ccg` within the tests' own process: the same, without the cost of a start."""
    from ccg_corpus.cli.main import run as run_here

    def run(*arguments: str, cwd: Path | None = None) -> Outcome:
        capsys.readouterr()
        logging.getLogger("ccg_corpus").setLevel(logging.NOTSET)  # what --quiet left
        code = run_here(["--project", str(cwd or ingested), *arguments])
        logging.getLogger("ccg_corpus").setLevel(logging.NOTSET)
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run


@pytest.fixture
def ask(inside: Ccg, project: Path, monkeypatch: pytest.MonkeyPatch) -> Ccg:
    """Runs `ccg` as Anna, on a project of the test's own."""
    monkeypatch.setenv("CCG_REVIEWER", "anna")

    def run(*arguments: str, cwd: Path | None = None) -> Outcome:
        return inside(*arguments, cwd=cwd or project)

    return run


@pytest.fixture
def ids(ask: Ccg) -> list[str]:
    """The ids of its quotations, as they are listed."""
    return ask("quotes", "-f", "id").lines


@pytest.fixture
def on_terminal(ingested: Path) -> Ccg:
    """Runs `ccg` on a terminal of `width` columns; out and err arrive on the same screen."""
    pty = pytest.importorskip("pty")

    def run(
        *arguments: str,
        cwd: Path | None = None,
        width: int = 80,
        env: Mapping[str, str] | None = None,
    ) -> Outcome:
        master, slave = pty.openpty()
        process = subprocess.Popen(
            command(*arguments),
            cwd=cwd or ingested,
            env=environment({"COLUMNS": str(width), **(env or {})}),
            stdin=slave,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)
        screen = read_all(master, deadline=time.monotonic() + 60)
        os.close(master)
        return Outcome(process.wait(timeout=60), screen.replace("\r\n", "\n"), "")

    return run


@pytest.fixture
def coded(ask: Ccg, ids: list[str]) -> list[str]:
    """Its ids, two of which two reviewers coded and wrote memos on."""
    ask("codes", "add", "Morale", "--definition", "How people feel.", "--colour", "#aa3355")
    ask("codes", "add", "Losing heart", "--under", "Morale")
    ask("code", ids[0], "losing-heart")
    ask("code", ids[0], "morale", "--by", "ben")
    ask("code", ids[-1], "morale", "--part", "it was always a Tuesday", "--by", "ben")
    ask("memo", ids[0], "Compare <Okafor> & others")
    ask("memo", "seats", "recruited by the board itself", "--by", "ben")
    ask("memo", "code:morale", "not tiredness")
    ask("memo", "seats:D", "the case that closed")
    return ids
