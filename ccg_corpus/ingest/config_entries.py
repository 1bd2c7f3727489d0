"""Entries of config.yaml that are about no file: a name that was typed wrong says nothing of anything.

Comes in: the config and the names of all files met. Goes out: a line for each such entry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from pathlib import PurePath

from ccg_corpus.project import name_key, source_name
from ccg_corpus.project.config import Config
from ccg_corpus.text.nearest import near

_WILD = frozenset("*?[")


def entries_about_no_file(config: Config, names: Collection[str]) -> Iterator[str]:
    """What `documents` and `exclude` say of files that are not there."""
    if not (config.documents or config.exclude):
        return
    root = config.root
    paths = {name_key(name, root): name for name in names}
    files = {PurePath(path).name: name for path, name in paths.items()}
    for facts in config.documents:
        if "/" in facts.source:
            is_there = name_key(source_name(root / facts.source, root), root) in paths
        else:
            is_there = name_key(facts.source, root) in files
        if not is_there:
            yield _line("documents", facts.source, paths.values())
    for pattern in config.exclude:
        is_plain = not _WILD & set(pattern)
        if is_plain and not any(
            fnmatchcase(path, each)
            for each in (name_key(pattern, root), f"*/{name_key(pattern, root)}")
            for path in paths
        ):
            yield _line("exclude", pattern, paths.values())


def _line(section: str, entry: str, names: Collection[str]) -> str:
    every = names if "/" in entry else [PurePath(name).name for name in names]
    guess = near(entry, every, listed=False)
    hint = f" ({guess})" if guess else ""
    return f"config.yaml, {section}: '{entry}' is the name of no file{hint}"
