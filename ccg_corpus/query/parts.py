"""Pieces → parts that are needed together: OR, NOT, NEAR and brackets between them.

NEAR binds closest, then a minus, then OR; what stands side by side is all needed. The result is in
one form whatever was typed, so that a query's text reads back as that query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ccg_corpus.core.errors import QueryError
from ccg_corpus.query.lexemes import Lexeme, lexemes
from ccg_corpus.query.query import FIELDS
from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Has,
    Near,
    Not,
    Part,
    Phrase,
    Prefix,
    Within,
    Word,
    any_of,
)  # fmt: skip
from ccg_corpus.text.words import tokens, variants

MOST_NEAR = 100
FIELD_ORDER = (*FIELDS, "year", "confidence")
DEEPEST = 25
_INITIALS = r"[A-Z](?:&[A-Z])+"  # "A&E" is one thing


def read(text: str) -> tuple[Part, ...]:
    """`text` as words to find and nothing else: every word counts, none is a filter.

    Raises: QueryError with the column.
    """
    stack = [GatheredParts()]
    opened: list[Lexeme] = []
    for lexeme in lexemes(text):
        if lexeme.kind == "open":
            opened.append(lexeme)
            check_depth(opened)
            stack.append(GatheredParts())
        elif lexeme.kind == "close":
            if not opened:
                raise QueryError("the bracket was never opened", column=lexeme.column)
            group = stack.pop().found()
            stack[-1].add_group(group, negated=opened.pop().negated)
        else:
            _add(stack[-1], lexeme)
    if opened:
        raise QueryError("the bracket is never closed", column=opened[-1].column)
    return stack[0].found()


def check_depth(opened: list[Lexeme]) -> None:
    """Brackets within brackets have an end.

    Raises: QueryError.
    """
    if len(opened) > DEEPEST:
        raise QueryError(f"brackets more than {DEEPEST} deep", column=opened[-1].column)


def _add(parts: GatheredParts, lexeme: Lexeme) -> None:
    if lexeme.kind in ("operator", "near"):
        parts.operator(lexeme)
    elif lexeme.kind == "field":
        for words in (lexeme.field, lexeme.text):
            parts.add_words(words, negated=lexeme.negated)
    elif lexeme.kind != "pause":
        parts.add(lexeme)


class _Item:
    """One thing that is needed: any of its alternatives. `is_group`: it was in brackets; `at`: the
    place of a single word in the query."""

    def __init__(
        self,
        alternatives: list[Part] | None = None,
        is_group: bool = False,
        in_plain_words: bool = False,
        at: int = -1,
    ) -> None:
        self.alternatives = alternatives or []
        self.is_group = is_group
        self.in_plain_words = in_plain_words
        self.at = at

    def part(self) -> Part:
        return self.alternatives[0] if len(self.alternatives) == 1 else any_of(self.alternatives)


class GatheredParts:
    """Parts that are needed together, in order, with OR, NOT and NEAR between them.

    `unjoined`: what stood on the sides of an "or" in small letters that joins neither words nor
    filters.
    """

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._either = ""
        self._both = False
        self._unwanted = False
        self._near: Lexeme | None = None
        self.unjoined: list[tuple[Part, Part]] = []

    @property
    def is_empty(self) -> bool:
        return not self._items

    @property
    def is_unwanted(self) -> bool:
        """Whether what is put next is left out."""
        return self._unwanted

    @property
    def is_waiting(self) -> bool:
        """Whether an operator waits for what is put next."""
        return self._unwanted or self._both or self._either in ("OR", "|")

    def found(self) -> tuple[Part, ...]:
        """All that is needed, in one form.

        Raises: QueryError where nothing follows NEAR.
        """
        if self._near:
            raise QueryError("nothing to look for behind NEAR", column=self._near.column)
        return all_parts((item.part(), item.is_group) for item in self._items)

    def operator(self, lexeme: Lexeme | str) -> None:
        """Something that joins the part before to the next one."""
        if isinstance(lexeme, Lexeme) and lexeme.kind == "near":
            self._near = lexeme
            if not self._items or not 1 <= int(lexeme.text) <= MOST_NEAR:
                wrong = (
                    f"NEAR takes 1 to {MOST_NEAR} words" if self._items else "nothing before NEAR"
                )
                raise QueryError(wrong, column=lexeme.column)
            return
        text = lexeme if isinstance(lexeme, str) else lexeme.text
        if text == "NOT":
            self._unwanted = not self._unwanted
        else:
            self._either = text if text in ("OR", "or", "|") and self._items else ""
            self._both = text == "AND" and bool(self._items)

    def interrupt(self) -> None:
        """Something else came between: what stands on its two sides is not one "or"."""
        self._either = ""

    def add(self, lexeme: Lexeme, at: int = -1) -> None:
        """A phrase, a prefix or words; what has no word in it asks for nothing."""
        if lexeme.kind == "phrase":
            if tokens(lexeme.text):
                self.put(quoted_words(lexeme), negated=lexeme.negated, at=at)
        elif lexeme.kind == "word" and "&" in lexeme.text and re.fullmatch(_INITIALS, lexeme.text):
            self.put(Phrase(lexeme.text), negated=lexeme.negated, at=at)
        elif lexeme.kind == "prefix":
            self.put(Prefix(lexeme.text), negated=lexeme.negated, at=at)
        else:
            self.add_words(lexeme.text, negated=lexeme.negated, at=at)

    def add_words(self, text: str, *, negated: bool = False, at: int = -1) -> None:
        """The words of `text`; what an operator or a minus holds, it holds of all of them."""
        words = _plain_words(text)
        if len(words) > 1 and (negated or self.is_waiting):
            whole = AllOf(tuple(map(Word, words)))
            self.put(whole, negated=negated, at=at)
            return
        for word in words:
            self.put(Word(word), negated=negated, at=at)

    def add_group(self, parts: tuple[Part, ...], *, negated: bool = False) -> None:
        """What stood in brackets; as if it were not there where it was nothing."""
        if not parts:
            self._either, self._both, self._unwanted = "", False, False
            return
        self.put(parts[0] if len(parts) == 1 else AllOf(parts), negated=negated, is_group=True)

    def put(
        self,
        part: Part,
        *,
        negated: bool = False,
        is_group: bool = False,
        plainly: bool = False,
        at: int = -1,
    ) -> None:
        """A part, joined to what is before as the operator between them says.

        `plainly`: a filter in plain words, which only another such filter can be an "or" with.
        """
        unwanted = negated != self._unwanted
        last = self._items[-1] if self._items else None
        if self._near and last:
            self._join_near(last, part, unwanted)
        else:
            made = negation(part) if unwanted else part
            if last and self._either and self._is_either(last, plainly, unwanted):
                self._join(last, made, plainly)
            else:
                if last and self._either:
                    self.unjoined.append((last.part(), made))
                self._items.append(_Item([made], is_group or self._both, plainly, at))
        self._either, self._both, self._unwanted, self._near = "", False, False, None

    def _join(self, last: _Item, made: Part, plainly: bool) -> None:
        before = last.alternatives[-1]
        is_list = plainly and last.in_plain_words and len(last.alternatives) == 1
        if is_list and isinstance(before, Has) and isinstance(made, Has):
            if before.field == made.field:  # "GPs, nurses or pharmacists" is one list
                last.alternatives = [_together(before, made)]
                return
            self.unjoined.append((before, made))
        last.alternatives.append(made)
        last.is_group, last.at = True, -1

    def _join_near(self, last: _Item, part: Part, unwanted: bool) -> None:
        """NEAR binds closer than the minus before it."""
        assert self._near
        before = last.alternatives[-1]
        is_left_out = isinstance(before, Not)
        one = before.part if isinstance(before, Not) else before
        if unwanted or not (_has_places(one) and _has_places(part)):
            raise QueryError("NEAR stands between words", column=self._near.column)
        made = Near((one, part), int(self._near.text))
        last.alternatives[-1] = Not(made) if is_left_out else made
        last.at = -1

    def _is_either(self, last: _Item, plainly: bool, unwanted: bool) -> bool:
        """An "or" in small letters joins words with words, and filters with filters."""
        if self._either != "or":
            return True
        return last.in_plain_words == plainly and not unwanted

    def collapse(self, groups: Sequence[Sequence[int]]) -> bool:
        """Make the words at these places alternatives, those of a group needed together."""
        places = {at: item for item in self._items if (at := item.at) >= 0}
        if not all(at in places for group in groups for at in group):
            return False
        alternatives: list[Part] = []
        for group in groups:
            words = tuple(item.part() for item in self._items if item.at in set(group))
            alternatives.append(words[0] if len(words) == 1 else AllOf(words))
        taken = {at for group in groups for at in group}
        first = next(n for n, item in enumerate(self._items) if item.at in taken)
        rest = [item for item in self._items if item.at not in taken]
        rest.insert(first, _Item(alternatives, is_group=True))
        self._items = rest
        return True


def quoted_words(lexeme: Lexeme) -> Part:
    """Words in quotes; one with a star behind it is a beginning.

    Raises: QueryError for a star among several words.
    """
    if "*" in lexeme.text and re.search(r"\w\*", lexeme.text):
        if re.fullmatch(r"[^\W_][\w'’-]*\*", lexeme.text):
            return Prefix(lexeme.text[:-1])
        raise QueryError(
            "a star within quotes is not understood", column=lexeme.column,
            hint="write the beginning outside of the quotes: begin*",
        )  # fmt: skip
    return Phrase(lexeme.text)


def _has_places(part: Part) -> bool:
    match part:
        case AnyOf(parts):
            return all(map(_has_places, parts))
        case Word() | Prefix() | Phrase() | Near():
            return True
        case _:
            return False


def negation(part: Part) -> Part:
    """What is left out; what was left out, again."""
    return part.part if isinstance(part, Not) else Not(part)


def all_parts(items: Iterable[tuple[Part, bool]]) -> tuple[Part, ...]:
    """Parts that are all needed, each with whether it was in brackets.

    Side by side, values of one field are alternatives and bounds of one range complete each other;
    in brackets they are a part of their own, where there is another of that field. Filters come
    first, one for each field.
    """
    flat = list(_flat(items))
    filters: dict[str, Part] = {}
    rest: list[Part] = []
    bounds: dict[str, list[Within]] = {}
    for part, is_group in flat:
        if isinstance(part, Within) and not is_group:
            bounds.setdefault(part.field, []).append(part)
        elif isinstance(part, Has) and not is_group:
            before = filters.get(part.field)
            filters[part.field] = _together(before, part) if isinstance(before, Has) else part
    for field, ranges in bounds.items():
        closed = list(dict.fromkeys(one for one in ranges if None not in (one.low, one.high)))
        if len(closed) > 1:  # "2015, 2018": either
            rest.append(AnyOf(tuple(closed)))
            ranges = [one for one in ranges if None in (one.low, one.high)]
        if ranges:
            filters[field] = _overlap(field, ranges)
    for part, is_group in flat:
        if not isinstance(part, (Has, Within)):
            rest.append(part)
        elif not is_group:
            continue
        elif part.field not in filters:
            filters[part.field] = part
        elif part is not filters[part.field]:
            rest.append(part)
    return (*sorted(filters.values(), key=_place), *rest)


def _place(part: Part) -> int:
    assert isinstance(part, (Has, Within))
    return FIELD_ORDER.index(part.field) if part.field in FIELD_ORDER else len(FIELD_ORDER)


def _flat(items: Iterable[tuple[Part, bool]]) -> Iterator[tuple[Part, bool]]:
    """Without brackets that mean nothing; filters in them stay parts of their own."""
    for part, is_group in items:
        if isinstance(part, AllOf):
            yield from _flat((one, True) for one in part.parts)
        else:
            yield part, is_group


def _together(one: Has, other: Has) -> Has:
    return Has(one.field, tuple(dict.fromkeys((*one.values, *other.values))))


def _overlap(field: str, ranges: Sequence[Within]) -> Within:
    lows = [one.low for one in ranges if one.low is not None]
    highs = [one.high for one in ranges if one.high is not None]
    return Within(field, max(lows, default=None), min(highs, default=None))


def _plain_words(text: str) -> list[str]:
    """The words of a lexeme as typed: "trust/power" is two, "well-being" is one."""
    found = tokens(text)
    joined = {variant.first: variant.last for variant in variants(text, found)}
    words: list[str] = []
    at = end = 0
    while at < len(found):
        last = joined.get(at, at)
        if found[at].start >= end:  # "½" is several tokens and one word
            words.append(text[found[at].start : found[last].end])
        end = found[last].end
        at = last + 1
    return words
