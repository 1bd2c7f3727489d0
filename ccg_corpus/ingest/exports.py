"""What exports of reference managers are good for, in a line each: how much they hold, of how much.

Comes in: a store. Goes out: lines for a reader, and the digests that tell which exports are new.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from ccg_corpus.store import Fact, Store


def exports_of(store: Store) -> dict[str, str]:
    """The digests of the exports that the store was finished with, by their names."""
    found: dict[str, str] = json.loads(store.fact(Fact.EXPORTS) or "{}")
    return found


def uses_of_exports(store: Store, names: Collection[str]) -> Iterator[str]:
    """For each of these exports that is good for something: its entries and its documents."""
    used: dict[str, tuple[int, int]] = json.loads(store.fact(Fact.EXPORTS_USED) or "{}")
    for name, (entries, documents) in used.items():
        if name in names and documents:
            counted = f"{entries:,} {'entry' if entries == 1 else 'entries'}"
            several = "" if documents == 1 else "s"
            yield f"{name}: facts of {documents:,} document{several}, from {counted}"
