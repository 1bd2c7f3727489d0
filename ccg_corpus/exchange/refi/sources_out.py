"""Documents as files of a project: their texts, and the user's own PDF and Word files.

Comes in: a review, and which of both are wished. Goes out: the members of the ZIP, and under which path
each document has them. Nothing outside the project is read, and a file that can't be is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccg_corpus.exchange.refi.gathered import GatheredReview, Remark, TextOf
from ccg_corpus.exchange.refi.guids import guid

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus

ORIGINALS = {".pdf": "pdf", ".docx": "docx"}


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """`members`: files by their name in the ZIP. `originals`: the ending of a document's own file, by
    document, where it is in it. `has_both`: whether texts stand beside these, or belong to them."""

    members: tuple[tuple[str, bytes], ...]
    originals: dict[str, str]
    has_both: bool
    notes: tuple[str, ...]


def files_of(corpus: Corpus, review: GatheredReview, wanted: str, *, crlf: bool) -> SourceFiles:
    """The files of all documents and memos."""
    members: list[tuple[str, bytes]] = []
    originals: dict[str, str] = {}
    missing: list[str] = []
    for one in review.documents:
        members.append((f"sources/{one.guid}.txt", plain(one.text, crlf=crlf)))
        if wanted == "text":
            continue
        own = _original(corpus, one)
        if own is None:
            missing.append(one.id)
            continue
        ending, data = own
        originals[one.id] = ending
        members.append((f"sources/{guid('original', one.id)}.{ending}", data))
    members += _memos(review)
    notes: tuple[str, ...] = ()
    if missing:
        shown = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if missing[3:] else "")
        notes = (f"as text only, for no PDF or Word file of theirs is there: {shown}",)
    return SourceFiles(tuple(members), originals, wanted == "both", notes)


def plain(text: str, *, crlf: bool = False) -> bytes:
    """A text of which every position is kept: no mark at its beginning, one kind of line end."""
    one_kind = text.replace("\r", "\n")
    if one_kind.startswith("\ufeff"):
        one_kind = " " + one_kind[1:]
    data = one_kind.encode("utf-8", "replace")
    return data.replace(b"\n", b"\r\n") if crlf else data


def _memos(review: GatheredReview) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for one in notes_of(review):
        if one.guid not in seen:
            seen.add(one.guid)
            yield f"sources/{one.guid}.txt", plain(one.text)


def notes_of(review: GatheredReview) -> list[Remark]:
    """The memos that stand in files of their own, each once. Cases have theirs in their description:
    the standard has no other place."""
    cases = {one.id for one in review.cases}
    found = {one.guid: one for one in review.remarks if one.on not in cases}
    return list(found.values())


def _original(corpus: Corpus, one: TextOf) -> tuple[str, bytes] | None:
    from ccg_corpus.project.files import read_file

    path = corpus.root / one.source
    ending = ORIGINALS.get(path.suffix.lower())
    if ending is None:
        return None
    try:
        return ending, read_file(path)
    except OSError:
        return None
