"""A record → the terms it is found by: words as they stand, families, facets. No Whoosh here."""

from __future__ import annotations

from collections.abc import Iterator

from ccg_corpus.core.hit import SPEECH_KINDS, kept_kind
from ccg_corpus.store import Facet, Indexable
from ccg_corpus.text.words import Token, Variant, family, plain_words, tokens, variants

# Stands between a text and the same text with its hyphenated words joined: no phrase spans it.
BREAK = "\x1f"
# The printing that stands for a quotation's others; and such a one of what anybody said or wrote.
SHOWN: Facet = ("printing", "shown")
USUAL: Facet = ("printing", "usual")


def forms(text: str) -> tuple[list[str], list[str]]:
    """The words as they stand, once more with the hyphenated ones joined; and all their families."""
    plain = plain_words(text)
    if plain is not None:
        return plain, [family(word) for word in plain]
    found = tokens(text)
    words = [token.text for token in found]
    joined = variants(text, found)
    keys = [family(word) for word in (*words, *(variant.text for variant in joined))]
    if joined:
        words = [*words, BREAK, *joined_words(found, joined)]
    return words, keys


def joined_words(found: list[Token], joined: list[Variant]) -> list[str]:
    """The words with each hyphenated one in place of its parts."""
    at_first = {variant.first: variant for variant in joined}
    words, at = [], 0
    while at < len(found):
        variant = at_first.get(at)
        words.append(variant.text if variant else found[at].text)
        at = variant.last + 1 if variant else at + 1
    return words


def facet_term(facet: Facet) -> str:
    """A facet as the index writes it."""
    return "\x1f".join(facet)


def facet_terms(indexable: Indexable) -> Iterator[str]:
    """All that a record is filtered by."""
    yield from map(facet_term, indexable.facets)
    kind = kept_kind(indexable.record)
    yield facet_term(("kind", kind))
    if indexable.record["document"]["year"] is not None:
        yield facet_term(("year", str(indexable.record["document"]["year"])))
    if indexable.is_shown:
        yield facet_term(SHOWN)
        if kind in SPEECH_KINDS:
            yield facet_term(USUAL)
