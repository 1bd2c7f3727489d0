"""A document with what was found in it, and the signs that somebody speaks: measured, not looked for.

In: a document and its quotations. Out: the blocks in which people may speak, what of them is left over,
and how often the text tells that people were asked and heard.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from ccg_corpus.core.model import SPEECH_KINDS, Block, Document, Quotation, Span
from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.score.voice import COLLOQUIAL, CONTRACTION, FIRST_PERSON
from ccg_corpus.rebuild.sections import is_back_matter

MIN_WORDS = 4  # of a passage that says something

_NOT_READ = frozenset(("title", "heading", "reference", "front", "attribution"))
# Columns of what was asked, not of what was said.
_OF_ITEMS = re.compile(
    r"\b(?:items?|questions?|scales?|measures?|prompts?|options?|variables?|instruments?)\b", re.I
)
# "I" as a word with a verb behind it, which no roman numeral has: "Type I error", "Part I".
SAYS_I = re.compile(
    r"(?<![\w.’'-])(?<!Type )(?<!Phase )(?<!Part )(?<!Class )(?<!Level )(?<!Stage )(?<!Study )"
    r"I(?:['’](?:m|ve|d|ll))?,?\s+(?=[a-z])"
)
_MY = re.compile(r"(?<![\w-])(?:my|me|myself|mine|My)\b(?!\.)")
# What authors say of themselves where they say "I".
_AUTHORS_I = AnyCase(
    r"\bi (?:then |also |first |have |will )?(?:interviewed|conducted|coded|analy[sz]ed|argue|"
    r"describe|discuss|explore|present|draw|report|suggest|propose|examine|identified|transcribed|"
    r"observed|recruited|acknowledge|thank|declare|adopted|employed)\b"
)
# That people were asked and heard; "participants" alone fill in questionnaires and run on treadmills.
_HEARD = AnyCase(
    r"\b(?:interview(?:s|ed|ee|ees|ing)?|focus groups?|informants?|verbatim|testimon(?:y|ies)|"
    r"told (?:us|me)|workshops?|conversations? with|narratives?|"
    r"(?:participants|respondents|patients|people|users|staff|they|she|he|some|many|others) (?:\w+ )?"
    r"(?:said|told|explained|recalled|spoke of|described how|talked))\b"
)
# and that named people said what is printed: no study, but somebody's words all the same
_NAMED_SAYS = re.compile(
    r"\b(?!(?:The|This|That|She|He|They|It|One|Some|Many|Others?|And|But)\b)[A-ZÀ-Þ][\w’'-]+"
    r"(?: (?:[A-Z]|\d{1,3}))? (?:\w+ly )?(?:said|recalled|told|explained|agreed|added|answered|remembered)\b"
)
# Somebody who writes so has asked people and listened; each sign counts once.
_QUALITATIVE = tuple(
    AnyCase(pattern)
    for pattern in (
        r"\b(?:semi-?\s?structured|in-?depth|unstructured|narrative|qualitative) (?:\w+ )?interviews?\b",
        r"\bfocus groups? (?:\w+ ){0,2}(?:was|were|discussions?|interviews?|with|held)\b",
        r"\b(?:thematic|framework|narrative|phenomenological|qualitative content) analysis\b",
        r"\b(?:audio-?\s?)?(?:recorded|taped) and (?:\w+ )?transcribed\b|\btranscribed verbatim\b|\btranscripts? (?:was|were)\b",
        r"\b(?:participants|interviewees|respondents|informants|they) (?:\w+ )?(?:described|explained|felt|spoke|said|told|reported feeling|recalled)\b",
        r"\b(?:data|theoretical) saturation\b|\bpurposive(?:ly)? sampl|\bpurposeful sampl|\binterview (?:guide|schedule)\b",
    )
)


class Seen:
    """A document with what was found in it."""

    def __init__(self, document: Document, quotations: Sequence[Quotation]) -> None:
        self.document = document
        self.speech = [one for one in quotations if one.kind in SPEECH_KINDS]
        # Items of questionnaires stand in marks too, where the methods are told.
        self.others = [
            one
            for one in quotations
            if one.kind not in SPEECH_KINDS and one.section != "methods" and is_long(one.text)
        ]
        self._spans = sorted(one.span for one in self.speech)
        self._starts = [span.start for span in self._spans]
        self._all = sorted(one.span for one in quotations)
        self._all_starts = [span.start for span in self._all]
        self.blocks = self._read_blocks()
        self.texts = [document.slice(block.span) for block in self.blocks]
        self.heard = sum(1 for _ in _HEARD.finditer(document.text))
        self.heard += sum(1 for _ in _NAMED_SAYS.finditer(document.text))

    def _read_blocks(self) -> list[Block]:
        """The blocks in which people may speak; an abstract or methods only if they swallowed the report.

        What methods print are questions, items of scales and the authors' own steps.
        """
        blocks = [block for block in self.document.blocks if self._may_hold_words(block)]
        total = sum(length(block.span) for block in blocks)
        abstract = sum(length(block.span) for block in blocks if block.section == "abstract")
        methods = sum(length(block.span) for block in blocks if block.section == "methods")
        if 3 * abstract > total or 3 * methods > 2 * total:
            return blocks
        return [block for block in blocks if block.section not in ("abstract", "methods")]

    def _may_hold_words(self, block: Block) -> bool:
        if block.kind in _NOT_READ or (block.header and _OF_ITEMS.search(block.header)):
            return False
        heading = block.headings and self.document.blocks[block.headings[-1]]
        return not (heading and is_back_matter(self.document.slice(heading.span)))

    @cached_property
    def signs(self) -> int:
        """How many signs of a qualitative study the text shows."""
        return sum(bool(sign.search(self.document.text)) for sign in _QUALITATIVE)

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text in self.texts)

    def is_found(self, span: Span) -> bool:
        """Whether somebody's words were found in a stretch."""
        first = max(0, bisect_left(self._starts, span.start) - 1)
        last = bisect_right(self._starts, span.end)
        return any(one.overlaps(span) for one in self._spans[first:last])

    def left_over(self, block: Block, text: str) -> str:
        """A block's words outside of everything that was found."""
        first = max(0, bisect_left(self._all_starts, block.span.start) - 1)
        last = bisect_right(self._all_starts, block.span.end)
        for span in self._all[first:last]:
            if span.overlaps(block.span):
                start = max(0, span.start - block.span.start)
                end = max(0, span.end - block.span.start)
                text = text[:start] + "\n" * (min(end, len(text)) - start) + text[end:]
        return text


def is_long(text: str) -> bool:
    """Whether words are enough to say something."""
    return len(text.split()) >= MIN_WORDS


def length(span: Span) -> int:
    """In code points."""
    return span.end - span.start


def is_authors(text: str) -> bool:
    """Whether the authors say what they did."""
    return bool(_AUTHORS_I.search(text))


def is_spoken(text: str) -> bool:
    """Whether words say what only a person says of herself."""
    if SAYS_I.search(text) and not is_authors(text):
        return True
    return bool(FIRST_PERSON.search(text) and (CONTRACTION.search(text) or COLLOQUIAL.search(text)))


def speaks_of_self(text: str) -> bool:
    """Whether words say "I" with a verb behind it, "my" or "me", and are not the authors'."""
    said = SAYS_I.search(text) or _MY.search(text)
    return bool(said) and not is_authors(text)
