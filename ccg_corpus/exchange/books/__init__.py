"""Codebooks as programs and people hand them over: .qdc, CSV, TSV, text, workbooks, Word tables.

Comes in: a file. Goes out: its codes as `BookCode`s with a line for whatever can't be meant. Taguette, MAXQDA,
ATLAS.ti, NVivo, QualCoder and a spreadsheet of one's own are told by their headings.
"""

from __future__ import annotations

from pathlib import Path

from ccg_corpus.core.errors import CcgError
from ccg_corpus.exchange.refi.incoming import ProjectThere

MOST_BYTES = 20 * 1024 * 1024  # far above any codebook


def read_book(path: Path) -> ProjectThere:
    """The codes in a file.

    Raises: CcgError where it can't be read, or is no codebook.
    """
    ending = path.suffix.lower()
    if ending in (".qdc", ".qde", ".xml"):
        from ccg_corpus.exchange.refi.reading import read_project

        return read_project(path)
    from ccg_corpus.exchange.books.rows import codes_of

    data = _read(path)
    if ending in (".csv", ".tsv", ".tab", ".txt"):
        from ccg_corpus.exchange.books.text import rows_of_text

        rows = rows_of_text(data, path)
    elif ending in (".xlsx", ".docx"):
        from ccg_corpus.exchange.books.office import rows_of_docx, rows_of_xlsx

        rows = rows_of_xlsx(data, path) if ending == ".xlsx" else rows_of_docx(data, path)
    else:
        hint = "as .qdc, .csv, .tsv, .txt, .xlsx or .docx; a project as .qdpx"
        raise CcgError(f"no codebook is called '{ending or path.name}'", path=path, hint=hint)
    codes, faults = codes_of(rows)
    if not codes:
        raise CcgError(
            "has no codes in it", path=path, hint="a column Name, Code or Tag, or a code a line"
        )
    return ProjectThere(ending, tuple(codes), faults=tuple(faults))


def _read(path: Path) -> bytes:
    from ccg_corpus.project.files import open_file

    try:
        with open_file(path) as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as exc:
        raise CcgError(f"can't be read: {exc.strerror or exc}", path=path) from exc
    if len(data) > MOST_BYTES:
        raise CcgError(f"is larger than {MOST_BYTES // 1024 // 1024} MB", path=path)
    return data
