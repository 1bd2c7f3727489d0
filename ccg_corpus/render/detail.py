"""One quotation with everything that is known about it, for `ccg show`.

Comes in: a record, the authors' text around it and its document's facts. Goes out: text, JSON or
Markdown. The words stand between the text around them, marked off and never shortened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ccg_corpus.core.hit import Record
from ccg_corpus.render.citation import full_citation
from ccg_corpus.render.columns import attributes, cell, decided, printable

_LABEL_WIDTH = 13


@dataclass(frozen=True, slots=True)
class Detail:
    """A record with the text before and after it; `facts` add to the record's document, `conflicts`
    are where reviewers disagree."""

    record: Record
    before: str = ""
    after: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    conflicts: Sequence[Mapping[str, Any]] = ()

    def citation(self) -> str:
        """The full reference, with the page."""
        document = {**self.facts, **self.record["document"]}
        return full_citation(document, page=self.record["page"])


@dataclass(frozen=True, slots=True)
class _Line:
    text: str = ""
    label: str = ""
    style: str = ""
    indent: int = 0


def render_detail(
    details: Iterable[Detail], format_name: str, *, width: int | None = None, color: bool = False
) -> Iterator[str]:
    """Details in one of `DETAIL_FORMATS`. `width` None leaves every text on one line."""
    if format_name == "jsonl":
        from ccg_corpus.render.formats.jsonl import jsonl_rows

        return jsonl_rows(map(_row, details))
    if format_name == "json":
        from ccg_corpus.render.formats.json import json_rows

        return json_rows(map(_row, details))
    if format_name == "md":
        return map(_markdown, details)
    return _texts(details, width, color)


def _row(detail: Detail) -> dict[str, Any]:
    """The record, then what only `show` adds."""
    extra = {
        "before": detail.before,
        "after": detail.after,
        "citation": detail.citation(),
        "conflicts": [{"field": one["field"], "words": one["words"]} for one in detail.conflicts],
    }
    return {**detail.record, **extra}


def _markdown(detail: Detail) -> str:
    from ccg_corpus.render.formats.md import block, escaped

    lead_in = detail.record["lead_in"]
    introduction = f"{escaped(cell(lead_in))}\n\n" if lead_in else ""
    known = ((label, value) for label, value in _facts(detail) if label != "Lead-in")
    facts = "".join(f"- {label}: {escaped(value)}\n" for label, value in known)
    proofs = "".join(f"- Evidence: {escaped(line)}\n" for line in _evidence(detail.record))
    return f"{introduction}{block(detail.record)}{facts}{proofs}\n"


def _texts(details: Iterable[Detail], width: int | None, color: bool) -> Iterator[str]:
    between = ""
    for detail in details:
        yield between
        between = "\n"
        lines = _lines(detail)
        yield from _plain(lines) if width is None else _wrapped(lines, width, color)


def _lines(detail: Detail) -> Iterator[_Line]:
    record = detail.record
    yield _Line(cell(record["id"]), style="bold")
    yield _Line()
    if detail.before:
        yield _Line(printable(detail.before), style="dim", indent=2)
        yield _Line()
    yield _Line(cell(record["text"]), indent=4)
    if detail.after:
        yield _Line()
        yield _Line(printable(detail.after), style="dim", indent=2)
    yield _Line()
    for label, value in _facts(detail):
        yield _Line(value, label=label)
    for number, line in enumerate(_evidence(record)):
        yield _Line(line, label="" if number else "Evidence", indent=0 if not number else -1)


def _facts(detail: Detail) -> Iterator[tuple[str, str]]:
    """What is known, in the order a reader asks; what is unknown is left out."""
    record = detail.record
    for label, value in (
        ("Lead-in", record["lead_in"]),
        ("Speaker", record["speaker_label"]),
        ("Role", _role(record)),
        ("Participant", record["participant"]),
        ("Name", record["name"]),
        ("Organisation", record["organisation"]),
        ("Case", record["case"]),
        ("Site", record["site"]),
        ("Study", record["study"]),
        ("Kind", _kind(record)),
        ("Theme", record["theme"]),
        ("Section", " › ".join([record["section"], *map(cell, record["headings"])])),
        ("Page", record["page"]),
        ("Codes", codes_shown(record)),
        *(("Memo", _memo(memo)) for memo in record.get("memos", ())),
        ("Attributes", attributes(record)),
        ("Status", _status(record)),
        ("Decided", _decisions(record)),
        *(("In conflict", conflict_shown(one)) for one in detail.conflicts),
        ("Confidence", record["confidence"]),
        ("Citation", detail.citation()),
        ("Version", _version(detail.facts)),
        ("Source", f"{record['document']['source']}, {record['start']}–{record['end']}"),
        ("Also in", [_printing(other) for other in record["also_in"]]),
    ):
        if value not in (None, "", []):
            yield label, cell(value)


def codes_shown(record: Record) -> list[str]:
    """The codes in force, each with what nobody has given yet told from what somebody has; words
    behind a code are those that have it."""
    shown = []
    for code in record["codes"]:
        codings = [one for one in record.get("codings", ()) if one["code"] == code]
        if codings and all(one["proposed"] for one in codings):
            shown.append(f"{code} (proposed)")
            continue
        by = dict.fromkeys(cell(one["by"]) for one in codings)
        parts = [f" on “{cell(one['part'])}”" for one in codings if one["part"] is not None]
        who = f" ({', '.join(by)})" if by else ""
        shown.append(code + who + "".join(parts))
    return shown


def conflict_shown(conflict: Mapping[str, Any]) -> str:
    """What each reviewer says of a field, and that neither holds."""
    said = "; ".join(
        f"{cell(word['by'])}: {'none' if word['value'] is None else cell(word['value'])}"
        for word in conflict["words"]
    )
    return f"{conflict['field']}: {said}. Neither holds until it is settled ('ccg settle')"


def _memo(memo: Mapping[str, Any]) -> str:
    return f"{cell(memo['text'])} ({cell(memo['by'])}, {cell(memo['at'])[:10]})"


def _status(record: Record) -> str | None:
    """What reviewers made of it, where they made anything."""
    status = record.get("status")
    return None if status in (None, "found") else str(status)


def _decisions(record: Record) -> list[str]:
    """A line for each thing decided: what it was, by whom, on which day, why."""
    return [
        f"{line[:-1]}, {one['at'][:10]}" + (f": {one['why']}" if one["why"] else "") + ")"
        for line, one in zip(decided(record), record.get("decided") or (), strict=True)
    ]


def _version(facts: Mapping[str, Any]) -> str | None:
    """That the document is a version of another, and why that one is the version of record."""
    if not facts.get("version_of"):
        return None
    return f"of {facts['version_of']}: {facts.get('version_why')}"


def _kind(record: Record) -> str:
    """A passage of the authors' stands nowhere but in their text."""
    kind = str(record["kind"])
    return kind if kind == "passage" else f"{kind}, {'inline' if record['inline'] else 'displayed'}"


def _role(record: Record) -> str | None:
    wider = [role for role in record["roles"] if role != record["role"]]
    if record["role"] and wider:
        return f"{record['role']} (also {', '.join(wider)})"
    role: str | None = record["role"]
    return role


def _printing(other: Mapping[str, Any]) -> str:
    return f"{other['id']} ({other['source']}, {other['start']}–{other['end']})"


def _evidence(record: Record) -> Iterator[str]:
    """One line a proof: the field, the words that prove it, the rule that read them."""
    for proof in record["evidence"]:
        words = cell(proof["text"])
        yield f"{proof['field']}: " + (f"“{words}” " if words else "") + f"({proof['rule']})"


def _plain(lines: Iterable[_Line]) -> Iterator[str]:
    for line in lines:
        yield f"{_start(line)}{line.text}".rstrip() + "\n"


def _start(line: _Line) -> str:
    if line.label or line.indent < 0:
        return line.label.ljust(_LABEL_WIDTH)
    return " " * line.indent


def _wrapped(lines: Iterable[_Line], width: int, color: bool) -> Iterator[str]:
    """Wrapped with a hanging indent, as a terminal of `width` shows it."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from ccg_corpus.render.formats.table import console_of

    console = console_of(width, color)
    with console.capture() as capture:
        for line in lines:
            if line.label or line.indent < 0:
                grid = Table.grid(padding=0)
                grid.add_column(width=_LABEL_WIDTH, no_wrap=True)
                grid.add_column(overflow="fold")
                grid.add_row(Text(line.label, style="dim"), Text(line.text))
                console.print(grid)
            else:
                text = Text(line.text, style=line.style, overflow="fold")
                console.print(Padding(text, (0, 0, 0, line.indent)))
    for drawn in capture.get().splitlines():
        yield drawn.rstrip() + "\n"
