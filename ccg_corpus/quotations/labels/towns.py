"""Names in labels that the document has for places: "Community pharmacist, Saltby".

In: a label whose last word is a name, and the document's text. Out: the label without a participant
where the text says that things happen in that place, calls something by it, or has people of several
kinds beside it. Where nothing says so, it is a pseudonym as it stands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ccg_corpus.quotations.labels.label import Label

_FROM = r"(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]cross|[Aa]round|[Oo]utside|[Tt]hroughout)"
_OF_TOWNS = r"(?:North|South|East|West|Nether|Upper|Lower|Saint|St\.?|Mount|Port|Lake)"
# what a town has and nobody else
_OF_A_TOWN = (
    r"(?:area|board|branch|centre|center|clinic|council|district|hospital|market|office|people|practice|"
    r"region|residents?|road|school|site|staff|station|street|surgery|team|town|valley|village|ward|farm|estate|parish)s?"
)
_SPEAKS = r"(?:sa(?:id|ys)|told|explain(?:ed|s)|add(?:ed|s)|recall(?:ed|s)|felt|feels|not(?:ed|es)|laugh(?:ed|s)|thought|describ(?:ed|es)|repl(?:ied|ies))"


_END = r"(?![\w’'-])"
# what stands behind the name, and what before it
_SAYS_BEHIND = re.compile(rf"\s+(?:\w+ly\s+)?{_SPEAKS}\b")
_PLACE_BEHIND = re.compile(rf"\s+{_OF_A_TOWN}\b")
_WORD_ENDS = re.compile(_END)
_FROM_BEFORE = re.compile(rf"\b{_FROM}\s+(?:{_OF_TOWNS}\s+)?$")
_TOWNS_BEFORE = re.compile(rf"\b{_OF_TOWNS}\s+$")
_KIND_BEFORE = re.compile(r"(?:[(\[]|[—–-]\s?)([A-Za-z][\w’' -]{2,40}), $")
_CLOSED = re.compile(r"\s*[)\]\n.]")
NEAR = 60  # code points before a name


def without_place(label: Label, text: str) -> Label:
    """The label, its participant left out if that is a place."""
    name = label.participant or ""
    return replace(label, participant=None) if _is_place(text, name) else label


@lru_cache(maxsize=256)
def _is_place(text: str, name: str) -> bool:
    at, is_place, beside = text.find(name), False, set()
    while at >= 0:
        end, before = at + len(name), text[max(0, at - NEAR) : at]
        if not _goes_on(before) and _SAYS_BEHIND.match(text, end):
            return False  # somebody's name all the same
        if before[-1:] in ("(", "{", "[") and text[end : end + 1] in (",", ";"):
            return False
        ends = _WORD_ENDS.match(text, end) is not None
        is_place = is_place or (
            (ends and _FROM_BEFORE.search(before) is not None)
            or (ends and _TOWNS_BEFORE.search(before) is not None)
            or (
                not before[-1:].isalnum()
                and before[-1:] != "_"
                and _PLACE_BEHIND.match(text, end) is not None
            )
        )
        kind = _KIND_BEFORE.search(before) if _CLOSED.match(text, end) else None
        if kind:
            beside.add(kind[1].lower())
        at = text.find(name, at + 1)
    return is_place or len(beside) > 1


def _goes_on(before: str) -> bool:
    """Whether the words before a name end within its word."""
    return before[-1:].isalnum() or before[-1:] in ("_", "-")
