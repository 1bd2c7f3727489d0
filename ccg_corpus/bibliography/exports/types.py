"""Kinds of publication: our words for them, and those of RIS, BibTeX, CSL and EndNote.

Our words are those that people use in config.yaml; a kind that is none of them is passed on as it
is. What a format has no word for it gets by the nearest one, with ours beside it (`M3`, `note`,
`genre`), so that a file we wrote is read back as it was.
"""

from __future__ import annotations

# Our kind → the type in RIS, BibTeX, CSL.
WRITTEN = {
    "article": ("JOUR", "article", "article-journal"),
    "accepted manuscript": ("JOUR", "article", "article-journal"),
    "manuscript": ("UNPB", "unpublished", "manuscript"),
    "preprint": ("UNPB", "unpublished", "article"),
    "working paper": ("UNPB", "techreport", "article"),
    "report": ("RPRT", "techreport", "report"),
    "thesis": ("THES", "phdthesis", "thesis"),
    "web page": ("ELEC", "misc", "webpage"),
    "blog post": ("BLOG", "misc", "post-weblog"),
    "book": ("BOOK", "book", "book"),
    "chapter": ("CHAP", "incollection", "chapter"),
    "conference paper": ("CPAPER", "inproceedings", "paper-conference"),
    "magazine article": ("MGZN", "article", "article-magazine"),
    "newspaper article": ("NEWS", "article", "article-newspaper"),
}
OTHER = ("GEN", "misc", "document")
# Where the type alone is read back as the same kind, no word of ours is needed beside it.
_RIS = {
    "JOUR": "article", "EJOUR": "article", "INPR": "article", "ABST": "article",
    "MGZN": "magazine article", "NEWS": "newspaper article", "CHAP": "chapter",
    "ECHAP": "chapter", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "RPRT": "report",
    "GOVDOC": "report", "PAMP": "report", "THES": "thesis", "ELEC": "web page",
    "ICOMM": "web page", "BLOG": "blog post", "CONF": "conference paper",
    "CPAPER": "conference paper", "UNPB": "manuscript", "MANSCPT": "manuscript",
}  # fmt: skip
_BIBTEX = {
    "article": "article", "book": "book", "mvbook": "book", "booklet": "report",
    "inbook": "chapter", "incollection": "chapter", "techreport": "report", "report": "report",
    "manual": "report", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "online": "web page", "electronic": "web page", "www": "web page",
    "inproceedings": "conference paper", "conference": "conference paper",
    "unpublished": "manuscript",
}  # fmt: skip
_CSL = {
    "article-journal": "article", "article-magazine": "magazine article",
    "article-newspaper": "newspaper article", "article": "preprint", "book": "book",
    "chapter": "chapter", "report": "report", "thesis": "thesis", "webpage": "web page",
    "post-weblog": "blog post", "post": "web page", "paper-conference": "conference paper",
    "manuscript": "manuscript", "pamphlet": "report", "review": "article",
}  # fmt: skip
_ENDNOTE = {
    "journal article": "article", "electronic article": "article", "book": "book",
    "edited book": "book", "electronic book": "book", "book section": "chapter",
    "electronic book section": "chapter", "report": "report", "government document": "report",
    "pamphlet": "report", "thesis": "thesis", "web page": "web page", "blog": "blog post",
    "conference proceedings": "conference paper", "conference paper": "conference paper",
    "magazine article": "magazine article", "newspaper article": "newspaper article",
    "unpublished work": "manuscript", "manuscript": "manuscript",
}  # fmt: skip
_READ = {"ris": _RIS, "bibtex": _BIBTEX, "csl": _CSL, "endnote": _ENDNOTE}
# What says only that a text is not published, and what a file may know better.
_UNPUBLISHED = {"manuscript", "preprint", "accepted manuscript", "working paper"}


def read_type(format_name: str, stated: str | None, words: str | None = None) -> str | None:
    """Our kind for a type of "ris", "bibtex", "csl" or "endnote"; `words` beside it go first if they are ours."""
    if words and (known := words.strip().lower()) in WRITTEN:
        return known
    table = _READ[format_name]
    return table.get((stated or "").upper() if table is _RIS else (stated or "").lower())


def written_type(kind: str | None, format_name: str) -> tuple[str, str | None]:
    """The type in a format for our kind, and the kind itself where the type does not say it."""
    column = tuple(_READ).index(format_name)
    written = WRITTEN.get(kind or "", OTHER)[column]
    return written, None if kind is None or _READ[format_name].get(written) == kind else kind


def better_type(stated: str | None, own: str | None, *, has_journal: bool) -> str | None:
    """The kind that a side file states, or what the file itself says more exactly.

    A side file that says "unpublished", or "article" and names no journal, does not contradict a
    file that calls itself an accepted manuscript.
    """
    if stated is None:
        return own
    is_vague = stated in ("manuscript", "preprint") or (stated == "article" and not has_journal)
    return own if own in _UNPUBLISHED and is_vague else stated
