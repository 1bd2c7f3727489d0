"""The documentation agrees with the program.

docs/commands.md is made from the commands: run with CCG_GOLDEN=write to make it anew.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from ccg_corpus.cli.application import app, load_command
from ccg_corpus.cli.commands import COMMANDS

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "commands.md"
README = ROOT / "README.md"

HEAD = """\
# Commands

Made from the commands' own help (`ccg COMMAND --help`); a test keeps the two alike.

`--project DIR` and `--quiet` may stand before the command or after it. A project is the nearest
directory upwards with a config.yaml, unless `--project` or the variable `CCG_PROJECT` names one.

An option that can be repeated finds what fits any of its values; different options hold together:
`--role GP --role nurse --case D` is a GP or a nurse, in case D.

Data goes to standard output, everything else to standard error. On a terminal a listing is a table
of up to 20 rows; in a pipe it is one line a row, tab-separated and complete. `NO_COLOR` is honoured.

| exit code | meaning |
| --- | --- |
| 0 | found, or done |
| 1 | nothing found |
| 2 | an error, even if some of the work was done |
"""


def reference() -> str:
    """docs/commands.md as the commands would have it."""
    root: Any = typer.main.get_command(app)
    parts = [HEAD, "\n## ccg\n\n", *_options(root)]
    for name in COMMANDS:
        parts += [f"\n## ccg {name}\n\n", *_command(load_command(name))]
    return "".join(parts)


def _command(command: Any) -> Iterator[str]:
    arguments = [_usage(one) for one in command.params if one.param_type_name == "argument"]
    yield f"`{' '.join(['ccg', command.name, '[OPTIONS]', *arguments])}`\n\n"
    text, examples = split_help(command.help)
    yield text
    if examples:
        yield f"\n```sh\n{examples}```\n\n"
    yield from _options(command)


def split_help(text: str) -> tuple[str, str]:
    """The prose of a help text, and its examples."""
    prose, _, examples = text.partition("\b\nExamples:\n")
    lines = [re.sub("^  ", "", line) + "\n" for line in examples.rstrip().splitlines()]
    return prose.rstrip() + "\n", "".join(lines)


def _usage(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    many = "..." if argument.nargs == -1 else ""
    return f"{name}{many}" if argument.required else f"[{name}]{many}"


def _options(command: Any) -> Iterator[str]:
    yield "| option | meaning |\n| --- | --- |\n"
    for one in command.params:
        shown = (
            [*one.opts, *one.secondary_opts] if one.param_type_name == "option" else [_usage(one)]
        )
        if one.param_type_name == "option" and not one.is_flag and one.metavar:
            shown[-1] += f" {one.metavar}"
        names = ", ".join(f"`{name}`" for name in shown).replace("|", "\\|")
        yield f"| {names} | {(one.help or '').replace('|', chr(92) + '|')} |\n"


def test_the_reference_is_what_the_commands_say() -> None:
    """docs/commands.md has every command and option, in its own words."""
    if os.environ.get("CCG_GOLDEN") == "write":
        REFERENCE.write_text(reference(), encoding="utf-8")
    assert REFERENCE.read_text(encoding="utf-8") == reference()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_examples(name: str) -> None:
    """They stand at the end, and each of them is a command that parses."""
    _, examples = split_help(load_command(name).help or "")
    commands = list(ccg_commands(examples))
    assert commands
    for words in commands:
        parse(words)


def documents() -> list[Path]:
    return [README, *sorted((ROOT / "docs").glob("*.md"))]


def blocks(text: str, *languages: str) -> list[str]:
    """The fenced blocks of these languages."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [body for language, body in found if language in languages]


def ccg_commands(shell: str) -> Iterator[list[str]]:
    """The calls of ccg in a piece of shell, as lists of words."""
    joined = shell.replace("\\\n", " ")
    for line in joined.splitlines():
        words = _words(line.removeprefix("$ "))
        while words:
            end = next((n for n, word in enumerate(words) if set(word) <= set("|&;<>")), len(words))
            command, words = words[:end], words[end + 1 :]
            command = [word for word in command if not re.fullmatch(r"\w+=\S*", word)]
            if command[:2] == ["xargs", "-n1"]:
                command = [*command[2:], "an-id"]
            while command and command[0] in ("time", "do"):
                command = command[1:]
            if command and (command[0] == "ccg" or command[0].endswith("/ccg")):
                yield command[1:]


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    try:
        return list(lexer)
    except ValueError:  # a quotation mark that the next line closes
        return []


def parse(words: list[str]) -> None:
    """Read a command line as ccg would, without running it.

    Raises: Typer's usage error, or CcgError for an unknown command.
    """
    root: Any = typer.main.get_command(app)
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] == "--project" else 1
    if at == len(words):
        assert words, "ccg alone does nothing"
        return
    name, command, rest = root.resolve_command(root.make_context("ccg", ["status"]), words[at:])
    if not {"--help", "-h"} & set(rest):
        command.make_context(name, rest)


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.name))
def test_quoted_commands_parse(path: Path) -> None:
    """No document shows a command or an option that does not exist."""
    text = path.read_text(encoding="utf-8")
    for block in blocks(text, "sh", "console", "bash"):
        for words in ccg_commands(block):
            parse(words)
    for mention in re.findall(r"`(ccg [^`]*)`", re.sub(r"(?ms)^```.*?^```$", "", text)):
        for words in ccg_commands(mention):
            if len(words) == 1 and not words[0].startswith("-"):
                assert words[0] in (*COMMANDS, "COMMAND")
            elif not {"COMMAND", "[OPTIONS]"} & set(words) and "…" not in mention:
                parse(words)


def test_the_readme_begins_with_the_two_set_up_commands() -> None:
    """The first block ends in an answer, the second runs the tests; each makes its environment."""
    first, second, *_ = blocks(README.read_text(encoding="utf-8"), "sh")
    for block in (first, second):
        assert "-m venv" in block
        assert len(block.splitlines()) <= 2
    assert "ccg search" in first.splitlines()[-1]
    assert "pytest" in second.splitlines()[-1]
