"""The options of `quotes` and `search` for how hits are shown: read once for both commands.

Comes in: a command that takes a `shown`. Goes out: the same with the options in its signature,
packed into one `Display`. Nothing is printed here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from ccg_corpus.cli.parsing.declared import WrongUse, option, taking
from ccg_corpus.cli.parsing.options import LimitOption, PagerOption, one_of
from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.frozen import frozen
from ccg_corpus.render import FILES, HIT_FORMATS
from ccg_corpus.text.nearest import near

COUNTABLE = (
    "role", "case", "participant", "site", "study", "document", "theme", "code", "section", "year",
    "kind", "name", "organisation", "status",
)  # fmt: skip
GROUPABLE = COUNTABLE
SORTABLE = (*GROUPABLE, "speaker", "page", "confidence", "score", "words")
PLACES = ("quotes", "passages", "all")


@frozen
class Display:
    """How the hits of one question are chosen, ordered and printed."""

    count: bool = False
    count_by: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0
    random: int | None = None
    seed: int = 0
    fields: tuple[str, ...] = ()
    group_by: tuple[str, ...] = ()
    before: int = 0
    after: int = 0
    template: str | None = None
    format: str | None = None
    pager: bool = True
    log: bool | None = None
    place: str = "quotes"


def shown_by_options(*, passages: bool = False) -> Callable[[Any], Any]:
    """A decorator: the command gets these options, and them all in its argument `shown`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        options = {**_OPTIONS, **(_PLACE if passages else {})}

        @wraps(command)
        def with_options(*args: Any, **given: Any) -> Any:
            chosen = {name: given.pop(name) for name in options}
            return command(*args, shown=_shown(chosen), **given)

        with_options.extra_parameters = taking(options)  # type: ignore[attr-defined]
        return with_options

    return decorate


def _shown(given: dict[str, Any]) -> Display:
    """The options as one value, each checked.

    Raises: QueryError; WrongUse.
    """
    around = given.pop("around") or 0
    before, after = given.pop("before"), given.pop("after")
    chosen = {
        **given,
        "count_by": _names(given["count_by"], COUNTABLE, "--count-by"),
        "group_by": _names(given["group_by"], GROUPABLE, "--group-by"),
        "sort": _names(given["sort"], SORTABLE, "--sort", signed=True),
        "before": around if before is None else before,
        "after": around if after is None else after,
    }
    if given["fields"] is not None:
        from ccg_corpus.render.fields import field_names

        chosen["fields"] = _in_option("--fields", given["fields"], field_names)
    else:
        chosen["fields"] = ()
    if given["template"] is not None:
        from ccg_corpus.render.fields import read_template

        _in_option("--template", given["template"], read_template)
    _check_together(chosen)
    return Display(**{name: value for name, value in chosen.items() if name != "around"})


def _in_option(option: str, text: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(text)
    except QueryError as error:
        named = QueryError(f"{option}: {error.message}", column=error.column, hint=error.hint)
        named.text = text
        raise named from error


def _check_together(chosen: dict[str, Any]) -> None:
    if chosen["template"] is not None and (chosen["fields"] or chosen["format"]):
        raise WrongUse("--template is a format of its own: leave --format and --fields")
    if chosen["count_by"] and chosen["template"] is not None:
        raise WrongUse("--template shows quotations, --count-by counts them")
    if chosen["count_by"] and chosen["format"] == "id":
        raise WrongUse("counts have no ids")
    if chosen["format"] == "docx" and (chosen["count_by"] or chosen["fields"]):
        raise WrongUse("docx has the quotations as an appendix has them: tables go into xlsx")
    if chosen["count"] and chosen["format"] in FILES:
        raise WrongUse("--count prints a number: leave --format, or --count")


def _names(
    values: list[str] | None, choices: tuple[str, ...], option: str, *, signed: bool = False
) -> tuple[str, ...]:
    """Names from options that can be repeated and may hold several with commas."""
    found: list[str] = []
    for value in (piece.strip() for text in values or () for piece in text.split(",")):
        name = value.removeprefix("-") if signed else value
        if name not in choices and not _may_be_attribute(name, choices):
            hint = near(name, choices)
            raise WrongUse(f"{option}: no field '{name}' ({hint})")
        if value not in found:
            found.append(value)
    return tuple(found)


def _may_be_attribute(name: str, choices: tuple[str, ...]) -> bool:
    """Whether a name may be a column of a reviewer's table: the corpus says whether it is."""
    is_name = all(part.isalnum() for part in name.split("_")) and not name[:1].isdecimal()
    return is_name and not near(name, choices, listed=False)


def _option(*names: str, help: str, **more: Any) -> Any:
    return option(*names, help=help, show_default=False, **more)


_Count = Annotated[bool, option("--count", "-c", help="Print only how many there are.")]
_CountBy = Annotated[
    list[str] | None,
    _option(
        "--count-by",
        metavar="FIELD",
        help=f"How many of each: {', '.join(COUNTABLE)}. Two with a comma are a cross table, more are "
        "rows. Cases and participants are their documents': smith2019:D.",
    ),
]
_Sort = Annotated[
    list[str] | None,
    _option(
        "--sort",
        metavar="FIELD",
        help=f"In the order of {', '.join(SORTABLE)}; -FIELD is the other way round.",
    ),
]
_Offset = Annotated[int, _option("--offset", min=0, metavar="N", help="Leave the first N out.")]
_Random = Annotated[
    int | None,
    _option(
        "--random", min=1, metavar="N", help="N of them at random, the same for the same seed."
    ),
]
_Seed = Annotated[
    int, _option("--seed", metavar="N", help="Which random ones; 0 unless you say so.")
]
_Fields = Annotated[
    str | None,
    _option(
        "--fields",
        metavar="A,B,…",
        help="Which columns or keys, in this order: id,text,document.year,citation …",
    ),
]
_GroupBy = Annotated[
    list[str] | None,
    _option(
        "--group-by",
        metavar="FIELD",
        help="Together by this field, in a table and in md under headings; several with commas are one "
        "under the other: document,case.",
    ),
]
_Before = Annotated[
    int | None,
    _option("--before", "-B", min=0, metavar="N", help="With N paragraphs of the document before."),
]
_After = Annotated[
    int | None,
    _option("--after", "-A", min=0, metavar="N", help="With N paragraphs of the document after."),
]
_Context = Annotated[
    int | None,
    _option("--context", "-C", min=0, metavar="N", help="With N paragraphs before and after."),
]
_Template = Annotated[
    str | None,
    _option(
        "--template",
        metavar="TEXT",
        help="A line of your own: '{speaker_label}: {text} ({citation})'; {page|n.d.} if unknown.",
    ),
]
_Format = Annotated[
    str | None,
    _option(
        "--format",
        "-f",
        metavar="|".join(HIT_FORMATS),
        help="How to print it. A table on a terminal, tsv in a pipe; id for ids only; docx for an "
        "appendix.",
        callback=one_of(HIT_FORMATS, "format"),
    ),
]
_Log = Annotated[
    bool | None,
    _option(
        "--log/--no-log", help="Note the question in queries.log.jsonl; else as config.yaml says."
    ),
]
_In = Annotated[
    str,
    _option(
        "--in",
        metavar="|".join(PLACES),
        help="In participants' words, or in passages of the authors' own text, or both: first the one, "
        "then the other, each with its own best and up to --limit of each.",
        callback=one_of(PLACES, "place"),
    ),
]

_OPTIONS: dict[str, tuple[Any, Any]] = {
    "sort": (_Sort, None),
    "limit": (LimitOption, None),
    "offset": (_Offset, 0),
    "random": (_Random, None),
    "seed": (_Seed, 0),
    "before": (_Before, None),
    "after": (_After, None),
    "around": (_Context, None),
    "group_by": (_GroupBy, None),
    "count": (_Count, False),
    "count_by": (_CountBy, None),
    "fields": (_Fields, None),
    "template": (_Template, None),
    "format": (_Format, None),
    "pager": (PagerOption, True),
    "log": (_Log, None),
}
_PLACE: dict[str, tuple[Any, Any]] = {"place": (_In, "quotes")}
