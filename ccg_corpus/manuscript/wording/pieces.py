"""A quotation as an author prints it → pieces: words, marked omissions, and what stands in brackets.

In: text. Out: `QuotedPiece`s in order. Of a source's own text the same pieces are asked, where brackets and
dots are the source's. What an author may do to somebody's words, and how it is printed, is known here:
"…", "[...]", "(…)", "[T]he", "work[ed]", "[they]", "[sic]", "[emphasis added]".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ccg_corpus.manuscript.wording.numerals import stretches
from ccg_corpus.text.words import Token, tokens

WORD, GAP, BRACKET = "word", "gap", "bracket"

_DOTS = r"(?:…|\.(?:\s?\.){2,})"
_CUT = r"(?:snip|cut|omitted|text omitted|words omitted|omission|text removed|--+|—|–)"
_OMISSION = re.compile(
    rf"[\[(<]\s*(?:{_DOTS}\s*)+[\])>]|[\[(]\s*{_CUT}\s*[\])]|{_DOTS}(?:\s?\.)?", re.IGNORECASE
)
# letters beside a bracket without a space: "[T]he", "work[ed]", "the[ir]"
_GLUED = re.compile(r"(?:[^\W\d_]+['’]?)?\[[^\W\d_'’ ]{1,12}\](?:[^\W\d_]|['’])*", re.UNICODE)
_SQUARE = re.compile(r"\[([^\[\]]{0,300})\]")
_ROUND = re.compile(r"\(([^()]{0,300})\)")
_REMARK = re.compile(
    r"\s*(?:sic|stet|(?:(?:my|our|original|author'?s'?|authors['’]?)\s+)?(?:emphasis|italics?|underlining|bold(?:face)?)"
    r"(?:\s+(?:added|ours|mine|in (?:the )?original|original|by .{1,30}))?|emphases added|translated.{0,40}|"
    r"(?:our|my|own|author'?s'?) translation.{0,30}|!|\?)\s*[.;,]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuotedPiece:
    """A word, folded; or an omission; or a bracket with the words in it.

    `start` and `end` are of the text. `open_ends` of a word say that letters of it stand in a
    bracket: "work[ed]" may be of "working", and is printed as `text`.
    """

    kind: str
    text: str
    start: int
    end: int
    words: tuple[str, ...] = ()  # in a bracket
    stem: str | None = None  # the letters of a word that no bracket has
    is_round: bool = False
    is_remark: bool = False  # "[sic]", "[emphasis added]"
    inside: tuple[QuotedPiece, ...] = ()  # the words in a bracket, each as a piece
    is_aside: bool = False  # of a source: it stands in a bracket there


def pieces_of(text: str) -> list[QuotedPiece]:
    """The pieces of a quotation in an author's hand."""
    found: list[QuotedPiece] = []
    at = 0
    for start, end, piece in _special(text):
        found += _words(text, at, start)
        found.append(piece)
        at = end
    return found + _words(text, at, len(text))


def source_words(text: str) -> list[QuotedPiece]:
    """The words of a source: its brackets and dots are its own."""
    asides = [match.span() for pattern in (_SQUARE, _ROUND) for match in pattern.finditer(text)]
    words = _words(text, 0, len(text))
    if not asides:
        return words
    return [
        replace(one, is_aside=any(start < one.start < end for start, end in asides))
        for one in words
    ]


def _words(text: str, start: int, end: int) -> list[QuotedPiece]:
    found = tokens(text[start:end])
    out, at = [], 0
    for first, last, figure in stretches([one.text for one in found]):
        out += found[at:first]
        out.append(Token(figure, found[first].start, found[last - 1].end))
        at = last
    return [
        QuotedPiece(WORD, one.text, start + one.start, start + one.end)
        for one in (*out, *found[at:])
    ]


def _special(text: str) -> list[tuple[int, int, QuotedPiece]]:
    """What is no plain word, in order, never overlapping."""
    found: list[tuple[int, int, QuotedPiece]] = []
    taken: list[tuple[int, int]] = []

    def take(start: int, end: int, piece: QuotedPiece) -> None:
        if not any(start < b and a < end for a, b in taken):
            taken.append((start, end))
            found.append((start, end, piece))

    for match in _OMISSION.finditer(text):
        take(*match.span(), QuotedPiece(GAP, "…", *match.span()))
    for match in _GLUED.finditer(text):
        plain = re.sub(r"[\[\]]", "", match.group())
        stem = re.sub(r"\[[^\]]*\]", "*", match.group())
        words = tokens(plain)
        if len(words) == 1 and stem != "*":
            own = QuotedPiece(WORD, words[0].text, *match.span(), stem=_folded(stem))
            take(*match.span(), own)
    for pattern, is_round in ((_SQUARE, False), (_ROUND, True)):
        for match in pattern.finditer(text):
            inside = tuple(_words(text, *match.span(1)))
            words_in = tuple(one.text for one in inside)
            is_remark = _REMARK.fullmatch(match[1]) is not None
            take(
                *match.span(),
                QuotedPiece(
                    BRACKET, match[1], *match.span(), words_in, None, is_round, is_remark, inside
                ),
            )
    return sorted(found, key=lambda one: one[0])


def _folded(stem: str) -> str:
    return "*".join("".join(t.text for t in tokens(part)) for part in stem.split("*"))
