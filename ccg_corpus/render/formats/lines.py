"""Ids alone, or a line of the user's own for each hit: what a shell takes further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ccg_corpus.core.hit import Hit


def render_ids(hits: Iterable[Hit]) -> Iterator[str]:
    """The id of each hit."""
    for hit in hits:
        yield f"{hit.record['id']}\n"


def render_template(hits: Iterable[Hit], template: str) -> Iterator[str]:
    """A line for each hit as the template has it."""
    from ccg_corpus.render.fields import read_template

    read = read_template(template)
    for hit in hits:
        yield read.line({**hit.record, "score": hit.score or None})
