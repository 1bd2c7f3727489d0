"""The reviewer's codes on a quotation: where its words, lead-in or theme have a code's terms.

Comes in: the codebook, a document and one quotation. Goes out: slugs, each with the span of the
document that has the term. A word finds its family, "begin*" words that begin so; several words are
a phrase of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ccg_corpus.core.model import Document, Evidence, Quotation, Span
from ccg_corpus.project.config import Code
from ccg_corpus.text.words import family, slug, tokens

RULE = "code_term"
# How far from a quotation its lead-in is looked for; it mostly stands right before it.
LEAD_IN_REACH = 4000


@dataclass(frozen=True, slots=True)
class CodeFound:
    """A code with the evidence for it."""

    slug: str
    evidence: Evidence


def terms_of(codes: Iterable[Code]) -> tuple[tuple[str, ...], ...]:
    """What of a codebook records are made by: a name or a definition changes none."""
    return tuple((code.slug, *_terms(code)) for code in codes if _terms(code))


def merged_of(codes: Iterable[Code]) -> dict[str, str]:
    """The code that each code that was merged, and is none any more, is now a name of."""
    codes = tuple(codes)
    slugs = {code.slug for code in codes}
    return {
        was: code.slug
        for code in codes
        for was in code.was
        if was not in slugs and was == slug(was)  # a name that it had is no slug
    }


def _terms(code: Code) -> tuple[str, ...]:
    return (*code.terms, code.slug.replace("-", " ")) if code.is_term else code.terms


class CodeTerms:
    """The codes of a project, ready to be looked for."""

    def __init__(self, codes: Iterable[Code]) -> None:
        codes = tuple(codes)
        self._terms = [(code.slug, _keys(code)) for code in codes if _terms(code)]
        self.merged = merged_of(codes)

    def codes_of(self, document: Document, quotation: Quotation) -> tuple[CodeFound, ...]:
        """The codes of a quotation in the codebook's order; each by the first term that stands."""
        if not self._terms:
            return ()
        places = list(_places(document, quotation))
        found = ((slug, _first(keys, places)) for slug, keys in self._terms)
        return tuple(
            CodeFound(slug, _evidence(document, span)) for slug, span in found if span is not None
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of the document as words and families, each with its span in the document."""

    words: tuple[str, ...]
    families: tuple[str, ...]
    spans: tuple[Span, ...]


def _evidence(document: Document, span: Span) -> Evidence:
    words = " ".join(document.slice(span).split())
    return Evidence("codes", words, span.start, span.end, RULE)


@dataclass(frozen=True, slots=True)
class _Key:
    """A word of a term: its family, or how the word begins where it ends with a star."""

    text: str
    is_beginning: bool = False

    def fits(self, place: _Place, at: int) -> bool:
        if self.is_beginning:
            return place.words[at].startswith(self.text)
        return place.families[at] == self.text


def _keys(code: Code) -> tuple[tuple[_Key, ...], ...]:
    return tuple(dict.fromkeys(key for term in _terms(code) if (key := _key(term))))


def _key(term: str) -> tuple[_Key, ...]:
    return tuple(
        _Key(word.text, True) if term[word.end : word.end + 1] == "*" else _Key(family(word.text))
        for word in tokens(term)
    )


def _first(keys: Sequence[tuple[_Key, ...]], places: Iterable[_Place]) -> Span | None:
    for place in places:
        for key in keys:
            for at in range(len(place.words) - len(key) + 1):
                if all(one.fits(place, at + n) for n, one in enumerate(key)):
                    return Span(place.spans[at].start, place.spans[at + len(key) - 1].end)
    return None


def _places(document: Document, quotation: Quotation) -> Iterator[_Place]:
    """The quotation, its lead-in, its theme: where in the document each of them stands."""
    yield _place(document, quotation.span)
    if quotation.lead_in and (span := _lead_in_span(document, quotation)):
        yield _place(document, span)
    if quotation.theme and (span := _theme_span(document, quotation)):
        yield _place(document, span)


def _place(document: Document, span: Span) -> _Place:
    words = tokens(document.slice(span))
    spans = [Span(span.start + word.start, span.start + word.end) for word in words]
    return _Place(
        tuple(word.text for word in words), tuple(family(word.text) for word in words), tuple(spans)
    )


def _lead_in_span(document: Document, quotation: Quotation) -> Span | None:
    """The nearest place around the quotation that has its lead-in, white space aside."""
    words = (quotation.lead_in or "").split()
    start = max(0, quotation.span.start - LEAD_IN_REACH)
    around = document.text[start : quotation.span.end + LEAD_IN_REACH]
    matches = re.finditer(r"\s+".join(map(re.escape, words)), around)
    spans = [Span(start + match.start(), start + match.end()) for match in matches]
    return min(spans, key=lambda span: abs(span.end - quotation.span.start), default=None)


def _theme_span(document: Document, quotation: Quotation) -> Span | None:
    """The last heading before the quotation that has the theme's words."""
    for block in reversed(document.blocks):
        before = block.span.start <= quotation.span.start and block.kind in ("heading", "title")
        if before and " ".join(document.slice(block.span).split()) == quotation.theme:
            return block.span
    return None
