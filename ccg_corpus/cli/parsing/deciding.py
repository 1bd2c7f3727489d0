"""The options of all commands that decide: who, why, whether at all, and what is said of a quotation.

Comes in: a command that takes a `how`. Goes out: the same with the options in its signature, packed
into one `Deciding`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from ccg_corpus.cli.parsing.declared import argument, option, taking
from ccg_corpus.core.frozen import frozen

IdsArgument = Annotated[
    list[str],
    argument(metavar="ID", help="A quotation's id, or how it begins; - reads ids from a pipe."),
]
IdsAndCodesArgument = Annotated[
    list[str],
    argument(metavar="ID… CODE…", help="Quotations, - for ids from a pipe; then codes."),
]
ByOption = Annotated[
    str | None,
    option(
        "--by",
        metavar="NAME",
        help="Who decides; else CCG_REVIEWER, else 'reviewer:' in your own settings.",
        show_default=False,
    ),
]
_Why = Annotated[
    str | None,
    option("--why", metavar="TEXT", help="The reason, kept with it.", show_default=False),
]
_DryRun = Annotated[
    bool, option("--dry-run", help="Say what would be decided, and decide nothing.")
]


def _value(*names: str, metavar: str, help: str) -> Any:
    return Annotated[str | None, option(*names, metavar=metavar, help=help, show_default=False)]


# What can be said of a quotation, by field.
_VALUES: dict[str, tuple[Any, Any]] = {
    "role": (_value("--role", "-r", metavar="ROLE", help="What they are, or none."), None),
    "case": (_value("--case", metavar="CASE", help="The case's label, or none."), None),
    "participant": (
        _value("--participant", metavar="LABEL", help="Who speaks, or none."), None,
    ),
    "theme": (_value("--theme", metavar="WORDS", help="What it stands under, or none."), None),
    "kind": (_value("--kind", metavar="KIND", help="Another kind of quotation."), None),
}  # fmt: skip
_HOW: dict[str, tuple[Any, Any]] = {
    "why": (_Why, None), "by": (ByOption, None), "dry_run": (_DryRun, False),
}  # fmt: skip


@frozen
class How:
    """Who decides and why; `dry_run`: only to say what would be. `values` is what was typed of the
    quotation, by field."""

    values: dict[str, str | None]
    by: str | None = None
    why: str | None = None
    dry_run: bool = False


def decided_by_options(*, values: bool = False, why: bool = True) -> Callable[[Any], Any]:
    """A decorator: the command gets these options, and them all in its argument `how`. `values`:
    also what is said of the quotation."""
    options = {**(_VALUES if values else {}), **_HOW}
    if not why:
        del options["why"]

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_options(*args: Any, **given: Any) -> Any:
            chosen = {name: given.pop(name) for name in options}
            typed = {field: chosen.pop(field) for field in _VALUES if field in chosen}
            said = {field: value for field, value in typed.items() if value is not None}
            return command(*args, how=How(**chosen, values=said), **given)

        with_options.extra_parameters = taking(options)  # type: ignore[attr-defined]
        return with_options

    return decorate
