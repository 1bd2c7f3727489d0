"""Labels in brackets of other signs, read as those in round ones are.

In: a document. Out: the same, each sign of such a bracket replaced by a round one, so that every
rule that looks for "(GP 4)", in front of the words or behind them, sees ‹GP 4›, ⟨GP 4⟩, 【GP 4】,
{GP 4} and «GP 4» too. No offset moves; what is shown to anybody is cut from the document as printed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ccg_corpus.core.model import Document, Evidence, Span

# signs that do nothing else, and signs that are marks, mathematics or code elsewhere
_ALWAYS = {"（": "）", "［": "］", "｛": "｝", "\u2329": "\u232a", "\u3008": "\u3009", "⟨": "⟩", "⟦": "⟧",
           "【": "】", "〔": "〕", "《": "》", "❨": "❩", "❬": "❭", "❰": "❱", "❲": "❳"}  # fmt: skip
_AT_A_LABEL = {"‹": "›", "«": "»", "<": ">", "{": "}"}
OTHER_PAIRS = {**_ALWAYS, **_AT_A_LABEL}
MAX_WORDS = 90  # code points between signs that are marks elsewhere
_ANY = re.compile("[" + re.escape("".join(OTHER_PAIRS)) + "]")
# who speaks begins with a capital or a number, says no sentence, and is set off from one
_WHO = re.compile(r"\s?(?:[A-ZÀ-Þ]|\d)(?:[^.?!…“”\"\n]|\.(?=\d|\s?[a-z\d]|$)){0,90}")
_BEFORE = re.compile(r"(?:^|\n|[.?!…”\"’'»›*_])\s*$")
_BEHIND = re.compile(r"[.,;:*_]*(?:\s*$|\s*\n|\s+[A-ZÀ-Þ“\"„‘'«(\[…]|\s*[:–—])")
_MARK_BEFORE = re.compile(r"[”\"’'»›]\s*$")
_OTHER_MARK_BEFORE = re.compile(r"[”\"’']\s*$")
_BEHIND_MARK = re.compile(r"[\s.,;:)…*_]|$")
_SENTENCE = re.compile(r"[.?!…]\s*$")
_TIMES = 2  # of one sign; one alone is enough where it holds a number


def with_usual_brackets(document: Document) -> Document:
    """The document with round brackets for those of other signs that may hold who speaks."""
    text = document.text
    if not _ANY.search(text):
        return document
    signs = list(text)
    for opening, closing in OTHER_PAIRS.items():
        if opening not in text:
            continue
        for span in _of_pair(text, opening, closing):
            signs[span.start], signs[span.end - 1] = "(", ")"
    usual = "".join(signs)
    return document if usual == text else replace(document, text=usual)


def _of_pair(text: str, opening: str, closing: str) -> list[Span]:
    between = rf"[^{re.escape(opening)}{re.escape(closing)}\n]"
    pair = rf"(?<!{re.escape(opening)}){re.escape(opening)}({between}{{1,300}}){re.escape(closing)}"
    found = list(re.finditer(pair + rf"(?!{re.escape(closing)})", text))
    if opening in _ALWAYS:
        return [Span(*match.span()) for match in found]
    if any(_SENTENCE.search(match[1]) for match in found):
        return []  # what this document says stands between them, not who says it
    at_labels = [match for match in found if _is_who(match) and _stands_apart(text, match)]
    if opening == "«" and not any(
        _OTHER_MARK_BEFORE.search(text[max(0, one.start() - 8) : one.start()]) for one in at_labels
    ):
        return []  # the marks of all quotations here: no others stand before them
    numbered = any(re.search(r"\d", match[1]) for match in at_labels)
    if 2 * len(at_labels) < len(found) or len(at_labels) < (1 if numbered else _TIMES):
        return []
    return [Span(*match.span()) for match in at_labels]


def _is_who(match: re.Match[str]) -> bool:
    return len(match[1]) <= MAX_WORDS and _WHO.fullmatch(match[1]) is not None


def _stands_apart(text: str, match: re.Match[str]) -> bool:
    """Whether it stands where a label may: behind the end of something, before the next beginning."""
    before, behind = (
        text[max(0, match.start() - 8) : match.start()],
        text[match.end() : match.end() + 8],
    )
    if _MARK_BEFORE.search(before) and _BEHIND_MARK.match(behind):
        return True
    return bool(_BEFORE.search(before)) and bool(_BEHIND.match(behind))


def as_printed(evidence: Evidence, usual: Document, document: Document) -> Evidence:
    """Evidence read from the usual signs, with its text as the document prints it."""
    span = Span(evidence.start, evidence.end)
    read, printed = " ".join(usual.slice(span).split()), " ".join(document.slice(span).split())
    at = read.find(evidence.text)
    if at < 0 or read == printed:
        return evidence
    return replace(evidence, text=printed[at : at + len(evidence.text)])
