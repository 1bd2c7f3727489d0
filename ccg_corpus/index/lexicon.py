"""The terms of each segment in files beside it, to look through them all for one that is spelled alike.

Whoosh goes from term to term in every segment and merges them, which takes a hundred times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from whoosh.reading import IndexReader

SPELLED = ("words", "family")  # the fields whose terms are looked through


def write_terms(directory: Path, segment: str, reader: IndexReader) -> None:
    """Write the terms of a segment down, those of each field in a file of its own."""
    for field in SPELLED:
        terms = (term.decode() for term in reader.lexicon(field))
        _file(directory, segment, field).write_text("\n".join(terms), encoding="utf-8")


class Lexicon:
    """The terms of an index, those of a field read when it is first asked for."""

    def __init__(self, directory: Path, segments: Iterable[str]) -> None:
        self._directory = directory
        self._segments = tuple(segments)
        self._terms: dict[str, set[str]] = {}

    def terms(self, field: str) -> set[str]:
        """All terms of a field."""
        if field not in self._terms:
            files = (_file(self._directory, segment, field) for segment in self._segments)
            texts = (file.read_text(encoding="utf-8") for file in files)
            self._terms[field] = {term for text in texts for term in text.split("\n")}
        return self._terms[field]


def _file(directory: Path, segment: str, field: str) -> Path:
    return directory / f"{segment}.{field}"
