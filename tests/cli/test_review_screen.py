"""`ccg review` on a terminal of its own: what is typed there decides, wherever the ids came from."""

from __future__ import annotations

import json
import os
import select
import sys
import time
from pathlib import Path

import pytest
from calling import Ccg, environment

pytest.importorskip("textual")
pty = pytest.importorskip("pty")

pytestmark = pytest.mark.long

DEADLINE_S = 60.0


def on_terminal(line: str, *, cwd: Path, keys: list[tuple[str, str]]) -> str:
    """What a shell's line shows on a terminal; each key is typed when the words before it have shown."""
    child, master = pty.fork()
    if child == 0:
        os.chdir(cwd)
        env = environment(
            {"CCG": f"{sys.executable} -m ccg_corpus", "COLUMNS": "80", "LINES": "24"}
        )
        os.execve("/bin/sh", ["sh", "-c", line], env)
    said, waiting, deadline = "", list(keys), time.monotonic() + DEADLINE_S
    since = 0
    try:
        while time.monotonic() < deadline:
            if select.select([master], [], [], 0.2)[0]:
                try:
                    piece = os.read(master, 65536)
                except OSError:
                    break
                if not piece:
                    break
                said += piece.decode("utf-8", "replace")
            if waiting and waiting[0][0] in said[since:]:
                since = len(said)
                os.write(master, waiting.pop(0)[1].encode())
    finally:
        os.close(master)
        os.waitpid(child, 0)
    assert not waiting, said[-2000:]
    return said


def test_ids_from_a_pipe_are_reviewed_at_the_terminal(project: Path) -> None:
    """The pipe is read to its end; keys come from the terminal; what was decided is on disk."""
    line = "$CCG quotes --role manager -f id | $CCG review - --by anna"
    on_terminal(line, cwd=project, keys=[("1 of 1", "c"), ("confirmed", "q")])
    (decision,) = (project / "decisions" / "anna.jsonl").read_text().splitlines()
    assert json.loads(decision)["do"] == "confirm"


def test_a_disagreement_is_settled_at_the_terminal(project: Path, ccg: Ccg) -> None:
    """Both decided, so nothing else would be asked of either; the third word ends it."""
    (id,) = ccg("quotes", "--role", "manager", "-f", "id", cwd=project).lines
    for by, role in (("anna", "nurse"), ("ben", "patient")):
        assert ccg("fix", id, "--role", role, "--by", by, cwd=project).code == 0
    keys = [("In conflict", "d"), ("whose word holds", "as ben\r"), ("settled as ben", "q")]
    on_terminal("$CCG review --conflicts --by anna", cwd=project, keys=keys)
    assert ccg("conflicts", cwd=project).code == 1
    assert ccg("quotes", "--role", "patient", "-f", "id", cwd=project).lines.count(id) == 1
    done = ccg("review", "--conflicts", "--blind", "--by", "anna", cwd=project)
    assert done.code == 2 and "not both" in done.err
