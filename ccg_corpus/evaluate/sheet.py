"""A random sample of records as a sheet for a reviewer to mark, and its score when it comes back.

In: records, a number, a seed; later the marked CSV. Out: CSV text; a `SheetScore` with a 95 %
interval, for the methods section. The sample is the same for the same records and seed.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.model import Record
from ccg_corpus.text.spreadsheet import as_text

SHOWN = ("id", "text", "kind", "speaker_label", "role", "participant", "case", "theme", "lead_in")
# the reviewer answers y, n, or nothing where she cannot tell
QUESTIONS = ("words_right", "speaker_right", "role_right", "case_right", "kind_right")
_YES, _NO = frozenset(["y", "yes", "1", "true"]), frozenset(["n", "no", "0", "false"])
_Z95 = 1.96


@dataclass(frozen=True, slots=True)
class SheetScore:
    """One question's answers: `right` of `answered`, with Wilson's 95 % interval."""

    question: str
    right: int
    answered: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        return self.right / self.answered if self.answered else None


def sample_sheet(records: Sequence[Record], *, size: int, seed: int = 0) -> str:
    """A CSV sheet of `size` records drawn at random, in the order of their ids."""
    ordered = sorted(records, key=lambda record: str(record["id"]))
    drawn = random.Random(seed).sample(ordered, min(size, len(ordered)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*SHOWN, "source", "page", *QUESTIONS, "note"])
    for record in sorted(drawn, key=lambda record: str(record["id"])):
        shown = [as_text(str(record[name] or "")) for name in SHOWN]
        place = [record["document"]["source"], record["page"]]
        writer.writerow([*shown, *place, *("" for _ in QUESTIONS), ""])
    return out.getvalue()


def score_sheet(lines: Iterable[str]) -> tuple[SheetScore, ...]:
    """Score a marked sheet.

    Raises: QueryError for an answer that is neither yes nor no, naming its row and column.
    """
    rows = list(csv.DictReader(lines))
    missing = [name for name in QUESTIONS if rows and name not in rows[0]]
    if not rows or missing:
        raise QueryError("not a sheet of `ccg evaluate --sample`", hint="keep its first row")
    return tuple(_score(question, rows) for question in QUESTIONS)


def _score(question: str, rows: Sequence[dict[str, str]]) -> SheetScore:
    answers = [_answer(row.get(question) or "", question, at) for at, row in enumerate(rows, 2)]
    given = [answer for answer in answers if answer is not None]
    low, high = wilson(sum(given), len(given))
    return SheetScore(question, sum(given), len(given), low, high)


def _answer(words: str, question: str, line: int) -> bool | None:
    folded = words.strip().lower()
    if not folded:
        return None
    if folded not in _YES | _NO:
        raise QueryError(f"row {line}: {question} is {words!r}", hint="answer y, n or nothing")
    return folded in _YES


def wilson(right: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % score interval of a proportion; (0, 1) where nothing was answered.

    Source: Wilson EB (1927), J Am Stat Assoc 22:209–212.
    """
    if not total:
        return 0.0, 1.0
    share, z2 = right / total, _Z95**2
    middle = share + z2 / (2 * total)
    margin = _Z95 * sqrt(share * (1 - share) / total + z2 / (4 * total**2))
    scale = 1 + z2 / total
    return max(0.0, (middle - margin) / scale), min(1.0, (middle + margin) / scale)
