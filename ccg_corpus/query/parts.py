"""Pieces → parts that are needed together: OR, NOT, NEAR and brackets between them.

NEAR binds closest, then a minus, then OR; what stands side by side is all needed. The result is in
one form whatever was typed, so that a query's text reads back as that query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ccg_corpus.errors import QueryError
from ccg_corpus.query.lexemes import Lexeme, lexemes
from ccg_corpus.query.model import FIELDS
from ccg_corpus.terms import AllOf, AnyOf, Has, Near, Not, Part, Phrase, Prefix, Within, Word
from ccg_corpus.words import tokens, variants

MOST_NEAR = 100
FIELD_ORDER = (*FIELDS, "year", "confidence")
DEEPEST = 25
_INITIALS = r"[A-Z](?:&[A-Z])+"  # "A&E" is one thing


def read(text: str) -> tuple[Part, ...]:
    """`text` as words to find and nothing else: every word counts, none is a filter.

    Raises: QueryError with the column.
    """
    stack = [Parts()]
    opened: list[Lexeme] = []
    for lexeme in lexemes(text):
        if lexeme.kind == "open":
            opened.append(lexeme)
            check_depth(opened)
            stack.append(Parts())
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


def _add(parts: Parts, lexeme: Lexeme) -> None:
    if lexeme.kind in ("operator", "near"):
        parts.operator(lexeme)
    elif lexeme.kind == "field":
        for words in (lexeme.field, lexeme.text):
            parts.add_words(words, negated=lexeme.negated)
    elif lexeme.kind != "pause":
        parts.add(lexeme)


class _Item:
    """One thing that is needed: any of its alternatives. `is_group`: it was in brackets."""

    def __init__(
        self,
        alternatives: list[Part] | None = None,
        is_group: bool = False,
        in_plain_words: bool = False,
    ) -> None:
        self.alternatives = alternatives or []
        self.is_group = is_group
        self.in_plain_words = in_plain_words

    def part(self) -> Part:
        return self.alternatives[0] if len(self.alternatives) == 1 else any_of(self.alternatives)


class Parts:
    """Parts that are needed together, in order, with OR, NOT and NEAR between them."""

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._either = ""
        self._unwanted = False
        self._near: Lexeme | None = None

    @property
    def is_empty(self) -> bool:
        return not self._items

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
            self._unwanted = True
        else:
            self._either = text if text in ("OR", "or", "|") and self._items else ""

    def interrupt(self) -> None:
        """Something else came between: what stands on its two sides is not one "or"."""
        self._either = ""

    def add(self, lexeme: Lexeme) -> None:
        """A phrase, a prefix or words; what has no word in it asks for nothing."""
        if lexeme.kind == "phrase":
            if tokens(lexeme.text):
                self.put(Phrase(lexeme.text), negated=lexeme.negated)
        elif lexeme.kind == "word" and "&" in lexeme.text and re.fullmatch(_INITIALS, lexeme.text):
            self.put(Phrase(lexeme.text), negated=lexeme.negated)
        elif lexeme.kind == "prefix":
            self.put(Prefix(lexeme.text), negated=lexeme.negated)
        else:
            self.add_words(lexeme.text, negated=lexeme.negated)

    def add_words(self, text: str, *, negated: bool = False) -> None:
        """Each word of `text`."""
        for word in _plain_words(text):
            self.put(Word(word), negated=negated)

    def add_group(self, parts: tuple[Part, ...], *, negated: bool = False) -> None:
        """What stood in brackets; as if it were not there where it was nothing."""
        if not parts:
            self._unwanted = False
            return
        self.put(parts[0] if len(parts) == 1 else AllOf(parts), negated=negated, is_group=True)

    def put(
        self, part: Part, *, negated: bool = False, is_group: bool = False, plainly: bool = False
    ) -> None:
        """A part, joined to what is before as the operator between them says.

        `plainly`: a filter in plain words, which only another such filter can be an "or" with.
        """
        unwanted = negated or self._unwanted
        last = self._items[-1] if self._items else None
        if self._near and last:
            self._join_near(last, part, unwanted)
        else:
            made = negation(part) if unwanted else part
            if last and self._either and self._is_either(last, plainly, unwanted):
                last.alternatives.append(made)
                last.is_group = True
            else:
                self._items.append(_Item([made], is_group, plainly))
        self._either, self._unwanted, self._near = "", False, None

    def _join_near(self, last: _Item, part: Part, unwanted: bool) -> None:
        assert self._near
        before = last.alternatives[-1]
        if unwanted or not (_has_places(before) and _has_places(part)):
            raise QueryError("NEAR stands between words", column=self._near.column)
        last.alternatives[-1] = Near((before, part), int(self._near.text))

    def _is_either(self, last: _Item, plainly: bool, unwanted: bool) -> bool:
        """An "or" in small letters joins words with words, and filters with filters."""
        if self._either != "or":
            return True
        return last.in_plain_words == plainly and not unwanted


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


def any_of(parts: Iterable[Part]) -> Part:
    """One of the parts is enough; values of one field are one part."""
    flat: list[Part] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, AnyOf) else (part,))
    merged = list(_merged(flat))
    return merged[0] if len(merged) == 1 else AnyOf(tuple(merged))


def _merged(parts: Iterable[Part]) -> Iterator[Part]:
    parts = list(parts)
    values: dict[str, tuple[str, ...]] = {}
    for part in parts:
        if isinstance(part, Has):
            both = (*values.get(part.field, ()), *part.values)
            values[part.field] = tuple(dict.fromkeys(both))
    for part in parts:
        if not isinstance(part, Has):
            yield part
        elif part.field in values:
            yield Has(part.field, values.pop(part.field))


def all_parts(items: Iterable[tuple[Part, bool]]) -> tuple[Part, ...]:
    """Parts that are all needed, each with whether it was in brackets.

    Side by side, values of one field are alternatives and bounds of one range complete each other;
    in brackets they are a part of their own, where there is another of that field. Filters come
    first, one for each field.
    """
    flat = list(_flat(items))
    filters: dict[str, Part] = {}
    for part, is_group in flat:
        if isinstance(part, (Has, Within)) and not is_group:
            before = filters.get(part.field)
            filters[part.field] = _together(before, part) if before else part
    rest: list[Part] = []
    for part, is_group in flat:
        if not isinstance(part, (Has, Within)):
            rest.append(part)
        elif part.field not in filters:
            filters[part.field] = part
        elif is_group and part is not filters[part.field]:
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


def _together(one: Part, other: Part) -> Part:
    if isinstance(one, Has) and isinstance(other, Has):
        return Has(one.field, tuple(dict.fromkeys((*one.values, *other.values))))
    assert isinstance(one, Within) and isinstance(other, Within)
    low = one.low if other.low is None else other.low
    high = one.high if other.high is None else other.high
    return Within(one.field, low, high)


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
