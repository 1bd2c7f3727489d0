"""PDF files: bytes in, printed lines with their pages out, without running heads and feet.

The parser works in a process of its own, bounded in time and memory: a damaged or hostile file
stops that process and nothing else. Columns, paragraphs and hyphens are the rebuild's work.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ccg_corpus.core.errors import Encrypted, NoText, SourceError, Unreadable
from ccg_corpus.core.model import Draft, DraftLine, Facts
from ccg_corpus.readers.facts import doi_of, names_of, one_line, plausible_title
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.pages import name_pages
from ccg_corpus.readers.pdf.layout.fragments import PrintedLine
from ccg_corpus.readers.pdf.layout.lines import Page, draft_lines, put_right, without_furniture
from ccg_corpus.text.words import letters

_CHILD = "ccg_corpus.readers.pdf.child"
_PACKAGE_HOME = str(Path(__file__).parents[3])
_MIN_CHARACTERS = 50  # fewer on a page are a stamp or a page number, not a text layer
_SCANNED_SHARE = 0.8
_STRANGE = re.compile("[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff]")
_NO_NAME = re.compile(r"[\d@\\/_]|journal|press\b|publish|administrator", re.IGNORECASE)
_GARBLED_SHARE = 0.05
_ERRORS: dict[str, type[SourceError]] = {
    "Encrypted": Encrypted, "Unreadable": Unreadable, "TooLong": Unreadable,
}  # fmt: skip


def read_pdf(data: bytes, *, limits: Limits) -> Draft:
    """The lines of every page, in the order in which the file prints them."""
    found = parse_here(data, limits) if limits.is_apart else _parse_apart(data, limits)
    pages = [_page(page) for page in found["pages"]]
    scanned = _scanned_pages(pages, found["pictures"])
    lines = draft_lines(without_furniture(pages))
    if not any(line.text.strip() for line in lines):
        raise NoText("; ".join(("no text in any page", *_stated(found["extras"]))))
    return Draft(
        format="pdf",
        lines=lines,
        facts=_facts(found["metadata"]),
        warnings=(
            *_warn("damaged and unread", found["damaged"]),
            *_warn("partly scanned, needs OCR", scanned),
            *_warn_of_garbling(lines),
            *_stated(found["extras"]),
        ),
        plain=tuple(letters(put_right(page["plain"])) for page in found["pages"]),
    )


def parse_here(data: bytes, limits: Limits) -> dict[str, Any]:
    """What is found by parsing in this process, which is bounded already and may be stopped."""
    from ccg_corpus.readers.pdf.child import parse

    return _checked(parse(data, max_pages=limits.max_pages))


def _parse_apart(data: bytes, limits: Limits) -> dict[str, Any]:
    """What the child process found, or its error as one of ours."""
    # -P: a file called pypdf.py among the user's papers must not be imported.
    command = [sys.executable, "-P", "-X", "utf8", "-W", "ignore", "-m", _CHILD]
    bounds = [str(limits.max_pages), str(limits.memory_mb), str(limits.seconds)]
    paths = [_PACKAGE_HOME, os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    try:
        done = subprocess.run(
            [*command, *bounds], input=data, capture_output=True, timeout=limits.seconds,
            check=False, env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired as exc:
        raise Unreadable(f"not parsed within {limits.seconds:g} s: given up") from exc
    return _answer(done, limits)


def _answer(done: subprocess.CompletedProcess[bytes], limits: Limits) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as exc:
        # Killed from outside, or beyond the memory limit in the middle of an answer.
        reason = f"the PDF parser stopped (limit {limits.memory_mb} MB, {limits.seconds:g} s)"
        raise Unreadable(reason) from exc
    for page in found.get("pages", ()):
        page["lines"] = [PrintedLine(*line) for line in page["lines"]]
    return _checked(found)


def _checked(found: dict[str, Any]) -> dict[str, Any]:
    if "error" in found:
        raise _ERRORS[found["error"]](found["message"], hint=found["hint"])
    return found


def _page(stated: dict[str, Any]) -> Page:
    return Page(tuple(stated["lines"]), *stated["height"])


def _scanned_pages(pages: list[Page], pictures: list[int]) -> list[int]:
    """Pages (1-based) that hold pictures and next to no text.

    Raises: NoText if that is what the file consists of.
    """
    bare = [n for n, page in enumerate(pages, start=1) if _is_bare(page)]
    scanned = sorted(set(bare) & set(pictures))
    if scanned and len(scanned) >= _SCANNED_SHARE * len(pages):
        raise NoText(f"scanned, needs OCR: {name_pages(scanned)}")
    return scanned


def _is_bare(page: Page) -> bool:
    characters = 0
    for line in page.lines:
        characters += len("".join(line.text.split()))
        if characters >= _MIN_CHARACTERS:
            return False
    return True


def _stated(extras: str) -> tuple[str, ...]:
    return (extras,) if extras else ()


def _warn(what: str, pages: list[int]) -> tuple[str, ...]:
    return (f"{what}: {name_pages(pages)}",) if pages else ()


def _warn_of_garbling(lines: tuple[DraftLine, ...]) -> tuple[str, ...]:
    """Characters that stand for none: replacement, control, private use."""
    characters = sum(len(line.text) for line in lines)
    odd = [line.text for line in lines if not (line.text.isascii() and line.text.isprintable())]
    share = len(_STRANGE.findall("".join(odd))) / max(1, characters)
    return (f"garbled text layer: {share:.0%} of its characters",) if share > _GARBLED_SHARE else ()


def _facts(metadata: dict[str, str]) -> Facts:
    title = one_line(metadata.get("title"))
    return Facts(
        title=title if plausible_title(title) else None,
        authors=tuple(name for name in names_of(metadata.get("author")) if _is_name(name)),
        doi=doi_of(metadata.get("doi")),
        journal=one_line(metadata.get("journal")),
        language=one_line(metadata.get("language")),
    )


def _is_name(author: str) -> bool:
    """Two words in letters: programs also write "user", "Administrator" or a login there."""
    words = author.split()
    return 2 <= len(words) <= 6 and _NO_NAME.search(author) is None
