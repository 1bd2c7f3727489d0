"""The completion of bash, zsh, fish and PowerShell: a line half typed → what the shell's script understands.

Comes in: the variables that the scripts of `ccg --show-completion` set. Goes out: offers in the
manner of the shell. Typer's own answer would draw help texts with Rich first, takes a colon in an
id for the end of a word, and leaves a space in a name bare.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import typer

from ccg_corpus.cli.completion.completing import Offer

VARIABLE = "_CCG_COMPLETE"
_SHELLS = (
    "complete_bash", "complete_zsh", "complete_fish", "complete_powershell", "complete_pwsh",
)  # fmt: skip
_FLAG_OPTIONS_BEFORE = ("--project",)  # of ccg itself, those with a value
_SPECIAL = set(" \t\"'\\$`&|;<>()*?[]{}!#~")


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether a shell we know asks for completions."""
    return environment.get(VARIABLE) in _SHELLS


# Typer's has the first press of the key do nothing: zsh runs the file then, and no more.
_ZSH = """
#compdef %(prog_name)s

%(complete_func)s() {
  eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" %(autocomplete_var)s=complete_zsh %(prog_name)s)
}

if [ "$funcstack[1]" = "_%(prog_name)s" ]; then
  %(complete_func)s "$@"
else
  compdef %(complete_func)s %(prog_name)s
fi
"""


def mend_scripts() -> None:
    """Our script for zsh in the place of Typer's, where Typer keeps it; else Typer's will do."""
    with suppress(ImportError, AttributeError):
        from typer import _completion_shared

        _completion_shared._completion_scripts["zsh"] = _ZSH


def respond(environment: Mapping[str, str]) -> tuple[str, int]:
    """What the shell's script reads, and the exit code."""
    from ccg_corpus.render.columns import printable

    shell = environment[VARIABLE].removeprefix("complete_")
    if shell == "bash":
        words, incomplete = _bash_words(environment)
    else:
        line = environment.get("_TYPER_COMPLETE_ARGS", "")
        if shell in ("powershell", "pwsh") and not environment.get(
            "_TYPER_COMPLETE_WORD_TO_COMPLETE"
        ):
            line += " "  # it leaves the space at the end away
        words, incomplete = _split(line)
    offers = [
        (value, printable(about))
        for value, about in offers_for(words[1:], incomplete)
        if printable(value) == value  # else it could steer the terminal, or be two
    ]
    if shell == "bash":
        return _for_bash(offers, incomplete, environment), 0
    if shell == "zsh":
        return _for_zsh(offers), 0
    if shell in ("powershell", "pwsh"):
        return "".join(
            f"{_for_powershell(value)}:::{_one_line(about) or ' '}\n" for value, about in offers
        ), 0
    if environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return "", 0 if offers else 1
    return "".join(f"{value}\t{_one_line(about)}\n" for value, about in offers), 0


def _for_powershell(value: str) -> str:
    """As one word: its script puts what it gets on the line as it is."""
    if not any(sign in _SPECIAL or sign in "@,‘’" for sign in value):
        return value
    doubled = "".join(sign * 2 if sign in "'‘’" else sign for sign in value)
    return f"'{doubled}'"


def offers_for(words: list[str], incomplete: str) -> list[Offer]:
    """What can stand in place of `incomplete` behind `ccg` and `words`."""
    from ccg_corpus.cli.application import app, load_command
    from ccg_corpus.cli.commands import COMMANDS

    at, project = 0, None
    while at < len(words) and words[at].startswith("-"):
        if words[at] in _FLAG_OPTIONS_BEFORE:
            project = words[at + 1] if at + 1 < len(words) else None
            at += 1
        at += 1
    if at > len(words):
        return []  # the value of an option: a folder
    if at == len(words):
        if incomplete.startswith("-"):
            return _options(typer.main.get_command(app), incomplete)
        return [(name, about) for name, about in COMMANDS.items() if name.startswith(incomplete)]
    if words[at] not in COMMANDS:
        return []
    command = load_command(words[at])
    return _of_command(command, words[at + 1 :], incomplete, project)


def _of_command(
    command: Any, words: list[str], incomplete: str, project: str | None
) -> list[Offer]:
    if "--project" in words[:-1]:
        project = words[words.index("--project") + 1]
    context = typer.Context(command, info_name=command.name, obj={"project": project})
    if incomplete.startswith("--") and "=" in incomplete:
        name, _, value = incomplete.partition("=")
        return [(f"{name}={one}", about) for one, about in _values(command, name, value, context)]
    if words and words[-1].startswith("-") and _option(command, words[-1]) is not None:
        return _values(command, words[-1], incomplete, context)
    if incomplete.startswith("-"):
        return _options(command, incomplete)
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    return [offer for one in arguments[:1] for offer in _asked(one, incomplete, context)]


def _option(command: Any, name: str) -> Any:
    """The option of that name that wants a value."""
    return next((one for one in command.params if name in one.opts and not one.is_flag), None)


def _values(command: Any, name: str, incomplete: str, context: Any) -> list[Offer]:
    option = _option(command, name)
    return _asked(option, incomplete, context) if option is not None else []


def _asked(parameter: Any, incomplete: str, context: Any) -> list[Offer]:
    from ccg_corpus.cli.completion.completing import offers

    try:
        return offers(
            context.command.name, parameter.name, parameter.metavar or "", context, incomplete
        )
    except Exception:  # a press of a key must never show a traceback
        return []


def _options(command: Any, incomplete: str) -> list[Offer]:
    return [
        (name, one.help or "")
        for one in command.params
        if one.param_type_name == "option"
        for name in (*one.opts, *one.secondary_opts)
        if name.startswith("--") and name.startswith(incomplete)
    ]


# How each shell hands the line over


def _bash_words(environment: Mapping[str, str]) -> tuple[list[str], str]:
    """Bash parts words at : = and @; they are put together again."""
    raw, current = _bash_line(environment)
    words: list[str] = []
    is_open = False  # the last word goes on
    for at, word in enumerate(raw[: current + 1]):
        is_joint = bool(word) and set(word) <= set(":=")
        if words and (is_joint or is_open) and (word or at == current):
            words[-1] += word
        else:
            words.append(word)
        is_open = is_joint or word == "@"
    incomplete = words.pop() if words else ""
    return [_unquoted(word) for word in words], _unquoted(incomplete)


def _bash_line(environment: Mapping[str, str]) -> tuple[list[str], int]:
    """The words as bash has them, and which one is being typed."""
    line = environment.get("COMP_WORDS", "")
    words = line.split("\n" if "\n" in line else " ")
    return words, int(environment.get("COMP_CWORD") or 0)


def _split(line: str) -> tuple[list[str], str]:
    """The words of a line, and the one that the cursor stands in."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="")
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:  # a quotation mark that is still open
        return words, lexer.token
    if not words or line[-1:].isspace():
        return words, ""
    return words[:-1], words[-1]


def _unquoted(word: str) -> str:
    words, last = _split(word)
    return " ".join([*words, last]) if words else last


# How each shell wants to be answered


def _for_bash(offers: list[Offer], incomplete: str, environment: Mapping[str, str]) -> str:
    """Only what stands behind the last : or = is replaced; a space is written so that it holds."""
    raw, current = _bash_line(environment)
    typed = raw[current] if current < len(raw) else ""
    is_quoted = typed[:1] in ("'", '"')
    breaks = max(incomplete.rfind(sign) for sign in ":=") + 1
    drop = 0 if is_quoted else breaks
    values = [value[drop:] for value, _ in offers]
    return "\n".join(values if is_quoted else map(_escaped, values)) + ("\n" if values else "")


def _escaped(value: str) -> str:
    return "".join(f"\\{one}" if one in _SPECIAL else one for one in value)


def _for_zsh(offers: list[Offer]) -> str:
    """A call of zsh's own `_describe`; files where nothing is offered."""
    if not offers:
        return "_files"
    items = " ".join(shlex.quote(_item(value, about)) for value, about in offers)
    space = " -S ''" if all(value.endswith(":") for value, _ in offers) else ""
    return f"local -a offers; offers=({items}); _describe -V ccg offers{space}"


def _item(value: str, about: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(":", "\\:")
    return f"{escaped}:{_one_line(about)}" if about else escaped


def _one_line(text: str) -> str:
    return " ".join(text.split())
