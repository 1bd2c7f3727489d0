"""Versions, companion reports and references over a large corpus: time, memory, recall, precision.

Makes works of invented words: most stand alone, some are printed two to forty times with an
editor's changes, another front and end; some share quotations with a companion report. Every text
carries one of a few licence notices, as real ones do. Then it times `find_versions`,
`sharing_pairs`, the ids, and the matching of as many references, a third of them by a path, a third
by DOI, a third by a title with a slip in it.

usage: python benchmarks/versions.py [--works 10000] [--words 6000]
"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from msgspec import json

from ccg_corpus.bibliography.exports.reference import Reference
from ccg_corpus.bibliography.matching import describe
from ccg_corpus.core.model import Document, Facts, Quotation, Span
from ccg_corpus.records import named
from ccg_corpus.records.document_ids import document_ids
from ccg_corpus.records.identity import KnownWorks
from ccg_corpus.store import SourceRow, Store
from ccg_corpus.store.encoded import Encoded
from ccg_corpus.versions import Work, find_versions, sharing_pairs, sketch_work

WORDS = [f"{a}{b}{c}" for a in "bdfgklmn" for b in ("a", "e", "i", "o", "ou") for c in
         ("ret", "lin", "sto", "van", "mer", "dal", "pik", "nor", "gus", "tem")]  # fmt: skip
FAMILIES = [f"{a}{b}" for a in ("Har", "Pell", "Quist", "Odu", "Wex", "Tam") for b in
            ("row", "worth", "gaard", "marsh", "ford", "ley", "by", "stead")]  # fmt: skip


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """A work, the number of the text that it prints, the study that it reports."""

    work: Work
    text: int
    study: int


def prose(rng: random.Random, count: int) -> list[str]:
    """Invented words; the commonest come as often as in a language."""
    return [WORDS[min(int(rng.expovariate(0.02)), len(WORDS) - 1)] for _ in range(count)]


def edited(rng: random.Random, words: list[str]) -> list[str]:
    """The same text after an editor: one word in forty changed, another front and end."""
    changed = [rng.choice(WORDS) if rng.random() < 0.025 else word for word in words]
    return [*prose(rng, 200), *changed, *prose(rng, rng.randint(100, len(words) // 4))]


def printings(rng: random.Random) -> int:
    """How often a text is printed: mostly once."""
    draw = rng.random()
    return 1 if draw < 0.93 else 2 if draw < 0.985 else 3 if draw < 0.999 else 40


def corpus(works: int, words: int) -> Iterator[Made]:
    """The works, one at a time."""
    rng = random.Random(4)
    licences = [prose(rng, 120) for _ in range(6)]
    said: list[list[str]] = []
    made = text = study = 0
    while made < works:
        body = prose(rng, rng.randint(words // 2, words))
        if rng.random() > 0.05 or not said:  # else a companion report, with the same quotations
            said, study = [prose(rng, rng.randint(9, 40)) for _ in range(12)], text
        kinds = ("article", "accepted manuscript", "preprint")
        for n in range(min(printings(rng), works - made)):
            printed = edited(rng, body) if n else body
            facts = Facts(
                title=" ".join(body[:9]).capitalize(),
                authors=(f"{rng.choice(FAMILIES)} J",),
                year=2000 + text % 25,
                type=kinds[min(n, 2)],
            )
            yield Made(work_of([*printed, *rng.choice(licences)], said, made, facts), text, study)
            made += 1
        text += 1


def work_of(words: list[str], said: list[list[str]], n: int, facts: Facts) -> Work:
    """The work of a document with these words and quotations."""
    document = Document(f"corpus/{n:05}.txt", "text", " ".join(words), (), (), facts)
    quoted = [Quotation(Span(0, 1), " ".join(one), "participant", False) for one in said[:8]]
    return sketch_work(document, quoted)


def shares(found: set[tuple[int, int]], true: set[tuple[int, int]]) -> str:
    """Recall and precision of pairs."""
    right = len(found & true)
    return (
        f"{len(true)} true, {len(found)} found: recall {right / max(1, len(true)):.4f}, "
        f"precision {right / max(1, len(found)):.4f}"
    )


def pairs_by(numbers: list[int]) -> set[tuple[int, int]]:
    """All pairs of places that hold the same number."""
    members: dict[int, list[int]] = {}
    for n, number in enumerate(numbers):
        members.setdefault(number, []).append(n)
    return {pair for group in members.values() for pair in combinations(group, 2)}


def timed(name: str, call: Callable[[], T]) -> T:
    """Seconds, and the peak of memory in a second run of its own."""
    began = time.process_time()
    result = call()
    seconds = time.process_time() - began
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"{name:16} {seconds:7.2f} s {peak:7.1f} MB", flush=True)
    return result


def put(store: Store, works: list[Work]) -> float:
    """Take works into a store and bring its catalogue up to date: seconds of the latter."""
    with store.transaction():
        for work in works:
            encoded = Encoded(work.source, json.encode(work), b"", b"")
            store.sources.put(SourceRow(work.source), encoded)
        began = time.process_time()
        store.catalogue.update(named)
    return time.process_time() - began


def references(rng: random.Random, works: list[Work]) -> tuple[list[Work], list[Reference]]:
    """Works with a DOI in every third, and an entry for each: by path, DOI, or a title amiss."""
    described, entries = [], []
    for n, work in enumerate(works):
        doi = f"10.5555/invented.{n}"
        title = list(work.facts.title or "")
        title[rng.randrange(1, len(title))] = "x"
        named = f"storage/{n}/{Path(work.source).name}" if n % 3 == 0 else None
        entry = Facts(title="".join(title), doi=doi if n % 3 < 2 else None, year=work.facts.year)
        own = replace(work.facts, doi=doi if n % 3 == 1 else None)
        described.append(replace(work, facts=own))
        entries.append(Reference("refs.ris", n, entry, None, (named,) if named else ()))
    rng.shuffle(entries)
    return described, entries


def main() -> None:
    """Make, time, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--works", type=int, default=10000)
    options.add_argument("--words", type=int, default=6000)
    given = options.parse_args()
    made = list(corpus(given.works, given.words))
    works = [one.work for one in made]
    with TemporaryDirectory() as folder, Store.to_write(Path(folder)) as store:
        print(f"catalogue        {put(store, works[:-1]):7.2f} s")
        print(f"  one more       {put(store, works[-1:]):7.2f} s")
        known = timed("known", store.catalogue.known)
        began = time.process_time()
        find_versions(KnownWorks(known, {}))
        print(f"find_versions    {time.process_time() - began:7.2f} s, the first time")
        groups = timed("find_versions", lambda: find_versions(KnownWorks(known, {})))
        together = timed("sharing_pairs", lambda: sharing_pairs(known.said(), groups))
    found = {pair for group in groups for pair in combinations(sorted(group.members), 2)}
    print("  versions:", shares(found, pairs_by([one.text for one in made])))
    versions = {n for group in groups for n in group.members[1:]}
    studies = [-n if n in versions else one.study + 1 for n, one in enumerate(made)]
    print("  companions:", shares(set(together), pairs_by(studies)))
    names = {one.source: one.named for one in known.entries}
    ids = timed("document_ids", lambda: document_ids(names, {}))
    print("  ids:", len(set(ids.values())), "of", len(works))
    # Only one printing of each: copies of a title have one entry, not one each.
    first = list({one.text: one.work for one in reversed(made)}.values())
    own, entries = references(random.Random(5), first)
    facts = {work.source: work.facts for work in own}
    matched, _ = timed("describe", lambda: describe(facts, entries, Path("/invented")))
    right = sum(
        own[int(one.where.rpartition(" ")[2])].source == source for source, one in matched.items()
    )
    print(f"  references: {len(entries)}, matched {len(matched)}, rightly {right}")


if __name__ == "__main__":
    main()
