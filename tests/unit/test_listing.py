"""Counts and first ones equal what going through every record gives."""

from __future__ import annotations

import pytest

from ccg_corpus.core.hit import KINDS, SPEECH_KINDS
from ccg_corpus.query.tree import Holding, Not
from ccg_corpus.records import FinishedDocument, FinishedRecord
from ccg_corpus.store import Selection, Store, listing

ROLES = ("gp", "nurse", "manager")


def facets_of(n: int) -> tuple[tuple[str, str, str], ...]:
    """Invented: role and case of record n; some have no case, some two roles."""
    found = [("role", ROLES[n % 3], "")]
    if n % 5 == 0:
        found.append(("role", ROLES[(n + 1) % 3], ""))
    if n % 4:
        found.append(("case", "abc"[n % 7 % 3], ""))
    return tuple(found)


def record(document: str, n: int) -> dict[str, object]:
    """Invented example."""
    return {
        "id": f"{document}:{n:04}", "text": "Invented.", "kind": KINDS[n % 11 % len(KINDS)],
        "start": n * 10, "document": {"id": document, "year": 2000 + n % 20}, "confidence": 0.9,
        "role": ROLES[n % 3], "case": None, "site": None, "study": None, "theme": None,
    }  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Six invented documents of fifty records, put in out of order."""
    root = tmp_path_factory.mktemp("listing")
    with Store.to_write(root) as store, store.transaction():
        for name in "dbface":
            rows = [record(name, n) for n in range(ord(name), ord(name) + 50)]
            records = [
                FinishedRecord(row, row["id"], facets_of(row["start"] // 10))  # type: ignore[arg-type,operator]
                for row in reversed(rows)
            ]
            document = FinishedDocument(name, f"{name}.txt", None, {"id": name}, ())
            store.finished.add_unit(name, [document], records)
    return Store.to_read(root)


SELECTIONS = [
    Selection(SPEECH_KINDS),
    Selection(KINDS),
    Selection(SPEECH_KINDS, ((("role", "gp"),),)),
    Selection(SPEECH_KINDS, ((("role", "gp"), ("role", "nurse")),)),
    Selection(SPEECH_KINDS, ((("role", "gp"),), (("case", "a"),))),
    Selection(SPEECH_KINDS, ((("role", "gp"), ("role", "nurse")), (("case", "a"), ("case", "b")))),
    Selection(SPEECH_KINDS, ((("role", "nobody"),),)),
    Selection(SPEECH_KINDS, ((("role", "nobody"), ("role", "gp")),)),
    Selection(SPEECH_KINDS, ((("role", "gp"),), ())),
    Selection(SPEECH_KINDS, ((("role", "gp"),),), since=2010),
    Selection(("named",), ((("role", "gp"),),)),
    Selection(SPEECH_KINDS, conditions=(Not(Holding((("role", "gp"),))),)),
    Selection(SPEECH_KINDS, ((("case", "a"),),), all_printings=True),
]


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("near", [0, 40, 10_000])
def test_first_ones_and_counts(
    store: Store, selection: Selection, near: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether they are looked for at the beginning or among all."""
    monkeypatch.setattr(listing, "NEAR", near)
    everything = store.finished.numbers(selection)
    assert store.finished.count(selection) == len(everything) == len(set(everything))
    assert store.finished.in_order(everything) == everything
    for limit in (0, 1, 3, 30, 1000):
        assert store.finished.numbers(selection, limit=limit) == everything[:limit]
