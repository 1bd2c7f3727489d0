"""findings.looked.jsonl: the evidence of a finding as it was when somebody last looked at it.

Comes in: findings with their evidence. Goes out: lines at the end of a plain file, and the last look at
each finding. A line is only added; two people's lines go together in any order. Without this file the
checks still run; they then know nothing of what was otherwise before.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import Record
from ccg_corpus.project import files

if TYPE_CHECKING:
    from ccg_corpus.findings.evidence import FindingEvidence, Side
    from ccg_corpus.findings.model import Finding

LOOKED_NAME = "findings.looked.jsonl"
WRITTEN, SEEN = "written", "seen"  # when the finding was written down; when it was looked at again
# What of a quotation bears on a finding; a change in any of it is said.
FIELDS = ("role", "case", "site", "participant_id", "kind", "codes")
_WORDS = 8
State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at a finding: when, by whom, and each quotation as it then was, by id."""

    at: str
    by: str
    how: str
    pointers: str
    supports: dict[str, State]
    contradicts: dict[str, State]


def state_of(record: Record) -> State:
    """What of a quotation a finding goes by."""
    return {
        "words": " ".join(record["text"].split()[:_WORDS]),
        "text": sha256(record["text"].encode("utf-8", "surrogatepass")).hexdigest()[:12],
        **{field: record[field] for field in FIELDS},
    }


def pointers_of(finding: Finding) -> str:
    """A digest of what the finding says and points at: another one is another finding."""
    held = [
        finding.statement,
        [[one.kind, one.value] for one in finding.supports],
        [[one.kind, one.value] for one in finding.contradicts],
    ]
    return sha256(json.dumps(held).encode()).hexdigest()[:12]


def read_looks(root: Path) -> dict[str, list[Looked]]:
    """All looks by finding, the oldest first; what can't be read is none."""
    try:
        lines = files.read_file(root / LOOKED_NAME).decode(errors="replace").splitlines()
    except OSError:
        return {}
    found: dict[str, set[str]] = {}
    looks: dict[str, list[Looked]] = {}
    for line in filter(str.strip, lines):
        with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
            held = json.loads(line)
            name, look = str(held["finding"]), _look(held)
            if line not in found.setdefault(name, set()):
                found[name].add(line)
                looks.setdefault(name, []).append(look)
    for of_one in looks.values():
        of_one.sort(key=lambda look: look.at)
    return looks


def append_looks(root: Path, evidence: list[FindingEvidence], *, by: str, how: str) -> None:
    """Put down how the evidence of these findings is now.

    Raises: OSError.
    """
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    lines = [
        json.dumps(
            {
                "at": at, "by": by, "do": how, "finding": one.finding.name,
                "pointers": pointers_of(one.finding),
                "supports": _states(one.supports), "contradicts": _states(one.contradicts),
            },
            ensure_ascii=False,
        )
        for one in evidence
    ]  # fmt: skip
    if lines:
        data = "".join(f"{line}\n" for line in lines)
        files.append(root / LOOKED_NAME, data.encode("utf-8", "replace"))


def _states(side: Side) -> dict[str, State]:
    return {record["id"]: state_of(record) for record in side.records}


def _look(held: dict[str, Any]) -> Looked:
    sides = []
    for name in ("supports", "contradicts"):
        sides.append({str(id): dict(state) for id, state in held[name].items()})
    return Looked(str(held["at"]), str(held["by"]), str(held["do"]), str(held["pointers"]), *sides)
