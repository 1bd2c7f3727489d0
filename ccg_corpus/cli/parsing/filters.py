"""The filters of `quotes` as options of another command, read once for all of them.

Comes in: a command that takes an `asked`. Goes out: the same with the filters in its signature, packed
into one `Query` without words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.parsing import options as known
from ccg_corpus.cli.parsing.coding import coding_filters
from ccg_corpus.cli.parsing.declared import taking

if TYPE_CHECKING:
    from ccg_corpus.query import Query

_OPTIONS: dict[str, tuple[Any, Any]] = {
    "role": (known.RoleOption, None),
    "case": (known.CaseOption, None),
    "site": (known.SiteOption, None),
    "study": (known.StudyOption, None),
    "document": (known.DocumentOption, None),
    "theme": (known.ThemeOption, None),
    "code": (known.CodeOption, None),
    "coded_by": (known.CodedByOption, None),
    "uncoded": (known.UncodedOption, False),
    "proposed": (known.ProposedOption, False),
    "memo": (known.MemoOption, None),
    "participant": (known.ParticipantOption, None),
    "kind": (known.KindOption, None),
    "status": (known.StatusOption, None),
    "where": (known.WhereOption, None),
    "since": (known.SinceOption, None),
    "until": (known.UntilOption, None),
    "min_confidence": (known.MinConfidenceOption, None),
    "max_confidence": (known.MaxConfidenceOption, None),
    "all_printings": (known.AllPrintingsOption, False),
}
_BOUNDS = ("since", "until", "min_confidence", "max_confidence", "all_printings")
_NAMES = {
    "role": "roles",
    "case": "cases",
    "site": "sites",
    "study": "studies",
    "document": "documents",
    "theme": "themes",
    "memo": "memos",
    "participant": "participants",
    "kind": "kinds",
    "status": "statuses",
}


def filtered_by_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command gets the filters, as one query in its argument `asked`."""

    @wraps(command)
    def with_options(*args: Any, **given: Any) -> Any:
        chosen = {name: given.pop(name) for name in _OPTIONS}
        return command(*args, asked=_query(chosen), **given)

    with_options.extra_parameters = taking(_OPTIONS)  # type: ignore[attr-defined]
    return with_options


def _query(chosen: dict[str, Any]) -> Query:
    from ccg_corpus.query import Query
    from ccg_corpus.query.wheres import wheres

    coding = coding_filters(
        chosen["code"],
        chosen["coded_by"],
        uncoded=chosen["uncoded"],
        proposed=chosen["proposed"],
    )
    names: dict[str, Any] = {field: tuple(chosen[name] or ()) for name, field in _NAMES.items()}
    bounds: dict[str, Any] = {name: chosen[name] for name in _BOUNDS}
    return Query(parts=tuple(wheres(chosen["where"] or ())), **names, **coding, **bounds)
