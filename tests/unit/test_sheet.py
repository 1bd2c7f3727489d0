"""The sheet that a reviewer marks, and its score when it comes back."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from ccg_corpus.core.errors import QueryError
from ccg_corpus.evaluate import sample_sheet, score_sheet
from ccg_corpus.evaluate.sheet import QUESTIONS, SHOWN, wilson


def record(number: int, text: str = "I waited for the bus") -> dict[str, Any]:
    return {
        "id": f"buses:{number:08x}", "text": text, "kind": "participant", "speaker_label": None,
        "role": None, "participant": None, "case": None, "theme": None, "lead_in": None,
        "page": 3, "document": {"source": "corpus/buses.txt"},
    }  # fmt: skip


RECORDS = [record(number) for number in range(40)]


def rows_of(sheet: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet)))


def marked(answers: list[str], question: str = "words_right") -> list[str]:
    """A sheet with these answers to one question, as lines."""
    out = io.StringIO()
    rows = rows_of(sample_sheet(RECORDS, size=len(answers)))
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    for row, answer in zip(rows, answers, strict=True):
        writer.writerow({**row, question: answer})
    return out.getvalue().splitlines(keepends=True)


def test_sheet_has_what_a_reviewer_needs() -> None:
    """A row a record: what was found, where, and an empty field for each question."""
    rows = rows_of(sample_sheet(RECORDS, size=5))
    assert len(rows) == 5
    assert list(rows[0]) == [*SHOWN, "source", "page", *QUESTIONS, "note"]
    assert rows[0]["source"] == "corpus/buses.txt"
    assert {row[question] for row in rows for question in QUESTIONS} == {""}


def test_sample_is_of_different_records_in_order() -> None:
    """No record twice; in the order of their ids."""
    ids = [row["id"] for row in rows_of(sample_sheet(RECORDS, size=20))]
    assert ids == sorted(set(ids))


def test_same_seed_same_sample() -> None:
    """The sample depends on the records and the seed, not on the records' order."""
    assert sample_sheet(RECORDS, size=9, seed=4) == sample_sheet(RECORDS[::-1], size=9, seed=4)
    assert sample_sheet(RECORDS, size=9, seed=4) != sample_sheet(RECORDS, size=9, seed=5)


def test_sample_larger_than_the_corpus_is_all_of_it() -> None:
    """Asking for more than there is gives everything."""
    assert len(rows_of(sample_sheet(RECORDS, size=1000))) == len(RECORDS)


def test_words_come_through_the_sheet() -> None:
    """Quote marks, commas, line ends and marks of other scripts survive."""
    text = 'He said "no", I said ‘yes’;\nand that — é — was "it"'
    (row,) = rows_of(sample_sheet([record(1, text)], size=1))
    assert row["text"] == text


def test_score_counts_answers() -> None:
    """Yes and no in their spellings count; nothing is no answer."""
    score = score_sheet(marked(["y", "YES", " 1 ", "n", "No", "", " "]))[0]
    assert (score.question, score.right, score.answered) == ("words_right", 3, 5)
    assert score.share == 0.6


def test_score_has_every_question() -> None:
    """A question that nobody answered has no share, and an interval that says so."""
    scores = score_sheet(marked(["y"] * 4))
    assert [score.question for score in scores] == list(QUESTIONS)
    assert (scores[-1].answered, scores[-1].share) == (0, None)
    assert (scores[-1].low, scores[-1].high) == (0.0, 1.0)


def test_unreadable_answer_is_named() -> None:
    """An answer that is neither names its row and its question."""
    with pytest.raises(QueryError, match=r"row 3: words_right is 'perhaps'"):
        score_sheet(marked(["y", "perhaps"]))


@pytest.mark.parametrize("text", ["", "id,text\n1,2\n", "\n", "words_right\ny\n"])
def test_what_is_no_sheet(text: str) -> None:
    """Another CSV is refused in one line."""
    with pytest.raises(QueryError, match="not a sheet"):
        score_sheet(text.splitlines(keepends=True))


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(0, 0, 0.0, 1.0), (10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763)],
)
def test_wilson(right: int, total: int, low: float, high: float) -> None:
    """Wilson's interval, checked against published values; it never leaves 0 to 1."""
    assert wilson(right, total) == pytest.approx((low, high), abs=0.001)
