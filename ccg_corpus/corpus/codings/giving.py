"""Codes and memos that a reviewer gives → decisions, checked against the corpus and the codebook.

Comes in: records, names of codes, words. Goes out: decisions to be written, each with a line on what
it changes; what would change nothing is no decision. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import Record
from ccg_corpus.corpus.reviewing.deciding import Change, anchor_of
from ccg_corpus.decisions.model import Anchor, Decision, decided
from ccg_corpus.text.nearest import near

if TYPE_CHECKING:
    from ccg_corpus.codebook.tree import CodeTree

SHOWN = 60
MARKS = " \t\n\"'“”‘’…"


class Coding:
    """The codings and memos of one reviewer, all of one moment. `tree` is the codebook as it stands on
    the disk."""

    def __init__(self, by: str, tree: CodeTree, why: str | None = None) -> None:
        self._by, self._tree, self._why = by, tree, why
        self._at = datetime.now(UTC)

    def code(self, record: Record, codes: Sequence[str], part: str | None = None) -> list[Change]:
        """The record, or some words of it, with these codes; those that it has of this coder are left.

        Raises: QueryError where a code is none, or the words are not there.
        """
        words = None if part is None else part_of(record, part)
        have = {(one["code"], one["part"]) for one in self._own(record)}
        changes = []
        for slug in self.named(codes):
            if (slug, words) not in have:
                where = f" on “{_short(words)}”" if words else ""
                line = f"coded {slug}{where}"
                changes.append(self._change("code", record, line, words, code=slug))
        return changes

    def uncode(self, record: Record, codes: Sequence[str], part: str | None = None) -> list[Change]:
        """Without these codes of this coder; what is proposed is refused.

        Raises: QueryError for a code that is none, and where only others have given it.
        """
        words = None if part is None else part_of(record, part)
        changes = []
        for slug in self.named(codes):
            own = [one for one in self._own(record) if one["code"] == slug]
            if words is not None:
                own = [one for one in own if one["part"] == words]
            proposed = any(one["proposed"] and one["code"] == slug for one in record["codings"])
            if own:
                where = f" on “{_short(words)}”" if words else ""
                changes.append(
                    self._change("uncode", record, f"no longer {slug}{where}", words, code=slug)
                )
            elif proposed and words is None:
                changes.append(self._change("uncode", record, f"{slug} refused", code=slug))
            elif others := self._others(record, slug):
                raise QueryError(
                    f"{record['id']}: '{slug}' is of {', '.join(others)}, not of {self._by}",
                    hint="each takes away their own",
                )
        return changes

    def memo(self, record: Record, text: str) -> list[Change]:
        """A note on a quotation; one that this reviewer has written there already is left."""
        text = _written(text)
        if any((one["by"], one["text"]) == (self._by, text) for one in record["memos"]):
            return []
        return [self._change("memo", record, f"memo “{_short(text)}”", text=text)]

    def memo_on(self, on: Anchor, what: str, text: str) -> Change:
        """A note on a document, a case or a code."""
        text = _written(text)
        return Change(self._decided("memo", on, text=text), what, f"memo “{_short(text)}”")

    def named(self, codes: Iterable[str]) -> list[str]:
        """The slugs of codes by any of their names, each once.

        Raises: QueryError for the first that is none.
        """
        found = []
        for name in codes:
            slug = self._tree.resolve(name)
            if slug is None:
                known = [form for code in self._tree.codes for form in (code.slug, code.title)]
                hint = near(name, known, listed=False) or "--new adds it to the codebook"
                raise QueryError(f"no code '{name}'", hint=hint)
            found.append(slug)
        return list(dict.fromkeys(found))

    def _own(self, record: Record) -> list[dict[str, Any]]:
        return [one for one in record["codings"] if one["by"] == self._by]

    @staticmethod
    def _others(record: Record, slug: str) -> list[str]:
        codings = (one for one in record["codings"] if one["code"] == slug and not one["proposed"])
        return list(dict.fromkeys(one["by"] for one in codings))

    def _change(
        self, do: str, record: Record, line: str, part: str | None = None, **values: Any
    ) -> Change:
        on = replace(anchor_of(record), part=part)
        return Change(self._decided(do, on, **values), record["id"], line)

    def _decided(self, do: str, on: Anchor, **values: Any) -> Decision:
        return decided(do, on, by=self._by, at=self._at, why=self._why, **values)


def part_of(record: Record, typed: str) -> str:
    """Words of a quotation as it has them, whatever marks and spaces they are typed with.

    Raises: QueryError where they are not there, with the nearest that are; or several times.
    """
    from ccg_corpus.decisions.places import Places

    text = str(record["text"])
    wanted = typed.strip(MARKS)
    if not any(map(str.isalnum, wanted)):
        raise QueryError("no words are given for --part")
    places = Places(text)
    spans = places.verbatim(wanted)
    if not spans:
        nearest = places.nearest(wanted)
        hint = ""
        if nearest is not None:
            hint = f"nearest: “{_short(text[nearest.span.start : nearest.span.end])}”"
        raise QueryError(f"{record['id']} has no '{_short(wanted)}'", hint=hint)
    if len(spans) > 1:
        hint = "give more of its words"
        raise QueryError(f"{record['id']} has '{_short(wanted)}' {len(spans)} times", hint=hint)
    return " ".join(text[spans[0].start : spans[0].end].split())


def _written(text: str) -> str:
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not text:
        raise QueryError("a memo has words", hint='ccg memo ID "…"')
    return text


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1].rstrip()}…"
