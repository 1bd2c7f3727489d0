"""Which quotations of related documents are one utterance, printed several times.

Comes in: the documents of a unit with their quotations. Goes out: groups of printings, the one to
show first. Versions of a work share every equally worded quotation, and long ones that an editor
touched; different reports of a study share only long ones that are equal.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ccg_corpus.core.model import SPEECH_KINDS, Document, Quotation
from ccg_corpus.records.identity import Identity
from ccg_corpus.records.quotation_ids import own_ids
from ccg_corpus.records.reviewed import Reviewed
from ccg_corpus.text.words import normalised_words
from ccg_corpus.versions import is_long

LEAST_LIKENESS = 0.9


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a unit with what was found in it; `reviewed`: as reviewers left it."""

    identity: Identity
    document: Document
    quotations: tuple[Quotation, ...]
    reviewed: tuple[Reviewed, ...] | None = None

    def standing(self) -> tuple[Reviewed, ...]:
        """The quotations as they stand, under their ids."""
        if self.reviewed is not None:
            return self.reviewed
        ids = own_ids(self.identity.id, [one.text for one in self.quotations])
        return tuple(map(Reviewed, ids, self.quotations))


@dataclass(frozen=True, slots=True)
class Printing:
    """One quotation where one document prints it, under its id. `words` are normalised."""

    id: str
    member: Member
    quotation: Quotation
    words: str
    reviewed: Reviewed

    @property
    def is_rejected(self) -> bool:
        """What is no quotation is no printing of one either."""
        return self.reviewed.is_rejected

    @property
    def is_speech(self) -> bool:
        return self.quotation.kind in SPEECH_KINDS


Cluster = list[Printing]


def same_quotations(members: Sequence[Member]) -> list[Cluster]:
    """Every printing of the unit in exactly one group; groups in the order of their first one.

    `members` stand as `units` orders them: works one after the other, the version of record first.
    """
    clusters: list[Cluster] = []
    rejected: list[Cluster] = []
    for _, work in groupby(members, key=lambda member: member.identity.record_id):
        found: list[Cluster] = []
        none: list[Cluster] = []
        for member in work:
            printings = _printings(member)
            _add(found, [one for one in printings if not one.is_rejected], is_version=True)
            _add(none, [one for one in printings if one.is_rejected], is_version=True)
        _join(clusters, found)
        rejected += none
    return [*clusters, *rejected]


def _printings(member: Member) -> list[Printing]:
    """A document's quotations with their ids."""
    return [
        Printing(row.id, member, row.quotation, normalised_words(row.quotation.text), row)
        for row in member.standing()
    ]


def _add(clusters: list[Cluster], printings: Iterable[Printing], *, is_version: bool) -> None:
    """Put each printing of one document to the group it belongs to, one to one, in order."""
    waiting = _by_words(clusters)
    rest = []
    for printing in printings:
        same = waiting[printing.words, printing.is_speech]
        if same:
            same.popleft().append(printing)
        else:
            rest.append(printing)
    free = [cluster for clusters_left in waiting.values() for cluster in clusters_left]
    for printing in rest:
        like = _most_like(printing, free) if is_version else None
        if like is None:
            clusters.append([printing])
        else:
            like.append(printing)
            free.remove(like)


def _join(clusters: list[Cluster], others: Iterable[Cluster]) -> None:
    """Lay the groups of another work over those of the study: long and equal ones are one."""
    waiting = _by_words(cluster for cluster in clusters if is_long(cluster[0].words))
    for other in others:
        same = waiting[other[0].words, other[0].is_speech]
        if same:
            same.popleft().extend(other)
        else:
            clusters.append(other)


def _by_words(clusters: Iterable[Cluster]) -> defaultdict[tuple[str, bool], deque[Cluster]]:
    waiting: defaultdict[tuple[str, bool], deque[Cluster]] = defaultdict(deque)
    for cluster in clusters:
        waiting[cluster[0].words, cluster[0].is_speech].append(cluster)
    return waiting


def _most_like(printing: Printing, clusters: Sequence[Cluster]) -> Cluster | None:
    """The group whose words are nearest; None where none is near or the words are few."""
    from rapidfuzz.fuzz import ratio

    if not is_long(printing.words):
        return None
    best, best_likeness = None, LEAST_LIKENESS * 100
    for cluster in clusters:
        first = cluster[0]
        if first.is_speech is printing.is_speech and is_long(first.words):
            likeness = ratio(first.words, printing.words, score_cutoff=best_likeness)
            if likeness > best_likeness or (best is None and likeness == best_likeness):
                best, best_likeness = cluster, likeness
    return best
