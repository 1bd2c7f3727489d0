"""RTF: bytes in, the paragraphs out. Its styles are not read: what counts is what it prints."""

from __future__ import annotations

from ccg_corpus.errors import NoText, Unreadable
from ccg_corpus.model import Draft, DraftLine
from ccg_corpus.readers.limits import MB, Limits

_MAX_BYTES = 20 * MB  # pictures are written out as digits; text alone never comes near


def read_rtf(data: bytes, *, limits: Limits) -> Draft:
    """The paragraphs of an RTF file, one a line, with an empty line between them."""
    if len(data) > _MAX_BYTES:
        raise Unreadable(f"too large an RTF file: {len(data) / MB:,.0f} MB", hint="save it as DOCX")
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            data.decode("cp1252", errors="replace"), errors="replace"
        )
    except (LookupError, ValueError, IndexError) as exc:
        raise Unreadable(f"a damaged RTF file: {exc}", hint="save it as DOCX") from exc
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if not paragraphs:
        raise NoText("the RTF file holds no text")
    lines = [line for paragraph in paragraphs for line in (paragraph, "")]
    return Draft(format="rtf", lines=tuple(map(DraftLine, lines[:-1])))
