"""The ids of documents: "marshall-2018", from the first author's family name and the year.

Comes in: every document's facts and the ids that config.yaml gives. Goes out: an id for each, no
two alike, the same in any order of files and whatever was there before.

An id is made from what is known of the documents, and nothing is remembered, for then two people
with the same files would have different ids. What follows from it:

- As long as no other document has the same author and year, a new file changes no id.
- Where two works have them, each gets a word of its title: "marshall-2018-leadership". The plain
  id then names none of them: an id never comes to name another work.
- Other printings of a work keep its id and add what they are: "marshall-2018-manuscript".
- Without author or year a document has the name of its file. An `id` in config.yaml is for good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from ccg_corpus.bibliography.names import surname
from ccg_corpus.model import Facts
from ccg_corpus.versions import TYPE_RANKS, UNKNOWN_TYPE_RANK, joined
from ccg_corpus.words import normalised_words, slug

MOST_LETTERS = 32  # of an organisation's name
_SMALL_WORDS = {
    "a", "an", "the", "of", "on", "in", "at", "for", "to", "from", "by", "with", "without", "and",
    "or", "as", "is", "are", "was", "do", "does", "how", "what", "why", "when", "where", "who",
    "whose", "it", "its", "into", "through", "towards", "across", "between", "among", "about",
}  # fmt: skip


def document_ids(facts: Mapping[str, Facts], given: Mapping[str, str]) -> dict[str, str]:
    """The id of each document by the name of its file."""
    ids = dict(given)
    taken = set(given.values())
    families: dict[str, list[str]] = defaultdict(list)
    for source in sorted(facts):
        if source not in ids:
            families[_base(facts[source]) or ""].append(source)
    unnamed = families.pop("", [])
    wanted = [
        pair for base in sorted(families) for pair in _wanted(base, families[base], facts, taken)
    ]
    wanted += [(source, _stem(source)) for source in unnamed]
    for source, id in wanted:
        ids[source] = _free(id, taken)
        taken.add(ids[source])
    return ids


def _base(facts: Facts) -> str | None:
    """ "marshall-2018", where author and year are known."""
    if not facts.authors or not facts.year:
        return None
    family = slug(surname(facts.authors[0]))
    while len(family) > MOST_LETTERS and "-" in family:
        family = family.rsplit("-", 1)[0]
    return f"{family}-{facts.year}" if family else None


def _wanted(
    base: str, sources: Sequence[str], facts: Mapping[str, Facts], taken: set[str]
) -> list[tuple[str, str]]:
    """The ids of documents with one author and year, work by work."""
    works = _works(sources, facts)
    if len(works) == 1 and base not in taken:
        return _printings(base, works[0], facts)
    titles = [_title_words(work, facts) for work in works]
    return [
        pair
        for n, work in enumerate(works)
        for pair in _printings(f"{base}-{_tag(n, titles) or _stem(work[0])}", work, facts)
    ]


def _works(sources: Sequence[str], facts: Mapping[str, Facts]) -> list[list[str]]:
    """Documents with one title or DOI together, in the order of their files' names."""
    first: dict[str, int] = {}
    pairs = []
    for n, source in enumerate(sources):
        title = normalised_words(facts[source].title or "")
        doi = (facts[source].doi or "").lower()
        for key in (f"title {title}" if title else "", f"doi {doi}" if doi else ""):
            if key:
                pairs.append((first.setdefault(key, n), n))
    groups = joined(len(sources), pairs)
    joint = {n for group in groups for n in group}
    alone = [[n] for n in range(len(sources)) if n not in joint]
    return [[sources[n] for n in group] for group in sorted([*groups, *alone])]


def _printings(id: str, work: Sequence[str], facts: Mapping[str, Facts]) -> list[tuple[str, str]]:
    """The printing that is cited has the work's id, the others say what they are."""

    def rank(source: str) -> tuple[int, str]:
        return TYPE_RANKS.get(facts[source].type or "", UNKNOWN_TYPE_RANK), source

    first, *others = sorted(work, key=rank)
    kinds = [slug((facts[source].type or "").rsplit(" ", 1)[-1]) for source in others]
    own = facts[first].type
    named = [
        kind if kind and kinds.count(kind) == 1 and facts[source].type != own else _stem(source)
        for source, kind in zip(others, kinds, strict=True)
    ]
    more = [(s, f"{id}-{name}") for s, name in zip(others, named, strict=True)]
    return [(first, id), *more]


def _title_words(work: Iterable[str], facts: Mapping[str, Facts]) -> list[str]:
    """The words of a work's title that tell it apart."""
    title = next((facts[source].title for source in work if facts[source].title), None)
    words = normalised_words(title or "").split()
    return [word for word in words if word not in _SMALL_WORDS] or words


def _tag(n: int, titles: Sequence[Sequence[str]]) -> str:
    """As many of a title's words as no other title begins with; none where all are alike."""
    own = titles[n]
    for count in range(1, len(own) + 1):
        begins = [title[:count] for m, title in enumerate(titles) if m != n]
        if own[:count] not in begins:
            return "-".join(own[:count])
    return ""


def _stem(source: str) -> str:
    return slug(PurePath(source).stem) or "document"


def _free(id: str, taken: set[str]) -> str:
    name, n = id, 1
    while name in taken:
        n += 1
        name = f"{id}-{n}"
    return name
