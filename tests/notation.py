"""A notation for small invented documents, and stages that read it: no rule of the package needed.

Each line is a block. "# Words" is a heading; "gp, D: words" a quotation of a GP in case D;
"?: words" one of nobody stated; "term: words" no speech at all; any other line is the author's.
"""

from __future__ import annotations

import re

from ccg_corpus.core.errors import NoText, Unreadable
from ccg_corpus.core.model import (
    Block,
    Case,
    Document,
    Draft,
    DraftLine,
    Facts,
    Quotation,
    Run,
    Span,
    Speaker,
)
from ccg_corpus.ingest import Stages
from ccg_corpus.vocabulary import load_roles

ROLES = load_roles()
_SAID = re.compile(r"(?P<who>[a-z-]+|\?)(?:, (?P<case>[^:]+))?: (?P<words>.+)")


def document_of(text: str, source: str = "invented.txt", facts: Facts | None = None) -> Document:
    """The document that the notation writes; quotations' labels stay in the text."""
    blocks, at, headings = [], 0, ()
    for line in text.splitlines():
        kind = "heading" if line.startswith("# ") else "paragraph"
        skip = 2 if kind == "heading" else 0
        span = Span(at + skip, at + len(line))
        blocks.append(Block(kind, span, level=1 if skip else 0, headings=headings))
        headings = (len(blocks) - 1,) if skip else headings
        at += len(line) + 1
    return Document(
        source=source,
        format="text",
        text=text,
        blocks=tuple(blocks),
        runs=(Run(Span(0, len(text))),),
        facts=facts or Facts(title=f"Invented example {source}"),
        cases=tuple(Case(label) for label in sorted(set(_labels(text)))),
    )


def quotations_of(document: Document) -> tuple[Quotation, ...]:
    """The quotations that the notation marks, with the block before as their lead-in."""
    found = []
    for at, block in enumerate(document.blocks):
        match = _SAID.fullmatch(document.slice(block.span))
        if match is None:
            continue
        before = document.slice(document.blocks[at - 1].span) if at else None
        start = block.span.start + match.start("words")
        theme = document.slice(document.blocks[block.headings[-1]].span) if block.headings else None
        found.append(
            Quotation(
                span=Span(start, block.span.end),
                text=" ".join(match["words"].split()),
                kind="term" if match["who"] == "term" else "participant",
                inline=False,
                speaker=_speaker(match["who"], match["case"]),
                theme=theme,
                headings=(theme,) if theme else (),
                lead_in=before if before and before.endswith(":") and ": " not in before else None,
                confidence=0.9,
            )
        )
    return tuple(found)


def read(data: bytes, name: str) -> Draft:
    """A file in the notation; "broken" in its first line is a fault, nothing in it another."""
    text = data.decode("utf-8")
    if text.startswith("broken"):
        raise Unreadable("is broken", path=name)
    if not text.strip():
        raise NoText("the file is empty", path=name)
    return Draft("text", lines=tuple(DraftLine(line) for line in text.splitlines()))


def rebuild(draft: Draft, source: str) -> Document:
    """The draft's lines as one document."""
    return document_of("\n".join(line.text for line in draft.lines), source)


STAGES = Stages(read=read, rebuild=rebuild, find=quotations_of)


def _labels(text: str) -> list[str]:
    matches = (_SAID.fullmatch(line) for line in text.splitlines())
    return [match["case"] for match in matches if match and match["case"]]


def _speaker(who: str, case: str | None) -> Speaker:
    if who in ("?", "term"):
        return Speaker(case=case)
    return Speaker(label=who, role=who, roles=ROLES.broader(who), case=case)
