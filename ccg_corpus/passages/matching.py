"""Words to find → an expression of SQLite's full-text search over passages.

Comes in: parts of a query, and names that have to be mentioned. Goes out: one expression; empty
where everything is wanted. Words find their families, as in quotations; phrases are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from ccg_corpus.terms import AllOf, AnyOf, Near, Not, Part, Phrase, Prefix, Word
from ccg_corpus.words import families, fold, tokens, variants

ALL = 'everything : "1"'
MOST_PAIRS = 64


def expression(parts: Sequence[Part], mentioned: Iterable[Sequence[str]] = ()) -> str:
    """All parts, and of each group of names one."""
    wanted = [text for part in parts if not isinstance(part, Not) if (text := _matching(part))]
    groups = (" OR ".join(filter(None, map(named, names))) for names in mentioned)
    wanted += [f"({group})" for group in groups if group]
    unwanted = [text for part in parts if isinstance(part, Not) if (text := _matching(part.part))]
    if not wanted and not unwanted:
        return ""
    whole = " AND ".join(wanted) or ALL
    return f"({whole})" + "".join(f" NOT {text}" for text in unwanted)


def named(name: str) -> str:
    """A name in any of its forms, in the text or in the headings over it; "begin*" in the text."""
    if name.endswith("*"):
        words = [token.text for token in tokens(name)]
        return f"words : {_string(words)} *" if words else ""
    keys = families(name)
    return f"{{family theme}} : {_string(keys)}" if keys else ""


def _matching(part: Part) -> str:
    match part:
        case Word(text):
            return _word(text)
        case Prefix(text):
            return f"words : {_string([fold(text)])} *"
        case Phrase(text):
            words = [token.text for token in tokens(text)]
            return f"words : {_string(words)}" if words else ""
        case Near((one, other), within):
            return _near(one, other, within)
        case AnyOf(parts):
            return _group(" OR ", parts)
        case AllOf(parts):
            return _all(parts)
        case Not(one):
            inner = _matching(one)
            return f"({ALL} NOT {inner})" if inner else ""
        case _:
            return ""  # filters: who speaks, in which document


def _all(parts: Sequence[Part]) -> str:
    inner = expression(parts)
    return f"({inner})" if inner else ""


def _group(sign: str, parts: Iterable[Part]) -> str:
    texts = [text for part in parts if (text := _matching(part))]
    return f"({sign.join(texts)})" if texts else ""


def _word(text: str) -> str:
    """Its family, in the text or the headings; a hyphenated word also as its parts, and as one."""
    keys = families(text)
    joined = [key for variant in variants(text) for key in families(variant.text)]
    options = [f"{{family theme}} : {_string(keys)}"] if keys else []
    options += [f"{{family theme}} : {_string([key])}" for key in joined]
    return f"({' OR '.join(options)})" if options else ""


def _near(one: Part, other: Part, within: int) -> str:
    pairs = list(product(_strings(one), _strings(other)))[:MOST_PAIRS]
    nears = [f"family : NEAR({first} {second}, {within})" for first, second in pairs]
    return f"({' OR '.join(nears)})" if nears else _all((one, other))


def _strings(part: Part) -> Iterator[str]:
    """What of a part can be said to be near to something."""
    if isinstance(part, (Word, Phrase)):
        keys = families(part.text)
        if keys:
            yield _string(keys)
    elif isinstance(part, AnyOf):
        for one in part.parts:
            yield from _strings(one)


def _string(words: Iterable[str]) -> str:
    return '"' + " ".join(words).replace('"', '""') + '"'
