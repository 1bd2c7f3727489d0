"""Words to find and a selection → numbers of records with their scores, best first.

Comes in: terms and filters. Goes out: every record that matches, or the best of them, exactly:
Whoosh's own top-k drops better hits, so nothing is skipped here. No text is ever taken from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

from ccg_corpus.index.bits import WrittenBits, bits_of, byte_count
from ccg_corpus.index.forms import facet_term, joined_words
from ccg_corpus.store import Facet, Selection
from ccg_corpus.terms import AllOf, AnyOf, Coded, Not, Part, Phrase, Prefix, Word
from ccg_corpus.words import family, tokens, variants

if TYPE_CHECKING:
    from whoosh.query import Query as Clause
    from whoosh.reading import IndexReader
    from whoosh.searching import Searcher

# What a match counts beside the family's in the words themselves.
EXACT_WEIGHT = 0.3
LEAD_IN_WEIGHT = 0.4
THEME_WEIGHT = 0.3
CODE_WEIGHT = 0.3
# "wellbeing" is also looked for as "well being"; shorter parts meet by chance ("in to").
LEAST_PART = 3
# Scores that differ by less are one: the order of additions must not decide.
SCORE_DIGITS = 6

Scored = tuple[int, float]


def find(
    searcher: Searcher,
    written: WrittenBits,
    parts: Sequence[Part],
    selection: Selection,
    limit: int | None,
) -> list[Scored]:
    """Numbers and scores of the matches: all, or the `limit` best and what equals the last."""
    reader = searcher.reader()
    allowed = _Allowed(reader, written, selection)
    if allowed.is_empty:
        return []
    best = _Best(limit)
    for docnum, score in _matches(searcher, _Translation(reader).whole(parts), allowed):
        best.add(docnum, round(score, SCORE_DIGITS))
    column = reader.column_reader("n")
    return [(int(column[docnum]), score) for docnum, score in best.found()]


def _matches(searcher: Searcher, clause: Clause, allowed: _Allowed) -> Iterator[tuple[int, float]]:
    context = searcher.context()
    for leaf, offset in searcher.leaf_searchers():
        matcher = clause.matcher(leaf, context)
        while matcher.is_active():
            docnum = offset + matcher.id()
            if docnum in allowed:  # to score is what costs
                yield docnum, matcher.score()
            matcher.next()


class _Best:
    """Keeps the matches whose score is among the `limit` highest."""

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._highest: list[float] = []  # a heap
        self._kept: list[Scored] = []

    def add(self, docnum: int, score: float) -> None:
        if self._limit is None:
            self._kept.append((docnum, score))
            return
        if len(self._highest) < self._limit:
            heappush(self._highest, score)
        elif score < self._highest[0]:
            return
        else:
            heappushpop(self._highest, score)
        self._kept.append((docnum, score))
        if len(self._kept) > 8 * self._limit + 1024:
            self._kept = self.found()

    def found(self) -> list[Scored]:
        least = self._highest[0] if self._highest else 0.0
        return [match for match in self._kept if self._limit is None or match[1] >= least]


class _Allowed:
    """The matches that a selection lets through, as one bit for each document of the index."""

    def __init__(self, reader: IndexReader, written: WrittenBits, selection: Selection) -> None:
        self._reader = reader
        self._written = written
        self._size = reader.doc_count_all()
        bits = self._group([("kind", kind) for kind in selection.kinds])
        if not selection.all_printings:
            bits &= self._group([("printing", "shown")])
        if selection.since is not None or selection.until is not None:
            bits &= self._group(self._years(selection))
        for group in selection.facets:
            bits &= self._group(group)
        self.is_empty = not bits
        self._bytes = bits.to_bytes(byte_count(self._size), "little")
        self._confidence = self._confidence_bounds(selection)

    def __contains__(self, docnum: int) -> bool:
        if not self._bytes[docnum >> 3] >> (docnum & 7) & 1:
            return False
        if self._confidence is None:
            return True
        low, high = self._confidence
        return low <= float(self._confidences[docnum]) <= high

    def _confidence_bounds(self, selection: Selection) -> tuple[float, float] | None:
        low, high = selection.min_confidence, selection.max_confidence
        if low is None and high is None:
            return None
        self._confidences = self._reader.column_reader("confidence")
        return low if low is not None else 0.0, high if high is not None else 1.0

    def _group(self, group: Iterable[Facet]) -> int:
        """The documents that hold one facet of the group."""
        bits = 0
        for facet in group:
            bits |= self._holding(facet_term(facet))
        return bits

    def _holding(self, term: str) -> int:
        bits = self._written.of(term, self._size)
        if bits is not None:
            return bits
        if ("facet", term) not in self._reader:
            return 0
        return bits_of(self._reader.postings("facet", term).all_ids(), self._size)

    def _years(self, selection: Selection) -> list[Facet]:
        prefix = facet_term(("year", ""))
        terms = self._reader.expand_prefix("facet", prefix)
        years = [term.decode().removeprefix(prefix) for term in terms]
        first, last = selection.since or 0, selection.until or 9999
        return [("year", year) for year in years if first <= int(year) <= last]


class _Translation:
    """Parts of a query → Whoosh queries over our fields."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader

    def whole(self, parts: Sequence[Part]) -> Clause:
        """All parts together. A neighbour may be half of one word: "well being", "wellbeing"."""
        from whoosh import query

        clauses = [self._with_neighbours(parts, at) for at in range(len(parts))]
        if all(isinstance(part, Not) for part in parts):
            clauses.append(query.Every())
        return query.And(clauses) if len(clauses) > 1 else clauses[0]

    def _with_neighbours(self, parts: Sequence[Part], at: int) -> Clause:
        from whoosh import query

        pairs = (parts[max(0, at - 1) : at + 1], parts[at : at + 2])
        joined = [word for pair in pairs if (word := _joined(pair))]
        known = [word for word in joined if ("family", family(word)) in self._reader]
        part = self._part(parts[at])
        return query.Or([part, *map(self._families, known)]) if known else part

    def _part(self, part: Part) -> Clause:
        from whoosh import query

        match part:
            case Word(text):
                return self._word(text)
            case Prefix(text):
                return query.Prefix("words", "".join(token.text for token in tokens(text)))
            case Phrase(text):
                return self._phrase(text)
            case Coded(slug):
                return query.Term("facet", facet_term(("code", slug)), boost=CODE_WEIGHT)
            case Not(inner):
                return query.Not(self._part(inner))
            case AnyOf(parts):
                return query.Or([self._part(inner) for inner in parts])
            case AllOf(parts):
                return query.And([self._part(inner) for inner in parts])

    def _word(self, text: str) -> Clause:
        """A word by its family, better as it stands; a hyphenated one also by its parts."""
        from whoosh import query

        exact = [token.text for token in tokens(text)]
        clauses = [self._families(text), self._adjacent(exact, weight=EXACT_WEIGHT)]
        if len(exact) == 1:
            clauses += [self._adjacent(parts) for parts in self._splits(exact[0])]
        return query.Or(clauses).normalize()

    def _families(self, word: str) -> Clause:
        from whoosh import query

        key = family(word)
        return query.Or(
            [
                query.Term("family", key),
                query.Term("lead_in", key, boost=LEAD_IN_WEIGHT),
                query.Term("theme", key, boost=THEME_WEIGHT),
            ]
        )

    def _phrase(self, text: str) -> Clause:
        """Words next to each other, hyphenated ones apart or joined."""
        from whoosh import query

        found = tokens(text)
        words = [token.text for token in found]
        joined = joined_words(found, variants(text, found))
        forms = [words] if joined == words else [words, joined]
        return query.Or([self._adjacent(form) for form in forms])

    def _adjacent(self, words: list[str], *, weight: float = 1.0) -> Clause:
        from whoosh import query

        if not words:
            return query.NullQuery
        if len(words) == 1:
            return query.Term("words", words[0], boost=weight)
        return query.Phrase("words", words, boost=weight)

    def _splits(self, word: str) -> list[list[str]]:
        """The two words that "wellbeing" may be printed as, if the index has both."""
        cuts = range(LEAST_PART, len(word) - LEAST_PART + 1)
        pairs = [[word[:at], word[at:]] for at in cuts]
        return [pair for pair in pairs if all(("words", half) in self._reader for half in pair)]


def _joined(pair: Sequence[Part]) -> str:
    """Two plain words as one; empty where the pair is something else."""
    words = [part.text for part in pair if isinstance(part, Word)]
    return "".join(words) if len(words) == 2 else ""
