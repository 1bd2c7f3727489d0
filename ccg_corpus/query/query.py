"""What is asked for: words to find and filters to hold, as one frozen value.

A `Query` can say itself in two ways: `text()` is the strict form that reads back as the same
query, `described()` is for people. It knows no index and no store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen, replaced
from ccg_corpus.core.hit import SPEECH_KINDS
from ccg_corpus.query.values import quoted

if TYPE_CHECKING:
    from ccg_corpus.query.tree import Part

# Filters that hold names, with the name of their field in the strict form.
FIELDS = {
    "role": "roles",
    "case": "cases",
    "site": "sites",
    "study": "studies",
    "document": "documents",
    "theme": "themes",
    "section": "sections",
    "code": "codes",
    "coder": "coders",
    "proposed": "proposals",
    "memo": "memos",
    "participant": "participants",
    "kind": "kinds",
    "type": "types",
    "status": "statuses",
}


# How far an answer may be from what was asked.
MATCHES = ("all", "some", "near")
# The fields that a quotation may leave unstated.
UNSTATED = (
    "role", "case", "site", "study", "theme", "code", "participant", "coder", "proposed", "memo",
)  # fmt: skip


@frozen
class Query:
    """Words and filters: values of one filter are alternatives, all filters hold together.

    `parts` are all needed: words, and what is said of filters beyond that (left out, in an OR).
    Bounds are inclusive. No `kinds` means participants' own words: participant, survey, named.
    """

    parts: tuple[Part, ...] = ()
    roles: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()  # "D", or "document:D"
    sites: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()  # results, discussion …
    codes: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()  # who coded it, with these codes where codes are asked for
    proposals: tuple[str, ...] = ()  # codes that are proposed, and nobody has given yet
    memos: tuple[str, ...] = ()  # words of a reviewer's memo
    participants: tuple[str, ...] = ()  # "GP 3", as a document labels them
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # of document: article, report, accepted manuscript …
    statuses: tuple[str, ...] = ()  # to reviewers: found, confirmed, corrected, added, rejected
    since: int | None = None
    until: int | None = None
    min_confidence: float | None = None
    max_confidence: float | None = None
    all_printings: bool = False
    match: str = ""  # how far to go: all, some, near; "" is all, and no hit says its grade
    without_near: tuple[str, ...] = ()  # words that may not stand for others

    @property
    def shown_kinds(self) -> tuple[str, ...]:
        """The kinds to list: those asked for, else participants' own words.

        A kind that is asked for within an OR is listed too.
        """
        if self.kinds:
            return self.kinds
        named = [kind for part in self.parts for kind in _kinds_wanted(part)]
        return tuple(dict.fromkeys((*SPEECH_KINDS, *named)))

    @property
    def has_words(self) -> bool:
        """Whether words are asked for, so that the index is needed."""
        if not self.parts:
            return False
        from ccg_corpus.query.tree import has_words

        return any(map(has_words, self.parts))

    def filters(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every filter by names that holds, with its values."""
        yield from self._names()

    def names(self) -> dict[str, tuple[str, ...]]:
        """Every name in the query by its field, also of what is left out or in an OR."""
        found = dict(self._names())
        if self.parts:
            from ccg_corpus.query.tree import Has, walk

            for part in (one for whole in self.parts for one in walk(whole)):
                if isinstance(part, Has):
                    found[part.field] = (*found.get(part.field, ()), *part.values)
        return found

    def with_filters(self, **filters: Any) -> Query:
        """The same query, with these fields in place of its own."""
        return replaced(self, **filters)

    def any_word(self) -> Query:
        """The same filters, and one of the words is enough."""
        from ccg_corpus.query.tree import Not, any_of, has_words

        words = [one for one in self.parts if has_words(one) and not isinstance(one, Not)]
        if len(words) < 2:
            return self
        rest = tuple(one for one in self.parts if one not in words)
        return replaced(self, parts=(*rest, any_of(words)))

    def text(self) -> str:
        """The strict form: `read_query` reads it back as this very query."""
        return " ".join([*self._filter_texts(), *self._part_texts(), *self._grade_texts()])

    def described(self, title: Callable[[str], str] | None = None) -> str:
        """The reading in one line: "role: GP · case: D · words: disillusionment".

        `title` gives the name to show for a role's slug.
        """
        roles = tuple(title(role) for role in self.roles) if title else self.roles
        shown = replaced(self, roles=roles)
        facets = [f"{field}: {' or '.join(values)}" for field, values in shown._names()]
        return " · ".join([*facets, *self._described_bounds(), *self._described_words(title)])

    def _part_texts(self) -> Iterator[str]:
        if self.parts:
            from ccg_corpus.query.writing import together

            bounds = [name for name, low, high in self._bounds() if (low, high) != (None, None)]
            yield from together(self.parts, [*(name for name, _ in self._names()), *bounds])

    def _names(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for field, attribute in FIELDS.items():
            values = getattr(self, attribute)
            if values:
                yield field, values

    def _filter_texts(self) -> Iterator[str]:
        for field, values in self._names():
            yield from (f"{field}:{quoted(value)}" for value in values)
        for name, low, high in self._bounds():
            if low is not None:
                yield f"{name}>={low}"
            if high is not None:
                yield f"{name}<={high}"
        if self.all_printings:
            yield "printings:all"

    def _grade_texts(self) -> Iterator[str]:
        yield from (f"-near:{quoted(word)}" for word in self.without_near)
        if self.match:
            yield f"match:{self.match}"

    def _bounds(self) -> tuple[tuple[str, float | None, float | None], ...]:
        return (
            ("year", self.since, self.until),
            ("confidence", self.min_confidence, self.max_confidence),
        )

    def _described_bounds(self) -> Iterator[str]:
        for name, low, high in self._bounds():
            if low is not None and low == high:
                yield f"{name}: {low}"
            elif low is not None and high is not None:
                yield f"{name}: {low} to {high}"
            elif low is not None:
                yield f"{name}: from {low}"
            elif high is not None:
                yield f"{name}: up to {high}"
        if self.all_printings:
            yield "every printing"

    def _described_words(self, title: Callable[[str], str] | None) -> Iterator[str]:
        if self.parts:
            from ccg_corpus.query.writing import described_parts

            yield from described_parts(self.parts, title or str)


def _kinds_wanted(part: Part) -> Iterator[str]:
    from ccg_corpus.query.tree import AllOf, AnyOf, Has

    if isinstance(part, Has) and part.field == "kind":
        yield from part.values
    elif isinstance(part, (AnyOf, AllOf)):
        for one in part.parts:
            yield from _kinds_wanted(one)
