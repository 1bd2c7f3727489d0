"""A query → how many of its quotations have which roles, cases, years and so on.

Comes in: a corpus's store, numbers of records or a selection, names of fields. Goes out: a row for
each combination of values that occurs. Nothing is read but the store.
"""

from __future__ import annotations

from collections.abc import Sequence

from ccg_corpus.core.errors import QueryError
from ccg_corpus.corpus.local import joined_cases
from ccg_corpus.store import COUNTED, Selection, Store, Tally
from ccg_corpus.text.nearest import near


def facets(store: Store, wanted: Selection | Sequence[int], fields: Sequence[str]) -> Tally:
    """The values of `fields` together, with how many of the records wanted have them.

    Most first, then by value; None where a record does not say.
    Raises: QueryError for a field that nothing is counted by.
    """
    for field in fields:
        if field not in COUNTED and field not in (own := store.finished.attributes()):
            raise QueryError(f"can't count by '{field}'", hint=near(field, (*COUNTED, *own)))
    if not fields:
        raise QueryError("nothing to count by", hint=f"one of {', '.join(COUNTED)}")
    joined = joined_cases(store) if "case" in fields else None
    return store.finished.tally(wanted, fields, joined)
