"""RTF: bytes in, the paragraphs out, notes and cells of tables among them. Its styles are not read: what
counts is what it prints."""

from __future__ import annotations

from ccg_corpus.core.errors import NoText, Unreadable
from ccg_corpus.core.model import Draft, DraftLine
from ccg_corpus.readers.limits import MB, Limits
from ccg_corpus.readers.office.rtf.groups import printed_source

_MAX_BYTES = 20 * MB  # pictures are written out as digits; text alone never comes near


def read_rtf(data: bytes, *, limits: Limits) -> Draft:
    """The paragraphs of an RTF file, one a line, with an empty line between them."""
    if len(data) > _MAX_BYTES:
        raise Unreadable(f"too large an RTF file: {len(data) / MB:,.0f} MB", hint="save it as DOCX")
    from striprtf.striprtf import rtf_to_text

    source = printed_source(data.decode("cp1252", errors="replace"))
    try:
        text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    except (LookupError, ValueError, IndexError) as exc:
        raise Unreadable(f"a damaged RTF file: {exc}", hint="save it as DOCX") from exc
    # Signs beyond the first plane are written as halves, and a half alone is no sign.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if not paragraphs:
        raise NoText("the RTF file holds no text")
    lines = [line for paragraph in paragraphs for line in (paragraph, "")]
    return Draft(format="rtf", lines=tuple(map(DraftLine, lines[:-1])))
