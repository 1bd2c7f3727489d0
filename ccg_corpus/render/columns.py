"""What a column of a listing shows: a name, a heading, and how its value is read from a row.

Comes in: a record or a row of a listing. Goes out: the text of one cell. No layout, no quoting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen
from ccg_corpus.corpus.local import case_id
from ccg_corpus.render.citation import located_citation, short_citation

if TYPE_CHECKING:
    from ccg_corpus.core.hit import Hit

Row = Mapping[str, Any]

# What moves a cursor, rings a bell or ends a line: a PDF's text may hold any of it.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# What turns the direction of all that stands behind it, on a screen.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_COLOURS = re.compile(r"(\x1b\[[0-9;]*m)")
_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_OF_LABELS = ("role", "case", "participant")
_SPACES = "\t\n\r\x0b\x0c\x85\u2028\u2029"


@frozen
class Column:
    """`key` is the name in csv; `title` the heading for people.

    In a table a name is not folded, `under` gives lines below the value, `brief` stands for it, and a
    column that is not `in_table` is left out: another one says the same. The values of an attribute are
    texts, some of them how a number is written.
    """

    key: str
    title: str
    value: Callable[[Row], Any]
    is_number: bool = False
    is_name: bool = False
    in_table: bool = True
    under: Callable[[Row], list[str]] | None = None
    brief: Callable[[Row], Any] | None = None
    is_attribute: bool = False


def moment(key: str, title: str) -> Column:
    """The column of a time: to the minute in a table, whole elsewhere."""

    def brief(row: Row) -> str:
        return str(row.get(key) or "")[:16].replace("T", " ")

    return Column(key, title, lambda row: row.get(key), is_name=True, brief=brief)


def field(
    key: str, title: str, *, is_number: bool = False, is_name: bool = False, in_table: bool = True
) -> Column:
    """The column that shows a row's own `key`."""
    return Column(key, title, lambda row: row.get(key), is_number, is_name, in_table)


def cell(value: Any) -> str:
    """A value as text: nothing for unknown, lists with semicolons, no line ends or controls."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, (list, tuple)):
        return "; ".join(cell(item) for item in value)
    return printable(str(value))


def printable(text: str) -> str:
    """The text on one line, safe for a terminal: control characters can't act."""
    return _CONTROLS.sub(_shown, text)


def harmless(text: str, *, is_screen: bool) -> str:
    """Lines without what could steer a terminal, in which they may end in any case.

    On a screen our own colours stay, and nothing may turn the direction of what follows.
    """
    if is_screen:
        text = _TURNS.sub("\N{REPLACEMENT CHARACTER}", text)
    if not _STEERS.search(text):
        return text
    pieces = _COLOURS.split(text) if is_screen else [text]
    for at in range(0, len(pieces), 2):
        pieces[at] = _STEERS.sub("\N{REPLACEMENT CHARACTER}", pieces[at].replace("\r\n", "\n"))
    return "".join(pieces)


def _shown(match: re.Match[str]) -> str:
    return " " if match.group() in _SPACES else "\N{REPLACEMENT CHARACTER}"


def who(record: Row) -> str | None:
    """The participant's number or name, as printed."""
    value: str | None = record["participant"] or record["name"]
    return value


def speaker(record: Row) -> str:
    """The speaker for a reader: the label as printed, else what is known of them; where a reviewer
    says otherwise than the label, what she says, with the label behind it."""
    if record["speaker_label"]:
        label = cell(record["speaker_label"])
        return f"{_corrected(record)} (printed: {label})" if _is_corrected(record) else label
    known = (who(record), record["role"], record["organisation"])
    return ", ".join(cell(part) for part in known if part)


def _is_corrected(record: Row) -> bool:
    """Whether the printed label says of the speaker what a reviewer has put right."""
    return any(
        one["field"] in _OF_LABELS and one["was"] and one["was"] != record.get(one["field"])
        for one in record.get("decided") or ()
    )


def _corrected(record: Row) -> str:
    case = f"case {cell(record['case'])}" if record["case"] else None
    known = (who(record), record["role"], case)
    return ", ".join(cell(part) for part in known if part) or "speaker not known"


def attribution(record: Row) -> str:
    """The speaker with the case, where the printed label doesn't say it."""
    if record["speaker_label"] and _is_corrected(record):
        return speaker(record)
    case = cell(record["case"])
    spoken = speaker(record)
    if not case or re.search(rf"\b{re.escape(case)}\b", spoken):
        return spoken
    return ", ".join(part for part in (spoken, f"case {case}") if part)


def attribute_columns(rows: Iterable[Row]) -> tuple[Column, ...]:
    """A column for each attribute that any row has, by name."""
    names = sorted({name for row in rows for name in row.get("attributes") or ()})
    return tuple(_attribute_column(name) for name in names)


def _attribute_column(name: str) -> Column:
    return Column(
        name, name, lambda row: (row.get("attributes") or {}).get(name), is_attribute=True
    )


def attributes(record: Row) -> list[str]:
    """What is known of whoever speaks and of the document: "country: Ghana"."""
    return [f"{name}: {value}" for name, value in (record.get("attributes") or {}).items()]


def decided(record: Row) -> list[str]:
    """What reviewers decided: field, what it was, by whom."""
    return [
        f"{one['field']}, was {cell(one['was']) or 'none'} ({one['by']})"
        for one in record.get("decided") or ()
    ]


def with_context(
    hits: Iterable[Hit],
    columns: tuple[Column, ...],
    rows: Callable[[Iterable[Row], tuple[Column, ...]], Iterator[str]],
) -> Iterator[str]:
    """The rows of hits; the paragraphs around, and the grade and why, as more columns where they
    were asked for."""
    return rows(*with_more(hits, columns))


def with_more(
    hits: Iterable[Hit], columns: tuple[Column, ...]
) -> tuple[Iterable[Row], tuple[Column, ...]]:
    """Hits as rows, with those columns."""
    records = (hit.record for hit in hits)
    first = next(records, None)
    if first is None:
        return (), columns
    around = (field("before", "before"), field("after", "after")) if "before" in first else ()
    graded = (field("match", "Match"), Column("why", "Why", reasons)) if "match" in first else ()
    return chain([first], records), (*columns, *around, *graded)


def reasons(record: Row) -> list[str]:
    """Why a hit is one, in a few words each: "grief ~ loss (lead-in)", or the word alone."""
    return [reason(one) for one in record.get("why") or ()]


def reason(one: Mapping[str, Any]) -> str:
    """ "grief ~ loss" for what stands for a word; the word itself as the hit has it."""
    said = one["found"] if one["weight"] == 1 else f"{one['asked']} ~ {one['found']}"
    return cell(said if one["place"] == "words" else f"{said} ({one['place']})")


def _of_document(key: str) -> Callable[[Row], Any]:
    return lambda record: record["document"][key]


def proposed(record: Row) -> list[str]:
    """The codes that are proposed, and that nobody has given."""
    return [one["code"] for one in record.get("codings", ()) if one["proposed"]]


def sheet_cells(record: Row) -> dict[str, str]:
    """The cells of a row that a sheet can change, and what it could not, as they are written out."""
    from ccg_corpus.text.spreadsheet import as_text

    columns = (column for column in SHEET if column.key != "check")
    return {column.key: as_text(cell(column.value(record))) for column in columns}


def _check(record: Row) -> str:
    from ccg_corpus.text.sheet_cells import CHECKED, checked

    columns = (column for column in SHEET if column.key in CHECKED)
    return checked({column.key: cell(column.value(record)) for column in columns})


# One line a hit, for scripts: the first field is what `ccg show` takes.
LINE = (
    field("id", "Id"),
    field("role", "Role"),
    field("case", "Case"),
    Column("who", "Who", who),
    field("text", "Quotation"),
    Column("document", "Document", lambda record: short_citation(record["document"])),
    field("page", "Page", is_number=True),
)

# Everything a spreadsheet can sort and filter by.
SHEET = (
    *(field(key, key) for key in (
        "id", "text", "kind", "speaker_label", "role", "participant", "name", "organisation",
        "case", "site", "study",
    )),
    Column("document", "document", _of_document("id")),
    Column("citation", "citation", lambda record: located_citation(record)),
    *(Column(key, key, _of_document(key)) for key in (
        "title", "authors", "year", "doi", "type", "source",
    )),
    *(field(key, key) for key in ("theme", "section", "page", "lead_in", "codes", "confidence")),
    Column("also_in", "also_in", lambda record: [other["id"] for other in record["also_in"]]),
    Column("case_id", "case_id", lambda record: case_id(record)),
    field("participant_id", "participant_id"),
    Column("attributes", "attributes", lambda record: attributes(record)),
    field("status", "status"),
    Column("decided", "decided", lambda record: decided(record)),
    Column("proposed", "proposed", proposed),
    Column("memos", "memos", lambda record: [
        f"{memo['text']} ({memo['by']})" for memo in record.get("memos", ())
    ]),
    # what a reviewer writes into, for `ccg decide`; and how the cells before were written
    *(Column(key, key, lambda record: None) for key in ("memo", "why")),
    Column("check", "check", lambda record: _check(record)),
)  # fmt: skip
