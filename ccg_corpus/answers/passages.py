"""A query → passages of the authors' own text.

Who speaks and where can't be asked of an author's paragraph. A role, a case, a site or a code is
therefore looked for by its names; what bounds documents holds as it does for quotations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ccg_corpus.answers.names import Names
from ccg_corpus.errors import QueryError
from ccg_corpus.hit import Hit
from ccg_corpus.passages import Wanted, open_passages
from ccg_corpus.query import Query

if TYPE_CHECKING:
    from ccg_corpus.hit import Record
    from ccg_corpus.store import Store
    from ccg_corpus.terms import Part

NOTHING = ("\x00",)  # a name that no document has
MOST_NAMES = 200


def passages(
    store: Store, names: Names, query: Query, *, limit: int | None = None
) -> Iterator[Hit]:
    """The passages asked for, best first; without words in the order of their documents."""
    wanted = wanted_passages(query, names)
    with open_passages(store) as known:
        for record, score in known.find(wanted, limit=limit):
            yield Hit(record, score)


def count_passages(store: Store, names: Names, query: Query) -> int:
    """How many there are."""
    with open_passages(store) as known:
        return known.count(wanted_passages(query, names))


def wanted_passages(query: Query, names: Names) -> Wanted:
    """The passages that a query means.

    Raises: QueryError where a name can mean two documents.
    """
    from ccg_corpus.passages.matching import expression

    catalogue = names.catalogue
    mentioned = [list(group) for group in _mentioned(query, names)]
    return Wanted(
        expression=expression(_wordy(query.parts), mentioned),
        documents=tuple(catalogue.document(name) or NOTHING[0] for name in query.documents),
        studies=tuple(catalogue.study(name) or NOTHING[0] for name in query.studies),
        types=query.types,
        since=query.since,
        until=query.until,
        all_printings=query.all_printings,
    )


def passage_notes(query: Query) -> Iterator[str]:
    """What is to be said of filters that passages can't have."""
    for field, values in query.filters():
        if {"none", "*"} & set(values):
            yield f"{field}: {' or '.join(values)} is of quotations; passages state none"
        elif field in ("role", "case", "site", "code"):
            shown = ", ".join(f"'{value}'" for value in values)
            yield f"in passages {field} {shown} is looked for by name"
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
    with open_passages(store) as known:
        found = known.named(f"{document}:{digits}", limit=2)
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError(f"'{name}' begins several passages", hint="give more of the id")
    raise QueryError(f"no passage '{name}'", hint="'ccg search --in passages' finds them")


def _mentioned(query: Query, names: Names) -> Iterator[list[str]]:
    """Groups of names, of each of which one has to be in the text or over it."""
    if query.roles:
        yield [name for role in query.roles for name in _role_names(role, names)][:MOST_NAMES]
    if query.cases:
        yield [name for case in query.cases for name in _case_names(case)]
    if query.sites:
        titles = dict(names.settings.sites)
        ids = [names.catalogue.site(site) or site for site in query.sites]
        yield [titles.get(id, id) for id in ids]
    if query.themes:
        yield [*query.themes]
    if query.codes:
        yield [name for code in query.codes for name in _code_terms(code, names)]


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
    from ccg_corpus.words import slug

    found = [one for one in names.codes if slug(code) in (slug(one.slug), slug(one.title))]
    if not found:
        raise QueryError(f"no code '{code}' in config.yaml")
    return [term for one in found for term in (*one.terms, one.title)]


def _wordy(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    if not parts:
        return ()
    from ccg_corpus.terms import has_words

    return tuple(part for part in parts if has_words(part))
