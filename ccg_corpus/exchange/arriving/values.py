"""Attributes from another program → what participants.csv and documents.csv should say.

Comes in: cases and sources with their values. Goes out: values by participant and by document, only what the
tables do not say yet. What is a fact of reading or of config.yaml is left, and said where it differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ccg_corpus.decisions.facts import attribute_key
from ccg_corpus.exchange.refi.gathered import document_attributes
from ccg_corpus.exchange.refi.guids import guid
from ccg_corpus.exchange.refi.incoming import ProjectThere

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.exchange.arriving.aligning import SourceHere
    from ccg_corpus.exchange.arriving.memos import ArrivedProject

# What a project from here says of people and documents that no table has.
_OF_PEOPLE = frozenset({"kind", "document", "role", "case", "site"})
_OF_DOCUMENTS = frozenset(
    {"title", "authors", "year", "doi", "type", "journal", "study", "version_of", "included"}
)
_PREFIX = "document_"


def values_of(
    corpus: Corpus, there: ProjectThere, here: Mapping[str, SourceHere], found: ArrivedProject
) -> None:
    """Put the new values into `found`."""
    known = document_attributes(corpus)
    for source in there.sources:
        if source.guid in here and source.values:
            _document(here[source.guid].id, source.values, known, found)
    rows = {row["participant_id"]: row for row in corpus.holdings.participants()[0]}
    theirs = {guid("person", id): id for id in rows}
    cases = {guid("case", f"{row['document']}:{row['case']}") for row in corpus.cases()}
    for case in there.cases:
        plain = case.name.removesuffix(" (participant)")
        id = theirs.get(case.guid) or (plain if plain in rows else None)
        if id is not None:
            _person(id, case.values, rows[id]["attributes"] or {}, found)
        elif case.guid not in cases and not case.selections and case.values:
            _of_sources(case.sources, case.values, here, known, found)


def _of_sources(
    sources: Iterable[str], values: Iterable[tuple[str, str]], here: Mapping[str, SourceHere],
    known: Mapping[str, Mapping[str, str]], found: ArrivedProject,
) -> None:  # fmt: skip
    """A case of one document and of no words is what a program says of this document."""
    placed = [here[one].id for one in sources if one in here]
    if len(placed) == 1:
        _document(placed[0], values, known, found)


def _person(
    id: str, values: Iterable[tuple[str, str]], known: Mapping[str, Any], found: ArrivedProject
) -> None:
    for name, value in values:
        key = attribute_key(name)
        if key and key not in _OF_PEOPLE and str(known.get(key, "")) != value:
            found.people.setdefault(id, {})[key] = value


def _document(
    id: str, values: Iterable[tuple[str, str]], known: Mapping[str, Mapping[str, str]],
    found: ArrivedProject,
) -> None:  # fmt: skip
    for name, value in values:
        key = attribute_key(name).removeprefix(_PREFIX)
        is_set = value == name  # QualCoder has sets as values
        if key and key not in _OF_DOCUMENTS and not is_set and known.get(id, {}).get(key) != value:
            found.documents.setdefault(id, {})[key] = value
