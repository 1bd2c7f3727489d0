"""A query's filters, as people name things → a selection in the store's terms.

Comes in: a `Query` and what the corpus holds. Goes out: a `Selection` and the parts with words, each
name in them looked up once, before any engine sees them. A name that the corpus does
not have selects nothing; `unknown_names` says which, and what may have been meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.hit import KINDS, REJECTED, Record
from ccg_corpus.corpus.resolve.names import Names
from ccg_corpus.query import Query
from ccg_corpus.query.query import FIELDS
from ccg_corpus.query.values import ANY, NONE
from ccg_corpus.store import Facet, Selection
from ccg_corpus.text.nearest import near
from ccg_corpus.text.words import families, label_key, normalised_words, participant_key, slug

if TYPE_CHECKING:
    from ccg_corpus.query.tree import Part

# A facet that no record has.
NOTHING: Facet = ("nothing", "")


@frozen
class Resolved:
    """A query in the store's terms, every name in it looked up once: what an engine is asked."""

    selection: Selection
    parts: tuple[Part, ...] = ()  # with words in them


def resolve(query: Query, names: Names) -> Resolved:
    """The records that the query's filters let through, and what the index is asked for.

    Raises: QueryError where a name can mean two documents.
    """
    facets: list[tuple[Facet, ...]] = []
    conditions: list[Part] = []
    for field, values in query.filters():
        if field == "kind" or (field == "coder" and _codes_by(query)):
            continue
        if field == "code" and _codes_by(query):
            facets.append(tuple(_coded_by(query, names)))
        elif NONE in values:
            conditions.append(_unstated(field, values, names, own=query.all_printings))
        else:
            facets.append(tuple(_facets(field, values, names, own=query.all_printings)))
    worded: list[Part] = []
    if query.parts:
        from ccg_corpus.query.tree import has_words

        for part in query.parts:
            found = resolved(part, names, own=query.all_printings)
            (worded if has_words(part) else conditions).append(found)
    kinds = _kinds(query.shown_kinds)
    if REJECTED in query.names().get("status", ()):
        kinds = (*kinds, *(f"{REJECTED} {kind}" for kind in kinds))
    selection = Selection(
        kinds=kinds,
        facets=tuple(facets),
        since=query.since,
        until=query.until,
        min_confidence=query.min_confidence,
        max_confidence=query.max_confidence,
        conditions=tuple(conditions),
        all_printings=query.all_printings,
    )
    if not worded:
        return Resolved(selection)
    from ccg_corpus.corpus.resolve.codes import with_codes

    return Resolved(
        selection, with_codes(worded, names.codes, names.tree.below if names.codes else None)
    )


def resolved(part: Part, names: Names, *, own: bool) -> Part:
    """A part with the store's facets in place of the names in it."""
    from ccg_corpus.query.tree import AllOf, AnyOf, Has, Holding, Not

    match part:
        case Has(field, values):
            if NONE in values:
                return _unstated(field, values, names, own=own)
            return Holding(tuple(_facets(field, values, names, own=own)) or (NOTHING,))
        case Not(one):
            return Not(resolved(one, names, own=own))
        case AnyOf(parts):
            return AnyOf(tuple(resolved(one, names, own=own) for one in parts))
        case AllOf(parts):
            return AllOf(tuple(resolved(one, names, own=own) for one in parts))
        case _:
            return part


def _unstated(field: str, values: Iterable[str], names: Names, *, own: bool) -> Part:
    """None of a field, or one of the other values."""
    from ccg_corpus.query.tree import AnyOf, Holding, Not

    unstated = Not(Holding((("stated", _stored(field)),)))
    others = [value for value in values if value != NONE]
    if not others:
        return unstated
    facets = tuple(_facets(field, others, names, own=own)) or (NOTHING,)
    return AnyOf((unstated, Holding(facets)))


def _facets(field: str, values: Iterable[str], names: Names, *, own: bool) -> list[Facet]:
    """The facets that the values of a field mean, any of them."""
    if ANY in (values := tuple(values)):
        return [("stated", _stored(field))]
    match field:
        case "section":
            return [("section", value.casefold()) for value in values]
        case "role":
            return [("role", role) for role in names.role_slugs(values)]
        case "case":
            return [_case(case, names, own=own) for case in values]
        case "site":
            return [_named("site", _site(site, names)) for site in values]
        case "study":
            return [_named("study", names.catalogue.study(study)) for study in values]
        case "document":
            return [_document(name, names, own=own) for name in values]
        case "theme":
            return [facet for theme in values for facet in _themes(theme, names)]
        case "participant":
            return [facet for label in values for facet in _participants(label, names, own=own)]
        case "code":
            return [("code", one) for code in values for one in codes_named(code, names)] or [
                NOTHING
            ]
        case "coder":
            return [("coder", coder_named(name, names)) for name in values]
        case "proposed":
            return [("proposed", one) for name in values for one in codes_named(name, names)] or [
                NOTHING
            ]
        case "memo":
            return [facet for words in values for facet in _memos(words, names)]
        case "type":
            field = "own document" if own else "document"
            return [(field, id) for name in values for id in names.catalogue.of_type(name)] or [
                NOTHING
            ]
        case "kind":
            return [("kind", kind) for kind in _kinds(values)]
        case "status":
            from ccg_corpus.query.strict import status_named

            return [("status", status_named(value)) for value in values]
    return [(_stored(field), normalised_words(value) or value) for value in values]


def _stored(field: str) -> str:
    """What the store calls a field: a column of the reviewers' tables has a name of its own."""
    return field if field in FIELDS else f"attribute {field}"


def unknown_names(query: Query, names: Names) -> Iterator[str]:
    """A line for each name in the query that the corpus does not have."""
    catalogue = names.catalogue
    asked = {
        field: tuple(value for value in values if value not in (NONE, ANY))
        for field, values in query.names().items()
    }
    for field, choices, has in (
        ("role", lambda: catalogue.roles,
         lambda name: names.role_slugs([name])[0] in catalogue.roles),
        ("case", lambda: catalogue.cases, lambda name: _has_case(name, names)),
        ("site", lambda: [site.id for site in catalogue.sites], lambda name: _site(name, names)),
        ("study", lambda: [study.id for study in catalogue.studies], catalogue.study),
        ("document", lambda: [one.id for one in catalogue.documents], catalogue.document),
        ("theme", lambda: catalogue.themes, lambda name: _themes(name, names) != [NOTHING]),
        ("code", lambda: [code.slug for code in names.codes], lambda name: codes_named(name, names)),
        ("coder", lambda: [value for value, _ in names.values("coder")],
         lambda name: names.has_facet(("coder", coder_named(name, names)))),
        ("participant", lambda: [title for _, title in names.participants],
         lambda name: _has_participant(name, names)),
        ("type", catalogue.types, catalogue.of_type),
    ):  # fmt: skip
        for name in asked.get(field, ()):
            if not has(name):
                if field in ("case", "participant") and (why := _why_not(field, name, names)):
                    yield why
                    continue
                hint = near(
                    name, choices(), listed=field in ("site", "study", "code", "coder", "type")
                )
                yield f"no {field} '{name}' in the corpus" + (f" ({hint})" if hint else "")
    yield from _unknown_attributes(query, names)


def _unknown_attributes(query: Query, names: Names) -> Iterator[str]:
    """A line for each column of the reviewers' tables, or value of one, that nobody has."""
    asked = {field: values for field, values in query.names().items() if field not in FIELDS}
    known = names.attributes() if asked else ()
    for field, values in asked.items():
        if field not in known:
            yield f"no attribute '{field}' in the corpus ({near(field, known) or 'there are none'})"
            continue
        for value in values:
            key = normalised_words(value) or value
            if value not in (NONE, ANY) and not names.has_facet((_stored(field), key)):
                titles = [title for _, title in names.values(_stored(field))]
                yield f"no {field} '{value}' in the corpus ({near(value, titles)})"


def _why_not(field: str, name: str, names: Names) -> str | None:
    from ccg_corpus.corpus.local import unknown_case, unknown_participant

    return (unknown_case if field == "case" else unknown_participant)(name, names)


def _site(name: str, names: Names) -> str | None:
    """A site of config.yaml, or one that participants.csv names."""
    own = slug(name)
    return names.catalogue.site(name) or (own if names.has_facet(("site", own)) else None)


def _named(field: str, id: str | None) -> Facet:
    return NOTHING if id is None else (field, id)


def _kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    if set(kinds) <= set(KINDS):
        return tuple(kinds)
    from ccg_corpus.query.strict import kinds_named

    return tuple(dict.fromkeys(kind for name in kinds for kind in kinds_named(name)))


def _document(name: str, names: Names, *, own: bool) -> Facet:
    return _named("own document" if own else "document", names.catalogue.document(name))


def _case(name: str, names: Names, *, own: bool) -> Facet:
    """ "D", or "document:D"; a label may have a colon of its own. Cases that a site joins are called
    "site (document:D, …)" where they are counted."""
    if name.endswith(")") and (site := names.catalogue.site(name.partition(" (")[0])):
        return "site", site
    reference, colon, label = name.partition(":")
    document = names.catalogue.document(reference) if colon else None
    if document is None:
        return "case", label_key(name)
    return ("own case in" if own else "case in"), f"{document}:{label_key(label)}"


def _has_case(name: str, names: Names) -> bool:
    return names.has_facet(_case(name, names, own=False))


def _participants(label: str, names: Names, *, own: bool) -> list[Facet]:
    """A bare label is whoever has it; one with a document or with attributes is who they are."""
    if ":" in label or "," in label:
        from ccg_corpus.corpus.local import people_named

        people = people_named(label, names)
        if people is not None:
            field = "own person" if own else "person in"
            return [(field, one["id"]) for one in people] or [NOTHING]
    return [("participant", participant_key(label))]


def _has_participant(label: str, names: Names) -> bool:
    return any(names.has_facet(facet) for facet in _participants(label, names, own=False))


def _themes(words: str, names: Names) -> list[Facet]:
    """The heading of these words; else all headings that have them, in any form."""
    key = normalised_words(words)
    if any(theme == key for theme, _ in names.themes):
        return [("theme", key)]
    wanted = set(families(words))
    holding = [theme for theme, _ in names.themes if wanted <= set(families(theme))]
    return [("theme", theme) for theme in holding] or [NOTHING]


def _codes_by(query: Query) -> bool:
    """Whether what is asked for is who gave which code."""
    return bool(query.codes and query.coders) and not {NONE, ANY} & {*query.codes, *query.coders}


def _coded_by(query: Query, names: Names) -> Iterator[Facet]:
    """One of the codes, given by one of the coders."""
    slugs = [slug for code in query.codes for slug in codes_named(code, names)]
    for coder in query.coders:
        yield from (("coded by", f"{coder_named(coder, names)}:{slug}") for slug in slugs)
    yield NOTHING


def coder_named(name: str, names: Names) -> str:
    """A coder as their decisions have the name, whatever its capitals."""
    known = [value for value, _ in names.values("coder")]
    alike = [value for value in known if value.casefold() == name.casefold()]
    return name if name in known or not alike else alike[0]


def _memos(words: str, names: Names) -> list[Facet]:
    """All memos that have these words, in any form."""
    wanted = set(families(words))
    holding = [memo for memo, _ in names.values("memo") if wanted <= set(families(memo))]
    return [("memo", memo) for memo in holding] or [NOTHING]


def codes_named(name: str, names: Names) -> tuple[str, ...]:
    """The slug of a code by any of its names, and of those under it. What quotations are coded with
    and the codebook does not have is found too."""
    code = names.tree.resolve(name)
    if code is None:
        return tuple(one for one in (name, slug(name)) if names.has_facet(("code", one)))[:1]
    return (code, *names.tree.below(code))


def as_asked(records: Iterable[Record], query: Query) -> Iterator[Record]:
    """The records as a query wants them.

    Where every printing is listed, each stands for itself alone: what is in the list as a record
    of its own is not told of in others as well, so that nothing is counted twice.
    """
    for record in records:
        yield {**record, "also_in": []} if query.all_printings else record
