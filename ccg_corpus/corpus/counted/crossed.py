"""Quotations by the values of several fields at once.

Comes in: a query and names of fields. Goes out: groups of the quotations asked for, or each
quotation with its values; every quotation is in one group. `matrix`, `voices` and `compare` add
them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.frozen import replaced
from ccg_corpus.core.hit import Record
from ccg_corpus.query import Query
from ccg_corpus.store import COUNTED, Selection, readable
from ccg_corpus.text.nearest import near

if TYPE_CHECKING:
    from ccg_corpus.core.model import Document
    from ccg_corpus.corpus.questions import Questions
    from ccg_corpus.store.counted.crossing import Crossing, Values


class Crossed:
    """What several fields say together of the quotations asked for."""

    def __init__(self, questions: Questions) -> None:
        self._store = questions.store
        self._questions = questions

    def groups(
        self, query: Query | str, fields: Sequence[str], *, words: bool = False
    ) -> list[tuple[Values, int, int]]:
        """The values of `fields` together, with how many quotations have them and, where asked for,
        of how many words. A role is all its roles, the most specific first; codes are all codes.

        Raises: QueryError for a field that nothing is counted by.
        """
        query = self._questions.query(query)
        with readable(self._store.root), self._store.snapshot():
            return self._crossing(fields).groups(self._wanted(query), words=words)

    def each(self, query: Query | str, fields: Sequence[str]) -> list[tuple[int, float, Values]]:
        """Each quotation asked for by its number, with its score and its values of `fields`: best
        first where words are asked for, else document by document."""
        query = self._questions.query(query)
        with readable(self._store.root), self._store.snapshot():
            crossing = self._crossing(fields)
            if query.has_words:
                found = self._questions.quotations.answer(query, None).found
                values = crossing.each([n for n, _ in found])
                return [(n, score, values[n]) for n, score in found]
            selection = self._questions.selection(query)
            values = crossing.each(selection)
            return [(n, 0.0, values[n]) for n in self._store.finished.numbers(selection)]

    def numbered(
        self, query: Query, numbers: Iterable[int], *, in_grades: bool = False
    ) -> dict[int, Record]:
        """The records with these numbers, as a query wants them; `in_grades`: with `match` and `why`,
        where the query asks for grades."""
        wanted = list(numbers)
        asked = query if in_grades else replaced(query, match="")
        with readable(self._store.root), self._store.snapshot():
            hits = self._questions.hits(asked, [(n, 0.0) for n in wanted])
            return {n: hit.record for n, hit in zip(wanted, hits, strict=True)}

    def ids_of(self, numbers: Iterable[int]) -> dict[int, str]:
        """The ids of quotations by their numbers."""
        with readable(self._store.root), self._store.snapshot():
            return self._store.finished.ids(numbers)

    def countable(self, field: str) -> str:
        """The field by the name that it is counted by.

        Raises: QueryError where nothing is, with what may have been meant.
        """
        if field in COUNTED:
            return field
        with readable(self._store.root):
            own = self._store.finished.attributes()
        if field not in own:
            raise QueryError(f"no field '{field}'", hint=near(field, (*COUNTED, *own)))
        return field

    def document_of(self, id: str) -> Document | None:
        """A document as it was rebuilt, by its id; None where there is none."""
        with readable(self._store.root), self._store.snapshot():
            facts = self._store.finished.facts(id)
            return None if facts is None else self._store.sources.document(facts["source"])

    def people(self, documents: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """The participants of some documents, or of all, as they are told apart."""
        with readable(self._store.root):
            return self._store.finished.local.people(documents)

    def cases_described(self) -> list[tuple[str, str]]:
        """Every case as it is counted, with its document, in the order of documents and places.
        Those of a version of a work are its version of record's."""
        from ccg_corpus.corpus.local import joined_cases

        with readable(self._store.root), self._store.snapshot():
            joined = joined_cases(self._store)
            versions = dict(self._store.finished.versions())
            return [
                (joined.get(row["site"] or "", row["case_id"]), row["document"])
                for row in self._store.finished.local.cases()
                if row["document"] not in versions
            ]

    def _wanted(self, query: Query) -> Selection | list[int]:
        if not query.has_words:
            return self._questions.selection(query)
        return [n for n, _ in self._questions.quotations.answer(query, None).found]

    def _crossing(self, fields: Sequence[str]) -> Crossing:
        from ccg_corpus.corpus.local import joined_cases

        for field in fields:
            self.countable(field)
        vocabulary = self._questions.names.vocabulary
        known = frozenset(vocabulary.slugs) if "role" in fields else frozenset()
        joined = joined_cases(self._store) if "case" in fields else None
        return self._store.crossing(
            fields, joined, lambda slug: vocabulary.broader(slug) if slug in known else None
        )
