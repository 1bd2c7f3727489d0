"""By which rules a stage works: a hash of the code and the data that it is made of.

What was made by other rules is made again. Nobody has to remember to raise a number, and nothing
is imported to ask: most runs find every file unchanged. tests/test_rules.py computes what the
stages import and fails where a module is missing here.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import ccg_corpus

_SHARED = ("core/hit.py", "core/model.py", "core/span.py", "text/words.py")
READING = (
    *_SHARED, "readers", "rebuild", "bibliography/first_page.py", "bibliography/bylines.py",
    "bibliography/self_citation.py", "bibliography/names.py", "bibliography/__init__.py",
    "bibliography/exports/recognise.py",
)  # fmt: skip
FINDING = (  # versions sketches what was found
    *_SHARED, "rebuild", "vocabulary", "quotations", "versions",
)  # fmt: skip
FINISHING = (  # exports are read as documents are: out of ZIPs, with facts in many spellings
    *_SHARED, "text/name_keys.py", "vocabulary", "readers", "bibliography", "versions", "decisions",
    "records",
)  # fmt: skip
INDEXING = (
    "core/model.py",
    "core/span.py",
    "text/words.py",
    "search",
)  # the engines share what operators mean
PASSAGES = INDEXING
SUFFIXES = (".py", ".yaml", ".txt")  # code, and the data that it works by


@lru_cache
def rules_key(rooms: tuple[str, ...]) -> str:
    """A hash of the package's `rooms`: modules, and folders with their modules and data."""
    package = Path(ccg_corpus.__file__).parent
    digest = sha256(ccg_corpus.__version__.encode())
    for room in rooms:
        path = package / room
        for file in sorted(path.rglob("*.*")) if path.is_dir() else [path]:
            if file.suffix in SUFFIXES:
                digest.update(file.relative_to(package).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
