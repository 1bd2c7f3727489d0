"""The words of a topic → what may stand for each of them: one step, in which everything is weighed.

Comes in: the parts of a question, and what the corpus knows of words: its codebook, the thesaurus, the
words near in meaning, how words are spelled. Goes out: things, each with its stands (`search.grades`),
and the parts that always hold. Nothing is taken away from what was asked: it stands for itself, whole.
Only plain words are widened; what is in quotes, a beginning, NEAR, what is left out and all names of
roles, cases and the like hold as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ccg_corpus.core.frozen import frozen
from ccg_corpus.query.plain.asking_words import DROPPED
from ccg_corpus.query.tree import (
    AllOf,
    AnyOf,
    Coded,
    Family,
    Part,
    Phrase,
    Prefix,
    Word,
    any_of,
    walk,
)  # fmt: skip
from ccg_corpus.search.grades import WHOLE, Stand, Thing
from ccg_corpus.text.words import families, family

if TYPE_CHECKING:
    from ccg_corpus.project.config import Code

# What counts beside the word that was asked, in thousandths. The reviewer's own terms count most.
CODEBOOK = 900
SPELLING = 900
THESAURUS = 300
# Beside the words that people ask with these say nothing either, whatever they stand near.
SMALL = frozenset({
    "or", "nor", "because", "like", "than", "then", "also", "well", "yes", "no", "oh", "one", "ones",
    "thing", "things", "really", "quite", "even", "still", "through", "without", "within", "upon",
    "per", "via", "though", "although", "however", "etc", "around", "onto", "into", "out", "off",
    "up", "down", "over", "under", "again", "ever", "never", "always", "often", "maybe", "perhaps",
    "almost", "already", "yet", "now", "here", "dont", "wont", "cant", "didnt", "doesnt", "isnt",
    "arent", "wasnt", "werent", "couldnt", "wouldnt", "shouldnt", "havent", "hasnt", "hadnt",
})  # fmt: skip
# One of several words that were asked as one item of a list.
IN_PART = 500


class Nearby(Protocol):
    """A family near a word: its key, a word of it to show, thousandths."""

    @property
    def family(self) -> str: ...
    @property
    def word(self) -> str: ...
    @property
    def weight(self) -> int: ...


@frozen
class WordsKnown:
    """What the corpus knows of words. `has`: whether it has a family at all; `is_word`:
    whether a word that it has not is one all the same, and not misspelt: "cables" is no "able"; `near`: the families near one; `spelled`: of a word that it has
    in no form the one spelled most like it; `thesaurus`: the members of the groups of some words."""

    codes: tuple[Code, ...] = ()
    has: Callable[[str], bool] = lambda family: True
    is_word: Callable[[str], bool] = lambda word: False
    near: Callable[[str], Sequence[Nearby]] = lambda word: ()
    spelled: Callable[[Sequence[str]], dict[str, str]] = lambda words: {}
    thesaurus: Callable[[str], Iterable[str]] = lambda words: ()


@frozen
class Widened:
    """The things that were asked and what stands for them; the parts that hold in any grade."""

    things: tuple[Thing, ...]
    needed: tuple[Part, ...]


class _One(NamedTuple):
    """One thing in the making: what was asked, its plain words, the codes that it names."""

    part: Part
    words: tuple[str, ...]
    codes: tuple[str, ...]


def widened(parts: Sequence[Part], known: WordsKnown, *, without: Iterable[str] = ()) -> Widened:
    """What may stand for each of the parts. `without`: words that may not."""
    things = [one for part in parts if is_soft(part) for one in _things(part)]
    needed = tuple(part for part in parts if not is_soft(part))
    words = dict.fromkeys(word for one in things for word in one.words)
    nowhere = [word for word in words if not known.has(family(word)) and not known.is_word(word)]
    respelled = known.spelled(nowhere) if nowhere else {}
    left_out = {key for word in without for key in families(word)}
    by_groups = list(_grouped(things, known))
    return Widened(
        tuple(
            _thing(one, more, known, respelled, left_out)
            for one, more in zip(things, by_groups, strict=True)
        ),
        needed,
    )


def is_small(word: str) -> bool:
    """Whether a word says nothing by itself: "the", "they", "of"."""
    plain = word.lower().replace("'", "").replace("’", "")
    return plain in DROPPED or plain in SMALL


def is_soft(part: Part) -> bool:
    """Whether a part is plain words, so that some of them are an answer too."""
    match part:
        case Word():
            return True
        case AnyOf(parts) | AllOf(parts):
            return all(isinstance(one, Coded) or is_soft(one) for one in parts)
        case _:
            return False


def _things(part: Part) -> Iterator[_One]:
    """The things in a part: words that together name a code are each one."""
    codes = tuple(one.slug for one in walk(part) if isinstance(one, Coded))
    said = part
    if codes and isinstance(part, AnyOf):
        rest = tuple(one for one in part.parts if not isinstance(one, Coded))
        said = rest[0] if len(rest) == 1 else AnyOf(rest)
    for one in said.parts if isinstance(said, AllOf) else (said,):
        words = tuple(word.text for word in walk(one) if isinstance(word, Word))
        yield _One(one, words, codes)


def _thing(
    one: _One,
    more: Iterable[Stand],
    known: WordsKnown,
    respelled: dict[str, str],
    left_out: Collection[str],
) -> Thing:
    own = {family(word) for word in one.words}
    coded = (Stand(Coded(code), CODEBOOK, code, "codebook") for code in one.codes)
    stands = [*coded, *more]
    if len(own) > 1 and not _is_list(one.part):
        stands += (Stand(Family(key, key), IN_PART, key) for key in sorted(own))
    for word in one.words:
        asked = word
        if word in respelled:
            asked = respelled[word]
            stands.append(Stand(Family(family(asked), asked), SPELLING, asked, "spelling"))
        stands += (
            Stand(Family(near.family, near.word), near.weight, near.word, "near")
            for near in known.near(asked)
            if not is_small(near.word)
        )
    kept = _best_of_each(
        stand
        for stand in stands
        if not _is_of(stand.part, own, left_out) and _may_stand(stand.part, known)
    )
    return Thing(" ".join(one.words), (Stand(one.part, WHOLE, " ".join(one.words)), *kept))


def _is_list(part: Part) -> bool:
    """Alternatives of one word each: any of them is the thing itself."""
    return isinstance(part, AnyOf) and all(isinstance(one, Word | Coded) for one in part.parts)


def _is_of(part: Part, own: Collection[str], left_out: Collection[str]) -> bool:
    """Whether a stand is the thing itself again, or was taken out."""
    match part:
        case Family(key):
            return key in left_out or (key in own and len(own) == 1)
        case Phrase(text):
            keys = families(text)
            return set(keys) <= set(own) or bool(set(keys) & set(left_out))
        case _:
            return False


def _may_stand(part: Part, known: WordsKnown) -> bool:
    """Whether the corpus has the words of a stand, so that it may find something."""
    match part:
        case Family(key):
            return known.has(key)
        case Phrase(text):
            return all(map(known.has, families(text)))
        case _:
            return True


def _best_of_each(stands: Iterable[Stand]) -> list[Stand]:
    """Each part once, by what counts most; the nearest first, equals by name."""
    best: dict[Part, Stand] = {}
    for stand in stands:
        before = best.get(stand.part)
        if before is None or before.weight < stand.weight:
            best[stand.part] = stand
    return sorted(best.values(), key=lambda stand: (-stand.weight, stand.shown))


def _grouped(things: Sequence[_One], known: WordsKnown) -> Iterator[list[Stand]]:
    """For each thing what the codebook and the thesaurus put beside it, or beside several things that
    stand side by side."""
    found: list[list[Stand]] = [[] for _ in things]
    groups = _codebook_groups(known.codes)
    for first in range(len(things)):
        for length in range(1, len(things) - first + 1):
            stretch = things[first : first + length]
            if not all(isinstance(one.part, Word) for one in stretch):
                break
            words = " ".join(word for one in stretch for word in one.words)
            beside = [
                Stand(part, CODEBOOK, shown, "codebook") for part, shown in groups(families(words))
            ]
            beside += (
                Stand(_term(text), THESAURUS, text, "thesaurus") for text in known.thesaurus(words)
            )
            for at in range(first, first + length):
                found[at] += beside
    yield from found


def _codebook_groups(
    codes: Iterable[Code],
) -> Callable[[tuple[str, ...]], list[tuple[Part, str]]]:
    """The families of a code's name or of one of its terms → its terms."""
    groups: dict[tuple[str, ...], list[tuple[Part, str]]] = {}
    for code in codes:
        terms = [(_term(term), term) for term in code.terms]
        names = (code.title, code.slug.replace("-", " "), *code.terms)
        for key in dict.fromkeys(map(families, names)):
            groups.setdefault(key, []).extend(terms)
    return lambda key: groups.get(key, [])


def _term(text: str) -> Part:
    """A term as the codebook and the thesaurus write it: a word, a beginning, a phrase."""
    plain = text.strip()
    if plain.endswith("*") and plain[:-1].replace("-", "").isalnum():
        return Prefix(plain[:-1])
    keys = families(plain)
    return Family(keys[0], plain) if len(keys) == 1 else Phrase(plain.replace("*", ""))


def told(things: Iterable[Thing]) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Each thing with what stands for it beside itself: how it is shown, thousandths, by what."""
    return [
        (thing.asked, [(one.shown, one.weight, one.by) for one in thing.stands[1:]])
        for thing in things
    ]


def written_out(parts: Sequence[Part], found: Widened) -> tuple[Part, ...]:
    """The parts of a query with every word that may stand for what was asked, any of which is
    enough: without weights, and without the codes that words name, which they name again."""
    words = [
        Word(stand.shown) if isinstance(stand.part, Family) else stand.part
        for thing in found.things
        for stand in thing.stands
        if not isinstance(stand.part, Coded)
    ]
    kept = tuple(part for part in parts if not is_soft(part))
    return (*kept, any_of(dict.fromkeys(words))) if words else kept
