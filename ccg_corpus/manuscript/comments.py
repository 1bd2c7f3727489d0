"""A Word manuscript with a comment at each quotation that is not right: a copy, as bytes.

In: the manuscript's path and its checked quotations. Out: the bytes of another .docx. Its text is not
touched; a run is parted where a quotation begins or ends within it, so that the comment stands at the
words. What stands in a note is commented where the note is called.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import CcgError
from ccg_corpus.manuscript.checking import CheckedQuotation
from ccg_corpus.manuscript.wording.ladder import ERROR, REVIEW

AUTHOR, INITIALS = "ccg check", "ccg"


def with_comments(path: Path, found: Sequence[CheckedQuotation]) -> bytes:
    """A copy of the manuscript with comments.

    Raises: CcgError where the file is no .docx.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    if path.suffix.lower() != ".docx":
        raise CcgError("comments are for .docx files", path=path)
    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError) as exc:
        raise CcgError("no Word file that comments can be put in", path=path) from exc
    paragraphs = list(_paragraphs(document.element.body))
    place = 0
    for one in found:
        if one.severity not in (ERROR, REVIEW):
            continue
        letters = _letters(one.quoted.text)
        at = _find(paragraphs, letters, place)
        if at is None:
            at = _find(paragraphs, letters, 0)
        if at is None:
            runs = _last_runs(document)
        else:
            place = at[0]
            runs = list(_runs_at(paragraphs[at[0]], at[1], at[2]))
        if runs:
            document.add_comment(
                [_as_run(document, run) for run in (runs[0], runs[-1])],
                text=comment_of(one),
                author=AUTHOR,
                initials=INITIALS,
            )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def comment_of(one: CheckedQuotation) -> str:
    """What a comment says."""
    record = one.record or {}
    lines = [f"{one.severity}: {one.words}, tag {one.attribution}", *one.why]
    lines += [
        " → ".join(part for part in (f"“{mine}”" if mine else "–", f"“{said}”" if said else "–"))
        for mine, said in one.differences
    ]
    if one.said and one.severity == ERROR:
        lines.append(f"Source: “{one.said}”")
    if record.get("id"):
        lines.append(str(record["id"]))
    return "\n".join(lines)


def _paragraphs(body: Any) -> Iterator[Any]:
    from docx.oxml.ns import qn

    yield from body.iter(qn("w:p"))


def _letters(text: str) -> str:
    return "".join(sign.casefold() for sign in text if sign.isalnum())


def _texts(paragraph: Any) -> list[Any]:
    """The text elements that print, in order."""
    from docx.oxml.ns import qn

    return [
        one for one in paragraph.iter(qn("w:t"))
        if one.getparent() is not None and one.getparent().tag == qn("w:r")
        and not any(up.tag == qn("w:del") for up in one.iterancestors())
    ]  # fmt: skip


def _find(paragraphs: Sequence[Any], letters: str, start: int) -> tuple[int, int, int] | None:
    """The paragraph, and the letters of it, where a quotation stands; a long one begins there."""
    if not letters:
        return None
    for at in range(start, len(paragraphs)):
        own = _letters("".join(one.text or "" for one in _texts(paragraphs[at])))
        found = own.find(letters)
        if found >= 0:
            return at, found, found + len(letters)
    for at in range(start, len(paragraphs)):  # it goes over several paragraphs
        own = _letters("".join(one.text or "" for one in _texts(paragraphs[at])))
        if len(own) > 12 and letters.startswith(own[-min(len(own), 60) :][:40]):
            return at, max(0, len(own) - 60), len(own)
        found = own.find(letters[:24]) if len(letters) > 24 else -1
        if found >= 0:
            return at, found, len(own)
    return None


def _runs_at(paragraph: Any, start: int, end: int) -> Iterator[Any]:
    """The runs that have the letters from `start` to `end`, parted at both."""
    seen = 0
    for one in _texts(paragraph):
        text = one.text or ""
        first = seen
        seen += len(_letters(text))
        if seen <= start or first >= end:
            continue
        run = one.getparent()
        if first < start:
            run = _parted(run, one, _offset(text, start - first))
            one = _first_text(run)
            text = one.text or ""
            first = start
        if seen > end:
            _parted(run, one, _offset(text, end - first - 1) + 1)
        yield run


def _first_text(run: Any) -> Any:
    from docx.oxml.ns import qn

    return run.find(qn("w:t"))


def _offset(text: str, letters: int) -> int:
    """Where the letter of that number stands."""
    seen = 0
    for at, sign in enumerate(text):
        if sign.isalnum():
            if seen == letters:
                return at
            seen += len(sign.casefold())
    return len(text)


def _parted(run: Any, text: Any, offset: int) -> Any:
    """Part a run at an offset of one of its texts: the new run, which has what comes behind."""
    from docx.oxml.ns import qn

    if offset <= 0 and text.getprevious() is None:
        return run
    behind = deepcopy(run)
    at = list(run).index(text)
    for child in list(behind)[:at]:
        if child.tag != qn("w:rPr"):
            behind.remove(child)
    words = text.text or ""
    own = _first_text(behind)
    own.text, text.text = words[offset:], words[:offset]
    for one in (own, text):
        one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for child in list(run)[at + 1 :]:
        run.remove(child)
    run.addnext(behind)
    return behind


def _last_runs(document: Any) -> list[Any]:
    from docx.oxml.ns import qn

    runs = list(document.element.body.iter(qn("w:r")))
    return runs[:1]


def _as_run(document: Any, run: Any) -> Any:
    from docx.text.run import Run

    return Run(run, document)
