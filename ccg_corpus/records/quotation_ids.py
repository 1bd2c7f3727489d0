"""The ids of quotations: the document's id and a hash of the words, as reading found them.

Comes in: the words of a document's quotations, in order. Goes out: an id for each. Equal words, or
equal hashes, are told apart by their order in the document. A reviewer who moves the ends of a
quotation changes its words, and not its id.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from ccg_corpus.text.words import normalised_words

ID_DIGITS = 8


def own_ids(document_id: str, texts: Iterable[str], taken: set[str] | None = None) -> list[str]:
    """The ids of quotations with these words. `taken` are the digits of others, to which the new
    ones are added."""
    taken = set() if taken is None else taken
    ids = []
    for text in texts:
        words = normalised_words(text)
        n = 1
        while (digits := _digits(words, n)) in taken:
            n += 1
        taken.add(digits)
        ids.append(f"{document_id}:{digits}")
    return ids


def _digits(words: str, n: int) -> str:
    key = words if n == 1 else f"{words},{n}"
    return sha256(key.encode()).hexdigest()[:ID_DIGITS]
