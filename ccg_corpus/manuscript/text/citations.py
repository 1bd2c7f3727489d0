"""Citations, pages and keys in an author's words, and which documents of a corpus they name.

In: text. Out: `Citation`s with their places; documents by authors and year, by reference number where
the manuscript has a list, by id. A citation that no document answers to is one to nobody we know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ccg_corpus.bibliography.names import surname
from ccg_corpus.text.words import fold, normalised_words

_NAME = r"(?:(?:van|von|de|der|den|del|della|la|le|da|dos|du|bin|al|el)\s+){0,3}[^\W\d_a-z][^\W\d_’'-]*(?:[’'-][^\W\d_]+)*"
_AND = r"(?:\s*,?\s+(?:and|und|et|y)\s+|\s*,?\s*&\s*)"
_BODIES = (
    "Office|Group|Team|Network|Collaboration|Department|Ministry|Institute|Council|University|College|"
    "Services?|Trust|Commission|Committee|Board|Foundation|Society|Association|Agency|Authority|Centre|"
    "Center|Unit|Federation|Alliance|Organisation|Organization|Party|Union|England|Scotland|Wales|Fund"
)
_YEAR = r"(?:(?:19|20)\d\d)(?:[a-z](?![a-z]))?"
_CITED = re.compile(
    rf"(?P<names>{_NAME}(?:(?:\s*,\s+{_NAME}){{0,6}}{_AND}{_NAME})?)"
    rf"(?P<more>,?\s+(?:et\s+al\b\.?|and (?:others|colleagues)))?(?:[’']s?)?\s*,?\s*[(\[]?\s*(?P<year>{_YEAR})\b"
)
_UNDATED = re.compile(rf"(?P<names>{_NAME})\s+(?:et\s+al\.?|and colleagues)")
# "Northmarch Listening Office 2020"
_GROUP = re.compile(
    rf"(?P<names>(?:[A-ZÀ-Þ][\w’'-]+\s+(?:(?:of|for|the|and|on)\s+){{0,2}}){{1,6}}(?:{_BODIES}|(?<= of )[A-ZÀ-Þ][\w’'-]+))"
    rf"\s*,?\s*[(\[]?\s*(?P<year>{_YEAR})\b"
)
PAGE = re.compile(
    r"\b(?:pp?\.\s?|pp?\s(?=e?\d)|pages?\s)(?P<first>[eEsS]?\d{1,5})(?:\s?[-–—]\s?(?P<last>[eEsS]?\d{1,5}))?",
)
_COLON_PAGE = re.compile(
    r"(?<=\b\d{3})(?:\d[a-z]?)\s?:\s?(?P<first>[eE]?\d{1,5})(?:\s?[-–—]\s?(?P<last>[eE]?\d{1,5}))?"
)
KEY = re.compile(r"\b(?P<id>[a-z0-9][\w.-]*:[0-9a-f]{8}(?:,\d+)?)(?![\w:])")
_NUMBERS = re.compile(r"\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?:\s?[,;]\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?)*")
_LOCATOR = re.compile(
    r"\b(?:paras?\.?|paragraphs?|lines?|ll?\.|table|tab\.?|box|figure|fig\.?|chapter|ch\.?|appendix|supplement(?:ary)?)\s?[\divx.]+\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """What an author cites: names and a year, or a number of the reference list."""

    text: str
    start: int
    end: int
    names: tuple[str, ...] = ()
    year: int | None = None
    number: int | None = None


Pages = tuple[int, int]


def citations_in(text: str) -> list[Citation]:
    """Authors with a year, in order."""
    found: list[Citation] = []
    for pattern in (_GROUP, _CITED, _UNDATED):
        for match in pattern.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            year = match.groupdict().get("year")
            end = match.end()
            if text[match.start() : end].count("(") > text[match.start() : end].count(")"):
                end += text[end : end + 1] == ")"
            names, start = _authors(match, is_group=pattern is _GROUP)
            number = int(year[:4]) if year else None
            found.append(Citation(text[start : match.end()], start, end, names, number))
    return sorted(found, key=lambda one: one.start)


_BETWEEN = re.compile(r"\s*,\s*(?:(?:and|und|et|y)\s+|&\s*)?|\s+(?:and|und|et|y)\s+|\s*&\s*")


def _authors(match: re.Match[str], *, is_group: bool) -> tuple[tuple[str, ...], int]:
    """The names cited, and where they begin: a trade before them is who speaks."""
    if is_group:
        return (match["names"],), match.start()
    start = match.start("names")
    names = match["names"]
    while (gap := _BETWEEN.search(names)) and _is_trade(names[: gap.start()]):
        start += gap.end()
        names = names[gap.end() :]
    return tuple(name for name in _BETWEEN.split(names) if name), start


def numbers_cited(words: str) -> tuple[int, ...]:
    """The reference numbers of a bracket that has nothing else: "[3,5-7]"."""
    if not _NUMBERS.fullmatch(words.strip()):
        return ()
    numbers: list[int] = []
    for part in re.split(r"\s?[,;]\s?", words.strip()):
        first, _, last = re.sub(r"\s?[-–]\s?", "-", part).partition("-")
        if last and 0 < int(last) - int(first) < 30:
            numbers += range(int(first), int(last) + 1)
        else:
            numbers.append(int(first))
    return tuple(numbers)


def pages_in(text: str) -> tuple[Pages, str] | None:
    """The first page that a text names, and how: "p. 14", "2019: 14–15"."""
    match = PAGE.search(text) or _COLON_PAGE.search(text)
    if match is None:
        return None
    first = int(re.sub(r"\D", "", match["first"]))
    last = int(re.sub(r"\D", "", match["last"] or match["first"]))
    if last < first:  # "114–7"
        shown = str(first)
        last = int(shown[: len(shown) - len(str(last))] + str(last))
    return (first, last), match.group()


def without_references(text: str) -> str:
    """What is left of a tag without citations, pages, keys and the like: who speaks."""
    for one in reversed(citations_in(text)):
        text = f"{text[: one.start]}; {text[one.end :]}"
    text = _NOTES.sub(" ", KEY.sub(" ", text))
    text = (
        re.sub(r":\s?[eE]?\d{1,5}(?:\s?[-–—]\s?\d{1,5})?\b(?=\s*[;,)\]]|\s*$)", " ", text)
        if ";" in text
        else text
    )
    text = PAGE.sub(" ", text)
    text = _LOCATOR.sub(" ", text)
    text = re.sub(r"\[[\s\d,;:.–-]*\]|\([\s,;:.]*\)|``?|`", " ", text)
    text = re.sub(
        r"\b(?:in|from|see|cited in|quoted in|source|study)\s*:?\s*(?=[;,]|\s*$)",
        " ",
        text,
        flags=re.I,
    )
    if text.count("(") != text.count(")"):
        text = re.sub(r"[()]", " ", text)
    parts = [
        re.sub(r"\s+", " ", part).strip(" ,;:.·—–-|") for part in re.split(r"\s*[;|·]\s*", text)
    ]
    return ", ".join(part for part in parts if part and re.search(r"\w", part)).strip(" ,;")


# what is said of the words and not of the speaker
_NOTES = re.compile(
    r"\b(?:(?:our|my|own|authors?['’]?s?) (?:translation|emphasis|italics)|translat(?:ed|ion)(?: (?:by|from) [\w .]{1,30})?|"
    r"(?:emphasis|italics) (?:added|mine|ours|in (?:the )?original)|original emphasis|verbatim|sic|ibid\.?|op\. cit\.?)",
    re.IGNORECASE,
)
_TRADES = re.compile(
    r"(?:[A-Z]{2,4}|(?:GP|Nurse|Doctor|Manager|Patient|Carer|Pharmacist|Participant|Interviewee|Midwife|"
    r"Physician|Parent|Mother|Father|Student|Teacher|Director|Consultant|Respondent|Male|Female|Woman|Man|"
    r"Chair|Officer|Worker|Therapist|Survey|Interview|Staff|Case)s?)"
)


def _is_trade(name: str) -> bool:
    return _TRADES.fullmatch(name) is not None


class CitedWorks:
    """The documents of a corpus, and of a manuscript's reference list, by what they are cited by."""

    def __init__(self, documents: Sequence[Mapping[str, object]]) -> None:
        self._documents = [dict(one) for one in documents]
        self._families = {
            str(one["id"]): [fold(surname(str(a))) for a in _list(one.get("authors"))]
            for one in self._documents
        }
        self._versions: dict[str, set[str]] = {}
        for one in self._documents:
            main = str(one.get("version_of") or one["id"])
            self._versions.setdefault(main, set()).add(str(one["id"]))
        self.listed: dict[int, frozenset[str] | None] = {}

    def facts(self, id: str) -> dict[str, object]:
        """What is known of a document."""
        return next((one for one in self._documents if one["id"] == id), {"id": id})

    def with_versions(self, ids: set[str]) -> frozenset[str]:
        """The documents with all versions of the same works."""
        out = set(ids)
        for group in self._versions.values():
            if group & ids:
                out |= group
        return frozenset(out)

    def named(self, one: Citation) -> frozenset[str] | None:
        """The documents that a citation may mean, with their versions; None for none of the corpus."""
        if one.number is not None:
            return self.listed.get(one.number)
        for first in range(len(one.names)):
            found = {id for id in self._families if self._fits(id, one.names[first:], one.year)}
            if found:
                return self.with_versions(found)
        return None

    def cited(self, citations: Sequence[Citation]) -> frozenset[str]:
        """The documents that citations mean by their own year, without other versions."""
        found: set[str] = set()
        for one in citations:
            for first in range(len(one.names)):
                here = {id for id in self._families if self._fits(id, one.names[first:], one.year)}
                if here:
                    found |= here
                    break
        return frozenset(found)

    def _fits(self, id: str, names: Sequence[str], year: int | None) -> bool:
        families = self._families[id]
        own = self.facts(id).get("year")
        if year is not None and own is not None and own != year:
            return False
        keys = [re.sub(r"(?:\s+[a-z]\.?){1,3}$", "", fold(name)) for name in names]
        if not families or not keys:
            return False
        if len(keys) == 1 and (id == f"{keys[0]}-{year}" or families[0].startswith(f"{keys[0]} ")):
            return True  # an organisation by its first word
        return keys[0] == families[0] and all(key in families for key in keys[1:])

    def read_list(self, references: Sequence[str]) -> None:
        """Take the numbers of a manuscript's reference list: "12. Harrowgate E, … 2021"."""
        for at, text in enumerate(references, 1):
            match = re.match(r"\s*\[?(\d{1,3})[\].)]?\s+", text)
            number = int(match[1]) if match else at
            self.listed[number] = self._listed(text[match.end() :] if match else text)

    def _listed(self, text: str) -> frozenset[str] | None:
        words = normalised_words(text)
        found = set()
        for one in self._documents:
            title = normalised_words(str(one.get("title") or ""))
            doi = str(one.get("doi") or "").lower()
            families = self._families[str(one["id"])]
            by_title = len(title.split()) > 2 and title in words
            by_name = (
                bool(families)
                and words.startswith(normalised_words(families[0]))
                and str(one.get("year") or "-") in text
                and all(normalised_words(name) in words for name in families[:3])
            )
            if by_title or by_name or (doi and doi in text.lower()):
                found.add(str(one["id"]))
        return self.with_versions(found) if found else None


def _list(value: object) -> Iterator[object]:
    yield from value if isinstance(value, list | tuple) else ()
