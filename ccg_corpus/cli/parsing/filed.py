"""`-o FILE` for every listing: what would be printed becomes a file, in the form that its name ends in.

Comes in: a command that takes a `format`. Goes out: the same with `--output`; what it prints while it
runs goes into the file, which is written whole when it has ended well. Texts go there as a pipe gets
them; a workbook or a document also into a pipe, and never onto a screen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.parsing.declared import WrongUse, option, parameters, taking

if TYPE_CHECKING:
    from ccg_corpus.cli.output.session import Session

FAILED = 2
_ENDINGS = {"txt": "table", "": "table", "bib": "bibtex", "markdown": "md", "htm": "html"}
_FILES = ("xlsx", "docx", "parquet")

OutputOption = Annotated[
    Path | None,
    option(
        "--output",
        "-o",
        metavar="FILE",
        show_default=False,
        help="Into this file, in the form that its name ends in: .xlsx, .csv, .md …",
    ),
]


def into_files(command: Callable[..., int]) -> Callable[..., int]:
    """The command with `--output`."""
    own = getattr(command, "extra_parameters", {})
    form = {**parameters(command), **own}["format"].declared
    choices = tuple((form.metavar or "").split("|"))

    @wraps(command)
    def with_file(*args: Any, **given: Any) -> int:
        path: Path | None = given.pop("output")
        if path is None and given["format"] not in _FILES:
            return command(*args, **given)
        is_template = given.get("template") is not None
        if path is not None and given["format"] is None and not is_template:
            given["format"] = format_of(path, choices)
        name = with_file.__name__
        if path is None and streams.on_terminal():
            raise WrongUse(f"{given['format']} is a file: add -o {name}.{given['format']}")
        context = args[0] if args else given["context"]
        return _filed(command, args, given, context, path)

    with_file.extra_parameters = {**own, **taking({"output": (OutputOption, None)})}  # type: ignore[attr-defined]
    return with_file


def format_of(path: Path, choices: tuple[str, ...]) -> str:
    """The form that a file's name asks for.

    Raises: WrongUse for an ending that is none of the choices.
    """
    ending = path.suffix.lower().lstrip(".")
    form = _ENDINGS.get(ending, ending)
    if form not in choices:
        raise WrongUse(f"no format is called '.{ending}': add --format")
    return form


def _filed(
    command: Callable[..., int],
    args: tuple[Any, ...],
    given: dict[str, Any],
    context: Any,
    path: Path | None,
) -> int:
    from ccg_corpus.cli.output.session import session

    run = session(context, given.get("project"), bool(given.get("quiet")))
    link = _links(run.root, path) if given["format"] == "xlsx" else None
    with streams.kept_for(streams.Filing(path, command.__name__, link)) as filing:
        code = command(*args, **given)
    for note in filing.notes:
        run.note(f"note: {note}")
    if path is None:
        return code
    if filing.pieces or (code != FAILED and given["format"] not in _FILES):
        write_file(run, path, b"".join(filing.pieces))
    else:
        run.note(f"nothing to write into {path}")
    return code


def write_file(run: Session, path: Path, data: bytes) -> None:
    """A file whole, never through a link, and never in the place of the user's own work; then the note
    that it was written.

    Raises: CcgError where it can't be written.
    """
    from ccg_corpus.core.errors import CcgError
    from ccg_corpus.project.files import write_whole
    from ccg_corpus.project.own_files import why_not_there

    if why := why_not_there(path, run.root()):
        raise CcgError(f"is not written: {why}", path=path)
    try:
        write_whole(path, data)
    except OSError as exc:
        raise CcgError(f"can't be written: {exc.strerror or exc}", path=path) from exc
    run.note(f"wrote {path}")


def _links(root_of: Callable[[], Path], path: Path | None) -> Callable[[str, str], str | None]:
    """Where cells of a workbook lead: a file's name to the file, as seen from the workbook, a DOI to
    its page."""
    from functools import cache
    from os.path import relpath
    from urllib.parse import quote

    root = root_of().resolve()
    start = (path.parent if path else Path()).resolve()

    @cache
    def to_file(name: str) -> str | None:
        file = root / name
        try:
            if not file.is_file():  # in a ZIP, or gone
                return None
            shown = Path(relpath(file, start)).as_posix()
        except (OSError, ValueError):  # a name that is none here, or another drive
            return None
        return f"external:{quote(shown, safe='/')}"

    def link(key: str, text: str) -> str | None:
        if key in ("source", "document.source"):
            return to_file(text)
        if key in ("doi", "document.doi"):
            return f"https://doi.org/{quote(text, safe='/')}"
        return None

    return link
