"""Why a record answers a question: for each thing asked, the words of the record that stand for it.

Comes in: a finished record, things with what may stand for them. Goes out: `{asked, found, weight,
place}`, as the record has the words. Nothing is asked of an index: whoever reads a reason can check it
in the record itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.hit import Record
from ccg_corpus.corpus.grades.by_sentence import reason as as_a_whole
from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Coded,
    Family,
    Near,
    Part,
    Phrase,
    Prefix,
    Word,
    walk,
)  # fmt: skip
from ccg_corpus.search.forms import joined_words
from ccg_corpus.search.grades import GRADES, WHOLE, Thing
from ccg_corpus.search.meaning import beginning, exact_words, halves, phrase_forms
from ccg_corpus.text.words import Lookalikes, family, tokens, variants

if TYPE_CHECKING:
    from ccg_corpus.corpus.matching import Matching
    from ccg_corpus.query import Query

# Of what stands for one thing so many words are told.
MOST_TOLD = 3
# Where a word may stand, the most telling place first.
PLACES = (("words", "text"), ("lead-in", "lead_in"), ("heading", "theme"))


class _Place:
    """The words of one text of a record: by family, and in their order."""

    def __init__(self, name: str, text: str, wanted: Lookalikes) -> None:
        self.name = name
        found = tokens(text)
        joined = variants(text, found)
        self.words = [token.text for token in found]
        self._joined = joined_words(found, joined) if joined else []
        self._shown: dict[str, str] = {}
        for token in found:
            if wanted.may_have(token.text):
                self._shown.setdefault(family(token.text), text[token.start : token.end])
        for one in joined:
            if wanted.may_have(one.text):
                printed = text[found[one.first].start : found[one.last].end]
                self._shown.setdefault(family(one.text), printed)

    def of_family(self, key: str) -> str | None:
        """The first word of a family, as printed."""
        return self._shown.get(key)

    def beginning(self, letters: str) -> str | None:
        """The first word that begins so."""
        return next(
            (word for word in (*self.words, *self._joined) if word.startswith(letters)), None
        )

    def phrase(self, wanted: Sequence[str]) -> str | None:
        """Words that stand next to each other."""
        size = len(wanted)
        for words in (self.words, self._joined):
            if not size or wanted[0] not in words:
                continue
            if any(words[at : at + size] == wanted for at in range(len(words) - size + 1)):
                return " ".join(wanted)
        return None


def why(
    record: Record,
    things: Iterable[Thing],
    needed: Iterable[Part] = (),
    *,
    places: Sequence[tuple[str, str]] = PLACES,
    wanted: Lookalikes | None = None,
) -> list[dict[str, Any]]:
    """What stands in a record for each thing, the most telling first, and for what is needed.

    `places`: what a place is called, and the key of its text; phrases are looked for in the first.
    `wanted`: the families of the things, where many records are asked.
    """
    things, needed = list(things), list(needed)
    wanted = wanted or families_wanted(things)
    texts = [_Place(name, record[key], wanted) for name, key in places if record.get(key)]
    looked = _Looked(texts, places[0][0], record.get("codes") or ())
    found: list[dict[str, Any]] = []
    for at, thing in enumerate(things):
        told: list[dict[str, Any]] = []
        for stand in thing.stands:
            here = looked.found(stand.part)
            if here and here not in ((one["found"], one["place"]) for one in told):
                told.append(_reason(thing.asked, here, stand.weight))
            if (told and stand.weight == WHOLE) or len(told) == MOST_TOLD:
                break
        if not told and (here := looked.joined(things, at)):
            told.append(_reason(thing.asked, here, WHOLE))
        found += told
    for part in needed:
        if here := looked.found(part):
            found.append(_reason(str(getattr(part, "text", here[0])), here, WHOLE))
    return found


def families_wanted(things: Sequence[Thing]) -> Lookalikes:
    """The families that the things are looked for by."""
    parts = [part for thing in things for stand in thing.stands for part in walk(stand.part)]
    pairs = (_pair(things, at) for at in range(1, len(things)))
    return Lookalikes(
        one.key if isinstance(one, Family) else family(one.text)
        for one in (*parts, *(Word(text) for text in pairs if text))
        if isinstance(one, Family | Word)
    )


def _pair(things: Sequence[Thing], at: int) -> str:
    """The word that a thing makes with the one before it; empty where it makes none."""
    pair = things[max(0, at - 1) : at + 1]
    words = [one.asked for one in pair if isinstance(one.stands[0].part, Word)]
    return "".join(words) if len(words) == 2 else ""


def _reason(asked: str, here: tuple[str, str], weight: int) -> dict[str, Any]:
    return {"asked": asked, "found": here[0], "weight": weight / WHOLE, "place": here[1]}


class _Looked:
    """A record to look parts up in: its texts, the one that holds the words themselves, its codes."""

    def __init__(self, texts: Sequence[_Place], main: str, codes: Sequence[str]) -> None:
        self._texts = texts
        self._main = [text for text in texts if text.name == main]
        self._codes = codes

    def found(self, part: Part) -> tuple[str, str] | None:
        """How a part stands here, and where; the first place of it."""
        match part:
            case Coded(slug):
                return (slug, "code") if slug in self._codes else None
            case AnyOf(parts):
                return next((here for one in parts if (here := self.found(one))), None)
            case AllOf(parts):
                each = [here for one in parts if (here := self.found(one))]
                if len(each) < len(parts):
                    return None
                return " … ".join(said for said, _ in each), each[0][1]
            case Phrase() | Prefix() | Near():  # in the words themselves alone
                return self._first(part, self._main)
            case _:
                return self._first(part, self._texts)

    def joined(self, things: Sequence[Thing], at: int) -> tuple[str, str] | None:
        """The word that a thing makes with the one beside it: "well" and "being"."""
        pairs = (_pair(things, at), _pair(things, at + 1))
        return next((here for text in pairs if text and (here := self.found(Word(text)))), None)

    @staticmethod
    def _first(part: Part, texts: Iterable[_Place]) -> tuple[str, str] | None:
        said = ((_in_place(part, text), text.name) for text in texts)
        return next(((word, name) for word, name in said if word), None)


def _in_place(part: Part, place: _Place) -> str | None:
    match part:
        case Family(key):
            return place.of_family(key)
        case Word(text):
            return place.of_family(family(text)) or _in_halves(text, place)
        case Phrase(text):
            return next((said for form in phrase_forms(text) if (said := place.phrase(form))), None)
        case Prefix(text):
            return place.beginning(beginning(text))
        case AnyOf(parts):
            return next((said for one in parts if (said := _in_place(one, place))), None)
        case Near(parts):
            each = [said for one in parts if (said := _in_place(one, place))]
            return " … ".join(each) if len(each) == len(parts) else None
        case _:
            return None


def _in_halves(text: str, place: _Place) -> str | None:
    """ "wellbeing" as "well being", and the other way round."""
    exact = exact_words(text)
    pairs: Iterator[list[str]] = iter(halves(exact[0]) if len(exact) == 1 else [exact])
    return next((said for pair in pairs if (said := place.phrase(pair))), None)


def with_grades(
    records: Iterable[Record], numbers: Iterable[int], query: Query, matching: Matching
) -> Iterator[Record]:
    """The records, each with its grade and why, behind all else."""
    if not query.has_words:
        yield from ({**record, "match": "all", "why": []} for record in records)
        return
    needed = matching.widened(query).needed
    for n, record in zip(numbers, records, strict=True):
        things, grade = matching.things_in(query, n), matching.grade_of(query, n)
        reasons = why(record, things, needed)
        if grade != GRADES[0] and (likeness := matching.likeness(query, n)):
            reasons.append(as_a_whole(" ".join(thing.asked for thing in things), likeness))
        yield {**record, "match": grade, "why": reasons}
