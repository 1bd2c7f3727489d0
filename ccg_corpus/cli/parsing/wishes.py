"""What a phrase asks of how its answer is shown → the options that do so, and a line that says it.

Comes in: the wishes heard in a phrase, and the options typed. Goes out: the options to show by. What
was typed as an option always holds; what no option does is named, so that nothing is lost unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import Session, chosen_format
from ccg_corpus.cli.parsing.shape import COUNTABLE, Display
from ccg_corpus.core.frozen import replaced

if TYPE_CHECKING:
    from ccg_corpus.query import Query
    from ccg_corpus.query.plain.wishes import Wish

_COMPARED = ("role", "case", "site", "document", "study", "kind")


def granted(run: Session, shown: Display, wishes: Iterable[Wish], query: Query) -> Display:
    """The options, with those that the phrase asks for where nothing else was typed."""
    for wish in wishes:
        if wish.option == "compare":
            shown = _compared(run, shown, wish, query)
        elif wish.option == "how many":
            people = ", --count-by participant who they are" if "participant" in COUNTABLE else ""
            run.note(f"'{wish.said}': --count says how many quotations{people}")
        elif _is_free(shown, wish.option):
            value = (wish.value,) if wish.option in ("sort", "count_by", "group_by") else wish.value
            shown = replaced(shown, **{wish.option: value})
            run.note(f"'{wish.said}' read as {_typed(wish)}")
        else:
            run.note(
                f"'{wish.said}' would be {_typed(wish)}, which does not go with the options given"
            )
    return shown


def _is_free(shown: Display, option: str) -> bool:
    if option == "limit":
        return shown.limit is None
    if option in ("count", "count_by"):
        is_listing = bool(shown.template or shown.fields or shown.group_by or shown.format == "id")
        return not (shown.count or shown.count_by or is_listing)
    if option == "group_by":
        return not (shown.group_by or shown.count or shown.count_by)
    if option == "place":
        return shown.place == "quotes"
    return not getattr(shown, option)


def _typed(wish: Wish) -> str:
    name = "in" if wish.option == "place" else wish.option.replace("_", "-")
    return f"--{name}" if wish.value is True else f"--{name} {wish.value}"


def _compared(run: Session, shown: Display, wish: Wish, query: Query) -> Display:
    """Side by side by what is named twice."""
    named = query.names()
    field = next((field for field in _COMPARED if len(set(named.get(field, ()))) > 1), None)
    if field is None:
        run.note(f"'{wish.said}': --group-by role or case puts them side by side")
        return shown
    by_eye = chosen_format(shown.format) in ("table", "md") and (
        streams.on_terminal() or shown.format is not None
    )
    if by_eye and _is_free(shown, "group_by"):
        run.note(f"'{wish.said}' read as --group-by {field}; --count-by {field} counts them")
        return replaced(shown, group_by=(field,))
    run.note(
        f"'{wish.said}': --group-by {field} puts them side by side, --count-by {field} counts them"
    )
    return shown
