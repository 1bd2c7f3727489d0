"""Parts of a question → passages: an expression of SQLite's full-text search, and what it can't say.

The one place where SQLite is asked for what `terms` says. It finds words, phrases and what they make
together. How far words are from each other it counts in another way, and documents it does not know:
where a question has that in it, the expression lets through what might match, and `holds` reads that.
So it does with phrases and texts that have hyphens: of a hyphenated word written as one the index knows
that it is there, not what stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Family,
    Holding,
    Mentioned,
    Near,
    Not,
    Part,
    Phrase,
    Prefix,
    Within,
    Word,
    walk,
)  # fmt: skip
from ccg_corpus.search.meaning import (
    beginning,
    exact_words,
    halves,
    joined_with_neighbours,
    phrase_forms,
)
from ccg_corpus.search.spans import Spans, found_near, united
from ccg_corpus.store import Facet
from ccg_corpus.text.words import families, family

ALL, NOTHING = 'everything : "1"', 'everything : "0"'
BREAK = "xbreakx"  # no phrase goes on from a text to its hyphenated words, written as one


@frozen
class PassageRow:
    """What is read of a passage: its words and what they are filtered by."""

    words: list[str]
    keys: list[str]
    over: list[str]  # the families of its headings
    facets: frozenset[Facet]
    year: int | None


def row(
    words: str, joined: str | None, keys: str, over: str, facts: Mapping[str, Any]
) -> PassageRow:
    """A passage as the index keeps it; `joined`: its words with the hyphenated ones as one."""
    apart = words.partition(f" {BREAK} ")[0].split()
    texts = [*apart, BREAK, *joined.split()] if joined else apart
    facets = {(field, facts[field]) for field in ("document", "study", "type") if facts[field]}
    return PassageRow(texts, keys.split(), over.split(), frozenset(facets), facts["year"])


def has_to_be_read(parts: Iterable[Part]) -> bool:
    """Whether a question asks what no expression can say."""
    found = (one for part in parts for one in walk(part))
    return any(isinstance(one, Near | Holding | Within) for one in found)


def has_phrases(parts: Iterable[Part]) -> bool:
    """Whether several words have to stand next to each other."""
    found = (one for part in parts for one in walk(part))
    return any(isinstance(one, Phrase) and len(exact_words(one.text)) > 1 for one in found)


def expression(parts: Sequence[Part], *, loose: bool = False) -> str:
    """What has all parts, or might have; a neighbour may be half of one word: "well being". In texts
    with hyphens, `loose` lets through what has the words of a phrase, wherever they stand."""
    wanted, unwanted = [], []
    for at, part in enumerate(parts):
        if isinstance(part, Not) and not has_to_be_read([part]):
            unwanted.append(_matching(part.part, not loose))
        elif text := _matching(part, loose):
            joined = [_family(family(word)) for word in joined_with_neighbours(parts, at)]
            wanted.append(_any([text, *joined]))
    if not wanted and not unwanted:
        return ALL
    whole = " AND ".join(wanted) or ALL
    return f"({whole})" + "".join(f" NOT {text}" for text in unwanted if text)


def _matching(part: Part, loose: bool) -> str:
    """What has a part, or might have; empty where that may be anything."""
    match part:
        case Word(text):
            return _word(text)
        case Family(key):
            return _family(key)
        case Prefix(text):
            return f"words : {_string([letters])} *" if (letters := beginning(text)) else ALL
        case Phrase(text):
            forms = phrase_forms(text)
            anywhere = [_anywhere(form) for form in forms] if loose else []
            return _any([*map(_adjacent, forms), *anywhere]) or NOTHING
        case Mentioned(names):
            return _any([_named(name) for name in names])
        case Near(parts):
            return f"({' AND '.join(_beside(one, loose) for one in parts)})"
        case AllOf(parts):
            texts = [text for one in parts if (text := _matching(one, loose))]
            return f"({' AND '.join(texts)})" if texts else ""
        case AnyOf(parts):
            texts = [_matching(one, loose) for one in parts]
            return _any(texts) if all(texts) else ""
        case Not(one) if not has_to_be_read([one]):
            return f"({ALL} NOT {_matching(one, not loose)})"
        case Not() | Holding() | Within():
            return ""
    raise AssertionError(part)


def _beside(part: Part, loose: bool) -> str:
    """What has a part of a NEAR in the text, or might have: the headings don't count."""
    match part:
        case Word(text):
            exact = exact_words(text)
            key = f"family : {_string([family(text)])}" if exact else NOTHING
            return _any([key, _adjacent(exact) if len(exact) > 1 else ""])
        case AnyOf(parts):
            return _any([_beside(one, loose) for one in parts])
        case _:
            return _matching(part, loose)


def holds(part: Part, row: PassageRow) -> bool:
    """Whether a passage has a part."""
    match part:
        case AnyOf(parts):
            return any(holds(one, row) for one in parts)
        case AllOf(parts):
            return all(holds(one, row) for one in parts)
        case Not(one):
            return not holds(one, row)
        case Holding(facets):
            return not row.facets.isdisjoint(facets)
        case Within("year", low, high):
            return row.year is not None and (low or 0) <= row.year <= (high or 9999)
        case Within():
            return False
        case Mentioned(names):
            return any(_is_named(name, row) for name in names)
        case Word(text):
            key, exact = family(text), exact_words(text)
            pairs = halves(exact[0]) if len(exact) == 1 else [exact]
            return key in row.keys or key in row.over or any(_runs(pair, row) for pair in pairs)
        case Family(key):
            return key in row.keys or key in row.over
        case Phrase(text):
            return any(_runs(form, row) for form in phrase_forms(text))
        case Near() | Prefix():
            return bool(_spans(part, row))
    raise AssertionError(part)


def all_hold(parts: Sequence[Part], row: PassageRow) -> bool:
    """Whether a passage has all parts."""
    for at, part in enumerate(parts):
        joined = map(family, joined_with_neighbours(parts, at))
        if not holds(part, row) and not any(key in row.keys or key in row.over for key in joined):
            return False
    return True


def _spans(part: Part, row: PassageRow) -> Spans:
    """Where a part stands in the words of a passage, which is number 0 here."""
    match part:
        case Near((one, other), within):
            breaks = {0: [at for at, word in enumerate(row.words) if word == BREAK]}
            return found_near(_spans(one, row), _spans(other, row), within, breaks)
        case AnyOf(parts):
            return united(_spans(one, row) for one in parts)
        case Word(text):
            key, exact = family(text), exact_words(text)
            found = _single(row, (family(word) == key for word in row.words))
            return united([found, _run(exact, row)]) if len(exact) > 1 else found
        case Prefix(text):
            letters = beginning(text)
            return _single(row, (word.startswith(letters) for word in row.words))
        case Phrase(text):
            return _run(exact_words(text), row)
    raise AssertionError(part)


def _single(row: PassageRow, is_there: Iterator[bool]) -> Spans:
    places = [(at, at) for at, one in enumerate(is_there) if one]
    return {0: places} if places else {}


def _run(words: list[str], row: PassageRow, among: list[str] | None = None) -> Spans:
    """The places of words that stand next to each other."""
    among, size = row.words if among is None else among, len(words)
    starts = range(len(among) - size + 1) if words else ()
    places = [(at, at + size - 1) for at in starts if among[at : at + size] == words]
    return {0: places} if places else {}


def _runs(words: list[str], row: PassageRow) -> bool:
    return bool(_run(words, row))


def _is_named(name: str, row: PassageRow) -> bool:
    if not exact_words(name):
        return True
    if name.endswith("*"):
        *before, last = exact_words(name)
        size = len(before)
        starts = (at for at, word in enumerate(row.words) if word.startswith(last))
        return any(at >= size and row.words[at - size : at] == before for at in starts)
    keys = list(families(name))
    return any(_run(keys, row, among) for among in (row.keys, row.over))


# Pieces of expressions


def _word(text: str) -> str:
    """Its family, in the text or the headings; also its two halves, or its hyphenated parts."""
    exact = exact_words(text)
    pairs = halves(exact[0]) if len(exact) == 1 else [exact]
    return _any([_family(family(text)), *(_adjacent(pair) for pair in pairs)]) or NOTHING


def _family(key: str) -> str:
    return f"{{family theme}} : {_string([key])}" if key else ""


def _adjacent(words: Sequence[str]) -> str:
    return f"words : {_string(words)}" if words else ""


def _anywhere(words: Sequence[str]) -> str:
    """A text with hyphens that has all words."""
    if len(words) < 2:
        return ""
    return f"({' AND '.join(f'words : {_string([word])}' for word in (BREAK, *words))})"


def _named(name: str) -> str:
    """A name in any of its forms, in the text or in the headings over it; "begin*" in the text."""
    if name.endswith("*"):
        words = exact_words(name)
        return f"words : {_string(words)} *" if words else ""
    keys = families(name)
    return f"{{family theme}} : {_string(keys)}" if keys else ""


def _any(texts: Iterable[str]) -> str:
    some = [text for text in texts if text]
    return f"({' OR '.join(some)})" if some else ""


def _string(words: Iterable[str]) -> str:
    return '"' + " ".join(words).replace('"', '""') + '"'
