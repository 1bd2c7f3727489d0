"""Which document an entry of a reference manager is about, and the document's facts with it.

Comes in: documents by name with the facts their files state, and references in the order in which
they count. Goes out: facts, each with the entry they are from, and warnings. The surest sign goes
first: the path of an attachment, the end of such a path, the DOI, the title, the name of the file,
which may be the entry's key or say author, year and title.
Pure, and the same for any order of documents.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from ccg_corpus.bibliography.exports.reference import Reference
from ccg_corpus.bibliography.exports.types import better_type
from ccg_corpus.bibliography.file_names import by_words_of_name
from ccg_corpus.core.model import Facts
from ccg_corpus.project import source_name
from ccg_corpus.text.words import normalised_words

LEAST_LIKENESS = 94  # of 100: titles with a letter or a word amiss
LEAST_TITLE_WORDS = 4
RAREST_WORDS = 4
_DRIVE = re.compile(r"^/?[A-Za-z]:/")
_UNPUBLISHED = {"accepted manuscript", "preprint", "manuscript", "working paper"}

Pairs = Iterable[tuple[str, int]]  # a document's name, a reference's number


@dataclass(frozen=True, slots=True)
class Described:
    """A document's facts with those of the entry at `where` over them."""

    facts: Facts
    where: str


def describe(
    documents: Mapping[str, Facts], references: Sequence[Reference], root: Path
) -> tuple[dict[str, Described], tuple[str, ...]]:
    """The documents that references are about; and a warning for each export that is about none,
    and where two entries differ about one."""
    if not references:
        return {}, ()
    names = dict(sorted(documents.items()))
    matched: dict[str, list[int]] = {}
    by_path: set[str] = set()
    used: set[str] = set()
    for rule in (
        _by_path,
        _by_path_end,
        _by_doi,
        _by_title,
        _by_like_title,
        _by_file_name,
        _by_words,
    ):
        found: dict[str, list[int]] = defaultdict(list)
        # A name is asked for among all documents, also those that are settled: else it may seem
        # the only one of its kind.
        for name, n in rule(names, references, root):
            if _contradict(names[name], references[n].facts):
                continue
            used.add(references[n].file)
            if name not in matched and n not in found[name]:
                found[name].append(n)
        matched |= {name: sorted(numbers) for name, numbers in found.items() if numbers}
        by_path |= set(matched) if rule in (_by_path, _by_path_end) else set()
    holders = Counter(numbers[0] for numbers in matched.values())
    described: dict[str, Described] = {}
    warnings: list[str] = []
    for name, numbers in sorted(matched.items()):
        is_its_own = name in by_path and holders[numbers[0]] == 1
        entries = [references[n] for n in numbers]
        described[name] = _described(names[name], entries, is_its_own=is_its_own)
        warnings += _differing(name, entries)
    return described, (*_unused(references, used), *warnings)


def laid_over(own: Facts, stated: Facts) -> Facts:
    """`own` facts with what is `stated` in their place."""
    keep = ("extra",)
    given = {
        one.name: value
        for one in fields(Facts)
        if one.name not in keep and (value := getattr(stated, one.name))
    }
    return replace(own, **given, extra=tuple({**dict(own.extra), **dict(stated.extra)}.items()))


def _unused(references: Sequence[Reference], used: Collection[str]) -> Iterator[str]:
    """The exports that say nothing of any document: most likely the paths in them are wrong."""
    counts = Counter(reference.file for reference in references)
    for file, count in counts.items():
        if file not in used:
            yield f"{file}: none of its entries ({count}) is about a document of the corpus"


def _described(own: Facts, entries: Sequence[Reference], *, is_its_own: bool) -> Described:
    """The first entry counts; what it leaves open the others may say.

    Where one entry has several files, one that calls itself a manuscript remains one.
    """
    stated = entries[-1].facts
    for entry in reversed(entries[:-1]):
        stated = laid_over(stated, entry.facts)
    kind = better_type(stated.type, own.type, has_journal=bool(stated.journal))
    kind = own.type if own.type in _UNPUBLISHED and not is_its_own else kind
    return Described(replace(laid_over(own, stated), type=kind), entries[0].where)


def _differing(name: str, entries: Sequence[Reference]) -> Iterator[str]:
    first = entries[0]
    for other in entries[1:]:
        for what in ("title", "year", "doi"):
            one, two = (_comparable(entry.facts, what) for entry in (first, other))
            if one and two and one != two:
                yield f"{name}: {first.where} and {other.where} differ on the {what}; the first counts"
                break


def _comparable(facts: Facts, what: str) -> object:
    value = getattr(facts, what)
    return normalised_words(value) if isinstance(value, str) else value


def _contradict(own: Facts, stated: Facts) -> bool:
    """A file that prints another DOI on its first page is another work."""
    return bool(_doi(own) and _doi(stated) and _doi(own) != _doi(stated))


# The signs, from the surest to the weakest


def _by_path(names: Mapping[str, Facts], references: Sequence[Reference], root: Path) -> Pairs:
    known = {_folded(name): name for name in names}
    for n, reference in enumerate(references):
        for path in _attached(reference):
            for place in _places(path, reference.folder, root):
                if place in known:
                    yield known[place], n


def _by_path_end(names: Mapping[str, Facts], references: Sequence[Reference], root: Path) -> Pairs:
    """A library that was moved or comes from another computer: the ends of the paths agree.

    A file's name alone is enough where no other document and no other entry has it.
    """
    ends: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for end in _ends(_folded(name)):
            ends[end].append(name)
    held: dict[str, set[str]] = defaultdict(set)  # by which works; an entry may be there twice
    for n, reference in enumerate(references):
        for path in _attached(reference):
            held[PurePosixPath(_folded(path)).name].add(_work(reference.facts) or str(n))
    for n, reference in enumerate(references):
        for path in _attached(reference):
            for end in _ends(_folded(path).lstrip("./")):
                is_sure = "/" in end or len(held[end]) == 1
                if is_sure and len(ends.get(end, ())) == 1:
                    yield ends[end][0], n
                    break


def _by_doi(names: Mapping[str, Facts], references: Sequence[Reference], root: Path) -> Pairs:
    return _by_key(names, references, lambda facts: [_doi(facts)])


def _by_title(names: Mapping[str, Facts], references: Sequence[Reference], root: Path) -> Pairs:
    for name, n in _by_key(names, references, _titles):
        if _years_agree(names[name], references[n].facts):
            yield name, n


def _by_like_title(
    names: Mapping[str, Facts], references: Sequence[Reference], root: Path
) -> Pairs:
    """Titles that are equal but for a slip. Only those that share a rare word are compared."""
    from rapidfuzz.fuzz import ratio

    titles = {n: title for n, one in enumerate(references) if (title := _title(one.facts))}
    counts = Counter(word for title in titles.values() for word in set(title.split()))
    holders: dict[str, list[int]] = defaultdict(list)
    for n, title in titles.items():
        for word in _rarest(title, counts):
            holders[word].append(n)
    for name, facts in names.items():
        own = _title(facts)
        words = _rarest(own, counts) if own else ()
        for n in sorted({n for word in words for n in holders.get(word, ())}):
            is_like = own and ratio(own, titles[n], score_cutoff=LEAST_LIKENESS)
            is_like = is_like and _numbers(own) == _numbers(titles[n])
            if is_like and _years_agree(facts, references[n].facts):
                yield name, n


def _by_file_name(names: Mapping[str, Facts], references: Sequence[Reference], root: Path) -> Pairs:
    """A file named by the entry's key, or as its attachment but for the suffix."""
    stems: dict[str, list[str]] = defaultdict(list)
    for name in names:
        stems[_stem(name)].append(name)
    for stem, holders in _stems_of(references).items():
        if len(holders) == 1 and len(stems.get(stem, ())) == 1:
            yield stems[stem][0], holders[0]


def _by_words(names: Mapping[str, Facts], references: Sequence[Reference], root: Path) -> Pairs:
    """A file named after the work, as Zotero names attachments."""
    return by_words_of_name(names, references)


def _stems_of(references: Sequence[Reference]) -> dict[str, list[int]]:
    holders: dict[str, dict[str, int]] = defaultdict(dict)
    for n, reference in enumerate(references):
        work = _work(reference.facts) or str(n)
        key = [_folded(reference.key)] if reference.key and "/" not in reference.key else []
        for stem in {*key, *map(_stem, _attached(reference))}:
            holders[stem].setdefault(work, n)
    return {stem: [*numbers.values()] for stem, numbers in holders.items()}


# What they compare


def _by_key(
    names: Mapping[str, Facts],
    references: Sequence[Reference],
    keys: Callable[[Facts], Iterable[str | None]],
) -> Pairs:
    holders: dict[str, list[int]] = defaultdict(list)
    for n, reference in enumerate(references):
        for key in keys(reference.facts):
            if key:
                holders[key].append(n)
    for name, facts in names.items():
        for key in keys(facts):
            yield from ((name, n) for n in holders.get(key or "", ()))


def _attached(reference: Reference) -> Iterator[str]:
    """The paths of attachments, with slashes; addresses on the web are none."""
    for attachment in reference.attachments:
        path = attachment.strip().strip("<>")
        path = re.sub(
            r"^(?:storage:|attachments:|internal-pdf://)", "", path
        )  # Zotero's, EndNote's
        if path.lower().startswith("file:"):
            path = re.sub(r"^file:(?://(?:localhost)?)?(?=/)", "", path, flags=re.I)
            path = path.removeprefix("file:")
        if path and not re.match(r"[a-z][a-z0-9+.-]+://", path, re.I):
            path = path.replace("\\", "/")
            path = path[1:] if path.startswith("/") and _DRIVE.match(path) else path
            # Addresses of files, and with some programs paths as well, write signs as numbers.
            yield from dict.fromkeys((path, unquote(path)))


def _places(path: str, folder: str, root: Path) -> Iterator[str]:
    """The names a document at that path may have: from the export's folder, from the project."""
    if path.startswith("/") or _DRIVE.match(path):
        yield _folded(source_name(Path(path), root))
        return
    for base in dict.fromkeys((folder, "")):
        yield _folded(source_name(root / base / path, root))


def _ends(path: str) -> Iterator[str]:
    """The last parts of a path, longest first."""
    parts = path.split("/")
    for first in range(max(0, len(parts) - 4), len(parts)):
        yield "/".join(parts[first:])


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _stem(path: str) -> str:
    return PurePosixPath(_folded(path)).stem


def _doi(facts: Facts) -> str | None:
    doi = (facts.doi or "").lower()
    return doi[doi.find("10.") :] if "10." in doi else None


def _title(facts: Facts) -> str | None:
    words = _words(facts.title or "")
    return words if words.count(" ") >= LEAST_TITLE_WORDS - 1 else None


@lru_cache(maxsize=1 << 16)
def _words(text: str) -> str:
    return normalised_words(text)


def _work(facts: Facts) -> str | None:
    """What two entries of one work have in common."""
    return _words(facts.title or "") or _doi(facts)


def _titles(facts: Facts) -> Iterator[str | None]:
    """The title's words, and those before its colon: a subtitle is often left out."""
    yield _title(facts) or _words(facts.title or "") or None
    main = _words((facts.title or "").split(":")[0])
    if ":" in (facts.title or "") and main.count(" ") >= LEAST_TITLE_WORDS:
        yield main


def _rarest(title: str, counts: Counter[str]) -> list[str]:
    known = {word for word in title.split() if counts[word]}
    return sorted(known, key=lambda word: (counts[word], word))[:RAREST_WORDS]


def _numbers(title: str | None) -> list[str]:
    """ "Part 1" and "Part 2" are not a slip."""
    return [word for word in (title or "").split() if any(map(str.isdigit, word)) or len(word) == 1]


def _years_agree(own: Facts, stated: Facts) -> bool:
    """A paper may carry the year of its acceptance, or of its going online."""
    return own.year is None or stated.year is None or abs(own.year - stated.year) <= 2
