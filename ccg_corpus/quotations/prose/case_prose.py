"""Cases that a document tells of in its sentences: "Case C was a rural practice", "(Case 1)", lists.

In: a document. Out: `Case`s, with the sentence that describes each or what stands before its bracket.
A case that is only counted ("three cases") or asked about ("in case a patient falls") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccg_corpus.core.model import Block, Case, Document, Evidence, Span
from ccg_corpus.quotations.labels import CASE, case_label
from ccg_corpus.quotations.sentences import sentences

MAX_DESCRIPTION = 600  # code points
MIN_LISTED = 2  # cases that one sentence lists or puts in brackets
_PARTS = ("Case", "ite")  # of the words below: few blocks have any
_WORD = r"(?P<word>Case(?: [Ss]tudy)?|(?:Study )?[Ss]ite)"
_NAME = (
    r"(?P<name>[A-Z]{1,2}\d{0,2}|[IVX]{1,4}|\d{1,3}[A-Za-z]?|"
    r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Aa]lpha|[Bb]eta|[Gg]amma|[Dd]elta))(?![\w-])"
)
_IS = (
    r"(?:\s\([^()]{1,80}\)|,\s[^.;:]{3,120},)?\s(?:was|were|is|had|has|serve[sd]|cover(?:s|ed)|compris(?:ed|es)|"
    r"consist(?:ed|s)|l(?:ies|ay)|stands|stood|sits|sat|represent(?:ed|s)|includ(?:ed|es)|employ(?:ed|s)|"
    r"operat(?:ed|es)|r[au]ns?|began|opened|concern(?:s|ed)|describes|took place|came from)\b"
)
_TOLD = re.compile(rf"(?:[A-Z][a-z]+(?: [a-z]+){{0,2}}, )?{_WORD} {_NAME}{_IS}")
_LISTED = re.compile(rf"(?<![\w(]){_WORD} {_NAME}(?=\s*(?:,|;|and\b|or\b|&|\.|\)|$))")
_BRACKETED = re.compile(
    r"(?P<what>[A-ZÀ-Þ][\w’'-]*(?: (?:of|the|and|upon|[A-ZÀ-Þ][\w’'-]*)){0,4}|(?:an?|the)(?: [\w’'-]+){1,4})"
    rf"\s\({_WORD} {_NAME}\)"
)


# "was a rural practice", "lies in the hills", "had nine doors": what it is, and not what was done
_DESCRIBES = re.compile(
    r"(?<!was)(?<!were)(?<!is)(?:\s|$)|\s+(?:\w+ly )?(?:an?|the|one|our|in|on|at|near|located|situated|set|based|"
    r"small|large|rural|urban|new|old)\b"
)


def cases_in_prose(document: Document) -> Iterator[Case]:
    """The cases that sentences describe, list or give a label to, in order."""
    for block in document.blocks:
        if block.kind in ("paragraph", "list_item", "caption") and block.section != "abstract":
            text = document.slice(block.span)
            if any(part in text for part in _PARTS) and CASE.search(text):
                yield from _in_block(text, block)


def _in_block(text: str, block: Block) -> Iterator[Case]:
    for sentence in sentences(text):
        words = text[sentence.start : sentence.end]
        offset = block.span.start + sentence.start
        told = _TOLD.match(words)
        if told and _DESCRIBES.match(words, told.end()):
            yield _case(told, words, Span(offset, offset + len(words)))
            continue
        if told:  # "Case A was visited twice": it is one, and nothing is said of what it is
            yield Case(case_label(told["word"], told["name"]))
            continue
        named = list(_BRACKETED.finditer(words))
        if len({match["name"] for match in named}) >= MIN_LISTED:
            for match in named:
                start = offset + match.start("what")
                yield _case(match, match["what"], Span(start, start + len(match["what"])))
            continue
        listed = list(_LISTED.finditer(words))
        if len({match["name"] for match in listed}) >= MIN_LISTED:
            yield from (Case(case_label(match["word"], match["name"])) for match in listed)


def _case(match: re.Match[str], words: str, span: Span) -> Case:
    label = case_label(match["word"], match["name"])
    text = words[:MAX_DESCRIPTION]
    end = span.start + len(text)
    return Case(label, text, Evidence("description", text, span.start, end, "case_sentence"))
