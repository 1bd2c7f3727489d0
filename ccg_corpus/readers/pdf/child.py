"""The process that parses one PDF: the file on stdin, its lines as JSON on stdout.

Started by `readers.pdf` with bounds for pages, memory and time; never imported by it. Whatever
the parser warns of stays here: nothing but the answer is written.
"""

from __future__ import annotations

import contextlib
import html
import io
import json
import logging
import os
import re
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ccg_corpus.readers.office.symbols import UNREADABLE
from ccg_corpus.readers.pdf.layout.visible import INVISIBLE, Unread, VisiblePart, part_shown

if TYPE_CHECKING:
    from ccg_corpus.readers.pdf.content.stream import Fragment
    from ccg_corpus.readers.pdf.layout.fragments import PrintedLine
    from ccg_corpus.readers.pdf.pdfium import PdfiumPages

_METADATA = {"title": "/Title", "author": "/Author", "subject": "/Subject", "doi": "/doi"}

_ADDRESS = re.compile(r"(IndirectObject\(\d+, \d+), \d+\)")
_BARE = 100  # characters
_MARRED = re.compile(
    r"(?<=[^\W\d_])[\x00-\x08\x0b-\x1f\ufffd\ue000-\uf8ff‰¤¬](?=[^\W\d_])|/u[0-9A-F]{4}"
)
_MINUS = re.compile(
    r"(?<=[a-z])−(?=[a-z])|(?<=\s)−(?=[a-z]{3})"
)  # in formulas, too: it decides only
FEW_OUTSIDE = 20  # letters beyond a page's edge: its name and date for the printer
_MAY_BE_READ = ("Encrypted", "Unreadable")  # errors of a file that another parser may read
_PASSWORD = "asks for a password", "save a copy without one"
_AES = (
    "is encrypted with AES",
    "pip install pypdfium2, or save a copy without encryption",
)
_XMP_DOI = re.compile(r"(?:prism|pdfx):doi[>=\"]+\s*([^<\"]{7,200})", re.IGNORECASE)
_XMP_JOURNAL = re.compile(r"prism:publicationName[>=\"]+\s*([^<\"]{3,200})")


def main(arguments: list[str]) -> None:
    max_pages, memory_mb, seconds = int(arguments[0]), int(arguments[1]), float(arguments[2])
    _bound(memory_mb, seconds)
    logging.disable(logging.CRITICAL)
    try:
        answer = parse(sys.stdin.buffer.read(), max_pages=max_pages)
    except MemoryError:
        answer = _error("Unreadable", f"needs more than {memory_mb} MB to be parsed")
    except RecursionError:
        answer = _error("Unreadable", "nested too deeply")
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8"))


def _bound(memory_mb: int, seconds: float) -> None:
    """Limits that hold even while the parser does not return. Not every system knows them."""
    try:
        import resource
    except ImportError:
        return
    size = memory_mb * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))


def parse(data: bytes, *, max_pages: int) -> dict[str, Any]:
    """Lines of all pages, or what is wrong.

    PDFium reads the pages; pypdf those that PDFium can't tell all of or fails on, all of a file that
    it can't open, and always the properties and what else a file holds. Where pypdf is wanted first,
    PDFium reads what pypdf fails on.
    """
    fast = _pdfium_pages(data) if _is_pdfium_first() else None
    if fast is not None:
        with contextlib.closing(fast):
            return _parsed(data, fast, max_pages)
    found = _parsed(data, None, max_pages)
    if _is_pdfium_first() or not (found.get("damaged") or found.get("error") in _MAY_BE_READ):
        return found
    return _mended(found, data, max_pages)


def _mended(found: dict[str, Any], data: bytes, max_pages: int) -> dict[str, Any]:
    """What pypdf found, and from PDFium the pages, or the file, that it failed on."""
    fast = _pdfium_pages(data)
    if fast is None:
        return found
    with contextlib.closing(fast):
        other = _parsed(data, fast, max_pages)
    if "error" in found or "error" in other:
        return found if "error" in other else other
    mended = {n for n in found["damaged"] if n <= len(other["pages"])} - {*other["damaged"]}
    for number in mended:
        found["pages"][number - 1] = other["pages"][number - 1]
    found["damaged"] = [n for n in found["damaged"] if n not in mended]
    found["pictures"] = sorted({*found["pictures"], *(mended & {*other["pictures"]})})
    return found


def _parsed(data: bytes, fast: PdfiumPages | None, max_pages: int) -> dict[str, Any]:
    from pypdf.errors import DependencyError

    try:
        reader = _reader(data, fast)
        if fast is None and reader.is_encrypted and not reader.decrypt(""):
            return _error("Encrypted", *_PASSWORD)
        count = _count(reader, fast)
        if count > max_pages:
            return _error("TooLong", f"{count} pages, the limit is {max_pages}")
        return _read(_Pages(reader, fast), count)
    except DependencyError:
        return _error("Encrypted", *(_PASSWORD if _is_there() else _AES))
    except (MemoryError, RecursionError):
        raise
    except Exception as exc:  # the parser raises whatever a damaged file makes it stumble over
        return _error("Unreadable", f"damaged PDF: {_reason(exc)}")


def _reader(data: bytes, fast: PdfiumPages | None) -> Any:
    """pypdf's view of the file; None where it can't open it, or lacks the library for AES, and
    PDFium can."""
    from pypdf import PdfReader

    try:
        return PdfReader(io.BytesIO(data))
    except (MemoryError, RecursionError):
        raise
    except Exception:
        if fast is None:
            raise
        return None


def _count(reader: Any, fast: PdfiumPages | None) -> int:
    """How many pages there are: of a damaged file one parser may see fewer than the other."""
    if fast is None:
        return int(reader.get_num_pages())
    with contextlib.suppress(Exception):
        if reader is not None and not reader.is_encrypted:  # else it is only what the file says
            return max(len(fast), int(reader.get_num_pages()))
    return len(fast)


def _is_pdfium_first() -> bool:
    """Whether PDFium is asked before pypdf."""
    return os.environ.get("CCG_PDF_PARSER", "pypdfium2") == "pypdfium2"


def _is_there() -> bool:
    """Whether PDFium is installed: there are systems that nobody builds it for."""
    return find_spec("pypdfium2") is not None


def _pdfium_pages(data: bytes) -> PdfiumPages | None:
    """The pages as PDFium has them; None where it is not installed, or fails on the file."""
    if not _is_there():
        return None
    from ccg_corpus.readers.pdf.pdfium import PdfiumPages

    with contextlib.suppress(Exception):
        pages = PdfiumPages(data)
        if len(pages):
            return pages
        pages.close()
    return None


class _Pages:
    """A document's pages: PDFium's where it has text on them, else pypdf's."""

    def __init__(self, reader: Any, fast: PdfiumPages | None) -> None:
        self._reader, self._fast = reader, fast
        self._fonts: dict[Any, Any] = {}
        self.unread = Unread()  # of the page that was read last

    def page(self, number: int) -> tuple[list[Fragment], tuple[float, float], bool]:
        """Fragments of a page (0-based), its bottom and top, and whether it shows a picture.

        Pictures matter on pages with next to no text; PDFium's silence there may be a fault too.
        """
        from pypdf.errors import DependencyError

        found: tuple[list[Fragment], tuple[float, float]] | None = None
        if self._fast is not None:
            with contextlib.suppress(Exception):
                found = self._fast.page(number)
        if self._fast is not None and found:
            self.unread = self._fast.unread
        marred = marred_words(found[0]) if found else 0
        if found and not marred and _is_enough(found[0]):
            return *found, False
        kept = self.unread
        try:
            slowly = self._slowly(number)
            if found and _is_better(found[0], slowly[0], marred):
                self.unread = kept
                return _seen_at_least(found[0]), found[1], slowly[2]
            return slowly
        except (MemoryError, RecursionError):
            raise
        except (
            DependencyError
        ):  # AES, or a file that pypdf can't open: PDFium's silence is all there is
            if self._fast is None:
                raise
            if found is None:
                raise ValueError("neither parser can read it") from None
            return _seen_at_least(found[0]), found[1], self._fast.has_picture(number)
        except Exception:
            if found is None or not found[0]:
                raise
            return _seen_at_least(found[0]), found[1], False

    def _slowly(self, number: int) -> tuple[list[Fragment], tuple[float, float], bool]:
        from pypdf.errors import DependencyError

        from ccg_corpus.readers.pdf.content.stream import StreamWalk
        from ccg_corpus.readers.pdf.layout.visible import letters_of, seen, within

        if self._reader is None:
            raise DependencyError
        page = self._reader.pages[number]
        walk = StreamWalk(self._fonts)
        walk.walk(page)
        if walk.left_out > sum(len(fragment.text) for fragment in walk.fragments):
            walk = StreamWalk(self._fonts, heads_too=True)  # a page is not all running heads
            walk.walk(page)
        shown = _shown_part(page)
        outside = letters_of(walk.fragments) - letters_of(within(walk.fragments, shown))
        self.unread = Unread(outside, walk.askew)
        fragments = seen(walk.fragments, shown, walk.painted())
        return fragments, _height(page), walk.pictures

    def extras(self, count: int) -> str:
        """What the file holds besides its pages' text, and nobody reads."""
        from ccg_corpus.readers.pdf.extras import extras_of

        with contextlib.suppress(Exception):
            return extras_of(self._reader, count) if self._reader is not None else ""
        return ""

    def metadata(self) -> dict[str, str]:
        """The file's properties, from PDFium where pypdf can't decrypt them."""
        found = _metadata(self._reader) if self._reader is not None else {}
        with contextlib.suppress(Exception):
            if not found and self._fast is not None:
                return self._fast.metadata()
        return found


def marred_words(fragments: list[Fragment]) -> int:
    """How many signs stand between letters that are no letters of any word: a font's table is wrong."""
    return sum(len(_MARRED.findall(fragment.text)) for fragment in fragments)


def _is_better(fast: list[Fragment], slow: list[Fragment], marred: int) -> bool:
    """Whether PDFium's text of a page is the better of two, by signs that nobody can read."""
    if any(_has_order(fragment) for fragment in fast):
        return False  # of right-to-left words the order is right in the other one only
    unread = sum(_odd_signs(fragment.text) for fragment in slow)
    own = sum(_odd_signs(fragment.text) for fragment in fast)
    odd, odd_slow = marred + own, marred_words(slow) + unread
    if odd == odd_slow and not any(fragment.ink for fragment in (*fast, *slow)):
        letters, letters_slow = _letters(fast), _letters(slow)
        return letters != letters_slow and 5 * len(letters) >= 4 * len(letters_slow) > 0
    return odd < odd_slow


def _odd_signs(text: str) -> int:
    return text.count(UNREADABLE) + len(_MINUS.findall(text))


def _letters(fragments: list[Fragment]) -> list[str]:
    """The letters of a page, in no order."""
    return sorted(sign for fragment in fragments for sign in fragment.text if sign.isalpha())


def _has_order(fragment: Fragment) -> bool:
    from ccg_corpus.readers.pdf.layout.bidi import has_right_to_left

    return has_right_to_left(fragment.text)


def _is_enough(fragments: list[Fragment]) -> bool:
    """Text on the page, none that PDFium puts into an order of its own, and no ink of two kinds."""
    from ccg_corpus.readers.pdf.layout.bidi import has_right_to_left

    if any(has_right_to_left(fragment.text) for fragment in fragments):
        return False
    if len({fragment.ink for fragment in fragments}) > 1:
        return False  # what the page paints behind it is not looked for here
    return sum(len(fragment.text) for fragment in fragments) >= _BARE


def _seen_at_least(fragments: list[Fragment]) -> list[Fragment]:
    """Without a layer of invisible text where there is visible text as well."""
    visible = [fragment for fragment in fragments if fragment.ink != INVISIBLE]
    return visible if any(fragment.text.strip() for fragment in visible) else fragments


def _reason(exc: Exception) -> str:
    # Objects are named with the address of their reader, another one in every run.
    said = _ADDRESS.sub(r"\1)", " ".join(str(exc).split()))
    return said[:120] or type(exc).__name__


def _error(kind: str, message: str, hint: str = "") -> dict[str, Any]:
    return {"error": kind, "message": message, "hint": hint}


def _read(pages: _Pages, count: int) -> dict[str, Any]:
    """Every page; one that is damaged does not take the others with it."""
    from pypdf.errors import DependencyError

    from ccg_corpus.readers.pdf.layout.fragments import lines_of

    found: dict[str, Any] = {
        "pages": [], "pictures": [], "damaged": [], "outside": {}, "askew": {},
    }  # fmt: skip
    for number in range(1, count + 1):
        page: dict[str, Any] = {"lines": [], "height": (0.0, 842.0), "plain": ""}
        try:
            fragments, height, has_picture = pages.page(number - 1)
            # on the first page raised numbers are mostly the authors' institutions
            lines = lines_of(fragments, drop_calls=number > 1)
            plain = _plain(fragments, lines)
            page = {"lines": lines, "height": height, "plain": plain}
            found["pictures"] += [number] if has_picture else []
            outside, askew = pages.unread
            if outside > max(FEW_OUTSIDE, len(plain) / 4):  # printers' marks stand there, too
                found["outside"][str(number)] = outside
            if askew:
                found["askew"][str(number)] = askew
        except (MemoryError, RecursionError, DependencyError):
            raise
        except Exception as exc:  # as above
            found["damaged"].append(number)
            reason = _reason(exc)
        found["pages"].append(page)
    if count and len(found["damaged"]) == count:
        return _error("Unreadable", f"damaged PDF: {reason}")
    return {**found, "metadata": pages.metadata(), "extras": pages.extras(count)}


def _plain(fragments: list[Fragment], lines: list[PrintedLine]) -> str:
    """The page's text in the order of the file; in that of its lines where letters had to be turned."""
    from ccg_corpus.readers.pdf.layout.bidi import has_right_to_left

    if any(has_right_to_left(line.text) for line in lines):
        return "".join(line.text for line in lines)
    return "".join(fragment.text for fragment in fragments)


def _height(page: Any) -> tuple[float, float]:
    """The page's bottom and top."""
    try:
        box = page.cropbox
        return float(box.bottom), float(box.top)
    except (ValueError, TypeError, AttributeError, KeyError):
        return 0.0, 842.0  # A4


def _shown_part(page: Any) -> VisiblePart | None:
    """The part of the page that viewers show."""
    try:
        crop, media = page.cropbox, page.mediabox
        boxes = [
            (float(box.left), float(box.bottom), float(box.right), float(box.top))
            for box in (crop, media)
        ]
    except (ValueError, TypeError, AttributeError, KeyError):
        return None
    return part_shown(boxes[0], boxes[1])


def _metadata(reader: Any) -> dict[str, str]:
    """The properties as text; a broken dictionary has none."""
    found: dict[str, str] = {}
    with contextlib.suppress(Exception):
        stated = reader.metadata or {}
        found = {key: str(stated[name]) for key, name in _METADATA.items() if stated.get(name)}
        found.setdefault("doi", found.get("subject", ""))
    with contextlib.suppress(Exception):
        found |= _packet(reader.trailer["/Root"]["/Metadata"].get_object().get_data())
    with contextlib.suppress(Exception):
        found["language"] = str(reader.trailer["/Root"]["/Lang"])
    return found


def _packet(xmp: bytes) -> dict[str, str]:
    """DOI and journal, if the XMP packet states them; looked up, not parsed."""
    text = xmp[:200_000].decode("utf-8", errors="replace")
    stated = {"doi": _XMP_DOI.search(text), "journal": _XMP_JOURNAL.search(text)}
    return {key: html.unescape(match.group(1)) for key, match in stated.items() if match}


if __name__ == "__main__":
    main(sys.argv[1:])
