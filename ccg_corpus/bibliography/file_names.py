"""Which entry a file is named after: "Smith et al. - 2018 - The title.pdf", "smith2018.pdf".

Comes in: documents by name with their facts, and references. Goes out: pairs of them, only where all
that the name says is said by one work alone. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from ccg_corpus.bibliography.exports.reference import Reference
from ccg_corpus.bibliography.names import surname
from ccg_corpus.core.model import Facts

LEAST_TITLE_WORDS = 4
_FEWEST_LETTERS = 15  # of the title's beginning in a name
_LEAST_LIKENESS = 60  # of 100, between the title that a file prints and the entry's
_YEAR = re.compile(r"(?:19|20)\d\d")
_JOINED = re.compile(r"(?<=[^\W\d_])(?=(?:19|20)\d\d(?!\d))|(?<=\d)(?=[^\W\d_])")
_LINKS = frozenset(("et", "al", "and", "und"))


def by_words_of_name(
    names: Mapping[str, Facts], references: Sequence[Reference]
) -> Iterator[tuple[str, int]]:
    """The pairs of documents and numbers of references."""
    by_start: dict[str, list[int]] = defaultdict(list)
    by_author: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, reference in enumerate(references):
        if title := _words_of(reference.facts.title or ""):
            by_start[_start(title)].append(n)
        if first := _first_author(reference.facts):
            by_author[first[-1], str(reference.facts.year)].append(n)
    held: dict[int, list[str]] = defaultdict(list)
    for name, facts in names.items():
        words = _stem_words(name)
        works = _one_work(_titled(words, by_start, references), references)
        if works:
            yield from ((name, n) for n in works)
            continue
        for n in _one_work(_dated(words, by_author, references, facts), references):
            held[n].append(name)
    # Two files that only an author and a year name may be two works.
    yield from ((holders[0], n) for n, holders in held.items() if len(holders) == 1)


def _one_work(numbers: list[int], references: Sequence[Reference]) -> list[int]:
    """The entries, if they are of one work."""
    works = {" ".join(_words_of(references[n].facts.title or "")) or str(n) for n in numbers}
    return numbers if len(works) == 1 else []


def _titled(
    words: tuple[str, ...], by_start: Mapping[str, list[int]], references: Sequence[Reference]
) -> list[int]:
    """Entries whose title, or its beginning, is the end of the name; before it nothing that differs.

    Programs cut long titles, also within a word.
    """
    found = []
    for at in range(len(words)):
        for n in by_start.get(_start(words[at:]), ()):
            title = _words_of(references[n].facts.title or "")
            if _begins(title, words[at:]) and _agrees(words[:at], references[n].facts):
                found.append(n)
    return list(dict.fromkeys(found))


def _start(words: Sequence[str]) -> str:
    """The first letters: words are told apart differently in a name and in a title."""
    return "".join(words[:6])[:_FEWEST_LETTERS]


def _begins(title: Sequence[str], words: Sequence[str]) -> bool:
    whole, said = "".join(title), "".join(words)
    is_long = len(words) >= LEAST_TITLE_WORDS and len(said) >= _FEWEST_LETTERS
    return bool(said) and (
        (whole == said and len(words) > 1) or (is_long and whole.startswith(said))
    )


def _agrees(before: Sequence[str], facts: Facts) -> bool:
    """An author's name and a year in front of the title are the entry's; a lone number is none."""
    years = [word for word in before if _YEAR.fullmatch(word)]
    if years and facts.year and not any(abs(int(one) - facts.year) <= 1 for one in years):
        return False
    known = {word for author in facts.authors for word in _words_of(author)}
    said = [word for word in before if not word.isdigit() and word not in _LINKS]
    return not said or not known or any(word in known for word in said)


def _dated(
    words: tuple[str, ...],
    by_author: Mapping[tuple[str, str], list[int]],
    references: Sequence[Reference],
    own: Facts,
) -> list[int]:
    """Entries whose first author and year the name says, and nothing that the entry does not say."""
    years = [word for word in words if _YEAR.fullmatch(word)]
    if len(years) != 1:
        return []
    found = {n for word in words for n in by_author.get((word, years[0]), ())}
    return [n for n in sorted(found) if _says_all(words, references[n].facts, own)]


def _says_all(words: Sequence[str], facts: Facts, own: Facts) -> bool:
    known = {word for author in facts.authors for word in _words_of(author)} | {str(facts.year)}
    known |= {*_words_of(facts.title or ""), *_words_of(facts.journal or ""), *_LINKS}
    known = {word for word in known if len(word) > 1}  # "2018b" is another work
    first = _first_author(facts)
    is_named = all(word in words for word in first)
    return is_named and all(word in known for word in words) and not _differs(own, facts)


def _differs(own: Facts, stated: Facts) -> bool:
    """What the file itself prints speaks against it: another year, another title."""
    if own.year and stated.year and abs(own.year - stated.year) > 2:
        return True
    one, two = (" ".join(_words_of(facts.title or "")) for facts in (own, stated))
    if min(one.count(" "), two.count(" ")) < LEAST_TITLE_WORDS - 1:
        return False
    from rapidfuzz.fuzz import partial_ratio

    return not partial_ratio(one, two, score_cutoff=_LEAST_LIKENESS)


def _first_author(facts: Facts) -> tuple[str, ...]:
    return _words_of(surname(facts.authors[0])) if facts.authors else ()


def _stem_words(name: str) -> tuple[str, ...]:
    stem = PurePosixPath(name).stem
    return _words_of(_JOINED.sub(" ", re.sub(r"[_\W]+", " ", stem)))


@lru_cache(maxsize=1 << 16)
def _words_of(text: str) -> tuple[str, ...]:
    """Words without accents: names of files have often lost theirs."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[’'´`]", "", text))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(re.findall(r"[^\W_]+", plain.casefold()))
