"""Matrices against a pivot of what `ccg quotes --format jsonl` prints, for fields and filters at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ccg_corpus.cli.main import run
from ccg_corpus.corpus import Corpus
from ccg_corpus.project.config import load_config
from ccg_corpus.query import Query
from ccg_corpus.synthesis.fields import Field
from ccg_corpus.synthesis.matrix import Matrix, matrix
from ccg_corpus.text.words import normalised_words

FIELDS = (
    "case", "site", "document", "study", "participant", "role", "theme", "code", "kind", "section",
    "year", "country", "grade", "status",
)  # fmt: skip
FILTERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", {}),
    ("--role gp", {"roles": ("gp",)}),
    ("--role manager --role nurse", {"roles": ("manager", "nurse")}),
    ("--code morale", {"codes": ("morale",)}),
    ("--kind all", {"kinds": ("all",)}),
    ("--kind survey", {"kinds": ("survey",)}),
    ("--since 2020", {"since": 2020}),
    ("--until 2020 --role clinician", {"until": 2020, "roles": ("clinician",)}),
    ("--document quistgaard-2019", {"documents": ("quistgaard-2019",)}),
    ("--site coast --site mill-town", {"sites": ("coast", "mill-town")}),
    ("--case D", {"cases": ("D",)}),
    ("--min-confidence 0.8", {"min_confidence": 0.8}),
    ("--all-printings", {"all_printings": True}),
)
PAIRS = 200
Record = dict[str, Any]
Pivot = dict[tuple[str | None, str | None], set[str]]


def listed(root: Path, options: str, capsys: pytest.CaptureFixture[str]) -> list[Record]:
    """What the command prints."""
    import json

    run(["--project", str(root), "quotes", "--format", "jsonl", "--quiet", *options.split()])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def stated(record: Record, field: str, joined: dict[str, str], *, deep: bool) -> list[str | None]:
    """The values of a field that a printed record states."""
    value: Any
    if field == "code":
        value = record["codes"] + (["morale"] if deep and under_morale(record) else [])
    elif field == "role":
        value = record["roles"] if deep else [record["role"]]
    elif field == "document":
        value = [record["document"]["id"]]
    elif field == "year":
        value = [record["document"]["year"]]
    elif field == "participant":
        value = [record["participant_id"]]
    elif field == "case":
        own = record["case"] and f"{record['document']['id']}:{record['case']}"
        value = [own and joined.get(record["site"], own)]
    elif field in ("country", "grade"):
        value = [record["attributes"].get(field)]
    else:
        value = [record[field]]
    return list(dict.fromkeys(None if one is None else _folded(str(one)) for one in value)) or [
        None
    ]


def under_morale(record: Record) -> bool:
    return bool({"losing-heart", "hours"} & set(record["codes"]))


@pytest.fixture(scope="session")
def joined(example: Path) -> dict[str, str]:
    """Sites that join cases of several documents, as a listing calls them."""
    sites = load_config(example).sites
    return {
        one.id: f"{one.id} ({', '.join(sorted(one.cases))})" for one in sites if len(one.cases) > 1
    }


def pivot(records: list[Record], down: str, across: str, values: Callable[..., Any]) -> Pivot:
    """The ids of each cell."""
    cells: Pivot = {}
    for record in records:
        for row in values(record, down):
            for column in values(record, across):
                cells.setdefault((row, column), set()).add(record["id"])
    return cells


def shown(found: Matrix) -> dict[tuple[str | None, str | None], set[str]]:
    """The cells of a matrix by their keys. A theme is called as most documents print it."""
    return {
        (found.rows[row].key, found.columns[column].key): set(cell.ids)
        for (row, column), cell in found.cells.items()
    }


def counted(found: Matrix) -> dict[tuple[str | None, str | None], int]:
    return {
        (found.rows[row].key, found.columns[column].key): cell.count
        for (row, column), cell in found.cells.items()
    }


def folded(cells: dict[Any, Any]) -> dict[Any, Any]:
    return {
        tuple(one and normalised_words(one) for one in key): value for key, value in cells.items()
    }


@pytest.fixture(scope="session")
def by_filter(example: Path) -> dict[str, list[Record]]:
    return {}


@pytest.mark.parametrize("number", range(PAIRS))
def test_cells_and_totals_are_those_of_a_pivot(
    number: int,
    example: Path,
    corpus: Corpus,
    by_filter: dict[str, list[Record]],
    joined: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each cell has the quotations that a pivot of the printed records has; a total has each once."""
    chance = random.Random(number)
    down, across = chance.choice(FIELDS), chance.choice(FIELDS)
    options, filters = chance.choice(FILTERS)
    depth = chance.choice((None, 0))
    if options not in by_filter:
        by_filter[options] = listed(example, options, capsys)
    deep = depth is not None

    def values(record: Record, field: str) -> list[str | None]:
        return stated(record, field, joined, deep=deep)

    records = by_filter[options]
    fields = (Field(down, depth=depth), Field(across, depth=depth))
    with_ids = matrix(corpus, *fields, Query(**filters), cells="ids")
    wanted = pivot(records, down, across, values)
    assert folded(shown(with_ids)) == wanted
    counts = matrix(corpus, *fields, Query(**filters))
    assert folded(counted(counts)) == {key: len(ids) for key, ids in wanted.items()}
    assert counts.total.count == len(records) == corpus.count(Query(**filters))
    for lines, totals, field in (
        (counts.rows, counts.row_totals, down),
        (counts.columns, counts.column_totals, across),
    ):
        for line, total in zip(lines, totals, strict=True):
            key = line.key and normalised_words(line.key)
            own = [one for one in records if key in values(one, field)]
            assert total.count == len(own)


def _folded(value: str | None) -> str | None:
    return value and normalised_words(value)


@pytest.mark.parametrize("number", range(40))
def test_counts_are_those_of_pandas(
    number: int,
    example: Path,
    corpus: Corpus,
    by_filter: dict[str, list[Record]],
    joined: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same by `pandas.crosstab`, where pandas is installed."""
    pandas = pytest.importorskip("pandas")
    chance = random.Random(1000 + number)
    down, across = chance.sample(FIELDS, 2)
    options, filters = chance.choice(FILTERS)
    if options not in by_filter:
        by_filter[options] = listed(example, options, capsys)
    rows = [
        {field: [v or "" for v in stated(one, field, joined, deep=False)]
         for field in (down, across)}
        for one in by_filter[options]
    ]  # fmt: skip
    table = pandas.DataFrame(rows).explode(down).explode(across)
    found = folded(counted(matrix(corpus, Field(down), Field(across), Query(**filters))))
    cross = pandas.crosstab(table[down], table[across])
    pairs = {
        (r or None, c or None): int(n) for r, line in cross.iterrows() for c, n in line.items() if n
    }
    assert found == pairs
