"""The commands by name. Each is a function of the same name in a module of the same name, which is
imported when it is called; "import" is `import_`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword

COMMANDS = {
    "init": "Make a project.",
    "ingest": "Read new and changed files into the corpus.",
    "quotes": "List quotations by speaker, case, theme, words.",
    "search": "Find quotations by a phrase in plain words.",
    "find": "Find the exact words of what is half remembered.",
    "check": "Check the quotations of a manuscript you write.",
    "matrix": "Quotations by two fields: counted, or in their words.",
    "compare": "Groups side by side on a topic.",
    "voices": "Say who is quoted how much, and who is not heard.",
    "plot": "Draw a matrix, voices, years or codes for a paper.",
    "like": "Find quotations like one, and say why.",
    "show": "Show a quotation in its place, with its evidence.",
    "cite": "Print a reference for a document or a quotation.",
    "documents": "List the documents and their facts.",
    "cases": "List the cases as each document describes them.",
    "participants": "List the people who speak, each once.",
    "roles": "List who speaks, with broader roles.",
    "habits": "Say how a document prints quotations and who speaks.",
    "themes": "List the headings and codes over the quotations.",
    "fix": "Correct who said a quotation, or where it begins and ends.",
    "confirm": "Say that a quotation is right as it stands.",
    "reject": "Say that a passage is no quotation.",
    "add": "Add a quotation that reading missed.",
    "learn": "Find the rest by what was decided in a document.",
    "undo": "Take a decision back.",
    "history": "List what was decided of a quotation or a document.",
    "conflicts": "List where reviewers disagree.",
    "settle": "Say what holds where reviewers disagree.",
    "codes": "List the codebook as a tree, or change it.",
    "code": "Give quotations, or some of their words, codes.",
    "uncode": "Take codes away, or refuse what is proposed.",
    "memo": "Write a memo on a quotation, document, case or code.",
    "memos": "List the memos.",
    "review": "Review quotation by quotation on a screen.",
    "decide": "Read back a sheet that was edited in a spreadsheet.",
    "coders": "List who has decided and coded how much.",
    "agreement": "Compare what two coders coded.",
    "decisions": "List all decisions, or those that found no place.",
    "findings": "List the findings with their evidence; check and print them.",
    "methods": "Write what PRISMA-S, ENTREQ and COREQ ask to be reported.",
    "report": "Make one page to read, filter, cite and print.",
    "export": "Write a file that another program opens.",
    "import": "Take over what was coded in another program.",
    "open": "Open the corpus in the browser, at a quotation.",
    "save": "Give a query a name.",
    "saved": "List the queries that have names.",
    "log": "List the questions asked, for a methods section.",
    "status": "Say what the corpus holds and what is due.",
    "evaluate": "Score the corpus against gold or a marked sample.",
}


def command_function(name: str) -> Callable[..., int]:
    """The command of that name; it gives the exit code."""
    own = f"{name}_" if iskeyword(name) else name
    function: Callable[..., int] = getattr(import_module(f"ccg_corpus.cli.commands.{own}"), own)
    return function
