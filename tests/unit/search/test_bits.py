"""Sets of documents as bits: stretches give what single documents give."""

from __future__ import annotations

import random

import pytest

from ccg_corpus.search.whoosh.bits import bits_of, bits_of_runs, docnums


@pytest.mark.parametrize("seed", range(40))
def test_stretches_are_their_documents(seed: int) -> None:
    """In any order, next to each other or not, empty ones too, at the edges of bytes and of all."""
    lot = random.Random(seed)
    runs, at = [], 0
    while at < 400:
        at += lot.choice((0, 0, 1, 7, 8, 30))
        count = lot.choice((0, 1, 2, 7, 8, 9, 64))
        runs.append((at, count))
        at += count
    lot.shuffle(runs)
    wanted = sorted(n for first, count in runs for n in range(first, first + count))
    bits = bits_of_runs(runs, at)
    assert bits == bits_of(wanted, at)
    assert docnums(bits) == wanted
