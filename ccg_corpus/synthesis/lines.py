"""The lines of a matrix: which values a field has, how they are called, in which order they stand.

Comes in: a field, the values that quotations have of it, a corpus for names. Goes out: lines, and
for each value the lines that a quotation with it stands in. The order is the same whatever is
counted: as people count, cases as their documents describe them, codes as the codebook has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.hit import KINDS
from ccg_corpus.corpus.ordering import natural
from ccg_corpus.query import Query
from ccg_corpus.query.query import FIELDS as FILTERS
from ccg_corpus.synthesis.fields import Field
from ccg_corpus.text.words import families, label_key, normalised_words

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.store.counted.crossing import Value

UNSTATED = "not stated"
SECTIONS = ("abstract", "background", "methods", "results", "discussion", "other")


@frozen
class MatrixLine:
    """A row or a column. `key`: the value as `--count-by` has it, None where it is not stated, what
    was typed where a value was asked for. `holds`: the values that belong here."""

    key: str | None
    title: str
    depth: int = 0
    holds: frozenset[str | None] = frozenset()


class Axis:
    """All lines of one field."""

    def __init__(
        self, field: Field, lines: Iterable[MatrixLine], above: Mapping[str, tuple[str, ...]]
    ):
        self.field = field
        self.lines = tuple(lines)
        self._above = above
        self._at: dict[str | None, list[int]] = {}
        self._known: dict[Value, list[int]] = {}
        for at, line in enumerate(self.lines):
            for value in line.holds:
                self._at.setdefault(value, []).append(at)

    def only(self, places: Iterable[int]) -> Axis:
        """The same with these lines alone."""
        return Axis(self.field, [self.lines[at] for at in places], self._above)

    def places(self, value: Value) -> list[int]:
        """The lines that a quotation of this value stands in, each once."""
        known = self._known.get(value)
        if known is None:
            known = self._known[value] = self._found(value)
        return known

    def _found(self, value: Value) -> list[int]:
        at = self._at
        found = {
            place for one in values_of(self.field, value, self._above) for place in at.get(one, ())
        }
        return sorted(found)


def values_of(
    field: Field, value: Value, above: Mapping[str, tuple[str, ...]]
) -> tuple[str | None, ...]:
    """The values that a quotation counts under: one, but of codes and of broad roles."""
    if value is None or isinstance(value, str):
        return (value,)
    if not value:
        return (None,)
    if field.name == "role":
        return value if field.is_deep else value[:1]
    return tuple({one for code in value for one in (code, *above.get(code, ()))})


def axis_of(
    corpus: Corpus, field: Field, values: Iterable[Value], query: Query, *, every: bool = False
) -> Axis:
    """The lines for the values that were found; `every`: also for those that the papers asked about
    have, and nobody that was asked for."""
    found = list(values)
    if every:
        found += _in_scope(corpus, field, query)
    above = _codes_above(corpus) if field.is_deep and field.name == "code" else {}
    present = {one for value in found for one in values_of(field, value, above)}
    if every and not field.values:
        present |= set(_described(corpus, field, query))
    if field.values:
        lines = [line for value in field.values for line in _asked(corpus, field, value, present)]
    elif field.is_deep and field.depth is not None:
        lines = list(_tree(corpus, field, found, present))
    else:
        lines = [_line(corpus, field, key) for key in _sorted(corpus, field, present)]
    return Axis(field, lines, above)


def _line(corpus: Corpus, field: Field, key: str | None, depth: int = 0) -> MatrixLine:
    return MatrixLine(key, title_of(corpus, field.name, key), depth, frozenset([key]))


def title_of(corpus: Corpus, field: str, key: str | None) -> str:
    """What a value is called for a reader."""
    if key is None:
        return UNSTATED
    if field == "role":
        return corpus.vocabulary.title(key)
    if field == "code" and key in corpus.coding.tree:
        return corpus.coding.tree[key].title
    return key


# Order


def _sorted(corpus: Corpus, field: Field, keys: Iterable[str | None]) -> list[str | None]:
    stated = [key for key in keys if key is not None]
    unstated: list[str | None] = [None] if None in set(keys) else []
    order = _order(corpus, field.name)
    rank = {key: at for at, key in enumerate(order)}
    stated.sort(key=lambda key: (rank.get(key, len(rank)), natural(key), key))
    return [*stated, *unstated]


def _order(corpus: Corpus, field: str) -> tuple[str, ...]:
    """Values that have an order of their own."""
    if field == "kind":
        return KINDS
    if field == "section":
        return SECTIONS
    if field == "code":
        return tuple(code.slug for code in corpus.coding.tree.codes)
    if field == "case":
        return tuple(dict.fromkeys(case for case, _ in corpus.crossed.cases_described()))
    return ()


# Broad roles, parent codes


def _codes_above(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    tree = corpus.coding.tree
    return {code.slug: tree.above(code.slug) for code in tree.codes}


def _tree(
    corpus: Corpus, field: Field, found: Iterable[Value], present: set[str | None]
) -> Iterator[MatrixLine]:
    """The broadest values, and under each those below it, as deep as the field is open. What is
    under two stands under both."""
    parents = _parents(corpus, field, found, present)
    children: dict[str | None, list[str]] = {}
    for key, above in parents.items():
        for parent in above or (None,):
            children.setdefault(parent, []).append(key)

    def walk(parent: str | None, depth: int) -> Iterator[MatrixLine]:
        for key in _sorted(corpus, field, children.get(parent, ())):
            yield _line(corpus, field, key, depth)
            if not field.depth or depth + 1 < field.depth:
                yield from walk(key, depth + 1)

    yield from walk(None, 0)
    if None in present:
        yield _line(corpus, field, None)


def _parents(
    corpus: Corpus, field: Field, found: Iterable[Value], present: set[str | None]
) -> dict[str, list[str]]:
    """What each value is directly under."""
    keys = [key for key in present if key is not None]
    if field.name == "code":
        tree = corpus.coding.tree
        return {key: [up] if key in tree and (up := tree.parent(key)) else [] for key in keys}
    broader = corpus.vocabulary.broader
    own = {value[0]: value for value in found if isinstance(value, tuple) and value}
    above = {key: set(own.get(key, broader(key))) - {key} for key in keys}
    return {
        key: [one for one in ups if not any(one in broader(up)[1:] for up in ups if up != one)]
        for key, ups in above.items()
    }


# Values asked for


def _asked(
    corpus: Corpus, field: Field, typed: str, present: Iterable[str | None]
) -> Iterator[MatrixLine]:
    """The line, or the lines, that a value asked for means. A case or a participant of several
    documents is several lines; what nobody has is a line that is empty."""
    keys = [key for key in _sorted(corpus, field, set(present)) if key is not None]
    if typed.casefold() in (UNSTATED, "none"):
        yield MatrixLine(None, UNSTATED, holds=frozenset([None]))
    elif field.name == "role":
        slug = corpus.vocabulary.resolve(typed) or label_key(typed).replace(" ", "-")
        yield _line(corpus, field, slug)
    elif field.name == "code":
        yield _line(corpus, field, corpus.coding.tree.resolve(typed) or typed)
    elif field.name == "theme":
        exact = {key for key in keys if normalised_words(key) == normalised_words(typed)}
        wanted = set(families(typed))
        worded = {key for key in keys if wanted and wanted <= set(families(key))}
        yield MatrixLine(typed, typed, holds=frozenset(exact or worded))
    elif field.name in ("case", "participant"):
        meant = [key for key in keys if typed in (key, *_joined(key))] or [
            key for key in keys if label_key(typed) in _labels(key)
        ]
        yield from (_line(corpus, field, key) for key in meant or [typed])
    else:
        meant = [key for key in keys if key.casefold() == typed.casefold()]
        yield from (_line(corpus, field, key) for key in meant or [typed])


def _joined(key: str) -> list[str]:
    """The cases that a site's row joins: "coast (smith-2019:D, okafor-2020:Site 2)"."""
    _, opened, cases = key.partition(" (")
    return cases.removesuffix(")").split(", ") if opened and key.endswith(")") else []


def _labels(key: str) -> set[str]:
    """The labels that a row is known by: of "document:label", of all cases that a site joins."""
    cases = _joined(key)
    names = [key.partition(" (")[0], *cases] if cases else [key]
    return {label_key(name.partition(":")[2] or name) for name in names}


# What the papers asked about have


def _scope(query: Query, field: str) -> Query:
    """The same papers, and of the filters only that of the field itself."""
    kept = {"documents", "studies", "types", "since", "until", "all_printings"}
    if field in FILTERS:
        kept.add(FILTERS[field])
    return Query().with_filters(**{name: getattr(query, name) for name in kept})


def _in_scope(corpus: Corpus, field: Field, query: Query) -> list[Value]:
    scope = _scope(query, field.name)
    return [values[0] for values, _, _ in corpus.crossed.groups(scope, (field.name,)) if values[0]]


def _described(corpus: Corpus, field: Field, query: Query) -> Iterator[str]:
    """What papers and codebook describe, though no quotation has it."""
    if getattr(query, FILTERS.get(field.name, ""), ()):
        return
    if field.name == "code":
        yield from (code.slug for code in corpus.coding.tree.codes)
    elif field.name == "case":
        documents = {
            values[0]
            for values, _, _ in corpus.crossed.groups(_scope(query, "document"), ("document",))
        }
        yield from (
            case for case, document in corpus.crossed.cases_described() if document in documents
        )
