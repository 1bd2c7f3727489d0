"""A query's text → its lexemes, each with its place, so that an error can name the column.

Nothing is interpreted here: "case" is a word like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.query import FIELDS

# Python compiles a set of characters in no time only if those beyond its first 256 are a run or two;
# so what is far apart is left out by looking ahead.
# In single quotes too, since a shell may have taken the double ones; an apostrophe is none.
_SINGLE = r"""['‘](?P<quoted>(?:(?!['‘’])(?!["“”„]).|['’](?=\w))+)['’](?!\w)"""
_QUOTED = r""""(?:[^"\\]|\\.)*"|[“„][^“”„]*[”“]|'[^'"]+'(?!\w)"""
_OTHERS = ("doc", "year", "confidence", "words", "since", "until", "printings", "match")
_FIELDS = "|".join((*FIELDS, *_OTHERS))
_LEXEME = rf"""
    (?P<minus> (?<![^\s(]) - (?=[^\s-]) )?
    (?:
        (?P<field> [^\W\d_]+ (?: _ [^\W\d_]+ )* ) (?P<sign> >= | <= | [:=<>] ) (?P<value> {_QUOTED} | (?: (?![“”]) [^\s,;()"] )+ )
      | (?P<empty> (?: {_FIELDS} ) (?: >= | <= | [:=<>] ) (?= \s* (?: [)|] | \Z | OR\b | AND\b | NOT\b | [^\W\d_]+[:=<>]\S )) )
      | ["“”„] (?P<phrase> [^"“”„]* ) ["“”]
      | (?<![^\s(-]) {_SINGLE}
      | (?P<wild> [*]+ (?=[^\W_]) | [^\W_] [\w'’-]* (?: [*] | [?] ) (?=[^\W_]) )
      | (?P<prefix> [^\W_] (?: [\w'-] | ’ )* ) \*
      | (?P<near> NEAR (?: / (?P<within> \d{{1,3}} ) )? (?!\w) )
      | (?P<operator> \| | (?: OR | AND | NOT )(?!\w) )
      | (?P<word> (?: (?![“”„…]) [^\s",;:/()|!?.] | \.(?=\w) )+ )
      | (?P<unclosed> ["“”„] )
      | (?P<open> \( )
      | (?P<close> \) )
      | (?P<pause> (?: [,;:/!?.] | … )+ )
    )
    """
NEAR_WORDS = 10  # NEAR without a number


@frozen
class Lexeme:
    """A piece of a query. `kind` is field, phrase, prefix, near, operator, word, open, close or
    pause.

    A field has its name in `field`, ":" or a comparison in `sign` and its value in `text`; `quoted`
    is a value that stood in quotes.
    """

    kind: str
    text: str
    start: int
    end: int
    negated: bool = False
    field: str = ""
    sign: str = ""
    quoted: bool = False

    @property
    def column(self) -> int:
        """Where it stands in the query, the first character being 1."""
        return self.start + 1


def lexemes(text: str) -> list[Lexeme]:
    """The pieces of `text`, in order.

    Raises: QueryError where a double quote is never closed, a field has no value, or a star stands
    within a word.
    """
    return list(_scan(text))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(_LEXEME, re.VERBOSE | re.DOTALL)


def _scan(text: str) -> Iterator[Lexeme]:
    for match in _pattern().finditer(text):
        kind = match.lastgroup or ""
        negated = match.group("minus") is not None
        if kind == "unclosed":
            raise QueryError("the quotation mark is never closed", column=match.end())
        if kind == "empty":
            raise QueryError(
                f"{match[kind]} has no value", column=match.start(kind) + 1,
                hint=f'write {match[kind]}VALUE, or "{match[kind].rstrip(":=<>")}" for the word',
            )  # fmt: skip
        if kind == "wild":
            raise QueryError(
                "a star stands only at the end of a word, and '?' for no letter",
                column=match.end(), hint="begin* finds words that begin so",
            )  # fmt: skip
        if kind == "value":
            value = unquoted(match["value"])
            yield Lexeme(
                "field", value, match.start(), match.end(), negated,
                match["field"].lower(), match["sign"], value != match["value"],
            )  # fmt: skip
        elif match["near"]:
            within = match["within"] or str(NEAR_WORDS)
            yield Lexeme("near", within, match.start("near"), match.end("near"))
        elif kind == "quoted":
            yield Lexeme("phrase", match[kind], match.start(kind), match.end(kind), negated)
        elif match[kind].strip():
            yield Lexeme(kind, match[kind], match.start(kind), match.end(kind), negated)


def unquoted(value: str) -> str:
    """A field's value without the quotes that hold it together."""
    if len(value) >= 2 and value[0] in "“„" and value[-1] in "”“":
        return value[1:-1]
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1]
    if len(value) < 2 or value[0] != '"' or value[-1] != '"':
        return value
    return re.sub(r"\\(.)", r"\1", value[1:-1])
