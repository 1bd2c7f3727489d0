"""Voices asked for → bars on a terminal, rows elsewhere, an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.names_asked import check_names
from ccg_corpus.cli.output.session import (
    FOUND,
    NOTHING,
    Session,
    chosen_format,
    print_rows,
    write_paged,
)
from ccg_corpus.cli.output.synthesis.asked import noted, query_asked
from ccg_corpus.render import WHOLE_FORMATS

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.render.columns import Column
    from ccg_corpus.synthesis.took_part import TookPart
    from ccg_corpus.synthesis.voices import Voices

ALL = "all"
# Of more documents the texts are not looked through.
MOST_READ = 300


def heard(
    run: Session,
    corpus: Corpus,
    words: list[str] | None,
    filters: Query,
    *,
    by: str,
    under: str,
    each: bool,
    format_name: str | None,
    pager: bool,
) -> int:
    """Print who is heard: the exit code."""
    from ccg_corpus.synthesis.fields import read_field
    from ccg_corpus.synthesis.took_part import took_part
    from ccg_corpus.synthesis.voices import voices

    query = query_asked(run, corpus, words, filters)
    field = None if by == ALL else read_field(by)
    found = voices(corpus, query, by=field, under=under)
    found = tuple(one for one in found if one.quotations)
    noted(corpus, query, command="voices", hits=corpus.count(query))
    check_names(run, corpus, query, is_empty=not found)
    form = chosen_format(format_name)
    documents = [one.line.key for one in found if one.line.key] if by == "document" else []
    part = {id: took_part(corpus, id) for id in documents[:MOST_READ]}
    if form == "table":
        if found:
            _bars(found, part, pager=pager)
    elif found or form in WHOLE_FORMATS:
        rows, columns = (_each_rows if each else _rows)(found, by, part)
        print_rows(rows, columns, format_name, pager=pager)
    if len(documents) > MOST_READ:
        run.note(
            f"note: how many took part was looked up in {MOST_READ} of {len(documents)} papers"
        )
    return FOUND if found else NOTHING


def _bars(found: Sequence[Voices], part: dict[str, TookPart], *, pager: bool) -> None:
    from ccg_corpus.render.bars import voice_bars

    pieces = (
        piece
        for one in found
        for piece in voice_bars(
            one, part.get(one.line.key or ""), width=streams.width(), color=streams.colors()
        )
    )
    write_paged(pieces, pager=pager)


def _rows(
    found: Sequence[Voices], by: str, part: dict[str, TookPart]
) -> tuple[list[dict[str, Any]], tuple[Column, ...]]:
    from ccg_corpus.render.columns import field

    rows = [_row(one, by, part.get(one.line.key or "")) for one in found]
    numbers = {"quotations", "words", "voices", "took_part", "effective", "loudest_share", "untold"}
    keys = list(rows[0]) if rows else []
    columns = tuple(
        field(key, key.replace("_", " ").capitalize(), is_number=key in numbers) for key in keys
    )
    return rows, columns


def _row(one: Voices, by: str, part: TookPart | None) -> dict[str, Any]:
    loudest = one.loudest
    return {
        by: one.line.key or one.line.title,
        "quotations": one.quotations,
        "words": one.words,
        "voices": len(one.voices),
        "took_part": None if part is None else part.people,
        "took_part_says": [] if part is None else [said.text for said in part.said],
        "effective": None if one.effective is None else round(one.effective, 2),
        "loudest": loudest.id if loudest else None,
        "loudest_share": round(loudest.share, 4) if loudest else None,
        "untold": one.untold,
        "carried": [f"{c.title}: {c.voice} ({c.quotations} of {c.of})" for c in one.carried],
        "silent_people": list(one.silence.people),
        "silent_cases": list(one.silence.cases),
        "silent_roles": [*one.silence.roles, *(part.unquoted(one) if part else ())],
    }


def _each_rows(
    found: Sequence[Voices], by: str, part: dict[str, TookPart]
) -> tuple[list[dict[str, Any]], tuple[Column, ...]]:
    from ccg_corpus.render.columns import field

    rows = [
        {
            by: one.line.key or one.line.title,
            "participant_id": voice.id,
            "role": voice.person.get("role"),
            "quotations": voice.quotations,
            "words": voice.words,
            "share": round(voice.share, 4),
        }
        for one in found
        for voice in one.voices
    ]
    keys = (by, "participant_id", "role", "quotations", "words", "share")
    numbers = ("quotations", "words", "share")
    return rows, tuple(field(key, key.capitalize(), is_number=key in numbers) for key in keys)
