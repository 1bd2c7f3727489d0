"""`ccg agreement`: how far two coders agree, code by code, and where they do not."""

from __future__ import annotations

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
from ccg_corpus.cli.parsing.options import (
    CodeOption,
    DocumentOption,
    FormatOption,
    ProjectOption,
    QuietOption,
    one_of,
)

if TYPE_CHECKING:
    from ccg_corpus.agreement import CodedUnit, Compared, Figures
    from ccg_corpus.codebook import CodeTree
    from ccg_corpus.render.columns import Column

UNITS = ("quotation", "words")
OVERS = ("both", "either", "documents")
ALL = "all codes"
Row = dict[str, Any]


@into_files
def agreement(
    context: Context,
    coders: Annotated[
        list[str],
        argument(
            metavar="CODER CODER [ID…]", help="Two coders; then ids, or - for those in a pipe."
        ),
    ],
    code: CodeOption = None,
    unit: Annotated[
        str,
        option(
            "--unit",
            metavar="|".join(UNITS),
            help="What is compared: quotations, or each of their words.",
            callback=one_of(UNITS, "unit"),
        ),
    ] = "quotation",
    over: Annotated[
        str | None,
        option(
            "--over",
            metavar="|".join(OVERS),
            help="Quotations that both decided on, that either did, or all of the documents in which "
            "both did. The second where they looked at the same ones, else the third.",
            show_default=False,
            callback=one_of(OVERS, "choice"),
        ),
    ] = None,
    document: DocumentOption = None,
    disagreements: Annotated[
        bool, option("--list", help="Only the disagreements, a line each: what to talk about.")
    ] = False,
    seed: Annotated[
        int, option("--seed", metavar="N", help="Of the resampling behind the intervals.")
    ] = 0,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Compare what two coders coded: percent, Cohen's kappa, Krippendorff's alpha, by code.

    A code is there or not, on each quotation (or word) that both have looked at. Intervals are of 95 %,
    from 2000 resamples of the quotations, or of the documents where there are ten or more. `all codes`
    takes every code of every quotation, or the codes as categories where each quotation has exactly one
    of both coders. Alpha and the intervals need an extra: pip install "ccg-corpus[agreement]".

    \b
    Examples:
      ccg agreement anna ben
      ccg agreement anna ben --code losing-heart --unit words
      ccg agreement anna ben --list | ccg show -
      ccg quotes --random 50 --seed 7 -f id | ccg agreement anna ben - --over either
    """
    from ccg_corpus.agreement import seen_units
    from ccg_corpus.core.hit import KINDS
    from ccg_corpus.corpus.codings.coders import coder_named, coding_units
    from ccg_corpus.query import Query

    run = session(context, project, quiet)
    one, other, ids = _two(coders)
    with run.corpus() as corpus:
        one, other = coder_named(run.root(), one), coder_named(run.root(), other)
        if one == other:
            raise WrongUse(f"{one} agrees with {one}: name two coders; 'ccg coders' lists them")
        query = Query(documents=tuple(document or ()), kinds=KINDS)
        units = coding_units(corpus, query, ids)
        tree = corpus.coding.tree
    seen = seen_units(units, one, other, over)
    codes = _codes(code, tree, seen, one, other)
    if not seen.units or not codes:
        run.note(f"nothing that both {one} and {other} have looked at")
        return NOTHING
    _say(run, seen, one, other)
    by_words = unit == "words"
    rows = _figures(seen.units, one, other, codes, by_words=by_words, seed=seed)
    listed = _disagreements(seen.units, one, other, codes, by_words=by_words)
    if chosen_format(format) == "json" and not disagreements:
        import json

        whole = {"over": seen.over, "unit": unit, "figures": rows, "disagreements": listed}
        streams.write([json.dumps(whole, ensure_ascii=False, indent=2) + "\n"])
        return FOUND
    if not disagreements:
        is_for_people = chosen_format(format) in ("table", "md")
        columns = _short_columns() if is_for_people else _figure_columns(one, other)
        if is_for_people:
            run.note(f"counts: both, only {one}, only {other}, neither; in brackets 95 % intervals")
        print_rows(rows, columns, format)
        for row in rows:
            if row["note"]:
                run.note(f"{row['code']}: {row['note']}")
        _say_missing(run, rows)
    if disagreements or (chosen_format(format) == "table" and listed):
        print_rows(listed, _disagreement_columns(), format)
    return FOUND if listed or not disagreements else NOTHING


def _two(coders: list[str]) -> tuple[str, str, list[str] | None]:
    from ccg_corpus.cli.commands.show import names_given

    if len(coders) < 2 or "-" in coders[:2]:
        raise WrongUse("name two coders; 'ccg coders' lists them")
    return coders[0], coders[1], list(names_given(coders[2:])) if coders[2:] else None


def _codes(
    asked: list[str] | None, tree: CodeTree, seen: Compared, one: str, other: str
) -> dict[str, tuple[str, ...]]:
    """Rows by name, each with the codes that count as it: one that was asked for with those under it."""
    from ccg_corpus.core.errors import QueryError

    used = {
        code for unit in seen.units for coder in (one, other) for code in unit.codes.get(coder, {})
    }
    if not asked:
        order = [code.slug for code in tree.codes]
        return {slug: (slug,) for slug in sorted(used, key=lambda it: _place(order, it))}
    found = {}
    for name in asked:
        slug = tree.resolve(name) or (name if name in used else None)
        if slug is None:
            raise QueryError(f"no code '{name}'", hint="'ccg codes' lists them")
        found[slug] = (slug, *(tree.below(slug) if slug in tree else ()))
    return found


def _place(order: list[str], slug: str) -> tuple[int, str]:
    return (order.index(slug) if slug in order else len(order)), slug


def _say(run: Session, seen: Compared, one: str, other: str) -> None:
    what = {
        "both": "that both decided on",
        "either": "that one of them decided on",
        "documents": "of the documents in which both decided anything",
    }[seen.over]
    line = f"{len(seen.units)} quotations {what}"
    pieces = []
    if seen.of_one:
        pieces.append(f"{seen.of_one} with nothing of one of them")
    if seen.of_neither:
        pieces.append(f"{seen.of_neither} with nothing of either")
    others = " or ".join(name for name in OVERS if name != seen.over)
    hint = f"; --over {others} for others" if pieces else ""
    run.note(f"{one} and {other}: {', '.join([line, *pieces])}{hint}")


def _figures(
    units: tuple[CodedUnit, ...],
    one: str,
    other: str,
    codes: dict[str, tuple[str, ...]],
    *,
    by_words: bool,
    seed: int,
) -> list[Row]:
    from ccg_corpus.agreement import compared, figures
    from ccg_corpus.agreement.units import categories

    rows = []
    tables = []
    for name, slugs in codes.items():
        found = compared(units, one, other, slugs, by_words=by_words)
        tables.append(found)
        rows.append(_row(name, figures(found, seed=seed)))
    if len(codes) > 1:
        named = None if by_words else categories(units, one, other)
        whole = named or [sum(of_all[1:], of_all[0].copy()) for of_all in zip(*tables, strict=True)]
        row = _row(ALL, figures(whole, seed=seed))
        if named:
            row |= dict.fromkeys(("both", "only_first", "only_second", "neither"))
            row["note"] = "codes as categories"
        rows.append(row)
    return rows


def _row(name: str, found: Figures) -> Row:
    kappa, alpha = found.kappa_interval or (None, None), found.alpha_interval or (None, None)
    return {
        "code": name,
        "units": found.units,
        "both": found.table[1, 1],
        "only_first": found.table[1, 0],
        "only_second": found.table[0, 1],
        "neither": found.table[0, 0],
        "percent": None if found.percent is None else 100 * found.percent,
        "kappa": found.kappa,
        "kappa_low": kappa[0],
        "kappa_high": kappa[1],
        "alpha": found.alpha,
        "alpha_low": alpha[0],
        "alpha_high": alpha[1],
        "note": found.note,
    }


def _disagreements(
    units: tuple[CodedUnit, ...],
    one: str,
    other: str,
    codes: dict[str, tuple[str, ...]],
    *,
    by_words: bool,
) -> list[Row]:
    from ccg_corpus.agreement import disagreements

    every = tuple(dict.fromkeys(slug for slugs in codes.values() for slug in slugs))
    return [
        {"id": it.id, "code": it.code, "by": it.by, "not_by": it.not_by, "text": it.part or it.text}
        for it in disagreements(units, one, other, every, by_words=by_words)
    ]


def _figure_columns(one: str, other: str) -> tuple[Column, ...]:
    from ccg_corpus.render.columns import Column, field

    def number(key: str, digits: int) -> Column:
        def value(row: Any) -> str | None:
            return None if row[key] is None else f"{row[key]:.{digits}f}"

        return Column(key, key.replace("_", " "), value, is_number=True)

    return (
        field("code", "Code", is_name=True),
        field("units", "Units", is_number=True),
        field("both", "Both", is_number=True),
        field("only_first", f"Only {one}", is_number=True),
        field("only_second", f"Only {other}", is_number=True),
        field("neither", "Neither", is_number=True),
        number("percent", 1),
        *(number(key, 4) for key in ("kappa", "kappa_low", "kappa_high")),
        *(number(key, 4) for key in ("alpha", "alpha_low", "alpha_high")),
        field("note", "Note"),
    )


def _short_columns() -> tuple[Column, ...]:
    """The same in a width that a terminal has."""
    from ccg_corpus.render.columns import Column, field

    def counts(row: Any) -> str:
        found = [row[key] for key in ("both", "only_first", "only_second", "neither")]
        return "" if None in found else " ".join(map(str, found))

    def figure(key: str) -> Column:
        def value(row: Any) -> str:
            if row[key] is None:
                return ""
            low, high = row[f"{key}_low"], row[f"{key}_high"]
            return f"{row[key]:.2f}" + ("" if low is None else f" [{low:.2f}, {high:.2f}]")

        return Column(key, key.title(), value, is_name=True)

    def percent(row: Any) -> str:
        return "" if row["percent"] is None else f"{row['percent']:.0f}"

    return (
        field("code", "Code", is_name=True),
        field("units", "Units", is_number=True),
        Column("counts", "Counts", counts, is_name=True),
        Column("percent", "%", percent, is_number=True),
        figure("kappa"),
        figure("alpha"),
    )


def _disagreement_columns() -> tuple[Column, ...]:
    from ccg_corpus.render.columns import field

    return (
        field("id", "Id", is_name=True),
        field("code", "Code", is_name=True),
        field("by", "By"),
        field("not_by", "Not by"),
        field("text", "Words"),
    )


def _say_missing(run: Session, rows: list[Row]) -> None:
    from ccg_corpus.agreement.coefficients import has_package

    if not has_package():
        run.note('alpha and intervals need an extra: pip install "ccg-corpus[agreement]"')
