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


def without_place(label: Label, text: str) -> Label:
    """The label, its participant left out if that is a place."""
    name = label.participant or ""
    return replace(label, participant=None) if _is_place(text, name) else label


@lru_cache(maxsize=256)
def _is_place(text: str, name: str) -> bool:
    word = re.escape(name)
    end = r"(?![\w’'-])"
    if re.search(rf"(?<![\w-]){word}\s+(?:\w+ly\s+)?{_SPEAKS}\b|[({{\[]{word}[,;]", text):
        return False  # somebody's name all the same
    if re.search(rf"\b{_FROM}\s+(?:{_OF_TOWNS}\s+)?{word}{end}", text):
        return True
    if re.search(rf"\b{_OF_TOWNS}\s+{word}{end}|\b{word}\s+{_OF_A_TOWN}\b", text):
        return True
    beside = re.findall(rf"(?:[(\[]|[—–-]\s?)([A-Za-z][\w’' -]{{2,40}}), {word}\s*[)\]\n.]", text)
    return len({words.lower() for words in beside}) > 1
