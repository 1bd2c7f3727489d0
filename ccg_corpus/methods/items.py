"""Facts → the items of the guidelines that a corpus can answer, in their order.

PRISMA-S (Rethlefsen et al. 2021, doi:10.1186/s13643-020-01542-z), ENTREQ (Tong et al. 2012,
doi:10.1186/1471-2288-12-181), COREQ (Tong et al. 2007, doi:10.1093/intqhc/mzm042). The numbers of the
items are theirs; the sentences are ours. What a corpus can't know is `open`: the reviewer writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ccg_corpus import __version__
from ccg_corpus.methods.facts import MethodsFacts

CODE_ROWS = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and the command whose output it is."""

    what: str
    value: int
    command: str


@dataclass(frozen=True, slots=True)
class ItemTable:
    """Headings, and rows of cells; the command that lists the same."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    command: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a guideline. `open`: what only the reviewer can say, "" where nothing is."""

    guideline: str
    number: str
    title: str
    text: str
    figures: tuple[Figure, ...] = ()
    table: ItemTable | None = None
    open: str = ""


def items_of(facts: MethodsFacts) -> tuple[Item, ...]:
    """All items, in the order of the guidelines."""
    return (
        _strategies(facts),
        _dates(facts),
        _records(facts),
        _duplicates(facts),
        _studies(facts),
        _software(facts),
        _reviewers(facts),
        _coding(facts),
        _comparison(facts),
        _themes(facts),
        _quotations(facts),
        _tree(facts),
        _identified(facts),
    )


# PRISMA-S


def _strategies(facts: MethodsFacts) -> Item:
    rows = tuple(
        (
            n, (row["at"] or "")[:10], row["who"] or "", row["query"] or "", row["strict"] or "",
            row["match"] or "all", row["hits"],
        )
        for n, row in enumerate(facts.questions, 1)
    )  # fmt: skip
    headings = ("#", "Date", "By", "As typed", "As run", "Match", "Hits")
    text = (
        f"{_many(len(rows), 'search', 'searches')} of the corpus of included documents"
        f" {_was(len(rows))} logged, each as typed and as it was run."
        if rows
        else "No search of the corpus was logged."
    )
    return Item(
        "PRISMA-S", "8", "Full search strategies", text,
        (Figure("searches logged", len(rows), "ccg log -f tsv -n 0 | awk -F'\t' '$4 $6 != \"\"' | wc -l"),),
        ItemTable(headings, rows, "ccg log --format md --limit 0") if rows else None,
        "the searches of databases that found the documents (items 1 to 7, 9 to 11, 14)",
    )  # fmt: skip


def _dates(facts: MethodsFacts) -> Item:
    dates = sorted(row["at"][:10] for row in facts.questions if row["at"])
    if not dates:
        text = "No date of a search of the corpus was logged."
    elif dates[0] == dates[-1]:
        text = f"The corpus was searched on {dates[0]}."
    else:
        text = f"The corpus was searched from {dates[0]} to {dates[-1]}."
    return Item(
        "PRISMA-S", "13", "Dates of searches", text, open="the dates of the searches of databases"
    )


def _records(facts: MethodsFacts) -> Item:
    files, failed = facts.status["files"], facts.status["failed_files"]
    text = (
        f"The corpus holds {_many(len(facts.documents), 'document')} read from"
        f" {_many(files, 'file')}"
        + (f"; {_many(failed, 'file')} could not be read" if failed else "")
        + f". They print {_many(facts.quotations, 'quotation')} of participants, each counted once."
    )
    return Item(
        "PRISMA-S", "15", "Total records", text,
        (
            Figure("documents", len(facts.documents), "ccg documents -f tsv -n 0 | wc -l"),
            Figure("quotations of participants", facts.quotations, "ccg quotes -c"),
        ),
        open="the records that each database gave",
    )  # fmt: skip


def _duplicates(facts: MethodsFacts) -> Item:
    versions = [row for row in facts.documents if row["version_of"]]
    text = (
        f"{_many(len(versions), 'document').capitalize()} {_was(len(versions))} found to print the same"
        " work as another (by shared text, quotations, DOI or title); a quotation that several"
        " versions print is counted once, under the version of record."
    )
    table = ItemTable(
        ("Document", "Version of", "Why"),
        tuple((row["id"], row["version_of"], row["version_why"] or "") for row in versions),
        "ccg documents --format json",
    )
    command = "ccg documents -f json | python3 -c 'import json,sys; print(sum(1 for d in json.load(sys.stdin) if d[\"version_of\"]))'"
    return Item(
        "PRISMA-S", "16", "Deduplication", text,
        (Figure("versions of another document", len(versions), command),),
        table if versions else None,
        "how records of databases were deduplicated before they came here",
    )  # fmt: skip


# ENTREQ


def _studies(facts: MethodsFacts) -> Item:
    rows = tuple(
        (row["id"], _authors(row), row["year"] or "", row["title"] or "", row["type"] or "",
         row["study"] or "", row["quotations"])
        for row in facts.documents
    )  # fmt: skip
    years = sorted(row["year"] for row in facts.documents if row["year"])
    span = ""
    if years:
        span = f", published {years[0]}" + (f" to {years[-1]}" if years[-1] != years[0] else "")
        if len(years) < len(rows):
            span += f" (the year of {len(rows) - len(years)} is not known)"
    own = {row["study"] or row["id"] for row in facts.documents if not row["version_of"]}
    text = f"{_many(len(rows), 'document')} of {_many(len(own), 'study', 'studies')}{span}."
    headings = ("Document", "Authors", "Year", "Title", "Type", "Study", "Quotations it prints")
    return Item(
        "ENTREQ", "8", "Study characteristics", text,
        (
            Figure("documents", len(rows), "ccg documents -f tsv -n 0 | wc -l"),
            Figure("participants who are quoted and told apart", facts.participants,
                   "ccg participants -f tsv -n 0 | wc -l"),
        ),
        ItemTable(headings, rows, "ccg documents --format md --limit 0"),
        "country, population and methods, where documents.csv has no columns for them",
    )  # fmt: skip


def _software(facts: MethodsFacts) -> Item:
    text = (
        f"Participants' quotations were extracted with ccg {__version__}, which takes passages verbatim"
        " from the documents' text and attributes them by what each document prints."
    )
    checked = {
        name: facts.by_status.get(name, 0)
        for name in ("confirmed", "corrected", "added", "rejected")
    }
    looked_at = sum(checked.values())
    said = ", ".join(f"{count} {name}" for name, count in checked.items())
    figures = tuple(
        Figure(f"quotations {name}", count, f"ccg quotes --status {name} -c")
        for name, count in checked.items()
    )
    text += (
        f" Reviewers decided on {_many(looked_at, 'passage')}: {said}. The corpus has"
        f" {_many(facts.quotations, 'quotation')}, without those rejected."
    )
    return Item("ENTREQ", "15", "Software", text, figures)


def _reviewers(facts: MethodsFacts) -> Item:
    rows = tuple(
        (
            row["coder"],
            row["decisions"],
            row["codings"],
            row["codes"],
            row["memos"],
            row["first"],
            row["last"],
        )
        for row in facts.coders
    )
    text = f"{_many(len(rows), 'reviewer').capitalize()} decided on quotations or coded them."
    headings = ("Reviewer", "Decisions", "Codings", "Codes", "Memos", "First", "Last")
    hint = ""
    if len(rows) > 1:
        first, second = rows[0][0], rows[1][0]
        hint = f"how they worked together; 'ccg agreement {first} {second}' has their agreement"
    return Item(
        "ENTREQ", "16", "Number of reviewers", text,
        (Figure("reviewers", len(rows), "ccg coders -f tsv -n 0 | wc -l"),),
        ItemTable(headings, rows, "ccg coders --format md") if rows else None,
        hint or "who they are, and how they worked together",
    )  # fmt: skip


def _coding(facts: MethodsFacts) -> Item:
    text = (
        f"The unit of coding is a participant's quotation, or some of its words:"
        f" {facts.coded} of {facts.quotations} quotations were coded by a reviewer, with a codebook of"
        f" {_many(len(facts.codes), 'code')}."
    )
    return Item(
        "ENTREQ", "17", "Coding", text,
        (
            Figure("quotations coded by a reviewer", facts.coded, "ccg search 'coder:*' -c"),
            Figure("codes", len(facts.codes), "ccg codes -f tsv -n 0 | wc -l"),
            Figure("quotations that nobody has coded", facts.quotations - facts.coded, "ccg quotes --uncoded -c"),
        ),
        open="how coding went on: line by line or by a framework, alone or together",
    )  # fmt: skip


def _comparison(facts: MethodsFacts) -> Item:
    shared = sum(1 for count in facts.studies_of_codes.values() if count > 1)
    text = (
        f"{_many(shared, 'code').capitalize()} of {len(facts.codes)}"
        f" {'was' if shared == 1 else 'were'} given to quotations of more than one study; what a"
        " code's terms only propose is not counted."
    )
    rows = tuple(
        (row["path"], facts.given[row["code"]], facts.studies_of_codes.get(row["code"], 0))
        for row in facts.codes
    )
    return Item(
        "ENTREQ", "18", "Study comparison", text,
        table=ItemTable(("Code", "Quotations", "Studies"), rows, "ccg codes")
        if rows
        else None,
        open="how comparisons within and across studies were made",
    )  # fmt: skip


def _themes(facts: MethodsFacts) -> Item:
    text = f"The synthesis states {_many(len(facts.findings), 'finding')}."
    return Item(
        "ENTREQ", "19", "Derivation of themes", text,
        (Figure("findings", len(facts.findings), "ccg findings -f tsv -n 0 | wc -l"),),
        open="whether themes came from the data or were there before",
    )  # fmt: skip


def _quotations(facts: MethodsFacts) -> Item:
    first = len({id for one in facts.findings for id in (*one["supports"], *one["contradicts"])})
    passages = [passage for one in facts.findings for passage in one["interpretations"]]
    second = sum(1 for passage in passages if passage["verbatim"])
    text = (
        f"Findings rest on {_many(first, 'quotation')} of participants (first-order constructs) and"
        f" {_many(second, 'passage')} of authors' interpretation (second-order constructs), kept apart,"
        " each verbatim in its document."
    )
    if wrong := [passage for passage in passages if not passage["verbatim"]]:
        named = "; ".join(f"{one['document']}: {_short(one['text'])}" for one in wrong)
        text += f" Not counted, since the document does not have it: {named}."
    rows = tuple(
        (
            one["statement"],
            len(one["supports"]),
            len(one["contradicts"]),
            sum(1 for passage in one["interpretations"] if passage["verbatim"]),
        )
        for one in facts.findings
    )
    headings = ("Finding", "Quotations for it", "Against it", "Authors' interpretations")
    return Item(
        "ENTREQ", "20", "Quotations", text,
        table=ItemTable(headings, rows, "ccg findings --format md") if rows else None,
    )  # fmt: skip


# COREQ


def _tree(facts: MethodsFacts) -> Item:
    tree = facts.codebook
    rows = tuple(
        ("\N{EM DASH} " * tree.depth(code.slug) + code.title, code.definition or "")
        for code in tree.codes
    )
    text = f"The coding tree has {_many(len(rows), 'code')}" + (
        f", {sum(1 for code in tree.codes if tree.depth(code.slug) == 0)} of them at its top."
        if rows
        else "."
    )
    return Item(
        "COREQ", "25", "Description of the coding tree", text,
        (Figure("codes", len(rows), "ccg codes -f tsv -n 0 | wc -l"),),
        ItemTable(("Code", "Definition"), rows, "ccg codes --format md") if rows else None,
    )  # fmt: skip


def _identified(facts: MethodsFacts) -> Item:
    text = (
        f"Of {_many(facts.quotations, 'quotation')} the documents identify the participant in"
        f" {facts.with_participant} ({_share(facts.with_participant, facts.quotations)}) and the speaker's"
        f" role in {facts.with_role} ({_share(facts.with_role, facts.quotations)})."
    )
    return Item(
        "COREQ", "29", "Quotations presented", text,
        (
            Figure("quotations whose participant is told apart", facts.with_participant,
                   "ccg search 'participant:*' -c"),
            Figure("quotations whose speaker's role is stated", facts.with_role, "ccg search 'role:*' -c"),
        ),
    )  # fmt: skip


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count or 'no'} {one if count == 1 else more or one + 's'}"


def _short(text: str) -> str:
    words = text.split()
    return f"'{' '.join(words[:6])}{' …' if len(words) > 6 else ''}'"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"


def _authors(row: dict[str, Any]) -> str:
    return "; ".join(str(author) for author in row["authors"] or ())


def rows_of(items: tuple[Item, ...]) -> Iterator[dict[str, Any]]:
    """The items as rows of plain values."""
    for item in items:
        yield {
            "guideline": item.guideline,
            "item": item.number,
            "title": item.title,
            "text": item.text,
            "figures": [
                {"what": one.what, "value": one.value, "command": one.command}
                for one in item.figures
            ],
            "table": None
            if item.table is None
            else {
                "headings": list(item.table.headings),
                "rows": [list(row) for row in item.table.rows],
                "command": item.table.command,
            },
            "open": item.open or None,
        }
