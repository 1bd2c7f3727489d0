"""A topic, and groups → what each group says of it, what only one has, and who says nothing.

Comes in: a corpus, a query, the field that parts the groups: role, case, site, an attribute. Goes out: a
`Comparison` of plain values, the best evidence of each group first. Nothing is concluded from it: that
a group lacks a theme says that nobody of it is quoted there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen, replaced
from ccg_corpus.core.hit import KINDS, Record
from ccg_corpus.query import Query
from ccg_corpus.query.query import FIELDS as FILTERS
from ccg_corpus.synthesis.fields import Field
from ccg_corpus.synthesis.lines import MatrixLine, axis_of, title_of

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query.steps import PhraseReading
    from ccg_corpus.store.counted.crossing import Value

# What parts groups in words: "how do GPs and managers differ", in this order.
GROUPING = (
    "role", "case", "site", "kind", "participant", "document", "study", "theme", "code",
)  # fmt: skip
_COMPARE = re.compile(r"\b(compar(?:e|ing))\s+(\S.*?)\s+with\s+", re.I)
_AGAINST = re.compile(r"\s+(?:versus|vs\.?|against|compared (?:with|to)|as opposed to)\s+", re.I)


@frozen
class Own:
    """A theme or a code, and how many quotations of the group have it. `proposed`: of how many of them
    it is a proposal, that nobody has taken yet."""

    key: str
    title: str
    quotations: int
    proposed: int = 0


@frozen
class Group:
    """What one group says. `best`: its first quotations, the best first where words are asked for;
    `only_themes`, `only_codes`: those that no other group has on the topic."""

    line: MatrixLine
    quotations: int
    participants: int
    untold: int
    documents: tuple[str, ...]
    best: tuple[Record, ...]
    only_themes: tuple[Own, ...]
    only_codes: tuple[Own, ...]


@frozen
class Comparison:
    """Groups side by side. `total`: quotations on the topic, each once; `ungrouped`: of them, those
    of none of the groups; `silent`: groups of the same papers with nothing on it."""

    by: Field
    groups: tuple[Group, ...]
    total: int
    ungrouped: int
    shared_themes: tuple[str, ...]
    shared_codes: tuple[str, ...]
    silent: tuple[MatrixLine, ...]


def grouped_in_words(reading: PhraseReading) -> tuple[str, tuple[str, ...]] | None:
    """The field that a phrase names several values of, with these: "GPs and managers on hours"."""
    for field in GROUPING:
        values: tuple[str, ...] = getattr(reading.query, FILTERS[field])
        if len(values) > 1:
            return field, values
    return None


def side_by_side(text: str) -> str:
    """ "GPs versus managers": the same with "and", as a query has it."""
    return _COMPARE.sub(r"\1 \2 and ", _AGAINST.sub(" and ", text))


def topic_of(query: Query, field: str) -> Query:
    """The query without what names the groups."""
    return replaced(query, **{FILTERS[field]: ()}) if field in FILTERS else query


def compare(corpus: Corpus, query: Query, by: Field, *, best: int = 3) -> Comparison:
    """What the groups of `by` say of a topic. `best`: how many quotations of each to have at hand.

    Raises: QueryError for a field that there is not.
    """
    corpus.crossed.countable(by.name)
    names = tuple(dict.fromkeys((by.name, "theme", "code", "participant", "document")))
    found = corpus.crossed.each(query, names)
    at = {name: names.index(name) for name in names}
    axis = axis_of(corpus, by, {values[at[by.name]] for _, _, values in found}, query, every=True)
    heard = [_Heard() for _ in axis.lines]
    ungrouped = 0
    for n, _, values in found:
        places = axis.places(values[at[by.name]])
        ungrouped += not places
        for place in places:
            heard[place].add(n, {name: values[at[name]] for name in names})
    first = {n: None for one in heard for n in one.numbers[:best]}
    records = corpus.crossed.numbered(query, first, in_grades=True)
    pairs = list(zip(axis.lines, heard, strict=True))
    speaking = [(line, one) for line, one in pairs if one.numbers]
    groups = [one for _, one in speaking]
    proposals = _Proposals(corpus)
    return Comparison(
        by,
        tuple(
            _group(corpus, line, one, groups, records, best, proposals) for line, one in speaking
        ),
        len(found),
        ungrouped,
        tuple(_shared(corpus, "theme", groups)),
        tuple(_shared(corpus, "code", groups)),
        tuple(line for line, one in pairs if not one.numbers and line.key is not None),
    )


class _Heard:
    """What one group says, while quotations are gone through."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.people: set[Value] = set()
        self.untold = 0
        self.documents: Counter[str] = Counter()
        self.under: dict[str, Counter[str]] = {"theme": Counter(), "code": Counter()}

    def add(self, n: int, values: Mapping[str, Value]) -> None:
        self.numbers.append(n)
        if values["participant"] is None:
            self.untold += 1
        else:
            self.people.add(values["participant"])
        self.documents[str(values["document"])] += 1
        for field, counts in self.under.items():
            value = values[field]
            counts.update(value if isinstance(value, tuple) else [value] if value else [])


class _Proposals:
    """Which quotations a code is only proposed for: asked where it matters, once a code."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known: dict[str, set[int]] = {}

    def of(self, code: str) -> set[int]:
        """The numbers of these quotations."""
        if code not in self._known:
            found = self._corpus.crossed.each(_proposals_of(code), ("document",))
            self._known[code] = {n for n, _, _ in found}
        return self._known[code]


def _proposals_of(code: str) -> Query:
    return Query(proposals=(code,), kinds=KINDS, all_printings=True)


def _group(
    corpus: Corpus,
    line: MatrixLine,
    heard: _Heard,
    groups: Sequence[_Heard],
    records: Mapping[int, Record],
    best: int,
    proposals: _Proposals,
) -> Group:
    only = {
        field: tuple(_only(corpus, field, heard, groups, proposals)) for field in ("theme", "code")
    }
    return Group(
        line,
        len(heard.numbers),
        len(heard.people),
        heard.untold,
        tuple(sorted(heard.documents)),
        tuple(records[n] for n in heard.numbers[:best]),
        only["theme"],
        only["code"],
    )


def _only(
    corpus: Corpus,
    field: str,
    heard: _Heard,
    groups: Sequence[_Heard],
    proposals: _Proposals,
) -> Iterator[Own]:
    others = {key for one in groups if one is not heard for key in one.under[field]}
    counts = heard.under[field]
    for key in sorted(counts, key=lambda key: (-counts[key], key)):
        if key not in others and len(groups) > 1:
            proposed = len(proposals.of(key) & set(heard.numbers)) if field == "code" else 0
            yield Own(key, title_of(corpus, field, key), counts[key], proposed)


def _shared(corpus: Corpus, field: str, groups: Sequence[_Heard]) -> Iterator[str]:
    """What every group has."""
    if len(groups) < 2:
        return
    every = set.intersection(*(set(one.under[field]) for one in groups))
    yield from (title_of(corpus, field, key) for key in sorted(every))


def comparison_rows(found: Comparison) -> list[dict[str, Any]]:
    """A row for each group, for programs."""
    return [
        {
            found.by.name: one.line.key,
            "title": one.line.title,
            "quotations": one.quotations,
            "participants": one.participants,
            "untold": one.untold,
            "documents": list(one.documents),
            "best": [record["id"] for record in one.best],
            "only_themes": [own.title for own in one.only_themes],
            "only_codes": [own.key for own in one.only_codes],
            "proposed": {own.key: own.proposed for own in one.only_codes if own.proposed},
        }
        for one in found.groups
    ]
