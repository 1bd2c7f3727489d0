"""`ccg evaluate`: how right the corpus is, against gold annotation or a reviewer's own sample."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import (
    FOUND,
    NOTHING,
    Session,
    chosen_format,
    print_rows,
    session,
)
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument, option
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, ProjectOption, QuietOption, one_of

if TYPE_CHECKING:
    from ccg_corpus.core.hit import Record
    from ccg_corpus.evaluate import Evaluation

TABLES = ("document", "field", "habit", "confidence", "misses", "false")
# How far a search goes: what has all that is asked, also some of it, also what is near in meaning.
MATCHES = ("all", "some", "near")
# what a row of the table by document shows where the width of a terminal is all there is
NARROW = ("document", "gold", "found", "precision", "recall", "f1", "false", "never")


@into_files
def evaluate(
    context: Context,
    gold: Annotated[
        list[Path] | None,
        argument(
            metavar="GOLD",
            help="Gold annotation (YAML), or a marked sheet (CSV).",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        option(
            "--by",
            metavar="|".join((*TABLES, "topic")),
            help="Which table; the first four on a terminal, by document in a pipe.",
            show_default=False,
            callback=one_of((*TABLES, "topic"), "table"),
        ),
    ] = None,
    sample: Annotated[
        int | None,
        option(
            "--sample",
            min=1,
            metavar="N",
            help="Write a sheet of N quotations to mark.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int, option("--seed", metavar="N", help="Which sample: the same for the same seed.")
    ] = 0,
    topics: Annotated[
        list[Path] | None,
        option(
            "--topics",
            metavar="FILE",
            help="Score searches: topics with judged quotations (YAML).",
            show_default=False,
        ),
    ] = None,
    match: Annotated[
        str,
        option(
            "--match",
            metavar="|".join(MATCHES),
            help="How far searches for topics go.",
            callback=one_of(MATCHES, "match"),
        ),
    ] = "near",
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Score the corpus: against gold files, or by a random sample that you mark yourself.

    Strict: the first and last words are right. A quotation counts wherever it is printed. A sheet
    has a row a quotation; answer y or n under each question, nothing where you can't tell, and give
    the file back to this command: it says the share that is right with its 95 % interval.

    Topics: each is searched for in its own words, and what comes back is compared with the quotations
    that were judged to speak of it; by class, or --by topic.

    \b
    Examples:
      ccg evaluate corpus/gold.yaml
      ccg evaluate gold/*.yaml --by misses --format tsv
      ccg evaluate gold/*.yaml --format json > scores.json
      ccg evaluate --sample 50 > sheet.csv
      ccg evaluate sheet.csv
      ccg evaluate --topics corpus/topics.yaml --match near
      ccg evaluate --topics topics.yaml --by topic --format json
    """
    run = session(context, project, quiet)
    if topics:
        return _score_topics(run, topics, by, match, format)
    if by == "topic":
        raise WrongUse("--by topic is for --topics FILE")
    if sample is not None:
        return _write_sheet(run, sample, seed)
    if not gold:
        raise WrongUse("name gold files, a marked sheet, or --sample N")
    sheets = [path for path in gold if path.suffix.lower() == ".csv"]
    if sheets:
        return _score_sheets(sheets, format)
    return _score(run, gold, by, format)


def _records(run: Session) -> list[Record]:
    from ccg_corpus.query import Query

    with run.corpus() as corpus:
        return [hit.record for hit in corpus.quotes(Query(all_printings=True))]


def _write_sheet(run: Session, size: int, seed: int) -> int:
    from ccg_corpus.evaluate import sample_sheet

    records = _records(run)
    if not records:
        run.note("no quotations in the corpus")
        return NOTHING
    streams.write([sample_sheet(records, size=size, seed=seed)])
    run.note(f"{min(size, len(records))} of {len(records)} quotations, seed {seed}")
    return FOUND


def _score_sheets(paths: list[Path], format_name: str | None) -> int:
    from ccg_corpus.core.errors import QueryError
    from ccg_corpus.evaluate import score_sheet
    from ccg_corpus.render.columns import field

    lines: list[str] = []
    for path in paths:
        try:
            found = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        except (OSError, UnicodeDecodeError) as exc:
            raise QueryError(f"{path}: can't be read: {exc}") from exc
        lines.extend(found[1:] if lines else found)
    rows = [
        {
            "question": score.question,
            "right": score.right,
            "answered": score.answered,
            "share": score.share,
            "low": score.low,
            "high": score.high,
        }
        for score in score_sheet(lines)
    ]
    columns = (
        field("question", "Question", is_name=True),
        *(field(key, key.title(), is_number=True) for key in tuple(rows[0])[1:]),
    )
    print_rows(rows, columns, format_name)
    return FOUND


def _score_topics(
    run: Session, paths: list[Path], by: str | None, match: str, format_name: str | None
) -> int:
    from ccg_corpus.evaluate.topics import MEASURES, class_rows, read_topics, score_topics

    if by not in (None, "topic"):
        raise WrongUse("topics are shown by class, or --by topic")
    topics = read_topics(paths)
    if not topics:
        run.note("no topics that anything was judged to speak of")
        return NOTHING
    with run.corpus() as corpus:
        found = score_topics(
            topics, lambda ask: (hit.record for hit in corpus.search(ask, match=match))
        )
    if chosen_format(format_name) == "json" and by is None:
        import json

        scores = {"match": match, "classes": class_rows(found), "topics": found}
        streams.write([json.dumps(scores, ensure_ascii=False, indent=2) + "\n"])
        return FOUND
    rows = class_rows(found)
    if by == "topic":
        rows = [{key: row[key] for key in ("topic", "ask", *MEASURES)} for row in found]
    print_rows(rows, _columns(rows), format_name)
    return FOUND


def _score(run: Session, paths: list[Path], by: str | None, format_name: str | None) -> int:
    from ccg_corpus.evaluate import read_gold, score

    evaluation = score(read_gold(paths), _records(run))
    if chosen_format(format_name) == "json" and by is None:
        _print_json(evaluation)
        return FOUND
    shown = (by,) if by else _default_tables(format_name)
    for name in shown:
        rows = _rows(evaluation, name)
        if rows:
            print_rows(rows, _columns(rows), format_name)
    run.note(
        f"mean of strict F1 over {len(evaluation.documents)} documents: {evaluation.macro_f1:.3f}"
    )
    return FOUND


def _default_tables(format_name: str | None) -> tuple[str, ...]:
    return TABLES[:4] if chosen_format(format_name) in ("table", "md") else TABLES[:1]


def _print_json(evaluation: Evaluation) -> None:
    import json

    tables = {name: _rows(evaluation, name) for name in TABLES}
    scores = {"macro_f1": round(evaluation.macro_f1, 3), **tables}
    streams.write([json.dumps(scores, ensure_ascii=False, indent=2) + "\n"])


def _rows(evaluation: Evaluation, name: str) -> list[dict[str, Any]]:
    from ccg_corpus.evaluate import tables

    made = {
        "document": tables.document_rows,
        "field": tables.field_rows,
        "habit": tables.habit_rows,
        "confidence": tables.confidence_rows,
        "misses": tables.miss_rows,
        "false": tables.false_rows,
    }
    return made[name](evaluation)


def _columns(rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    """The rows' own keys; a column that says nothing anywhere is left out."""
    from ccg_corpus.render.columns import Column

    keys = [key for key in rows[0] if any(row[key] not in ("", None) for row in rows)]
    return tuple(
        Column(
            key,
            key.replace("_", " "),
            partial(_shown, key),
            is_number=isinstance(rows[0][key], (int, float)),
            is_name=at == 0,
            in_table="precision" not in rows[0] or key in NARROW,
        )
        for at, key in enumerate(keys)
    )


def _shown(key: str, row: Mapping[str, Any]) -> Any:
    """Shares with three decimals: a corpus of a thousand quotations needs them."""
    value = row[key]
    return f"{value:.3f}" if isinstance(value, float) else value
