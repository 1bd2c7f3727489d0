"""What `ccg check` prints: a row for each quotation of a manuscript, and what they come to.

Comes in: manuscripts, the corpus. Goes out: rows on standard output, a summary on standard error, a copy
of a Word file with comments where one is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FAILED, Session, print_rows
from ccg_corpus.core.errors import CcgError

if TYPE_CHECKING:
    from ccg_corpus.manuscript import CheckedQuotation

EVERY_S = 0.5  # how often a watched manuscript is looked at


def checked(
    run: Session,
    manuscripts: Sequence[Path],
    *,
    strict: bool,
    format_name: str | None,
    comments: Path | None = None,
) -> int:
    """Check manuscripts, print what is found: the exit code."""
    from ccg_corpus.manuscript import check_manuscript, exit_code

    code, rows, found = 0, [], []
    with run.corpus() as corpus:
        for path in manuscripts:
            try:
                here = check_manuscript(corpus, path)
            except CcgError as error:
                streams.fail_in_the_end(f"ccg: {error}")
                code = FAILED
                continue
            found += here
            rows += [_row(path, one) for one in here]
            if comments is not None:
                _write_comments(run, path, comments, here)
    print_rows(rows, columns(len(manuscripts) > 1), format_name, pager=False)
    run.note(_summary(found))
    return code or exit_code(found, strict=strict)


def watched(
    run: Session,
    manuscripts: Sequence[Path],
    *,
    strict: bool,
    format_name: str | None,
    comments: Path | None = None,
) -> int:
    """The same, again each time one of them is saved, until it is stopped."""
    code, seen = 0, None
    try:
        while True:
            now = [_stamp(path) for path in manuscripts]
            if now != seen:
                if seen is not None:
                    run.note(time.strftime("%H:%M:%S"))
                seen = now
                code = checked(
                    run, manuscripts, strict=strict, format_name=format_name, comments=comments
                )
            time.sleep(EVERY_S)
    except KeyboardInterrupt:
        return code


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def columns(is_several: bool) -> tuple[Any, ...]:
    """The columns of the listing."""
    from ccg_corpus.render.columns import Column, field

    own = (field("manuscript", "Manuscript"),) if is_several else ()
    return (
        *own,
        field("place", "Place"),
        field("severity", "Severity", is_name=True),
        field("words", "Words", is_name=True),
        field("attribution", "Tag", is_name=True),
        Column("text", "Quotation", lambda row: row["text"], under=_under),
        Column("difference", "Difference", lambda row: row["difference"], in_table=False),
        Column("why", "Why", lambda row: row["why"], in_table=False),
        Column("id", "Source", lambda row: row["id"], is_name=True, in_table=False),
    )


def _under(row: Any) -> list[str]:
    """What a table has below the words."""
    lines = [f"– {line}" for line in row["why"]]
    if row["difference"]:
        lines.append(f"– {row['difference']}")
    if row["id"] and row["severity"] != "skip":
        lines.append(row["id"])
    return lines


def _row(path: Path, one: CheckedQuotation) -> dict[str, Any]:
    from ccg_corpus.render.citation import located_citation

    record = one.record or {}
    id = record.get("id") or None
    return {
        "text": one.quoted.text,
        "place": one.place,
        "severity": one.severity,
        "words": one.words,
        "attribution": one.attribution,
        "id": id,
        "difference": difference(one),
        "why": list(one.why),
        "said": one.said or None,
        "tag": one.quoted.tag.text or None,
        "document": record["document"]["id"] if record else None,
        "citation": located_citation(record) if id else None,
        "manuscript": str(path),
    }


def difference(one: CheckedQuotation) -> str | None:
    """What differs, as a word diff: [-in the manuscript-] {+as it was said+}."""
    pieces = []
    for mine, said in one.differences:
        pieces.append(
            " ".join(part for part in (mine and f"[-{mine}-]", said and f"{{+{said}+}}") if part)
        )
    return "; ".join(pieces) or None


def _summary(found: Sequence[CheckedQuotation]) -> str:
    from ccg_corpus.manuscript import summary

    counts = summary(found)
    noun = "quotation" if len(found) == 1 else "quotations"
    return (
        f"{len(found)} {noun}: {counts['ok']} ok, {counts['review']} to look at,"
        f" {counts['error']} wrong, {counts['skip']} skipped"
    )


def _write_comments(
    run: Session, path: Path, output: Path, found: Sequence[CheckedQuotation]
) -> None:
    from ccg_corpus.cli.parsing.filed import write_file
    from ccg_corpus.manuscript.comments import with_comments

    if output.resolve() == path.resolve():
        raise CcgError("the manuscript is never changed: name another file", path=output)
    write_file(run, output, with_comments(path, found))
