"""What the stages of the extraction hand on: a candidate is a passage that may be a quotation."""

from __future__ import annotations

from dataclasses import dataclass, field

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.labels import (
    Label,
)
from ccg_corpus.quotations.speakers.mentions import Mention

MIN_ITALIC_WORDS = 4  # shorter italics stress a word


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label, where its words stand in the document, and the habit that printed it there."""

    label: Label
    span: Span  # of the label's words, without brackets
    outer: Span  # with its brackets or dash
    rule: str


@dataclass(slots=True)
class SourceLines:
    """Blocks that are nothing but a speaker's label: of which words each is."""

    labels: dict[int, PlacedLabel] = field(default_factory=dict)  # by block of the words
    lines: set[int] = field(default_factory=set)
    below: dict[int, PlacedLabel] = field(default_factory=dict)  # by block of the line


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be a quotation. Spans are of the document.

    `span` has the words, `outer` the marks too. `origin` is the rule that saw it.
    """

    span: Span
    outer: Span
    block: int
    origin: str
    inline: bool
    whole: bool = True  # both marks are there, or it never had any
    label: PlacedLabel | None = None
    lead_in: Span | None = None
    window: Span | None = None  # the part of the lead-in that belongs to this passage alone
    sentence: Span | None = None  # from its start up to the words, where only words in marks and
    # no speaker stand between: who spoke the passage before speaks this one too
    mention: Mention | None = None
    mention_span: Span | None = None
    citation: Span | None = None
    behind: Span | None = None  # the author's words behind it that say who spoke: ", P4 noted"
    said_by: Mention | None = None  # whom these name, and where
    said_at: Span | None = None
    unread: Span | None = None  # a bracket, dash or line of its own behind it that nobody can read
    turn: str | None = None  # who a dialogue says is speaking: "Interviewer", "P3", "A"

    @property
    def marked(self) -> bool:
        """Whether quote marks are printed around it."""
        return self.origin.endswith(("pair", "mark", "italics"))
