"""`ccg`: the application and the one place where errors become a line and an exit code.

A command's module is imported when its command is called. Exit codes: 0 found or done, 1 nothing
found, 2 an error, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ccg_corpus import __version__
from ccg_corpus.cli import streams
from ccg_corpus.cli.options import ProjectOption, QuietOption
from ccg_corpus.cli.values import read_plainly
from ccg_corpus.errors import CcgError, QueryError

# Each is a function of the same name in a module of the same name, with what --help says of it.
COMMANDS = {
    "init": "Make a project.",
    "ingest": "Read new and changed files into the corpus.",
    "quotes": "List quotations by speaker, case, theme, words.",
    "search": "Find quotations by a phrase in plain words.",
    "find": "Find the exact words of what is half remembered.",
    "show": "Show a quotation in its place, with its evidence.",
    "cite": "Print a reference for a document or a quotation.",
    "documents": "List the documents and their facts.",
    "cases": "List the cases as each document describes them.",
    "roles": "List who speaks, with broader roles.",
    "themes": "List the headings and codes over the quotations.",
    "save": "Give a query a name.",
    "saved": "List the queries that have names.",
    "log": "List the questions asked, for a methods section.",
    "status": "Say what the corpus holds and what is due.",
    "evaluate": "Score the corpus against gold or a marked sample.",
}

_COMPLETE = "_CCG_COMPLETE"
FAILED, INTERRUPTED = 2, 130
_SETTINGS = {"help_option_names": ["-h", "--help"]}
# Base classes of Typer's own, which it does not export: a wrong option, and anything it reports.
_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
_REPORTED: type[Exception] = typer.BadParameter.__mro__[2]


class Command(TyperCommand):
    """One command, its options read without ado."""

    def get_params(self, ctx: Any) -> Any:
        return read_plainly(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        has_options = any(one.startswith("-") for one in args)
        if ctx.resilient_parsing or not has_options or not self._asks(ctx):
            return super().parse_args(ctx, args)
        from ccg_corpus.cli.minus import hint_for, with_minus

        options = [one for one in self.get_params(ctx) if one.param_type_name == "option"]
        known = {name for one in options for name in one.opts}
        valued = {name for one in options if not one.is_flag for name in one.opts}
        try:
            return super().parse_args(ctx, list(with_minus(args, known, valued)))
        except _USAGE_ERROR as error:
            if hint := hint_for(args):
                error.message = f"{error.message.rstrip('.')} ({hint})"  # type: ignore[attr-defined]
            raise

    def _asks(self, ctx: Any) -> bool:
        """Whether words of a query stand among the arguments."""
        return any(one.name in ("query", "words") for one in self.get_params(ctx))


class Commands(TyperGroup):
    """The commands by name, imported one at a time."""

    def get_params(self, ctx: Any) -> Any:
        return read_plainly(super().get_params(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from ccg_corpus.nearest import near

            raise CcgError(f"no command '{name}'", hint=near(name, COMMANDS))
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=Commands,
    context_settings=_SETTINGS,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def load_command(name: str) -> TyperCommand:
    """The command of that name, as Typer runs it."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    function = getattr(import_module(f"ccg_corpus.cli.{name}"), name)
    single.command(name, cls=Command, context_settings=_SETTINGS, short_help=COMMANDS.get(name))(
        function
    )
    command: TyperCommand = typer.main.get_command(single)  # type: ignore[assignment]
    return command


def _version(wanted: bool) -> None:
    if wanted:
        streams.write([f"ccg {__version__}\n"])
        raise typer.Exit


@app.callback()
def ccg(
    context: typer.Context,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """An evidence corpus of participants' words, taken verbatim from qualitative papers.

    \b
    ccg init review                    make a project
    ccg --project review ingest *.pdf  read papers
    cd review
    ccg search "GP quotes on disillusionment, case D"
    ccg quotes --role nurse --theme workload --format csv
    """
    context.obj = {"project": project, "quiet": quiet}
    if context.invoked_subcommand is None:
        for line in context.get_help().splitlines():
            streams.say(line)
        raise typer.Exit(FAILED)


def run(arguments: Sequence[str]) -> int:
    """One run: the exit code. Nothing a user can act on leaves this as an exception."""
    try:
        code = _invoke(arguments)
        streams.flush()
    except streams.PipeClosed:
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except CcgError as error:
        streams.say(f"ccg: {_located(error)}")
        for line in _pointed(error):
            streams.say(line)
        return FAILED
    except _REPORTED as error:
        streams.say(_usage(error))
        return FAILED
    except Exception:
        import traceback

        traceback.print_exc()
        streams.say("ccg: this is a bug in ccg; please report it with the lines above")
        return FAILED
    return code


def _invoke(arguments: Sequence[str]) -> int:
    command = typer.main.get_command(app)
    code = command.main(args=list(arguments), prog_name="ccg", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _located(error: CcgError) -> str:
    if isinstance(error, QueryError) and error.column is not None:
        return f"column {error.column}: {error}"
    return str(error)


def _pointed(error: CcgError) -> tuple[str, ...]:
    """The query with a caret under the place at fault, for a person."""
    if not isinstance(error, QueryError) or error.column is None or not error.text:
        return ()
    if not streams.errors_on_terminal():
        return ()
    shown = "".join(c if c.isprintable() else " " for c in error.text)
    start = max(0, error.column - 1 - streams.width() // 2)
    window = shown[start : start + streams.width() - 4]
    return (f"  {window}", f"  {' ' * (error.column - 1 - start)}^")


def _usage(error: Any) -> str:
    """One line: what is wrong with the command, and where its help is."""
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    if not isinstance(error, _USAGE_ERROR) or context is None:
        return f"ccg: {message}"
    return f"{context.command_path}: {message}; see {context.command_path} --help"


def main() -> None:
    """The console script; a shell that asks for completions gets them, and no more."""
    streams.prepare()
    if _COMPLETE in os.environ:
        from ccg_corpus.cli.shells import respond, wanted

        if wanted(os.environ):
            text, code = respond(os.environ)
            sys.stdout.write(text)
            sys.exit(code)
    if {"--install-completion", "--show-completion"} & set(sys.argv):
        from ccg_corpus.cli.shells import mend_scripts

        mend_scripts()
    sys.exit(run(sys.argv[1:]))
