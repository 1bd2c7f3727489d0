"""The commands as Typer runs them: help, errors of use, and what is not typed in the plain way.

Comes in: the words of a command line. Goes out: the exit code. Imported only when it is needed,
for it imports Typer.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ccg_corpus import __version__
from ccg_corpus.cli.commands import COMMANDS, command_function
from ccg_corpus.cli.output import streams
from ccg_corpus.cli.parsing.declared import Declared, Parameter, WrongUse, parameters
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption
from ccg_corpus.cli.parsing.values import read_plainly
from ccg_corpus.core.errors import CcgError

FAILED = 2
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
        from ccg_corpus.cli.parsing.minus import hint_for, with_minus

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
            from ccg_corpus.text.nearest import near

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
    settings: Any = {"context_settings": _SETTINGS, "short_help": COMMANDS.get(name)}
    single.command(name, cls=Command, **settings)(_typed(command_function(name)))
    command: TyperCommand = typer.main.get_command(single)  # type: ignore[assignment]
    return command


def _typed(command: Callable[..., int]) -> Callable[..., int]:
    """The command with a signature that Typer reads."""

    @wraps(command)
    def typed(*args: Any, **given: Any) -> int:
        return command(*args, **given)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    context = inspect.Parameter("context", kind, annotation=typer.Context)
    own = [
        inspect.Parameter(
            name,
            kind,
            default=inspect.Parameter.empty if one.default is ... else one.default,
            annotation=_hint(one),
        )
        for name, one in parameters(command).items()
    ]
    signature: Any = inspect.Signature([context, *own])
    typed.__signature__ = signature  # type: ignore[attr-defined]
    typed.__annotations__ = {one.name: one.annotation for one in (context, *own)}
    del typed.__wrapped__
    return typed


def _hint(parameter: Parameter) -> Any:
    return Annotated[parameter.hint.__origin__, _typers(parameter.declared)]


def _typers(declared: Declared) -> Any:
    """An option or an argument in Typer's terms."""
    stated: dict[str, Any] = {
        "help": declared.help,
        "metavar": declared.metavar,
        "show_default": declared.show_default,
        "min": declared.min,
        "max": declared.max,
        "callback": declared.check and _callback(declared.check),
    }
    if declared.names:
        return typer.Option(*declared.names, **stated)
    return typer.Argument(**stated)


def _callback(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def checked(value: Any) -> Any:
        try:
            return check(value)
        except WrongUse as error:
            raise typer.BadParameter(str(error)) from None

    return checked


def _version(wanted: bool) -> None:
    if wanted:
        streams.write([f"ccg {__version__}\n"])
        raise typer.Exit


@app.callback()
def ccg(
    context: typer.Context,
    project: Annotated[str | None, _typers(ProjectOption.__metadata__[0])] = None,
    quiet: Annotated[bool, _typers(QuietOption.__metadata__[0])] = False,
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


def invoke(arguments: Sequence[str]) -> int:
    """Run what a command line asks for: the exit code.

    Raises: KeyboardInterrupt; CcgError; WrongUse; whatever a fault of ours raises.
    """
    command = typer.main.get_command(app)
    try:
        code = command.main(args=list(arguments), prog_name="ccg", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except _REPORTED as error:
        streams.say(_usage(error))
        return FAILED
    return code if isinstance(code, int) else 0


def _usage(error: Any) -> str:
    """One line: what is wrong with the command, and where its help is."""
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    if not isinstance(error, _USAGE_ERROR) or context is None:
        return f"ccg: {message}"
    return f"{context.command_path}: {message}; see {context.command_path} --help"
