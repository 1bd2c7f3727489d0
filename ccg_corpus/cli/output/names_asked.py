"""Names in a question that the corpus does not have: said, or refused where they have to exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccg_corpus.cli.output.session import Session
from ccg_corpus.core.errors import QueryError
from ccg_corpus.text.nearest import near

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query


def check_names(run: Session, corpus: Corpus, query: Query, *, is_empty: bool) -> None:
    """Say which names in the query the corpus does not have; a wrong reference is an error.

    A document, site, study or code is there or was mistyped, and so is a role that no vocabulary
    knows; a case, a theme or a known role may well have said nothing.
    Raises: QueryError.
    """
    if not is_empty and not _names_several(query):
        return
    _check_references(corpus, query)
    unknown = corpus.unknown(query)
    for line in unknown:
        run.note(line)
    for word, near_it in (corpus.misspelt(query) if is_empty and query.has_words else {}).items():
        run.note(f"no '{word}' in the corpus (did you mean '{near_it}'?)")
    if is_empty and not unknown:
        run.note(f"nothing found for {query.described(corpus.vocabulary.title) or 'any speaker'}")
    if is_empty and query.has_words and not run.is_quiet:
        from ccg_corpus.cli.output.nothing_found import what_there_is

        for line in what_there_is(corpus, query):
            run.note(line)


def _check_references(corpus: Corpus, query: Query) -> None:
    """The names that have to exist.

    Raises: QueryError for the first that does not.
    """
    from ccg_corpus.query.query import FIELDS, Query

    names = query.names()
    given = {field: names.get(field, ()) for field in ("document", "site", "study", "code", "type")}
    fields = {FIELDS[field]: values for field, values in given.items()}
    for line in corpus.unknown(Query().with_filters(**fields)):
        raise QueryError(line)
    for role in names.get("role", ()):
        if corpus.vocabulary.resolve(role) is None and corpus.unknown(Query(roles=(role,))):
            known = (*corpus.vocabulary.slugs, *corpus.catalogue.roles)
            hint = _several(role, corpus) or near(role, known, listed=False)
            hint = hint or "'ccg roles --all' lists them"
            raise QueryError(f"no role '{role}'", hint=hint)


def _several(name: str, corpus: Corpus) -> str:
    """ "gp,manager", "GPs and managers": two roles in one name."""
    import re

    pieces = [piece.strip() for piece in re.split(r",|/|&|\band\b|\bor\b", name) if piece.strip()]
    slugs = [corpus.vocabulary.resolve(piece) for piece in pieces]
    if len(pieces) < 2 or not all(slugs):
        return ""
    return "each by itself: " + " ".join(f"--role {slug}" for slug in slugs)


def _names_several(query: Query) -> bool:
    """One unknown name among others, or one that is left out, would go unnoticed."""
    names = query.names()
    return any(len(values) > 1 for field, values in names.items() if field != "kind") or bool(
        query.parts and names
    )
