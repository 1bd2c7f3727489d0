"""Options that several commands share, each declared once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from ccg_corpus.cli.parsing.declared import WrongUse, option
from ccg_corpus.core.hit import KINDS, STATUSES
from ccg_corpus.render import DETAIL_FORMATS, FOUND_FORMATS, REFERENCE_FORMATS, ROW_FORMATS
from ccg_corpus.text.nearest import near

ALL_KINDS = (*KINDS, "all")


def one_of(choices: tuple[str, ...], what: str) -> Callable[[str | None], str | None]:
    """An option's check: one of `choices`, or an error that says which was meant."""

    def checked(value: str | None) -> str | None:
        if value is not None and value not in choices:
            raise WrongUse(f"no {what} '{value}' ({near(value, choices)})")
        return value

    return checked


def each_of(choices: tuple[str, ...], what: str) -> Callable[[list[str] | None], list[str]]:
    """The same for an option that can be repeated."""
    check = one_of(choices, what)

    def checked(values: list[str] | None) -> list[str]:
        for value in values or ():
            check(value)
        return values or []

    return checked


def _format(choices: tuple[str, ...], default: str) -> object:
    return option(
        "--format",
        "-f",
        metavar="|".join(choices),
        help=f"How to print it. {default}",
        show_default=False,
        callback=one_of(choices, "format"),
    )


ProjectOption = Annotated[
    str | None,
    option(
        "--project",
        metavar="DIR",
        help="The project's directory; else CCG_PROJECT, else found from here upwards.",
        show_default=False,
    ),
]
QuietOption = Annotated[bool, option("--quiet", "-q", help="Nothing on standard error but errors.")]
FormatOption = Annotated[str | None, _format(ROW_FORMATS, "A table on a terminal, tsv in a pipe.")]
FoundFormatOption = Annotated[
    str | None, _format(FOUND_FORMATS, "Text on a terminal, tsv in a pipe.")
]
DocumentsFormatOption = Annotated[
    str | None,
    _format(
        (*ROW_FORMATS, *REFERENCE_FORMATS),
        "A table on a terminal, tsv in a pipe; the last three are for reference managers.",
    ),
]
DetailFormatOption = Annotated[str | None, _format(DETAIL_FORMATS, "Text unless you say so.")]
PagerOption = Annotated[
    bool, option("--pager/--no-pager", help="Page what is longer than the terminal.")
]
LimitOption = Annotated[
    int | None,
    option(
        "--limit",
        "-n",
        min=0,
        metavar="N",
        help="At most N; 0 for all. All by default, 20 in a table on a terminal.",
        show_default=False,
    ),
]
FieldsOption = Annotated[
    str | None,
    option(
        "--fields",
        metavar="A,B,…",
        help="These columns, in this order; json has more of them than a table.",
        show_default=False,
    ),
]
SortOption = Annotated[
    list[str] | None,
    option(
        "--sort",
        metavar="FIELD",
        help="In the order of a column; -FIELD is the other way round.",
        show_default=False,
    ),
]


RoleOption = Annotated[
    list[str] | None,
    option(
        "--role",
        "-r",
        metavar="ROLE",
        help="Said by: GP, nurse, clinician … A broad role finds the narrower ones.",
        show_default=False,
    ),
]
CaseOption = Annotated[
    list[str] | None,
    option(
        "--case",
        metavar="CASE",
        help="In the case or site as a document labels it: smith2019:D; D alone in any document.",
        show_default=False,
    ),
]
SiteOption = Annotated[
    list[str] | None,
    option(
        "--site",
        metavar="SITE",
        help="At a site of config.yaml.",
        show_default=False,
    ),
]
StudyOption = Annotated[
    list[str] | None,
    option(
        "--study",
        metavar="STUDY",
        help="In a study of config.yaml.",
        show_default=False,
    ),
]
DocumentOption = Annotated[
    list[str] | None,
    option(
        "--document",
        "-d",
        metavar="DOC",
        help="In a document: its id or its file's name, or how they begin.",
        show_default=False,
    ),
]
ThemeOption = Annotated[
    list[str] | None,
    option(
        "--theme",
        metavar="WORDS",
        help="Under a heading with these words.",
        show_default=False,
    ),
]
CodeOption = Annotated[
    list[str] | None,
    option(
        "--code",
        metavar="CODE",
        help="With a code of the codebook, or with one under it.",
        show_default=False,
    ),
]
CodedByOption = Annotated[
    list[str] | None,
    option(
        "--coded-by",
        metavar="NAME",
        help="Coded by this coder; with --code, by them with that code.",
        show_default=False,
    ),
]
UncodedOption = Annotated[bool, option("--uncoded", help="Coded by nobody yet.")]
ProposedOption = Annotated[
    bool, option("--proposed", help="With codes that are proposed and nobody has given yet.")
]
MemoOption = Annotated[
    list[str] | None,
    option(
        "--memo",
        metavar="WORDS",
        help="With a memo that has these words; * for any.",
        show_default=False,
    ),
]
ParticipantOption = Annotated[
    list[str] | None,
    option(
        "--participant",
        metavar="LABEL",
        help="By the participant of this label: 'GP 3', P07. Labels are each document's own.",
        show_default=False,
    ),
]
KindOption = Annotated[
    list[str] | None,
    option(
        "--kind",
        metavar="|".join(ALL_KINDS),
        help="Kind of quotation; the first three unless you say so.",
        show_default=False,
        callback=each_of(ALL_KINDS, "kind"),
    ),
]
StatusOption = Annotated[
    list[str] | None,
    option(
        "--status",
        metavar="|".join((*STATUSES, "unreviewed")),
        help="What reviewers made of it; rejected ones are listed only so.",
        show_default=False,
        callback=each_of((*STATUSES, "unreviewed"), "status"),
    ),
]
WhereOption = Annotated[
    list[str] | None,
    option(
        "--where",
        metavar="NAME=VALUE",
        help="By a column of participants.csv or documents.csv, or what labels state: country=Ghana.",
        show_default=False,
    ),
]
SinceOption = Annotated[
    int | None,
    option("--since", metavar="YEAR", help="Published in YEAR or later.", show_default=False),
]
UntilOption = Annotated[
    int | None,
    option("--until", metavar="YEAR", help="Published in YEAR or before.", show_default=False),
]
MinConfidenceOption = Annotated[
    float | None,
    option(
        "--min-confidence",
        min=0.0,
        max=1.0,
        metavar="0–1",
        help="At least this sure.",
        show_default=False,
    ),
]
MaxConfidenceOption = Annotated[
    float | None,
    option(
        "--max-confidence",
        min=0.0,
        max=1.0,
        metavar="0–1",
        help="At most this sure: the ones to look at first.",
        show_default=False,
    ),
]
AllPrintingsOption = Annotated[
    bool,
    option(
        "--all-printings",
        help="Every printing of a quotation, not one for all versions of a work.",
    ),
]
