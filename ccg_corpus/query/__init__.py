"""Words or filters → `Query`, and back to text. Pure: no index, no store, no files."""

from ccg_corpus.query.catalogue import Catalogue, Known, KnownDocument
from ccg_corpus.query.fields import kinds_named, role_slug
from ccg_corpus.query.model import Query
from ccg_corpus.query.parts import read_words
from ccg_corpus.query.reading import read_query
from ccg_corpus.terms import AllOf, AnyOf, Not, Part, Phrase, Prefix, Word

__all__ = [
    "AllOf",
    "AnyOf",
    "Catalogue",
    "Known",
    "KnownDocument",
    "Not",
    "Part",
    "Phrase",
    "Prefix",
    "Query",
    "Word",
    "kinds_named",
    "read_query",
    "read_words",
    "role_slug",
]
