"""The nouns, frozen. Every stage takes values of these types and returns new ones.

Offsets are code points of one `Document.text`, half open. Pages are 1-based.
Nothing here reads, writes, guesses or prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ccg_corpus.core.hit import KINDS, RECORD_KEYS, SCHEMA, SPEECH_KINDS, Hit, Record
from ccg_corpus.core.span import Span

__all__ = [
    "BLOCK_KINDS", "KINDS", "RECORD_KEYS", "SCHEMA", "SECTIONS", "SPEECH_KINDS",
    "Block", "Case", "Document", "Draft", "DraftBlock", "DraftLine", "Evidence", "Facts", "Hit",
    "Quotation", "Record", "Run", "Span", "Speaker",
]  # fmt: skip

# What a block of a document is. "quote" is a display quotation that the format itself states
# (block quotation, disp-quote); "attribution" its stated source; "callout" a box that is not
# running text (admonition, key points); "note" a footnote.
BLOCK_KINDS = (
    "title", "heading", "paragraph", "quote", "attribution", "list_item", "cell",
    "caption", "note", "callout", "reference", "front",
)  # fmt: skip

SECTIONS = ("abstract", "background", "methods", "results", "discussion", "other")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of `Document.text` and what the source printed there.

    `printed` is None where the source printed the very same characters; "inter-\\nview" behind
    "interview"; "" where we put a character in ourselves. Runs cover the text without gaps.
    `guess` names what was decided here without proof: "join" (the rest of a paragraph from behind
    a page, a column or a box), "hyphen" (kept or dropped at a line's end); None where nothing was.
    """

    span: Span
    page: int | None = None
    printed: str | None = None
    guess: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Bibliographic facts about a document; None or () where nothing states them."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    doi: str | None = None
    journal: str | None = None
    type: str | None = None  # article, accepted manuscript, preprint, report, thesis, web page …
    language: str | None = None  # BCP 47
    extra: tuple[tuple[str, str], ...] = ()  # volume, pages, publisher, …: as given


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One printed line of a format that knows only lines (plain text, PDF).

    Where the format has places: `size` of the type in points, `inset` from the left edge of the
    column in units of `size`, and whether the line is `filled` up to the right edge.
    """

    text: str
    page: int | None = None
    size: float | None = None
    inset: float = 0.0
    filled: bool = False


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """One block of a format that states its structure (Markdown, HTML, JATS, DOCX …).

    `text` is already white-space folded. `level` is a heading's depth, 1 at the top.
    `italics` are (start, end) in `text`. `table`, `row`, `column` and `header` (the column's
    heading) are set on cells. `language` only where the format states one for the block.
    `page` is the page of its first word, `turns` the (offset, page) of page breaks inside it.
    `indented` marks a paragraph set in from the others, which may be a display quotation.
    `group` numbers the quotations that the format states: paragraphs of one have one number.
    """

    kind: str
    text: str
    level: int = 0
    page: int | None = None
    italics: tuple[tuple[int, int], ...] = ()
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: str | None = None
    language: str | None = None
    turns: tuple[tuple[int, int], ...] = ()
    indented: bool = False
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found in one file: either lines or blocks, never both.

    `plain` has each page's letters (`words.letters`) in the order in which the file prints them,
    where the order of the lines is the reader's own work; () elsewhere.
    """

    format: str  # "text", "markdown", "pdf", "html", "jats", "docx", "odt", "tei", "epub", "rtf"
    lines: tuple[DraftLine, ...] = ()
    blocks: tuple[DraftBlock, ...] = ()
    facts: Facts = Facts()
    warnings: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a rebuilt document. `headings` are indexes into `Document.blocks`, top first."""

    kind: str
    span: Span
    level: int = 0
    section: str = "other"
    headings: tuple[int, ...] = ()
    italics: tuple[Span, ...] = ()
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: str | None = None
    indented: bool = False  # set narrower than the column, as display quotations are
    group: int | None = None  # of the paragraphs of one stated quotation


@dataclass(frozen=True, slots=True)
class Evidence:
    """The span of text that proves a field, and the rule that read it."""

    field: str
    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case study or site as one document labels it ("D"), described where it says so."""

    label: str
    description: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One publication, read from one source. `source` is the path relative to the project.

    `plain` is the draft's: a second reading, in which the first one's quotations are looked up.
    """

    source: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    facts: Facts = Facts()
    cases: tuple[Case, ...] = ()
    warnings: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()

    def slice(self, span: Span) -> str:
        """The document's text in `span`, as it stands."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, as far as the text states it: unknown is an answer, a guess is not."""

    label: str | None = None  # as printed, without its brackets or dash: "GP, case study D"
    role: str | None = None  # the most specific slug
    roles: tuple[str, ...] = ()  # `role` and all broader ones
    participant: str | None = None
    name: str | None = None
    organisation: str | None = None
    case: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage in quote marks or displayed, with what the text says about it.

    `text` is `Document.text[span]` with white space folded, always.
    `codes` come from the codebook later. `confidence` is 0–1.
    """

    span: Span
    text: str
    kind: str
    inline: bool
    speaker: Speaker = field(default_factory=Speaker)
    theme: str | None = None
    headings: tuple[str, ...] = ()
    section: str = "other"
    page: int | None = None
    lead_in: str | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
