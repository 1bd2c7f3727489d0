"""The ids of documents: "marshall-2018", from the first author's family name and the year.

Comes in: what every document is named by and the ids that config.yaml gives. Goes out: an id for
each, no two alike, the same in any order of files and whatever was there before.

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
from dataclasses import dataclass
from pathlib import PurePath

from ccg_corpus.bibliography.names import surname
from ccg_corpus.core.model import Facts
from ccg_corpus.text.words import normalised_words, slug
from ccg_corpus.versions import TYPE_RANKS, UNKNOWN_TYPE_RANK, joined

MOST_LETTERS = 32  # of an organisation's name
_SMALL_WORDS = {
    "a", "an", "the", "of", "on", "in", "at", "for", "to", "from", "by", "with", "without", "and",
    "or", "as", "is", "are", "was", "do", "does", "how", "what", "why", "when", "where", "who",
    "whose", "it", "its", "into", "through", "towards", "across", "between", "among", "about",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """What a document is named by, and met by in others; small, for all of a corpus are held.

    `base` is "marshall-2018", empty where author or year are unknown; `title` is in normalised
    words, `doi` in small letters.
    """

    base: str
    title: str
    doi: str
    type: str
    year: int | None


def named(facts: Facts) -> Named:
    """What a document with these facts is named by."""
    title = normalised_words(facts.title or "")
    return Named(_base(facts), title, (facts.doi or "").lower(), facts.type or "", facts.year)


def document_ids(documents: Mapping[str, Named], given: Mapping[str, str]) -> dict[str, str]:
    """The id of each document by the name of its file."""
    ids = _once(given)
    taken = set(ids.values())
    families: dict[str, list[str]] = defaultdict(list)
    for source in sorted(documents):
        if source not in ids:
            families[documents[source].base].append(source)
    unnamed = families.pop("", [])
    wanted = [
        pair
        for base in sorted(families)
        for pair in _wanted(base, families[base], documents, taken)
    ]
    wanted += [(source, _stem(source)) for source in unnamed]
    for source, id in wanted:
        ids[source] = _free(id, taken)
        taken.add(ids[source])
    return ids


def _once(given: Mapping[str, str]) -> dict[str, str]:
    """Each id for one file: where an entry fits files of one name in several folders, for the one
    that lies highest. The others are named as if nothing were said of them."""
    owners: dict[str, str] = {}
    for source in sorted(given, key=lambda name: (name.count("/"), name)):
        owners.setdefault(given[source], source)
    return {source: id for id, source in owners.items()}


def _base(facts: Facts) -> str:
    """ "marshall-2018", where author and year are known."""
    if not facts.authors or not facts.year:
        return ""
    family = slug(surname(facts.authors[0]))
    while len(family) > MOST_LETTERS and "-" in family:
        family = family.rsplit("-", 1)[0]
    return f"{family}-{facts.year}" if family else ""


def _wanted(
    base: str, sources: Sequence[str], documents: Mapping[str, Named], taken: set[str]
) -> list[tuple[str, str]]:
    """The ids of documents with one author and year, work by work."""
    if len(sources) == 1 and base not in taken:
        return [(sources[0], base)]
    works = _works(sources, documents)
    if len(works) == 1 and base not in taken:
        return _printings(base, works[0], documents)
    titles = [_title_words(work, documents) for work in works]
    return [
        pair
        for n, work in enumerate(works)
        for pair in _printings(f"{base}-{_tag(n, titles) or _stem(work[0])}", work, documents)
    ]


def _works(sources: Sequence[str], documents: Mapping[str, Named]) -> list[list[str]]:
    """Documents with one title or DOI together, in the order of their files' names."""
    first: dict[str, int] = {}
    pairs = []
    for n, source in enumerate(sources):
        title, doi = documents[source].title, documents[source].doi
        for key in (f"title {title}" if title else "", f"doi {doi}" if doi else ""):
            if key:
                pairs.append((first.setdefault(key, n), n))
    groups = joined(pairs)
    joint = {n for group in groups for n in group}
    alone = [[n] for n in range(len(sources)) if n not in joint]
    return [[sources[n] for n in group] for group in sorted([*groups, *alone])]


def _printings(
    id: str, work: Sequence[str], documents: Mapping[str, Named]
) -> list[tuple[str, str]]:
    """The printing that is cited has the work's id, the others say what they are."""
    types = {source: documents[source].type for source in work}

    def rank(source: str) -> tuple[int, str]:
        return TYPE_RANKS.get(types[source], UNKNOWN_TYPE_RANK), source

    first, *others = sorted(work, key=rank)
    kinds = [slug(types[source].rsplit(" ", 1)[-1]) for source in others]
    names = [
        kind if kind and kinds.count(kind) == 1 and types[source] != types[first] else _stem(source)
        for source, kind in zip(others, kinds, strict=True)
    ]
    more = [(source, f"{id}-{name}") for source, name in zip(others, names, strict=True)]
    return [(first, id), *more]


def _title_words(work: Iterable[str], documents: Mapping[str, Named]) -> list[str]:
    """The words of a work's title that tell it apart."""
    title = next((documents[source].title for source in work if documents[source].title), "")
    words = title.split()
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
