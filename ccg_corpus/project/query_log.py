"""queries.log.jsonl: what was asked, by whom, when, and how much was found; for a review's methods.

Comes in: entries. Goes out: lines at the end of a plain file of the user's, and entries again. A
line is written at once and whole. Where it can't be written nothing is said: a question is more
than its record.
"""

from __future__ import annotations

import json
import os
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from ccg_corpus.project import files
from ccg_corpus.project.default_config import CONFIG_NAME

LOG_NAME = "queries.log.jsonl"
KEYS = (
    "at", "who", "command", "query", "read", "strict", "match", "hits", "grades", "corpus", "ccg",
)  # fmt: skip


def is_wanted(root: Path) -> bool:
    """Whether config.yaml says `log: true`.

    It is looked for in the text: to parse the file would take longer than most answers. That the
    key holds nothing else is checked by every ingest.
    """
    with suppress(OSError):
        text = files.read_file(root / CONFIG_NAME).decode(errors="replace")
        return re.search(r"(?im)^log\s*:\s*(true|yes|on)\s*(#.*)?$", text) is not None
    return False


def match_wanted(root: Path) -> str | None:
    """What config.yaml says of `match:`, looked for in the same way."""
    with suppress(OSError):
        text = files.read_file(root / CONFIG_NAME).decode(errors="replace")
        if found := re.search(r"(?m)^match\s*:\s*[\"']?(all|some|near)[\"']?\s*(#.*)?$", text):
            return found[1]
    return None


def append(root: Path, entry: dict[str, Any]) -> None:
    """Put an entry at the end of the log; `at` and `who` are filled in."""
    said = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "who": _user(), **entry}
    line = json.dumps({key: said.get(key) for key in KEYS}, ensure_ascii=False) + "\n"
    with suppress(OSError, ValueError):
        files.append(root / LOG_NAME, line.encode("utf-8", "replace"))


def read(root: Path) -> tuple[list[dict[str, Any]], int]:
    """The entries, oldest first, and how many lines are none."""
    try:
        lines = files.read_file(root / LOG_NAME).decode(errors="replace").splitlines()
    except OSError:
        return [], 0
    entries, broken = [], 0
    for line in filter(str.strip, lines):
        try:
            entry = json.loads(line)
            entries.append({key: entry.get(key) for key in KEYS})
        except (ValueError, AttributeError, RecursionError):
            broken += 1
    return entries, broken


def _user() -> str | None:
    """Who asks: CCG_USER, the name that decisions go under, or as the system calls them."""
    for name in ("CCG_USER", "CCG_REVIEWER", "LOGNAME", "USER", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    with suppress(ImportError, KeyError, AttributeError):
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    return None
