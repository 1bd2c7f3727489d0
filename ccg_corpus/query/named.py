"""What stands at a place of a plain phrase, where it names a filter: case, site, year, kind …

Comes in: lexemes and what the corpus holds. Goes out: the filter and over how many lexemes it is
written; None where there is none. Roles are `speakers.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ccg_corpus.query import asking
from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.lexemes import Lexeme
from ccg_corpus.terms import Has, Part, Within
from ccg_corpus.words import families, fold

_LABEL = re.compile(r"[^\W_]|\d{1,3}[A-Za-z]?|[A-Z]\d{1,2}|[IVX]{1,5}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"((?:19|20)\d\d)[-–]((?:19|20)\d\d)")
_LONGEST_NAME = 8
# Over how many lexemes, and the filter.
Found = tuple[int, Part]


class Lexemes:
    """A row of lexemes to look at by place; outside of it there is nothing."""

    def __init__(self, row: Sequence[Lexeme]) -> None:
        self.row = row
        self._words = [
            fold(one.text).rstrip("'") if one.kind == "word" and not one.negated else ""
            for one in row
        ]

    def raw(self, at: int) -> str:
        """The text at `at`."""
        return self.row[at].text if 0 <= at < len(self.row) else ""

    def word(self, at: int) -> str:
        """The folded word at `at`; empty where something else stands there."""
        return self._words[at] if 0 <= at < len(self._words) else ""

    def kind(self, at: int) -> str:
        """The kind of the lexeme at `at`."""
        return self.row[at].kind if 0 <= at < len(self.row) else ""

    def stretch(self, at: int, length: int) -> str:
        """`length` words from `at` on, joined; empty where there are not as many."""
        words = [self.raw(n) for n in range(at, at + length) if self.word(n)]
        return " ".join(words) if len(words) == length else ""

    def begins(self, at: int, sequences: Sequence[Sequence[str]]) -> int:
        """How many lexemes the first of the sequences that stands at `at` takes; 0 for none."""
        first = self.word(at)
        for words in sequences if first else ():
            if words[0] == first and all(self.word(at + n) == word for n, word in enumerate(words)):
                return len(words)
        return 0


class Named:
    """Filters in plain words."""

    def __init__(self, lexemes: Lexemes, catalogue: Catalogue) -> None:
        self._at = lexemes
        self._catalogue = catalogue

    def filter_at(self, at: int) -> Found | None:
        """The filter that begins at `at`.

        Raises: QueryError where a document's name may be several.
        """
        if not self._at.word(at):
            return None
        for find in (self._noun, self._kind, self._cited, self._type, self._place, self._study,
                     self._lone_label, self._years):  # fmt: skip
            found = find(at)
            if found:
                return found
        return None

    def labels_at(self, at: int) -> Found | None:
        """The labels of cases at `at`, without the noun."""
        return self._labels(at, at)

    def _noun(self, at: int) -> Found | None:
        word = self._at.word(at)
        if word in asking.DOCUMENT_NOUNS and (found := self._reference(at + 1)):
            return 2, Has("document", (found,))
        if word in asking.CASE_NOUNS:
            first = at + 1 + (self._at.word(at + 1) in asking.STUDY_NOUNS)
            return self._labels(at, first)
        if word in asking.SITE_NOUNS:
            named = self._behind(at, "site", self._catalogue.site)
            return named or self._labels(at, at + 1)
        if word in asking.STUDY_NOUNS:
            return self._behind(at, "study", self._catalogue.study)
        if word in asking.CODE_NOUNS:
            return self._behind(at, "code", self._catalogue.code)
        return self._theme(at)

    def _behind(self, at: int, field: str, find: Callable[[str], str | None]) -> Found | None:
        """What the words behind a noun name, the longest first."""
        first = at + 1 + (self._at.raw(at + 1) == ":")
        for length in range(_LONGEST_NAME, 0, -1):
            words = self._at.stretch(first, length)
            found = find(words) if words else None
            if found:
                return first + length - at, Has(field, (found,))
        return None

    # Documents

    def _reference(self, at: int) -> str | None:
        """The document named at `at`; a "paper on trust" does not name one that begins so."""
        word = self._at.word(at)
        if not word or word in asking.DROPPED:
            return None
        return self._catalogue.document(self._at.raw(at))

    def _cited(self, at: int) -> Found | None:
        """ "Smith 2019", "Smith et al. (2019)"."""
        raw = self._at.raw(at)
        if not raw[:1].isupper():
            return None
        year = at + 1
        while self._at.word(year) in ("et", "al", "and", "colleagues") or (
            self._at.raw(year) in (".", ",", "&") or self._at.kind(year) == "open"
        ):
            year += 1
        if not _YEAR.fullmatch(self._at.raw(year)):
            return None
        ids = self._catalogue.cited(
            raw.removesuffix("'s").removesuffix("’s"), int(self._at.raw(year))
        )
        is_bracketed = self._at.kind(year - 1) == "open" and self._at.kind(year + 1) == "close"
        return (year + 1 + is_bracketed - at, Has("document", ids)) if ids else None

    def _type(self, at: int) -> Found | None:
        """ "in the accepted manuscripts": a type of document that the corpus has."""
        before = self._at.word(at - 1)
        if at and before not in asking.PLACED and self._at.kind(at - 1) != "pause":
            return None
        for name in self._catalogue.types() if self._may_be_type(at) else ():
            length = len(name.split())
            words = fold(self._at.stretch(at, length))
            is_plural = words == f"{fold(name)}s"
            if is_plural or (words == fold(name) and self._is_the(at, length)):
                length += self._at.raw(at + length) == ":"
                return length, Has("type", (name,))
        return None

    def _may_be_type(self, at: int) -> bool:
        return bool(self._at.word(at)) and self._at.word(at) not in asking.DROPPED - asking.TELLING

    def _is_the(self, at: int, length: int) -> bool:
        is_headed = self._at.raw(at + length) == ":"
        return is_headed or (
            self._at.word(at - 1) == "the" and self._at.word(at - 2) in ("in", "from")
        )

    # Cases, sites, studies, themes

    def _lone_label(self, at: int) -> Found | None:
        """ "GPs, D": a capital by itself, behind a pause or "in", that labels a case here."""
        raw = self._at.raw(at)
        stands_alone = (
            at == 0 or self._at.kind(at - 1) in ("pause", "open") or self._at.word(at - 1) == "in"
        )
        if len(raw) > 1 or not raw.isupper() or not stands_alone:
            return None
        known = self._catalogue.case_label(raw)
        return (1, Has("case", (known,))) if known and raw not in ("A", "I") else None

    def _place(self, at: int) -> Found | None:
        """ "in the dairy valley", "the mill town site": a site by its title."""
        if at and self._at.word(at - 1) not in asking.PLACED and self._at.kind(at - 1) != "pause":
            return None
        for length in range(_LONGEST_NAME, 0, -1):
            words = self._at.stretch(at, length)
            site = self._catalogue.site(words) if len(words) > 2 else None
            if site:
                return length + (self._at.word(at + length) in asking.SITE_NOUNS), Has(
                    "site", (site,)
                )
        return None

    def _study(self, at: int) -> Found | None:
        """ "Northern boards study"."""
        for length in range(1, _LONGEST_NAME):
            if self._at.word(at + length) in asking.STUDY_NOUNS:
                words = self._at.stretch(at, length)
                study = self._catalogue.study(words) or self._catalogue.study(f"{words} study")
                return (length + 1, Has("study", (study,))) if words and study else None
        return None

    def _labels(self, noun: int, first: int) -> Found | None:
        """ "case B", "cases B, C and E": the labels from `first` on."""
        labels: list[str] = []
        at = end = first + (self._at.raw(first) == ":")
        while found := self._label(at, following=bool(labels)):
            label, length = found
            labels.append(label)
            at += length
            end = at
            while self._at.raw(at) in (",", "/", "&") or self._at.word(at) in ("and", "or"):
                at += 1
            if labels and self._at.word(at) in asking.CASE_NOUNS | asking.SITE_NOUNS:
                named = self._catalogue.site(self._at.stretch(at + 1, 1) or "-")
                at += 0 if named else 1
        return (end - noun, Has("case", tuple(dict.fromkeys(labels)))) if labels else None

    def _label(self, at: int, *, following: bool) -> tuple[str, int] | None:
        """A case's label at `at` and its length. In a list, "a" and "I" may be plain words."""
        if self._at.raw(at + 1) == ":" and (document := self._reference(at)):
            label = self._label(at + 2, following=following)
            return label and (f"{document}:{label[0]}", label[1] + 2)
        for length in range(_LONGEST_NAME, 0, -1):
            words = self._at.stretch(at, length)
            known = self._catalogue.case_label(words) if words else None
            if known and not (following and words in ("a", "i", "I")):
                return known, length
        raw = self._at.raw(at)
        if not _LABEL.fullmatch(raw) or (following and not (raw.isupper() or raw.isdigit())):
            return None
        return (raw.upper() if len(raw) == 1 else raw), 1

    def _theme(self, at: int) -> Found | None:
        """ "under Staying or leaving", "theme: Workload", "the heading “Being told”"."""
        word = self._at.word(at)
        if word not in asking.THEME_NOUNS | {"under"}:
            return None
        first = at + 1
        while self._at.word(first) in asking.THEME_NOUNS | {"the"} or self._at.raw(first) == ":":
            first += 1
        if self._at.kind(first) == "phrase" and not self._at.row[first].negated:
            return first + 1 - at, Has("theme", (self._at.raw(first),))
        for length in range(_LONGEST_NAME, 0, -1):
            words = self._at.stretch(first, length)
            title = self._catalogue.theme(words) if words else None
            if title:
                return first + length - at, Has("theme", (title,))
        words = self._at.raw(first) if self._at.word(first) not in asking.DROPPED else ""
        is_named = word in ("theme", "heading") or first > at + 1
        if is_named and words and self._holds(words):
            return first + 1 - at, Has("theme", (words,))
        return None

    def _holds(self, word: str) -> bool:
        key = set(families(word))
        return bool(key) and any(key <= set(families(title)) for title in self._catalogue.themes)

    # Kinds and years

    def _kind(self, at: int) -> Found | None:
        for words, kind in asking.KIND_PHRASES.items():
            if self._at.begins(at, (words,)):
                return len(words), Has("kind", (kind,))
        if self._at.word(at) == "named" and at == 0:
            return 1, Has("kind", ("named",))
        length = self._at.begins(at, asking.SURVEYS)
        plural = self._at.word(at) in ("surveys", "questionnaires")
        if not length and not plural:
            return None
        if self._at.word(at + length) in asking.ANSWERS:
            return length + 1, Has("kind", ("survey",))
        before = self._at.word(at - 1)
        is_place = before in ("in", "from", "without", "except", "excluding") or (
            before == "the" and self._at.word(at - 2) in ("in", "from", "without", "except", "for")
        )
        return (length + plural, Has("kind", ("survey",))) if is_place else None

    def _years(self, at: int) -> Found | None:
        word, first = self._at.word(at), self._at.raw(at + 1)
        if (span := _YEARS.fullmatch(self._at.raw(at))) and not self._at.word(at - 1).isdigit():
            return 1, Within("year", int(span[1]), int(span[2]))
        if span := _YEARS.fullmatch(first):
            is_range = word in ("from", "between", "in", "during", "since", "published")
            return (2, Within("year", int(span[1]), int(span[2]))) if is_range else None
        skipped = word == "up" and self._at.word(at + 1) == "to"
        first = self._at.raw(at + 1 + skipped)
        if not _YEAR.fullmatch(first):
            return None
        return self._year(at + skipped, "until" if skipped else word, int(first), skipped)

    def _year(self, at: int, word: str, year: int, skipped: int) -> Found | None:
        last = self._at.raw(at + 3)
        if word in ("from", "between") and _YEAR.fullmatch(last):
            return 4, Within("year", *sorted((year, int(last))))
        bounds = {
            "since": (year, None),
            "from": (year, None),
            "after": (year + 1, None),
            "before": (None, year - 1),
            "until": (None, year),
            "till": (None, year),
            "in": (year, year),
            "during": (year, year),
            "published": (year, year),
        }.get(word)
        if bounds is None:
            return None
        more = self._at.word(at + 2) in ("on", "onward", "onwards")
        is_open = (
            more
            and word in ("from", "since", "in")
            and (self._at.word(at + 2) != "on" or not self._at.word(at + 3))
        )
        bounds = (year, None) if is_open else bounds
        return 2 + skipped + is_open, Within("year", *bounds)
