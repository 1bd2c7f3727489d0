"""A query's filters, as people name things → a selection in the store's terms.

Comes in: a `Query` and what the corpus holds. Goes out: a `Selection`. A name that the corpus does
not have selects nothing; `unknown_names` says which, and what may have been meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ccg_corpus.config import Code
from ccg_corpus.nearest import near
from ccg_corpus.query import Catalogue, Query, kinds_named
from ccg_corpus.store import Facet, Selection
from ccg_corpus.terms import AllOf, AnyOf, Coded, Part, Word
from ccg_corpus.words import families, label_key, normalised_words, slug

# A facet that no record has.
NOTHING: Facet = ("nothing", "")


@dataclass(frozen=True, slots=True)
class Known:
    """What filters can name. `themes`: key and heading; `roles`: slugs."""

    catalogue: Catalogue
    codes: tuple[Code, ...]
    themes: tuple[tuple[str, str], ...]


def selection_of(query: Query, known: Known) -> Selection:
    """The records that the query's filters let through; `query.roles` are slugs.

    Raises: QueryError where a name can mean two documents.
    """
    groups = (
        [("role", role) for role in query.roles],
        [_case(case, known, own=query.all_printings) for case in query.cases],
        [_named("site", known.catalogue.site(site)) for site in query.sites],
        [_named("study", known.catalogue.study(study)) for study in query.studies],
        [_document(name, known, own=query.all_printings) for name in query.documents],
        [facet for theme in query.themes for facet in _themes(theme, known)],
        [_named("code", _code(code, known)) for code in query.codes],
    )
    kinds = [named for kind in query.shown_kinds for named in kinds_named(kind)]
    return Selection(
        kinds=tuple(dict.fromkeys(kinds)),
        facets=tuple(tuple(group) for group in groups if group),
        since=query.since,
        until=query.until,
        min_confidence=query.min_confidence,
        max_confidence=query.max_confidence,
        all_printings=query.all_printings,
    )


def unknown_names(query: Query, known: Known) -> Iterator[str]:
    """A line for each name in the query that the corpus does not have."""
    catalogue = known.catalogue
    codes = [code.slug for code in known.codes]
    for field, values, choices, has in (
        ("role", query.roles, catalogue.roles, lambda name: name in catalogue.roles),
        ("case", query.cases, catalogue.cases, lambda name: _has_case(name, known)),
        ("site", query.sites, [site.id for site in catalogue.sites], catalogue.site),
        ("study", query.studies, [study.id for study in catalogue.studies], catalogue.study),
        ("document", query.documents, [one.id for one in catalogue.documents], catalogue.document),
        ("theme", query.themes, [heading for _, heading in known.themes],
         lambda name: _themes(name, known) != [NOTHING]),
        ("code", query.codes, codes, lambda name: _code(name, known)),
    ):  # fmt: skip
        for name in values:
            if not has(name):
                hint = near(name, choices, listed=field in ("site", "study", "code"))
                yield f"no {field} '{name}' in the corpus" + (f" ({hint})" if hint else "")


def with_codes(parts: Sequence[Part], codes: Iterable[Code]) -> tuple[Part, ...]:
    """The parts, with the code beside the words wherever they name one."""
    names = {key: code.slug for code in codes for key in (families(code.title), _slug_key(code))}
    longest = max(map(len, names), default=0)
    found: list[Part] = []
    at = 0
    while at < len(parts):
        length, part = _named_code(parts, at, names, longest)
        found.append(part)
        at += length
    return tuple(found)


def _slug_key(code: Code) -> tuple[str, ...]:
    return families(code.slug.replace("-", " "))


def _named_code(
    parts: Sequence[Part], at: int, names: dict[tuple[str, ...], str], longest: int
) -> tuple[int, Part]:
    for length in range(min(longest, len(parts) - at), 0, -1):
        stretch = parts[at : at + length]
        words = [part.text for part in stretch if isinstance(part, Word)]
        code = names.get(families(" ".join(words))) if len(words) == length else None
        if code is not None:
            said = AllOf(tuple(stretch)) if length > 1 else stretch[0]
            return length, AnyOf((said, Coded(code)))
    return 1, parts[at]


def _named(field: str, id: str | None) -> Facet:
    return NOTHING if id is None else (field, id)


def _document(name: str, known: Known, *, own: bool) -> Facet:
    return _named("own document" if own else "document", known.catalogue.document(name))


def _case(name: str, known: Known, *, own: bool) -> Facet:
    """ "D", or "document:D"; a label may have a colon of its own."""
    reference, colon, label = name.partition(":")
    document = known.catalogue.document(reference) if colon else None
    if document is None:
        return "case", label_key(name)
    return ("own case in" if own else "case in"), f"{document}:{label_key(label)}"


def _has_case(name: str, known: Known) -> bool:
    field, key = _case(name, known, own=False)
    label = key if field == "case" else key.partition(":")[2]
    return known.catalogue.case_label(label) is not None


def _themes(words: str, known: Known) -> list[Facet]:
    """The heading of these words; else all headings that have them, in any form."""
    key = normalised_words(words)
    if any(theme == key for theme, _ in known.themes):
        return [("theme", key)]
    wanted = set(families(words))
    holding = [theme for theme, _ in known.themes if wanted <= set(families(theme))]
    return [("theme", theme) for theme in holding] or [NOTHING]


def _code(name: str, known: Known) -> str | None:
    """The slug of a code by slug or title."""
    keys = ((code.slug, {code.slug, slug(code.slug), slug(code.title)}) for code in known.codes)
    return next((code for code, names in keys if name == code or slug(name) in names), None)
