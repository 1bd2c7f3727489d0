"""Which documents print the same work, and which of them is the version of record.

Comes in: a `Work` for each document, small enough to keep for many. Goes out: groups of works,
the version of record first. Pure, and it never compares all pairs: only works that share rare
stretches of words, long quotations, a DOI or a title are looked at.

Source: bottom-k sketches, Broder 1997, "On the resemblance and containment of documents".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from itertools import combinations

from ccg_corpus.model import Document, Facts, Quotation
from ccg_corpus.words import normalised_words

SHINGLE_WORDS = 5
SKETCH_SIZE = 128
LONG_QUOTATION_WORDS = 8
# A key that more works share is boilerplate (a licence, a journal's running head).
MOST_SHARING = 24
LEAST_SHARED_KEYS = 3

# What is cited where a work has several versions; unknown types stand between report and preprint.
TYPE_RANKS = {
    "article": 0,
    "chapter": 1,
    "book": 1,
    "report": 2,
    "accepted manuscript": 4,
    "manuscript": 5,
    "preprint": 6,
    "working paper": 6,
    "thesis": 7,
}
UNKNOWN_TYPE_RANK = 3

Precedence = tuple[int, int, tuple[int, ...], str]


@dataclass(frozen=True, slots=True)
class Work:
    """What versions are told by: facts, a sketch of the text, its long quotations.

    `sketch` holds the smallest hashes of the text's stretches of five words, ascending;
    `shingles` says how many different stretches there are.
    """

    source: str
    facts: Facts
    shingles: int
    sketch: tuple[int, ...]
    long_quotations: tuple[int, ...]


def sketch_work(document: Document, quotations: Iterable[Quotation]) -> Work:
    """The `Work` of a document. Deterministic across machines and runs."""
    words = normalised_words(document.text).split(" ")
    last = len(words) - SHINGLE_WORDS + 1
    hashes = {_hash(" ".join(words[n : n + SHINGLE_WORDS])) for n in range(max(last, 0))}
    long_ones = filter(is_long, (normalised_words(quotation.text) for quotation in quotations))
    return Work(
        source=document.source,
        facts=document.facts,
        shingles=len(hashes),
        sketch=tuple(nsmallest(SKETCH_SIZE, hashes)),
        long_quotations=tuple(sorted(set(map(_hash, long_ones)))),
    )


def is_long(normalised: str) -> bool:
    """Long enough that two printings of these words are one utterance, not a coincidence."""
    return normalised.count(" ") >= LONG_QUOTATION_WORDS - 1


def version_groups(
    works: Sequence[Work], *, stated: Sequence[tuple[int, int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """Indexes of works that print the same work, the version of record first.

    `stated` holds what the user knows: (version, version of record). It goes before what the
    texts show. Only groups of two and more; the same for any order of `works`.
    """
    shown = (pair for pair in _candidates(works) if _same(works, *pair))
    others, records = {n for n, _ in stated}, {n for _, n in stated}

    def order(n: int) -> tuple[bool, bool, Precedence]:
        return n in others, n not in records, precedence(works[n])

    groups = joined(len(works), (*shown, *stated))
    return tuple(tuple(sorted(group, key=order)) for group in groups)


def joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups of two and more that `pairs` make of the numbers below `count`."""
    root = list(range(count))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for one, other in pairs:
        root[find(one)] = find(other)
    members: dict[int, list[int]] = defaultdict(list)
    for n in range(count):
        members[find(n)].append(n)
    return [group for group in members.values() if len(group) > 1]


def overlap(one: Work, other: Work) -> float:
    """The share of the shorter text's stretches that stand in the longer one, estimated."""
    smallest = nsmallest(SKETCH_SIZE, {*one.sketch, *other.sketch})
    shared = len(set(smallest) & set(one.sketch) & set(other.sketch))
    resemblance = shared / len(smallest) if smallest else 0.0
    common = resemblance * (one.shingles + other.shingles) / (1 + resemblance)
    return common / max(1, min(one.shingles, other.shingles))


def precedence(work: Work) -> Precedence:
    """Published before unpublished, later before earlier; the text itself breaks ties."""
    rank = TYPE_RANKS.get(work.facts.type or "", UNKNOWN_TYPE_RANK)
    return rank, -(work.facts.year or 0), work.sketch, work.source


def _candidates(works: Sequence[Work]) -> Iterator[tuple[int, int]]:
    """Pairs worth a look, each once."""
    shared = _pairs(works, lambda work: (*work.sketch, *work.long_quotations))
    certain = _pairs(works, lambda work: [key for key in (_doi(work), _title(work)) if key])
    enough = {pair for pair, count in shared.items() if count >= LEAST_SHARED_KEYS}
    yield from sorted(enough | set(certain))


def _pairs(
    works: Sequence[Work], keys: Callable[[Work], Iterable[Hashable]]
) -> Counter[tuple[int, int]]:
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for n, work in enumerate(works):
        for key in keys(work):
            holders[key].append(n)
    pairs: Counter[tuple[int, int]] = Counter()
    for sharing in holders.values():
        if 1 < len(sharing) <= MOST_SHARING:
            pairs.update(combinations(sharing, 2))
    return pairs


def _same(works: Sequence[Work], first: int, second: int) -> bool:
    """Whether two works are versions of one.

    A shared DOI says so. Else the texts must overlap by half, or by less where the titles agree
    or half of the quotations are shared. A thesis that holds an article is not a version of it.
    """
    one, other = works[first], works[second]
    if _doi(one) and _doi(one) == _doi(other):
        return True
    if min(one.shingles, other.shingles) < 0.3 * max(one.shingles, other.shingles):
        return False
    share = overlap(one, other)
    same_title = _title(one) is not None and _title(one) == _title(other)
    return share >= 0.5 or (share >= 0.15 and (same_title or _share_quotations(one, other)))


def _share_quotations(one: Work, other: Work) -> bool:
    shared = len(set(one.long_quotations) & set(other.long_quotations))
    fewer = min(len(one.long_quotations), len(other.long_quotations))
    return shared >= 3 and shared * 2 >= fewer


def _doi(work: Work) -> str | None:
    doi = (work.facts.doi or "").lower()
    return doi[doi.find("10.") :] or None if "10." in doi else None


def _title(work: Work) -> str | None:
    """The title's words; a title of one or two words ("Editorial") says nothing."""
    words = normalised_words(work.facts.title or "")
    return words if words.count(" ") >= 3 else None


def _hash(words: str) -> int:
    # 63 bits: an SQLite integer and a JSON number that every reader keeps exact is signed.
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big") >> 1
