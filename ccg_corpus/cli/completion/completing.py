"""What may stand behind an option or a command while it is being typed: names of the corpus.

Comes in: the beginning of a word. Goes out: words that go on from it, with what they mean. It is
asked at every press of a key, so it reads the store and nothing else, and never fails: where
nothing is known, nothing is proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ccg_corpus.store import Store

MOST = 200
Offer = tuple[str, str]


def offers(
    command: str, parameter: str, metavar: str, ctx: typer.Context, word: str
) -> list[Offer]:
    """What can stand for a parameter of a command in place of the word; any case will do.

    Typer would have to be told with each option, and looks at all of them at every start.
    """
    if parameter in _NAMES:
        with _store(ctx) as store:
            names = list(_NAMES[parameter](store)) if store else []
            found = _beginning(names, word)
            is_local = parameter in ("case", "participant")
            return found or (_labelled(names, word) if is_local and ":" not in word else [])
    if (command, parameter) in _ARGUMENTS:
        return _ARGUMENTS[command, parameter](ctx, word)
    from ccg_corpus.cli.parsing.shape import COUNTABLE, GROUPABLE, SORTABLE

    fields = {
        "count_by": COUNTABLE,
        "group_by": GROUPABLE,
        "sort": (*SORTABLE, *(f"-{name}" for name in SORTABLE)),
    }
    choices = fields.get(parameter) or (metavar.split("|") if "|" in metavar else ())
    return _beginning([(choice, "") for choice in choices], word)


def offer_ids(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Documents first; behind a document's colon its quotations."""
    with _store(ctx) as store:
        if store is None:
            return []
        documents = store.finished.document_ids()
        names = _beginning([(f"{id}:", source) for id, source in documents], incomplete)
        if ":" not in incomplete and len(names) != 1:
            return names
        # one document is left: a shell would end the word behind its colon
        beginning = incomplete if ":" in incomplete else names[0][0]
        ids = store.finished.ids_beginning(beginning, limit=MOST)
        records = (store.finished.record(id) or {} for id in ids)
        return [(one["id"], _short(one["text"])) for one in records if one]


def offer_cited(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Documents and quotations."""
    if ":" in incomplete:
        return offer_ids(ctx, incomplete)
    with _store(ctx) as store:
        names = store.finished.document_ids() if store else []
    return _beginning(names, incomplete)


def offer_saved(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The names of saved queries, behind an @."""
    if not incomplete.startswith("@"):
        return []
    from ccg_corpus.project.saved_queries import read_saved

    root = _root(ctx)
    saved = read_saved(root) if root else {}
    return _beginning([(f"@{name}", one.query) for name, one in saved.items()], incomplete)


def offer_coding(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Quotations to code, then codes to give."""
    with _store(ctx) as store:
        codes = _beginning(list(_codes(store)), incomplete) if store and incomplete else []
    return [*offer_ids(ctx, incomplete), *codes]


def offer_codes(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """What can be done with the codebook, and its codes."""
    from ccg_corpus.cli.commands.codes import ACTIONS

    with _store(ctx) as store:
        codes = list(_codes(store)) if store else []
    return _beginning([*((action, "") for action in ACTIONS), *codes], incomplete)


def offer_noted(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Documents and quotations, and codes behind "code:"."""
    if incomplete.startswith("code:"):
        with _store(ctx) as store:
            codes = list(_codes(store)) if store else []
        return _beginning([(f"code:{slug}", title) for slug, title in codes], incomplete)
    return offer_cited(ctx, incomplete)


def offer_coders(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Who has coded anything."""
    with _store(ctx) as store:
        return _beginning(list(_coders(store)) if store else [], incomplete)


def _coders(store: Store) -> Iterator[Offer]:
    yield from ((coder, "") for coder, _ in store.finished.facet_values("coder"))


def _roles(store: Store) -> Iterator[Offer]:
    yield from store.finished.facet_values("role")


def _cases(store: Store) -> Iterator[Offer]:
    """Each of its document, also those that nobody speaks in."""
    rows = store.finished.local.cases()
    described = {f"{row['document']}:{row['case']}": row["description"] or "" for row in rows}
    spoken = {
        f"{value.rpartition(':')[0]}:{title}": ""
        for value, title in store.finished.facet_values("own case in")
    }
    yield from sorted({**spoken, **described}.items())


def _themes(store: Store) -> Iterator[Offer]:
    yield from ((title, "") for _, title in store.finished.facet_values("theme"))


def _participants(store: Store) -> Iterator[Offer]:
    """Ids, each with the label as printed."""
    yield from store.finished.local.person_ids()


def _codes(store: Store) -> Iterator[Offer]:
    from ccg_corpus.corpus.resolve.names import Names

    yield from ((code.slug, code.title) for code in Names(store).codes)


def _sites(store: Store) -> Iterator[Offer]:
    from ccg_corpus.corpus.resolve.names import Names

    yield from Names(store).settings.sites


def _studies(store: Store) -> Iterator[Offer]:
    from ccg_corpus.corpus.resolve.names import Names

    yield from Names(store).settings.studies


def _documents(store: Store) -> Iterator[Offer]:
    yield from store.finished.document_ids()


def _attributes(store: Store) -> Iterator[Offer]:
    """Columns with their values: country=Ghana."""
    for name in store.finished.attributes():
        for _, title in store.finished.facet_values(f"attribute {name}"):
            yield f"{name}={title}", ""


_NAMES: dict[str, Callable[[Store], Iterator[Offer]]] = {
    "role": _roles,
    "case": _cases,
    "theme": _themes,
    "participant": _participants,
    "code": _codes,
    "under": _codes,
    "coded_by": _coders,
    "site": _sites,
    "study": _studies,
    "document": _documents,
    "where": _attributes,
}


_ARGUMENTS: dict[tuple[str, str], Callable[[typer.Context, str], list[Offer]]] = {
    ("like", "ids"): offer_ids,
    ("show", "ids"): offer_ids,
    ("cite", "ids"): offer_cited,
    ("search", "query"): offer_saved,
    **{(name, "words"): offer_coding for name in ("code", "uncode")},
    ("codes", "words"): offer_codes,
    ("memo", "on"): offer_noted,
    ("agreement", "coders"): offer_coders,
    ("review", "ids"): offer_ids,
    **{(name, "ids"): offer_ids for name in ("fix", "confirm", "reject", "undo", "settle")},
    ("history", "name"): offer_cited,
}


def _beginning(names: Iterable[Offer], incomplete: str) -> list[Offer]:
    from ccg_corpus.text.name_keys import name_as_asked

    key = name_as_asked(incomplete)
    return [(name, about) for name, about in names if name_as_asked(name).startswith(key)]


def _labelled(names: Iterable[Offer], incomplete: str) -> list[Offer]:
    """Local names whose label begins so, of any document."""
    key = incomplete.casefold()
    return [(name, about) for name, about in names
            if name.partition(":")[2].casefold().startswith(key)]  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …"


def _root(ctx: typer.Context) -> Path | None:
    from ccg_corpus.core.errors import CcgError
    from ccg_corpus.project.folders import find_project

    named = ctx.params.get("project") or (ctx.obj or {}).get("project")
    try:
        return find_project(Path.cwd(), named)
    except (CcgError, OSError):
        return None


@contextmanager
def _store(ctx: typer.Context) -> Iterator[Store | None]:
    """The corpus of the project that is meant; None where there is none."""
    from ccg_corpus.core.errors import CcgError
    from ccg_corpus.store import Store

    root = _root(ctx)
    try:
        store = Store.to_read(root) if root else None
    except CcgError:
        store = None
    try:
        yield store
    finally:
        if store is not None:
            store.close()
