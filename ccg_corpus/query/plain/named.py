"""What stands at a place of a plain phrase, where it names a filter: case, site, year, kind …

Comes in: lexemes and what the corpus holds. Goes out: the filter and over how many lexemes it is
written; None where there is none. Roles are `speakers.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.kinds import Kinds
from ccg_corpus.query.plain.participants import Participants
from ccg_corpus.query.plain.people import People
from ccg_corpus.query.plain.publications import Publications
from ccg_corpus.query.plain.row import Found, Lexemes
from ccg_corpus.query.plain.sections import section_at, unstated_at
from ccg_corpus.query.plain.speakers import RoleFinder
from ccg_corpus.query.plain.years import year_at, years_at
from ccg_corpus.query.tree import Has
from ccg_corpus.text.words import families

_LABEL = r"[^\W_]|\d{1,3}[A-Za-z]?|[A-Z]\d{1,2}|[IVX]{1,5}"
_SPAN = r"(?P<first>[A-Z])[-–](?P<last>[A-Z])|(?P<low>\d{1,2})[-–](?P<high>\d{1,2})"
_CAPITAL = r"[A-Z]\d?"
_LONGEST_NAME = 8


class NamedFilters:
    """Filters in plain words."""

    def __init__(
        self,
        lexemes: Lexemes,
        catalogue: Catalogue,
        roles: RoleFinder,
        mentions: Mapping[int, tuple[str, int, bool]],
    ) -> None:
        self._at = lexemes
        self._catalogue = catalogue
        self.notes: list[str] = []  # what is to be said of the filters found
        self._kinds = Kinds(lexemes, self.notes)
        self._publications = Publications(lexemes, catalogue, self.notes)
        self._participants = Participants(lexemes, catalogue, roles, mentions)
        self._people = People(lexemes, catalogue, self.notes)

    def filter_at(self, at: int) -> Found | None:
        """The filter that begins at `at`.

        Raises: QueryError where a document's name may be several.
        """
        if not self._at.word(at):
            return None
        for find in (self._participants.at, self._people.at, self._section, self._noun,
                     self._theme_before, self._kinds.at, self._publications.at,
                     self._place, self._study, self._place_label,
                     self._lone_label, self.years_at):  # fmt: skip
            found = find(at)
            if found:
                return found
        return None

    def unstated_at(self, at: int) -> Found | None:
        """ "no role", "without a speaker"."""
        return unstated_at(self._at, at)

    def year_at(self, at: int) -> Found | None:
        """A year by itself, behind a word that says that it is one."""
        return year_at(self._at, at)

    def case_of_document(self, at: int) -> Found | None:
        """ "smith2019:D", where the first is a document's id and not a field."""
        lexeme = self._at.row[at]
        if lexeme.sign != ":" or not (ids := self._catalogue.named(lexeme.field)):
            return None
        return 1, Has("case", (f"{ids[0]}:{lexeme.text}",))

    def labels_at(self, at: int) -> Found | None:
        """The labels of cases at `at`, without the noun."""
        return self._labels(at, at)

    def theme_in_quotes(self, at: int) -> Found | None:
        """ "in “Being useful”", where that is a heading."""
        title = self._catalogue.theme(self._at.raw(at))
        is_placed = self._at.word(at - 1) in ("in", "under") and not self._at.row[at].negated
        return (1, Has("theme", (title,))) if title and is_placed else None

    def _section(self, at: int) -> Found | None:
        return section_at(self._at, at)

    def _noun(self, at: int) -> Found | None:
        word = self._at.word(at)
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
        while field == "code" and self._at.word(first) in asking.BEHIND_CODE:
            first += 1
        values: list[str] = []
        end = first
        while found := self._longest(first, find):
            length, name = found
            values.append(name)
            end = first + length
            is_list = self._at.raw(end) in (",", "/", "&") or self._at.word(end) in ("and", "or")
            first = end + is_list
            if not is_list:
                break
        return (end - at, Has(field, tuple(values))) if values else None

    def _longest(self, at: int, find: Callable[[str], str | None]) -> tuple[int, str] | None:
        """The longest stretch at `at` that is a name, and of what."""
        for length in range(_LONGEST_NAME, 0, -1):
            words = self._at.stretch(at, length)
            if found := find(words) if words else None:
                return length, found
        return None

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

    def _place_label(self, at: int) -> Found | None:
        """ "CCG A", "practices 2 and 3": cases that go by another noun."""
        noun = self._at.word(at).removesuffix("s")
        if noun not in asking.PLACE_NOUNS:
            return None
        labels: list[str] = []
        end = first = at + 1
        while self._at.word(first):
            known = self._catalogue.case_label(f"{noun} {self._at.raw(first)}")
            known = known or self._lettered(at, first)
            if not known:
                break
            labels.append(known)
            end = first + 1
            first = end + (
                self._at.raw(end) in (",", "/", "&") or self._at.word(end) in ("and", "or")
            )
        return (end - at, Has("case", tuple(labels))) if labels else None

    def _lettered(self, noun: int, at: int) -> str | None:
        """ "CCG A" is taken for case A, and it is said."""
        raw = self._at.raw(at)
        if not re.fullmatch(_CAPITAL, raw) or raw == "I":
            return None
        self.notes.append(f"'{self._at.raw(noun)} {raw}' read as case {raw}")
        return raw

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
        if span := _span(self._at.raw(at)):
            return at + 1 - noun, Has("case", span)
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
        if self._at.raw(at + 1) == ":" and (document := self._publications.reference(at)):
            label = self._label(at + 2, following=following)
            return label and (f"{document}:{label[0]}", label[1] + 2)
        for length in range(_LONGEST_NAME, 0, -1):
            words = self._at.stretch(at, length)
            known = self._catalogue.case_label(words) if words else None
            is_small = words in ("a", "i", "I") and (following or not self._ends_label(at + 1))
            if known and not is_small:
                return known, length
        raw = self._at.raw(at)
        if raw in ("a", "i", "I") and not self._ends_label(at + 1):
            return None  # "in case a patient collapses"
        if not re.fullmatch(_LABEL, raw) or (following and not (raw.isupper() or raw.isdigit())):
            return None
        return (raw.upper() if len(raw) == 1 else raw), 1

    def _ends_label(self, at: int) -> bool:
        """Whether no sentence goes on at `at`, so that "case a" is a case."""
        goes_on = self._at.word(at) not in asking.FUNCTION_WORDS | {"or"}
        return self._at.is_ending(at) or (self._at.word(at) in asking.DROPPED and goes_on)

    def _theme(self, at: int) -> Found | None:
        """ "under Staying or leaving", "theme: Workload", "the heading “Being told”"."""
        word = self._at.word(at)
        if word not in asking.THEME_NOUNS | {"under"}:
            return None
        first = at + 1
        skipped = asking.THEME_NOUNS | {"the", "on", "about", "of"}
        while self._at.word(first) in skipped or self._at.raw(first) == ":":
            first += 1
        if self._at.kind(first) == "phrase" and not self._at.row[first].negated:
            return first + 1 - at, Has("theme", (self._at.raw(first),))
        titles: list[str] = []
        end = first
        while found := self._longest(first, self._catalogue.theme):
            titles.append(found[1])
            end = first + found[0]
            first = end + (self._at.word(end) in ("and", "or") or self._at.raw(end) == ",")
        if titles:
            return end - at, Has("theme", tuple(titles))
        words = self._at.raw(first) if self._at.word(first) not in asking.DROPPED else ""
        is_named = word in ("theme", "heading") or first > at + 1
        if is_named and words and self._holds(words):
            return first + 1 - at, Has("theme", (words,))
        return None

    def _theme_before(self, at: int) -> Found | None:
        """ "the Staying or leaving section"."""
        for length in range(1, _LONGEST_NAME):
            if self._at.word(at + length) in asking.BEHIND_THEME:
                title = self._catalogue.theme(self._at.stretch(at, length) or "-")
                return (length + 1, Has("theme", (title,))) if title else None
        return None

    def years_at(self, at: int) -> Found | None:
        """When documents were published."""
        if (year := self.year_at(at)) and self._publications.journal_at(at + 1):
            return year  # "the 2018 BJGP paper"
        return years_at(self._at, at, self._catalogue.this_year())

    def _holds(self, word: str) -> bool:
        key = set(families(word))
        return bool(key) and any(key <= set(families(title)) for title in self._catalogue.themes)


def _span(text: str) -> tuple[str, ...]:
    """The labels of "A-D" and "1–3"."""
    ends = re.fullmatch(_SPAN, text)
    if not ends:
        return ()
    if ends["first"]:
        return tuple(map(chr, range(ord(ends["first"]), ord(ends["last"]) + 1)))
    return tuple(map(str, range(int(ends["low"]), int(ends["high"]) + 1)))
