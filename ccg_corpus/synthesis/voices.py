"""Who carries the argument: how many people are quoted, how much each, and who is not.

Comes in: a corpus and a query. Goes out: `Voices`, one for each document (or each value of another
field), or one for all. A voice is a participant who is told apart; quotations of nobody who is are
counted beside. So a share is never more than it says: it is of all quotations, also of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen, replaced
from ccg_corpus.query import Query
from ccg_corpus.synthesis.fields import Field
from ccg_corpus.synthesis.lines import Axis, MatrixLine, axis_of, title_of

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.store.counted.crossing import Value

# One voice carries a theme where it has more than this part of its quotations, and there are so many.
CARRIES = 0.5
FEWEST = 3


@frozen
class Voice:
    """A participant. `share`: of all quotations that were looked at; `person`: the row that
    `ccg participants` has."""

    id: str
    quotations: int
    words: int
    share: float
    person: Mapping[str, Any]


@frozen
class Carried:
    """A theme, or a code, of which one voice has more than half. `field`: which of the two."""

    field: str
    key: str
    title: str
    voice: str
    quotations: int
    of: int


@frozen
class Silence:
    """What a document has and nobody is heard of: its people, cases and roles."""

    people: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@frozen
class Voices:
    """The voices in one document, or in what else is looked at together, the loudest first.

    `untold`, `untold_words`: quotations of nobody who is told apart; `roles`: of all who are quoted,
    the broader ones too.
    """

    line: MatrixLine
    quotations: int
    words: int
    voices: tuple[Voice, ...]
    untold: int
    untold_words: int
    roles: frozenset[str] = frozenset()
    carried: tuple[Carried, ...] = ()
    silence: Silence = Silence()

    @property
    def loudest(self) -> Voice | None:
        """Who is quoted most; None where nobody is told apart."""
        return self.voices[0] if self.voices else None

    @property
    def effective(self) -> float | None:
        """As many voices of equal loudness would be as uneven: one over the sum of squared shares,
        among people who are told apart.

        Source: inverse Simpson index; Laakso and Taagepera 1979 for parties.
        """
        told = sum(voice.quotations for voice in self.voices)
        if not told:
            return None
        return 1 / sum((voice.quotations / told) ** 2 for voice in self.voices)


def voices(
    corpus: Corpus, query: Query | None = None, *, by: Field | None = None, under: str = "theme"
) -> tuple[Voices, ...]:
    """The voices in the quotations asked for: for each value of `by`, or all together.

    `under`: what one voice may carry, "theme" or "code".
    Raises: QueryError for a field that there is not.
    """
    query = query or Query()
    names = tuple(dict.fromkeys((*((by.name,) if by else ()), under, "participant", "role")))
    for name in names:
        corpus.crossed.countable(name)
    groups = corpus.crossed.groups(query, names, words=True)
    at = [names.index(name) for name in (by.name if by else under, under, "participant", "role")]
    axis = _axis(corpus, by, (values[at[0]] for values, _, _ in groups), query)
    heard = [_Heard() for _ in axis.lines]
    for values, count, words in groups:
        for place in axis.places(values[at[0]]) if by else (0,):
            heard[place].add(values[at[1]], values[at[2]], count, words)
            heard[place].roles.update(values[at[3]] or ())
    told = {person for one in heard for person in one.people}
    people = {
        row["id"]: row for row in corpus.crossed.people({id.partition(":")[0] for id in told})
    }
    found = [
        _finished(corpus, line, one, people, under)
        for line, one in zip(axis.lines, heard, strict=True)
    ]
    return tuple(_with_silence(corpus, query, found, by))


def _axis(corpus: Corpus, by: Field | None, values: Iterable[Value], query: Query) -> Axis:
    if by is None:
        return Axis(Field("all"), [MatrixLine(None, "all")], {})
    return axis_of(corpus, by, set(values), query)


class _Heard:
    """What is heard in one document while groups are added."""

    def __init__(self) -> None:
        self.people: dict[str, list[int]] = {}
        self.untold = [0, 0]
        self.roles: set[str] = set()
        self.under: dict[str, dict[str | None, int]] = {}

    def add(self, under: Value, person: Value, count: int, words: int) -> None:
        id = person if isinstance(person, str) else None
        sums = self.untold if id is None else self.people.setdefault(id, [0, 0])
        sums[0] += count
        sums[1] += words
        for key in under if isinstance(under, tuple) else (under,):
            if key is not None:
                by = self.under.setdefault(key, {})
                by[id] = by.get(id, 0) + count


def _finished(
    corpus: Corpus, line: MatrixLine, heard: _Heard, people: Mapping[str, Any], under: str
) -> Voices:
    sums = [*heard.people.values(), heard.untold]
    number, words = sum(one[0] for one in sums), sum(one[1] for one in sums)
    loud_first = sorted(heard.people.items(), key=lambda one: (-one[1][0], -one[1][1], one[0]))
    return Voices(
        line,
        number,
        words,
        tuple(
            Voice(id, count, spoken, count / number, people.get(id, {}))
            for id, (count, spoken) in loud_first
        ),
        heard.untold[0],
        heard.untold[1],
        frozenset(heard.roles),
        tuple(_carried(corpus, heard, under)),
    )


def _carried(corpus: Corpus, heard: _Heard, under: str) -> Iterable[Carried]:
    if len(heard.people) + bool(heard.untold[0]) < 2:
        return  # where only one person is quoted, every theme is theirs
    for key, by in sorted(heard.under.items()):
        of = sum(by.values())
        for id, count in by.items():
            if id is not None and of >= FEWEST and count > CARRIES * of:
                yield Carried(under, key, title_of(corpus, under, key), id, count, of)


# Who is not heard


def _with_silence(
    corpus: Corpus, query: Query, found: list[Voices], by: Field | None
) -> Iterable[Voices]:
    """With who is silent, where whole documents are looked at, or all together."""
    if by is not None and by.name != "document":
        return found
    scope = Query(
        documents=query.documents,
        studies=query.studies,
        types=query.types,
        since=query.since,
        until=query.until,
    )
    # whoever is heard in a quotation that counts under another version is heard here as well
    both = (query, replaced(query, all_printings=True))
    there = corpus.crossed.groups(scope, ("document", "role"))
    heard = [one for asked in both for one in corpus.crossed.groups(asked, ("document", "role"))]
    cases = [one for asked in both for one in corpus.crossed.groups(asked, ("document", "case"))]
    spoken = [
        one for asked in both for one in corpus.crossed.groups(asked, ("document", "participant"))
    ]
    documents = {values[0] for values, _, _ in there}
    people = corpus.crossed.people(one for one in documents if isinstance(one, str))
    described = corpus.crossed.cases_described()
    return [
        replaced(
            one,
            roles=one.roles
            | _roles_in(heard, wanted := documents if by is None else one.line.holds),
            silence=Silence(
                _silent_people(spoken, people, wanted),
                _silent_cases(described, cases, wanted),
                _silent_roles(there, heard, wanted),
            ),
        )
        for one in found
    ]


def _roles_in(heard: Iterable[tuple[Any, int, int]], wanted: Any) -> frozenset[str]:
    return frozenset(role for values, _, _ in heard if values[0] in wanted for role in values[1])


def _silent_people(
    spoken: Iterable[tuple[Any, int, int]], people: Iterable[Mapping[str, Any]], wanted: Any
) -> tuple[str, ...]:
    heard = {values[1] for values, _, _ in spoken if values[0] in wanted}
    return tuple(
        row["id"] for row in people if row["document"] in wanted and row["id"] not in heard
    )


def _silent_cases(
    described: Iterable[tuple[str, str]], heard: Iterable[tuple[Any, int, int]], wanted: Any
) -> tuple[str, ...]:
    spoken = {values[1] for values, _, _ in heard if values[0] in wanted}
    return tuple(
        dict.fromkeys(case for case, document in described if document in wanted
                      and case not in spoken)
    )  # fmt: skip


def _silent_roles(
    there: Iterable[tuple[Any, int, int]], heard: Iterable[tuple[Any, int, int]], wanted: Any
) -> tuple[str, ...]:
    spoken = _roles_in(heard, wanted)
    own = {values[1][0] for values, _, _ in there if values[0] in wanted and values[1]}
    return tuple(sorted(own - spoken))
