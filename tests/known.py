"""What a plan has to know of documents, from works in memory: the store's answers, by counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ccg_corpus.core.model import Facts
from ccg_corpus.records import DocumentEntry, named
from ccg_corpus.versions import Likeness, Work, fact_keys, holders, likeness, text_keys


class InMemory:
    """`records.Known` of some works, which go by their places."""

    def __init__(self, works: Sequence[Work], digests: Sequence[str] = ()) -> None:
        self._works = works
        given = digests or [""] * len(works)
        self.entries = [
            DocumentEntry(work.source, digest, named(work.facts))
            for work, digest in zip(works, given, strict=True)
        ]

    def facts(self) -> Iterator[Facts]:
        return (work.facts for work in self._works)

    def likeness(self, one: int, other: int) -> Likeness:
        return likeness(self._works[one], self._works[other])

    def work(self, n: int) -> Work:
        return self._works[n]

    def texts(self) -> list[list[int]]:
        return holders(text_keys(work) for work in self._works)

    def said(self) -> list[tuple[int, list[int]]]:
        sharing: dict[tuple[int, int], list[int]] = defaultdict(list)
        for n, work in enumerate(self._works):
            for one in work.said:
                sharing[one].append(n)
        return [(words, found) for (_, words), found in sharing.items() if len(found) > 1]


class WorksInMemory(InMemory):
    """`versions.Works` of the same."""

    def names(self, n: int) -> tuple[str, str]:
        one = self.entries[n].named
        return one.title, one.doi

    def facts(self) -> list[list[int]]:  # type: ignore[override]
        return holders(fact_keys(*self.names(n)) for n in range(len(self.entries)))
