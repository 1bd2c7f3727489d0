"""`ccg codes`: the codebook as a tree, and its changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ccg_corpus.cli.output.coding import codebook_of
from ccg_corpus.cli.output.session import FOUND, Session, session
from ccg_corpus.cli.parsing.deciding import ByOption
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument, option
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import (
    FormatOption,
    LimitOption,
    ProjectOption,
    QuietOption,
)

if TYPE_CHECKING:
    from ccg_corpus.codebook.editing import Codebook

ACTIONS = ("add", "rename", "move", "merge", "remove")


def _text(name: str, help: str) -> Any:
    return option(name, metavar="TEXT", help=help, show_default=False)


@into_files
def codes(
    context: Context,
    words: Annotated[
        list[str] | None,
        argument(
            metavar="[add|rename|move|merge|remove] [CODE]…",
            help="What to do, and with which code; nothing lists them all.",
            show_default=False,
        ),
    ] = None,
    under: Annotated[
        str | None,
        option("--under", metavar="CODE", help="The broader code.", show_default=False),
    ] = None,
    top: Annotated[bool, option("--top", help="Under no other code.")] = False,
    definition: Annotated[str | None, _text("--definition", "What the code means.")] = None,
    use_when: Annotated[str | None, _text("--use-when", "When to give it.")] = None,
    not_when: Annotated[str | None, _text("--not-when", "When not to.")] = None,
    example: Annotated[str | None, _text("--example", "Words that have it.")] = None,
    colour: Annotated[
        str | None, option("--colour", metavar="#RRGGBB", help="Its colour.", show_default=False)
    ] = None,
    term: Annotated[
        list[str] | None,
        option("--term", metavar="WORDS", help="Words that propose it.", show_default=False),
    ] = None,
    force: Annotated[
        bool, option("--force", help="Remove a code that quotations are coded with.")
    ] = False,
    by: ByOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the codebook as a tree, with how many quotations each code has, by coder; or change it.

    The codebook is codebook.yaml in the project, yours to edit: a change here touches the lines that it
    is about. What is coded follows: a code that is renamed or moved keeps its quotations, two that are
    merged share them. A code can be written by its name, its slug, or its path: "Morale > Losing heart".

    \b
    Examples:
      ccg codes
      ccg codes losing-heart
      ccg codes add "Losing heart" --under Morale --definition "Hope given up" --term disillusion
      ccg codes rename "Losing heart" "Giving up"
      ccg codes move "Giving up" --under Work
      ccg codes merge "Fed up" "Giving up"
      ccg codes remove "Fed up"
    """
    run = session(context, project, quiet)
    fields = {
        "definition": definition, "use_when": use_when, "not_when": not_when, "example": example,
        "colour": colour, "terms": term or None,
    }  # fmt: skip
    given = {name: value for name, value in fields.items() if value}
    action, *names = words or [""]
    if action not in ACTIONS:
        if given or under or top or force:
            raise WrongUse("these options are for 'codes add' and the other changes")
        from ccg_corpus.cli.output.codebook import list_codes

        return list_codes(run, words or [], limit=limit, format_name=format)
    if given and action != "add":
        raise WrongUse(f"to change what is written of a code edit codebook.yaml; not '{action}'")
    return _change(run, action, names, under=under, top=top, force=force, by=by, fields=given)


def _change(
    run: Session,
    action: str,
    names: list[str],
    *,
    under: str | None,
    top: bool,
    force: bool,
    by: str | None,
    fields: dict[str, Any],
) -> int:
    book = codebook_of(run)
    if action == "add":
        _need(names, 1, None, "a name")
        who = _who(by)
        for name in names:
            slug = book.add(name, by=who, under=under, **fields)
            run.note(f"added {slug}: {book.tree.path(slug)}")
            if others := book.namesakes(slug):
                hint = f"the path or '{slug}' tells them apart"
                run.note(f"note: there is another of that name: {', '.join(others)}; {hint}")
        if fields.get("terms"):
            run.note("what its terms propose shows after the next 'ccg ingest'")
    elif action == "rename":
        _need(names, 2, 2, "a code and its new name")
        old = book.tree[book.named(names[0])].title
        slug = book.rename(*names)
        run.note(f"{slug}: '{old}' is '{book.tree[slug].title}'; what it codes stays coded")
    elif action == "move":
        *moved, last = names if top or under else (names or [""])
        if not (top or under):
            _need(names, 2, None, "a code and the one it goes under, or --top")
            under = last
        elif names:
            moved = names
        _need(moved, 1, None, "a code")
        for name in moved:
            slug, _ = book.move(name, None if top else under)
            run.note(f"moved {slug}: {book.tree.path(slug)}")
    elif action == "merge":
        _need(names, 2, None, "the codes to merge and the one that stays, last")
        for name in names[:-1]:
            gone, kept = book.merge(name, names[-1])
            run.note(f"merged {gone} into {kept}: {book.tree.path(kept)}")
    else:
        return _remove(run, book, names, force=force)
    return FOUND


def _remove(run: Session, book: Codebook, names: list[str], *, force: bool) -> int:
    from ccg_corpus.core.errors import QueryError

    _need(names, 1, None, "a code")
    for name in names:
        slug = book.named(name)
        coders = _coders_of(run, slug)
        if coders and not force:
            told = ", ".join(f"{count} by {who}" for who, count in coders.items())
            hint = f"'ccg codes merge {slug} ANOTHER' gives them another; --force leaves the codings as they are"
            raise QueryError(f"quotations are coded '{slug}': {told}", hint=hint)
        tree = book.tree
        above, below = (
            tree.parent(slug),
            [one for one in tree.below(slug) if tree.parent(one) == slug],
        )
        book.remove(slug)
        pieces = [f"removed {slug} from the codebook"]
        if below:
            where = f"under {above}" if above else "at the top"
            pieces.append(f"{', '.join(below)} {'is' if len(below) == 1 else 'are'} {where} now")
        if coders:
            pieces.append(
                f"{sum(coders.values())} codings stay: 'ccg quotes --code {slug}' lists them"
            )
        run.note("; ".join(pieces))
    return FOUND


def _need(names: list[str], least: int, most: int | None, what: str) -> None:
    if len(names) < least or (most is not None and len(names) > most):
        raise WrongUse(f"name {what}")


def _who(by: str | None) -> str | None:
    from ccg_corpus.decisions.reviewer import reviewer

    return reviewer(by)


def _coders_of(run: Session, slug: str) -> dict[str, int]:
    """How many quotations each coder has given a code."""
    from ccg_corpus.corpus import open_corpus
    from ccg_corpus.store import NoCorpus

    try:
        with open_corpus(run.root()) as corpus:
            return corpus.coding.coders_of(slug)
    except NoCorpus:
        return {}
