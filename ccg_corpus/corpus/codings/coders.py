"""Who has coded what: the coders of a project, and quotations as units of agreement.

Comes in: the decisions of a project, or the records that they were applied to. Goes out: rows, and
units. Which quotation a decision is about is settled where records are made, and not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.hit import SPEECH_KINDS
from ccg_corpus.text.nearest import near

if TYPE_CHECKING:
    from ccg_corpus.agreement import CodedUnit
    from ccg_corpus.core.hit import Record
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query


def coders(root: Path) -> list[dict[str, Any]]:
    """A row a reviewer, by name: what of theirs is in force."""
    from ccg_corpus.decisions.files import read_decisions
    from ccg_corpus.decisions.order import in_force
    from ccg_corpus.records.codings import codes_in

    found: dict[str, list[Any]] = {}
    for one in in_force(read_decisions(root).decisions):
        found.setdefault(one.by, []).append(one)
    rows = []
    for coder, decisions in sorted(found.items()):
        codings: dict[tuple[str, str, str | None], None] = {}
        for one in decisions:
            for code in codes_in(one):
                key = (one.on.id or one.on.exact, code, one.on.part)
                if one.do == "code":
                    codings[key] = None
                elif one.do == "uncode":
                    for old in [old for old in codings if old[:2] == key[:2]]:
                        if one.on.part in (None, old[2]):
                            del codings[old]
        rows.append(
            {
                "coder": coder,
                "decisions": len(decisions),
                "quotations": len({one.on.id or one.on.exact for one in decisions if one.on.exact}),
                "codings": len(codings),
                "codes": len({code for _, code, _ in codings}),
                "memos": sum(one.do == "memo" for one in decisions),
                "first": decisions[0].at[:10],
                "last": decisions[-1].at[:10],
            }
        )
    return rows


def coder_named(root: Path, name: str) -> str:
    """The coder of a name, whatever its capitals.

    Raises: QueryError where nobody of that name has decided anything.
    """
    known = [row["coder"] for row in coders(root)]
    found = [one for one in known if one.casefold() == name.casefold()]
    if not found:
        hint = near(name, known) or "nobody has decided anything yet"
        raise QueryError(f"no coder '{name}'", hint=hint)
    return name if name in found else str(found[0])


def coding_units(corpus: Corpus, query: Query, ids: Iterable[str] | None = None) -> list[CodedUnit]:
    """The quotations of a query, or those of `ids`, with what each coder gave them.

    Of kinds that are nobody's speech only those that somebody has decided on: they are shown to
    nobody who does not ask for them.
    Raises: QueryError for an id that there is not.
    """
    if ids is not None:
        return [unit_of(corpus.show(id).record) for id in ids]
    units = ((hit.record["kind"], unit_of(hit.record)) for hit in corpus.quotes(query))
    return [unit for kind, unit in units if kind in SPEECH_KINDS or unit.decided]


def unit_of(record: Record) -> CodedUnit:
    """A record as a unit of agreement."""
    from ccg_corpus.agreement import CodedUnit

    codes: dict[str, dict[str, tuple[str | None, ...]]] = {}
    for one in record["codings"]:
        if not one["proposed"]:
            of_coder = codes.setdefault(one["by"], {})
            of_coder[one["code"]] = (*of_coder.get(one["code"], ()), one["part"])
    decided = {*codes, *(one["by"] for key in ("decided", "memos") for one in record[key])}
    return CodedUnit(
        record["id"], record["document"]["id"], record["text"], codes, frozenset(decided)
    )
