"""Plain text: bytes in, the printed lines out.

Lines are kept as they are, with their leading and trailing spaces: those are evidence for the
rebuild. Nothing is joined, repaired or thrown away here, but a final line end and a byte-order
mark. Pages are numbered only where the file has form feeds.
"""

from __future__ import annotations

import codecs
import re

from ccg_corpus.core.errors import NoText, Unsupported
from ccg_corpus.core.model import Draft, DraftLine
from ccg_corpus.readers.limits import Limits

# The longer mark first: the UTF-32 one begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_MAX_CONTROL_SHARE = 0.05  # texts made from TeX hold a few control characters; binaries many
_MAX_ZERO_SHARE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Word writes a soft line break as a vertical tab or U+2028.
_LINE_END = re.compile("\r\n|[\n\r\x0b\u2028\u2029]")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_DAMAGED = "�"


def decode(data: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 or UTF-32, with or without a mark, or in an older encoding.

    Line ends come out as `\\n`. A few zero bytes, which damage leaves in a text, are taken out.
    Raises: Unsupported for a binary file.
    """
    text = _decode_marked(data)
    if text is None:
        text = _decode_unmarked(data)
    if 0 < text.count("\x00") <= _MAX_ZERO_SHARE * len(text):
        text = text.replace("\x00", "")
    _refuse_binary(text)
    return _LINE_END.sub("\n", text.removeprefix("\ufeff"))


def _decode_marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # "replace": a file cut in the middle of a character is still a text.
            return data[len(mark) :].decode(encoding, errors="replace")
    return None


def _decode_unmarked(data: bytes) -> str:
    wide = _wide_encoding(data[:_SAMPLE])
    if wide is not None:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_damaged(data)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly all zero bytes stand at odd, or at even, places. In UTF-32 the
    two upper bytes of each four are zero."""
    quarter = len(sample) // 4
    zeros = [sample[at::4].count(0) for at in range(4)]
    if quarter and len(sample) % 4 == 0:
        if min(zeros[2:]) == quarter and zeros[0] <= quarter // 20:
            return "utf-32-le"
        if min(zeros[:2]) == quarter and zeros[3] <= quarter // 20:
            return "utf-32-be"
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) % 2 or max(even, odd) < max(1, len(sample) // 8):
        return None
    if min(even, odd) > max(even, odd) // 20:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode_damaged(data: bytes) -> str:
    """UTF-8 with a few broken characters, or an encoding of one byte a character."""
    replaced = data.decode("utf-8", errors="replace")
    broken = replaced.count(_DAMAGED)
    intact = len(_NON_ASCII.findall(replaced.encode("latin-1", errors="replace")))
    intact += sum(1 for char in replaced if char > "\xff") - broken
    return replaced if intact > 4 * broken else _decode_single_byte(data)


def _decode_single_byte(data: bytes) -> str:
    """Windows-1252 wherever the result can be Western text; else what the statistics say."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    # Statistics know nothing of short texts; long ones in Western letters are mostly ASCII.
    if text and (len(data) < 200 or len(_NON_ASCII.findall(data)) * 10 <= len(data)):
        return text
    return _guess_encoding(data) or text or data.decode("cp1252", errors="replace")


def _guess_encoding(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import and seldom needed

    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode(best.encoding, errors="replace") if best is not None else None


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if "\x00" in text or controls > _MAX_CONTROL_SHARE * len(sample):
        raise Unsupported("a binary file, not text", hint="no reader knows this format")


def read_text(data: bytes, *, limits: Limits) -> Draft:
    """The printed lines of a plain text file."""
    text = decode(data)
    if not text.strip():
        raise NoText("the file holds no text")
    pages = text.removesuffix("\f").split("\f")
    numbered = "\f" in text
    lines = tuple(
        DraftLine(line, page=number if numbered else None)
        for number, page_text in enumerate(pages, start=1)
        for line in page_text.removesuffix("\n").split("\n")
    )
    return Draft(format="text", lines=lines)
