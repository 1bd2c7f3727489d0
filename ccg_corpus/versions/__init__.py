"""Which documents print the same work, and which of them is the version of record.

Comes in: `Works`, which tell by whom a key is held that several have (a stretch of words, a long
quotation, a DOI, a title), and more of those that are looked at closely. They go by numbers, in the
order of their files' names. Goes out: groups of works, the version of record first. Pure, and
neither all pairs are compared nor all works held.

Source: bottom-k sketches, Broder 1997, "On the resemblance and containment of documents".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from itertools import combinations, pairwise
from typing import Protocol

from ccg_corpus.core.model import SPEECH_KINDS, Document, Facts, Quotation
from ccg_corpus.text.words import normalised_words

SHINGLE_WORDS = 5
SKETCH_SIZE = 128
LONG_QUOTATION_WORDS = 8
# A key that more works share is mostly boilerplate (a licence, a journal's running head): then
# only neighbours are compared, which is enough to chain the many copies of one text.
MOST_SHARING = 24
LEAST_SHARED_KEYS = 3
LEAST_SHARED_WORDS = 20

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
Holders = Sequence[int]  # the works that have one key, in the order of their numbers


@dataclass(frozen=True, slots=True)
class Work:
    """What versions are told by: facts, a sketch of the text, its long quotations.

    `sketch` holds the smallest hashes of the text's stretches of five words, ascending;
    `shingles` says how many different stretches there are. `said` are the long quotations of
    participants: hash and number of words.
    """

    source: str
    facts: Facts
    shingles: int
    sketch: tuple[int, ...]
    long_quotations: tuple[int, ...]
    said: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts have in common: `overlap` estimates how much of the shorter one stands in the
    longer, `quotations` says whether at least half of the long quotations do."""

    overlap: float
    quotations: bool


class Works(Protocol):
    """All works of a corpus, by their numbers; what is asked for is read then."""

    def work(self, n: int) -> Work:
        """One, with its facts by whoever speaks of it."""

    def names(self, n: int) -> tuple[str, str]:
        """Its title, in normalised words, and its DOI, in small letters."""

    def likeness(self, one: int, other: int) -> Likeness:
        """What `likeness` says of two."""

    def texts(self) -> Iterable[Holders]:
        """The holders of each of the `text_keys` that several have."""

    def facts(self) -> Iterable[Holders]:
        """The holders of each of the `fact_keys` that several have."""


@dataclass(frozen=True, slots=True)
class VersionGroup:
    """Works that print one, by number, the version of record first; and why each of the others is
    a version of it and not it itself."""

    members: tuple[int, ...]
    why: tuple[str | None, ...]


def sketch_work(document: Document, quotations: Iterable[Quotation]) -> Work:
    """The `Work` of a document. Deterministic across machines and runs."""
    words = normalised_words(document.text).split(" ")
    last = len(words) - SHINGLE_WORDS + 1
    hashes = {_hash(" ".join(words[n : n + SHINGLE_WORDS])) for n in range(max(last, 0))}
    spoken = [(normalised_words(one.text), one.kind in SPEECH_KINDS) for one in quotations]
    long_ones = [(text, is_speech) for text, is_speech in spoken if is_long(text)]
    said = {(_hash(text), text.count(" ") + 1) for text, is_speech in long_ones if is_speech}
    return Work(
        source=document.source,
        facts=document.facts,
        shingles=len(hashes),
        sketch=tuple(nsmallest(SKETCH_SIZE, hashes)),
        long_quotations=tuple(sorted({_hash(text) for text, _ in long_ones})),
        said=tuple(sorted(said)),
    )


def is_long(normalised: str) -> bool:
    """Long enough that two printings of these words are one utterance, not a coincidence."""
    return normalised.count(" ") >= LONG_QUOTATION_WORDS - 1


def text_keys(work: Work) -> dict[int, int]:
    """What a work's text can be met by in another; with the number of words where it was said."""
    return dict.fromkeys((*work.sketch, *work.long_quotations), 0) | dict(work.said)


def fact_keys(title: str, doi: str) -> list[str]:
    """What one title, in normalised words, and one DOI are met by; a short title says nothing."""
    return [key for key in (_bare(doi), _telling(title)) if key]


def holders(keys_of_each: Iterable[Iterable[Hashable]]) -> list[list[int]]:
    """By whom each key is held that several have: `keys_of_each` number in turn."""
    first: dict[Hashable, int] = {}
    found: dict[Hashable, list[int]] = {}  # of the few keys that several have
    for n, keys in enumerate(keys_of_each):
        for key in keys:
            other = first.setdefault(key, n)
            if other != n:
                found.setdefault(key, [other]).append(n)
    return list(found.values())


def find_versions(
    works: Works,
    *,
    stated: Sequence[tuple[int, int]] = (),
    apart: Collection[int] = (),
) -> tuple[VersionGroup, ...]:
    """Works that print the same work, the version of record first, and why.

    `stated` holds what the user knows: (version, version of record); `apart` works that are no
    version of another. Of a work that the user spoke of nothing else is concluded from its text.
    Only groups of two and more.
    """
    settled = {n for n, _ in stated} | set(apart)
    signs = {
        pair: sign
        for pair in _candidates(works.texts(), works.facts())
        if settled.isdisjoint(pair) and (sign := _sign(works, *pair))
    }
    others, records = {n for n, _ in stated}, {n for _, n in stated}

    def order(n: int) -> tuple[bool, bool, Precedence]:
        return n in others, n not in records, precedence(works.work(n))

    reasons = _Reasons(works, signs, others, records)
    found = []
    for group in joined((*signs, *stated)):
        first, *rest = sorted(group, key=order)
        why = (reasons.why(n, first) for n in rest)
        found.append(VersionGroup((first, *rest), (None, *why)))
    return tuple(found)


def sharing_pairs(
    said: Iterable[tuple[int, Holders]], groups: Iterable[VersionGroup] = ()
) -> list[tuple[int, int]]:
    """Works in which participants say the same at length, word for word: reports of one study.

    `said`: the number of words of each long quotation that several works have, and its holders.
    Twenty words in all, in quotations of eight and more: that is no coincidence. What more than
    `MOST_SHARING` works have is a question that they all asked. The versions of a work are one,
    under the number of the version of record.
    """
    records = {n: group.members[0] for group in groups for n in group.members}
    shared: Counter[tuple[int, int]] = Counter()
    for words, several in said:
        sharing = sorted({records.get(n, n) for n in several})
        if 1 < len(sharing) <= MOST_SHARING:
            for pair in combinations(sharing, 2):
                shared[pair] += words
    return sorted(pair for pair, words in shared.items() if words >= LEAST_SHARED_WORDS)


def joined(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups of two and more that `pairs` make of numbers."""
    root: dict[int, int] = {}

    def find(n: int) -> int:
        root.setdefault(n, n)
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for one, other in pairs:
        root[find(one)] = find(other)
    members: dict[int, list[int]] = defaultdict(list)
    for n in sorted(root):
        members[find(n)].append(n)
    return [group for group in members.values() if len(group) > 1]


def likeness(one: Work, other: Work) -> Likeness:
    """What two texts have in common; nothing where one is many times as long as the other.

    A thesis that holds an article is not a version of it.
    """
    if min(one.shingles, other.shingles) < 0.3 * max(one.shingles, other.shingles):
        return Likeness(0.0, False)
    return Likeness(overlap(one, other), _share_quotations(one, other))


def overlap(one: Work, other: Work) -> float:
    """The share of the shorter text's stretches that stand in the longer one, estimated."""
    ours, theirs = set(one.sketch), set(other.sketch)
    smallest = sorted(ours | theirs)[:SKETCH_SIZE]
    shared = len(ours.intersection(smallest) & theirs)
    resemblance = shared / len(smallest) if smallest else 0.0
    common = resemblance * (one.shingles + other.shingles) / (1 + resemblance)
    return common / max(1, min(one.shingles, other.shingles))


def precedence(work: Work) -> Precedence:
    """Published before unpublished, later before earlier; the text itself breaks ties."""
    rank = TYPE_RANKS.get(work.facts.type or "", UNKNOWN_TYPE_RANK)
    return rank, -(work.facts.year or 0), work.sketch, work.source


def _candidates(texts: Iterable[Holders], facts: Iterable[Holders]) -> list[tuple[int, int]]:
    """Pairs worth a look, each once."""
    shared, certain = _pairs(texts), _pairs(facts)
    enough = {pair for pair, count in shared.items() if count >= LEAST_SHARED_KEYS}
    return sorted(enough.union(certain))


def _pairs(keys: Iterable[Holders]) -> Counter[tuple[int, int]]:
    pairs: Counter[tuple[int, int]] = Counter()
    for sharing in keys:
        few = len(sharing) <= MOST_SHARING
        pairs.update(combinations(sharing, 2) if few else pairwise(sharing))
    return pairs


def _sign(works: Works, one: int, other: int) -> str | None:
    """By what two works are seen to be versions of one; None where they are not.

    A shared DOI says so. Else the texts must overlap by half, or by less where the titles agree
    or half of the quotations are shared.
    """
    (title, doi), (other_title, other_doi) = works.names(one), works.names(other)
    if _bare(doi) and _bare(doi) == _bare(other_doi):
        return "same DOI"
    alike = works.likeness(one, other)
    share = alike.overlap
    if share >= 0.5:
        return f"{min(share, 1.0):.0%} of the text"
    if share >= 0.15 and _telling(title) and title == other_title:
        return f"same title, {share:.0%} of the text"
    if share >= 0.15 and alike.quotations:
        return f"same quotations, {share:.0%} of the text"
    return None


class _Reasons:
    """Why works are versions, and why of another one, in words."""

    def __init__(
        self,
        works: Works,
        signs: Mapping[tuple[int, int], str],
        others: Collection[int],
        records: Collection[int],
    ) -> None:
        self._works, self._signs = works, signs
        self._others, self._records = others, records
        self._first: dict[int, str] = {}
        for pair in sorted(signs):
            for n in pair:
                self._first.setdefault(n, signs[pair])

    def why(self, n: int, record: int) -> str:
        """ "same DOI; article before preprint"."""
        if n in self._others:
            return "config.yaml"
        direct = self._signs.get((min(n, record), max(n, record)))
        sign = direct or self._first.get(n)
        if sign is None or record in self._records:
            return "; ".join(filter(None, (sign, "config.yaml names the version of record")))
        return f"{sign}; {_choice(self._works.work(record), self._works.work(n))}"


def _choice(record: Work, other: Work) -> str:
    """By what the version of record goes before another."""
    one, two = precedence(record), precedence(other)
    if one[0] != two[0]:
        kinds = [work.facts.type or "unknown type" for work in (record, other)]
        return " before ".join(kinds)
    if one[1] != two[1]:
        years = [str(work.facts.year or "no year") for work in (record, other)]
        return " before ".join(years)
    return "nothing tells them apart"


def _share_quotations(one: Work, other: Work) -> bool:
    shared = len(set(one.long_quotations) & set(other.long_quotations))
    fewer = min(len(one.long_quotations), len(other.long_quotations))
    return shared >= 3 and shared * 2 >= fewer


def _bare(doi: str) -> str:
    """A DOI without the address it may stand in."""
    return doi[doi.find("10.") :] if "10." in doi else ""


def _telling(title: str) -> str:
    """A title of one or two words ("Editorial") says nothing."""
    return title if title.count(" ") >= 3 else ""


def _hash(words: str) -> int:
    # 63 bits: an SQLite integer and a JSON number that every reader keeps exact is signed.
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big") >> 1
