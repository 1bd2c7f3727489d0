"""Why a file that lies in a corpus folder is not read, and what to do: one line for each.

Comes in: a file's name and its first bytes. Goes out: a `Skipped`, or None for what no user has put
there. Nothing here is read further.
"""

from __future__ import annotations

from pathlib import PurePath

from ccg_corpus.core.errors import CcgError
from ccg_corpus.readers.sniff import format_of
from ccg_corpus.store.unread import Skipped

_OFFICE = "save it as DOCX or PDF"
_TABLE = "a table: save the quotations in it as text, or as a table in DOCX or HTML"
_PICTURE = "an image: it needs OCR"
_SOUND = "a recording: put its transcript here"
_SHORTCUT = "only a link to a document: put the document itself here"
_ARCHIVE = "an archive: unpack it, or make it a ZIP"
_MAIL = "an e-mail: save it, and what is attached to it, as PDF or text"
_BY_SUFFIX = {
    **dict.fromkeys((".doc", ".dot", ".wpd", ".wps", ".sxw", ".lwp"), f"an old text document: {_OFFICE}"),
    **dict.fromkeys((".pages",), f"a Pages document: {_OFFICE}"),
    **dict.fromkeys((".dotx", ".dotm", ".ott"), f"a template: {_OFFICE}"),
    **dict.fromkeys((".gdoc", ".gsheet", ".gslides"), "only a link to a Google document: download it as DOCX"),
    **dict.fromkeys((".url", ".webloc", ".lnk", ".desktop"), _SHORTCUT),
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".tsv", ".tab", ".numbers"), _TABLE),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), "slides: save them as PDF"),
    **dict.fromkeys((".eml", ".msg", ".mbox"), _MAIL),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".jp2"), _PICTURE),
    **dict.fromkeys((".mp3", ".wav", ".m4a", ".ogg", ".flac", ".wma", ".mp4", ".mov", ".avi", ".mkv"), _SOUND),
    **dict.fromkeys((".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar"), _ARCHIVE),
    **dict.fromkeys((".vtt", ".srt", ".sbv"), "subtitles: save the transcript as text"),
    **dict.fromkeys((".crdownload", ".part", ".partial", ".download"), "a download that did not end: download it again"),
    **dict.fromkeys((".tex", ".ltx"), "a LaTeX source: put the PDF here"),
    **dict.fromkeys((".ps", ".eps", ".djvu", ".xps", ".oxps"), "a printed page: convert it to PDF"),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".kfx", ".fb2"), "an e-book: convert it to EPUB"),
    **dict.fromkeys((".nvp", ".nvpx", ".mx24", ".mx22", ".mx20", ".atlproj", ".hpr7", ".qdpx", ".qda"),
                    "a project of a QDA program: export its documents"),
    ".webarchive": "a Safari web archive: save the page as HTML",
    ".enl": "an EndNote library: export it as RIS or XML",
    ".enlx": "an EndNote library: export it as RIS or XML",
    ".rdf": "an export of references in RDF: export them as RIS or BibTeX",
    ".opml": "an outline: save it as text",
}  # fmt: skip
# They dress pages and tell programs what to do; nobody's words stand in them.
_NO_WORDS = frozenset((
    ".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".ico", ".svg", ".py",
    ".r", ".rproj", ".sh", ".bat", ".ini", ".cfg", ".toml", ".yaml", ".yml", ".lock", ".log", ".dtd",
    ".xsl", ".xsd", ".sqlite", ".sqlite3", ".db",
))  # fmt: skip
_LITTER = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"))
# A browser puts what belongs to a saved page into a folder beside it.
_OF_A_PAGE = ("_files", "-files", "_dateien", "-dateien", "_fichiers", "_archivos", ".files")
# Folders that a Mac shows as one document, and that hold nothing a reader knows.
_FOLDERS = frozenset((".pages", ".numbers", ".key", ".nvpx", ".atlproj"))


def is_litter(file_name: str) -> bool:
    """Whether a system or a program left a file there: "Thumbs.db", Word's "~$paper.docx"."""
    return file_name.startswith("~$") or file_name.lower() in _LITTER


def not_here(file_name: str) -> str | None:
    """The name of a file that iCloud has not downloaded, of which a hidden mark lies there."""
    if file_name.startswith(".") and file_name.endswith(".icloud"):
        return file_name[1:].removesuffix(".icloud")
    return None


def is_one_document(folder_name: str) -> bool:
    """Whether a folder is what a program shows as one document."""
    return PurePath(folder_name).suffix.lower() in _FOLDERS


def skipped(name: str, head: bytes | None = None) -> Skipped:
    """Why a file is skipped, by what its name says, and its first bytes where they were looked at."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    belongs = any(part.lower().endswith(_OF_A_PAGE) for part in path.parts[:-1])
    if suffix in _NO_WORDS or (belongs and suffix in _BY_SUFFIX):
        why = "a part of a saved page" if belongs else f"no reader knows a {suffix} file"
        return Skipped(name, why, is_loss=False)
    return Skipped(name, _BY_SUFFIX.get(suffix) or _by_content(head, suffix))


def _by_content(head: bytes | None, suffix: str) -> str:
    known = f"a {suffix} file" if suffix else "a file without an ending"
    if head == b"":
        return f"{known}, and empty"
    try:
        found = format_of(head or b"", suffix=suffix)
    except CcgError as error:
        if not error.message.startswith("no reader knows"):
            return f"{error.message}: {error.hint}" if error.hint else error.message
    else:
        ending = {"jats": "xml", "text": "txt", "markdown": "md"}.get(found, found)
        return f"{known}, but it looks like {ending.upper()}: give it the ending .{ending}"
    hint = "if it holds a paper's words, save it as DOCX, PDF or text"
    return f"no reader knows {known}: {hint}"
