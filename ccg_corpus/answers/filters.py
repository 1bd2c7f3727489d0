"""A query's filters, as people name things → a selection in the store's terms.

Comes in: a `Query` and what the corpus holds. Goes out: a `Selection`. A name that the corpus does
not have selects nothing; `unknown_names` says which, and what may have been meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from ccg_corpus.answers.names import Names
from ccg_corpus.model import SPEECH_KINDS
from ccg_corpus.nearest import near
from ccg_corpus.query import Query
from ccg_corpus.store import Facet, Selection
from ccg_corpus.words import families, label_key, normalised_words, slug

# A facet that no record has.
NOTHING: Facet = ("nothing", "")


def selection_of(query: Query, names: Names) -> Selection:
    """The records that the query's filters let through; `query.roles` are slugs.

    Raises: QueryError where a name can mean two documents.
    """
    groups = (
        [("role", role) for role in query.roles],
        [_case(case, names, own=query.all_printings) for case in query.cases],
        [_named("site", names.catalogue.site(site)) for site in query.sites],
        [_named("study", names.catalogue.study(study)) for study in query.studies],
        [_document(name, names, own=query.all_printings) for name in query.documents],
        [facet for theme in query.themes for facet in _themes(theme, names)],
        [_named("code", _code(code, names)) for code in query.codes],
    )
    return Selection(
        kinds=_kinds(query),
        facets=tuple(tuple(group) for group in groups if group),
        since=query.since,
        until=query.until,
        min_confidence=query.min_confidence,
        max_confidence=query.max_confidence,
        all_printings=query.all_printings,
    )


def unknown_names(query: Query, names: Names) -> Iterator[str]:
    """A line for each name in the query that the corpus does not have."""
    catalogue = names.catalogue
    codes = [code.slug for code in names.codes]
    for field, values, choices, has in (
        ("role", query.roles, catalogue.roles, lambda name: name in catalogue.roles),
        ("case", query.cases, catalogue.cases, lambda name: _has_case(name, names)),
        ("site", query.sites, [site.id for site in catalogue.sites], catalogue.site),
        ("study", query.studies, [study.id for study in catalogue.studies], catalogue.study),
        ("document", query.documents, [one.id for one in catalogue.documents], catalogue.document),
        ("theme", query.themes, [heading for _, heading in names.themes],
         lambda name: _themes(name, names) != [NOTHING]),
        ("code", query.codes, codes, lambda name: _code(name, names)),
    ):  # fmt: skip
        for name in values:
            if not has(name):
                hint = near(name, choices, listed=field in ("site", "study", "code"))
                yield f"no {field} '{name}' in the corpus" + (f" ({hint})" if hint else "")


def _named(field: str, id: str | None) -> Facet:
    return NOTHING if id is None else (field, id)


def _kinds(query: Query) -> tuple[str, ...]:
    if not query.kinds:
        return SPEECH_KINDS
    from ccg_corpus.query.fields import kinds_named

    return tuple(dict.fromkeys(kind for name in query.kinds for kind in kinds_named(name)))


def _document(name: str, names: Names, *, own: bool) -> Facet:
    return _named("own document" if own else "document", names.catalogue.document(name))


def _case(name: str, names: Names, *, own: bool) -> Facet:
    """ "D", or "document:D"; a label may have a colon of its own."""
    reference, colon, label = name.partition(":")
    document = names.catalogue.document(reference) if colon else None
    if document is None:
        return "case", label_key(name)
    return ("own case in" if own else "case in"), f"{document}:{label_key(label)}"


def _has_case(name: str, names: Names) -> bool:
    field, key = _case(name, names, own=False)
    label = key if field == "case" else key.partition(":")[2]
    return names.catalogue.case_label(label) is not None


def _themes(words: str, names: Names) -> list[Facet]:
    """The heading of these words; else all headings that have them, in any form."""
    key = normalised_words(words)
    if any(theme == key for theme, _ in names.themes):
        return [("theme", key)]
    wanted = set(families(words))
    holding = [theme for theme, _ in names.themes if wanted <= set(families(theme))]
    return [("theme", theme) for theme in holding] or [NOTHING]


def _code(name: str, names: Names) -> str | None:
    """The slug of a code by slug or title."""
    keys = ((code.slug, {code.slug, slug(code.slug), slug(code.title)}) for code in names.codes)
    return next((code for code, forms in keys if name == code or slug(name) in forms), None)
