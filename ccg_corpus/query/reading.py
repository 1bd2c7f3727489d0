"""A reviewer's phrase → `Query`: "GP quotes on disillusionment, case D".

Roles, cases, documents, sites, studies and years become filters wherever they stand; words of
asking ("quotes", "what do … say about") fall away; all else is a word to find. After "about",
"on" and the like a role is the topic, not the speaker: "nurses on GPs". Nothing is searched here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ccg_corpus.errors import QueryError
from ccg_corpus.query import asking
from ccg_corpus.query.catalogue import Catalogue
from ccg_corpus.query.fields import field_filters, field_name, merged
from ccg_corpus.query.lexemes import Lexeme, lexemes
from ccg_corpus.query.model import Query
from ccg_corpus.query.parts import Parts
from ccg_corpus.query.speakers import RoleFinder, role_mentions
from ccg_corpus.words import fold

_LABEL = re.compile(r"[^\W_]|\d{1,3}[A-Za-z]?|[A-Z]\d{1,2}|[IVX]{1,5}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"((?:19|20)\d\d)[-–]((?:19|20)\d\d)")
_LONGEST_NAME = 6


def read(text: str, roles: RoleFinder, catalogue: Catalogue | None = None) -> Query:
    """What `text` asks for; both plain phrases and the strict form, also mixed.

    Raises: QueryError with the column for an unknown field or a mark left open.
    """
    return _Reading(text, roles, catalogue or Catalogue()).query()


class _Reading:
    """One query being read, from left to right."""

    def __init__(self, text: str, roles: RoleFinder, catalogue: Catalogue) -> None:
        self._lexemes = lexemes(text)
        self._roles = roles
        self._catalogue = catalogue
        self._mentions = role_mentions(text, self._lexemes, roles, catalogue)
        self._filters: dict[str, Any] = {}
        self._parts = Parts()
        self._on_topic = False  # a role named now is what is talked about
        self._after_word = False  # the lexeme before was a word to find
        self._after_speaker = False  # the lexeme before was a role's name or "what", "how"

    def query(self) -> Query:
        at = 0
        while at < len(self._lexemes):
            at += self._step(at)
        if not self._filters and not self._parts.found():
            self._take_every_word()
        return Query(parts=self._parts.found(), **self._filters)

    def _take_every_word(self) -> None:
        """Nothing but words of asking: then they are what is asked for."""
        for lexeme in self._lexemes:
            if lexeme.kind == "word":
                self._parts.add(lexeme)

    def _step(self, at: int) -> int:
        """Read what stands at `at`; how many lexemes that was."""
        lexeme = self._lexemes[at]
        if lexeme.kind == "word" and not lexeme.negated:
            return self._filter_phrase(at) or self._role(at) or self._plain_word(at)
        if lexeme.kind == "field":
            self._field(lexeme)
        elif lexeme.kind == "operator":
            self._parts.operator(lexeme.text)
        elif lexeme.kind == "pause":
            self._moved(on_topic=False)
        else:
            self._parts.add(lexeme)
            self._moved(word=True)
        return 1

    def _moved(
        self, *, on_topic: bool | None = None, word: bool = False, speaker: bool = False
    ) -> None:
        if on_topic is not None:
            self._on_topic = on_topic
        self._after_word, self._after_speaker = word, speaker

    def _filter(self, consumed: int, **filters: Any) -> int:
        merged(self._filters, filters)
        self._parts.interrupt()
        self._moved()
        return consumed

    def _field(self, lexeme: Lexeme) -> None:
        if field_name(lexeme) == "words":
            self._parts.add_words(lexeme.text, negated=lexeme.negated)
            return
        if lexeme.negated:
            hint = "a minus leaves out words only"
            raise QueryError(f"-{lexeme.field}: can't be read", column=lexeme.column, hint=hint)
        self._filter(1, **field_filters(lexeme, self._roles))

    # Filters in plain words

    def _filter_phrase(self, at: int) -> int:
        word = self._word(at)
        if word in asking.DOCUMENT_NOUNS:
            return self._document(at)
        if word in asking.CASE_NOUNS:
            return self._labels(at, at + 1 + (self._word(at + 1) in asking.STUDY_NOUNS))
        if word in asking.SITE_NOUNS:
            return self._site(at) or self._labels(at, at + 1)
        if word in asking.STUDY_NOUNS:
            return self._named(at, "studies", self._catalogue.study)
        if word in asking.ROLE_NOUNS and self._raw(at + 1) == ":" and at + 2 in self._mentions:
            return 2
        return self._lone_label(at) or self._years(at)

    def _lone_label(self, at: int) -> int:
        """ "GPs, D": a capital by itself, behind a pause or "in", that labels a case here."""
        raw = self._raw(at)
        stands_alone = (
            at == 0 or self._lexemes[at - 1].kind == "pause" or self._word(at - 1) == "in"
        )
        if len(raw) > 1 or not raw.isupper() or not stands_alone:
            return 0
        known = self._catalogue.case_label(raw)
        return self._filter(1, cases=(known,)) if known and raw not in ("A", "I") else 0

    def _document(self, at: int) -> int:
        found = self._reference(at + 1)
        return self._filter(2, documents=(found,)) if found else 0

    def _reference(self, at: int) -> str | None:
        """The document named at `at`; a "paper on trust" does not name one that begins with "on"."""
        word = self._word(at)
        return (
            None if not word or word in asking.DROPPED else self._catalogue.document(self._raw(at))
        )

    def _site(self, at: int) -> int:
        return self._named(at, "sites", self._catalogue.site)

    def _named(self, at: int, field: str, find: Callable[[str], str | None]) -> int:
        for length in range(_LONGEST_NAME, 0, -1):
            found = find(self._stretch(at + 1, length))
            if found:
                return self._filter(1 + length, **{field: (found,)})
        return 0

    def _labels(self, noun: int, first: int) -> int:
        """ "case B", "cases B, C and E": the labels from `first` on."""
        labels: list[str] = []
        at = end = first + (self._raw(first) == ":")
        while found := self._label(at, following=bool(labels)):
            label, length = found
            labels.append(label)
            at += length
            end = at
            while self._raw(at) in (",", "/", "&") or self._word(at) in ("and", "or"):
                at += 1
        if not labels:
            return 0
        return self._filter(end - noun, cases=tuple(labels))

    def _label(self, at: int, *, following: bool) -> tuple[str, int] | None:
        """A case's label at `at` and its length. In a list, "a" and "I" may be plain words."""
        if self._raw(at + 1) == ":" and (document := self._reference(at)):
            label = self._label(at + 2, following=following)
            return label and (f"{document}:{label[0]}", label[1] + 2)
        for length in range(_LONGEST_NAME, 0, -1):
            words = self._stretch(at, length)
            known = self._catalogue.case_label(words) if words else None
            if known and not (following and words in ("a", "i", "I")):
                return known, length
        raw = self._raw(at)
        if not _LABEL.fullmatch(raw) or (following and not (raw.isupper() or raw.isdigit())):
            return None
        return (raw.upper() if len(raw) == 1 else raw), 1

    def _years(self, at: int) -> int:
        word, first = self._word(at), self._raw(at + 1)
        if span := _YEARS.fullmatch(first):
            if word in ("from", "between", "in", "during", "since"):
                return self._filter(2, since=int(span[1]), until=int(span[2]))
            return 0
        if not _YEAR.fullmatch(first):
            return 0
        year, last = int(first), self._raw(at + 3)
        if word in ("from", "between") and _YEAR.fullmatch(last):
            return self._filter(4, since=year, until=int(last))
        bounds = {
            "since": {"since": year},
            "from": {"since": year},
            "after": {"since": year + 1},
            "before": {"until": year - 1},
            "until": {"until": year},
            "till": {"until": year},
            "in": {"since": year, "until": year},
        }.get(word)
        return self._filter(2, **bounds) if bounds else 0

    # Speakers and topics

    def _role(self, at: int) -> int:
        mention = self._mentions.get(at)
        if mention is None or self._on_topic:
            return 0
        slug, length, plural = mention
        if slug in asking.MODIFIERS and not plural and self._is_topic(at + length):
            return 0
        self._filter(length, roles=(slug,))
        self._moved(speaker=True)
        return length

    def _is_topic(self, at: int) -> bool:
        word = self._word(at)
        return (
            bool(word)
            and word not in asking.DROPPED | asking.CASE_NOUNS
            and at not in self._mentions
        )

    def _plain_word(self, at: int) -> int:
        word = self._word(at)
        if word == "or":
            self._parts.operator(word)
        elif word in asking.TOPIC_FOLLOWS:
            self._moved(on_topic=True)
        elif word in asking.SPEAKER_FOLLOWS:
            self._moved(on_topic=word == "in" and self._trusting(at - 1))
        elif word in asking.EITHER_FOLLOWS:
            self._moved(on_topic=self._on_topic or self._after_word)
        elif self._is_asking(at) or self._is_telling(at):
            self._moved(speaker=self._after_speaker or word in asking.INTERROGATIVES)
        else:
            self._parts.add(self._lexemes[at])
            self._moved(word=True)
        return 1

    def _trusting(self, at: int) -> bool:
        """ "trust in managers": they are the topic, where in "anger in managers" they speak."""
        return self._after_word and self._word(at) in asking.TRUSTING

    def _is_asking(self, at: int) -> bool:
        word = self._word(at)
        spoken = not self._on_topic or self._word(at + 1) in asking.SPEAKER_FOLLOWS
        return word in asking.FUNCTION_WORDS or (word in asking.ASKING and spoken)

    def _is_telling(self, at: int) -> bool:
        if self._word(at) not in asking.TELLING:
            return False
        return self._after_speaker or self._word(at + 1) in (asking.TOPIC_FOLLOWS | {"of"})

    # Looking around

    def _raw(self, at: int) -> str:
        return self._lexemes[at].text if 0 <= at < len(self._lexemes) else ""

    def _word(self, at: int) -> str:
        """The folded word at `at`; empty where something else stands there."""
        if not 0 <= at < len(self._lexemes) or self._lexemes[at].kind != "word":
            return ""
        return fold(self._lexemes[at].text).rstrip("'")

    def _stretch(self, at: int, length: int) -> str:
        """`length` words from `at` on, joined; empty where there are not as many."""
        words = [self._raw(n) for n in range(at, at + length) if self._word(n)]
        return " ".join(words) if len(words) == length else ""
