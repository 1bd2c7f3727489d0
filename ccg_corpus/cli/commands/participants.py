"""`ccg participants`: the people who speak, each once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output.session import chosen_format, session
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import (
    CaseOption,
    DocumentOption,
    FieldsOption,
    FormatOption,
    LimitOption,
    ProjectOption,
    QuietOption,
    RoleOption,
    SiteOption,
    SortOption,
)

if TYPE_CHECKING:
    from ccg_corpus.render.columns import Column


@into_files
def participants(
    context: Context,
    document: DocumentOption = None,
    role: RoleOption = None,
    case: CaseOption = None,
    site: SiteOption = None,
    fields: FieldsOption = None,
    sort: SortOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the people who speak, as their documents label them, with what they say.

    A participant is a code, number, letter, pseudonym or name of one document, with what tells two
    of the same letter apart: sex, age, focus group, role, case. P7 of two papers is two people. The
    id stands behind --participant. Quotations of nobody in particular ("a nurse", "GP, case study
    D") are counted in a last note.

    What you know of them goes into participants.csv in the project: role, site, sex, age, any column;
    for one of them, for a label, or for a whole document. It counts at once.

    \b
    Examples:
      ccg participants
      ccg participants --document smith2019 --format csv > participants.csv
      ccg participants --role nurse --case smith2019:D
      ccg participants --sort -words --fields participant_id,role,words
    """
    from ccg_corpus.cli.output.listing import list_rows
    from ccg_corpus.cli.output.names_asked import check_names
    from ccg_corpus.query import Query
    from ccg_corpus.render.columns import Column, field

    columns: tuple[Column, ...] = (
        field("participant_id", "Participant", in_table=False),
        field("document", "Document", in_table=False),
        Column("label", "Participant", lambda row: row["label"], under=_id),
        field("role", "Role"),
        field("case", "Case"),
        field("site", "Site", in_table=False),
        Column("attributes", "Attributes", _attributes),  # in csv each for itself
        field("quotations", "Quotations", is_number=True),
        field("words", "Words", is_number=True),
        field("note", "Note"),
    )
    query = Query(
        documents=tuple(document or ()),
        roles=tuple(role or ()),
        cases=tuple(case or ()),
        sites=tuple(site or ()),
    )
    run = session(context, project, quiet)
    with run.corpus() as corpus:
        rows, nobody = corpus.holdings.participants(query)
        if chosen_format(format) in ("csv", "xlsx", "parquet"):
            columns = _each_attribute(columns, rows)
        check_names(run, corpus, query, is_empty=not rows and not nobody)
        for note in corpus.holdings.local_notes(query):
            run.note(note)
    where = "in the corpus" if query == Query() else "here"
    code = list_rows(
        run,
        rows,
        columns,
        what="participants",
        limit=limit,
        format_name=format,
        where=where,
        fields=fields,
        sort=sort,
    )
    if nobody:
        more = "more quotations are" if nobody > 1 else "more quotation is"
        run.note(f"note: {nobody} {more} of nobody in particular: no code, number, letter or name")
    return code


def _each_attribute(columns: tuple[Column, ...], rows: list[dict[str, Any]]) -> tuple[Column, ...]:
    """A column for each attribute in place of one for all: a sheet to be filled in and read back."""
    from ccg_corpus.render.columns import attribute_columns

    at = [column.key for column in columns].index("attributes")
    return (*columns[:at], *attribute_columns(rows), *columns[at + 1 :])


def _id(row: Mapping[str, Any]) -> list[str]:
    return [row["participant_id"]]


def _attributes(row: Mapping[str, Any]) -> list[str]:
    return [f"{name}: {value}" for name, value in row["attributes"].items()]
