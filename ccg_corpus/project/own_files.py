"""Which places in a project are the user's own work or ours, so that no page or table is put there.

Comes in: where something is to be written, and the project. Goes out: why not, where that is so. Papers,
config and decisions are only read; a slip of the keyboard must not replace one.
"""

from __future__ import annotations

import os
from pathlib import Path

from ccg_corpus.core.errors import CcgError
from ccg_corpus.project.folders import on_disk

_CACHE = ".ccg"
_FOLDERS = ("decisions",)
_FILES = frozenset((
    "config.yaml", "codebook.yaml", "findings.yaml", "findings.looked.jsonl", "queries.yaml",
    "queries.log.jsonl", "outside.txt",
))  # fmt: skip
# A listing may be the beginning of one.
_TABLES = frozenset(("participants.csv", "documents.csv", "charting.csv"))


def why_not_there(path: Path, root: Path) -> str:
    """Why a new file may not be put at `path`; "" where it may."""
    place = Path(os.path.realpath(path))
    base = Path(os.path.realpath(root))
    if place.is_relative_to(base / _CACHE):
        return "that folder is ccg's own, and all in it is made anew"
    if place.parent == base and (
        place.name in _FILES or (place.name in _TABLES and place.exists())
    ):
        return "a file of that name belongs to the project"
    if any(place.is_relative_to(base / name) for name in _FOLDERS):
        return "that folder is the reviewers'"
    if any(place.is_relative_to(one) for one in _corpus(root)):
        return "there it would be read as a paper, or replace one"
    return ""


def _corpus(root: Path) -> list[Path]:
    from ccg_corpus.project.config import load_config

    try:
        folders = load_config(root).corpus
    except CcgError:
        return []
    places = [Path(os.path.realpath(on_disk(root / folder))) for folder in folders]
    base = Path(os.path.realpath(root))
    return [one for one in places if one != base]  # "corpus: [.]": then it can't be told
