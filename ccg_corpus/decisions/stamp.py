"""How the reviewers' files look: names, sizes and times, and nothing opened.

Every question asks for this before it answers, so nothing is imported here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

FOLDER = "decisions"
SUFFIX = ".jsonl"
PARTICIPANTS, DOCUMENTS = "participants.csv", "documents.csv"
TABLES = (PARTICIPANTS, DOCUMENTS)
CODEBOOK = "codebook.yaml"


def stamp_of(root: Path) -> str:
    """Another one after every change of a file of decisions, a table or the codebook."""
    return "\x1e".join(sorted(_seen(str(root))))


def is_of_reviewer(name: str) -> bool:
    """Whether a file in the folder is one of decisions; a sync tool's copy of one is."""
    return name.endswith(SUFFIX) and not name.startswith(".")


def _seen(root: str) -> Iterator[str]:
    folder = os.path.join(root, FOLDER)  # noqa: PTH118 - a path costs more than the look
    try:
        with os.scandir(folder) as entries:
            for one in entries:
                if is_of_reviewer(one.name):
                    state = one.stat()
                    yield f"{one.name}\x1f{state.st_size}\x1f{state.st_mtime_ns}"
    except OSError:  # no folder, or one that can't be read: whoever reads it says so
        pass
    for name in (*TABLES, CODEBOOK):
        try:
            state = os.stat(f"{root}/{name}")  # noqa: PTH116
        except OSError:
            continue
        yield f"{name}\x1f{state.st_size}\x1f{state.st_mtime_ns}"
