"""Make man/ccg.1 from the commands' own help: the same bytes each time.

usage: python scripts/make_man.py    (then: man -l man/ccg.1)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from ccg_corpus import __version__
from ccg_corpus.cli.application import app, load_command
from ccg_corpus.cli.commands import COMMANDS

OUTPUT = Path(__file__).parents[1] / "man" / "ccg.1"

HEAD = f"""\
.\\" Made by scripts/make_man.py from the commands' own help.
.TH CCG 1 "" "ccg {__version__}" "Evidence corpus"
.SH NAME
ccg \\- an evidence corpus of participants' words, taken verbatim from qualitative papers
.SH SYNOPSIS
.B ccg
.RI [ options ]
.I command
.RI [ options ]
.RI [ arguments ]
.SH DESCRIPTION
.B ccg
reads a folder of qualitative papers and answers who said what, where: quotations of participants,
verbatim, each with its speaker, its place and its citation. It works offline and gives the same
answer each time.
.PP
A project is the nearest directory upwards with a config.yaml. Data goes to standard output,
everything else to standard error. On a terminal a listing is a table of up to 20 rows, in a pipe
one line a row, tab-separated and complete.
"""

TAIL = """\
.SH EXIT STATUS
.TP
.B 0
found, or done
.TP
.B 1
nothing found
.TP
.B 2
an error, even if some of the work was done
.SH ENVIRONMENT
.TP
.B CCG_PROJECT
the project's directory
.TP
.B CCG_USER
who the query log says has asked
.TP
.B NO_COLOR
no colour on a terminal
.TP
.B PAGER
shows what is longer than the terminal; less \\-FRX if it is not set, nothing if it is empty
.TP
.B COLUMNS
the width of a table
.SH FILES
.TP
.I config.yaml
what you know about your documents and the files do not say
.TP
.I queries.yaml
saved queries
.TP
.I queries.log.jsonl
the questions that were asked
.TP
.I .ccg/
a cache; delete it whenever you like
.SH SEE ALSO
.BR grep (1),
.BR jq (1)
"""


def page() -> str:
    """The manual page."""
    root: Any = typer.main.get_command(app)
    parts = [HEAD, ".SH OPTIONS\n", *_options(root), ".SH COMMANDS\n"]
    for name in COMMANDS:
        parts += _command(name, load_command(name))
    return "".join([*parts, TAIL])


def _command(name: str, command: Any) -> Iterator[str]:
    arguments = [_argument(one) for one in command.params if one.param_type_name == "argument"]
    yield f".SS ccg {_roff(name)}\n"
    yield f".B ccg {_roff(name)}\n[options] {_roff(' '.join(arguments))}\n.PP\n"
    prose, _, examples = (command.help or "").partition("\b\nExamples:\n")
    yield ".PP\n".join(_filled(part) for part in prose.strip().split("\n\n"))
    yield from _options(command)
    if examples:
        lines = [re.sub("^  ", "", line) for line in examples.rstrip().splitlines()]
        yield ".PP\nExamples:\n.PP\n.nf\n.RS\n" + "".join(f"{_roff(line)}\n" for line in lines)
        yield ".RE\n.fi\n"


def _argument(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    many = "..." if argument.nargs == -1 else ""
    return f"{name}{many}" if argument.required else f"[{name}]{many}"


def _options(command: Any) -> Iterator[str]:
    for one in command.params:
        is_option = one.param_type_name == "option"
        names = [*one.opts, *getattr(one, "secondary_opts", ())] if is_option else [_argument(one)]
        shown = ", ".join(f"\\fB{_roff(name)}\\fR" for name in names)
        if is_option and not one.is_flag and one.metavar:
            shown += f" \\fI{_roff(one.metavar)}\\fR"
        yield f".TP\n{shown}\n{_filled(one.help or '')}"


def _filled(text: str) -> str:
    return _roff(" ".join(text.split())) + "\n"


def _roff(text: str) -> str:
    """Text that roff shows as it stands."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain[:1] in (".", "'") else plain


if __name__ == "__main__":
    OUTPUT.write_text(page(), encoding="utf-8")
