"""A query → passages of the authors' own text.

Who speaks and where can't be asked of an author's paragraph. A role, a case, a site or a code is
therefore looked for by its names; what bounds documents holds as it does for quotations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ccg_corpus.core.errors import QueryError
from ccg_corpus.corpus.resolve.names import Names
from ccg_corpus.query import Query
from ccg_corpus.search import Question, passage_engine
from ccg_corpus.store import Selection

if TYPE_CHECKING:
    from ccg_corpus.core.hit import Record
    from ccg_corpus.query.tree import Part
    from ccg_corpus.store import Store

NOTHING = "\x00"  # a name that no document has
MOST_NAMES = 200


def passage_question(query: Query, names: Names) -> Question:
    """What is asked of passages by a query.

    Raises: QueryError where a name can mean two documents.
    """
    catalogue = names.catalogue
    groups = (
        ("document", [catalogue.document(name) for name in query.documents]),
        ("study", [catalogue.study(name) for name in query.studies]),
        ("type", query.types),
    )
    selection = Selection(
        kinds=("passage",),
        facets=tuple(tuple((field, id or NOTHING) for id in ids) for field, ids in groups if ids),
        since=query.since,
        until=query.until,
        all_printings=query.all_printings,
    )
    mentioned = tuple(_mentioned(query, names))
    return Question((*_wordy(query.parts), *mentioned), selection)


def passage_notes(query: Query) -> Iterator[str]:
    """What is to be said of filters that passages can't have."""
    for field, values in query.filters():
        if {"none", "*"} & set(values):
            yield f"{field}: {' or '.join(values)} is of quotations; passages state none"
        elif field in ("role", "case", "site", "code"):
            shown = ", ".join(f"'{value}'" for value in values)
            yield f"in passages {field} {shown} is looked for by name"
        elif field in ("coder", "proposed", "memo"):
            yield f"{field}: is of quotations; passages have none"
        elif field == "kind":
            yield "kinds are of quotations; passages have none"
    if (query.min_confidence, query.max_confidence) != (None, None):
        yield "confidence is of quotations; passages have none"


def passage_named(
    store: Store, name: str, document_id: Callable[[str], str | None]
) -> Record | None:
    """The passage whose id is `name`, or begins so; None where it is no passage's id.

    Raises: QueryError where there is none, or several.
    """
    reference, _, digits = name.strip().rpartition(":")
    if not reference or not re.fullmatch(r"p[0-9a-f]{0,8}", digits):
        return None
    document = document_id(reference) or reference
    found = passage_engine(store).named(f"{document}:{digits}", limit=2)
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError(f"'{name}' begins several passages", hint="give more of the id")
    raise QueryError(f"no passage '{name}'", hint="'ccg search --in passages' finds them")


def _mentioned(query: Query, names: Names) -> Iterator[Part]:
    """Groups of names, of each of which one has to be in the text or over it."""
    for field, values in query.filters():
        if field in ("role", "case", "site", "theme", "code"):
            yield _named(field, values, names)


def _named(field: str, values: Iterable[str], names: Names) -> Part:
    """The names that stand for the values of a field in an author's text."""
    from ccg_corpus.query.tree import Mentioned

    match field:
        case "role":
            found = [name for role in values for name in _role_names(role, names)][:MOST_NAMES]
        case "case":
            found = [name for case in values for name in _case_names(case)]
        case "site":
            titles = dict(names.settings.sites)
            ids = [names.catalogue.site(site) or site for site in values]
            found = [titles.get(id, id) for id in ids]
        case "code":
            found = [name for code in values for name in _code_terms(code, names)]
        case _:
            found = [*values]
    return Mentioned(tuple(found))


def _role_names(role: str, names: Names) -> list[str]:
    """The names of a role and of the narrower ones."""
    from ccg_corpus.vocabulary.forms import plural_of

    vocabulary = names.vocabulary
    (slug,) = names.role_slugs([role])
    narrower = [one for one in vocabulary.slugs if one != slug and slug in vocabulary.broader(one)]
    found = [name for one in (slug, *narrower) for name in vocabulary.names(one)]
    return [form for name in found for form in (name, plural_of(name))]


def _case_names(case: str) -> list[str]:
    label = case.rpartition(":")[2].strip()
    if len(label) > 3 and not label.isdecimal():
        return [label]
    return [f"{noun} {label}" for noun in ("case", "case study", "site")]


def _code_terms(code: str, names: Names) -> list[str]:
    tree = names.tree
    found = tree.resolve(code)
    if found is None:
        raise QueryError(f"no code '{code}' in the codebook")
    codes = [tree[one] for one in (found, *tree.below(found))]
    return [term for one in codes for term in (*one.terms, one.title)]


def _wordy(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with words, without the filters among them."""
    if not parts:
        return ()
    from ccg_corpus.query.tree import has_words

    return tuple(kept for part in parts if has_words(part) and (kept := _without_filters(part)))


def _without_filters(part: Part) -> Part | None:
    """A part without the filters in it: who speaks can't be asked of a passage."""
    from ccg_corpus.query.tree import AllOf, AnyOf, Coded, Has, Not, Within

    match part:
        case AnyOf(parts) | AllOf(parts):
            kept = tuple(one for inner in parts if (one := _without_filters(inner)))
            return type(part)(kept) if kept else None
        case Not(one):
            inner = _without_filters(one)
            return Not(inner) if inner else None
        case Has() | Within() | Coded():
            return None
    return part
